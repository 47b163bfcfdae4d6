//! A call for unscheduled care, and where it stands.

use crate::Situation;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use rendez_vous::{Effecteur, RendezVous};

kernel::codes! {
    /// Through whom a request comes.
    pub enum Origine {
        /// Somebody calls the CPTS.
        Appel = "appel", "Appel";
        /// The SAS sends it.
        Sas = "sas", "SAS";
        /// A professional asks for their patient.
        Professionnel = "professionnel", "Professionnel";
        /// The patient, on the page.
        Patient = "patient", "Patient";
    }
}

kernel::codes! {
    /// Where a request stands, without what that state carries.
    pub enum Phase {
        /// Nobody was asked yet.
        Ouverte = "ouverte", "Ouverte";
        /// The own doctor has the hand.
        MtInterroge = "mt_interroge", "Médecin traitant interrogé";
        /// Anybody may take it.
        Elargie = "elargie", "Élargie";
        /// Somebody is to be called back.
        Rappel = "rappel", "À rappeler";
        /// A professional takes it, without a slot.
        Prise = "prise", "Prise par un professionnel";
        /// It has an appointment.
        Placee = "placee", "Rendez-vous pris";
        /// The patient was seen.
        Honoree = "honoree", "Patient vu";
        /// The patient did not come.
        NonHonoree = "non_honoree", "Patient non venu";
        /// The patient was sent elsewhere.
        Redirigee = "redirigee", "Réorientée";
        /// Handed over to the 15.
        Transmise15 = "transmise_15", "Transmise au 15";
        /// Given up.
        Abandonnee = "abandonnee", "Abandonnée";
    }
}

kernel::codes! {
    /// How a request that was placed ends.
    pub enum Issue {
        /// The patient was seen.
        Honoree = "honoree", "Patient vu";
        /// The patient did not come.
        NonHonoree = "non_honoree", "Patient non venu";
        /// The patient was sent elsewhere.
        Redirigee = "redirigee", "Réorientée";
    }
}

impl Phase {
    /// Those that still look for a place.
    pub const EN_ATTENTE: [Self; 4] = [Self::Ouverte, Self::MtInterroge, Self::Elargie, Self::Rappel];
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Nobody was asked yet.
    Ouverte,
    /// The own doctor has the hand until an instant.
    MtInterroge {
        /// Whom.
        effecteur: Id<Effecteur>,
        /// Until when.
        jusqu_a: Timestamp,
    },
    /// Anybody may take it.
    Elargie,
    /// Somebody is to be called back.
    Rappel,
    /// A professional takes it, without a slot.
    Prise {
        /// Who.
        effecteur: Id<Effecteur>,
        /// When they said so.
        le: Timestamp,
    },
    /// It has an appointment.
    Placee {
        /// Which.
        rdv: Id<RendezVous>,
        /// When it was found.
        le: Timestamp,
    },
    /// It was placed, and this became of it.
    Reglee {
        /// What.
        issue: Issue,
        /// The appointment, when it had one.
        rdv: Option<Id<RendezVous>>,
        /// When the place was found.
        trouvee_le: Timestamp,
        /// When that was said.
        le: Timestamp,
    },
    /// Handed over to the 15.
    Transmise15 {
        /// When.
        le: Timestamp,
    },
    /// Given up.
    Abandonnee {
        /// When.
        le: Timestamp,
    },
}

/// A call for unscheduled care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// Id, drawn by whoever asks: asked again with the same, it is the same request.
    pub id: Id<Self>,
    /// Through whom it came.
    pub origine: Origine,
    /// When.
    pub recue_le: Timestamp,
    /// When care is due: its clock never starts again.
    pub echeance: Timestamp,
    /// What counts.
    pub situation: Situation,
    /// Where it stands.
    pub etat: Etat,
}

/// Why a request does not move there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// A red flag.
    #[error("Un signe d’alarme est noté\u{a0}: cette demande se transmet au 15, elle ne se place pas.")]
    Alarme,
    /// Somebody was faster.
    #[error("Cette demande a déjà un rendez-vous.")]
    DejaPlacee,
    /// Somebody was faster.
    #[error("Un professionnel a déjà pris cette demande.")]
    DejaPrise,
    /// The own doctor has the hand.
    #[error("Le médecin traitant est interrogé\u{a0}: attendez sa réponse, ou élargissez d’abord.")]
    MtInterroge,
    /// Over.
    #[error("Cette demande est terminée.")]
    Terminee,
    /// Not placed.
    #[error("Cette demande n’a pas encore de place\u{a0}: il n’y a pas d’issue à noter.")]
    SansPlace,
    /// No red flag.
    #[error("Aucun signe d’alarme n’est noté\u{a0}: cochez celui qui justifie l’appel au 15.")]
    SansAlarme,
}

