use crate::{Cpts, Etat, Membre, Nom, OpenError, Role, Roles, Slug, droits::OUVRIR_CPTS, store};
use db::{Trace, Tx};
use jiff::tz::TimeZone;
use kernel::{Actor, Denied, Id};

/// Opens the CPTS inside which `tx` began, for the person who acts: they become its coordination. For a module that
/// writes the first facts of the CPTS in the same transaction, and that has checked who may do so.
///
/// # Errors
/// [`OpenError`]; a program that acts on its own is denied, since nobody would run the CPTS.
pub async fn open_own_cpts(tx: &mut Tx, slug: Slug, nom: Nom) -> Result<(), OpenError> {
    let ctx = tx.ctx().clone();
    ctx.require(OUVRIR_CPTS)?;
    let denied = || Denied { right: OUVRIR_CPTS };
    let Actor::Personne(id) = ctx.actor else { return Err(denied().into()) };
    let compte = store::personne::by_id(tx, Id::new(id)).await?.ok_or_else(denied)?;
    let cpts = Cpts { id: ctx.cpts, slug, nom, creee_le: ctx.now };
    if !store::cpts::open(tx, &cpts).await? {
        return Err(OpenError::Prise(cpts.slug));
    }
    let opened = Trace::new("comptes.cpts_ouverte", format!("cpts:{}", cpts.id)).detail(&cpts.nom);
    tx.record(opened.after(&(cpts.slug.as_str(), cpts.nom.as_str())));
    let membre = Membre {
        personne: compte.personne.id,
        nom: compte.personne.nom,
        prenom: compte.personne.prenom,
        courriel: compte.personne.courriel,
        profession: String::new(),
        commune: String::new(),
        telephone: String::new(),
        roles: Roles::of([Role::Coordination]),
        depuis: ctx.now.to_zoned(TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)).date(),
        etat: Etat::Actif,
    };
    store::membre::keep(tx, &membre).await?;
    let added = Trace::new("comptes.membre_ajoute", format!("personne:{}", membre.personne));
    tx.record(added.detail(membre.roles.labels()).after(&membre));
    Ok(())
}
