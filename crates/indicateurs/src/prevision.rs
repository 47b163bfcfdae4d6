//! What can be expected at the anniversary.

use crate::atteinte::atteinte;
use crate::indicateur::{Evolution, Sens, Texte, Unite};
use crate::{Constat, Nombre};
use jiff::civil::Date;
use law::Step;
use serde::{Deserialize, Serialize};

/// Days of history under which a pace means nothing.
const RECUL: i64 = 30;
/// Days after which a level is too old to be trusted.
const VIEILLI: i64 = 183;

/// What can be expected at the anniversary, at the pace of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prevision {
    /// Last day of the contract year.
    pub au: Date,
    /// The value expected that day.
    pub valeur: Nombre,
    /// The share of the target expected that day, in millionths; `None` without baseline or target.
    pub atteinte: Option<i64>,
    /// False when the history is too short, or the value too old: to be shown as such.
    pub sure: bool,
    /// How it was reached.
    pub pourquoi: Vec<Step>,
    /// What is missing to reach the target; zero when it is reached.
    pub reste: Option<Nombre>,
    /// What to do next, in a sentence.
    pub phrase: String,
}

/// What a forecast looks at.
#[derive(Debug, Clone, Copy)]
pub struct Regard<'a> {
    /// The indicator.
    pub texte: &'a Texte,
    /// What it aims at.
    pub cible: Option<Nombre>,
    /// Its value today.
    pub constat: &'a Constat,
    /// First day that counts: of the year, or of the contract.
    pub debut: Date,
    /// Last day of the contract year.
    pub au: Date,
}

/// What can be expected, from the value of today and the pace so far. Never below zero; nothing is extrapolated from less
/// than thirty days.
#[must_use]
pub fn prevoir(regard: &Regard<'_>) -> Prevision {
    let (valeur, sure, pourquoi) = expected(regard);
    let Regard { texte, cible, constat, au, .. } = *regard;
    let share =
        texte.depart.zip(cible).map(|((depart, _), cible)| atteinte(texte.sens, depart, cible, valeur).value);
    let reste = cible.map(|cible| reste(texte.sens, cible, constat.valeur));
    let phrase = cible.map_or_else(String::new, |cible| phrase(texte, cible, constat.valeur, au));
    Prevision { au, valeur, atteinte: share, sure, pourquoi, reste, phrase }
}

/// What is missing to reach the target.
fn reste(sens: Sens, cible: Nombre, valeur: Nombre) -> Nombre {
    let there = match sens {
        Sens::Hausse => valeur >= cible,
        Sens::Baisse => valeur <= cible,
    };
    if there { Nombre::ZERO } else { valeur.ecart(cible) }
}

fn expected(regard: &Regard<'_>) -> (Nombre, bool, Vec<Step>) {
    let Regard { texte, constat, debut, au, .. } = *regard;
    let unite = texte.unite;
    let today =
        Step::fact(format!("Valeur au {}", ui::francais::date(constat.jour)), constat.valeur.en_mots(unite));
    if constat.jour >= au {
        return (constat.valeur, true, vec![today, Step::fact("Année terminée", "la valeur ne change plus")]);
    }
    if unite == Unite::OuiNon {
        return (constat.valeur, true, vec![today, Step::fact("Oui ou non", "rien à extrapoler")]);
    }
    let (pace, sure) = match texte.evolution {
        Evolution::Cumul => cumulated(constat, debut, au),
        Evolution::Niveau => trend(texte, constat, au),
    };
    let Some((valeur, words)) = pace else {
        let prudent =
            Step::fact("Recul trop court pour prolonger un rythme", "la valeur d’aujourd’hui est gardée");
        return (constat.valeur, false, vec![today, prudent.doubtful()]);
    };
    let valeur = if unite == Unite::Pourcentage { valeur.min(Nombre::entier(100)) } else { valeur };
    let step = Step::fact(format!("Attendu au {}", ui::francais::date(au)), words);
    (valeur, sure, vec![today, if sure { step } else { step.doubtful() }])
}

type Pace = Option<(Nombre, String)>;