impl Etat {
    /// The same without what it carries.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self {
            Self::Ouverte => Phase::Ouverte,
            Self::MtInterroge { .. } => Phase::MtInterroge,
            Self::Elargie => Phase::Elargie,
            Self::Rappel => Phase::Rappel,
            Self::Prise { .. } => Phase::Prise,
            Self::Placee { .. } => Phase::Placee,
            Self::Reglee { issue: Issue::Honoree, .. } => Phase::Honoree,
            Self::Reglee { issue: Issue::NonHonoree, .. } => Phase::NonHonoree,
            Self::Reglee { issue: Issue::Redirigee, .. } => Phase::Redirigee,
            Self::Transmise15 { .. } => Phase::Transmise15,
            Self::Abandonnee { .. } => Phase::Abandonnee,
        }
    }

    /// When a place was found, if one was.
    #[must_use]
    pub const fn trouvee_le(&self) -> Option<Timestamp> {
        match self {
            Self::Prise { le, .. } | Self::Placee { le, .. } | Self::Reglee { trouvee_le: le, .. } => {
                Some(*le)
            }
            Self::Ouverte
            | Self::MtInterroge { .. }
            | Self::Elargie
            | Self::Rappel
            | Self::Transmise15 { .. }
            | Self::Abandonnee { .. } => None,
        }
    }

    /// When it ended, if it did.
    #[must_use]
    pub const fn clos_le(&self) -> Option<Timestamp> {
        match self {
            Self::Reglee { le, .. } | Self::Transmise15 { le } | Self::Abandonnee { le } => Some(*le),
            Self::Ouverte
            | Self::MtInterroge { .. }
            | Self::Elargie
            | Self::Rappel
            | Self::Prise { .. }
            | Self::Placee { .. } => None,
        }
    }

    /// The appointment that it has or had.
    #[must_use]
    pub const fn rdv(&self) -> Option<Id<RendezVous>> {
        match self {
            Self::Placee { rdv, .. } => Some(*rdv),
            Self::Reglee { rdv, .. } => *rdv,
            Self::Ouverte
            | Self::MtInterroge { .. }
            | Self::Elargie
            | Self::Rappel
            | Self::Prise { .. }
            | Self::Transmise15 { .. }
            | Self::Abandonnee { .. } => None,
        }
    }

    /// Refuses what still looks for nothing.
    const fn waits(&self) -> Result<(), Refus> {
        match self {
            Self::Ouverte | Self::MtInterroge { .. } | Self::Elargie | Self::Rappel => Ok(()),
            Self::Prise { .. } => Err(Refus::DejaPrise),
            Self::Placee { .. } => Err(Refus::DejaPlacee),
            Self::Reglee { .. } | Self::Transmise15 { .. } | Self::Abandonnee { .. } => Err(Refus::Terminee),
        }
    }
}

impl Demande {
    /// Whether it still looks for a place.
    #[must_use]
    pub fn attend(&self) -> bool {
        self.etat.waits().is_ok()
    }

    /// The own doctor is asked, first of all.
    ///
    /// # Errors
    /// Why not.
    pub fn ask_mt(&self, effecteur: Id<Effecteur>, jusqu_a: Timestamp) -> Result<Etat, Refus> {
        self.calm()?;
        self.etat.waits()?;
        match self.etat {
            Etat::MtInterroge { .. } => Err(Refus::MtInterroge),
            _ => Ok(Etat::MtInterroge { effecteur, jusqu_a }),
        }
    }

    /// Anybody may take it: nobody waits for the own doctor any more.
    ///
    /// # Errors
    /// Why not.
    pub fn widen(&self) -> Result<Etat, Refus> {
        self.calm()?;
        self.etat.waits().map(|()| Etat::Elargie)
    }

    /// A place is found. While the own doctor has the hand, only with them.
    ///
    /// # Errors
    /// Why not.
    pub fn place(&self, rdv: Id<RendezVous>, chez: Id<Effecteur>, now: Timestamp) -> Result<Etat, Refus> {
        self.calm()?;
        match self.etat {
            Etat::MtInterroge { effecteur, jusqu_a } if effecteur != chez && now < jusqu_a => {
                Err(Refus::MtInterroge)
            }
            // Who took it gives it an hour.
            Etat::Prise { effecteur, le } if effecteur == chez => Ok(Etat::Placee { rdv, le }),
            _ => self.etat.waits().map(|()| Etat::Placee { rdv, le: now }),
        }
    }

