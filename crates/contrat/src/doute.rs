//! Where the doubt of an amount comes from: the amount itself, or only a rule that was applied to amounts that are sure.

use crate::accord::Accord;
use law::Pourquoi;

/// Why an amount is not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doute {
    /// It is.
    Aucun,
    /// Every amount is sure; these rules are a reading, by their names.
    Regles(Vec<String>),
    /// An amount, a size or something else that entered it.
    Montant,
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
    fn a_doubt_that_no_step_explains_stays_whole() {
        let accord = Accord::of(&LAW).unwrap();
        assert_eq!(doute(&accord, true, &step("aci.avance", false, Vec::new())), Doute::Montant);
        let size = Entree { uncertain: true, ..Entree::fact("Taille", "2") };
        let read = step("aci.plan", true, Vec::new()).inputs(vec![size]);
        assert_eq!(doute(&accord, true, &read), Doute::Montant);
    }
}
