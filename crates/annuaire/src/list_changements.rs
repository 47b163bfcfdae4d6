use crate::droits::VOIR;
use crate::{Reference, WriteError, store};
use db::Db;
use identifiants::CommuneCode;
use kernel::Ctx;
use repertoire::Changement;
use std::collections::BTreeSet;
use territoire::referentiel::Referentiel;

/// Lines on one page.
pub const PAGE: usize = 50;

/// What changed in the official files since somebody looked, on the territory of the CPTS.
#[derive(Debug, Clone, Default)]
pub struct Nouveautes {
    /// One page, oldest first.
    pub lignes: Vec<Changement>,
    /// How many in all.
    pub total: usize,
    /// Rank of the first line of this page, from 0.
    pub rang: usize,
    /// Last edition among all of them: « all seen » means up to this one.
    pub edition: i64,
    /// Which of these people have an entry.
    pub connus: BTreeSet<Reference>,
}

/// The changes that nobody of the CPTS has looked at, `PAGE` from rank `rang` on. `place`: the communes of France and
/// those of the CPTS.
///
/// # Errors
/// [`WriteError`].
pub async fn list_changements(
    ctx: &Ctx,
    db: &Db,
    place: (&Referentiel, &BTreeSet<CommuneCode>),
    rang: usize,
) -> Result<Nouveautes, WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let revue = store::revue(&mut tx).await?;
    let mut all = repertoire::changements(&mut tx, place.0, place.1, revue.socle).await?;
    all.retain(|one| !revue.contains(one.edition, one.id));
    all.sort_by_key(|one| (one.edition, one.id));
    let (total, edition) = (all.len(), all.iter().map(|one| one.edition).max().unwrap_or(revue.socle));
    let rang = if rang < total { rang } else { 0 };
    Ok(Nouveautes {
        lignes: all.into_iter().skip(rang).take(PAGE).collect(),
        total,
        rang,
        edition,
        connus: store::references(&mut tx).await?.into_iter().collect(),
    })
}
