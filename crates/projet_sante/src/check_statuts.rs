use crate::droits::CONDUIRE;
use crate::faits::Faits;
use crate::read_statuts::points;
use crate::saisie::{maybe_words, words};
use crate::statuts::{Point, Resultat, Verification};
use crate::{WriteError, saisie, store::statuts};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::Ctx;
use law::Parameters;

/// Notes the facts of one of the five questions, in place of those known.
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
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let point = hold(&mut tx, law, code).await?;
    let new = faits.check(&point.modele.champs)?;
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
    (resultat, jour): (Resultat, Date),
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    if jour > crate::today(ctx.now) {
        return Err(saisie::Refus::new("jour", "Cette date est dans le futur.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let point = hold(&mut tx, law, code).await?;
    let agreed = resultat == Resultat::Conforme && point.bilan.manques.is_empty();
    let note = if agreed { maybe_words("note", note)? } else { words("note", note)? };
    let one = Verification { code: point.modele.code, resultat, note, jour, auteur: crate::author(ctx) };
    statuts::keep(&mut tx, &one).await?;
    let trace = Trace::new("projet_sante.statuts_verifies", format!("statuts:{code}"));
    tx.record(trace.detail(&point.modele.titre).before(&point.verification).after(&one));
    tx.commit().await?;
    Ok(())
}

/// A question as it stands, held until the end of the transaction.
async fn hold(tx: &mut Tx, law: &Parameters, code: &str) -> Result<Point, WriteError> {
    let known = crate::loi::points(crate::today(tx.ctx().now));
    if !known.iter().any(|one| one.code == code) {
        return Err(WriteError::Inconnu("Ce point"));
    }
    statuts::hold(tx, code).await?;
    let all = points(tx, law).await?;
    all.into_iter().find(|one| one.modele.code == code).ok_or(WriteError::Inconnu("Ce point"))
}
