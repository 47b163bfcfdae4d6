//! Where the offer falls short: places offered against calls received, by day, two hours and profession. Past days are exact;
//! a day to come is held against the mean of the same day of the week over the last weeks, and says how many it saw.

mod inventaire;
mod lecture;
mod offre;

pub use inventaire::{Inventaire, Offert, ParCommune, RECULE, inventaire};
pub use lecture::couverture;
pub use offre::Offre;

use crate::affluence::Plage;
use identifiants::CommuneCode;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rendez_vous::Profession;
use std::collections::BTreeMap;

/// Days that are shown at once.
pub const JOURS: i32 = 7;
/// Days that a day to come is held against, at most: eight weeks.
pub const RECUL: i32 = 7 * 8;
/// Missing places, in tenths, from which something is said to be missing: one, every other week.
const MANQUE: u32 = 5;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// First of the days.
    pub du: Date,
    /// One profession only.
    pub profession: Option<Profession>,
    /// One commune only: of the patients, and of the places.
    pub commune: Option<CommuneCode>,
}

impl Question {
    /// Last of the days.
    #[must_use]
    pub fn au(self) -> Date {
        self.du.saturating_add((JOURS - 1).days())
    }
}

/// Calls for one profession, in two hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appels {
    /// The day, in France.
    pub jour: Date,
    /// Its two hours.
    pub plage: Plage,
    /// To whom they usually go.
    pub profession: Profession,
    /// Where the patients are; unknown once the requests are erased.
    pub commune: Option<CommuneCode>,
    /// How many.
    pub nombre: u32,
}

/// Calls over some weeks: those of a past day over one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Demandes {
    /// All of them.
    pub somme: u32,
    /// Weeks that were seen; none before anything was received.
    pub semaines: u32,
}

impl Demandes {
    /// Calls of one day, in tenths, rounded to the nearest; 0 when no week was seen.
    #[must_use]
    pub const fn dixiemes(self) -> u32 {
        match self.semaines {
            0 => 0,
            weeks => (self.somme * 10 + weeks / 2) / weeks,
        }
    }
}

/// Calls and places of one profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ligne {
    /// Which.
    pub profession: Profession,
    /// Calls.
    pub demandes: Demandes,
    /// Places offered.
    pub places: u32,
    /// Places that nobody has.
    pub libres: u32,
}

impl Ligne {
    /// Calls without a place, in tenths.
    #[must_use]
    pub const fn manque(&self) -> u32 {
        self.demandes.dixiemes().saturating_sub(self.places * 10)
    }
}

/// Two hours of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The day.
    pub jour: Date,
    /// Its two hours.
    pub plage: Plage,
    /// By profession: those that are called or that offer something.
    pub lignes: Vec<Ligne>,
}

impl Case {
    /// Calls of everybody.
    #[must_use]
    pub fn demandes(&self) -> Demandes {
        let somme = self.lignes.iter().map(|one| one.demandes.somme).sum();
        Demandes { somme, semaines: self.lignes.first().map_or(0, |one| one.demandes.semaines) }
    }

    /// Places of everybody.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.lignes.iter().map(|one| one.places).sum()
    }

    /// Those that nobody has.
    #[must_use]
    pub fn libres(&self) -> u32 {
        self.lignes.iter().map(|one| one.libres).sum()
    }

    /// Calls without a place, in tenths: the places of one profession do not serve the calls for another.
    #[must_use]
    pub fn manque(&self) -> u32 {
        self.lignes.iter().map(Ligne::manque).sum()
    }

    /// Whether that is enough to be said: at least one call, every other week.
    #[must_use]
    pub fn court(&self) -> bool {
        self.manque() >= MANQUE
    }
}

/// What is offered and asked over some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Couverture {
    /// What was looked at.
    pub question: Question,
    /// The day on which it was: days before it are past.
    pub jour: Date,
    /// The two hours in which something is asked or offered, in order.
    pub cases: Vec<Case>,
    /// Calls left out of a commune, because their requests are erased and nobody knows where they came from.
    pub sans_commune: u32,
}

/// What is known when it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Savoir {
    /// Today.
    pub jour: Date,
    /// Day of the first request ever received.
    pub depuis: Option<Date>,
    /// Days that a day to come may look back at: the weeks that are shown, or those for which everything asked is still known.
    pub recul: i32,
}

impl Savoir {
    /// First of the days that a day to come is held against.
    #[must_use]
    pub fn du(self) -> Date {
        let weeks = self.jour.saturating_sub(self.recul.clamp(0, RECUL).days());
        self.depuis.map_or(weeks, |first| first.max(weeks))
    }

