//! A period in which a place is staffed in turn.

use jiff::Span;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::{Refuses, line};
use rendez_vous::Lieu;

/// Longest planning, in days.
const JOURS_AU_PLUS: i64 = 365;
/// Half-days in a week, at most.
const PAR_SEMAINE_AU_PLUS: u32 = 7;
/// Longest stretch of the rule of weekends, in weeks.
const SEMAINES_AU_PLUS: u32 = 12;

kernel::codes! {
    /// Where a planning stands.
    pub enum Etat {
        /// Being drawn: half-days, people.
        Brouillon = "brouillon", "Brouillon";
        /// Each says their wishes.
        Voeux = "voeux", "Ouvert aux vœux";
        /// Filled, to be looked at.
        Propose = "propose", "Proposé";
        /// Each was told.
        Publie = "publie", "Publié";
        /// Over.
        Clos = "clos", "Clos";
    }
}

/// What somebody decides of a planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadre {
    /// « Centre de soins, printemps ».
    pub nom: String,
    /// Where.
    pub lieu: Id<Lieu>,
    /// First day.
    pub du: Date,
    /// Last day.
    pub au: Date,
    /// Half-days of one person in one week, at most, unless they say otherwise.
    pub par_semaine: u32,
    /// One half-day of weekend or public holiday at most in so many weeks on end, when there is such a rule.
    pub fin_de_semaine: Option<u32>,
    /// Half-days published since that day count in the share of each.
    pub compte_depuis: Date,
}

impl Cadre {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.nom = faults.keep(line("nom", &self.nom));
        if self.au < self.du {
            faults.add("au", "Le planning finit avant de commencer\u{a0}: vérifiez les dates.");
        } else if self.au > self.du.saturating_add(Span::new().days(JOURS_AU_PLUS)) {
            faults.add(
                "au",
                format!("Un planning dure {JOURS_AU_PLUS}\u{a0}jours au plus\u{a0}: faites-en plusieurs."),
            );
        }
        if !(1..=PAR_SEMAINE_AU_PLUS).contains(&self.par_semaine) {
            faults.add("par_semaine", format!("De 1 à {PAR_SEMAINE_AU_PLUS} demi-journées par semaine."));
        }
        if self.fin_de_semaine.is_some_and(|weeks| !(1..=SEMAINES_AU_PLUS).contains(&weeks)) {
            faults.add("fin_de_semaine", format!("De 1 à {SEMAINES_AU_PLUS}\u{a0}semaines."));
        }
        if self.compte_depuis > self.du {
            faults.add("compte_depuis", "L’équité se compte depuis un jour d’avant le planning.");
        }
        faults.finish(self)
    }
}

/// A planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// Id.
    pub id: Id<Self>,
    /// What was decided of it.
    pub cadre: Cadre,
    /// Where it stands.
    pub etat: Etat,
    /// How many times its plan changed.
    pub revision: i64,
    /// What the last proposal costs and what none can cost less than; none once the plan has changed.
    pub preuve: Option<(i64, i64)>,
}

/// Why a planning does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Not in a state that allows it.
    #[error("Ce planning est «\u{a0}{}\u{a0}»\u{a0}: {}", .0.libelle(), .1)]
    Etat(Etat, &'static str),
    /// Nothing to cover.
    #[error("Ajoutez d’abord des demi-journées à couvrir.")]
    SansDemiJournee,
    /// Nobody to cover it.
    #[error("Ajoutez d’abord des participants.")]
    SansParticipant,
}

impl Planning {
    /// Whether half-days, people and rules may change.
    ///
    /// # Errors
    /// Over.
    pub fn check_alive(&self) -> Result<(), Refus> {
        match self.etat {
            Etat::Brouillon | Etat::Voeux | Etat::Propose | Etat::Publie => Ok(()),
            Etat::Clos => Err(Refus::Etat(self.etat, "il ne change plus.")),
        }
    }

