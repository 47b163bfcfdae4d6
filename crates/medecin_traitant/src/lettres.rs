//! Letters for people without mobile nor e-mail.

use crate::courrier::{Courrier, Sorte};
use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::read_identite::{LETTRE, read};
use crate::reprint::sealed;
use crate::store::{courriers, demandes, medecins};
use crate::{Coffre, Demande, Etape, Etat, Identite, Medecin, WriteError, tell::en_mots};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Letters printed at once.
pub const AU_PLUS: u32 = 200;
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
    /// The doctor who accepted it, to be called or met.
    pub medecin: Option<Medecin>,
    /// The day of the first appointment.
    pub rendez_vous: Option<Date>,
}

/// What became of letters that were wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preparees {
    /// Those that wait to be printed.
    pub lettres: u32,
    /// People of whom no address is known.
    pub sans_adresse: u32,
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
        let pour = read(&mut tx, &coffre, one.demande, LETTRE).await?;
        let dit = en_mots(&about, one.quoi).unwrap_or("votre demande suit son cours.").to_owned();
        let (medecin, rendez_vous) = match about.etat {
            Etat::Acceptee { medecin, .. } => (medecins::medecin(&mut tx, medecin).await?, None),
            Etat::RendezVous { medecin, jour, .. } => {
                (medecins::medecin(&mut tx, medecin).await?, Some(jour))
            }
            Etat::AVerifier | Etat::Attente | Etat::Close { .. } => (None, None),
        };
        let commune = about.situation.commune;
        all.push(Lettre { courrier: one.id, pour, commune, dit, medecin, rendez_vous });
    }
    if !all.is_empty() {
        tx.commit().await?;
    }
    Ok(all)
}

/// A letter that says where each of these requests stands; those that are closed, or whose address nobody knows, have none.
///
/// # Errors
/// [`WriteError`].
pub async fn want_lettres(ctx: &Ctx, db: &Db, ids: &[Id<Demande>]) -> Result<Preparees, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let mut done = Preparees::default();
    for id in ids.iter().collect::<BTreeSet<_>>() {
        let Some(one) = demandes::hold(&mut tx, &coffre, *id).await? else { continue };
        let quoi = match one.etat {
            Etat::AVerifier | Etat::Attente => Etape::Relancee,
            Etat::Acceptee { .. } => Etape::Acceptee,
            Etat::RendezVous { .. } => Etape::RendezVous,
            Etat::Close { .. } => continue,
        };
        if sealed(&mut tx, &coffre, *id).await?.adresse.is_empty() {
            done.sans_adresse += 1;
            continue;
        }
        courriers::want(&mut tx, *id, Sorte::Lettre, quoi).await?;
        done.lettres += 1;
    }
    if done.lettres > 0 {
        tx.record(Trace::new("medecin_traitant.lettres_preparees", "courriers").detail(done.lettres));
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
