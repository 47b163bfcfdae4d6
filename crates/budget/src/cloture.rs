//! What a closed year keeps, and what other rooms said of it afterwards.

use crate::ligne::{Ligne, Origine};
use crate::livre::Livre;
use crate::mouvement::{Genre, Nature};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// How the words of a line begin that came after the closing of its year.
const APRES: &str = "Après clôture\u{a0}: ";

/// What a closed year keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloture {
    /// Its file.
    pub scelle: Scelle,
    /// The lines that its entries were written from.
    pub lignes: Vec<Ligne>,
}

/// The file of a closed year, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scelle {
    /// Its name.
    pub nom: String,
    /// Its SHA-256, in hexadecimal.
    pub empreinte: String,
    /// The account of the bank on that day.
    pub banque: String,
}

/// First and last closed years; years between them, without entries when they were closed over, are closed too.
pub(crate) fn bornes(clotures: &BTreeMap<i16, Cloture>) -> Option<(i16, i16)> {
    Some((*clotures.keys().next()?, *clotures.keys().next_back()?))
}

/// What the rooms say today of closed years and did not say when they were closed: one line a fact, of the difference, written in
/// the year that follows the last closed one. Its paper keeps the day of the fact.
pub(crate) fn retards(livre: &Livre, clotures: &BTreeMap<i16, Cloture>) -> Vec<Ligne> {
    let Some((first, last)) = bornes(clotures) else { return Vec::new() };
    let mut facts: BTreeMap<Origine, Fait<'_>> = BTreeMap::new();
    let said = livre.lignes.iter().filter(|one| one.genre != Genre::Engagement);
    for one in said.filter(|one| (first..=last).contains(&one.jour.year())) {
        facts.entry(one.origine).or_insert_with(|| Fait::of(one)).cents += one.cents;
    }
    for one in clotures.values().flat_map(|one| &one.lignes) {
        let fact = facts.entry(one.origine).or_insert_with(|| Fait::of(one));
        fact.compte = one.compte.as_ref();
        fact.cents -= one.cents;
    }
    let jour = date(last.saturating_add(1), 1, 1);
    facts.into_values().filter(|one| one.cents != 0).map(|one| one.ligne(jour)).collect()
}

/// A fact of a closed year: what is said of it, less what was kept.
struct Fait<'a> {
    dit: &'a Ligne,
    /// The account that a closed entry was written on is the one that is corrected.
    compte: Option<&'a String>,
    cents: i64,
}

impl<'a> Fait<'a> {
    const fn of(dit: &'a Ligne) -> Self {
        Self { dit, compte: dit.compte.as_ref(), cents: 0 }
    }

    fn ligne(&self, jour: Date) -> Ligne {
        let libelle = self.dit.libelle.strip_prefix(APRES).unwrap_or(&self.dit.libelle);
        Ligne {
            nature: Nature::Autre,
            jour,
            facture_le: self.dit.facture_le.or(Some(self.dit.jour)),
            libelle: format!("{APRES}{libelle}"),
            compte: self.compte.cloned(),
            cents: self.cents,
            ..self.dit.clone()
        }
    }
}
