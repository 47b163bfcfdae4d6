use crate::{
    Choix, Depart, WriteError, propose, purge, refresh_points, remind_patients, remind_places, send_cartes,
    store,
};
use db::{Db, Trace};
use kernel::Ctx;
use territoire::Atlas;
use web::App;

/// What the clock did in a CPTS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Cards left without an answer in time.
    pub expirees: u32,
    /// Cards made for the households that had one before.
    pub preparees: u32,
    /// What left.
    pub depart: Depart,
    /// Patients asked whether they still look.
    pub relances: u32,
    /// Requests erased, their time over.
    pub effacees: u32,
}

/// What the clock does in a CPTS: cards without an answer expire, points are counted again, the next doctor is asked,
/// cards leave; doctors are asked about their places and patients whether they still look, what is past its time is erased.
/// Done twice, or by two servers at once, it is done once: each step is a conditional update.
///
/// # Errors
/// [`WriteError`].
pub async fn tick(app: &App, ctx: &Ctx) -> Result<Passage, WriteError> {
    let db = &app.db;
    let expirees = expire(ctx, db).await?;
    refresh_points(ctx, db).await?;
    let automatic = store::regles::reglage(&mut db.read(ctx).await?).await?.suite_automatique;
    let preparees =
        if automatic { propose(ctx, db, app.resource::<Atlas>(), &Choix::Suite).await? } else { 0 };
    let depart = send_cartes(ctx, db, app.can_send_sms(), false).await?;
    remind_places(ctx, db, app.can_send_sms()).await?;
    let relances = remind_patients(ctx, db).await?;
    let effacees = purge(ctx, db).await?;
    Ok(Passage { expirees, preparees, depart, relances, effacees })
}

/// Cards whose time to answer has passed, each on its own: whoever answers one meanwhile waits for no other.
async fn expire(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    let due = store::cartes::echues(&mut db.read(ctx).await?).await?;
    let mut gone = 0;
    for id in due {
        let mut tx = db.begin(ctx).await?;
        if store::cartes::expire(&mut tx, id).await? {
            tx.record(Trace::new("medecin_traitant.carte_sans_reponse", crate::carte(id)));
            tx.commit().await?;
            gone += 1;
        }
    }
    Ok(gone)
}
