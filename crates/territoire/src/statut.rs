//! The life of a CPTS, from the first meetings to the daily work: one stage after the other, each with its date,
//! real or planned. Stages follow the regional guides (émergence, lettre d'intention, projet de santé submitted then
//! validated by the ARS, ACI contract signed) and the press of the ARS, which speaks of projects « en émergence ».

mod quand;

pub use quand::{Precision, Quand};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use ui::francais::date;

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Etape {
    /// A few professionals meet.
    Emergence,
    /// A letter tells the ARS and the CPAM of the territory and the intentions. Some regions do without.
    LettreIntention,
    /// The projet de santé is in the hands of the ARS.
    ProjetSoumis,
    /// The ARS validated it, expressly or by two months of silence.
    ProjetValide,
    /// The contract with the health insurance is signed.
    AciSigne,
    /// The missions run.
    Operationnelle,
    /// Given up.
    Abandonnee,
}

/// Every stage, in order.
pub const ETAPES: [Etape; 7] = [
    Etape::Emergence,
    Etape::LettreIntention,
    Etape::ProjetSoumis,
    Etape::ProjetValide,
    Etape::AciSigne,
    Etape::Operationnelle,
    Etape::Abandonnee,
];

impl Etape {
    /// As the database and the API write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Emergence => "emergence",
            Self::LettreIntention => "lettre_intention",
            Self::ProjetSoumis => "projet_soumis",
            Self::ProjetValide => "projet_valide",
            Self::AciSigne => "aci_signe",
            Self::Operationnelle => "operationnelle",
            Self::Abandonnee => "abandonnee",
        }
    }

    /// As a page shows it.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Emergence => "Émergence",
            Self::LettreIntention => "Lettre d’intention",
            Self::ProjetSoumis => "Projet de santé soumis",
            Self::ProjetValide => "Projet de santé validé",
            Self::AciSigne => "Contrat ACI signé",
            Self::Operationnelle => "Opérationnelle",
            Self::Abandonnee => "Projet abandonné",
        }
    }

    /// Stages that may come next.
    pub fn suivantes(self) -> &'static [Self] {
        match self {
            Self::Emergence => &[Self::LettreIntention, Self::ProjetSoumis, Self::Abandonnee],
            Self::LettreIntention => &[Self::ProjetSoumis, Self::Abandonnee],
            Self::ProjetSoumis => &[Self::ProjetValide, Self::Abandonnee],
            Self::ProjetValide => &[Self::AciSigne, Self::Abandonnee],
            Self::AciSigne => &[Self::Operationnelle, Self::Abandonnee],
            Self::Operationnelle => &[Self::Abandonnee],
            Self::Abandonnee => &[],
        }
    }
}

impl fmt::Display for Etape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Etape {
    type Err = Refus;

    fn from_str(text: &str) -> Result<Self, Refus> {
        let found = ETAPES.into_iter().find(|etape| etape.as_str() == text.trim());
        found.ok_or_else(|| Refus::EtapeInconnue(text.trim().to_owned()))
    }
}

/// A stage and its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jalon {
    /// The stage.
    pub etape: Etape,
    /// When it was reached.
    pub quand: Quand,
}

/// Where a CPTS stands: the stages it went through, and the date at which it expects the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statut {
    /// Reached, oldest first, one at least.
    atteints: Vec<Jalon>,
    /// Expected.
    prevu: Option<Jalon>,
}

/// Why a change of stage is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Not one of the seven.
    #[error("L’étape «\u{a0}{0}\u{a0}» n’existe pas.")]
    EtapeInconnue(String),
    /// Not one of the four.
    #[error("La précision «\u{a0}{0}\u{a0}» n’existe pas\u{a0}: jour, mois, semestre ou annee est attendu.")]
    PrecisionInconnue(String),
    /// The stages have an order.
    #[error("«\u{a0}{}\u{a0}» ne peut pas suivre «\u{a0}{}\u{a0}»{}", .demandee.libelle(), .actuelle.libelle(), following(*.actuelle))]
    Ordre {
        /// Where it stands.
        actuelle: Etape,
        /// What was asked.
        demandee: Etape,
    },
    /// A stage cannot be reached before the previous one.
    #[error("Cette étape serait atteinte avant la précédente ({}).", date(*.0))]
    AvantLaPrecedente(Date),
    /// A stage that is reached is not in the future.
    #[error("Une étape atteinte ne peut pas l’être dans le futur ({})\u{a0}: indiquez une date \
     prévue.", date(*.0))]
    Futur(Date),
    /// A stage that is planned is not in the past.
    #[error("Une étape prévue ne peut pas l’être dans le passé ({})\u{a0}: indiquez la date à laquelle \
     elle a été atteinte.", date(*.0))]
    Passe(Date),
    /// A stored life without any stage.
    #[error("Une CPTS a au moins une étape.")]
    Vide,
}

