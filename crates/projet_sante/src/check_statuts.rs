use crate::droits::CONDUIRE;
use crate::faits::Faits;
use crate::read_statuts::points;
use crate::statuts::{Point, Resultat, Verification};
use crate::{WriteError, store::statuts};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{maybe_words, words};
use kernel::{Ctx, saisie};
use law::Parameters;

/// Notes the facts of one of the five questions, in place of those known, whatever they are.
///
/// # Errors
/// [`WriteError`].
pub async fn note_faits(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    code: &str,
    faits: &Faits,
) -> Result<(), WriteError> {
    note(ctx, db, law, (code, None), faits).await
}

/// The same for a page that showed those known: refused when somebody changed them since. `lus` is the
/// [`Point::faits_lus`] that was shown.
///
/// # Errors
/// [`WriteError::StatutsChanges`], and those of [`note_faits`].
pub async fn correct_faits(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    (code, lus): (&str, &str),
    faits: &Faits,
) -> Result<(), WriteError> {
    note(ctx, db, law, (code, Some(lus)), faits).await
}

async fn note(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    (code, lus): (&str, Option<&str>),
    faits: &Faits,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let point = hold(&mut tx, law, code).await?;
    let new = faits.check(&point.modele.champs)?;
    if new == point.faits {
        return Ok(());
    }
    if lus.is_some_and(|lus| lus != point.faits_lus()) {
        return Err(WriteError::StatutsChanges);
    }
    statuts::keep_faits(&mut tx, code, &new, crate::author(ctx)).await?;
    let trace = Trace::new("projet_sante.statuts_renseignes", format!("statuts:{code}"));
    tx.record(trace.detail(&point.modele.titre).before(&point.faits).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Decides on one of the five questions. What is not right says what to change; what is said right although the facts say
/// otherwise says why.
///
/// # Errors
/// [`WriteError`].
pub async fn check_statuts(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    code: &str,
    what: (Resultat, Date),
    note: &str,
) -> Result<(), WriteError> {
    check(ctx, db, law, (code, None), what, note).await
}

/// The same for a page that showed the facts and what was decided: refused when somebody changed them since. `lu` is the
/// [`Point::lecture`] that was shown.
///
/// # Errors
/// [`WriteError::StatutsChanges`], and those of [`check_statuts`].
pub async fn decide_statuts(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    (code, lu): (&str, &str),
    what: (Resultat, Date),
    note: &str,
) -> Result<(), WriteError> {
    check(ctx, db, law, (code, Some(lu)), what, note).await
}

async fn check(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    (code, lu): (&str, Option<&str>),
    (resultat, jour): (Resultat, Date),
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    if jour > kernel::today(ctx.now) {
        return Err(saisie::Refus::new("jour", "Cette date est dans le futur.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let point = hold(&mut tx, law, code).await?;
    let agreed = resultat == Resultat::Conforme && point.bilan.manques.is_empty();
    let note = if agreed { maybe_words("note", note)? } else { words("note", note)? };
    let code = code.to_owned();
    let one = Verification { code, resultat, note, jour, auteur: crate::author(ctx) };
    if point.verification.as_ref() == Some(&one) {
        return Ok(());
    }
    if lu.is_some_and(|lu| lu != point.lecture()) {
        return Err(WriteError::StatutsChanges);
    }
    statuts::keep(&mut tx, &one).await?;
    let trace = Trace::new("projet_sante.statuts_verifies", format!("statuts:{}", one.code));
    tx.record(trace.detail(&point.modele.titre).before(&point.verification).after(&one));
    tx.commit().await?;
    Ok(())
}

/// A question as it stands, held until the end of the transaction.
async fn hold(tx: &mut Tx, law: &Parameters, code: &str) -> Result<Point, WriteError> {
    let known = crate::loi::points(kernel::today(tx.ctx().now));
    if !known.iter().any(|one| one.code == code) {
        return Err(WriteError::Inconnu("Ce point"));
    }
    statuts::hold(tx, code).await?;
    let all = points(tx, law).await?;
    all.into_iter().find(|one| one.modele.code == code).ok_or(WriteError::Inconnu("Ce point"))
}
