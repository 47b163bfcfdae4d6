//! How far a value is from the baseline to the target.

use crate::{Nombre, indicateur::Sens};
use aci::Fraction;
use law::Explained;

/// How far a value is from the baseline to the target, in millionths, explained: the rule of `aci`, rounded half up to the
/// millionth so that every page and file says the same figure; its steps are written as people write numbers.
#[must_use]
pub fn atteinte(sens: Sens, depart: Nombre, cible: Nombre, valeur: Nombre) -> Explained<i64> {
    let (from, to, now) = (depart.fraction(), cible.fraction(), valeur.fraction());
    let mut found = aci::realisation(sens.aci(), from, to, now).map(millioniemes);
    for (step, n) in found.steps.iter_mut().zip([depart, cible, valeur]) {
        step.formula = n.arrondi().to_string();
    }
    let asked_to_move = match sens {
        Sens::Hausse => cible > depart,
        Sens::Baisse => cible < depart,
    };
    if let (true, Some(last)) = (asked_to_move, found.steps.last_mut()) {
        last.formula = formule(depart, cible, valeur);
    }
    found
}

/// « (5 − 0) ÷ (17 − 0) = 29,41 % »: to the hundredth, never « 100 % » for what is not whole.
fn formule(depart: Nombre, cible: Nombre, valeur: Nombre) -> String {
    let made = i128::from(valeur.milliemes()) - i128::from(depart.milliemes());
    let way = i128::from(cible.milliemes()) - i128::from(depart.milliemes());
    let (made, way) = if way < 0 { (-made, -way) } else { (made, way.max(1)) };
    let rounded = (made * 20_000 + way).div_euclid(way * 2);
    let rounded = if made < way { rounded.min(9_999) } else { rounded };
    let share = Nombre::from_milliemes(i64::try_from(rounded.abs() * 10).unwrap_or(i64::MAX));
    let sign = if rounded < 0 { "\u{2212}" } else { "" };
    let held = match made {
        _ if made < 0 => ", ramené à 0\u{a0}%",
        _ if made > way => ", ramené à 100\u{a0}%",
        _ => "",
    };
    let [depart, cible, valeur] = [depart, cible, valeur].map(Nombre::arrondi);
    format!("({valeur} − {depart}) ÷ ({cible} − {depart}) = {sign}{share}\u{a0}%{held}")
}

/// A share as millionths, rounded half up.
#[must_use]
pub fn millioniemes(share: Fraction) -> i64 {
    let (num, den) = (share.num(), share.den());
    let rounded = (num * 2_000_000 + den) / (den * 2);
    i64::try_from(rounded.clamp(0, 1_000_000)).unwrap_or(0)
}

/// Millionths as a share.
#[must_use]
pub fn fraction(millioniemes: i64) -> Fraction {
    Fraction::new(i128::from(millioniemes.clamp(0, 1_000_000)), 1_000_000)
}

/// Millionths as people read them: « 83 % », never « 100 % » for what is not whole.
#[must_use]
pub fn en_pourcent(millioniemes: i64) -> String {
    let percent = if millioniemes >= 1_000_000 { 100 } else { (millioniemes + 5_000) / 10_000 };
    let shown = if percent == 100 && millioniemes < 1_000_000 { 99 } else { percent };
    format!("{shown}\u{a0}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(milliemes: i64) -> Nombre {
        Nombre::from_milliemes(milliemes)
    }

    #[test]
    fn progress_is_linear_and_knows_its_direction() {
        assert_eq!(atteinte(Sens::Hausse, n(0), n(12_000), n(9_000)).value, 750_000);
        assert_eq!(atteinte(Sens::Baisse, n(7_400), n(7_000), n(7_200)).value, 500_000);
        assert_eq!(atteinte(Sens::Baisse, n(7_400), n(7_000), n(6_800)).value, 1_000_000);
        assert_eq!(atteinte(Sens::Baisse, n(7_400), n(7_000), n(7_900)).value, 0);
        assert_eq!(atteinte(Sens::Hausse, n(0), n(3_000), n(1_000)).value, 333_333);
    }

    #[test]
    fn steps_are_written_with_two_decimals_at_most() {
        let last = |valeur: i64| {
            let found = atteinte(Sens::Hausse, n(0), n(17_000), n(valeur));
            found.steps.last().map(|step| step.formula.clone()).unwrap_or_default()
        };
        assert_eq!(last(5_000), "(5 − 0) ÷ (17 − 0) = 29,41\u{a0}%");
        assert!(last(16_999).ends_with("= 99,99\u{a0}%"), "{}", last(16_999));
        assert!(last(34_000).ends_with("= 200\u{a0}%, ramené à 100\u{a0}%"), "{}", last(34_000));
        let lower = atteinte(Sens::Baisse, n(7_400), n(7_000), n(7_900));
        assert!(lower.steps.last().unwrap().formula.contains("\u{2212}125\u{a0}%, ramené à 0"), "{lower:?}");
    }

    #[test]
    fn what_is_nearly_whole_is_not_shown_whole() {
        assert_eq!(en_pourcent(999_999), "99\u{a0}%");
        assert_eq!(en_pourcent(1_000_000), "100\u{a0}%");
        assert_eq!(en_pourcent(754_999), "75\u{a0}%");
    }

    proptest! {
        #[test]
        fn it_stays_between_nothing_and_whole_and_grows_with_the_value(
            depart in 0..1_000_000_i64, cible in 0..1_000_000_i64, a in 0..1_000_000_i64, b in 0..1_000_000_i64,
        ) {
            let (low, high) = (a.min(b), a.max(b));
            let up = |v| atteinte(Sens::Hausse, n(depart), n(cible), n(v)).value;
            let down = |v| atteinte(Sens::Baisse, n(depart), n(cible), n(v)).value;
            prop_assert!((0..=1_000_000).contains(&up(a)) && (0..=1_000_000).contains(&down(a)));
            prop_assert!(up(low) <= up(high));
            prop_assert!(down(low) >= down(high));
            prop_assert_eq!(up(cible.max(depart)), 1_000_000);
        }
    }
}
