use crate::droits::MODIFIER;
use crate::indicateur::{Indicateur, Refus, Texte};
use crate::read_tableau::check_mission;
use crate::{WriteError, catalogue, store};
use contrat::Contrat;
use db::{Db, Trace};
use kernel::{Ctx, Id};
use law::Parameters;

/// Adds an indicator to a contract, of the catalogue or of the CPTS's own.
///
/// # Errors
/// [`WriteError`].
pub async fn add_indicateur(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    contrat: &Contrat,
    texte: Texte,
) -> Result<Id<Indicateur>, WriteError> {
    ctx.require(MODIFIER)?;
    texte.check()?;
    let today = kernel::today(ctx.now);
    check_mission(lois, contrat, today, &texte.mission)?;
    let indicateur = Indicateur { id: ctx.id(), contrat: contrat.id, texte, retire: None };
    let mut tx = db.begin(ctx).await?;
    if !store::indicateurs::add(&mut tx, &indicateur).await? {
        return Err(Refus::DejaChoisi.into());
    }
    let trace = Trace::new("indicateurs.ajoute", objet(indicateur.id));
    tx.record(trace.detail(&indicateur.texte.libelle).after(&indicateur));
    tx.commit().await?;
    Ok(indicateur.id)
}

/// Adds an indicator of the catalogue, with the words of the law data: to be checked against the contract.
///
/// # Errors
/// [`WriteError`].
pub async fn add_from_catalogue(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    contrat: &Contrat,
    code: &str,
) -> Result<Id<Indicateur>, WriteError> {
    ctx.require(MODIFIER)?;
    let all = catalogue::catalogue(lois, contrat, kernel::today(ctx.now))?;
    let modele = all.into_iter().find(|one| one.texte.code == code).ok_or(Refus::HorsCatalogue)?;
    add_indicateur(ctx, db, lois, contrat, modele.texte).await
}

/// The journal names an indicator so.
pub(crate) fn objet(id: Id<Indicateur>) -> String {
    format!("indicateur:{id}")
}
