use crate::droits::{DEMANDER, TRAITER};
use crate::etape::{Faite, entrusted, note};
use crate::read_identite::PAR_CODE;
use crate::store::{demandes, etapes, identites, regles};
use crate::{Cloture, Coffre, Demande, Etape, Etat, Preuve, WriteError, code};
use comptes::droits::SUIVRE_LIEN;
use db::{Db, Trace};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Actor, Ctx, Id, Rights};

/// What the link of « do you still look? » is for: one request.
pub const USAGE: &str = "medecin_traitant.demande";

kernel::codes! {
    /// What a patient answers.
    pub enum Dit {
        /// Still looking.
        Cherche = "cherche", "Je cherche toujours";
        /// The doctor who accepted is their médecin traitant now.
        Declare = "declare", "Ce médecin est maintenant mon médecin traitant";
        /// Found without us.
        Trouve = "trouve", "J’ai trouvé un médecin";
        /// Moved away.
        Demenage = "demenage", "J’ai déménagé loin d’ici";
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

/// What a patient answers, by their code, by the link that was sent to them, or to the office. Said twice, it is noted once.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_relance(ctx: &Ctx, db: &Db, id: Id<Demande>, dit: Dit) -> Result<(), WriteError> {
    let (lent, one) = own(ctx, db, id).await?;
    let (cloture, preuve) = match dit {
        Dit::Cherche => return confirm(ctx, db, id).await,
        Dit::Declare if one.est_ouverte() && one.etat.medecin().is_none() => {
            return Err(WriteError::PasPossible("Aucun médecin n’a encore accepté cette demande."));
        }
        Dit::Declare => (Cloture::MtDeclare, Some((Preuve::Patient, kernel::today(ctx.now)))),
        Dit::Trouve => (Cloture::TrouveAilleurs, None),
        Dit::Demenage => (Cloture::Demenage, None),
        Dit::Arrete => (Cloture::Renonce, None),
    };
    crate::close(&lent, db, id, cloture, preuve).await
}

/// The patient tells the day of their first appointment.
///
/// # Errors
/// [`WriteError`].
pub async fn tell_rendez_vous(ctx: &Ctx, db: &Db, id: Id<Demande>, jour: Date) -> Result<(), WriteError> {
    let (lent, _) = own(ctx, db, id).await?;
    crate::set_rendez_vous(&lent, db, id, jour).await
}

/// The patient has everything that says who they are erased, now (RGPD, article 17): by their code only, a link may be read by
/// somebody else.
///
/// # Errors
/// [`WriteError`].
pub async fn erase_own(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    ctx.require(DEMANDER)?;
    let (lent, _) = own(ctx, db, id).await?;
    crate::erase_now(&lent, db, id, PAR_CODE).await
}

/// The request, and the caller with the rights of the office on it: whoever owns a request says what becomes of it, by the verbs
/// of the office.
async fn own(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(Ctx, Demande), WriteError> {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    if matches!(ctx.actor, Actor::Lien(_)) {
        ctx.require(SUIVRE_LIEN)?;
        if !comptes::holds_lien_direct(&mut tx, USAGE, id.uuid()).await? {
            return Err(WriteError::LienPerdu);
        }
    } else if !ctx.rights.contains(TRAITER) {
        ctx.require(DEMANDER)?;
    }
    let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    Ok((Ctx { rights: Rights::of([TRAITER, DEMANDER, SUIVRE_LIEN]), ..ctx.clone() }, one))
}

/// They still look: asked again in some months. A step, and an act, once a day at most.
async fn confirm(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    if !one.est_ouverte() {
        return Err(WriteError::PasPossible("Cette demande est déjà close."));
    }
    let jour = kernel::today(ctx.now);
    let steps = etapes::etapes(&mut tx, id).await?;
    let said = |step: &Faite| step.quoi == Etape::Confirmee && kernel::today(step.le) == jour;
    if one.relances == 0 && steps.iter().any(said) {
        return Ok(());
    }
    let months = regles::reglage(&mut tx).await?.mois_entre_relances.max(1);
    demandes::set_relance(&mut tx, id, jour.saturating_add(i64::from(months).months()), 0).await?;
    if one.etat != Etat::AVerifier {
        note(&mut tx, id, Etape::Confirmee).await?;
    }
    tx.record(Trace::new("medecin_traitant.recherche_confirmee", crate::objet(id)));
    Ok(tx.commit().await?)
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
