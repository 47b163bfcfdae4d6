//! What is not settled in an amount: the amount itself, or only the rule by which it is paid.

use aci::Part;
use contrat::Contrat;
use jiff::civil::Date;
use serde::Serialize;

/// What is not settled in an amount; the graver doubt is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Doute {
    /// The contract prints the amount: only a rule that is applied to it is not confirmed by the texts.
    Regle,
    /// The amount itself.
    Montant,
}

impl Doute {
    /// As people read it beside an amount.
    #[must_use]
    pub const fn en_mots(self) -> &'static str {
        match self {
            Self::Regle => "règle non confirmée",
            Self::Montant => "non confirmé",
        }
    }

    /// The doubt of an amount of a component for a contract year that begins `du`; none when nothing unconfirmed enters it.
    #[must_use]
    pub fn of(
        contrat: &Contrat,
        (composante, part): (&str, Part),
        du: Date,
        incertain: bool,
    ) -> Option<Self> {
        let printed = |code: &str| {
            contrat
                .montants
                .iter()
                .any(|one| one.composante == composante && one.part == code && one.du <= du)
        };
        let both = part == Part::Total && printed(Part::Fixe.code()) && printed(Part::Variable.code());
        let here = both || printed(part.code());
        incertain.then_some(if here { Self::Regle } else { Self::Montant })
    }
}

/// « (non confirmé) » after an amount, nothing without doubt.
#[must_use]
pub fn suffixe(doute: Option<Doute>) -> String {
    doute.map(|one| format!(" ({})", one.en_mots())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{SIGNED, signed};

    #[test]
    fn the_doubt_of_an_amount_that_the_contract_prints_is_of_the_rule_and_is_never_hidden() {
        let contrat = signed(&[("acces", "fixe", 100), ("acces", "variable", 100)]);
        let doubt = |part, incertain| Doute::of(&contrat, ("acces", part), SIGNED, incertain);
        assert_eq!(doubt(Part::Variable, true), Some(Doute::Regle));
        assert_eq!(doubt(Part::Total, true), Some(Doute::Regle), "both parts are printed");
        assert_eq!(doubt(Part::Plan, true), Some(Doute::Montant));
        assert_eq!(doubt(Part::Fixe, false), None);
        assert!(Doute::Montant > Doute::Regle);
        let before = SIGNED.yesterday().unwrap();
        assert_eq!(Doute::of(&contrat, ("acces", Part::Fixe), before, true), Some(Doute::Montant));
    }
}
