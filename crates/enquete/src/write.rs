use crate::{Anonymat, EditError, Enquete, Intitule, Modele, Question, droits::GERER, edit::objet, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Begins a survey from nothing.
///
/// # Errors
/// [`EditError`].
pub async fn write(
    ctx: &Ctx,
    db: &Db,
    intitule: Intitule,
    anonymat: Anonymat,
) -> Result<Id<Enquete>, EditError> {
    ctx.require(GERER)?;
    intitule.check()?;
    let mut tx = db.begin(ctx).await?;
    let id = begin(&mut tx, blank(ctx, intitule, anonymat, ""), &[]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a survey from a ready-made one, whose words can then be changed.
///
/// # Errors
/// [`EditError`].
pub async fn write_from(ctx: &Ctx, db: &Db, modele: &Modele) -> Result<Id<Enquete>, EditError> {
    ctx.require(GERER)?;
    let intitule = Intitule {
        titre: modele.titre.clone(),
        introduction: modele.introduction.clone(),
        destinataires: modele.destinataires.clone(),
    };
    let anonymat = if modele.anonyme { Anonymat::Anonyme } else { Anonymat::Nominative };
    let mut tx = db.begin(ctx).await?;
    let id = begin(&mut tx, blank(ctx, intitule, anonymat, &modele.code), &modele.questions()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a new version of a survey: the same questions, without an answer.
///
/// # Errors
/// [`EditError`].
pub async fn copy(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<Id<Enquete>, EditError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let source = store::enquete::enquete(&mut tx, id).await?.ok_or(EditError::Inconnue)?;
    let questions = store::question::questions(&mut tx, id).await?;
    let copy = blank(ctx, source.intitule, source.anonymat, &source.modele);
    let id = begin(&mut tx, copy, &questions).await?;
    tx.commit().await?;
    Ok(id)
}

fn blank(ctx: &Ctx, intitule: Intitule, anonymat: Anonymat, modele: &str) -> Enquete {
    Enquete {
        id: ctx.id(),
        intitule,
        anonymat,
        modele: modele.to_owned(),
        creee_le: ctx.now,
        periode: None,
        recues: None,
        reponses: 0,
        relances: 0,
        lien: String::new(),
    }
}

async fn begin(tx: &mut Tx, enquete: Enquete, questions: &[Question]) -> Result<Id<Enquete>, EditError> {
    store::enquete::keep(tx, &enquete).await?;
    for (rang, question) in (1..).zip(questions) {
        store::question::keep(tx, enquete.id, question, rang).await?;
    }
    let trace = Trace::new("enquete.enquete_commencee", objet(enquete.id)).detail(&enquete.intitule.titre);
    tx.record(trace.after(&(&enquete.intitule, enquete.anonymat, questions)));
    Ok(enquete.id)
}
