use crate::droits::TRAITER;
use crate::etape::{self, Etape, entrusted};
use crate::place::DEMANDE;
use crate::{Coffre, Demande, Etat, Issue, WriteError, objet, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use rendez_vous::{RdvRegle, rdv};

/// Says what became of a request that was placed, by one tap; its appointment says the same. Said wrong, it is said again.
///
/// # Errors
/// [`WriteError`]: no place yet, an appointment that has not begun.
pub async fn note_issue(ctx: &Ctx, db: &Db, id: Id<Demande>, issue: Issue) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let one = store::demandes::demande(&mut db.read(ctx).await?, &coffre, id).await?.ok_or(DEMANDE)?;
    one.settle(issue, ctx.now)?;
    if let Some(held) = one.etat.rdv() {
        let said = match issue {
            Issue::Honoree => rdv::Etat::Honore,
            Issue::NonHonoree => rdv::Etat::NonHonore,
            Issue::Redirigee => rdv::Etat::Redirige,
        };
        match rendez_vous::settle(ctx, db, held, said, "").await {
            Err(rendez_vous::WriteError::PasPossible(why)) => return Err(WriteError::PasPossible(why)),
            other => other?,
        }
    }
    settle(ctx, db, id, issue, one.etat.rdv()).await.map(drop)
}

/// The same, said of its appointment by whoever gave the care. True when the request moved; told twice is once.
///
/// # Errors
/// [`WriteError`].
pub async fn follow_rdv(ctx: &Ctx, db: &Db, told: &RdvRegle) -> Result<bool, WriteError> {
    ctx.require(TRAITER)?;
    let Some(id) = told.demande.map(Id::new) else { return Ok(false) };
    let issue = match told.etat.parse() {
        Ok(rdv::Etat::Honore) => Issue::Honoree,
        Ok(rdv::Etat::NonHonore) => Issue::NonHonoree,
        Ok(rdv::Etat::Redirige) => Issue::Redirigee,
        Ok(rdv::Etat::Pris | rdv::Etat::Annule) | Err(_) => return Ok(false),
    };
    match settle(ctx, db, id, issue, Some(told.rdv)).await {
        // Erased since.
        Err(WriteError::Inconnu(_)) => Ok(false),
        other => other,
    }
}

/// Keeps an issue, and its act when care was given; an act of before no longer counts. Nothing when the request has another
/// appointment now, or that issue already.
async fn settle(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    issue: Issue,
    of: Option<Id<rendez_vous::RendezVous>>,
) -> Result<bool, WriteError> {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    let before = match one.etat {
        Etat::Reglee { issue, .. } => Some(issue),
        _ => None,
    };
    if one.etat.rdv() != of || before == Some(issue) {
        return Ok(false);
    }
    store::demandes::move_to(&mut tx, id, &one.settle(issue, ctx.now)?).await?;
    if before == Some(Issue::Honoree) {
        etape::cancel(&mut tx, id, Etape::Honoree, "Issue corrigée").await?;
    }
    if issue == Issue::Honoree {
        etape::note(&mut tx, id, Etape::Honoree).await?;
    }
    tx.record(Trace::new("snp.issue_notee", objet(id)).detail(issue.libelle()));
    tx.commit().await?;
    Ok(true)
}
