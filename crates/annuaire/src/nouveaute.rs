use crate::store::Fil;
use crate::{Reference, store};
use db::Tx;
use identifiants::CommuneCode;
use jiff::civil::Date;
use repertoire::{Changement, Mouvement};
use std::collections::BTreeSet;
use territoire::referentiel::Referentiel;

/// Something that the official files changed on the territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nouveaute {
    /// For a professional.
    Professionnel(Changement),
    /// For a structure.
    Structure(Mouvement),
}

impl Nouveaute {
    /// Of people or of structures.
    #[must_use]
    pub const fn fil(&self) -> Fil {
        match self {
            Self::Professionnel(_) => Fil::Professionnels,
            Self::Structure(_) => Fil::Structures,
        }
    }

    /// Its number, and the edition that tells it.
    #[must_use]
    pub const fn numero(&self) -> (i64, i64) {
        match self {
            Self::Professionnel(one) => (one.id, one.edition),
            Self::Structure(one) => (one.id, one.edition),
        }
    }

    /// Day of that edition.
    #[must_use]
    pub const fn du(&self) -> Date {
        match self {
            Self::Professionnel(one) => one.du,
            Self::Structure(one) => one.du,
        }
    }

    /// Whom or what it is about.
    #[must_use]
    pub fn reference(&self) -> Reference {
        match self {
            Self::Professionnel(one) => Reference::Professionnel(one.idnps.clone()),
            Self::Structure(one) => Reference::Finess(one.finess),
        }
    }

    /// Its name.
    #[must_use]
    pub fn nom(&self) -> &str {
        match self {
            Self::Professionnel(one) => &one.nom,
            Self::Structure(one) => &one.nom,
        }
    }

    /// What happened, in one word.
    #[must_use]
    pub const fn quoi(&self) -> &'static str {
        match self {
            Self::Professionnel(one) => one.genre.label(),
            Self::Structure(one) => one.genre.label(),
        }
    }
}

/// What nobody of the CPTS has looked at, oldest first. `place`: the communes of France and those of the CPTS.
pub(crate) async fn unseen(
    tx: &mut Tx,
    (france, communes): (&Referentiel, &BTreeSet<CommuneCode>),
) -> db::Result<Vec<Nouveaute>> {
    let people = store::revue(tx, Fil::Professionnels).await?;
    let structures = store::revue(tx, Fil::Structures).await?;
    let changed = repertoire::changements(tx, france, communes, people.socle).await?;
    let moved = repertoire::mouvements(tx, france, communes, structures.socle).await?;
    let changed = changed.into_iter().filter(|one| !people.contains(one.edition, one.id));
    let moved = moved.into_iter().filter(|one| !structures.contains(one.edition, one.id));
    let changed = changed.map(Nouveaute::Professionnel);
    let mut all: Vec<Nouveaute> = changed.chain(moved.map(Nouveaute::Structure)).collect();
    all.sort_by_key(|one| (one.du(), one.numero().1, one.fil() == Fil::Structures, one.numero().0));
    Ok(all)
}
