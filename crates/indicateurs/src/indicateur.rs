//! What the contract measures a mission by.

mod refus;

pub use refus::Refus;

use crate::{Mesure, Nombre};
use contrat::Contrat;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::{Deserialize, Serialize};

/// Longest name of an indicator, in characters.
const LONGEST: usize = 200;
/// Longest other text, in characters.
const LONGEST_TEXT: usize = 500;
/// Longest name of what is counted, in characters.
const LONGEST_MOT: usize = 60;

/// What the contract measures a mission by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicateur {
    /// Its id.
    pub id: Id<Self>,
    /// The contract that it belongs to.
    pub contrat: Id<Contrat>,
    /// What it says.
    pub texte: Texte,
    /// When it left the contract, and why.
    pub retire: Option<Retrait>,
}

/// What an indicator says, as the contract writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texte {
    /// Its id in the catalogue of law data; empty for an indicator of the CPTS's own.
    pub code: String,
    /// Id of the mission, as the law data names it.
    pub mission: String,
    /// Its name.
    pub libelle: String,
    /// Means or result.
    pub nature: Nature,
    /// Whether more is better.
    pub sens: Sens,
    /// What its value is.
    pub unite: Unite,
    /// What is counted, in the plural: « réunions ». Empty for a percentage or a yes.
    pub mot: String,
    /// What is counted, in a sentence.
    pub numerateur: String,
    /// Out of what; empty when it is a count.
    pub denominateur: String,
    /// Where the figure comes from.
    pub source: String,
    /// How often it is known.
    pub frequence: Frequence,
    /// Whether it adds up through the year, or is a level at a day.
    pub evolution: Evolution,
    /// How it is computed from the acts; `None` when it is entered or imported.
    pub mesure: Option<Mesure>,
    /// Value at the start, and its day.
    pub depart: Option<(Nombre, Date)>,
    /// Whether somebody has checked these words against the contract.
    pub confirme: bool,
}

/// Off the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retrait {
    /// Since when.
    pub le: Timestamp,
    /// Why.
    pub motif: String,
}

kernel::codes! {
    /// Means or result.
    pub enum Nature {
        /// What the CPTS puts in place.
        Moyens = "moyens", "Moyens";
        /// What it changes for people.
        Resultat = "resultat", "Résultat";
    }
}

kernel::codes! {
    /// The direction that is better.
    pub enum Sens {
        /// More is better.
        Hausse = "hausse", "Plus c’est haut, mieux c’est";
        /// Less is better.
        Baisse = "baisse", "Plus c’est bas, mieux c’est";
    }
}

kernel::codes! {
    /// What a value is.
    pub enum Unite {
        /// A count.
        Nombre = "nombre", "Un nombre";
        /// Out of a hundred.
        Pourcentage = "pourcentage", "Un pourcentage";
        /// Done or not.
        OuiNon = "oui_non", "Oui ou non";
    }
}

kernel::codes! {
    /// How often it is known.
    pub enum Frequence {
        /// At any time.
        Continue = "continue", "À tout moment";
        /// Every month.
        Mensuelle = "mensuelle", "Chaque mois";
        /// Every quarter.
        Trimestrielle = "trimestrielle", "Chaque trimestre";
        /// Twice a year.
        Semestrielle = "semestrielle", "Chaque semestre";
        /// Once a year.
        Annuelle = "annuelle", "Chaque année";
    }
}

kernel::codes! {
    /// How it moves.
    pub enum Evolution {
        /// It starts at zero each contract year and adds up.
        Cumul = "cumul", "S’ajoute au fil de l’année du contrat";
        /// It is a level at a day.
        Niveau = "niveau", "Est un niveau à une date";
    }
}

impl Sens {
    /// The same, for the rules of `aci`.
    #[must_use]
    pub const fn aci(self) -> aci::Sens {
        match self {
            Self::Hausse => aci::Sens::Hausse,
            Self::Baisse => aci::Sens::Baisse,
        }
    }
}

impl Texte {
    /// How its value moves: as its rule says when it is counted from the acts; a share or a yes that is entered is a level,
    /// whatever was chosen, for nobody adds percentages up; a count that is entered moves as was chosen.
    #[must_use]
    pub fn allure(&self) -> Evolution {
        match (&self.mesure, self.unite) {
            (Some(mesure), _) => mesure.evolution(),
            (None, Unite::Nombre) => self.evolution,
            (None, Unite::Pourcentage | Unite::OuiNon) => Evolution::Niveau,
        }
    }

