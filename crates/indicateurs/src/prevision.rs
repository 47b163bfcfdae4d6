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
    let Regard { texte, constat, au, .. } = *regard;
    let unite = texte.unite;
    let today =
        Step::fact(format!("Valeur au {}", ui::francais::date(constat.jour)), constat.valeur.en_mots(unite));
    if constat.jour >= au {
        return (constat.valeur, true, vec![today, Step::fact("Année terminée", "la valeur ne change plus")]);
    }
    if unite == Unite::OuiNon {
        return (constat.valeur, true, vec![today, Step::fact("Oui ou non", "rien à extrapoler")]);
    }
    let (pace, sure) = match (texte.allure(), &texte.mesure) {
        (Evolution::Cumul, _) => cumulated(regard),
        (Evolution::Niveau, Some(_)) => distinct(regard),
        (Evolution::Niveau, None) => trend(texte, constat, au),
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

/// A count of the year: as much each day as so far. It starts from nothing on the first day that counts; or, when it is entered
/// and a reading of the same count was taken since that day, from that reading. An older baseline is another year's.
fn cumulated(regard: &Regard<'_>) -> (Pace, bool) {
    let Regard { texte, constat, debut, au, .. } = *regard;
    let read = texte.depart.filter(|(n, le)| texte.mesure.is_none() && *n > Nombre::ZERO && *le >= debut);
    let (from, elapsed) = match read {
        Some((n, le)) => (n, days(le, constat.jour)),
        None => (Nombre::ZERO, days(debut, constat.jour) + 1),
    };
    let ahead = days(constat.jour, au);
    if elapsed < RECUL || constat.valeur < from {
        return (None, false);
    }
    let valeur = prolonged(texte, constat.valeur, from, (ahead, elapsed)).max(constat.valeur);
    let (now, from) = (constat.valeur.arrondi(), from.arrondi());
    let words = match read {
        Some((_, le)) => format!(
            "{now} + ({now} − {from}, lu le {}) × {ahead} jours ÷ {elapsed} jours, arrondi à {valeur}",
            ui::francais::date(le)
        ),
        None => format!("{now} × {} jours ÷ {elapsed} jours, arrondi à {valeur}", elapsed + ahead),
    };
    (Some((valeur, words)), reliable(elapsed, ahead))
}

/// People or places that are each counted once: as a count, never to be trusted, for newcomers get rarer.
fn distinct(regard: &Regard<'_>) -> (Pace, bool) {
    let (pace, _) = cumulated(regard);
    let slower =
        |(valeur, words)| (valeur, format!("{words} (au mieux\u{a0}: chacun n’est compté qu’une fois)"));
    (pace.map(slower), false)
}

/// A level: the slope since the baseline goes on.
fn trend(texte: &Texte, constat: &Constat, au: Date) -> (Pace, bool) {
    let Some((depart, le)) = texte.depart else { return (None, false) };
    let (elapsed, ahead) = (days(le, constat.jour), days(constat.jour, au));
    if elapsed < RECUL {
        return (None, false);
    }
    let valeur = prolonged(texte, constat.valeur, depart, (ahead, elapsed));
    let sign = if valeur < constat.valeur { "\u{2212}" } else { "+" };
    let words = format!(
        "{} {sign} {} (pente depuis le {}, prolongée {ahead} jours) = {valeur}",
        constat.valeur.arrondi(),
        valeur.ecart(constat.valeur).arrondi(),
        ui::francais::date(le)
    );
    (Some((valeur, words)), reliable(elapsed, ahead))
}

/// `now + (now − from) × ahead ÷ elapsed`, in whole things when whole things are counted, to the hundredth otherwise; rounded to
/// the side that promises less.
fn prolonged(texte: &Texte, now: Nombre, from: Nombre, (ahead, elapsed): (i64, i64)) -> Nombre {
    let (now, from) = (now.milliemes(), from.milliemes());
    let whole = texte.unite == Unite::Nombre && now % 1000 == 0 && from % 1000 == 0;
    let elapsed = i128::from(elapsed.max(1));
    let step = elapsed * if whole { 1000 } else { 10 };
    let exact = i128::from(now) * elapsed + i128::from(now - from) * i128::from(ahead);
    let steps = match texte.sens {
        Sens::Hausse => exact.div_euclid(step),
        Sens::Baisse => -(-exact).div_euclid(step),
    };
    Nombre::from_milliemes(i64::try_from(steps * (step / elapsed)).unwrap_or(i64::MAX))
}

/// Whether `elapsed` days of history can be prolonged by `ahead` days.
const fn reliable(elapsed: i64, ahead: i64) -> bool {
    ahead <= VIEILLI || elapsed >= ahead
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// What to do next: « il manque 12 réunions d’ici au 14 mars 2027 ».
fn phrase(texte: &Texte, cible: Nombre, valeur: Nombre, au: Date) -> String {
    let reste = reste(texte.sens, cible, valeur).arrondi();
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
mod tests;
