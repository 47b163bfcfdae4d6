//! Bank details: an account in clear only as long as it takes to seal it or to write a transfer.

use adhesions::Adherent;
use jiff::{SignedDuration, Timestamp, civil::Date};
use kernel::Id;
use kernel::saisie::{Refus, Refuses, line};
use pieces::Piece;
use sepa::{Bic, Champ, Iban, Lot, Motif, Ou, Titulaire, Virement};
use serde::Serialize;
use uuid::Uuid;
use vault::Vault;

/// Days during which details that were changed are to be checked with the person.
pub const RECENTES: i64 = 30;

/// An account, in clear. Its `Debug` shows the IBAN masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compte(pub Titulaire);

/// Bank details, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coordonnees {
    /// Whose.
    pub adherent: Id<Adherent>,
    /// Name of the holder.
    pub titulaire: String,
    /// « FR76 •••• 0189 ».
    pub masque: String,
    /// IBAN and BIC, sealed.
    #[serde(skip)]
    pub scelle: Vec<u8>,
    /// When they were given.
    pub donne_le: Timestamp,
    /// By which account.
    pub donne_par: Option<Uuid>,
    /// When they replaced others, or were given by somebody else than the person.
    pub change_le: Option<Timestamp>,
    /// When somebody checked that change with the person.
    pub confirme_le: Option<Timestamp>,
    /// Somebody else than the person gave them.
    pub par_autrui: bool,
    /// The paper that the office received, in clear, before papers were sealed.
    #[serde(skip)]
    pub piece: Option<Id<Piece>>,
}

/// What was changed since then is recent.
#[must_use]
pub fn seuil(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24 * RECENTES)).unwrap_or(now)
}

impl Coordonnees {
    /// Changed less than [`RECENTES`] days ago, or given by somebody else than the person, and checked by nobody since.
    #[must_use]
    pub fn recentes(&self, now: Timestamp) -> bool {
        self.change_le
            .filter(|at| self.par_autrui || *at > seuil(now))
            .is_some_and(|at| self.confirme_le.is_none_or(|checked| checked < at))
    }
}