/// A count that adds up: as much each day as so far. Cut down to whole things when it counts whole things.
fn cumulated(constat: &Constat, debut: Date, au: Date) -> (Pace, bool) {
    let (elapsed, total) = (days(debut, constat.jour) + 1, days(debut, au) + 1);
    let ahead = days(constat.jour, au);
    if elapsed < RECUL {
        return (None, false);
    }
    let now = constat.valeur.milliemes();
    let projected = scaled(now, total, elapsed);
    let whole = if now % 1000 == 0 { projected / 1000 * 1000 } else { projected };
    let valeur = Nombre::from_milliemes(whole);
    let words = format!("{} × {total} jours ÷ {elapsed} jours = {valeur}", constat.valeur);
    (Some((valeur, words)), reliable(elapsed, ahead))
}

/// A level: the slope since the baseline goes on.
fn trend(texte: &Texte, constat: &Constat, au: Date) -> (Pace, bool) {
    let Some((depart, le)) = texte.depart else { return (None, false) };
    let (elapsed, ahead) = (days(le, constat.jour), days(constat.jour, au));
    if elapsed < RECUL {
        return (None, false);
    }
    let slope = scaled(constat.valeur.milliemes() - depart.milliemes(), ahead, elapsed);
    let valeur = Nombre::from_milliemes(constat.valeur.milliemes().saturating_add(slope));
    let sign = if slope < 0 { "\u{2212}" } else { "+" };
    let words = format!(
        "{} {sign} {} (pente depuis le {}, prolongée {ahead} jours) = {valeur}",
        constat.valeur,
        Nombre::from_milliemes(slope.abs()),
        ui::francais::date(le)
    );
    (Some((valeur, words)), reliable(elapsed, ahead))
}

/// Whether `elapsed` days of history can be prolonged by `ahead` days.
const fn reliable(elapsed: i64, ahead: i64) -> bool {
    ahead <= VIEILLI || elapsed >= ahead
}

