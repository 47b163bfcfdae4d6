//! Meetings that repeat: what was asked, and the dates that it gives.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use kernel::saisie::Refus;
use std::collections::BTreeSet;
use ui::francais;

/// Most meetings of a series: a year of weeks, with some room.
pub const PLUS: usize = 60;

kernel::codes! {
    /// What repeats.
    pub enum Rythme {
        /// The same day of the week.
        Semaines = "semaines", "Toutes les n semaines, le même jour";
        /// The same number of the month.
        Quantieme = "quantieme", "Tous les n mois, le même quantième";
        /// The same weekday of the month: the second Tuesday.
        Rang = "rang", "Tous les n mois, le même jour de la semaine";
    }
}

/// When it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fin {
    /// On that day at the latest.
    Le(Date),
    /// After that many meetings.
    Fois(u32),
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regle {
    /// What repeats.
    pub rythme: Rythme,
    /// Every how many weeks or months.
    pub tous_les: u32,
    /// When it stops.
    pub fin: Fin,
    /// Days left out: holidays, a bridge.
    pub sauf: BTreeSet<Date>,
}

impl Regle {
    /// The days of the meetings, the first one first. A month without the day asked for (a 31st, a fifth Tuesday) has none.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn dates(&self, premiere: Date) -> Result<Vec<Date>, Refus> {
        if !(1..=12).contains(&self.tous_les) {
            return Err(Refus::new("tous_les", "Entre 1 et 12."));
        }
        match self.fin {
            Fin::Fois(n) if !(2..=60).contains(&n) => {
                return Err(Refus::new("fois", format!("Entre 2 et {PLUS}\u{a0}réunions.")));
            }
            Fin::Le(le) if le < premiere => {
                return Err(Refus::new("jusqu", "Cette date vient avant la première réunion."));
            }
            Fin::Le(_) | Fin::Fois(_) => {}
        }
        let mut dates = Vec::new();
        // A fifth weekday comes every few months only: ten times as many tries as dates is plenty.
        for step in 0..=i32::try_from(PLUS * 10).unwrap_or(0) {
            let Some(date) = self.nth(premiere, step) else { continue };
            let over = match self.fin {
                Fin::Le(le) => date > le,
                Fin::Fois(n) => u32::try_from(dates.len()).is_ok_and(|kept| kept >= n),
            };
            if over {
                break;
            }
            if !self.sauf.contains(&date) {
                dates.push(date);
            }
            if dates.len() > PLUS {
                return Err(Refus::new(
                    "jusqu",
                    format!("Cela fait plus de {PLUS}\u{a0}réunions\u{a0}: choisissez une fin plus proche."),
                ));
            }
        }
        if dates.is_empty() { Err(Refus::new("sauf", "Il ne reste aucune date.")) } else { Ok(dates) }
    }

    /// The day after `step` repetitions, when that month has one.
    fn nth(&self, premiere: Date, step: i32) -> Option<Date> {
        let times = i32::try_from(self.tous_les).ok()?.checked_mul(step)?;
        let month = |span: Span| premiere.first_of_month().checked_add(span).ok();
        match self.rythme {
            Rythme::Semaines => premiere.checked_add(times.weeks()).ok(),
            Rythme::Quantieme => month(times.months())?.with().day(premiere.day()).build().ok(),
            Rythme::Rang => {
                month(times.months())?.nth_weekday_of_month(rank(premiere), premiere.weekday()).ok()
            }
        }
    }

    /// « Toutes les 2 semaines, le mardi », « Tous les mois, le 2e mardi ».
    #[must_use]
    pub fn en_mots(&self, premiere: Date) -> String {
        let every = |what: &str| match self.tous_les {
            1 => what.to_owned(),
            n => format!("{n} {what}"),
        };
        let day = weekday(premiere.weekday());
        match self.rythme {
            Rythme::Semaines => format!("Toutes les {}, le {day}", every("semaines")),
            Rythme::Quantieme => format!("Tous les {}, le {}", every("mois"), premiere.day()),
            Rythme::Rang => {
                let ordinal =
                    if rank(premiere) == 1 { "1er".to_owned() } else { format!("{}e", rank(premiere)) };
                format!("Tous les {}, le {ordinal} {day}", every("mois"))
            }
        }
    }
}

/// Which of its weekday in the month a day is.
fn rank(jour: Date) -> i8 {
    (jour.day() - 1) / 7 + 1
}

/// « mardi ».
fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

/// « 24/12/2026, 31/12/2026 »: the days left out.
///
/// # Errors
/// [`Refus`], with the field.
pub fn read_sauf(text: &str) -> Result<BTreeSet<Date>, Refus> {
    let words = text.split([',', ';', '\n', ' ']).map(str::trim).filter(|word| !word.is_empty());
    words.map(read_day).collect()
}

fn read_day(word: &str) -> Result<Date, Refus> {
    let french = || {
        let mut parts = word.split('/').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    word.parse().ok().or_else(french).ok_or_else(|| {
        let example = francais::date_courte(jiff::civil::date(2026, 12, 24));
        Refus::new("sauf", format!("«\u{a0}{word}\u{a0}» n’est pas une date. Par exemple\u{a0}: {example}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn regle(rythme: Rythme, tous_les: u32, fin: Fin) -> Regle {
        Regle { rythme, tous_les, fin, sauf: BTreeSet::new() }
    }

    #[test]
    fn weeks_repeat_until_a_day_without_those_left_out() {
        let mut every = regle(Rythme::Semaines, 2, Fin::Le(date(2026, 4, 14)));
        every.sauf = read_sauf("17/03/2026, 2026-01-01").unwrap();
        assert_eq!(
            every.dates(date(2026, 3, 3)).unwrap(),
            [date(2026, 3, 3), date(2026, 3, 31), date(2026, 4, 14)]
        );
        assert_eq!(every.en_mots(date(2026, 3, 3)), "Toutes les 2 semaines, le mardi");
        assert!(read_sauf("demain").is_err());
    }

    #[test]
    fn months_repeat_by_number_or_by_weekday() {
        let number = regle(Rythme::Quantieme, 1, Fin::Fois(3));
        let found = number.dates(date(2026, 1, 31)).unwrap();
        assert_eq!(
            found,
            [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)],
            "months without a 31st have none"
        );
        let second = regle(Rythme::Rang, 1, Fin::Fois(3));
        assert_eq!(
            second.dates(date(2026, 3, 10)).unwrap(),
            [date(2026, 3, 10), date(2026, 4, 14), date(2026, 5, 12)]
        );
        assert_eq!(second.en_mots(date(2026, 3, 10)), "Tous les mois, le 2e mardi");
        assert_eq!(
            regle(Rythme::Quantieme, 3, Fin::Fois(2)).en_mots(date(2026, 3, 1)),
            "Tous les 3 mois, le 1"
        );
    }

    #[test]
    fn a_series_has_an_end_and_not_too_many_dates() {
        let refused = |regle: Regle| regle.dates(date(2026, 3, 3)).unwrap_err().champ;
        assert_eq!(refused(regle(Rythme::Semaines, 0, Fin::Fois(3))), "tous_les");
        assert_eq!(refused(regle(Rythme::Semaines, 1, Fin::Fois(61))), "fois");
        assert_eq!(refused(regle(Rythme::Semaines, 1, Fin::Le(date(2026, 1, 1)))), "jusqu");
        assert_eq!(refused(regle(Rythme::Semaines, 1, Fin::Le(date(2030, 1, 1)))), "jusqu");
    }
}
