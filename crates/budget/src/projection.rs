//! What will be spent by the end of a year: a stated rule, in whole cents.

use crate::exercice::Exercice;
use jiff::ToSpan;
use jiff::civil::Date;
use law::{Entree, Pourquoi};
use std::sync::Arc;
use ui::francais::{compte, euros};

/// What is known of the spending of an envelope in a year.
#[derive(Debug, Clone, Copy)]
pub struct Depenses<'a> {
    /// Days and cents spent in the year.
    pub payees: &'a [(Date, i64)],
    /// Cents still committed.
    pub engage: i64,
    /// What the treasurer plans for the whole year, in cents.
    pub prevu: Option<i64>,
}

/// What will be spent by the end of the year, in cents, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// In cents.
    pub cents: i64,
    /// How it was reached.
    pub pourquoi: Arc<Pourquoi>,
}

/// Months of a year: `(ended on that day, in all)`.
fn months(exercice: &Exercice, today: Date) -> (i64, i64) {
    let end = exercice.au.tomorrow().unwrap_or(exercice.au);
    let ended = |until: Date| {
        (1..=12).take_while(|n| exercice.du.checked_add(n.months()).is_ok_and(|day| day <= until)).count()
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(12);
    (count(ended(today.min(end))), count(ended(end)).max(1))
}

/// `sum × left ÷ ended`, rounded to the nearest cent, half up.
fn pace(sum: i64, left: i64, ended: i64) -> i64 {
    let (sum, left, ended) = (i128::from(sum.max(0)), i128::from(left), i128::from(ended));
    i64::try_from((2 * sum * left + ended) / (2 * ended)).unwrap_or(i64::MAX)
}

/// The rule. A plan typed by the treasurer holds unless more is spent or committed already. Else: spent, plus committed, plus the
/// spending of the months that ended carried over to those that remain.
#[must_use]
pub fn projection(exercice: &Exercice, today: Date, depenses: Depenses<'_>) -> Projection {
    let spent: i64 = depenses.payees.iter().map(|(_, cents)| cents).sum();
    let sure = spent + depenses.engage;
    let inputs = [
        Entree::fact("Dépensé", euros(spent)),
        Entree::fact("Engagé, encore à payer", euros(depenses.engage)),
    ];
    let why = |rule: &'static str, formula: String, more: Vec<Entree>| {
        let inputs = inputs.iter().cloned().chain(more).collect();
        Arc::new(
            Pourquoi::new(rule, "Dépenses prévues à la fin de l’année", formula, Arc::default())
                .inputs(inputs),
        )
    };
    if exercice.au < today {
        let formula =
            format!("année finie\u{a0}: {} + {} = {}", euros(spent), euros(depenses.engage), euros(sure));
        return Projection { cents: sure, pourquoi: why("budget.annee_finie", formula, Vec::new()) };
    }
    if let Some(prevu) = depenses.prevu {
        let formula =
            format!("le plus grand de {} (prévu) et {} (dépensé et engagé)", euros(prevu), euros(sure));
        let more = vec![Entree::fact("Prévu par la trésorerie", euros(prevu))];
        return Projection { cents: prevu.max(sure), pourquoi: why("budget.prevu", formula, more) };
    }
    let (ended, all) = months(exercice, today);
    let limit = exercice.du.saturating_add(ended.months());
    let whole: i64 = depenses.payees.iter().filter(|(day, _)| *day < limit).map(|(_, cents)| cents).sum();
    if ended == 0 {
        let formula = format!(
            "aucun mois entier écoulé\u{a0}: {} + {} = {}",
            euros(spent),
            euros(depenses.engage),
            euros(sure)
        );
        return Projection { cents: sure, pourquoi: why("budget.sans_rythme", formula, Vec::new()) };
    }
    // What was spent since the last whole month belongs to the months that remain: it is not counted twice.
    let since = spent - whole;
    let left = pace(whole, all - ended, ended).max(since);
    let cents = whole + left + depenses.engage;
    let formula = format!(
        "{} + {} × {} ÷ {}, arrondi au centime, soit {} + {} = {}",
        euros(whole),
        euros(whole),
        all - ended,
        ended,
        euros(whole + left),
        euros(depenses.engage),
        euros(cents)
    );
    let more = vec![
        Entree::fact("Dépensé dans les mois entiers écoulés", euros(whole)),
        Entree::fact("Mois écoulés", format!("{} sur {all}", compte(ended, "mois", "mois"))),
    ];
    Projection { cents, pourquoi: why("budget.rythme", formula, more) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn cents(today: Date, payees: &[(Date, i64)], engage: i64, prevu: Option<i64>) -> i64 {
        projection(&Exercice::civil(2026), today, Depenses { payees, engage, prevu }).cents
    }

    #[test]
    fn the_pace_of_whole_months_goes_on_and_commitments_are_added() {
        let rent = [(date(2026, 1, 5), 1_000), (date(2026, 2, 5), 1_000)];
        assert_eq!(cents(date(2026, 3, 2), &rent, 500, None), 12_500);
        assert_eq!(
            cents(date(2026, 2, 28), &rent, 0, None),
            12_000,
            "one whole month, what follows is in the rest"
        );
        assert_eq!(cents(date(2026, 1, 20), &rent[..1], 500, None), 1_500, "no whole month yet");
    }

    #[test]
    fn a_rest_is_rounded_half_up_to_the_cent() {
        assert_eq!(pace(1, 1, 2), 1);
        assert_eq!(pace(1, 1, 3), 0);
        assert_eq!(pace(100, 7, 5), 140);
        assert_eq!(pace(-50, 7, 5), 0, "money that came back promises nothing");
        assert_eq!(pace(i64::MAX, 11, 1), i64::MAX);
    }

    #[test]
    fn a_plan_holds_until_more_is_spent_and_a_past_year_is_what_it_is() {
        let rent = [(date(2026, 1, 5), 1_000)];
        assert_eq!(cents(date(2026, 3, 2), &rent, 0, Some(7_000)), 7_000);
        assert_eq!(cents(date(2026, 3, 2), &rent, 9_000, Some(7_000)), 10_000);
        assert_eq!(cents(date(2027, 1, 1), &rent, 20, Some(7_000)), 1_020);
    }

    #[test]
    fn the_thirty_first_of_a_month_ends_with_the_shorter_one() {
        let exercice = Exercice {
            cle: String::new(),
            libelle: String::new(),
            du: date(2024, 1, 31),
            au: date(2025, 1, 30),
        };
        assert_eq!(months(&exercice, date(2024, 2, 29)), (1, 12));
        assert_eq!(months(&exercice, date(2026, 1, 1)), (12, 12));
    }
}