/// `n × times ÷ over`, towards zero.
fn scaled(n: i64, times: i64, over: i64) -> i64 {
    let exact = i128::from(n) * i128::from(times) / i128::from(over.max(1));
    i64::try_from(exact).unwrap_or(i64::MAX)
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// What to do next: « il manque 12 réunions d’ici au 14 mars 2027 ».
fn phrase(texte: &Texte, cible: Nombre, valeur: Nombre, au: Date) -> String {
    let reste = reste(texte.sens, cible, valeur);
    let end = ui::francais::date(au);
    if reste == Nombre::ZERO {
        return "La cible est atteinte.".to_owned();
    }
    match (texte.unite, texte.sens) {
        (Unite::OuiNon, _) => format!("À faire d’ici au {end}."),
        (Unite::Pourcentage, Sens::Hausse) => format!("Il faut gagner {} d’ici au {end}.", points(reste)),
        (Unite::Pourcentage, Sens::Baisse) => format!("Il faut perdre {} d’ici au {end}.", points(reste)),
        (Unite::Nombre, Sens::Hausse) => format!("Il manque {} d’ici au {end}.", compte(reste, &texte.mot)),
        (Unite::Nombre, Sens::Baisse) => format!("Il en faut {} de moins d’ici au {end}.", reste),
    }
}

fn points(n: Nombre) -> String {
    format!("{n}\u{a0}point{}", if n >= Nombre::entier(2) { "s" } else { "" })
}

/// « 12 réunions », « 1 réunion », « 3 ».
fn compte(n: Nombre, mot: &str) -> String {
    match mot.trim() {
        "" => n.to_string(),
        mot if n >= Nombre::entier(2) => format!("{n}\u{a0}{mot}"),
        mot => format!("{n}\u{a0}{}", singulier(mot)),
    }
}

/// The singular of « réunions de parcours », « personnes touchées », « patients inclus »: words lose their plural mark until
/// the first small word; « inclus », « accès » and the like keep theirs.
fn singulier(mot: &str) -> String {
    const SAME: [&str; 6] = ["inclus", "accès", "cas", "avis", "suivis", "parcours"];
    let mut noun = true;
    let words = mot.split(' ').map(|word| {
        noun = noun && word.chars().count() > 3 && !word.contains(['’', '\'']);
        match word.strip_suffix('s') {
            Some(one) if noun && (word == "suivis" || !SAME.contains(&word)) => one,
            _ => word,
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constat::Provenance;
    use crate::tests::{constat, reunions, sans_mt};
    use jiff::civil::date;
    use proptest::prelude::*;

    const DU: Date = date(2025, 9, 20);
    const AU: Date = date(2026, 9, 19);

    fn look<'a>(texte: &'a Texte, cible: Nombre, constat: &'a Constat) -> Regard<'a> {
        Regard { texte, cible: Some(cible), constat, debut: DU, au: AU }
    }

    #[test]
    fn a_count_goes_on_at_its_pace_in_whole_things() {
        let (texte, now) = (reunions(), constat(9_000, date(2026, 3, 20)));
        let expected = prevoir(&look(&texte, Nombre::entier(20), &now));
        assert_eq!((expected.valeur, expected.sure), (Nombre::entier(18), true));
        assert_eq!(expected.atteinte, Some(900_000));
        assert_eq!(expected.phrase, "Il manque 11\u{a0}réunions d’ici au 19\u{a0}septembre 2026.");
    }

    #[test]
    fn nothing_is_extrapolated_from_the_first_days() {
        let (texte, now) = (reunions(), constat(2_000, date(2025, 9, 25)));
        let expected = prevoir(&look(&texte, Nombre::entier(20), &now));
        assert_eq!((expected.valeur, expected.sure), (Nombre::entier(2), false));
    }

    #[test]
    fn a_count_that_is_too_old_is_prolonged_but_not_trusted() {
        let (texte, old) = (reunions(), constat(3_000, date(2025, 11, 20)));
        let expected = prevoir(&look(&texte, Nombre::entier(20), &old));
        assert_eq!((expected.valeur, expected.sure), (Nombre::entier(17), false));
    }

    #[test]
    fn a_level_follows_its_slope_and_never_falls_below_zero() {
        let (texte, now) = (sans_mt(), constat(7_200, date(2026, 3, 20)));
        let expected = prevoir(&look(&texte, Nombre::from_milliemes(7_000), &now));
        assert_eq!(expected.valeur, Nombre::from_milliemes(6_998));
        assert_eq!(expected.phrase, "Il faut perdre 0,2\u{a0}point d’ici au 19\u{a0}septembre 2026.");
        let fast = constat(100, date(2025, 10, 25));
        assert_eq!(prevoir(&look(&texte, Nombre::ZERO, &fast)).valeur, Nombre::ZERO);
    }

    #[test]
    fn a_finished_year_is_what_it_is() {
        let (texte, now) = (reunions(), constat(9_000, AU));
        let expected = prevoir(&look(&texte, Nombre::entier(9), &now));
        assert_eq!((expected.valeur, expected.sure), (Nombre::entier(9), true));
        assert_eq!(expected.phrase, "La cible est atteinte.");
    }

    #[test]
    fn one_thing_is_said_in_the_singular() {
        assert_eq!(compte(Nombre::UN, "réunions de parcours"), "1\u{a0}réunion de parcours");
        assert_eq!(compte(Nombre::UN, "personnes touchées"), "1\u{a0}personne touchée");
        assert_eq!(compte(Nombre::UN, "patients inclus"), "1\u{a0}patient inclus");
        assert_eq!(compte(Nombre::entier(3), ""), "3");
    }

    proptest! {
        #[test]
        fn a_forecast_is_a_value_that_exists_and_misses_nothing_beyond_the_target(
            now in 0..2_000_000_i64, target in 0..2_000_000_i64, day in 0..364_i32, level in proptest::bool::ANY,
        ) {
            let texte = if level { sans_mt() } else { reunions() };
            let jour = DU.saturating_add(jiff::Span::new().days(day));
            let now = Constat { de: Provenance::Actes { lignes: 1 }, ..constat(now, jour) };
            let expected = prevoir(&look(&texte, Nombre::from_milliemes(target), &now));
            prop_assert!(expected.valeur >= Nombre::ZERO);
            if level { prop_assert!(expected.valeur <= Nombre::entier(100) || expected.valeur == now.valeur); }
            if !level { prop_assert!(expected.valeur >= Nombre::from_milliemes(now.valeur.milliemes() / 1000 * 1000)); }
            prop_assert!(expected.reste.unwrap() <= now.valeur.max(Nombre::from_milliemes(target)));
            prop_assert!(expected.atteinte.is_some_and(|share| (0..=1_000_000).contains(&share)));
        }
    }
}
