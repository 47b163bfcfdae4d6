use crate::droits::TRAITER;
use crate::{Fiche, Medecin, Offre, USAGE, USAGE_PLACES, WriteError, author, medecin_objet, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::saisie::Refus;
use kernel::{Ctx, Id, fold};

/// A doctor to add.
#[derive(Debug, Clone)]
pub enum Nouveau {
    /// A member: what the membership says of them is taken.
    Adherent(Id<Adherent>),
    /// Somebody who is no member.
    ALaMain(Fiche),
}

/// Whether somebody of that profession can be a médecin traitant.
#[must_use]
pub fn est_medecin(professions: &[String]) -> bool {
    professions.iter().any(|one| fold(one).split(' ').next().is_some_and(|word| word == "medecin"))
}

/// Adds a doctor who takes part, without places: those are for them to declare. The same form sent twice adds one.
///
/// # Errors
/// [`WriteError`].
pub async fn add_medecin(
    ctx: &Ctx,
    db: &Db,
    id: Id<Medecin>,
    qui: Nouveau,
) -> Result<Id<Medecin>, WriteError> {
    ctx.require(TRAITER)?;
    let jour = kernel::today(ctx.now);
    let mut tx = db.begin(ctx).await?;
    let (fiche, member) = match qui {
        Nouveau::ALaMain(fiche) => (fiche.check(jour)?, None),
        Nouveau::Adherent(member) => {
            let (fiche, compte) = of_member(&mut tx, member).await?;
            (fiche, Some((member, compte)))
        }
    };
    let (adherent, compte) = member.unzip();
    let one = Medecin {
        id,
        adherent,
        compte: compte.flatten(),
        nom: fiche.nom,
        commune: fiche.commune,
        adresse: fiche.adresse,
        telephone: fiche.telephone,
        courriel: fiche.courriel,
        offre: Offre::vide(jour),
        depart_le: fiche.depart_le,
        declare_le: None,
        envoye_le: None,
        retire_le: None,
    };
    if !store::medecins::keep(&mut tx, &one, author(ctx)).await? {
        let same = store::medecins::medecin(&mut tx, id).await?.is_some_and(|kept| kept.nom == one.nom);
        return if same { Ok(id) } else { Err(deja()) };
    }
    tx.record(Trace::new("medecin_traitant.medecin_ajoute", medecin_objet(id)).detail(&one.nom));
    tx.commit().await?;
    Ok(id)
}

/// Two of one name in one commune, or of one member.
fn deja() -> WriteError {
    Refus::new("nom", "Ce médecin participe déjà dans cette commune\u{a0}: ouvrez sa fiche.").into()
}

/// What the membership says of a doctor.
async fn of_member(tx: &mut Tx, id: Id<Adherent>) -> Result<(Fiche, Option<uuid::Uuid>), WriteError> {
    let jour = kernel::today(tx.ctx().now);
    let found = adhesions::adherent(tx, id).await?;
    let member = found.filter(|one| one.est_adherent(jour)).ok_or(WriteError::Inconnu("Ce membre"))?;
    if !est_medecin(&member.professions) {
        return Err(WriteError::PasPossible(
            "Ce membre n’est pas médecin\u{a0}: corrigez sa profession dans Adhésions.",
        ));
    }
    let lacking = "La fiche de ce membre n’a pas de commune\u{a0}: ajoutez-la dans Adhésions, ou ajoutez ce médecin à la main.";
    let commune = member.commune.ok_or(WriteError::PasPossible(lacking))?;
    let fiche = Fiche {
        nom: format!("Dr {}", member.nom()),
        commune,
        adresse: String::new(),
        telephone: member.telephone,
        courriel: member.courriel,
        depart_le: None,
    };
    Ok((fiche, member.compte))
}

/// Changes who a doctor is and how to reach them; the account of a member comes with the membership.
///
/// # Errors
/// [`WriteError`].
pub async fn change_medecin(ctx: &Ctx, db: &Db, id: Id<Medecin>, fiche: Fiche) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let fiche = fiche.check(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    let before = taking_part(&mut tx, id).await?;
    let compte = match before.adherent {
        Some(member) => adhesions::adherent(&mut tx, member).await?.and_then(|one| one.compte),
        None => before.compte,
    };
    let one = Medecin {
        compte,
        nom: fiche.nom,
        commune: fiche.commune,
        adresse: fiche.adresse,
        telephone: fiche.telephone,
        courriel: fiche.courriel,
        depart_le: fiche.depart_le,
        ..before
    };
    match store::medecins::change(&mut tx, &one, author(ctx)).await {
        Ok(_) => {}
        Err(error) if error.is_constraint() => return Err(deja()),
        Err(error) => return Err(error.into()),
    }
    tx.record(Trace::new("medecin_traitant.medecin_change", medecin_objet(id)).detail(&one.nom));
    Ok(tx.commit().await?)
}

/// A doctor no longer takes part: their open cards are taken back, their links stop, what they accepted stays. How many cards.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_medecin(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let mut tx = db.begin(ctx).await?;
    taking_part(&mut tx, id).await?;
    let mut back = 0;
    for card in store::propositions::ouvertes(&mut tx, id).await? {
        let why = "Le médecin ne participe plus.";
        back += u32::from(store::cartes::withdraw_one(&mut tx, card.id, why, None).await?);
    }
    store::medecins::withdraw(&mut tx, id).await?;
    for usage in [USAGE, USAGE_PLACES] {
        comptes::revoke_liens_directs(&mut tx, usage, id.uuid()).await?;
    }
    tx.record(Trace::new("medecin_traitant.medecin_retire", medecin_objet(id)).detail(back));
    tx.commit().await?;
    Ok(back)
}

/// A doctor who takes part, held until the end of the transaction.
async fn taking_part(tx: &mut Tx, id: Id<Medecin>) -> Result<Medecin, WriteError> {
    let found = store::medecins::hold(tx, id).await?;
    found.filter(|one| one.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce médecin"))
}
