use crate::droits::{ANIMER, ORGANISER};
use crate::letter::{self, Occasion};
use crate::presence::Presence;
use crate::registre::{self, entrusted};
use crate::reunion::{Etat, Nouvelle, Reunion, ReunionDeplacee};
use crate::write_error::EtatRefus;
use crate::{WriteError, heures, responsable, store};
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use kernel::{Ctx, Id, saisie};

/// Which meetings of a series a gesture is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portee {
    /// This one.
    Celle,
    /// This one and those that follow in its series.
    Suivantes,
}

/// Changes a meeting, and those that follow it in its series when asked: each keeps its own distance to this one. `lu` is when the
/// meeting that was read had last changed. Calendars learn what concerns them. Returns how many meetings changed.
///
/// # Errors
/// [`WriteError`].
pub async fn change_reunion(
    ctx: &Ctx,
    db: &Db,
    id: Id<Reunion>,
    lu: Timestamp,
    nouvelle: Nouvelle,
    portee: Portee,
) -> Result<u32, WriteError> {
    ctx.require(ORGANISER)?;
    let nouvelle = nouvelle.check()?;
    let mut tx = db.begin(ctx).await?;
    let meeting = planned(&mut tx, id).await?;
    if meeting.change_le != lu {
        return Err(WriteError::Change);
    }
    let mut all = vec![meeting.clone()];
    if let (Portee::Suivantes, Some(serie)) = (portee, meeting.serie) {
        let later = store::reunions::de_la_serie(&mut tx, serie).await?;
        all.extend(later.into_iter().filter(|one| one.debut > meeting.debut && one.etat == Etat::Prevue));
    }
    let days = meeting.jour().until(nouvelle.debut.date()).map_or(0, |span| span.get_days());
    let lasts = nouvelle.debut.date().until(nouvelle.fin.date()).map_or(0, |span| span.get_days());
    let mut changed = 0;
    for one in &all {
        let jour = one.jour().saturating_add(jiff::Span::new().days(days));
        let debut = jour.to_datetime(nouvelle.debut.time());
        let fin = jour.saturating_add(jiff::Span::new().days(lasts)).to_datetime(nouvelle.fin.time());
        let next = Nouvelle { id: Some(one.id), debut, fin, ..nouvelle.clone() }.check()?;
        changed += u32::from(change_one(&mut tx, one, &next).await?);
    }
    if changed > 0 {
        tx.commit().await?;
    }
    Ok(changed)
}

async fn change_one(tx: &mut Tx, before: &Reunion, next: &Nouvelle) -> Result<bool, WriteError> {
    if before.nouvelle() == *next {
        return Ok(false);
    }
    let hours = before.debut != next.debut || before.fin != next.fin;
    if hours && store::presences::count(tx, before.id).await? > 0 {
        return Err(EtatRefus::DejaSignee.into());
    }
    let moves = next.moves(before);
    if next.jauge.is_some_and(|jauge| jauge < before.oui) {
        let said = format!(
            "{} personnes ont déjà répondu oui\u{a0}: la jauge ne peut pas être plus petite.",
            before.oui
        );
        return Err(saisie::Refus::new("jauge", said).into());
    }
    if !store::reunions::rewrite(tx, before.id, next, moves).await? {
        return Err(WriteError::Change);
    }
    let trace = Trace::new("reunions.reunion_changee", format!("reunion:{}", before.id));
    tx.record(trace.detail(&next.titre).before(&before.nouvelle()).after(next));
    if hours {
        tx.publish(&ReunionDeplacee { reunion: before.id.uuid() }).await?;
    }
    if moves && heures::instant(next.fin) > tx.ctx().now {
        let changed = planned(tx, before.id).await?;
        letter::tell(tx, &changed, Occasion::Changement).await?;
    }
    Ok(true)
}

async fn planned(tx: &mut Tx, id: Id<Reunion>) -> Result<Reunion, WriteError> {
    let meeting = store::reunions::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    match meeting.etat {
        Etat::Prevue => Ok(meeting),
        Etat::Annulee { .. } => Err(EtatRefus::Annulee.into()),
        Etat::Tenue { .. } => Err(EtatRefus::Tenue.into()),
    }
}

/// Cancels a meeting, with its reason: whoever was invited learns it, presences already noted no longer count. Meetings that follow in
/// its series are cancelled too when asked. Returns how many.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel_reunion(
    ctx: &Ctx,
    db: &Db,
    id: Id<Reunion>,
    motif: &str,
    portee: Portee,
) -> Result<u32, WriteError> {
    ctx.require(ORGANISER)?;
    let motif = crate::LIGNE.line("motif", motif)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let meeting = responsable::hold(&mut tx, id).await?;
    if matches!(meeting.etat, Etat::Annulee { .. }) {
        return Err(EtatRefus::Annulee.into());
    }
    let mut all = vec![meeting.clone()];
    if let (Portee::Suivantes, Some(serie)) = (portee, meeting.serie) {
        let later = store::reunions::de_la_serie(&mut tx, serie).await?;
        all.extend(later.into_iter().filter(|one| one.debut > meeting.debut && one.etat == Etat::Prevue));
    }
    for one in &all {
        cancel_one(&mut tx, one, &motif).await?;
    }
    tx.commit().await?;
    Ok(u32::try_from(all.len()).unwrap_or(u32::MAX))
}

async fn cancel_one(tx: &mut Tx, meeting: &Reunion, motif: &str) -> Result<(), WriteError> {
    if !store::reunions::cancel(tx, meeting.id, motif).await? {
        return Err(WriteError::Change);
    }
    registre::settle(tx, meeting.id, None, motif).await?;
    let cancelled = store::reunions::reunion(tx, meeting.id).await?.ok_or(WriteError::Change)?;
    for one in store::presences::all(tx, meeting.id).await?.iter().filter(|one| !one.annulee) {
        let next = Presence { annulee: true, motif: motif.to_owned(), ..one.clone() };
        crate::correct_presence::rewrite(tx, &cancelled, "reunions.presence_annulee", (one, &next)).await?;
    }
    tx.record(Trace::new("reunions.reunion_annulee", format!("reunion:{}", meeting.id)).detail(motif));
    if !meeting.passee(tx.ctx().now) {
        letter::tell(tx, &cancelled, Occasion::Annulation).await?;
    }
    Ok(())
}

/// Notes that a meeting took place: one act of the ledger, with the number of people who were there. Their time is in their presences.
///
/// # Errors
/// [`WriteError`].
pub async fn close_reunion(ctx: &Ctx, db: &Db, id: Id<Reunion>) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let meeting = responsable::hold(&mut tx, id).await?;
    match meeting.etat {
        Etat::Tenue { .. } => return Ok(()),
        Etat::Annulee { .. } => return Err(EtatRefus::Annulee.into()),
        Etat::Prevue if heures::instant(meeting.debut) > ctx.now => {
            return Err(EtatRefus::PasCommencee.into());
        }
        Etat::Prevue => {}
    }
    let acte = registre::held(&mut tx, &meeting).await?;
    if !store::reunions::close(&mut tx, id, acte).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("reunions.reunion_tenue", format!("reunion:{id}")).detail(&meeting.titre));
    tx.commit().await?;
    Ok(())
}
