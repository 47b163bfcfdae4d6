use crate::droits::TENIR;
use crate::seance::{Deport, Point, Refus, Seance};
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace};
use kernel::{Ctx, Id, saisie};

/// Notes that somebody has an interest in a point and takes no part in its votes: their voice and those they hold leave the rolls that
/// open after it.
///
/// # Errors
/// [`WriteError`].
pub async fn note_deport(
    ctx: &Ctx,
    db: &Db,
    seance: Id<Seance>,
    point: Id<Point>,
    (adherent, motif): (Id<Adherent>, &str),
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let vue = crate::read_seance::held(&mut tx, seance).await?;
    if vue.seance.close_le.is_some() {
        return Err(Refus::PlusLa.into());
    }
    let known =
        vue.seance.points.iter().find(|one| one.id == point).ok_or(WriteError::Inconnu("Ce point"))?;
    if !vue.ayants.iter().any(|one| one.id == adherent) {
        return Err(saisie::Refus::new("adherent", "Choisissez un membre de l’instance.").into());
    }
    if known.deports.iter().any(|one| one.adherent == adherent) {
        return Ok(());
    }
    let deport = Deport { adherent, motif };
    store::seances::add_deport(&mut tx, point, &deport).await?;
    tx.record(
        Trace::new("gouvernance.deport_note", format!("seance:{seance}")).detail(&known.titre).after(&deport),
    );
    tx.commit().await?;
    Ok(())
}
