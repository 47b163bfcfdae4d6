use crate::{Filtre, Membre, Place, Repere, Role, droits::VOIR_MEMBRES, store};
use db::Db;
use kernel::{Ctx, Denied, fold};
use web::Refusal;

/// Members on one page.
pub const PAGE: usize = 50;

/// Why the list is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Not theirs to see.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Which members are wanted.
#[derive(Debug, Clone, Default)]
pub struct Demande {
    /// Beginning of a word of the name, in any case, with or without accents.
    pub recherche: String,
    /// Only who holds this role.
    pub role: Option<Role>,
    /// Where the page begins; the first page without it.
    pub place: Option<Place>,
}

impl Demande {
    fn filtre(&self) -> Filtre {
        Filtre { recherche: fold(&self.recherche), role: self.role.map_or("", Role::code).to_owned() }
    }
}

/// One page of members, in the order of names.
#[derive(Debug, Clone)]
pub struct Liste {
    /// At most fifty.
    pub membres: Vec<Membre>,
    /// How many the filter keeps, on all pages.
    pub total: i64,
    /// Where the page before begins, when there is one.
    pub avant: Option<Place>,
    /// Where the page after begins, when there is one.
    pub apres: Option<Place>,
}

/// The members of the CPTS of the caller.
///
/// # Errors
/// [`ListError`].
pub async fn list_membres(ctx: &Ctx, db: &Db, demande: &Demande) -> Result<Liste, ListError> {
    ctx.require(VOIR_MEMBRES)?;
    let mut tx = db.read(ctx).await?;
    let (filtre, place) = (demande.filtre(), demande.place.as_ref());
    // One more than a page tells whether another follows.
    let mut membres = store::membre::page(&mut tx, &filtre, place, PAGE as u32 + 1).await?;
    let total = store::membre::count(&mut tx, &filtre).await?;
    let more = membres.len() > PAGE;
    let backward = matches!(place, Some(Place::Avant(_)));
    if more && backward {
        membres.remove(0);
    }
    membres.truncate(PAGE);
    let (first, last) = (membres.first().map(Repere::of), membres.last().map(Repere::of));
    let has_before = if backward { more } else { place.is_some() };
    let has_after = backward || more;
    Ok(Liste {
        avant: first.filter(|_| has_before).map(Place::Avant),
        apres: last.filter(|_| has_after).map(Place::Apres),
        membres,
        total,
    })
}

impl Refusal for ListError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
