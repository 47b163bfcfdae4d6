//! Money that does not come from the contract: grants, experiments, own funds.

use crate::plan;
use crate::refus::{Refus, line, words};
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

kernel::codes! {
    /// What kind of money.
    pub enum Genre {
        /// From the regional fund of the ARS, outside the start-up aids of the projet.
        Fir = "fir", "Fonds d’intervention régional (FIR)";
        /// With rules of its own: article 51, IPEP…
        Experimentation = "experimentation", "Expérimentation (article 51, IPEP…)";
        /// Commune, département, région.
        Collectivite = "collectivite", "Commune, département ou région";
        /// What the association owns.
        FondsPropres = "fonds_propres", "Fonds propres";
        /// Anything else.
        Autre = "autre", "Autre financement";
    }
}

impl Genre {
    /// Whether such money is a public subsidy unless somebody says otherwise.
    #[must_use]
    pub const fn publique(self) -> bool {
        matches!(self, Self::Fir | Self::Experimentation | Self::Collectivite)
    }

    /// The account of what is received, until the accountant says otherwise.
    #[must_use]
    pub const fn compte(self) -> &'static str {
        match self {
            Self::Fir | Self::Experimentation | Self::Collectivite => "740",
            Self::FondsPropres => "110",
            Self::Autre => "758",
        }
    }
}

/// A grant entered here: an envelope of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Financement {
    /// Its id.
    pub id: Id<Self>,
    /// What was written of it.
    pub texte: Texte,
}

/// What the agreement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texte {
    /// What kind of money.
    pub genre: Genre,
    /// Its name.
    pub nom: String,
    /// Who gives it.
    pub financeur: String,
    /// Where it is written.
    pub source: String,
    /// In cents; zero when no amount is promised.
    pub montant: i64,
    /// Whether it is a public subsidy: it counts towards the threshold of the auditor.
    pub publique: bool,
    /// From when it may be spent.
    pub du: Date,
    /// Last day on which it may be spent, when the agreement gives one.
    pub au: Option<Date>,
    /// When the money should come.
    pub attendu_le: Option<Date>,
    /// What the agreement asks: eligible expenses, report, repayment.
    pub conditions: String,
    /// Account of what is received.
    pub compte: String,
}

impl Texte {
    /// The same, tidied.
    ///
    /// # Errors
    /// Each [`Refus`], with its field.
    pub fn checked(self) -> Result<Self, Vec<Refus>> {
        let mut refus = Vec::new();
        let mut keep = |read: Result<String, Refus>| {
            read.unwrap_or_else(|one| {
                refus.push(one);
                String::new()
            })
        };
        let compte = if self.compte.trim().is_empty() { self.genre.compte() } else { self.compte.trim() };
        let texte = Self {
            nom: keep(line("nom", &self.nom)),
            financeur: keep(line("financeur", &self.financeur)),
            source: keep(line("source", &self.source)),
            conditions: keep(words("conditions", &self.conditions)),
            compte: keep(plan::numero("compte", compte)),
            ..self
        };
        if texte.montant < 0 || texte.montant > crate::mouvement::MAX {
            refus.push(Refus::Montant("montant".to_owned()));
        }
        if texte.au.is_some_and(|au| au < texte.du) {
            refus.push(Refus::Avant("au".to_owned()));
        }
        if refus.is_empty() { Ok(texte) } else { Err(refus) }
    }
}
