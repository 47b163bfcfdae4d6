use crate::droits::CHANGER_STATUT;
use crate::statut::{Etape, Jalon, Precision, Quand, Refus, Statut};
use crate::store;
use db::{Db, Trace, Tx};
use jiff::civil::{Date, date};
use kernel::{Ctx, Denied, today};
use web::Refusal;

/// Why a stage is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeStatutError {
    /// Nothing can be expected of a CPTS whose stage nobody knows.
    #[error(
        "Dites d’abord à quelle étape en est la CPTS\u{a0}: une étape prévue vient après une étape atteinte."
    )]
    SansEtape,
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

/// Says that the CPTS of the caller has reached a stage, or expects it at a date.
///
/// # Errors
/// [`ChangeStatutError`].
pub async fn change_statut(
    ctx: &Ctx,
    db: &Db,
    jalon: Jalon,
    prevu: bool,
) -> Result<Statut, ChangeStatutError> {
    ctx.require(CHANGER_STATUT)?;
    let mut tx = db.begin(ctx).await?;
    let statut = advance(&mut tx, jalon, prevu).await?;
    tx.commit().await?;
    Ok(statut)
}

/// The same inside a transaction.
pub(crate) async fn advance(tx: &mut Tx, jalon: Jalon, prevu: bool) -> Result<Statut, ChangeStatutError> {
    let aujourdhui = today(tx.ctx().now);
    let Jalon { etape, quand } = jalon;
    store::revise(tx, "cpts").await?;
    let old = store::statut(tx).await?;
    let new = match (&old, prevu) {
        (None, true) => return Err(ChangeStatutError::SansEtape),
        (None, false) => Statut::begin(etape, quand, aujourdhui)?,
        (Some(statut), true) => statut.plan(etape, quand, aujourdhui)?,
        (Some(statut), false) => statut.reach(etape, quand, aujourdhui)?,
    };
    store::keep_statut(tx, &new).await?;
    let action = if prevu { "territoire.etape_prevue" } else { "territoire.etape_atteinte" };
    tx.record(Trace::new(action, format!("etape:{etape}")).detail(quand).before(&old).after(&new));
    Ok(new)
}

/// The stages that may be said reached, or expected, after this one.
#[must_use]
pub fn choices(statut: Option<&Statut>, prevu: bool) -> Vec<Etape> {
    let Some(statut) = statut else {
        return crate::statut::ETAPES.into_iter().filter(|etape| *etape != Etape::Abandonnee).collect();
    };
    if prevu {
        let after = |etape: &Etape| *etape > statut.etape() && *etape != Etape::Abandonnee;
        let open = statut.etape() != Etape::Abandonnee;
        return crate::statut::ETAPES.into_iter().filter(|etape| open && after(etape)).collect();
    }
    statut.etape().suivantes().to_vec()
}

/// A date known to the month, the half-year or the year, from any day in it: its first day once the stage is reached,
/// its last while it is expected.
#[must_use]
pub fn settled(jour: Date, precision: Precision, prevu: bool) -> Quand {
    let (year, month) = (jour.year(), jour.month());
    let (first, last) = match precision {
        Precision::Jour => (jour, jour),
        Precision::Mois => (jour.first_of_month(), jour.last_of_month()),
        Precision::Semestre if month <= 6 => (date(year, 1, 1), date(year, 6, 30)),
        Precision::Semestre => (date(year, 7, 1), date(year, 12, 31)),
        Precision::Annee => (date(year, 1, 1), date(year, 12, 31)),
    };
    Quand { jour: if prevu { last } else { first }, precision }
}

impl Refusal for ChangeStatutError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::SansEtape => (409, "territoire-sans-etape"),
            Self::Refus(Refus::Ordre { .. }) => (409, "territoire-etape-ordre"),
            Self::Refus(
                Refus::EtapeInconnue(_)
                | Refus::PrecisionInconnue(_)
                | Refus::AvantLaPrecedente(_)
                | Refus::Futur(_)
                | Refus::Passe(_)
                | Refus::Vide,
            ) => (422, "territoire-etape-refusee"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