impl Compte {
    /// What somebody typed: every fault at once, beside its field (`titulaire`, `iban`, `bic`).
    ///
    /// # Errors
    /// One a field.
    pub fn read(titulaire: &str, iban: &str, bic: &str) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        let nom = faults.keep(line("titulaire", titulaire));
        let iban = iban.parse::<Iban>().map_err(|error| faults.add("iban", error)).ok();
        let bic = match bic.trim() {
            "" => None,
            text => text.parse::<Bic>().map_err(|error| faults.add("bic", error)).ok(),
        };
        let (Some(iban), true) = (iban, faults.0.is_empty()) else { return Err(faults) };
        let account = Self(Titulaire { nom, iban, bic });
        let faults = account.faults();
        faults.finish(account)
    }

    /// What a bank would refuse of it: the account is tried in a transfer to itself.
    fn faults(&self) -> Refuses {
        let jour = sepa::jours::prochain(Date::constant(2026, 1, 5));
        let virement = Virement {
            id: "1".into(),
            montant: 1,
            beneficiaire: self.0.clone(),
            motif: Motif::Texte("1".into()),
        };
        let lot = Lot {
            id: "1".into(),
            cree: jour.at(8, 0, 0, 0),
            execution: jour,
            groupe: true,
            debiteur: self.0.clone(),
            virements: vec![virement],
        };
        let mine = lot.fautes().into_iter().filter(|one| one.ou == Ou::Lot);
        let field = |champ| if champ == Champ::Bic { "bic" } else { "titulaire" };
        Refuses(
            mine.map(|one| Refus::new(field(one.champ), format!("{}.", capital(&one.cause.to_string()))))
                .collect(),
        )
    }

    /// Sealed for storage, bound to `whose`.
    #[must_use]
    pub fn seal(&self, coffre: &Vault, whose: Uuid) -> Vec<u8> {
        let bic = self.0.bic.map(|bic| bic.to_string()).unwrap_or_default();
        coffre.seal(whose, format!("{}\n{bic}", self.0.iban.electronique()).as_bytes())
    }

    /// Reads what [`Compte::seal`] wrote.
    #[must_use]
    pub fn open(coffre: &Vault, whose: Uuid, titulaire: &str, sealed: &[u8]) -> Option<Self> {
        let clear = String::from_utf8(coffre.open(whose, sealed)?).ok()?;
        let (iban, bic) = clear.split_once('\n')?;
        let bic = if bic.is_empty() { None } else { Some(bic.parse().ok()?) };
        Some(Self(Titulaire { nom: titulaire.to_owned(), iban: iban.parse().ok()?, bic }))
    }

    /// The name of the holder as banks read it, when it is not the one that was typed.
    #[must_use]
    pub fn nom_bancaire(titulaire: &str) -> Option<String> {
        sepa::texte::bancaire(titulaire, sepa::texte::NOM).ok().filter(|name| name != titulaire)
    }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coffre::coffre;
    use db::Secret;

    const IBAN: &str = "fr76 3000-6000 0112 3456 7890 189";

    fn champs(result: Result<Compte, Refuses>) -> Vec<&'static str> {
        result.unwrap_err().0.iter().map(|one| one.champ).collect()
    }

    #[test]
    fn every_fault_is_said_beside_its_field_and_none_repeats_the_number() {
        assert_eq!(
            champs(Compte::read(" ", "FR7630006000011234567890188", "x")),
            ["titulaire", "iban", "bic"]
        );
        assert_eq!(champs(Compte::read("Dr Roux", "US12", "")), ["iban"]);
        assert_eq!(champs(Compte::read("Dr Roux", IBAN, "BNPAUS33")), ["bic"], "a bank outside SEPA");
        assert_eq!(champs(Compte::read("***", IBAN, "")), ["titulaire"]);
        let said = Compte::read("Roux", "FR7630006000011234567890188", "").unwrap_err();
        assert!(!said.to_string().contains("3000"), "{said}");
    }

    #[test]
    fn an_account_is_sealed_opened_and_never_shown_by_accident() {
        let coffre = coffre(&Secret::new([1; 32]), Id::new(Uuid::from_u128(1)));
        let (me, account) = (Uuid::from_u128(5), Compte::read("Éloïse Roux", IBAN, "agrifrpp").unwrap());
        let sealed = account.seal(&coffre, me);
        assert_eq!(Compte::open(&coffre, me, "Éloïse Roux", &sealed).as_ref(), Some(&account));
        assert!(!format!("{account:?}").contains("3000"));
        assert_eq!(Compte::nom_bancaire("Éloïse Roux").as_deref(), Some("Eloise Roux"));
        assert_eq!(Compte::nom_bancaire("Roux"), None);
    }

    #[test]
    fn details_that_replaced_others_are_recent_until_checked() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut one = Coordonnees {
            adherent: Id::new(Uuid::nil()),
            titulaire: String::new(),
            masque: String::new(),
            scelle: Vec::new(),
            donne_le: at("2026-03-01T10:00:00Z"),
            donne_par: None,
            change_le: None,
            confirme_le: None,
            par_autrui: false,
            piece: None,
        };
        assert!(!one.recentes(at("2026-03-02T10:00:00Z")), "the first ones replaced nothing");
        one.change_le = Some(at("2026-03-01T10:00:00Z"));
        assert!(one.recentes(at("2026-03-31T09:59:00Z")) && !one.recentes(at("2026-03-31T10:00:00Z")));
        one.par_autrui = true;
        assert!(one.recentes(at("2027-03-31T10:00:00Z")), "given by somebody else: until they are checked");
        one.confirme_le = Some(at("2026-03-02T10:00:00Z"));
        assert!(!one.recentes(at("2026-03-03T10:00:00Z")));
    }
}