    /// How many such days of the week were seen before today.
    fn semaines(self, day: Weekday) -> u32 {
        if self.depuis.is_none() {
            return 0;
        }
        let seen = (1..=RECUL).map(|back| self.jour.saturating_sub(back.days()));
        let same = seen.take_while(|date| *date >= self.du()).filter(|date| date.weekday() == day);
        u32::try_from(same.count()).unwrap_or(0)
    }
}

type Cases = BTreeMap<(Date, Plage), BTreeMap<Profession, Ligne>>;

impl Couverture {
    /// What these calls and places make of the days of a question. One pass over each.
    #[must_use]
    pub fn of(question: Question, savoir: Savoir, appels: &[Appels], offres: &[Offre]) -> Self {
        let days: Vec<Date> = (0..JOURS).map(|rank| question.du.saturating_add(rank.days())).collect();
        let weeks: Vec<u32> = days
            .iter()
            .map(|day| if *day < savoir.jour { 1 } else { savoir.semaines(day.weekday()) })
            .collect();
        let mut cases = Cases::new();
        let mut line = |rank: usize, plage: Plage, profession: Profession, change: &dyn Fn(&mut Ligne)| {
            let (Some(jour), Some(semaines)) = (days.get(rank), weeks.get(rank)) else { return };
            let demandes = Demandes { somme: 0, semaines: *semaines };
            let lines = cases.entry((*jour, plage)).or_default();
            change(lines.entry(profession).or_insert(Ligne { profession, demandes, places: 0, libres: 0 }));
        };
        let wanted = |profession: Profession| question.profession.is_none_or(|only| only == profession);
        let mut sans_commune = 0;
        for one in appels.iter().filter(|one| wanted(one.profession)) {
            let into = |day: &Date| {
                if *day < savoir.jour {
                    *day == one.jour
                } else {
                    (savoir.du()..savoir.jour).contains(&one.jour) && day.weekday() == one.jour.weekday()
                }
            };
            // Days shown are seven in a row: each day of the week is there once.
            let Some(rank) = days.iter().position(into) else { continue };
            match (question.commune, one.commune) {
                (Some(_), None) => sans_commune += one.nombre,
                (Some(only), Some(commune)) if commune != only => {}
                _ => line(rank, one.plage, one.profession, &|line| line.demandes.somme += one.nombre),
            }
        }
        let here =
            |one: &&Offre| wanted(one.profession) && question.commune.is_none_or(|only| only == one.commune);
        for one in offres.iter().filter(here) {
            let Some(rank) = days.iter().position(|day| *day == one.jour) else { continue };
            line(rank, one.plage, one.profession, &|line| {
                line.places += one.places;
                line.libres += one.libres;
            });
        }
        let cases = cases.into_iter().map(|((jour, plage), lines)| Case {
            jour,
            plage,
            lignes: lines.into_values().collect(),
        });
        Self { question, jour: savoir.jour, cases: cases.collect(), sans_commune }
    }

