//! How the association keeps its accounts.

use crate::plan;
use crate::refus::Refus;
use identifiants::Siren;
use serde::Serialize;
use std::collections::BTreeMap;

/// Its SIREN and the accounts of what is not typed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reglages {
    /// Of the association; asked for by the FEC.
    pub siren: Option<Siren>,
    /// The bank.
    pub banque: String,
    /// Money of the contract.
    pub aci: String,
    /// Money of start-up aids.
    pub aides: String,
    /// Fees of members.
    pub cotisations: String,
    /// Indemnities and remunerations of professionals.
    pub indemnites: String,
}

/// The accounts before any change, with their field and their words.
pub const COMPTES: [(&str, &str, &str); 5] = [
    ("banque", "Banque", "512"),
    ("aci", "Argent du contrat (ACI)", "740"),
    ("aides", "Aides au démarrage", "740"),
    ("cotisations", "Cotisations des adhérents", "756"),
    ("indemnites", "Indemnités et rémunérations des professionnels", "6228"),
];

impl Reglages {
    /// As the database keeps them, key by key.
    ///
    /// # Errors
    /// Each [`Refus`], with its field.
    pub fn read(kept: &BTreeMap<String, String>) -> Result<Self, Vec<Refus>> {
        let mut refus = Vec::new();
        let text = |cle: &str| kept.get(cle).map_or("", |text| text.trim());
        let siren = match text("siren") {
            "" => None,
            typed => match typed.parse::<Siren>() {
                Ok(siren) => Some(siren),
                Err(error) => {
                    refus.push(Refus::Siren(error.to_string()));
                    None
                }
            },
        };
        let mut accounts = COMPTES.map(|(cle, _, usual)| match text(cle) {
            "" => usual.to_owned(),
            typed => plan::numero(cle, typed).unwrap_or_else(|one| {
                refus.push(one);
                String::new()
            }),
        });
        if !accounts[0].is_empty() && !accounts[0].starts_with("51") {
            refus.push(Refus::Compte("banque".to_owned(), accounts[0].clone()));
        }
        let [banque, aci, aides, cotisations, indemnites] = accounts.each_mut().map(std::mem::take);
        if refus.is_empty() {
            Ok(Self { siren, banque, aci, aides, cotisations, indemnites })
        } else {
            Err(refus)
        }
    }
}

impl Default for Reglages {
    fn default() -> Self {
        let [banque, aci, aides, cotisations, indemnites] = COMPTES.map(|(_, _, usual)| usual.to_owned());
        Self { siren: None, banque, aci, aides, cotisations, indemnites }
    }
}