    /// A professional takes it.
    ///
    /// # Errors
    /// Why not.
    pub fn take(&self, effecteur: Id<Effecteur>, now: Timestamp) -> Result<Etat, Refus> {
        self.calm()?;
        self.etat.waits().map(|()| Etat::Prise { effecteur, le: now })
    }

    /// Its place is lost: it looks again, its clock unchanged.
    ///
    /// # Errors
    /// Why not.
    pub const fn reopen(&self) -> Result<Etat, Refus> {
        match self.etat {
            Etat::Prise { .. } | Etat::Placee { .. } => Ok(Etat::Elargie),
            Etat::Ouverte | Etat::MtInterroge { .. } | Etat::Elargie | Etat::Rappel => Err(Refus::SansPlace),
            Etat::Reglee { .. } | Etat::Transmise15 { .. } | Etat::Abandonnee { .. } => Err(Refus::Terminee),
        }
    }

    /// Somebody is to be called back.
    ///
    /// # Errors
    /// Why not.
    pub fn call_back(&self) -> Result<Etat, Refus> {
        self.calm()?;
        self.etat.waits().map(|()| Etat::Rappel)
    }

    /// What became of its place; said wrong, it is said again.
    ///
    /// # Errors
    /// Why not.
    pub const fn settle(&self, issue: Issue, now: Timestamp) -> Result<Etat, Refus> {
        match self.etat {
            Etat::Placee { rdv, le } => Ok(Etat::Reglee { issue, rdv: Some(rdv), trouvee_le: le, le: now }),
            Etat::Prise { le, .. } => Ok(Etat::Reglee { issue, rdv: None, trouvee_le: le, le: now }),
            Etat::Reglee { rdv, trouvee_le, le, .. } => Ok(Etat::Reglee { issue, rdv, trouvee_le, le }),
            Etat::Ouverte | Etat::MtInterroge { .. } | Etat::Elargie | Etat::Rappel => Err(Refus::SansPlace),
            Etat::Transmise15 { .. } | Etat::Abandonnee { .. } => Err(Refus::Terminee),
        }
    }

    /// Handed over to the 15, for the flags that are noted.
    ///
    /// # Errors
    /// Why not.
    pub fn transmit(&self, now: Timestamp) -> Result<Etat, Refus> {
        self.etat.waits()?;
        if self.situation.drapeaux.is_empty() {
            return Err(Refus::SansAlarme);
        }
        Ok(Etat::Transmise15 { le: now })
    }

    /// Given up: the patient found elsewhere, feels better, cannot be reached.
    ///
    /// # Errors
    /// Why not.
    pub fn give_up(&self, now: Timestamp) -> Result<Etat, Refus> {
        self.etat.waits().map(|()| Etat::Abandonnee { le: now })
    }

    /// Minutes from the call to the place that was found, whole, rounded down.
    #[must_use]
    pub fn minutes(&self) -> Option<u32> {
        minutes_between(self.recue_le, self.etat.trouvee_le()?)
    }

    fn calm(&self) -> Result<(), Refus> {
        if self.situation.drapeaux.is_empty() { Ok(()) } else { Err(Refus::Alarme) }
    }
}

