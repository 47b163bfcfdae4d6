//! Words that several pages of the room say of a slot.

use crate::{Creneau, Horaire, Retires, Visibilite};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::status::status;
use ui::{Tone, francais};

/// « 18 h 00 – 19 h 00 », in France, on one line.
pub(super) fn heures(horaire: Horaire) -> String {
    let (debut, fin) = (kernel::paris(horaire.debut), kernel::paris(horaire.fin));
    let hour = |at: jiff::civil::DateTime| francais::heure(at.time());
    let over = if fin.date() > debut.date() { " le lendemain" } else { "" };
    format!("{}\u{a0}–\u{a0}{}{over}", hour(debut), hour(fin))
}

/// The day in France of an instant.
pub(super) fn jour(at: Timestamp) -> Date {
    kernel::today(at)
}

/// « Aujourd’hui, lundi 23 novembre »; the year is said when it is another one.
pub(super) fn jour_dit(day: Date, today: Date) -> String {
    let mut whole = francais::date_complete(day);
    if day.year() == today.year() {
        let kept = whole.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace()).len();
        whole.truncate(kept);
    }
    match day {
        _ if day == today => format!("Aujourd’hui, {whole}"),
        _ if today.tomorrow().is_ok_and(|next| next == day) => format!("Demain, {whole}"),
        _ => capital(&whole),
    }
}

/// The same words, the first letter a capital.
fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// « 3 places libres sur 4 », with the tone of how much is left.
pub(super) fn places(one: &Creneau, now: Timestamp) -> (Tone, String) {
    let all = one.contenu.places;
    match one.libres {
        _ if one.retire_le.is_some() => (Tone::Danger, "Retiré".to_owned()),
        _ if one.horaire.fin <= now => {
            (Tone::Neutral, format!("Terminé\u{a0}: {} sur {all}", pris_dits(one.pris())))
        }
        0 => {
            (Tone::Info, if all == 1 { "Pris".to_owned() } else { format!("Complet\u{a0}: {all} sur {all}") })
        }
        1 if all == 1 => (Tone::Success, "Libre".to_owned()),
        libres => {
            let free = francais::compte(i64::from(libres), "place libre", "places libres");
            (Tone::Success, format!("{free} sur {all}"))
        }
    }
}

fn pris_dits(pris: u32) -> String {
    francais::compte(i64::from(pris), "place prise", "places prises")
}

/// The same, as a mark.
pub(super) fn marque(one: &Creneau, now: Timestamp) -> Markup {
    let (tone, words) = places(one, now);
    status(tone, &words)
}

/// What is out of the ordinary: how, for whom, which care, a note; nothing for most slots.
pub(super) fn precisions(one: &Creneau) -> Vec<String> {
    let contenu = &one.contenu;
    let mut said = Vec::new();
    if contenu.modalite != crate::Modalite::Cabinet {
        said.push(contenu.modalite.libelle().to_owned());
    }
    let soins: Vec<&str> = contenu.soins.iter().map(|soin| soin.libelle()).collect();
    if !soins.is_empty() {
        said.push(soins.join(", "));
    }
    if !contenu.note.is_empty() {
        said.push(contenu.note.clone());
    }
    said
}

/// Who may see a slot, in words.
pub(super) fn vu_par(one: &Creneau) -> String {
    let words: Vec<&str> = Visibilite::ALL
        .iter()
        .filter(|who| one.contenu.visibilite.contains(who))
        .map(|who| who.libelle())
        .collect();
    words.join(", ")
}

/// What taking slots back did, in a sentence.
pub(super) fn retires(done: Retires) -> String {
    let slots = match done.creneaux {
        0 => return "Il n’y avait plus de créneau à retirer.".to_owned(),
        many => francais::compte(i64::from(many), "créneau retiré", "créneaux retirés"),
    };
    match done.rdv {
        0 => format!("{slots}, aucun rendez-vous à annuler."),
        many => {
            let lost = francais::compte(i64::from(many), "rendez-vous annulé", "rendez-vous annulés");
            format!("{slots}, {lost}\u{a0}: l’opérateur cherche une autre place à chaque patient.")
        }
    }
}

/// What would be cancelled with slots, before it is.
pub(super) fn annulerait(pris: u32) -> String {
    match pris {
        0 => "Aucun rendez-vous n’y est pris.".to_owned(),
        1 => "1\u{a0}rendez-vous sera annulé\u{a0}: l’opérateur cherchera une autre place à ce patient."
            .to_owned(),
        many => format!(
            "{}\u{a0}rendez-vous seront annulés\u{a0}: l’opérateur cherchera une autre place à ces patients.",
            francais::nombre(i64::from(many))
        ),
    }
}

/// A few words, separated by a dot in the middle of the line.
pub(super) fn suite(words: &[String]) -> Markup {
    html! { @for (n, one) in words.iter().enumerate() { @if n > 0 { " · " } (one) } }
}
