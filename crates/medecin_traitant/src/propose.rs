mod matiere;

use crate::calcul::Vue;
use crate::droits::{TRAITER, VOIR};
use crate::plan::{EnAttente, Essai, Matiere, Pose, Preneur};
use crate::{Calculs, Coffre, Foyer, Medecin, Offre, Proposition, WriteError, author, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use matiere::gather;
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::Atlas;

/// Cards written in one transaction: between two, others write.
const LOT: usize = 250;

/// What is made from a plan waits until it is there.
const RECALCUL: WriteError = WriteError::PasPossible(
    "Des demandes ou des places ont changé\u{a0}: le plan se recalcule. Relisez-le, puis recommencez.",
);

/// Which cards of the plan are made.
#[derive(Debug, Clone)]
pub enum Choix {
    /// All of them, if the plan is still the one that was seen ([`empreinte`](crate::plan::Plan::empreinte)).
    Vu(String),
    /// These pairs, those that the plan still has.
    Paires(BTreeSet<(Id<Foyer>, Id<Medecin>)>),
    /// Those of households to whom another doctor was proposed before: by the clock.
    Suite,
}

/// What would be proposed now, were it so; nothing is written. A plan that takes a while is told to be under way: asked again,
/// it is the same that is looked at, until it is computed.
///
/// # Errors
/// [`WriteError`].
pub async fn plan(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    calculs: &Calculs,
    essai: &Essai,
) -> Result<Vue, WriteError> {
    ctx.require(VOIR)?;
    if let Some(running) = calculs.running(ctx, essai)
        && running.wait(calculs.patience).await.is_none()
    {
        return Ok(running.vue());
    }
    let (matiere, held) = read(ctx, db, atlas, essai).await?;
    let calcul = calculs.ask(ctx, essai, matiere, held);
    calcul.wait(calculs.patience).await.transpose()?;
    Ok(calcul.vue())
}

/// What the plan of now is made from, and those for whom none is made.
async fn read(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    essai: &Essai,
) -> Result<(Arc<Matiere>, Vec<EnAttente>), WriteError> {
    let mut tx = db.read(ctx).await?;
    let (matiere, held) = gather(&mut tx, &Coffre::new(db.secret(), ctx.cpts), atlas, essai).await?;
    Ok((Arc::new(matiere.essayer(essai)), held))
}

/// Makes the cards of the plan of now; they leave at each doctor’s hour. Asked twice, they are made once. How many.
///
/// The plan is computed while nothing is held; a card against which something came meanwhile is not made.
///
/// # Errors
/// [`WriteError`].
pub async fn propose(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    calculs: &Calculs,
    choix: &Choix,
) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let (matiere, poses) = wanted(ctx, db, atlas, calculs, choix).await?;
    let mut made = 0;
    for lot in poses.chunks(LOT) {
        made += keep(ctx, db, &matiere, lot).await?;
    }
    Ok(made)
}

/// What the plan of now is made from, and its pairs that were chosen, by doctor.
pub(crate) async fn wanted(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    calculs: &Calculs,
    choix: &Choix,
) -> Result<(Arc<Matiere>, Vec<Pose>), WriteError> {
    let essai = Essai::default();
    let (matiere, held) = read(ctx, db, atlas, &essai).await?;
    let followed = |one: &Id<Foyer>| matiere.suivis.contains(one);
    if matches!(choix, Choix::Suite) && !matiere.personnes.iter().any(|one| followed(&one.foyer)) {
        // By the clock, every few minutes: nothing is computed when nobody is to be followed.
        return Ok((matiere, Vec::new()));
    }
    let calcul = calculs.ask(ctx, &essai, Arc::clone(&matiere), held);
    let found = match choix {
        Choix::Vu(_) | Choix::Paires(_) => calcul.wait(calculs.patience).await.ok_or(RECALCUL)??,
        Choix::Suite => calcul.end().await?,
    };
    let mut poses = found.plan.poses.clone();
    match choix {
        Choix::Vu(seen) if *seen != found.plan.empreinte() => return Err(WriteError::Change),
        Choix::Vu(_) => {}
        Choix::Paires(pairs) => poses.retain(|one| pairs.contains(&(one.foyer, one.medecin))),
        Choix::Suite => poses.retain(|one| followed(&one.foyer)),
    }
    // Two who prepare hold doctors in one order; the cards of one stay by priority.
    poses.sort_by_key(|one| one.medecin);
    Ok((matiere, poses))
}

/// Writes the cards against which nothing came since they were planned; how many.
pub(crate) async fn keep(ctx: &Ctx, db: &Db, matiere: &Matiere, lot: &[Pose]) -> Result<u32, WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::cartes::tour(&mut tx).await?;
    let mut made = 0;
    for of_one in lot.chunk_by(|a, b| a.medecin == b.medecin) {
        let mut room = match of_one.first() {
            Some(first) => places(&mut tx, matiere, first.medecin).await?,
            None => 0,
        };
        for pose in of_one {
            let card = card(ctx, pose);
            let at_once = matiere.cartes_a_la_fois.max(1);
            if card.personnes <= room && store::cartes::prepare(&mut tx, &card, author(ctx), at_once).await? {
                room -= card.personnes;
                made += 1;
            }
        }
    }
    if made > 0 {
        tx.record(Trace::new("medecin_traitant.cartes_preparees", "cartes").detail(made));
        tx.commit().await?;
    }
    Ok(made)
}

/// For how many people cards may still be made to a doctor, who is held; none when what they take is not what was planned with.
async fn places(tx: &mut Tx, matiere: &Matiere, id: Id<Medecin>) -> Result<u32, WriteError> {
    let Some(medecin) = store::medecins::hold(tx, id).await? else { return Ok(0) };
    let planned = matiere.medecins.iter().find(|one| one.medecin == id);
    let same = |one: &&Preneur| {
        let Offre { places, prises, .. } = one.offre;
        Offre { places, prises, ..medecin.offre.clone() } == one.offre
    };
    let Some(planned) = planned.filter(same) else { return Ok(0) };
    if !medecin.recoit(kernel::paris(tx.ctx().now)) {
        return Ok(0);
    }
    let en_cours = store::cartes::en_cours_de(tx, id).await?;
    Ok(matiere.places(&Preneur { en_cours, offre: medecin.offre, ..planned.clone() }))
}

fn card(ctx: &Ctx, pose: &Pose) -> Proposition {
    Proposition::nouvelle(
        ctx,
        pose.foyer,
        pose.medecin,
        u32::try_from(pose.demandes.len()).unwrap_or(u32::MAX),
        pose.metres,
    )
}
