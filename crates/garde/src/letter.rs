//! What participants are told, with the link to their page.

use crate::{Participant, Planning, WriteError};
use comptes::Contact;
use db::Tx;
use jiff::{SignedDuration, Span};
use kernel::Id;
use rendez_vous::Effecteur;
use rendez_vous::store::effecteurs;

/// What the links of participants are for.
pub const USAGE: &str = "garde.participant";
/// A link stays good after the planning: what became of the last half-days is still to be said.
const JOURS_APRES: i64 = 60;

/// Tells somebody, where they can be reached; false when they cannot. `texte` has `{lien}` where the address of their page goes.
pub(crate) async fn tell(
    tx: &mut Tx,
    sms: bool,
    planning: &Planning,
    (who, effecteur): (Id<Participant>, &Effecteur),
    (objet, texte): (&str, &str),
) -> Result<bool, WriteError> {
    let courriel = effecteur.courriel.clone().map(Contact::Courriel);
    let contact = courriel.or_else(|| effecteur.telephone.clone().map(Contact::Telephone));
    let Some(to) = contact.filter(|one| one.reach(sms).is_ok()) else { return Ok(false) };
    let now = tx.ctx().now;
    let until = planning.cadre.au.saturating_add(Span::new().days(JOURS_APRES));
    let until = rendez_vous::heure::jours(until, until)?.fin;
    let duree = until.duration_since(now).max(SignedDuration::from_hours(24));
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let (objet, texte) = (format!("{cpts}\u{a0}: {objet}"), format!("{cpts}\u{a0}: {texte}"));
    comptes::send_lien_direct(tx, USAGE, who.uuid(), duree, &to, &objet, &texte).await?;
    Ok(true)
}

/// The same, for whom only their place in the planning is known.
pub(crate) async fn tell_one(
    tx: &mut Tx,
    sms: bool,
    planning: &Planning,
    one: &Participant,
    words: (&str, &str),
) -> Result<bool, WriteError> {
    match effecteurs::effecteur(tx, one.effecteur).await? {
        Some(who) => tell(tx, sms, planning, (one.id, &who), words).await,
        None => Ok(false),
    }
}
