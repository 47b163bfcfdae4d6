use serde::{Deserialize, Serialize};

/// A value and why it is what it is. Serialised whole: what was issued keeps the explanation of its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained<T> {
    /// The answer.
    pub value: T,
    /// Name of the rule that gave it.
    pub rule: String,
    /// How it was reached, in order.
    pub steps: Vec<Step>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is established, in French: « Population du territoire ».
    pub label: String,
    /// Amount, comparison or formula, in French.
    pub formula: String,
    /// Ids of the sources, as in `law/sources.toml`; empty for a fact of the case.
    pub sources: Vec<String>,
    /// True when the sources do not settle the point: to be shown as unconfirmed.
    pub uncertain: bool,
}

impl Step {
    /// A fact of the case: no text needed.
    pub fn fact(label: impl Into<String>, formula: impl Into<String>) -> Self {
        Self { label: label.into(), formula: formula.into(), sources: Vec::new(), uncertain: false }
    }

    /// A step that rests on texts.
    pub fn law(label: impl Into<String>, formula: impl Into<String>, sources: &[String]) -> Self {
        Self { sources: sources.to_vec(), ..Self::fact(label, formula) }
    }

    /// The same step, marked as not settled by the texts.
    #[must_use]
    pub fn doubtful(self) -> Self {
        Self { uncertain: true, ..self }
    }
}

impl<T> Explained<T> {
    /// True when one step at least is not settled by the texts.
    pub fn uncertain(&self) -> bool {
        self.steps.iter().any(|step| step.uncertain)
    }

    /// Ids of every source cited, once each, in order of first use.
    pub fn sources(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for id in self.steps.iter().flat_map(|step| &step.sources) {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        ids
    }

    /// The same explanation over another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Explained<U> {
        Explained { value: f(self.value), rule: self.rule, steps: self.steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gathers_sources_and_doubts_and_travels() {
        let sources = ["a".to_owned(), "b".to_owned()];
        let explained = Explained {
            value: 3,
            rule: "essai".into(),
            steps: vec![Step::fact("Population", "80 000"), Step::law("Tranche", "3", &sources).doubtful()],
        };
        assert!(explained.uncertain());
        assert_eq!(explained.sources(), ["a", "b"]);
        let text = serde_json::to_string(&explained).unwrap();
        assert_eq!(serde_json::from_str::<Explained<i32>>(&text).unwrap(), explained);
        assert_eq!(explained.map(|n| n + 1).value, 4);
    }
}
