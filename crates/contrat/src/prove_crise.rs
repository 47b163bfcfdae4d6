use crate::attach::join;
use crate::contrat::{Contrat, FaitCrise};
use crate::droits::MODIFIER;
use crate::write_contrat::held;
use crate::{Annexe, WriteError, store};
use db::{Db, Tx};
use kernel::{Ctx, Id};
use pieces::Depot;
use ui::francais;

/// Joins a file to a fact of the crisis mission: the plan itself, the message that sent it to the ARS. The referents of the
/// institutions read it.
///
/// # Errors
/// [`WriteError`].
pub async fn prove_crise(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    fait: Id<FaitCrise>,
    depot: Depot,
) -> Result<Id<Annexe>, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let fait = contrat.crises.iter().find(|one| one.id == fait).ok_or(WriteError::Inconnu("Ce fait"))?;
    let annexe = prove(&mut tx, &contrat, fait, depot).await?;
    tx.commit().await?;
    Ok(annexe)
}

/// The same, inside a transaction that holds the contract.
pub(crate) async fn prove(
    tx: &mut Tx,
    contrat: &Contrat,
    fait: &FaitCrise,
    depot: Depot,
) -> Result<Id<Annexe>, WriteError> {
    let libelle = format!("{}, {}", fait.genre.libelle(), francais::date(fait.le));
    join(tx, contrat, (None, Some(fait.id)), libelle, depot).await
}

/// The files joined to facts of the crisis mission, in the order of the facts.
///
/// # Errors
/// A fault of storage.
pub async fn preuves_de_crise(tx: &mut Tx, contrat: &Contrat) -> db::Result<Vec<(FaitCrise, Annexe)>> {
    let all = store::annexes::annexes(tx, contrat.id).await?;
    let of = |fait: &FaitCrise| {
        let mine: Vec<_> = all.iter().filter(|one| one.fait == Some(fait.id)).cloned().collect();
        mine.into_iter().map(|annexe| (fait.clone(), annexe)).collect::<Vec<_>>()
    };
    Ok(contrat.crises.iter().flat_map(of).collect())
}
