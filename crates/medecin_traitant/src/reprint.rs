use crate::ask::{find_doublons, print};
use crate::droits::TRAITER;
use crate::envoi::Personne;
use crate::etape::entrusted;
use crate::store::{demandes, identites, regles};
use crate::{Coffre, Demande, Identite, Situation, WriteError};
use db::{Db, Trace, Tx};
use identifiants::{Courriel, Telephone};
use kernel::{Ctx, Id};

/// What is said of a request that does not exist in this CPTS, or no longer.
const INCONNUE: WriteError = WriteError::Inconnu("Cette demande");

/// Corrects a request: sealed again, found again by its new names, its points counted again. Its code stays.
///
/// # Errors
/// [`WriteError`].
pub async fn reprint(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    identite: Identite,
    situation: Situation,
) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(INCONNUE)?;
    let code = sealed(&mut tx, &coffre, id).await?.code;
    let corrected = Personne { identite: Identite { code, ..identite }, situation };
    rewrite(&mut tx, &coffre, one, corrected.check(kernel::today(ctx.now))?).await?;
    tx.record(Trace::new("medecin_traitant.demande_corrigee", crate::objet(id)));
    Ok(tx.commit().await?)
}

/// Changes how the patient is reached: by themselves, from the page of their code. What is empty is forgotten.
///
/// # Errors
/// [`WriteError`].
pub async fn change_contact(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    telephone: Option<Telephone>,
    courriel: Option<Courriel>,
) -> Result<(), WriteError> {
    ctx.require(crate::droits::DEMANDER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(INCONNUE)?;
    if !one.est_ouverte() {
        return Err(WriteError::PasPossible("Cette demande est close."));
    }
    let identite = Identite { telephone, courriel, ..sealed(&mut tx, &coffre, id).await? };
    let situation = one.situation.clone();
    rewrite(&mut tx, &coffre, one, Personne { identite, situation }).await?;
    tx.record(Trace::new("medecin_traitant.contact_change", crate::objet(id)));
    Ok(tx.commit().await?)
}

/// What is sealed of somebody, for the program itself: nobody reads it.
pub(crate) async fn sealed(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Identite, WriteError> {
    let scelle = identites::scelle(tx, id).await?.ok_or(INCONNUE)?;
    coffre.open_identite(id, &scelle).ok_or(WriteError::Illisible)
}

async fn rewrite(tx: &mut Tx, coffre: &Coffre, mut one: Demande, who: Personne) -> Result<(), WriteError> {
    let regle = regles::en_vigueur(tx).await?;
    one.situation = who.situation.clone();
    one.points = regle.regle.points(&one.situation, one.cherche_depuis, kernel::today(tx.ctx().now));
    one.regle = regle.numero;
    demandes::set_situation(tx, coffre, &one).await?;
    let kept = identites::scelle(tx, one.id).await?.ok_or(INCONNUE)?;
    let sealed = coffre.reseal_identite(one.id, &kept, &who.identite).ok_or(WriteError::Illisible)?;
    identites::keep(tx, one.id, &sealed).await?;
    identites::forget_prints(tx, one.id).await?;
    print(tx, coffre, one.id, &who, Vec::new()).await?;
    find_doublons(tx, coffre, &one, &who).await
}
