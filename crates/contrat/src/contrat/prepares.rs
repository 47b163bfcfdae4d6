//! What an amendment prepares, and what counts without it.

use super::{Avenant, Contrat, MontantContrat};
use jiff::civil::Date;

impl Contrat {
    /// Amendments that the parties signed, by day.
    pub fn avenants_signes(&self) -> impl Iterator<Item = &Avenant> {
        self.avenants.iter().filter(|one| one.is_signed())
    }

    /// Amounts that count: those of an amendment being prepared wait for its signature.
    pub fn montants_comptes(&self) -> impl Iterator<Item = &MontantContrat> {
        self.montants.iter().filter(|one| !self.prepares(one.du))
    }

    /// Whether the amounts of a day wait for the amendment of that day to be signed: there is one a day at most, and what counts
    /// from the signature is printed by the contract itself.
    #[must_use]
    pub fn prepares(&self, jour: Date) -> bool {
        self.signature != Some(jour) && self.avenants.iter().any(|one| one.le == jour && !one.is_signed())
    }

    /// The amounts that an amendment of that day prints: none on the day of the signature.
    pub(crate) fn montants_du(&self, jour: Date) -> impl Iterator<Item = &MontantContrat> {
        self.montants.iter().filter(move |one| one.du == jour && self.signature != Some(jour))
    }

    /// The contract as somebody sees it who may not read what is being prepared; none for a draft.
    #[must_use]
    pub(crate) fn signed_only(mut self) -> Option<Self> {
        self.montants = self.montants_comptes().cloned().collect();
        self.avenants.retain(Avenant::is_signed);
        self.signature.map(|_| self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrat::Clause;
    use crate::tests::{SIGNATURE, termes};
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    const LE: Date = date(2025, 3, 31);

    /// An amount from the signature, another from an amendment.
    fn contrat(signe_le: Option<Date>) -> Contrat {
        let (objet, texte) = ("Taille 2".to_owned(), String::new());
        let clause = Clause { objet, texte, version: None, population: None, signe_le };
        let montant = |n: u128, du| MontantContrat {
            id: Id::new(Uuid::from_u128(n)),
            composante: "fonctionnement".to_owned(),
            part: "total".to_owned(),
            cents: 6_000_000,
            du,
        };
        let draft = Contrat::draft(Id::new(Uuid::from_u128(1)), termes("CPTS"), 5);
        Contrat {
            signature: Some(SIGNATURE),
            montants: vec![montant(2, SIGNATURE), montant(3, LE)],
            avenants: vec![Avenant { id: Id::new(Uuid::from_u128(4)), le: LE, clause }],
            ..draft
        }
    }

    #[test]
    fn the_amounts_of_an_amendment_wait_for_its_signature() {
        for (signe_le, count) in [(None, 1), (Some(LE), 2)] {
            let contrat = contrat(signe_le);
            assert_eq!(contrat.cas(&[], LE).unwrap().contract_amounts.len(), count);
            assert_eq!(contrat.signed_only().unwrap().montants.len(), count);
        }
    }

    #[test]
    fn an_amendment_being_prepared_from_the_signature_leaves_the_amounts_of_the_contract() {
        let mut contrat = contrat(None);
        contrat.avenants[0].le = SIGNATURE;
        assert_eq!(contrat.montants_comptes().count(), 2);
        assert_eq!(contrat.montants_du(SIGNATURE).count(), 0);
    }
}
