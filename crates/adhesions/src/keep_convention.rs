use crate::droits::MODIFIER;
use crate::store::{adherents, conventions};
use crate::{Convention, WriteError};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refuses, maybe_words};
use kernel::{Ctx, Id};
use pieces::Depot;
use ui::francais;

/// What nobody signed.
const UNKNOWN: WriteError = WriteError::Inconnu("Cette convention");

/// Keeps an agreement with an employer, and its paper, under the id that its form was given. Two agreements of one employer
/// never run on the same day.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_convention(
    ctx: &Ctx,
    db: &Db,
    convention: Convention,
    file: Option<Depot>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let employer = adherents::hold(&mut tx, convention.employeur).await?;
    let mut faults = Refuses::default();
    let note = faults.keep(maybe_words("note", &convention.note));
    let name = match employer {
        Some(one) if !one.qui.is_personne() => one.nom(),
        _ => {
            faults.add("employeur", "Choisissez une organisation adhérente.");
            String::new()
        }
    };
    if convention.au.is_some_and(|au| au < convention.du) {
        faults.add("au", "Cette date vient avant le premier jour.");
    }
    let all = conventions::conventions(&mut tx).await?;
    if all.iter().any(|one| one.id == convention.id) {
        return Ok(());
    }
    if let Some(other) = overlap(&all, &convention) {
        faults.add(
            "du",
            format!(
                "Une convention court déjà depuis le {}\u{a0}: terminez-la d’abord.",
                francais::date(other.du)
            ),
        );
    }
    let mut convention = faults.finish(Convention { note, ..convention })?;
    if let Some(file) = file {
        convention.piece = Some(pieces::keep(&mut tx, &file).await?.id);
    }
    if !conventions::add(&mut tx, &convention, crate::author(ctx)).await? {
        return Err(WriteError::DejaNote);
    }
    tx.record(
        Trace::new("adhesions.convention_gardee", objet(convention.id)).detail(name).after(&convention),
    );
    tx.commit().await?;
    Ok(())
}

/// Another agreement of the same employer on one of the same days.
fn overlap<'a>(all: &'a [Convention], one: &Convention) -> Option<&'a Convention> {
    let last = |of: &Convention| of.au.unwrap_or(Date::MAX);
    all.iter().find(|other| {
        other.employeur == one.employeur
            && other.id != one.id
            && other.du <= last(one)
            && one.du <= last(other)
    })
}

/// Gives an agreement its last day, or lets it run.
///
/// # Errors
/// [`WriteError`].
pub async fn end_convention(
    ctx: &Ctx,
    db: &Db,
    id: Id<Convention>,
    au: Option<Date>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let known = held(&mut tx, id).await?;
    let all = conventions::conventions(&mut tx).await?;
    let wanted = Convention { au, ..known.clone() };
    let mut faults = Refuses::default();
    if au.is_some_and(|au| au < known.du) {
        faults.add("au", "Cette date vient avant le premier jour.");
    }
    if let Some(other) = overlap(&all, &wanted) {
        faults.add("au", format!("Une autre convention court depuis le {}.", francais::date(other.du)));
    }
    faults.finish(())?;
    conventions::end(&mut tx, id, au).await?;
    tx.record(Trace::new("adhesions.convention_terminee", objet(id)).before(&known).after(&au));
    tx.commit().await?;
    Ok(())
}

/// Takes away an agreement noted by mistake, and its paper.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_convention(ctx: &Ctx, db: &Db, id: Id<Convention>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let known = held(&mut tx, id).await?;
    if !conventions::retire(&mut tx, id).await? {
        return Err(UNKNOWN);
    }
    tx.record(Trace::new("adhesions.convention_retiree", objet(id)).before(&known));
    tx.commit().await?;
    if let Some(piece) = known.piece {
        pieces::release(ctx, db, piece).await?;
    }
    Ok(())
}

/// An agreement, its employer held until the end of the transaction.
async fn held(tx: &mut Tx, id: Id<Convention>) -> Result<Convention, WriteError> {
    let find = |all: Vec<Convention>| all.into_iter().find(|one| one.id == id);
    let known = find(conventions::conventions(tx).await?).ok_or(UNKNOWN)?;
    adherents::hold(tx, known.employeur).await?;
    find(conventions::conventions(tx).await?).ok_or(UNKNOWN)
}

fn objet(id: Id<Convention>) -> String {
    format!("convention:{id}")
}
