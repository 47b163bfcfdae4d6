use crate::droits::TRAITER;
use crate::read_identite::{COPIE, LUE, read};
use crate::store::{demandes, etapes, medecins, propositions};
use crate::{Coffre, Demande, WriteError};
use db::{Db, journal};
use kernel::{Ctx, Id};
use serde_json::{Value, json};

/// Readings told.
const LIGNES: u32 = 500;

/// All that is kept of somebody, for them (RGPD, articles 15 and 20): who they are, what counts, each step, each answer, who read
/// their identity and why. It is a reading of the identity like another.
///
/// # Errors
/// [`WriteError`].
pub async fn export_personne(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<Value, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    let who = read(&mut tx, &coffre, id, COPIE).await?;
    let steps = etapes::etapes(&mut tx, id).await?;
    let cards = propositions::du_foyer(&mut tx, one.foyer).await?;
    let medecin = match one.etat.medecin() {
        Some((medecin, _)) => medecins::medecin(&mut tx, medecin).await?.map(|one| one.nom),
        None => None,
    };
    let read = journal::about(&mut tx, &crate::objet(id), LIGNES).await?;
    tx.commit().await?;
    let steps: Vec<Value> =
        steps.iter().map(|one| json!({ "quoi": one.quoi.libelle(), "le": one.le })).collect();
    let cards: Vec<Value> = cards
        .iter()
        .map(|card| json!({ "proposee_le": card.prete_le, "reponse": card.reponse.libelle(), "repondue_le": card.repondue_le }))
        .collect();
    let read: Vec<Value> = read
        .iter()
        .filter(|line| line.action == LUE)
        .map(|line| json!({ "le": line.instant, "motif": line.detail }))
        .collect();
    Ok(json!({
        "identite": who,
        "situation": one.situation,
        "recue_le": one.recue_le,
        "origine": one.origine.libelle(),
        "cherche_depuis": one.cherche_depuis,
        "points": one.points,
        "etat": one.etat.phase().libelle(),
        "medecin": medecin,
        "etapes": steps,
        "propositions": cards,
        "lectures_de_l_identite": read,
    }))
}