    /// Whether wishes are open.
    ///
    /// # Errors
    /// Not yet, or no longer.
    pub fn check_voeux(&self) -> Result<(), Refus> {
        match self.etat {
            Etat::Voeux => Ok(()),
            Etat::Brouillon => Err(Refus::Etat(self.etat, "les vœux ne sont pas encore ouverts.")),
            Etat::Propose | Etat::Publie | Etat::Clos => {
                Err(Refus::Etat(self.etat, "les vœux sont fermés, voyez avec la coordination."))
            }
        }
    }

    /// Whether the solver may fill it.
    ///
    /// # Errors
    /// Published already.
    pub fn check_propose(&self) -> Result<(), Refus> {
        match self.etat {
            Etat::Brouillon | Etat::Voeux | Etat::Propose => Ok(()),
            Etat::Publie | Etat::Clos => {
                Err(Refus::Etat(self.etat, "chacun connaît déjà ses gardes, changez-les à la main."))
            }
        }
    }

    /// Whether people have been told, and things still move: swaps, holes.
    ///
    /// # Errors
    /// Not yet, or no longer.
    pub fn check_publie(&self) -> Result<(), Refus> {
        match self.etat {
            Etat::Publie => Ok(()),
            Etat::Brouillon | Etat::Voeux | Etat::Propose => {
                Err(Refus::Etat(self.etat, "attendez qu’il soit publié."))
            }
            Etat::Clos => Err(Refus::Etat(self.etat, "il ne change plus.")),
        }
    }

    /// Whether it may go from where it stands to `to`, by somebody’s decision alone.
    ///
    /// # Errors
    /// It may not.
    pub fn check_move(&self, to: Etat) -> Result<(), Refus> {
        match (self.etat, to) {
            (Etat::Brouillon | Etat::Propose, Etat::Voeux)
            | (Etat::Brouillon | Etat::Voeux | Etat::Propose, Etat::Publie)
            | (Etat::Publie, Etat::Clos) => Ok(()),
            (_, Etat::Brouillon | Etat::Voeux | Etat::Propose | Etat::Publie | Etat::Clos) => {
                Err(Refus::Etat(self.etat, "rechargez la page, il a déjà changé d’étape."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn cadre() -> Cadre {
        Cadre {
            nom: " Centre ".to_owned(),
            lieu: Id::new(uuid::Uuid::nil()),
            du: date(2026, 3, 9),
            au: date(2026, 3, 9),
            par_semaine: 7,
            fin_de_semaine: Some(12),
            compte_depuis: date(2026, 3, 9),
        }
    }

    #[test]
    fn what_is_decided_is_checked_whole() {
        assert_eq!(cadre().check().unwrap().nom, "Centre", "one day is a planning");
        let wrong = Cadre {
            nom: String::new(),
            au: date(2026, 3, 8),
            par_semaine: 0,
            fin_de_semaine: Some(0),
            compte_depuis: date(2026, 3, 10),
            ..cadre()
        };
        let fields: Vec<_> = wrong.check().unwrap_err().0.iter().map(|one| one.champ).collect();
        assert_eq!(fields, ["nom", "au", "par_semaine", "fin_de_semaine", "compte_depuis"]);
        let long = Cadre { au: date(2027, 3, 10), ..cadre() };
        assert_eq!(long.check().unwrap_err().0[0].champ, "au");
    }

    #[test]
    fn a_planning_moves_forward_and_wishes_open_again() {
        use Etat::{Brouillon, Clos, Propose, Publie, Voeux};
        let moves = |etat: Etat| {
            let one =
                Planning { id: Id::new(uuid::Uuid::nil()), cadre: cadre(), etat, revision: 0, preuve: None };
            Etat::ALL.iter().copied().filter(|to| one.check_move(*to).is_ok()).collect::<Vec<_>>()
        };
        assert_eq!(moves(Brouillon), [Voeux, Publie]);
        assert_eq!(moves(Voeux), [Publie]);
        assert_eq!(moves(Propose), [Voeux, Publie]);
        assert_eq!(moves(Publie), [Clos]);
        assert_eq!(moves(Clos), []);
    }
}
