use crate::etat::Etat;
use crate::{Affectation, Probleme, Refus};

/// A rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// The same person twice on the same half-day.
    Double(Affectation),
    /// Somebody has what they may not take.
    Indisponible(Affectation),
    /// Somebody has what is not to be.
    Interdite(Affectation),
    /// More people than needed.
    Surnombre {
        /// Rank of the half-day.
        creneau: u32,
        /// People there.
        presents: usize,
        /// People needed.
        besoin: u32,
    },
    /// Several half-days in one day.
    MemeJour {
        /// Rank of the person.
        personne: u32,
        /// Two of them that follow each other.
        creneaux: [u32; 2],
    },
    /// More half-days in a week than the limit.
    Semaine {
        /// Rank of the person.
        personne: u32,
        /// Number of the week.
        semaine: u32,
        /// Half-days there.
        pris: usize,
        /// Half-days at most.
        limite: u32,
    },
    /// More half-days in the plan than the limit.
    AuPlus {
        /// Rank of the person.
        personne: u32,
        /// Half-days there.
        pris: usize,
        /// Half-days at most.
        limite: u32,
    },
    /// Two half-days of weekend in weeks too near.
    FinDeSemaine {
        /// Rank of the person.
        personne: u32,
        /// Two of them that follow each other.
        creneaux: [u32; 2],
        /// One at most in so many weeks on end.
        semaines: u32,
    },
}

/// How people, half-days and weeks are called.
#[derive(Clone, Copy)]
pub struct Noms<'a> {
    /// A person, by rank: « Mme Martin ».
    pub personne: &'a dyn Fn(u32) -> String,
    /// A half-day, by rank: « le samedi 7 mars au matin ».
    pub creneau: &'a dyn Fn(u32) -> String,
    /// A week, by number: « la semaine du 2 mars ».
    pub semaine: &'a dyn Fn(u32) -> String,
}

impl Violation {
    /// Said in French.
    #[must_use]
    pub fn phrase(&self, noms: Noms<'_>) -> String {
        let Noms { personne: qui, creneau: quand, semaine: week } = noms;
        match self {
            Self::Double(one) => format!("{} est deux fois {}.", qui(one.personne), quand(one.creneau)),
            Self::Indisponible(one) => {
                format!("{} n’est pas disponible {}.", qui(one.personne), quand(one.creneau))
            }
            Self::Interdite(one) => {
                format!("{} ne doit pas être de garde {}.", qui(one.personne), quand(one.creneau))
            }
            Self::Surnombre { creneau, presents, besoin } => {
                format!("Trop de monde {}\u{a0}: {presents} pour {besoin}.", quand(*creneau))
            }
            Self::MemeJour { personne, creneaux: [un, autre] } => format!(
                "{} a deux demi-journées le même jour\u{a0}: {} et {}.",
                qui(*personne),
                quand(*un),
                quand(*autre)
            ),
            Self::Semaine { personne, semaine, pris, limite } => format!(
                "{} a {} {}, pour {limite} au plus.",
                qui(*personne),
                half_days(*pris),
                week(*semaine)
            ),
            Self::AuPlus { personne, pris, limite } => {
                format!("{} a {} en tout, pour {limite} au plus.", qui(*personne), half_days(*pris))
            }
            Self::FinDeSemaine { personne, creneaux: [un, autre], semaines } => format!(
                "{} a deux demi-journées de week-end en moins de {semaines}\u{a0}semaines\u{a0}: {} et {}.",
                qui(*personne),
                quand(*un),
                quand(*autre)
            ),
        }
    }
}

fn half_days(n: usize) -> String {
    format!("{n}\u{a0}{}", if n < 2 { "demi-journée" } else { "demi-journées" })
}

impl Probleme {
    /// The rules that a plan breaks: those of each half-day by rank, then those of each person.
    ///
    /// # Errors
    /// [`Refus`]: people or half-days that do not exist, a pair twice among those possible.
    pub fn violations(&self, affectations: &[Affectation]) -> Result<Vec<Violation>, Refus> {
        let etat = Etat::of(self, affectations)?;
        let mut violations = Vec::new();
        for (rang, creneau) in (0..).zip(&self.creneaux) {
            let mut presents = etat.par_creneau[rang as usize].clone();
            presents.sort_unstable();
            let count = presents.len();
            if count > creneau.besoin as usize {
                violations.push(Violation::Surnombre {
                    creneau: rang,
                    presents: count,
                    besoin: creneau.besoin,
                });
            }
            let cited = |personne: u32| Affectation { creneau: rang, personne };
            let twice = presents.windows(2).filter(|two| two[0] == two[1]);
            violations.extend(twice.map(|two| Violation::Double(cited(two[0]))));
            presents.dedup();
            for one in presents.into_iter().map(cited) {
                if etat.is_forbidden(one) {
                    violations.push(Violation::Interdite(one));
                } else if etat.cout(one).is_none() {
                    violations.push(Violation::Indisponible(one));
                }
            }
        }
        for (personne, creneaux) in (0..).zip(&etat.par_personne) {
            let mut mine = creneaux.clone();
            mine.dedup();
            self.of_person(personne, &mine, &mut violations);
        }
        Ok(violations)
    }

    /// Rules of one person, whose half-days are in order of day.
    fn of_person(&self, personne: u32, mine: &[u32], violations: &mut Vec<Violation>) {
        let who = &self.personnes[personne as usize];
        let of = |n: u32| &self.creneaux[n as usize];
        for two in mine.windows(2).filter(|two| of(two[0]).jour == of(two[1]).jour) {
            violations.push(Violation::MemeJour { personne, creneaux: [two[0], two[1]] });
        }
        for week in mine.chunk_by(|a, b| of(*a).semaine() == of(*b).semaine()) {
            let (pris, limite, semaine) = (week.len(), who.par_semaine, of(week[0]).semaine());
            if pris > limite as usize {
                violations.push(Violation::Semaine { personne, semaine, pris, limite });
            }
        }
        if let Some(limite) = who.au_plus.filter(|most| mine.len() > *most as usize) {
            violations.push(Violation::AuPlus { personne, pris: mine.len(), limite });
        }
        let Some(semaines) = self.regles.fin_de_semaine.map(|weeks| weeks.max(1)) else { return };
        let week_ends: Vec<u32> = mine.iter().copied().filter(|one| of(*one).fin_de_semaine).collect();
        for two in week_ends.windows(2) {
            let (un, autre) = (of(two[0]), of(two[1]));
            if un.jour != autre.jour && autre.semaine() - un.semaine() < semaines {
                violations.push(Violation::FinDeSemaine { personne, creneaux: [two[0], two[1]], semaines });
            }
        }
    }
}