fn following(etape: Etape) -> String {
    let names: Vec<String> =
        etape.suivantes().iter().map(|next| format!("«\u{a0}{}\u{a0}»", next.libelle())).collect();
    if names.is_empty() {
        "\u{a0}: le projet est clos.".to_owned()
    } else {
        format!("\u{a0}; attendu\u{a0}: {}.", names.join(", "))
    }
}

impl Statut {
    /// A CPTS enters the instance at the stage it has reached: its earlier stages may be unknown.
    pub fn begin(etape: Etape, quand: Quand, aujourdhui: Date) -> Result<Self, Refus> {
        not_future(quand, aujourdhui)?;
        Ok(Self { atteints: vec![Jalon { etape, quand }], prevu: None })
    }

    /// From stored rows: stages reached, oldest first, and the expected one.
    pub fn of(atteints: Vec<Jalon>, prevu: Option<Jalon>) -> Result<Self, Refus> {
        if atteints.is_empty() {
            return Err(Refus::Vide);
        }
        for pair in atteints.windows(2) {
            follows(pair[0], pair[1].etape, pair[1].quand)?;
        }
        Ok(Self { atteints, prevu })
    }

    /// The stage of today.
    pub fn etape(&self) -> Etape {
        self.dernier().etape
    }

    /// The last stage reached, with its date.
    pub fn dernier(&self) -> Jalon {
        // One at least: `begin` and `of` see to it.
        self.atteints
            .last()
            .copied()
            .unwrap_or(Jalon { etape: Etape::Emergence, quand: Quand::le(Date::MIN) })
    }

    /// The stage of a day in the past; `None` before the first known.
    pub fn at(&self, jour: Date) -> Option<Etape> {
        self.atteints.iter().rev().find(|jalon| jalon.quand.jour <= jour).map(|jalon| jalon.etape)
    }

    /// Stages reached, oldest first.
    pub fn atteints(&self) -> &[Jalon] {
        &self.atteints
    }

    /// The next stage and the date at which it is expected.
    pub fn prevu(&self) -> Option<Jalon> {
        self.prevu
    }

    /// True when the expected date is past.
    pub fn is_en_retard(&self, aujourdhui: Date) -> bool {
        self.prevu.is_some_and(|jalon| jalon.quand.jour < aujourdhui)
    }

    /// Reaches a stage.
    pub fn reach(&self, etape: Etape, quand: Quand, aujourdhui: Date) -> Result<Self, Refus> {
        follows(self.dernier(), etape, quand)?;
        not_future(quand, aujourdhui)?;
        let mut atteints = self.atteints.clone();
        atteints.push(Jalon { etape, quand });
        let prevu = self.prevu.filter(|jalon| jalon.etape > etape && etape != Etape::Abandonnee);
        Ok(Self { atteints, prevu })
    }

    /// Expects a later stage at a date, in place of what was expected.
    pub fn plan(&self, etape: Etape, quand: Quand, aujourdhui: Date) -> Result<Self, Refus> {
        let (actuelle, demandee) = (self.etape(), etape);
        if demandee <= actuelle || demandee == Etape::Abandonnee || actuelle == Etape::Abandonnee {
            return Err(Refus::Ordre { actuelle, demandee });
        }
        if quand.jour < aujourdhui {
            return Err(Refus::Passe(quand.jour));
        }
        Ok(Self { atteints: self.atteints.clone(), prevu: Some(Jalon { etape, quand }) })
    }
}

fn follows(avant: Jalon, etape: Etape, quand: Quand) -> Result<(), Refus> {
    if !avant.etape.suivantes().contains(&etape) {
        return Err(Refus::Ordre { actuelle: avant.etape, demandee: etape });
    }
    if quand.jour < avant.quand.jour {
        return Err(Refus::AvantLaPrecedente(avant.quand.jour));
    }
    Ok(())
}

fn not_future(quand: Quand, aujourdhui: Date) -> Result<(), Refus> {
    if quand.jour > aujourdhui { Err(Refus::Futur(quand.jour)) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
