use crate::{
    Etat, Membre, Nom, NouveauMembre, Personne, Role,
    droits::{CHANGER_ROLES, GERER_MEMBRES},
    personne::folded,
    store,
};
use db::{Db, Trace, Tx};
use identifiants::Courriel;
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why somebody cannot be added to a CPTS.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// Already there.
    #[error("«\u{a0}{0}\u{a0}» est déjà l’adresse d’un membre de cette CPTS.")]
    DejaMembre(String),
    /// The account is closed on the whole instance.
    #[error(
        "Le compte de cette adresse a été fermé\u{a0}: seule l’administration de la plateforme peut le rouvrir."
    )]
    CompteFerme,
    /// No role was given.
    #[error("Choisissez au moins un rôle.")]
    SansRole,
    /// A role of the instance in a CPTS, or the reverse.
    #[error("Le rôle «\u{a0}{}\u{a0}» ne se donne pas ici.", .0.label())]
    RoleDAilleurs(Role),
    /// No such CPTS.
    #[error("Cette CPTS n’existe pas.")]
    CptsInconnue,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Adds somebody who comes in at once (an import, a demonstration, the command line). See [`invite`](fn@crate::invite) for the rest.
///
/// # Errors
/// [`AddError`].
pub async fn add_personne(ctx: &Ctx, db: &Db, nouveau: &NouveauMembre) -> Result<Id<Personne>, AddError> {
    let mut tx = db.begin(ctx).await?;
    let membre = add(&mut tx, nouveau, Etat::Actif).await?;
    tx.commit().await?;
    Ok(membre.personne)
}

/// The same inside a transaction, to add many at once.
///
/// # Errors
/// [`AddError`].
pub async fn add(tx: &mut Tx, nouveau: &NouveauMembre, etat: Etat) -> Result<Membre, AddError> {
    let ctx = tx.ctx().clone();
    ctx.require(GERER_MEMBRES)?;
    // Whoever may invite must not be able to make a coordinator of a friend.
    if nouveau.roles.iter().any(|role| role != Role::Membre) {
        ctx.require(CHANGER_ROLES)?;
    }
    allowed_here(&ctx, &nouveau.roles)?;
    if !store::cpts::hold(tx).await? {
        return Err(AddError::CptsInconnue);
    }
    let personne = account(tx, &nouveau.courriel, &nouveau.nom, &nouveau.prenom).await?;
    let text = |name: &Option<_>| name.as_ref().map(ToString::to_string).unwrap_or_default();
    let membre = Membre {
        personne: personne.id,
        nom: personne.nom,
        prenom: personne.prenom,
        courriel: personne.courriel,
        profession: text(&nouveau.profession),
        commune: text(&nouveau.commune),
        telephone: nouveau.telephone.as_ref().map(ToString::to_string).unwrap_or_default(),
        roles: nouveau.roles,
        depuis: nouveau.depuis,
        etat,
    };
    if !store::membre::keep(tx, &membre).await? {
        return Err(AddError::DejaMembre(membre.courriel));
    }
    let action = if etat == Etat::Invite { "comptes.membre_invite" } else { "comptes.membre_ajoute" };
    let trace = Trace::new(action, format!("personne:{}", membre.personne));
    tx.record(trace.detail(membre.roles.labels()).after(&membre));
    Ok(membre)
}

/// The account of the address, or a new one. An existing one keeps its name: only its owner changes it.
async fn account(tx: &mut Tx, courriel: &Courriel, nom: &Nom, prenom: &Nom) -> Result<Personne, AddError> {
    let personne = Personne {
        id: tx.ctx().id(),
        courriel: folded(courriel),
        nom: nom.to_string(),
        prenom: prenom.to_string(),
        desactivee_le: None,
    };
    if store::personne::keep(tx, &personne).await? {
        return Ok(personne);
    }
    let known = store::personne::by_courriel(tx, &personne.courriel).await?.map(|compte| compte.personne);
    known.filter(|personne| personne.desactivee_le.is_none()).ok_or(AddError::CompteFerme)
}

/// The account of an address, opened when there is none, for somebody who belongs to no CPTS: they sign in by a link sent there.
/// The caller’s transaction records why.
///
/// # Errors
/// [`AddError`].
pub async fn open_account(
    tx: &mut Tx,
    courriel: &Courriel,
    nom: &Nom,
    prenom: &Nom,
) -> Result<Id<Personne>, AddError> {
    tx.ctx().require(GERER_MEMBRES)?;
    Ok(account(tx, courriel, nom, prenom).await?.id)
}

/// Roles of a CPTS are given in a CPTS, the role of the instance on the instance.
pub(crate) fn allowed_here(ctx: &Ctx, roles: &crate::Roles) -> Result<(), AddError> {
    if roles.is_empty() {
        return Err(AddError::SansRole);
    }
    let of_instance = ctx.cpts == Id::INSTANCE;
    match roles.iter().find(|role| (*role == Role::AdministrateurPlateforme) != of_instance) {
        Some(role) => Err(AddError::RoleDAilleurs(role)),
        None => Ok(()),
    }
}

impl Refusal for AddError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::DejaMembre(_) => (409, "comptes-deja-membre"),
            Self::CompteFerme => (409, "comptes-compte-ferme"),
            Self::SansRole => (422, "comptes-sans-role"),
            Self::RoleDAilleurs(_) => (422, "comptes-role-ailleurs"),
            Self::CptsInconnue => (404, "comptes-cpts-inconnue"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
