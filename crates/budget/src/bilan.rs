//! The money of an envelope over a year.

use crate::cle::Cle;
use crate::enveloppe::Attendu;
use crate::exercice::Exercice;
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::projection::{Depenses, Projection, projection};
use jiff::civil::Date;

/// What a page and a report say of an envelope over a year, in cents.
#[derive(Debug, Clone)]
pub struct Bilan {
    /// The envelope; none for all of them.
    pub cle: Option<Cle>,
    /// Its name.
    pub nom: String,
    /// What was left of the years before, commitments taken off.
    pub report: i64,
    /// Received.
    pub recu: i64,
    /// Brought by decisions; negative when taken.
    pub transfere: i64,
    /// Spent.
    pub depense: i64,
    /// Still committed, by promises of that year.
    pub engage: i64,
    /// Due in the year, received or not.
    pub du: i64,
    /// Not received yet, hoped for in the year.
    pub attendu: i64,
    /// Whether an unconfirmed figure enters what is due or hoped for.
    pub incertain: bool,
    /// Variable parts that would be paid in the year if every target were reached: never counted as sure.
    pub en_jeu: i64,
    /// Spending by the end of the year; none for the sum of all.
    pub projection: Option<Projection>,
    /// The same in cents.
    pub depense_prevue: i64,
}

impl Bilan {
    /// What is left once commitments are paid.
    #[must_use]
    pub const fn reste(&self) -> i64 {
        self.report + self.recu + self.transfere - self.depense - self.engage
    }

    /// What will be left at the end of the year, money hoped for included and variable parts at stake left out.
    #[must_use]
    pub const fn a_la_fin(&self) -> i64 {
        self.report + self.recu + self.transfere + self.attendu - self.depense_prevue
    }

    /// Whether something happened.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.report == 0
            && self.recu == 0
            && self.transfere == 0
            && self.depense == 0
            && self.engage == 0
            && self.du == 0
            && self.attendu == 0
            && self.en_jeu == 0
            && self.depense_prevue == 0
    }
}

/// One envelope over a year.
#[must_use]
pub fn bilan(livre: &Livre, cle: Cle, exercice: &Exercice) -> Bilan {
    let inside = |jour: Date| exercice.contient(jour);
    let before = |jour: Date| jour < exercice.du;
    let sum = |genre| livre.somme(cle, genre, inside);
    let old = |genre| livre.somme(cle, genre, before);
    let paid =
        livre.lignes.iter().filter(|one| one.cle == cle && one.genre == Genre::Depense && inside(one.jour));
    let payees: Vec<(Date, i64)> = paid.map(|one| (one.jour, one.cents)).collect();
    let prevu = livre.prevus.iter().find(|one| one.cle == cle && one.exercice == exercice.cle);
    let depenses =
        Depenses { payees: &payees, engage: sum(Genre::Engagement), prevu: prevu.map(|one| one.cents) };
    let projection = projection(exercice, livre.today, depenses);
    let mine = || livre.attendus.iter().filter(move |one| one.cle == cle);
    let hoped = |one: &&Attendu| one.reste() != 0 && inside(one.espere_le(livre.today));
    Bilan {
        cle: Some(cle),
        nom: livre.nom(cle),
        report: old(Genre::Recette) + livre.transfere(cle, before)
            - old(Genre::Depense)
            - old(Genre::Engagement),
        recu: sum(Genre::Recette),
        transfere: livre.transfere(cle, inside),
        depense: sum(Genre::Depense),
        engage: sum(Genre::Engagement),
        du: mine().filter(|one| inside(one.jour)).map(|one| one.cents).sum(),
        attendu: mine().filter(hoped).map(Attendu::reste).sum(),
        incertain: mine().any(|one| one.incertain && (inside(one.jour) || hoped(&one))),
        en_jeu: livre
            .enjeux
            .iter()
            .filter(|one| one.cle == cle && inside(one.jour.max(livre.today)))
            .map(|one| one.cents)
            .sum(),
        depense_prevue: projection.cents,
        projection: Some(projection),
    }
}

/// Every envelope over a year, in their order, those of which nothing is to be said left out.
#[must_use]
pub fn bilans(livre: &Livre, exercice: &Exercice) -> Vec<Bilan> {
    let all = livre.enveloppes.iter().map(|one| bilan(livre, one.cle, exercice));
    all.filter(|one| !one.is_empty()).collect()
}

/// Their sum.
#[must_use]
pub fn total(all: &[Bilan]) -> Bilan {
    let sum = |of: fn(&Bilan) -> i64| all.iter().map(of).sum();
    Bilan {
        cle: None,
        nom: "Ensemble".to_owned(),
        report: sum(|one| one.report),
        recu: sum(|one| one.recu),
        transfere: sum(|one| one.transfere),
        depense: sum(|one| one.depense),
        engage: sum(|one| one.engage),
        du: sum(|one| one.du),
        attendu: sum(|one| one.attendu),
        incertain: all.iter().any(|one| one.incertain),
        en_jeu: sum(|one| one.en_jeu),
        projection: None,
        depense_prevue: sum(|one| one.depense_prevue),
    }
}
