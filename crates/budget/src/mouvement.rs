//! Money received, committed, spent.

use crate::cle::Cle;
use crate::plan;
use crate::refus::{Refus, line, maybe_line};
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// Ten million euros, in cents: more than a CPTS moves at once.
pub const MAX: i64 = 1_000_000_000;

kernel::codes! {
    /// Which way the money goes.
    pub enum Genre {
        /// In.
        Recette = "recette", "Recette";
        /// Promised: a quote signed, an order.
        Engagement = "engagement", "Engagement";
        /// Out.
        Depense = "depense", "Dépense";
    }
}

kernel::codes! {
    /// What kind of paper.
    pub enum Nature {
        /// An invoice, a receipt.
        Facture = "facture", "Facture ou reçu";
        /// A month of salary: shown to the office alone.
        Salaire = "salaire", "Salaire";
        /// Anything else.
        Autre = "autre", "Autre";
    }
}

kernel::codes! {
    /// How it was paid.
    pub enum Moyen {
        /// Transfer.
        Virement = "virement", "Virement";
        /// Direct debit.
        Prelevement = "prelevement", "Prélèvement";
        /// Card.
        Carte = "carte", "Carte";
        /// Cheque.
        Cheque = "cheque", "Chèque";
        /// Cash.
        Especes = "especes", "Espèces";
    }
}

/// A movement, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mouvement {
    /// Its id.
    pub id: Id<Self>,
    /// What was typed.
    pub saisie: Saisie,
    /// The movement that it takes back.
    pub contre: Option<Id<Self>>,
    /// Day on which a commitment was said to be over.
    pub solde_le: Option<Date>,
}

/// What somebody types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saisie {
    /// Which way.
    pub genre: Genre,
    /// What paper.
    pub nature: Nature,
    /// Day of the money; of the promise for a commitment.
    pub jour: Date,
    /// Day written on the paper.
    pub facture_le: Option<Date>,
    /// What it is.
    pub libelle: String,
    /// Who pays or is paid; may be empty.
    pub tiers: String,
    /// Number of the invoice, line of the statement; may be empty.
    pub reference: String,
    /// How.
    pub moyen: Moyen,
    /// The commitment that it settles.
    pub engagement: Option<Id<Mouvement>>,
    /// In cents.
    pub cents: i64,
    /// Who bears what.
    pub parts: Vec<Part>,
}

/// The share of an envelope, on an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The envelope.
    pub cle: Cle,
    /// The account, of the chart of associations.
    pub compte: String,
    /// In cents.
    pub cents: i64,
}

/// The name of a field of a share, by its place: « compte-2 ».
#[must_use]
pub fn champ(nom: &str, rang: usize) -> String {
    format!("{nom}-{}", rang + 1)
}

impl Saisie {
    /// The same, tidied: its shares are the whole, to the cent.
    ///
    /// # Errors
    /// Each [`Refus`], with its field.
    pub fn checked(self, today: Date) -> Result<Self, Vec<Refus>> {
        let mut refus = Vec::new();
        let mut keep = |read: Result<String, Refus>| {
            read.unwrap_or_else(|one| {
                refus.push(one);
                String::new()
            })
        };
        let saisie = Self {
            libelle: keep(line("libelle", &self.libelle)),
            tiers: keep(maybe_line("tiers", &self.tiers)),
            reference: keep(maybe_line("reference", &self.reference)),
            parts: self
                .parts
                .iter()
                .enumerate()
                .map(|(rang, part)| Part {
                    compte: keep(plan::numero(&champ("compte", rang), &part.compte)),
                    ..part.clone()
                })
                .collect(),
            ..self
        };
        if !(1..=MAX).contains(&saisie.cents) {
            refus.push(Refus::Montant("montant".to_owned()));
        }
        if saisie.jour > today {
            refus.push(Refus::Futur("jour".to_owned()));
        }
        saisie.shares(&mut refus);
        if refus.is_empty() { Ok(saisie) } else { Err(refus) }
    }

    fn shares(&self, refus: &mut Vec<Refus>) {
        for (rang, part) in self.parts.iter().enumerate() {
            if !(1..=MAX).contains(&part.cents) {
                refus.push(Refus::Montant(champ("part", rang)));
            }
            if self.genre == Genre::Recette && part.cle == Cle::Cotisations {
                refus.push(Refus::Cotisations(champ("enveloppe", rang)));
            }
            if part.compte.starts_with('5') {
                refus.push(Refus::Banque(champ("compte", rang)));
            }
        }
        let parts = self.parts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.cents));
        if self.parts.is_empty() {
            refus.push(Refus::Vide(champ("enveloppe", 0)));
        } else if parts != self.cents {
            refus.push(Refus::Somme { total: self.cents, parts });
        }
    }

    /// What the database keeps once: way, day, amount, reference; none when it has no reference.
    #[must_use]
    pub fn doublon(&self) -> Option<String> {
        let reference = kernel::fold(&self.reference);
        (!reference.is_empty())
            .then(|| format!("{}|{}|{}|{reference}", self.genre.code(), self.jour, self.cents))
    }
}

impl Mouvement {
    /// What a page read of it, in one word: it changes when anything of it does.
    #[must_use]
    pub fn lecture(&self) -> String {
        db::journal::fingerprint(self)
    }

    /// The same money taken back, on another day.
    ///
    /// # Errors
    /// [`Refus::Contre`] for a commitment or a contra entry.
    pub fn inverse(&self, jour: Date) -> Result<Saisie, Refus> {
        if self.contre.is_some() || self.saisie.genre == Genre::Engagement {
            return Err(Refus::Contre);
        }
        let parts = self.saisie.parts.iter().map(|one| Part { cents: -one.cents, ..one.clone() }).collect();
        let libelle = format!("Annulation\u{a0}: {}", self.saisie.libelle).chars().take(200).collect();
        Ok(Saisie { jour, libelle, cents: -self.saisie.cents, parts, ..self.saisie.clone() })
    }
}
