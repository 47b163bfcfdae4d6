//! What is not confirmed in an amount.

use law::Pourquoi;
use std::sync::Arc;

kernel::codes! {
    /// What is not confirmed in a variable part: the amount it starts from, the way it is computed, or both.
    pub enum Doute {
        /// The amount is not that of the contract, or of a text that settles it.
        Montant = "montant", "montant non confirmé";
        /// The amount is known; no text settles what is made of it.
        Regle = "regle", "règle de calcul non confirmée";
        /// Both.
        Tout = "tout", "montant et règle de calcul non confirmés";
    }
}

impl Doute {
    /// Where the doubt of a variable part is, from its derivation; none when everything is confirmed. A derivation that does not
    /// name its amount is doubted whole: no doubt is hidden.
    #[must_use]
    pub fn of(part: &Pourquoi) -> Option<Self> {
        if !part.uncertain {
            return None;
        }
        let is_amount = |node: &&Arc<Pourquoi>| node.rule.starts_with("aci.montant_");
        let (amounts, rules): (Vec<_>, Vec<_>) = part.then.iter().partition(is_amount);
        let amount = amounts.is_empty() || amounts.iter().any(|node| node.uncertain);
        let own =
            part.inputs.iter().any(|input| input.uncertain) || part.then.iter().all(|node| !node.uncertain);
        let rule = own || amounts.is_empty() || rules.iter().any(|node| node.uncertain);
        Some(match (amount, rule) {
            (true, true) => Self::Tout,
            (true, false) => Self::Montant,
            (false, _) => Self::Regle,
        })
    }

    /// Two doubts at once.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Tout }
    }

    /// What to know, and what to do about it.
    #[must_use]
    pub const fn conseil(self) -> &'static str {
        match self {
            Self::Montant => "Le montant de la mission n’est pas confirmé\u{a0}: saisissez celui du contrat.",
            Self::Regle => {
                "Le montant est connu\u{202f}; c’est la façon d’en tirer la part variable qu’aucun texte lu ne confirme\u{a0}: le dialogue de gestion tranche."
            }
            Self::Tout => {
                "Le montant de la mission n’est pas confirmé\u{a0}: saisissez celui du contrat. La façon d’en tirer la part variable ne l’est pas non plus\u{a0}: le dialogue de gestion tranche."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(rule: &'static str, doubt: bool) -> Pourquoi {
        Pourquoi::new(rule, "x", String::new(), Arc::default()).doubtful(doubt)
    }

    fn part(amount: bool, rule: bool) -> Pourquoi {
        node("aci.part_variable", false)
            .then(Arc::new(node("aci.montant_du_contrat", amount)))
            .then(Arc::new(node("aci.formule_variable", rule)))
    }

    #[test]
    fn a_doubt_is_named_where_it_is() {
        assert_eq!(Doute::of(&part(false, false)), None);
        assert_eq!(Doute::of(&part(false, true)), Some(Doute::Regle));
        assert_eq!(Doute::of(&part(true, false)), Some(Doute::Montant));
        assert_eq!(Doute::of(&part(true, true)), Some(Doute::Tout));
    }

    #[test]
    fn a_derivation_that_names_no_amount_is_doubted_whole() {
        assert_eq!(Doute::of(&node("autre", true)), Some(Doute::Tout));
        let own = node("aci.part_variable", true).then(Arc::new(node("aci.montant_du_contrat", false)));
        assert_eq!(Doute::of(&own), Some(Doute::Regle));
        assert_eq!(Doute::Montant.with(Doute::Regle), Doute::Tout);
    }

    #[test]
    fn an_amount_of_the_contract_is_not_said_to_be_unconfirmed() {
        let (lois, contrat) = (crate::tests::lois(), crate::tests::contrat());
        let parts =
            crate::enjeu::parts_variables(&lois, &contrat, &["acces", "parcours"], 1, crate::tests::TODAY);
        let found: Vec<_> = parts.iter().map(crate::PartVariable::doute).collect();
        assert_eq!(
            found,
            [Some(Doute::Regle), Some(Doute::Regle)],
            "both amounts are printed in the contract"
        );
    }
}
