use crate::{
    Calculs, Choix, Depart, WriteError, note_sms, propose, purge, refresh_points, remind_patients,
    remind_places, send_cartes, store,
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

/// What the clock does in a CPTS: cards without an answer expire, those of doctors who stopped are taken back, points are counted
/// again, the next doctor is asked, cards leave; doctors are asked about their places and patients whether they still look, what
/// is past its time is erased. Done twice, or by two servers at once, it is done once: each step is a conditional update. A step
/// that goes wrong stops no other: what is past its time is erased even on the day when no card leaves.
///
/// # Errors
/// [`WriteError`]: the first that a step met, once all were done.
pub async fn tick(app: &App, ctx: &Ctx) -> Result<Passage, WriteError> {
    let (db, sms) = (&app.db, app.can_send_sms());
    let mut fault = None;
    done(&mut fault, note_sms(ctx, db, sms).await);
    let expirees = done(&mut fault, expire(ctx, db).await);
    done(&mut fault, take_back(ctx, db).await);
    done(&mut fault, refresh_points(ctx, db).await.map(|_| ()));
    let preparees = done(&mut fault, follow(app, ctx).await);
    let depart = done(&mut fault, send_cartes(ctx, db, sms, false).await);
    done(&mut fault, remind_places(ctx, db, sms).await.map(|_| ()));
    let relances = done(&mut fault, remind_patients(ctx, db).await);
    let effacees = done(&mut fault, purge(ctx, db).await);
    fault.map_or(Ok(Passage { expirees, preparees, depart, relances, effacees }), Err)
}

/// What a step did; its fault is kept for the end.
fn done<T: Default>(fault: &mut Option<WriteError>, step: Result<T, WriteError>) -> T {
    step.unwrap_or_else(|error| {
        fault.get_or_insert(error);
        T::default()
    })
}

/// The next doctor is asked, where the CPTS wants it without a click.
async fn follow(app: &App, ctx: &Ctx) -> Result<u32, WriteError> {
    if !store::regles::reglage(&mut app.db.read(ctx).await?).await?.suite_automatique {
        return Ok(0);
    }
    propose(ctx, &app.db, app.resource::<Atlas>(), app.resource::<Calculs>(), &Choix::Suite).await
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

/// The cards of doctors who have stopped are taken back: another is asked.
async fn take_back(ctx: &Ctx, db: &Db) -> Result<(), WriteError> {
    let jour = kernel::today(ctx.now);
    for id in store::cartes::des_partis(&mut db.read(ctx).await?, jour).await? {
        let mut tx = db.begin(ctx).await?;
        if store::cartes::withdraw_one(&mut tx, id, "Le médecin s’est arrêté.", None).await? {
            tx.record(Trace::new("medecin_traitant.carte_retiree", crate::carte(id)));
            tx.commit().await?;
        }
    }
    Ok(())
}
