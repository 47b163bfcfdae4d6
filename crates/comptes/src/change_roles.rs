use crate::{AddError, Personne, Role, Roles, add_personne::allowed_here, droits::CHANGER_ROLES, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why the roles of somebody cannot change.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRolesError {
    /// Not in this CPTS.
    #[error("Cette personne n’est pas membre de cette CPTS.")]
    Inconnue,
    /// Nobody else could run the CPTS.
    #[error(
        "C’est la dernière personne à la coordination ou à la présidence\u{a0}: donnez d’abord ce rôle à quelqu’un d’autre."
    )]
    Derniere,
    /// No role was given.
    #[error("Choisissez au moins un rôle. Pour retirer l’accès, suspendez la personne.")]
    SansRole,
    /// A role of the instance in a CPTS, or the reverse.
    #[error("Le rôle «\u{a0}{}\u{a0}» ne se donne pas ici.", .0.label())]
    RoleDAilleurs(Role),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Gives somebody these roles in the CPTS of the caller, and no other. Somebody must always be able to run the CPTS.
///
/// # Errors
/// [`ChangeRolesError`].
pub async fn change_roles(
    ctx: &Ctx,
    db: &Db,
    personne: Id<Personne>,
    roles: &Roles,
) -> Result<(), ChangeRolesError> {
    ctx.require(CHANGER_ROLES)?;
    allowed_here(ctx, roles)?;
    let mut tx = db.begin(ctx).await?;
    // Two coordinators who leave at the same time must see each other leave.
    store::cpts::hold(&mut tx).await?;
    let before = store::membre::membre(&mut tx, personne).await?.ok_or(ChangeRolesError::Inconnue)?;
    let leaves = before.roles.lead() && !roles.lead();
    if leaves && !store::membre::has_other_lead(&mut tx, personne).await? {
        return Err(ChangeRolesError::Derniere);
    }
    if before.roles == *roles {
        return Ok(());
    }
    store::membre::keep_roles(&mut tx, personne, roles).await?;
    let detail = format!("{} → {}", before.roles.labels(), roles.labels());
    let trace = Trace::new("comptes.roles_changes", format!("personne:{personne}")).detail(detail);
    tx.record(trace.before(&before.roles).after(roles));
    tx.commit().await?;
    Ok(())
}

impl From<AddError> for ChangeRolesError {
    fn from(error: AddError) -> Self {
        match error {
            AddError::SansRole => Self::SansRole,
            AddError::RoleDAilleurs(role) => Self::RoleDAilleurs(role),
            AddError::Denied(denied) => Self::Denied(denied),
            AddError::Db(error) => Self::Db(error),
            AddError::DejaMembre(_) | AddError::CompteFerme | AddError::CptsInconnue => Self::Inconnue,
        }
    }
}

impl Refusal for ChangeRolesError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "comptes-membre-inconnu"),
            Self::Derniere => (409, "comptes-derniere-coordination"),
            Self::SansRole => (422, "comptes-sans-role"),
            Self::RoleDAilleurs(_) => (422, "comptes-role-ailleurs"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
