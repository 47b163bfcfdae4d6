use crate::droits::{PRENDRE, TRAITER};
use crate::{Coffre, Medecin, Offre, Reponse, USAGE, WriteError, medecin_objet, store};
use comptes::droits::SUIVRE_LIEN;
use db::{Db, Trace, Tx};
use kernel::saisie::Refus;
use kernel::{Actor, Ctx, Id};

/// What the link by which a doctor says their places is for: one doctor.
pub const USAGE_PLACES: &str = "medecin_traitant.places";

/// What a declaration did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaree {
    /// Patients that they agreed to take in all.
    pub places: u32,
    /// Those who have a place.
    pub prises: u32,
    /// Cards taken back, that no longer fit.
    pub retirees: u32,
}

/// A doctor says how many more patients they take, and which: from their account, by a link sent to them (of their places or of
/// their cards), or by telephone to the office. `offre.prises` is what they had read: a place taken meanwhile is said, not written over. Cards beyond what they
/// say now are taken back; what was accepted stays.
///
/// # Errors
/// [`WriteError`].
pub async fn declare_places(
    ctx: &Ctx,
    db: &Db,
    id: Id<Medecin>,
    restantes: u32,
    offre: Offre,
) -> Result<Declaree, WriteError> {
    let offre = offre.check(restantes, kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    let par = speak_for(&mut tx, id).await?;
    let found = store::medecins::hold(&mut tx, id).await?;
    let gone = if par == "lien" { WriteError::LienPerdu } else { WriteError::Inconnu("Ce médecin") };
    let before = found.filter(|one| one.retire_le.is_none()).ok_or(gone)?;
    if before.offre.prises != offre.prises {
        let why = "Une place a changé pendant que vous répondiez\u{a0}: combien de nouveaux patients, maintenant\u{202f}?";
        return Err(Refus::new("restantes", why).into());
    }
    store::medecins::declare(&mut tx, id, restantes, &offre).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let retirees = trim(&mut tx, &coffre, id, restantes, &offre).await?;
    let said = format!("{restantes} de plus, {} ({par})", offre.quand);
    tx.record(Trace::new("medecin_traitant.places_declarees", medecin_objet(id)).detail(said));
    tx.commit().await?;
    let prises = before.offre.prises;
    Ok(Declaree { places: prises.saturating_add(restantes), prises, retirees })
}

/// How the caller speaks for that doctor, if they may.
async fn speak_for(tx: &mut Tx, id: Id<Medecin>) -> Result<&'static str, WriteError> {
    let ctx = tx.ctx().clone();
    if matches!(ctx.actor, Actor::Lien(_)) {
        ctx.require(SUIVRE_LIEN)?;
        for usage in [USAGE_PLACES, USAGE] {
            if comptes::holds_lien_direct(tx, usage, id.uuid()).await? {
                return Ok("lien");
            }
        }
        return Err(WriteError::LienPerdu);
    }
    if ctx.rights.contains(TRAITER) {
        return Ok("bureau");
    }
    ctx.require(PRENDRE)?;
    let own = store::medecins::moi(tx).await?;
    if own.is_some_and(|one| one.id == id) { Ok("compte") } else { Err(WriteError::Inconnu("Ce médecin")) }
}

/// Takes back the open cards that no longer fit: those that left are kept first, then the oldest. How many.
async fn trim(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Medecin>,
    restantes: u32,
    offre: &Offre,
) -> Result<u32, WriteError> {
    let jour = kernel::today(tx.ctx().now);
    let people = store::declarations::situations_des_cartes(tx, coffre, id).await?;
    let mut cards = store::propositions::ouvertes(tx, id).await?;
    cards.sort_by_key(|one| one.reponse != Reponse::Envoyee);
    let (mut room, mut back) = (restantes, 0);
    for card in cards {
        let fits = people.get(&card.foyer).is_none_or(|all| all.iter().all(|one| offre.prend(one, jour)));
        let why = if offre.quand != crate::medecin::Quand::Maintenant {
            "Le médecin ne prend pas de patients pour le moment."
        } else if !fits {
            "Le médecin a changé ce qu’il accepte."
        } else if card.personnes > room {
            "Le médecin a baissé son nombre de places."
        } else {
            room -= card.personnes;
            continue;
        };
        back += u32::from(store::cartes::withdraw_one(tx, card.id, why, None).await?);
    }
    Ok(back)
}
