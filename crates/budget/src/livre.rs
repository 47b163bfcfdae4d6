//! The shared book: every envelope and every line, whichever room wrote them.

use crate::cle::Cle;
use crate::enveloppe::{Attendu, Enjeu, Enveloppe};
use crate::exercice::{self, Exercice, Vue};
use crate::ligne::Ligne;
use crate::mouvement::Genre;
use crate::reglages::Reglages;
use crate::transfert::{Decision, Prevu};
use jiff::civil::Date;
use law::Parameters;
use std::sync::Arc;

/// Everything that is known of the money, on a day.
#[derive(Debug, Clone)]
pub struct Livre {
    /// The day.
    pub today: Date,
    /// The texts.
    pub law: Arc<Parameters>,
    /// Every envelope, those of the contract first.
    pub enveloppes: Vec<Enveloppe>,
    /// Money that moved and what is left of commitments, by day.
    pub lignes: Vec<Ligne>,
    /// Money that should come.
    pub attendus: Vec<Attendu>,
    /// Variable parts that nobody settled.
    pub enjeux: Vec<Enjeu>,
    /// Transfers agreed upon.
    pub decisions: Vec<Decision>,
    /// What is planned to be spent.
    pub prevus: Vec<Prevu>,
    /// Settings of the accounts.
    pub reglages: Reglages,
    /// Years of the contract.
    pub contrat: Vec<Exercice>,
}

impl Livre {
    /// The years of a view, oldest first.
    #[must_use]
    pub fn exercices(&self, vue: Vue) -> Vec<Exercice> {
        match vue {
            Vue::Contrat => self.contrat.clone(),
            Vue::Civile => exercice::civils(&self.lignes, self.today),
        }
    }

    /// The year of that key in a view, else the one that runs, else the last.
    #[must_use]
    pub fn exercice(&self, vue: Vue, cle: &str) -> Option<Exercice> {
        let all = self.exercices(vue);
        let named = all.iter().find(|one| one.cle == cle);
        let found = named.or_else(|| all.iter().find(|one| one.contient(self.today))).or(all.last());
        found.cloned()
    }

    /// The envelope of that key.
    #[must_use]
    pub fn enveloppe(&self, cle: Cle) -> Option<&Enveloppe> {
        self.enveloppes.iter().find(|one| one.cle == cle)
    }

    /// Its name; its key when it is gone.
    #[must_use]
    pub fn nom(&self, cle: Cle) -> String {
        self.enveloppe(cle).map_or_else(|| cle.to_string(), |one| one.nom.clone())
    }

    /// Cents of an envelope that went that way, on the days that `quand` keeps.
    #[must_use]
    pub fn somme(&self, cle: Cle, genre: Genre, quand: impl Fn(Date) -> bool) -> i64 {
        let mine = self.lignes.iter().filter(|one| one.cle == cle && one.genre == genre && quand(one.jour));
        mine.map(|one| one.cents).sum()
    }

    /// Cents that decisions brought to an envelope, on the days that `quand` keeps.
    #[must_use]
    pub fn transfere(&self, cle: Cle, quand: impl Fn(Date) -> bool) -> i64 {
        self.decisions.iter().filter(|one| quand(one.jour)).map(|one| one.transfert.effet(cle)).sum()
    }

    /// What an envelope holds today: received less spent, decisions counted, in cents.
    #[must_use]
    pub fn en_caisse(&self, cle: Cle) -> i64 {
        self.somme(cle, Genre::Recette, |_| true) - self.somme(cle, Genre::Depense, |_| true)
            + self.transfere(cle, |_| true)
    }

    /// What is left of an envelope once its commitments are paid, in cents.
    #[must_use]
    pub fn libre(&self, cle: Cle) -> i64 {
        self.en_caisse(cle) - self.somme(cle, Genre::Engagement, |_| true)
    }

    /// What an envelope still awaits, in cents.
    #[must_use]
    pub fn attendu(&self, cle: Cle) -> i64 {
        self.attendus.iter().filter(|one| one.cle == cle).map(Attendu::reste).sum()
    }
}