    /// Where places are missing, the most first.
    #[must_use]
    pub fn manques(&self) -> Vec<&Case> {
        let mut all: Vec<&Case> = self.cases.iter().filter(|one| one.court()).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.manque()));
        all
    }

    /// The two hours of a day, when something is asked or offered.
    #[must_use]
    pub fn case(&self, jour: Date, plage: Plage) -> Option<&Case> {
        self.cases.iter().find(|one| one.jour == jour && one.plage == plage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Profession::{Infirmier, MasseurKinesitherapeute, MedecinGeneraliste};
    use jiff::civil::date;

    /// Monday 2 March 2026.
    const JOUR: Date = date(2026, 3, 2);

    fn puy() -> CommuneCode {
        "43157".parse().unwrap()
    }

    fn appels(jour: Date, heure: i8, profession: Profession, nombre: u32) -> Appels {
        Appels { jour, plage: Plage::of(heure), profession, commune: Some(puy()), nombre }
    }

    fn offre(jour: Date, heure: i8, profession: Profession, places: u32) -> Offre {
        Offre { jour, plage: Plage::of(heure), profession, commune: puy(), places, libres: places.min(1) }
    }

    fn question(du: Date) -> Question {
        Question { du, profession: None, commune: None }
    }

    #[test]
    fn nothing_is_asked_and_nothing_is_offered() {
        let none =
            Couverture::of(question(JOUR), Savoir { jour: JOUR, depuis: None, recul: RECUL }, &[], &[]);
        assert!(none.cases.is_empty() && none.manques().is_empty());
        let savoir = Savoir { jour: JOUR, depuis: Some(JOUR), recul: RECUL };
        let today = Couverture::of(
            question(JOUR),
            savoir,
            &[appels(JOUR, 9, Infirmier, 3)],
            &[offre(JOUR, 9, Infirmier, 1)],
        );
        assert_eq!(today.cases[0].demandes(), Demandes { somme: 0, semaines: 0 }, "today is not over");
        assert_eq!((today.cases[0].places(), today.cases[0].libres()), (1, 1));
    }

    #[test]
    fn past_days_are_exact_and_the_places_of_one_profession_do_not_serve_another() {
        let wednesday = date(2026, 2, 25);
        let asked = [
            appels(wednesday, 18, MedecinGeneraliste, 4),
            appels(wednesday, 19, MasseurKinesitherapeute, 2),
            appels(wednesday, 20, MedecinGeneraliste, 1),
            appels(date(2026, 2, 18), 18, MedecinGeneraliste, 9),
        ];
        let offered = [offre(wednesday, 18, MedecinGeneraliste, 2), offre(wednesday, 18, Infirmier, 5)];
        let savoir = Savoir { jour: JOUR, depuis: Some(date(2026, 1, 1)), recul: RECUL };
        let seen = Couverture::of(question(date(2026, 2, 23)), savoir, &asked, &offered);
        let worst = seen.manques()[0];
        assert_eq!((worst.jour, worst.plage), (wednesday, Plage::of(18)));
        assert_eq!((worst.demandes(), worst.places()), (Demandes { somme: 6, semaines: 1 }, 7));
        assert_eq!(worst.manque(), 40, "two for the doctor, two for the physiotherapist");
        assert_eq!(seen.manques().len(), 2);
        let only = Question { profession: Some(Infirmier), ..seen.question };
        let nurses = Couverture::of(only, savoir, &asked, &offered);
        assert_eq!((nurses.cases.len(), nurses.manques().len()), (1, 0));
    }

    #[test]
    fn a_day_to_come_is_held_against_the_weeks_that_were_seen() {
        let next = date(2026, 3, 4); // a Wednesday
        let before = |weeks: i32| next.saturating_sub((7 * weeks).days());
        let asked: Vec<Appels> = (1..=9)
            .map(|weeks| appels(before(weeks), 18, MedecinGeneraliste, u32::try_from(weeks).unwrap()))
            .collect();
        let expected = |depuis| {
            let seen = Couverture::of(
                question(JOUR),
                Savoir { jour: JOUR, depuis: Some(depuis), recul: RECUL },
                &asked,
                &[],
            );
            seen.case(next, Plage::of(18)).map(Case::demandes)
        };
        let eight = Demandes { somme: 36, semaines: 8 };
        assert_eq!((expected(date(2025, 1, 1)), eight.dixiemes()), (Some(eight), 45));
        assert_eq!(
            expected(before(2)),
            Some(Demandes { somme: 3, semaines: 2 }),
            "no week before the first call"
        );
        assert_eq!(expected(date(2026, 2, 26)), None, "no Wednesday was seen yet");
        let rare = [appels(before(1), 18, MedecinGeneraliste, 3)];
        let savoir = Savoir { jour: JOUR, depuis: Some(date(2025, 1, 1)), recul: RECUL };
        let seen = Couverture::of(question(JOUR), savoir, &rare, &[]);
        assert_eq!((seen.cases[0].manque(), seen.manques().len()), (4, 0), "less than every other week");
    }

    #[test]
    fn what_is_no_longer_known_is_not_taken_for_nothing() {
        let tuesday = date(2026, 3, 3);
        let asked = [appels(tuesday.saturating_sub(7.days()), 9, Infirmier, 4)];
        let savoir = Savoir { jour: JOUR, depuis: Some(date(2025, 1, 1)), recul: 15 };
        let seen = Couverture::of(question(JOUR), savoir, &asked, &[]);
        assert_eq!(
            seen.cases[0].demandes(),
            Demandes { somme: 4, semaines: 2 },
            "two Tuesdays in fifteen days"
        );
        let blind = Couverture::of(question(JOUR), Savoir { recul: 0, ..savoir }, &asked, &[]);
        assert!(blind.cases.is_empty());
    }

    #[test]
    fn a_commune_counts_its_patients_and_says_what_it_no_longer_knows() {
        let day = date(2026, 2, 24);
        let elsewhere = Appels { commune: "43051".parse().ok(), ..appels(day, 9, Infirmier, 5) };
        let erased = Appels { commune: None, ..appels(day, 9, Infirmier, 7) };
        let asked = [appels(day, 9, Infirmier, 2), elsewhere, erased];
        let savoir = Savoir { jour: JOUR, depuis: Some(date(2025, 1, 1)), recul: RECUL };
        let whole = question(date(2026, 2, 23));
        let sum = |one: &Couverture| one.case(day, Plage::of(9)).map(|case| case.demandes().somme);
        assert_eq!(sum(&Couverture::of(whole, savoir, &asked, &[])), Some(14));
        let town = Couverture::of(Question { commune: Some(puy()), ..whole }, savoir, &asked, &[]);
        assert_eq!((sum(&town), town.sans_commune), (Some(2), 7));
    }
}
