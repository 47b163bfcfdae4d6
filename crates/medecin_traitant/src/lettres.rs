//! Letters for people without mobile nor e-mail.

use crate::courrier::{Courrier, Sorte};
use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::read_identite::read;
use crate::store::{courriers, demandes};
use crate::{Coffre, Demande, Etape, Etat, Identite, WriteError, tell::en_mots};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Letters printed at once.
pub const AU_PLUS: u32 = 200;
/// Why identities are read to print them.
const RAISON: &str = "lettre à imprimer";

/// A letter: to whom, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettre {
    /// The line of the queue.
    pub courrier: Id<Courrier>,
    /// To whom.
    pub pour: Identite,
    /// The code of their commune.
    pub commune: identifiants::CommuneCode,
    /// Where their request stands.
    pub dit: String,
}

/// The letters that wait, with their addresses: each reading is in the journal. They wait until they are said to be posted.
///
/// # Errors
/// [`WriteError`].
pub async fn read_lettres(ctx: &Ctx, db: &Db) -> Result<Vec<Lettre>, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let mut all = Vec::new();
    for one in courriers::en_attente(&mut tx, Sorte::Lettre, AU_PLUS).await? {
        let Some(about) = demandes::demande(&mut tx, &coffre, one.demande).await? else { continue };
        let pour = read(&mut tx, &coffre, one.demande, RAISON).await?;
        let dit = en_mots(&about, one.quoi).unwrap_or("votre demande suit son cours.").to_owned();
        all.push(Lettre { courrier: one.id, pour, commune: about.situation.commune, dit });
    }
    if !all.is_empty() {
        tx.commit().await?;
    }
    Ok(all)
}

/// A letter that says where each of these requests stands; those that are closed or wait for one have none. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn want_lettres(ctx: &Ctx, db: &Db, ids: &[Id<Demande>]) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let mut done = 0;
    for id in ids {
        let Some(one) = demandes::demande(&mut tx, &coffre, *id).await? else { continue };
        let quoi = match one.etat {
            Etat::AVerifier | Etat::Attente => Etape::Relancee,
            Etat::Acceptee { .. } => Etape::Acceptee,
            Etat::RendezVous { .. } => Etape::RendezVous,
            Etat::Close { .. } => continue,
        };
        courriers::want(&mut tx, *id, Sorte::Lettre, quoi).await?;
        done += 1;
    }
    if done > 0 {
        tx.record(Trace::new("medecin_traitant.lettres_preparees", "courriers").detail(done));
        tx.commit().await?;
    }
    Ok(done)
}

/// These letters are posted, these calls were made; how many were not said to be already.
///
/// # Errors
/// [`WriteError`].
pub async fn note_courriers(ctx: &Ctx, db: &Db, ids: &[Id<Courrier>]) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let mut tx = db.begin(ctx).await?;
    let mut done = 0;
    for id in ids {
        done += u32::from(courriers::set_fait(&mut tx, *id, crate::author(ctx)).await?);
    }
    if done > 0 {
        tx.record(Trace::new("medecin_traitant.courriers_faits", "courriers").detail(done));
        tx.commit().await?;
    }
    Ok(done)
}
