//! Feature tests of the ledger, on both engines.

mod cloison;
mod integrity;
mod ledger;
mod sommes;

use crate::{Acte, CORRIGER, Mission, NOTER, VOIR, WriteError, acte::Fait};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Ctx, Id};

pub(crate) const SCHEMA: [Migrations; 2] = [db::MIGRATIONS, crate::MIGRATIONS];

pub(crate) const TODAY: Date = date(2026, 3, 2);

/// Somebody who may do everything with the ledger.
pub(crate) fn somebody() -> Ctx {
    testkit::ctx(testkit::CPTS, &[VOIR, NOTER, CORRIGER])
}

pub(crate) fn meeting(jour: Date, minutes: u32) -> Fait {
    Fait { minutes, personnes: 9, ..Fait::new(jour, Mission::Parcours, "Groupe insuffisance cardiaque") }
}

/// Records in a transaction of its own.
pub(crate) async fn note(db: &Db, ctx: &Ctx, fait: Fait, source: &str) -> Result<Id<Acte>, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let id = crate::record(&mut tx, fait, ("essai", source)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Corrects in a transaction of its own.
pub(crate) async fn amend(
    db: &Db,
    ctx: &Ctx,
    id: Id<Acte>,
    fait: Option<Fait>,
) -> Result<Id<Acte>, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let id = crate::correct(&mut tx, id, fait, "erreur de saisie").await?;
    tx.commit().await?;
    Ok(id)
}
