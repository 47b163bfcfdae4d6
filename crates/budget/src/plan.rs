//! The usual accounts of an association. The accountant adds accounts and changes names.

use crate::refus::Refus;
use serde::Serialize;

/// Where the list comes from.
pub const SOURCE: &str = "Règlement ANC n°\u{a0}2018-06 relatif aux comptes annuels des personnes morales de droit privé à but non lucratif, en vigueur depuis le 1er janvier 2020\u{a0}; liste abrégée le 22 novembre 2026, à faire relire par votre comptable.";

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compte {
    /// « 6132 ».
    pub numero: String,
    /// « Locations immobilières ».
    pub libelle: String,
}

/// The list before any change.
pub const USUELS: &[(&str, &str)] = &[
    ("110", "Report à nouveau (solde créditeur)"),
    ("119", "Report à nouveau (solde débiteur)"),
    ("120", "Résultat de l’exercice (excédent)"),
    ("129", "Résultat de l’exercice (déficit)"),
    ("194", "Fonds dédiés sur subventions d’exploitation"),
    ("2183", "Matériel de bureau et informatique"),
    ("401", "Fournisseurs"),
    ("421", "Personnel, rémunérations dues"),
    ("431", "Sécurité sociale"),
    ("441", "État, subventions à recevoir"),
    ("467", "Autres comptes débiteurs ou créditeurs"),
    ("512", "Banques"),
    ("530", "Caisse"),
    ("6061", "Fournitures non stockables (eau, énergie)"),
    ("6063", "Fournitures d’entretien et petit équipement"),
    ("6064", "Fournitures administratives"),
    ("6132", "Locations immobilières"),
    ("6135", "Locations mobilières"),
    ("6156", "Maintenance"),
    ("616", "Primes d’assurance"),
    ("6181", "Documentation générale"),
    ("6185", "Frais de colloques, séminaires, conférences"),
    ("6214", "Personnel détaché ou prêté à l’association"),
    ("6226", "Honoraires"),
    ("6228", "Rémunérations d’intermédiaires et honoraires divers"),
    ("6236", "Catalogues et imprimés"),
    ("6251", "Voyages et déplacements"),
    ("6257", "Réceptions"),
    ("626", "Frais postaux et de télécommunications"),
    ("627", "Services bancaires et assimilés"),
    ("628", "Divers"),
    ("6311", "Taxe sur les salaires"),
    ("641", "Rémunérations du personnel"),
    ("645", "Charges de sécurité sociale et de prévoyance"),
    ("651", "Redevances pour logiciels et licences"),
    ("657", "Aides financières"),
    ("658", "Charges diverses de gestion courante"),
    ("689", "Reports en fonds dédiés"),
    ("730", "Concours publics"),
    ("740", "Subventions d’exploitation"),
    ("755", "Contributions financières"),
    ("756", "Cotisations"),
    ("758", "Produits divers de gestion courante"),
    ("789", "Utilisations de fonds dédiés"),
];

/// The accounts of the CPTS: the usual ones with what it changed, by number.
#[must_use]
pub fn comptes(changes: &[Compte]) -> Vec<Compte> {
    let usual = USUELS.iter().filter(|(numero, _)| changes.iter().all(|one| one.numero != *numero));
    let usual =
        usual.map(|(numero, libelle)| Compte { numero: (*numero).into(), libelle: (*libelle).into() });
    let mut all: Vec<Compte> = usual.chain(changes.iter().cloned()).collect();
    all.sort_by(|a, b| a.numero.cmp(&b.numero));
    all
}

/// The name of an account: its own, else that of the account that it details.
#[must_use]
pub fn libelle<'a>(comptes: &'a [Compte], numero: &str) -> Option<&'a str> {
    let below = comptes.iter().filter(|one| numero.starts_with(&one.numero));
    below.max_by_key(|one| one.numero.len()).map(|one| one.libelle.as_str())
}

/// A number of the chart: three digits at least, the first from 1 to 8.
///
/// # Errors
/// [`Refus::Compte`], [`Refus::Vide`].
pub fn numero(champ: &str, text: &str) -> Result<String, Refus> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let signs = text.as_bytes();
    let class = signs.first().is_some_and(|sign| matches!(sign, b'1'..=b'8'));
    let digits = signs.len() >= 3 && signs.iter().take(3).all(u8::is_ascii_digit);
    match () {
        () if text.is_empty() => Err(Refus::Vide(champ.to_owned())),
        () if class && digits && signs.len() <= 12 && signs.iter().all(u8::is_ascii_alphanumeric) => Ok(text),
        () => Err(Refus::Compte(champ.to_owned(), text.chars().take(20).collect())),
    }
}
