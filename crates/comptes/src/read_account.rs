use crate::{Cle, Cpts, Espace, Personne, Role, Session, droits::moi, store};
use db::Db;
use kernel::{Ctx, Denied};
use web::Refusal;

/// Why an account is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadAccountError {
    /// It no longer exists.
    #[error("Ce compte n’existe pas.")]
    Inconnu,
    /// Not signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// What somebody sees of their own account.
pub struct MonCompte {
    /// Themselves.
    pub personne: Personne,
    /// Whether they chose a password.
    pub a_un_mot_de_passe: bool,
    /// Whether the present password must be given to choose another.
    pub ancien_demande: bool,
    /// Whether a second factor is on.
    pub double_facteur: bool,
    /// The key of a second factor that waits for its first code.
    pub cle_en_attente: Option<Cle>,
    /// Recovery codes left.
    pub codes_restants: i64,
    /// Their living sessions.
    pub sessions: Vec<Session>,
}

/// The account of the caller.
///
/// # Errors
/// [`ReadAccountError`].
pub async fn read_account(ctx: &Ctx, db: &Db) -> Result<MonCompte, ReadAccountError> {
    let id = moi(ctx)?;
    let mut tx = db.read(ctx).await?;
    let compte = store::personne::by_id(&mut tx, id).await?.ok_or(ReadAccountError::Inconnu)?;
    let sessions = store::session::of(&mut tx, id).await?;
    let codes_restants = store::personne::codes_left(&mut tx, id).await?;
    let here = ctx.origin.session.parse().ok();
    let fresh = sessions.iter().any(|one| Some(one.id) == here && one.may_replace_password(ctx.now));
    let waiting = compte.totp_attente.filter(|_| compte.totp.is_none());
    Ok(MonCompte {
        a_un_mot_de_passe: compte.mot_de_passe.is_some(),
        ancien_demande: compte.mot_de_passe.is_some() && !fresh,
        double_facteur: compte.totp.is_some(),
        cle_en_attente: waiting.and_then(|sealed| Cle::open(&sealed, db.secret(), id)),
        personne: compte.personne,
        codes_restants,
        sessions,
    })
}

/// Where the caller may go: their CPTS, and every CPTS of the instance for its administrators.
///
/// # Errors
/// [`ReadAccountError`].
pub async fn read_espaces(ctx: &Ctx, db: &Db) -> Result<(Vec<Espace>, Vec<Cpts>), ReadAccountError> {
    let id = moi(ctx)?;
    let mut tx = db.read(&ctx.within(kernel::Id::INSTANCE)).await?;
    let espaces = store::cpts::espaces(&mut tx, id).await?;
    let of_instance = store::membre::membre(&mut tx, id).await?;
    let runs_it = of_instance.is_some_and(|membre| membre.roles.has(Role::AdministrateurPlateforme));
    let toutes = if runs_it { store::cpts::all(&mut tx).await? } else { Vec::new() };
    Ok((espaces, toutes))
}

impl Refusal for ReadAccountError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu => (404, "comptes-compte-inconnu"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