/// Whole minutes from one instant to a later one; 0 when it is earlier.
fn minutes_between(from: Timestamp, to: Timestamp) -> Option<u32> {
    u32::try_from(to.duration_since(from).max(SignedDuration::ZERO).as_mins()).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::MedecinTraitant;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    pub(crate) fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    pub(crate) fn situation() -> Situation {
        Situation {
            motif: "fievre".to_owned(),
            age: 34,
            commune: "43157".parse().unwrap(),
            se_deplace: true,
            medecin_traitant: MedecinTraitant::Aucun,
            avance: false,
            drapeaux: BTreeSet::new(),
        }
    }

    fn one(etat: Etat) -> Demande {
        Demande {
            id: Id::new(Uuid::from_u128(1)),
            origine: Origine::Appel,
            recue_le: at("2026-03-02T08:00:00Z"),
            echeance: at("2026-03-03T08:00:00Z"),
            situation: situation(),
            etat,
        }
    }

    const NOW: &str = "2026-03-02T08:30:00Z";

    fn states() -> [Etat; 9] {
        let (who, rdv, le) = (Id::new(Uuid::from_u128(2)), Id::new(Uuid::from_u128(3)), at(NOW));
        [
            Etat::Ouverte,
            Etat::MtInterroge { effecteur: who, jusqu_a: at("2026-03-02T08:40:00Z") },
            Etat::Elargie,
            Etat::Rappel,
            Etat::Prise { effecteur: who, le },
            Etat::Placee { rdv, le },
            Etat::Reglee { issue: Issue::Honoree, rdv: Some(rdv), trouvee_le: le, le },
            Etat::Transmise15 { le },
            Etat::Abandonnee { le },
        ]
    }

    /// `.` where the move is made, else the first letters of the refusal, for each state in order.
    fn told(act: impl Fn(&Demande) -> Result<Etat, Refus>) -> String {
        let short = |state: Etat| match act(&one(state)) {
            Ok(_) => ".",
            Err(Refus::Alarme) => "A",
            Err(Refus::DejaPlacee) => "P",
            Err(Refus::DejaPrise) => "p",
            Err(Refus::MtInterroge) => "M",
            Err(Refus::Terminee) => "T",
            Err(Refus::SansPlace) => "s",
            Err(Refus::SansAlarme) => "0",
        };
        states().into_iter().map(short).collect()
    }

    #[test]
    fn each_move_is_made_from_its_states_and_refused_from_the_others() {
        let (mine, other, rdv) =
            (Id::new(Uuid::from_u128(2)), Id::new(Uuid::from_u128(9)), Id::new(Uuid::from_u128(4)));
        let (now, late) = (at(NOW), at("2026-03-02T08:40:00Z"));
        assert_eq!(told(|d| d.ask_mt(mine, late)), ".M..pPTTT");
        assert_eq!(told(Demande::widen), "....pPTTT");
        assert_eq!(
            told(|d| d.place(rdv, mine, now)),
            ".....PTTT",
            "the own doctor, and who took it, give an hour"
        );
        assert_eq!(told(|d| d.place(rdv, other, now)), ".M..pPTTT");
        assert_eq!(told(|d| d.place(rdv, other, late)), "....pPTTT", "the countdown is over");
        assert_eq!(told(|d| d.take(other, now)), "....pPTTT");
        assert_eq!(told(Demande::reopen), "ssss..TTT");
        assert_eq!(told(Demande::call_back), "....pPTTT");
        assert_eq!(told(|d| d.settle(Issue::NonHonoree, now)), "ssss...TT");
        assert_eq!(told(|d| d.transmit(now)), "0000pPTTT", "no flag, no hand-over");
        assert_eq!(told(|d| d.give_up(now)), "....pPTTT");
    }

    #[test]
    fn a_red_flag_is_handed_over_and_nothing_else() {
        let flagged = |d: &Demande| Demande {
            situation: Situation { drapeaux: ["thorax".to_owned()].into(), ..d.situation.clone() },
            ..d.clone()
        };
        let (who, now) = (Id::new(Uuid::from_u128(2)), at(NOW));
        assert_eq!(told(|d| flagged(d).transmit(now)), "....pPTTT");
        assert_eq!(told(|d| flagged(d).give_up(now)), "....pPTTT");
        assert_eq!(told(|d| flagged(d).place(Id::new(Uuid::from_u128(4)), who, now)), "AAAAAAAAA");
        for act in [Demande::widen, Demande::call_back] {
            assert_eq!(told(|d| act(&flagged(d))), "AAAAAAAAA");
        }
        assert_eq!(told(|d| flagged(d).take(who, now)), "AAAAAAAAA");
        assert_eq!(told(|d| flagged(d).ask_mt(who, now)), "AAAAAAAAA");
    }

    #[test]
    fn the_time_to_a_place_is_kept_whatever_becomes_of_it() {
        let placed = one(states()[5]);
        assert_eq!(placed.minutes(), Some(30));
        let seen =
            Demande { etat: placed.settle(Issue::Honoree, at("2026-03-02T18:00:00Z")).unwrap(), ..placed };
        assert_eq!((seen.minutes(), one(Etat::Ouverte).minutes()), (Some(30), None));
        let again = Demande {
            etat: seen.settle(Issue::Redirigee, at("2026-03-09T18:00:00Z")).unwrap(),
            ..seen.clone()
        };
        assert_eq!(again.etat.clos_le(), seen.etat.clos_le(), "said again, it is not kept longer");
    }

    #[test]
    fn what_is_asked_is_checked_whole() {
        let wrong = Situation {
            motif: " ".to_owned(),
            age: 121,
            medecin_traitant: MedecinTraitant::Nomme("x".repeat(201)),
            ..situation()
        };
        let fields: Vec<_> = wrong.check().unwrap_err().0.iter().map(|one| one.champ).collect();
        assert_eq!(fields, ["motif", "age", "medecin_traitant"]);
        assert_eq!(situation().check(), Ok(situation()));
    }
}
