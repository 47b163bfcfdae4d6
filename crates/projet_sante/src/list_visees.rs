use crate::action::{Visee, read_visees};
use crate::droits::CONDUIRE;
use crate::{WriteError, store::visees};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::line;
use kernel::{Ctx, Id};

/// Takes in the aims of a regional plan, pasted one a line: codes that are already on its list are said again, the others
/// are added. Answers how many were added and how many were said again.
///
/// # Errors
/// [`WriteError`].
pub async fn list_visees(
    ctx: &Ctx,
    db: &Db,
    (prs, source): (&str, &str),
    depuis: Date,
    liste: &str,
) -> Result<(usize, usize), WriteError> {
    ctx.require(CONDUIRE)?;
    let (prs, source) = (line("prs", prs)?, line("source", source)?);
    let lines = read_visees(liste)?;
    let mut tx = db.begin(ctx).await?;
    let known = visees::visees(&mut tx).await?;
    let (mut added, mut again) = (0, 0);
    for (code, libelle) in lines {
        let same = known.iter().find(|one| one.prs == prs && one.code == code).map(|one| one.id);
        let visee = Visee {
            id: same.unwrap_or_else(|| ctx.id()),
            prs: prs.clone(),
            code,
            libelle,
            depuis,
            source: source.clone(),
        };
        if same.is_some() {
            visees::reword(&mut tx, &visee).await?;
            again += 1;
        } else if visees::add(&mut tx, &visee).await? {
            added += 1;
        }
    }
    let trace = Trace::new("projet_sante.prs_note", "prs");
    tx.record(trace.detail(format!("{prs}\u{a0}: {added} ajoutés, {again} repris")));
    tx.commit().await?;
    Ok((added, again))
}

/// Takes an aim off the list.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_visee(ctx: &Ctx, db: &Db, id: Id<Visee>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    if !visees::retire(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Cet objectif régional"));
    }
    tx.record(Trace::new("projet_sante.visee_retiree", format!("visee:{id}")));
    tx.commit().await?;
    Ok(())
}
