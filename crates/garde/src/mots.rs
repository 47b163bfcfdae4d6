//! Words that messages and pages share.

use crate::DemiJournee;
use jiff::civil::{DateTime, Time};
use ui::francais;

/// « 8 h 00 – 13 h 00 », in France.
pub(crate) fn heures(one: &DemiJournee) -> String {
    let (debut, fin) = (kernel::paris(one.horaire.debut), kernel::paris(one.horaire.fin));
    let hour = |at: DateTime| francais::heure(at.time());
    let over = if fin.date() > debut.date() && fin.time() > Time::midnight() { " le lendemain" } else { "" };
    format!("{}\u{a0}–\u{a0}{}{over}", hour(debut), hour(fin))
}

/// « samedi 7 mars 2026, 8 h 00 – 13 h 00 ».
pub(crate) fn quand(one: &DemiJournee) -> String {
    let what = one.competence.map(|one| format!(" ({})", one.libelle())).unwrap_or_default();
    format!("{}, {}{what}", francais::date_complete(one.jour()), heures(one))
}

/// The same, as a title.
pub(crate) fn titre(one: &DemiJournee) -> String {
    let words = quand(one);
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
