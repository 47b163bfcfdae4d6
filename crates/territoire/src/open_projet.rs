use crate::atlas::Atlas;
use crate::change_statut::{ChangeStatutError, advance};
use crate::droits::OUVRIR_PROJET;
use crate::set_perimetre::{SetPerimetreError, decide};
use crate::statut::{Etape, Jalon, Quand};
use comptes::{Nom, OpenError, Slug};
use db::Db;
use identifiants::CommuneCode;
use kernel::{Cpts, Ctx, Denied, Id, Rights, today};
use std::collections::BTreeSet;
use web::Refusal;

/// Why a project is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenProjetError {
    /// Its address or its name.
    #[error(transparent)]
    Cpts(#[from] OpenError),
    /// Its communes.
    #[error(transparent)]
    Perimetre(#[from] SetPerimetreError),
    /// Its stage.
    #[error(transparent)]
    Statut(#[from] ChangeStatutError),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens the space of a CPTS that somebody has just composed: they become its coordination, the communes are its
/// first territory, from today on, and it is in émergence. All of it or nothing.
///
/// # Errors
/// [`OpenProjetError`].
pub async fn open_projet(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    (slug, nom): (Slug, Nom),
    communes: BTreeSet<CommuneCode>,
) -> Result<Id<Cpts>, OpenProjetError> {
    ctx.require(OUVRIR_PROJET)?;
    // In the CPTS that they are opening, they may do all that follows.
    let inside = Ctx { rights: Rights::all(), ..ctx.within(ctx.id()) };
    let mut tx = db.begin(&inside).await?;
    let etat = atlas.at(&mut tx).await?;
    comptes::open_own_cpts(&mut tx, slug, nom).await?;
    let aujourdhui = today(ctx.now);
    decide(&mut tx, &etat, aujourdhui, communes).await?;
    let emergence = Jalon { etape: Etape::Emergence, quand: Quand::le(aujourdhui) };
    advance(&mut tx, emergence, false).await?;
    tx.commit().await?;
    Ok(inside.cpts)
}

/// The address that a name suggests: « CPTS du Val d’Allier » gives `val-d-allier`.
#[must_use]
pub fn suggested_slug(nom: &str) -> String {
    let folded = kernel::fold(nom);
    let words: Vec<&str> = folded.split(' ').filter(|word| word.is_ascii()).collect();
    let articles = ["cpts", "de", "du", "des", "la", "le", "les", "l", "d"];
    let start = words.iter().position(|word| !articles.contains(word)).unwrap_or(0);
    let mut slug = words[start..].join("-");
    slug.truncate(40);
    slug.trim_end_matches('-').to_owned()
}

impl Refusal for OpenProjetError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Cpts(error) => error.problem(),
            Self::Perimetre(error) => error.problem(),
            Self::Statut(error) => error.problem(),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::suggested_slug;

    #[test]
    fn a_name_suggests_an_address() {
        assert_eq!(suggested_slug("CPTS du Val d’Allier"), "val-d-allier");
        assert_eq!(suggested_slug("CPTS de l’Ondaine"), "ondaine");
        assert_eq!(suggested_slug("Nord-Velay-Forez"), "nord-velay-forez");
        assert_eq!(suggested_slug(""), "");
    }
}