    /// Whether these words and figures hold together.
    ///
    /// # Errors
    /// The first [`Refus`].
    pub fn check(&self) -> Result<(), Refus> {
        let short = |what: &'static str, text: &str, most: usize| match text.trim().chars().count() {
            n if n > most => Err(Refus::Long(what, n, most)),
            _ => Ok(()),
        };
        if self.libelle.trim().is_empty() {
            return Err(Refus::SansLibelle);
        }
        short("L’intitulé", &self.libelle, LONGEST)?;
        short("Ce qui est compté", &self.mot, LONGEST_MOT)?;
        short("Le numérateur", &self.numerateur, LONGEST_TEXT)?;
        short("Le dénominateur", &self.denominateur, LONGEST_TEXT)?;
        short("La source", &self.source, LONGEST_TEXT)?;
        if let Some((valeur, _)) = self.depart {
            self.unite.check("La valeur de départ", valeur)?;
        }
        match (&self.mesure, self.unite) {
            (Some(_), Unite::OuiNon) => Err(Refus::MesureImpossible),
            (Some(mesure), Unite::Pourcentage) if mesure.sur.is_none_or(|sur| sur == Nombre::ZERO) => {
                Err(Refus::SansDenominateur)
            }
            _ => Ok(()),
        }
    }
}

impl Unite {
    /// Whether a value can be in this unit; `what` names it in the refusal.
    ///
    /// # Errors
    /// [`Refus::HorsUnite`].
    pub fn check(self, what: &'static str, valeur: Nombre) -> Result<(), Refus> {
        let fits = match self {
            Self::Nombre => true,
            Self::Pourcentage => valeur <= Nombre::entier(100),
            Self::OuiNon => valeur == Nombre::ZERO || valeur == Nombre::UN,
        };
        if fits { Ok(()) } else { Err(Refus::HorsUnite(what)) }
    }
}

impl Indicateur {
    /// Whether it still counts.
    #[must_use]
    pub const fn en_vigueur(&self) -> bool {
        self.retire.is_none()
    }

    /// The same, saying otherwise.
    ///
    /// # Errors
    /// A [`Refus`].
    pub fn reworded(&self, texte: Texte) -> Result<Self, Refus> {
        if !self.en_vigueur() {
            return Err(Refus::Change);
        }
        texte.check()?;
        // The id in the catalogue follows the indicator for its whole life.
        Ok(Self { texte: Texte { code: self.texte.code.clone(), ..texte }, ..self.clone() })
    }

    /// The same, off the list.
    ///
    /// # Errors
    /// [`Refus::SansMotif`], [`Refus::Change`].
    pub fn retired(&self, le: Timestamp, motif: &str) -> Result<Self, Refus> {
        match () {
            () if motif.trim().is_empty() => Err(Refus::SansMotif),
            () if !self.en_vigueur() => Err(Refus::Change),
            () => Ok(Self { retire: Some(Retrait { le, motif: motif.trim().to_owned() }), ..self.clone() }),
        }
    }

    /// The same, back on the list.
    ///
    /// # Errors
    /// [`Refus::Change`] when it never left.
    pub fn restored(&self) -> Result<Self, Refus> {
        if self.en_vigueur() { Err(Refus::Change) } else { Ok(Self { retire: None, ..self.clone() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::reunions;

    #[test]
    fn an_indicator_has_a_name_and_values_of_its_unit() {
        assert_eq!(reunions().check(), Ok(()));
        assert_eq!(Texte { libelle: " ".into(), ..reunions() }.check(), Err(Refus::SansLibelle));
        let day = jiff::civil::date(2026, 1, 1);
        let beyond = Texte {
            unite: Unite::Pourcentage,
            mesure: None,
            depart: Some((Nombre::entier(101), day)),
            ..reunions()
        };
        assert!(matches!(beyond.check(), Err(Refus::HorsUnite(_))));
    }

    #[test]
    fn a_computed_share_needs_a_denominator_and_a_yes_is_never_computed() {
        let share = Texte { unite: Unite::Pourcentage, ..reunions() };
        assert_eq!(share.check(), Err(Refus::SansDenominateur));
        let yes = Texte { unite: Unite::OuiNon, depart: None, ..reunions() };
        assert_eq!(yes.check(), Err(Refus::MesureImpossible));
    }
}
