use crate::{
    Jeton, LienDemande, Moyen, Pause, Usage,
    attempt::Essai,
    lien::chemin,
    personne::folded,
    store::{self, personne::Compte},
    tentative::Geste,
};
use db::{Db, Trace, Tx};
use identifiants::Courriel;
use kernel::{Ctx, Id};
use web::Refusal;

/// Why no link is sent.
#[derive(Debug, thiserror::Error)]
pub enum AskLinkError {
    /// Too many attempts.
    #[error(transparent)]
    Pause(Pause),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Sends a sign-in link to the address when it has an account. The answer and the work are the same when it has none:
/// nobody learns here who has an account.
///
/// # Errors
/// [`AskLinkError`].
pub async fn ask_link(ctx: &Ctx, db: &Db, courriel: &Courriel) -> Result<(), AskLinkError> {
    let courriel = folded(courriel);
    Essai::new(ctx, db, Geste::Lien, &courriel).count(ctx, db).await?.map_err(AskLinkError::Pause)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let compte = store::personne::by_courriel(&mut tx, &courriel).await?;
    let open = compte.filter(|compte| compte.personne.desactivee_le.is_none());
    let whose = open.as_ref().map(|compte| compte.personne.id);
    let jeton = Jeton::draw();
    store::lien::keep(&mut tx, &jeton.empreinte(), Usage::Connexion, whose, Moyen::Lien).await?;
    tell(&mut tx, open, &jeton).await?;
    let whom = whose.map_or_else(|| "compte:inconnu".to_owned(), |id| format!("personne:{id}"));
    tx.record(Trace::new("comptes.lien_demande", whom));
    tx.commit().await?;
    Ok(())
}

async fn tell(tx: &mut Tx, open: Option<Compte>, jeton: &Jeton) -> db::Result<()> {
    let Some(compte) = open else {
        // A second decoy costs what the message to an account costs.
        return store::lien::keep(tx, &Jeton::draw().empreinte(), Usage::Connexion, None, Moyen::Lien).await;
    };
    let expire = Usage::Connexion.expire(tx.ctx().now);
    let (courriel, prenom) = (compte.personne.courriel, compte.personne.prenom);
    tx.publish(&LienDemande { courriel, prenom, chemin: chemin(jeton), expire }).await
}

impl Refusal for AskLinkError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Db(error) => error.problem(),
        }
    }
}
