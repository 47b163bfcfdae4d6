use crate::{
    EditError, Enonce, Enquete, Question, Refus,
    edit::{draft, keep_order, objet},
    enquete::QUESTIONS_MAX,
    question::check_order,
    store,
};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Adds a question at the end of a draft; answers its number.
///
/// # Errors
/// [`EditError`].
pub async fn ask(ctx: &Ctx, db: &Db, id: Id<Enquete>, enonce: Enonce) -> Result<u16, EditError> {
    let (mut tx, _, mut questions) = draft(ctx, db, id).await?;
    enonce.check()?;
    if questions.len() >= QUESTIONS_MAX {
        return Err(Refus::TropDeQuestions.into());
    }
    let numero = store::question::last(&mut tx, id).await? + 1;
    let question = Question { numero, enonce, repere: String::new() };
    let rang = u16::try_from(questions.len()).unwrap_or(u16::MAX) + 1;
    questions.push(question.clone());
    check_order(&questions)?;
    store::question::keep(&mut tx, id, &question, rang).await?;
    let trace = Trace::new("enquete.question_ecrite", objet(id)).detail(&question.enonce.intitule);
    tx.record(trace.after(&question));
    tx.commit().await?;
    Ok(numero)
}

/// Other words or another kind for a question of a draft.
///
/// # Errors
/// [`EditError`].
pub async fn rephrase(
    ctx: &Ctx,
    db: &Db,
    id: Id<Enquete>,
    numero: u16,
    enonce: Enonce,
) -> Result<(), EditError> {
    let (mut tx, _, mut questions) = draft(ctx, db, id).await?;
    enonce.check()?;
    let question =
        questions.iter_mut().find(|one| one.numero == numero).ok_or(EditError::QuestionInconnue)?;
    let before = std::mem::replace(&mut question.enonce, enonce.clone());
    check_order(&questions)?;
    store::question::change(&mut tx, id, numero, &enonce).await?;
    let trace = Trace::new("enquete.question_changee", objet(id)).detail(&enonce.intitule);
    tx.record(trace.before(&before).after(&enonce));
    Ok(tx.commit().await?)
}

/// Which way a question goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sens {
    /// One place earlier.
    Monter,
    /// One place later.
    Descendre,
}

/// Moves a question of a draft by one place; the first does not go up, the last does not go down.
///
/// # Errors
/// [`EditError`], among them a question that would come before the one it depends on.
pub async fn shift(ctx: &Ctx, db: &Db, id: Id<Enquete>, numero: u16, sens: Sens) -> Result<(), EditError> {
    let (mut tx, _, mut questions) = draft(ctx, db, id).await?;
    let at = questions.iter().position(|q| q.numero == numero).ok_or(EditError::QuestionInconnue)?;
    let to = match sens {
        Sens::Monter => at.saturating_sub(1),
        Sens::Descendre => (at + 1).min(questions.len() - 1),
    };
    questions.swap(at, to);
    keep_order(&mut tx, id, &questions).await?;
    let order: Vec<u16> = questions.iter().map(|question| question.numero).collect();
    tx.record(Trace::new("enquete.question_deplacee", objet(id)).after(&order));
    Ok(tx.commit().await?)
}

/// Withdraws a question of a draft; [`restore`] puts it back.
///
/// # Errors
/// [`EditError`], among them a question that another depends on.
pub async fn withdraw(ctx: &Ctx, db: &Db, id: Id<Enquete>, numero: u16) -> Result<(), EditError> {
    let (mut tx, _, mut questions) = draft(ctx, db, id).await?;
    let at = questions.iter().position(|q| q.numero == numero).ok_or(EditError::QuestionInconnue)?;
    let gone = questions.remove(at);
    check_order(&questions)?;
    store::question::keep_retiree(&mut tx, id, numero, true).await?;
    let trace = Trace::new("enquete.question_retiree", objet(id)).detail(&gone.enonce.intitule);
    tx.record(trace.before(&gone));
    Ok(tx.commit().await?)
}

/// Puts a withdrawn question back where it was.
///
/// # Errors
/// [`EditError`].
pub async fn restore(ctx: &Ctx, db: &Db, id: Id<Enquete>, numero: u16) -> Result<(), EditError> {
    let (mut tx, _, questions) = draft(ctx, db, id).await?;
    let gone = store::question::retirees(&mut tx, id).await?;
    let back = gone.into_iter().find(|q| q.numero == numero).ok_or(EditError::QuestionInconnue)?;
    if questions.len() >= QUESTIONS_MAX {
        return Err(Refus::TropDeQuestions.into());
    }
    store::question::keep_retiree(&mut tx, id, numero, false).await?;
    let questions = store::question::questions(&mut tx, id).await?;
    check_order(&questions)?;
    let trace = Trace::new("enquete.question_remise", objet(id)).detail(&back.enonce.intitule);
    tx.record(trace.after(&back));
    Ok(tx.commit().await?)
}
