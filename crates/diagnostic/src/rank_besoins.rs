use crate::besoin::Besoin;
use crate::droits::{ANIMER, CLASSER};
use crate::seance::{self, Refus, Seance, Vote};
use crate::{WriteError, store, write_besoin::author};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Opens a session on these needs.
///
/// # Errors
/// [`WriteError`].
pub async fn open_seance(
    ctx: &Ctx,
    db: &Db,
    titre: &str,
    jour: Date,
    points: u32,
    liste: &BTreeSet<Id<Besoin>>,
) -> Result<Id<Seance>, WriteError> {
    ctx.require(ANIMER)?;
    let titre = titre.split_whitespace().collect::<Vec<_>>().join(" ");
    if !(3..=200).contains(&titre.chars().count()) {
        return Err(Refus::SansTitre.into());
    }
    if !(1..=100).contains(&points) {
        return Err(Refus::Points(points).into());
    }
    if liste.len() < 2 {
        return Err(Refus::PasAssez.into());
    }
    let mut tx = db.begin(ctx).await?;
    for id in liste {
        let besoin = store::besoins::hold(&mut tx, *id).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
        if !besoin.is_ouvert() {
            return Err(crate::besoin::Refus::PlusOuvert.into());
        }
    }
    let seance = Seance { id: ctx.id(), titre, jour, points, ouverte_le: ctx.now, close_le: None };
    if !store::seances::open(&mut tx, &seance, liste).await? {
        return Err(Refus::DejaUne.into());
    }
    let trace = Trace::new("diagnostic.seance_ouverte", format!("seance:{}", seance.id));
    tx.record(trace.detail(&seance.titre).after(&(&seance, liste)));
    tx.commit().await?;
    Ok(seance.id)
}

/// Gives, or gives again, the points of the caller. What is left out gets none.
///
/// # Errors
/// [`WriteError`].
pub async fn cast_vote(
    ctx: &Ctx,
    db: &Db,
    id: Id<Seance>,
    choix: &BTreeMap<Id<Besoin>, u32>,
) -> Result<(), WriteError> {
    ctx.require(CLASSER)?;
    let personne = author(ctx).ok_or(WriteError::SansAuteur)?;
    let mut tx = db.begin(ctx).await?;
    let seance = held(&mut tx, id).await?;
    seance.check(&store::seances::liste(&mut tx, id).await?, choix)?;
    let given = choix.iter().filter(|(_, points)| **points > 0);
    let votes: Vec<Vote> =
        given.map(|(besoin, points)| Vote { personne, besoin: *besoin, points: *points }).collect();
    store::seances::vote(&mut tx, id, personne, &votes).await?;
    tx.record(Trace::new("diagnostic.vote_donne", format!("seance:{id}")).after(&votes));
    tx.commit().await?;
    Ok(())
}

/// Ends a session: the ranking is written once and no longer moves.
///
/// # Errors
/// [`WriteError`].
pub async fn close_seance(ctx: &Ctx, db: &Db, id: Id<Seance>) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let liste = store::seances::liste(&mut tx, id).await?;
    let places = seance::rank(&liste, &store::seances::votes(&mut tx, id).await?);
    store::seances::close(&mut tx, id, &places).await?;
    tx.record(Trace::new("diagnostic.seance_close", format!("seance:{id}")).after(&places));
    tx.commit().await?;
    Ok(())
}

async fn held(tx: &mut db::Tx, id: Id<Seance>) -> Result<Seance, WriteError> {
    match store::seances::hold_open(tx, id).await? {
        Some(seance) => Ok(seance),
        None if store::seances::seance(tx, id).await?.is_some() => Err(Refus::Close.into()),
        None => Err(WriteError::Inconnu("Cette séance")),
    }
}
