use crate::annonce::statut;
use crate::store;
use db::{Db, Trace};
use fhir::sas::BookingStatus;
use fhir::search::Token;
use jiff::tz::TimeZone;
use kernel::{Ctx, Id};
use rendez_vous::RendezVous;

/// What the platform must still be told of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parole {
    /// The number under which it knows the appointment.
    pub number: Token,
    /// It never heard of it.
    pub premiere: bool,
    /// Where the appointment stands.
    pub statut: BookingStatus,
    /// The resource to send.
    pub corps: Vec<u8>,
}

/// What the platform does not know yet of an appointment of this CPTS that a regulator has to do with: its state now, whatever
/// happened in between. Nothing when there is nothing to say.
///
/// # Errors
/// A fault of storage.
pub async fn parole(ctx: &Ctx, db: &Db, rdv: Id<RendezVous>) -> db::Result<Option<Parole>> {
    let mut tx = db.read(ctx).await?;
    let Some(one) = store::annonces::of_rdv(&mut tx, rdv).await? else { return Ok(None) };
    let Some(now) = rendez_vous::store::rdvs::rdv(&mut tx, rdv).await? else { return Ok(None) };
    let statut = statut(now.etat);
    if one.dit == Some(statut) {
        return Ok(None);
    }
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let resource = one.booking(statut, Some(now.pris_le)).appointment(&zone);
    let corps = serde_json::to_vec(&resource).unwrap_or_default();
    Ok(Some(Parole { number: one.number, premiere: one.dit.is_none(), statut, corps }))
}

/// Notes that the platform took what was said.
///
/// # Errors
/// A fault of storage.
pub async fn said(ctx: &Ctx, db: &Db, one: &Parole) -> db::Result<()> {
    let mut tx = db.begin(ctx).await?;
    store::annonces::told(&mut tx, &one.number, one.statut).await?;
    let about = format!("annonce:{}", one.number.value.chars().take(80).collect::<String>());
    tx.record(Trace::new("sas.rdv_dit", about).detail(one.statut.code()));
    tx.commit().await
}
