use crate::droits::{DEMANDER, TRAITER};
use crate::etape::{entrusted, note};
use crate::store::{demandes, identites, regles};
use crate::{Cloture, Coffre, Demande, Etape, Phase, WriteError, code};
use comptes::droits::SUIVRE_LIEN;
use db::{Db, Trace};
use jiff::ToSpan;
use kernel::{Actor, Ctx, Id, Rights};

/// What the link of « do you still look? » is for: one request.
pub const USAGE: &str = "medecin_traitant.demande";

kernel::codes! {
    /// What a patient answers.
    pub enum Dit {
        /// Still looking.
        Cherche = "cherche", "Je cherche toujours";
        /// Found.
        Trouve = "trouve", "J’ai trouvé un médecin";
        /// No longer wants one.
        Arrete = "arrete", "Je ne cherche plus";
    }
}

/// A patient still looks, or no longer does.
///
/// # Errors
/// [`WriteError`].
pub async fn still_looking(ctx: &Ctx, db: &Db, id: Id<Demande>, oui: bool) -> Result<(), WriteError> {
    answer_relance(ctx, db, id, if oui { Dit::Cherche } else { Dit::Arrete }).await
}

/// What a patient answers, by their code, by the link that was sent to them, or to the office.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_relance(ctx: &Ctx, db: &Db, id: Id<Demande>, dit: Dit) -> Result<(), WriteError> {
    let by_link = matches!(ctx.actor, Actor::Lien(_));
    if by_link {
        ctx.require(SUIVRE_LIEN)?;
    } else if !ctx.rights.contains(TRAITER) {
        ctx.require(DEMANDER)?;
    }
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    if by_link && !comptes::holds_lien_direct(&mut tx, USAGE, id.uuid()).await? {
        return Err(WriteError::LienPerdu);
    }
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    match (one.etat.phase(), dit) {
        (Phase::Close, _) => Err(WriteError::PasPossible("Cette demande est déjà close.")),
        (_, Dit::Cherche) => {
            let months = regles::reglage(&mut tx).await?.mois_entre_relances.max(1);
            let next = kernel::today(ctx.now).saturating_add(i64::from(months).months());
            demandes::set_relance(&mut tx, id, next, 0).await?;
            note(&mut tx, id, Etape::Confirmee).await?;
            tx.record(Trace::new("medecin_traitant.recherche_confirmee", crate::objet(id)));
            Ok(tx.commit().await?)
        }
        (_, Dit::Trouve | Dit::Arrete) => {
            drop(tx);
            let why = if dit == Dit::Trouve { Cloture::TrouveAilleurs } else { Cloture::Renonce };
            // Whoever owns a request may end it: the verb of the office does it for them.
            let lent = Ctx { rights: Rights::of([TRAITER, DEMANDER, SUIVRE_LIEN]), ..ctx.clone() };
            crate::close(&lent, db, id, why, None).await.map(|_| ())
        }
    }
}

/// The request of a code and of a year of birth, nothing when either is wrong.
///
/// # Errors
/// [`WriteError`].
pub async fn find_by_code(
    ctx: &Ctx,
    db: &Db,
    typed: &str,
    annee: i16,
) -> Result<Option<Demande>, WriteError> {
    ctx.require(DEMANDER)?;
    let Some(typed) = code::read(typed) else { return Ok(None) };
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let found = identites::with_print(&mut tx, "code", &code::empreinte(&coffre, &typed)).await?;
    let Some(id) = found.first() else { return Ok(None) };
    let one = demandes::demande(&mut tx, &coffre, *id).await?;
    Ok(one.filter(|one| one.situation.annee == annee))
}
