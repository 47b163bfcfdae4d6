//! Words that several pages of the room say.

use super::salle::Salle;
use crate::{Choix, Demande, Etat, Phase, Reglage, Situation};
use jiff::{SignedDuration, Timestamp};
use rendez_vous::{Creneau, Modalite};
use ui::{Tone, francais};

/// « Aujourd’hui, 18 h 00 – 19 h 00 ».
pub(super) fn quand(slot: &Creneau, now: Timestamp) -> String {
    let (debut, fin) = (kernel::paris(slot.horaire.debut), kernel::paris(slot.horaire.fin));
    let today = kernel::today(now);
    let day = match debut.date() {
        day if day == today => "Aujourd’hui".to_owned(),
        day if today.tomorrow().is_ok_and(|next| next == day) => "Demain".to_owned(),
        day => francais::date_complete(day),
    };
    let hour = |at: jiff::civil::DateTime| francais::heure(at.time());
    format!("{day}, {}\u{a0}–\u{a0}{}", hour(debut), hour(fin))
}

/// « dans 1 h 20 », « depuis 5 min ».
pub(super) fn dans(at: Timestamp, now: Timestamp) -> String {
    let minutes = at.duration_since(now).as_mins();
    let long = francais::duree(minutes.abs());
    if minutes < 0 { format!("depuis {long}") } else { format!("dans {long}") }
}

/// Where the clock of a request that looks for a place stands.
pub(super) fn horloge(one: &Demande, reglage: &Reglage, now: Timestamp) -> (Tone, String) {
    let left = one.echeance.duration_since(now);
    let words = francais::duree(left.as_mins().abs());
    if left < SignedDuration::ZERO {
        return (Tone::Danger, format!("En retard de {words}"));
    }
    let waited = now.duration_since(one.recue_le).as_hours();
    let tone = if waited >= i64::from(reglage.heures_alerte) { Tone::Warning } else { Tone::Info };
    (tone, format!("Reste {words}"))
}

/// The tone of a state.
pub(super) const fn ton(phase: Phase) -> Tone {
    match phase {
        Phase::Ouverte | Phase::MtInterroge | Phase::Elargie => Tone::Info,
        Phase::Rappel | Phase::NonHonoree => Tone::Warning,
        Phase::Prise | Phase::Placee | Phase::Honoree => Tone::Success,
        Phase::Redirigee | Phase::Abandonnee => Tone::Neutral,
        Phase::Transmise15 => Tone::Danger,
    }
}

/// « Fièvre, 34 ans, Le Puy-en-Velay ».
pub(super) fn resume(salle: &Salle, one: &Situation) -> String {
    let moving = if one.se_deplace { "" } else { ", ne se déplace pas" };
    format!("{}, {}, {}{moving}", salle.motif(&one.motif), age(one.age), salle.communes.nom(one.commune))
}

/// « 34 ans », « moins d’un an ».
pub(super) fn age(years: u16) -> String {
    match years {
        0 => "moins d’un an".to_owned(),
        1 => "1\u{a0}an".to_owned(),
        many => format!("{many}\u{a0}ans"),
    }
}

/// Why a place stands where it does in the list.
pub(super) fn raison(one: &Choix, slot: &Creneau, asked: &Demande, now: Timestamp) -> String {
    let mut said = Vec::new();
    if one.mt {
        said.push("médecin traitant".to_owned());
    }
    said.push(dans(slot.horaire.debut, now));
    if slot.horaire.debut > asked.echeance {
        said.push("après le délai".to_owned());
    }
    match (slot.contenu.modalite, one.metres) {
        (Modalite::Tele, _) => said.push("à distance".to_owned()),
        (Modalite::Domicile, _) => said.push("à domicile".to_owned()),
        (Modalite::Cabinet, Some(0)) => said.push("même commune".to_owned()),
        (Modalite::Cabinet, Some(metres)) => said.push(format!("{}\u{a0}km", metres.div_ceil(1_000))),
        (Modalite::Cabinet, None) => said.push("distance inconnue".to_owned()),
    }
    said.join(" · ")
}

/// Where a request stands, in a sentence.
pub(super) fn etat(salle: &Salle, one: &Demande, now: Timestamp) -> String {
    match one.etat {
        Etat::Ouverte => "Cherche une place.".to_owned(),
        Etat::MtInterroge { effecteur, jusqu_a } => format!(
            "{} a la main, encore {}.",
            salle.qui(effecteur),
            francais::duree(jusqu_a.duration_since(now).as_mins().max(0))
        ),
        Etat::Elargie => "Proposée à tous.".to_owned(),
        Etat::Rappel => "La personne est à rappeler.".to_owned(),
        Etat::Prise { effecteur, le } => {
            format!("{} la prend, dit à {}.", salle.qui(effecteur), a(le))
        }
        Etat::Placee { le, .. } => format!("Rendez-vous trouvé à {}.", a(le)),
        Etat::Reglee { issue, le, .. } => format!("{}, noté à {}.", issue.libelle(), a(le)),
        Etat::Transmise15 { le } => format!("Transmise au 15 à {}.", a(le)),
        Etat::Abandonnee { le } => format!("Close sans place à {}.", a(le)),
    }
}

/// « 18 h 05, le 2 mars 2026 ».
fn a(at: Timestamp) -> String {
    let here = kernel::paris(at);
    format!("{}, le {}", francais::heure(here.time()), francais::date(here.date()))
}
