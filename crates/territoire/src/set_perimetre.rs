use crate::atlas::{Atlas, Etat};
use crate::droits::MODIFIER;
use crate::perimetre::{Chevauchement, Perimetre, Refus};
use crate::store::{self, Decision};
use db::{Db, Trace, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::{Cpts, Ctx, Denied, Id, today};
use std::collections::BTreeSet;
use web::Refusal;

/// Why a territory is not changed.
#[derive(Debug, thiserror::Error)]
pub enum SetPerimetreError {
    /// A code that is not that of a commune of today.
    #[error("Aucune commune d’aujourd’hui n’a le code {0}.")]
    CommuneInconnue(CommuneCode),
    /// The change itself.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Gives the CPTS of the caller these communes from `depuis` on; answers what other CPTS already count there, which is
/// allowed (two projects may have to talk) and must be shown.
///
/// # Errors
/// [`SetPerimetreError`].
pub async fn set_perimetre(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    depuis: Date,
    communes: BTreeSet<CommuneCode>,
) -> Result<Vec<Chevauchement<Id<Cpts>>>, SetPerimetreError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let etat = atlas.at(&mut tx).await?;
    decide(&mut tx, &etat, depuis, communes.clone()).await?;
    tx.commit().await?;
    Ok(etat.claims(&communes, ctx.cpts, depuis))
}

/// The same inside a transaction, whose reading of the atlas comes before any writing.
pub(crate) async fn decide(
    tx: &mut Tx,
    etat: &Etat,
    depuis: Date,
    communes: BTreeSet<CommuneCode>,
) -> Result<(), SetPerimetreError> {
    if let Some(unknown) = communes.iter().find(|code| etat.france.commune(**code).is_none()) {
        return Err(SetPerimetreError::CommuneInconnue(*unknown));
    }
    let now = tx.ctx().now;
    // Two people changing the same territory at once: the second waits here, then sees what the first did.
    store::revise(tx, "cpts").await?;
    let old = Perimetre::of(store::perimetres(tx).await?.into_iter().map(|decision| decision.version));
    let new = old.change(depuis, communes, today(now))?;
    let decision = new.at(depuis).filter(|version| version.depuis == depuis).map(|version| Decision {
        population: etat.population(&version.communes),
        millesime: etat.france.edition().population.clone(),
        version: version.clone(),
        le: now,
    });
    store::keep_perimetre(tx, depuis, decision.as_ref()).await?;
    let trace = Trace::new("territoire.perimetre_modifie", format!("perimetre:{depuis}"));
    let count = new.at(depuis).map_or(0, |version| version.communes.len());
    tx.record(trace.detail(format!("{count} communes")).before(&stored(&old)).after(&stored(&new)));
    Ok(())
}

/// As the journal sees it.
fn stored(perimetre: &Perimetre) -> Vec<(Date, &BTreeSet<CommuneCode>)> {
    perimetre.versions().iter().map(|version| (version.depuis, &version.communes)).collect()
}

impl Refusal for SetPerimetreError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::CommuneInconnue(_) => (422, "territoire-commune-inconnue"),
            Self::Refus(Refus::Vide) => (422, "territoire-vide"),
            Self::Refus(Refus::Identique) => (409, "territoire-identique"),
            Self::Refus(Refus::Passe(_)) => (409, "territoire-passe"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
