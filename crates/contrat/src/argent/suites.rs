//! What the contract knows and the engine does not: its early end, and an update of the crisis plan that nobody noted.

use crate::cas::CRISE;
use crate::contrat::{Contrat, GenreCrise};
use aci::{Entree, Manque, Nature, Part, Pourquoi, Resultat};
use jiff::civil::Date;
use std::sync::Arc;
use ui::francais;

/// The answer of the engine, cut at the end of the contract, with the questions that `today` raises.
pub(super) fn follow(mut resultat: Resultat, contrat: &Contrat, today: Date) -> Resultat {
    if let Some(terme) = contrat.terme().filter(|_| contrat.fin.is_some()) {
        cut(&mut resultat, terme);
    }
    quiet_years(&mut resultat, contrat);
    ask_updates(&mut resultat, contrat, today);
    resultat
}

/// Drops what comes from the term on. No text says what is kept of the last year: it is unconfirmed, and partial when cut.
/// The balance of a year that the term ends whole stays, unconfirmed.
fn cut(resultat: &mut Resultat, terme: Date) {
    resultat.years.retain(|one| one.from < terme);
    let Some(year) = resultat.years.last_mut() else { return };
    let (last, end) = (year.year, terme.yesterday().unwrap_or(terme));
    let balance = |one: &aci::Versement| one.date == terme && one.kind == Nature::Balance;
    resultat.payments.retain(|one| one.year <= last && (one.date < terme || balance(one)));
    resultat.incomplete_days.retain(|date| *date <= terme);
    resultat.unknown_payments.retain(|one| {
        one.year <= last && (one.date < terme || (one.date == terme && one.kind == Nature::Balance))
    });
    resultat.missing.retain_mut(|one| {
        let ceiling = one.years.is_empty();
        one.years.retain(|year| *year <= last);
        ceiling || !one.years.is_empty()
    });
    let whole = year.to <= end;
    for payment in resultat.payments.iter_mut().filter(|one| one.year == last) {
        if !whole || payment.date == terme {
            payment.uncertain = true;
            unsettled(&mut payment.why, terme);
        }
    }
    if !whole {
        year.to = end;
        year.partial = true;
        year.uncertain = true;
        year.ceiling.uncertain = true;
        year.ceiling.without_crisis_uncertain = true;
        for line in &mut year.ceiling.lines {
            line.uncertain = true;
            unsettled(&mut line.why, terme);
        }
        for line in &mut year.lines {
            line.uncertain = true;
            unsettled(&mut line.why, terme);
        }
    }
    resultat.uncertain.push(format!(
        "contrat arrêté le {}\u{a0}: ce qui reste dû de l’année {last} est à lire au contrat, aucun texte lu ne le dit",
        francais::date(terme)
    ));
}

/// Says in the derivation of an amount that the early end of the contract leaves it unconfirmed.
fn unsettled(why: &mut Arc<Pourquoi>, terme: Date) {
    let why = Arc::make_mut(why);
    let value = format!("le {}\u{a0}: ce qui reste dû est à lire au contrat", francais::date(terme));
    why.inputs.push(Entree { uncertain: true, ..Entree::fact("Contrat arrêté", value) });
    why.uncertain = true;
}

/// The amount of a crisis that is not known stops a year only when one was declared in it: the others lack it for their ceiling
/// without crisis alone.
fn quiet_years(resultat: &mut Resultat, contrat: &Contrat) {
    let declared = |year: u8| {
        let year = resultat.years.iter().find(|one| one.year == year);
        let crises = contrat.crises.iter().filter(|one| one.genre == GenreCrise::Crise);
        year.is_some_and(|year| crises.into_iter().any(|one| year.from <= one.le && one.le <= year.to))
    };
    for manque in resultat.missing.iter_mut().filter(|one| one.part == Part::Crise) {
        manque.years.retain(|year| declared(*year));
    }
}

/// Asks for the update of each ended year that follows the plan: an update that nobody noted is not known, it is not none.
fn ask_updates(resultat: &mut Resultat, contrat: &Contrat, today: Date) {
    let started = contrat.mission(CRISE).is_some_and(|mission| mission.debut.is_some());
    let noted = |genre| contrat.crises.iter().filter(move |one| one.genre == genre).map(|one| one.le);
    let Some(plan) = noted(GenreCrise::Plan).next().filter(|_| started) else { return };
    for year in resultat.years.iter_mut().filter(|one| one.from > plan && one.to < today) {
        if noted(GenreCrise::MiseAJour).any(|jour| year.from <= jour && jour <= year.to) {
            continue;
        }
        year.partial = true;
        resultat.missing.push(Manque {
            component: Arc::from(CRISE),
            part: Part::MiseAJour,
            years: vec![year.year],
            question: update_asked(year.year),
        });
    }
}

fn update_asked(year: u8) -> String {
    format!("La mise à jour du plan de l’année {year} a-t-elle été remise\u{202f}?")
}

/// Whether a question is about an amount that the contract prints, and not about an update to note.
pub(crate) fn asks_amount(manque: &Manque) -> bool {
    manque.part != Part::MiseAJour || manque.years.iter().all(|year| manque.question != update_asked(*year))
}
