use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Text that is either ours or made for one case.
pub type Words = Cow<'static, str>;

/// Why a figure is what it is: one node of a derivation, and the derivations of what it rests on. Serialised whole: what
/// was issued keeps the explanation of its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pourquoi {
    /// Name of the rule that was applied.
    pub rule: Words,
    /// What is established, in French: « Part fixe, accès aux soins ».
    pub label: Words,
    /// The arithmetic with its result, in French.
    pub formula: String,
    /// Facts of the case and values of law that enter it.
    pub inputs: Vec<Entree>,
    /// Ids of the sources of the rule, as in `law/sources.toml`.
    pub source: Arc<[Arc<str>]>,
    /// True when something here or below is not settled by the texts: to be shown as unconfirmed.
    pub uncertain: bool,
    /// What it rests on.
    pub then: Vec<Arc<Pourquoi>>,
}

/// Something that enters a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entree {
    /// What it is, in French.
    pub label: Words,
    /// Its value, written in French.
    pub value: Words,
    /// Ids of its sources; empty for a fact of the case.
    #[serde(default, skip_serializing_if = "no_source")]
    pub source: Arc<[Arc<str>]>,
    /// True when the sources do not settle it.
    #[serde(default, skip_serializing_if = "settled")]
    pub uncertain: bool,
}

fn no_source(source: &Arc<[Arc<str>]>) -> bool {
    source.is_empty()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn settled(uncertain: &bool) -> bool {
    !uncertain
}

impl Entree {
    /// A fact of the case.
    pub fn fact(label: impl Into<Words>, value: impl Into<Words>) -> Self {
        Self { label: label.into(), value: value.into(), source: Arc::default(), uncertain: false }
    }
}

impl Pourquoi {
    /// A node; it is uncertain as soon as the rule, an input or a child is.
    pub fn new(
        rule: impl Into<Words>,
        label: impl Into<Words>,
        formula: String,
        source: Arc<[Arc<str>]>,
    ) -> Self {
        let (rule, label) = (rule.into(), label.into());
        Self { rule, label, formula, inputs: Vec::new(), source, uncertain: false, then: Vec::new() }
    }

    /// With what enters it.
    #[must_use]
    pub fn inputs(mut self, inputs: Vec<Entree>) -> Self {
        self.uncertain |= inputs.iter().any(|input| input.uncertain);
        self.inputs = inputs;
        self
    }

    /// Marked as not settled by the texts, when `doubt` holds.
    #[must_use]
    pub fn doubtful(mut self, doubt: bool) -> Self {
        self.uncertain |= doubt;
        self
    }

    /// Resting on another derivation, which passes its doubts on.
    #[must_use]
    pub fn then(mut self, child: Arc<Pourquoi>) -> Self {
        self.uncertain |= child.uncertain;
        self.then.push(child);
        self
    }

    /// Ids of every source cited in the tree, once each, in order of first use.
    pub fn sources(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.gather(&mut ids);
        ids
    }

    fn gather<'a>(&'a self, ids: &mut Vec<&'a str>) {
        let own = self.source.iter().chain(self.inputs.iter().flat_map(|input| input.source.iter()));
        for id in own {
            if !ids.contains(&&**id) {
                ids.push(id);
            }
        }
        self.then.iter().for_each(|child| child.gather(ids));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Arc<[Arc<str>]> {
        names.iter().map(|name| Arc::from(*name)).collect()
    }

    #[test]
    fn a_doubt_below_is_a_doubt_above_and_the_tree_travels() {
        let amount = Pourquoi::new("aci.montant", "Montant", "50 000 €".into(), ids(&["jo"])).doubtful(true);
        let tree = Pourquoi::new("aci.avance", "Avance", "75 % × 50 000 €".into(), ids(&["contrat", "jo"]))
            .inputs(vec![Entree::fact("Signature", "20 septembre 2023")])
            .then(Arc::new(amount));
        assert!(tree.uncertain);
        assert_eq!(tree.sources(), ["contrat", "jo"]);
        let text = serde_json::to_string(&tree).unwrap();
        assert_eq!(serde_json::from_str::<Pourquoi>(&text).unwrap(), tree);
        let sure =
            Pourquoi::new("r", "l", String::new(), Arc::default()).inputs(vec![Entree::fact("a", "b")]);
        assert!(!sure.uncertain);
    }
}
