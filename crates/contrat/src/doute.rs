//! Where the doubt of an amount comes from: the amount itself, or only a rule that was applied to amounts that are sure.

use crate::accord::Accord;
use law::{Parameters, Pourquoi};
use serde::Serialize;

/// Why an amount is not confirmed; the graver doubt is the greater.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Doute {
    /// It is.
    #[default]
    Aucun,
    /// Every amount is sure; these rules are a reading, by their names.
    Regles(Vec<String>),
    /// An amount, a size or something else that entered it.
    Montant,
}

impl Doute {
    /// The doubt of an amount, from what the engine says of it and how it was reached. Without the law files no step can be told
    /// from another: a doubt is then that of the amount.
    #[must_use]
    pub fn of(law: &Parameters, incertain: bool, why: &Pourquoi) -> Self {
        match Accord::of(law) {
            Ok(accord) => doute(&accord, incertain, why),
            Err(_) if incertain || why.uncertain => Self::Montant,
            Err(_) => Self::Aucun,
        }
    }

    /// As people read it beside an amount; none when the amount is confirmed.
    #[must_use]
    pub const fn en_mots(&self) -> Option<&'static str> {
        match self {
            Self::Aucun => None,
            Self::Regles(_) => Some("règle non confirmée"),
            Self::Montant => Some("non confirmé"),
        }
    }

    /// As people read it where no amount stands beside it.
    #[must_use]
    pub const fn libelle(&self) -> Option<&'static str> {
        match self {
            Self::Montant => Some("montant non confirmé"),
            Self::Aucun | Self::Regles(_) => self.en_mots(),
        }
    }
}

/// The doubt of an amount reached so. `incertain` is what the engine says: a doubt that the derivation does not place is kept whole.
pub(crate) fn doute(accord: &Accord, incertain: bool, why: &Pourquoi) -> Doute {
    if !incertain && !why.uncertain {
        return Doute::Aucun;
    }
    let mut rules = Vec::new();
    if !why.uncertain || !only_rules(accord, why, &mut rules) || rules.is_empty() {
        return Doute::Montant;
    }
    Doute::Regles(rules)
}

/// Rules whose result is an amount that nobody printed: their doubt is the amount's.
const DEDUITS: [&str; 1] = ["aci.part_deduite"];

/// Whether the doubt of a step comes from rules alone; their names are added to `rules`.
fn only_rules(accord: &Accord, why: &Pourquoi, rules: &mut Vec<String>) -> bool {
    if !why.uncertain {
        return true;
    }
    if why.inputs.iter().any(|one| one.uncertain) || DEDUITS.contains(&&*why.rule) {
        return false;
    }
    if !why.then.iter().all(|one| only_rules(accord, one, rules)) {
        return false;
    }
    match own(accord, why) {
        Some(name) if rules.contains(&name) => true,
        Some(name) => {
            rules.push(name);
            true
        }
        // Its doubt is that of a step below.
        None => why.then.iter().any(|one| one.uncertain),
    }
}

/// The rule that this very step applied, when it is a reading.
pub(crate) fn own(accord: &Accord, why: &Pourquoi) -> Option<String> {
    let id = why.rule.strip_prefix("aci.")?;
    accord.regle(id).filter(|one| one.uncertain).map(|one| one.libelle.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::LAW;
    use law::Entree;
    use std::sync::Arc;

    fn step(rule: &'static str, doubt: bool, below: Vec<Pourquoi>) -> Pourquoi {
        let node = Pourquoi::new(rule, "étape", String::new(), Arc::default()).doubtful(doubt);
        below.into_iter().fold(node, |node, one| node.then(Arc::new(one)))
    }

    #[test]
    fn an_amount_that_the_contract_prints_is_sure_when_only_the_rule_is_not() {
        let accord = Accord::of(&LAW).unwrap();
        let printed = || step("aci.montant_du_contrat", false, Vec::new());
        let plan = step("aci.plan", true, vec![printed()]);
        assert_eq!(doute(&accord, true, &plan), Doute::Regles(vec!["Plan de crise".to_owned()]));
        let tabled = step("aci.montant_du_tableau", true, Vec::new());
        assert_eq!(doute(&accord, true, &step("aci.plan", true, vec![tabled])), Doute::Montant);
        assert_eq!(doute(&accord, false, &printed()), Doute::Aucun);
    }

    #[test]
    fn the_gravest_of_several_doubts_is_that_of_an_amount_and_every_doubt_is_said() {
        let tabled = step("aci.montant_du_tableau", true, Vec::new());
        let rule = step("aci.plan", true, vec![step("aci.montant_du_contrat", false, Vec::new())]);
        let of = |why: &Pourquoi| Doute::of(&LAW, true, why);
        assert_eq!(of(&rule).max(of(&tabled)), Doute::Montant);
        assert_eq!(of(&rule).max(Doute::Aucun).en_mots(), Some("règle non confirmée"));
        assert_eq!(
            (of(&tabled).en_mots(), of(&tabled).libelle()),
            (Some("non confirmé"), Some("montant non confirmé"))
        );
        assert_eq!(Doute::default().libelle(), None);
    }

    #[test]
    fn a_doubt_that_no_step_explains_stays_whole() {
        let accord = Accord::of(&LAW).unwrap();
        assert_eq!(doute(&accord, true, &step("aci.avance", false, Vec::new())), Doute::Montant);
        let size = Entree { uncertain: true, ..Entree::fact("Taille", "2") };
        let read = step("aci.plan", true, Vec::new()).inputs(vec![size]);
        assert_eq!(doute(&accord, true, &read), Doute::Montant);
    }
}
