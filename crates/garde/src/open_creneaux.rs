use crate::droits::GERER;
use crate::{DemiJournee, Etat, Tableau, WriteError, store};
use db::Db;
use kernel::{Ctx, Id};
use rendez_vous::{Contenu, Modalite, Visibilite};
use std::collections::BTreeSet;

/// Offers slots of care in the name of each who is on a published half-day: from its beginning to its end, with so many places
/// each. Those who have a slot then keep it. How many were opened.
///
/// # Errors
/// [`WriteError`].
pub async fn open_creneaux(
    ctx: &Ctx,
    db: &Db,
    id: Id<DemiJournee>,
    places: u32,
) -> Result<usize, WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.read(ctx).await?;
    let found = store::demi_journees::demi_journee(&mut tx, id).await?;
    let what = found.ok_or(WriteError::Inconnu("Cette demi-journée"))?;
    let tableau = Tableau::read(&mut tx, what.planning).await?;
    drop(tx);
    if tableau.planning.etat != Etat::Publie {
        return Err(WriteError::PasPossible("Les créneaux s’ouvrent quand le planning est publié."));
    }
    let contenu = Contenu {
        lieu: tableau.planning.cadre.lieu,
        places,
        visibilite: [Visibilite::Cpts, Visibilite::Snp].into(),
        modalite: Modalite::Cabinet,
        soins: BTreeSet::new(),
        note: String::new(),
    };
    let mut opened = 0;
    for one in tableau.presents(id) {
        let made = rendez_vous::offer(ctx, db, ctx.id(), one.effecteur, what.horaire, contenu.clone()).await;
        match made {
            Ok(_) => opened += 1,
            Err(rendez_vous::WriteError::Chevauche(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(opened)
}
