use crate::add_indicateur::objet;
use crate::droits::MODIFIER;
use crate::indicateur::{Indicateur, Refus, Texte};
use crate::read_tableau::check_mission;
use crate::{WriteError, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Says an indicator otherwise: its words, its rule, its baseline.
///
/// # Errors
/// [`WriteError`].
pub async fn reword_indicateur(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    contrat: &Contrat,
    id: Id<Indicateur>,
    texte: Texte,
) -> Result<(), WriteError> {
    let today = kernel::today(ctx.now);
    change(ctx, db, id, "indicateurs.reecrit", |old| {
        check_place(lois, contrat, today, old, &texte.mission)?;
        old.reworded(texte)
    })
    .await
}

/// Takes an indicator off the contract. What was frozen of it stays.
///
/// # Errors
/// [`WriteError`].
pub async fn retire_indicateur(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indicateur>,
    motif: &str,
) -> Result<(), WriteError> {
    change(ctx, db, id, "indicateurs.retire", |old| old.retired(ctx.now, motif)).await
}

/// Puts an indicator back into the contract.
///
/// # Errors
/// [`Refus::DejaChoisi`] when another of the same code took its place, another [`WriteError`].
pub async fn restore_indicateur(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    contrat: &Contrat,
    id: Id<Indicateur>,
) -> Result<(), WriteError> {
    let today = kernel::today(ctx.now);
    change(ctx, db, id, "indicateurs.repris", |old| {
        check_place(lois, contrat, today, old, &old.texte.mission)?;
        old.restored()
    })
    .await
}

async fn change(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indicateur>,
    action: &'static str,
    decide: impl FnOnce(&Indicateur) -> Result<Indicateur, Refus>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let new = decide(&old)?;
    store::indicateurs::change(&mut tx, &new).await.map_err(taken)?;
    tx.record(Trace::new(action, objet(id)).detail(&new.texte.libelle).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Whether an indicator of this contract may stand under that mission.
fn check_place(
    lois: &Parameters,
    contrat: &Contrat,
    today: Date,
    indicateur: &Indicateur,
    mission: &str,
) -> Result<(), Refus> {
    if indicateur.contrat != contrat.id {
        return Err(Refus::Change);
    }
    check_mission(lois, contrat, today, mission)
}

/// The unique index decides whether an indicator of the catalogue already stands in the contract.
fn taken(error: db::Error) -> WriteError {
    if error.is_constraint() { Refus::DejaChoisi.into() } else { error.into() }
}

/// The indicator, held until the end of the transaction.
pub(crate) async fn held(tx: &mut Tx, id: Id<Indicateur>) -> Result<Indicateur, WriteError> {
    store::indicateurs::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cet indicateur"))
}
