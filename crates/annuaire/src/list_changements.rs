use crate::droits::VOIR;
use crate::nouveaute::{Nouveaute, unseen};
use crate::store::Fil;
use crate::{Reference, WriteError, store};
use db::Db;
use identifiants::CommuneCode;
use kernel::Ctx;
use std::collections::BTreeSet;
use territoire::referentiel::Referentiel;

/// Lines on one page.
pub const PAGE: usize = 50;

/// What changed in the official files since somebody looked, on the territory of the CPTS.
#[derive(Debug, Clone, Default)]
pub struct Nouveautes {
    /// One page, oldest first.
    pub lignes: Vec<Nouveaute>,
    /// How many in all.
    pub total: usize,
    /// Rank of the first line of this page, from 0.
    pub rang: usize,
    /// Last editions among all of them, of people and of structures: « all seen » means up to these.
    pub editions: (i64, i64),
    /// Who and what of these have an entry.
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
    let all = unseen(&mut tx, place).await?;
    let last = |fil: Fil| {
        let editions = all.iter().filter(|one| one.fil() == fil).map(|one| one.numero().1);
        editions.max().unwrap_or_default()
    };
    let (total, editions) = (all.len(), (last(Fil::Professionnels), last(Fil::Structures)));
    let rang = if rang < total { rang } else { 0 };
    Ok(Nouveautes {
        lignes: all.into_iter().skip(rang).take(PAGE).collect(),
        total,
        rang,
        editions,
        connus: store::references(&mut tx).await?.into_iter().collect(),
    })
}
