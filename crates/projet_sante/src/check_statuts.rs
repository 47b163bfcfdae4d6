use crate::droits::CONDUIRE;
use crate::saisie::{maybe_words, words};
use crate::statuts::{Resultat, Verification};
use crate::{WriteError, loi, saisie, store::statuts};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::Ctx;

/// Notes what was found on one of the five questions; what is not right says what to change.
///
/// # Errors
/// [`WriteError`].
pub async fn check_statuts(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    resultat: Resultat,
    jour: Date,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let aujourdhui = crate::today(ctx.now);
    let known = loi::points(aujourdhui).into_iter().find(|point| point.code == code);
    let point = known.ok_or(WriteError::Inconnu("Ce point"))?;
    if jour > aujourdhui {
        return Err(saisie::Refus::new("jour", "Cette date est dans le futur.").into());
    }
    let note = if resultat == Resultat::Conforme { maybe_words("note", note)? } else { words("note", note)? };
    let one = Verification { code: point.code, resultat, note, jour, auteur: crate::author(ctx) };
    let mut tx = db.begin(ctx).await?;
    let before = statuts::verifications(&mut tx).await?.into_iter().find(|kept| kept.code == code);
    statuts::keep(&mut tx, &one).await?;
    let trace = Trace::new("projet_sante.statuts_verifies", format!("statuts:{code}"));
    tx.record(trace.detail(&point.titre).before(&before).after(&one));
    tx.commit().await?;
    Ok(())
}
