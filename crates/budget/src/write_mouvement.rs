use crate::cle::Cle;
use crate::droits::TENIR;
use crate::mouvement::{Genre, Mouvement, Nature, Part, Saisie, champ};
use crate::refus::Refus;
use crate::store::mouvements::Marques;
use crate::{WriteError, attach_piece, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use pieces::Depot;
use std::collections::BTreeSet;
use ui::francais::euros;

/// Notes money received, committed or spent, with its paper, under the id that its form was given: the same form sent twice is
/// one movement; so is the same reference, day and amount.
///
/// # Errors
/// [`WriteError`].
pub async fn write_mouvement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Mouvement>,
    saisie: Saisie,
    depot: Option<Depot>,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let saisie = saisie.checked(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    if let Some(kept) = store::mouvements::one(&mut tx, id).await? {
        return if kept.saisie == saisie { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    ready(&mut tx, &saisie).await?;
    let one = Mouvement { id, saisie, contre: None, solde_le: None };
    keep(&mut tx, &one, one.saisie.doublon()).await?;
    if let Some(depot) = depot {
        attach_piece::attach(&mut tx, id, &depot).await?;
    }
    tx.record(Trace::new("budget.mouvement_note", objet(id)).detail(said(&one.saisie)).after(&one));
    tx.commit().await?;
    Ok(())
}

/// Corrects a movement that a page showed: its new state counts, the journal keeps what stood before. Neither its old day nor its
/// new one may be in a closed year. A row of a file stays known as it came: imported again, it is not written twice.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_mouvement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Mouvement>,
    saisie: Saisie,
    lu: &str,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let saisie = saisie.checked(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    if old.lecture() != lu {
        return Err(WriteError::Change);
    }
    if old.contre.is_some() {
        return Err(Refus::Contre.into());
    }
    open(&mut tx, &[old.saisie.jour, saisie.jour]).await?;
    ready(&mut tx, &saisie).await?;
    let new = Mouvement { saisie, ..old.clone() };
    let (jour, cents) = (new.saisie.jour, new.saisie.cents);
    match store::mouvements::change(&mut tx, &new, new.saisie.doublon().as_deref()).await {
        Ok(true) => {}
        Ok(false) => return Err(WriteError::Change),
        Err(error) if error.is_constraint() => return Err(Refus::Doublon { jour, cents }.into()),
        Err(error) => return Err(error.into()),
    }
    let trace = Trace::new("budget.mouvement_corrige", objet(id)).detail(changes(&old.saisie, &new.saisie));
    tx.record(trace.before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Takes away a movement noted by mistake, in a year that is open; the journal keeps what it said.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_mouvement(ctx: &Ctx, db: &Db, id: Id<Mouvement>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    open(&mut tx, &[old.saisie.jour]).await?;
    if !store::mouvements::retire(&mut tx, id).await? {
        return Err(WriteError::Cite);
    }
    tx.record(Trace::new("budget.mouvement_retire", objet(id)).detail(said(&old.saisie)).before(&old));
    tx.commit().await?;
    Ok(())
}

/// Takes a movement back on another day, by a contra entry: the way to correct a closed year. Once only.
///
/// # Errors
/// [`WriteError`].
pub async fn reverse_mouvement(
    ctx: &Ctx,
    db: &Db,
    of: Id<Mouvement>,
    jour: Date,
) -> Result<Id<Mouvement>, WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, of).await?;
    let saisie = old.inverse(jour)?;
    if jour > kernel::today(ctx.now) {
        return Err(Refus::Futur("jour".to_owned()).into());
    }
    if jour < old.saisie.jour {
        return Err(Refus::Avant("jour".to_owned()).into());
    }
    open(&mut tx, &[jour]).await?;
    let one = Mouvement { id: ctx.id(), saisie, contre: Some(of), solde_le: None };
    if !store::mouvements::add(&mut tx, &one, Marques::default(), crate::author(ctx)).await? {
        return Err(Refus::Contre.into());
    }
    let trace = Trace::new("budget.mouvement_annule", objet(of)).detail(said(&old.saisie));
    tx.record(trace.before(&old).after(&one));
    tx.commit().await?;
    Ok(one.id)
}

/// Says a commitment over, whatever was paid of it, or opens it again.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_engagement(ctx: &Ctx, db: &Db, id: Id<Mouvement>, over: bool) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    if !store::mouvements::settle(&mut tx, id, over).await? {
        return Err(Refus::Engagement.into());
    }
    let action = if over { "budget.engagement_solde" } else { "budget.engagement_rouvert" };
    tx.record(Trace::new(action, objet(id)).detail(said(&old.saisie)));
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn held(tx: &mut Tx, id: Id<Mouvement>) -> Result<Mouvement, WriteError> {
    store::mouvements::hold(tx, id).await?.ok_or(WriteError::Inconnu("Ce mouvement"))
}

/// Holds the civil years of these days, the oldest first, so that two writers never wait for each other.
pub(crate) async fn open(tx: &mut Tx, jours: &[Date]) -> Result<(), WriteError> {
    let years: BTreeSet<i16> = jours.iter().map(|jour| jour.year()).collect();
    for annee in years {
        if !store::annees::hold(tx, annee).await? {
            return Err(Refus::Close(annee).into());
        }
    }
    Ok(())
}

/// Adds it; what is kept already under the same mark is said.
async fn keep(tx: &mut Tx, one: &Mouvement, doublon: Option<String>) -> Result<(), WriteError> {
    let auteur = crate::author(tx.ctx());
    let marques = Marques { doublon: doublon.as_deref(), importe: None };
    if store::mouvements::add(tx, one, marques, auteur).await? {
        return Ok(());
    }
    Err(Refus::Doublon { jour: one.saisie.jour, cents: one.saisie.cents }.into())
}

/// Its year is open, its envelopes exist, its commitment is one.
async fn ready(tx: &mut Tx, saisie: &Saisie) -> Result<(), WriteError> {
    open(tx, &[saisie.jour]).await?;
    let known = cles(tx).await?;
    let wrong = saisie.parts.iter().enumerate().filter(|(_, part)| !is_known(&known, part.cle));
    let refus: Vec<Refus> = wrong.map(|(rang, _)| Refus::Enveloppe(champ("enveloppe", rang))).collect();
    if !refus.is_empty() {
        return Err(refus.into());
    }
    if let Some(id) = saisie.engagement {
        let promise = store::mouvements::hold(tx, id).await?;
        let open = promise.is_some_and(|one| one.saisie.genre == Genre::Engagement && one.solde_le.is_none());
        if !open || saisie.genre != Genre::Depense {
            return Err(Refus::Engagement.into());
        }
    }
    Ok(())
}

/// Envelopes that have a row somewhere.
pub(crate) async fn cles(tx: &mut Tx) -> db::Result<BTreeSet<Cle>> {
    let aides = projet_sante::store::aides::aides(tx).await?;
    let libres = store::financements::financements(tx).await?;
    let aides = aides.iter().map(|one| Cle::Aide(one.id.uuid()));
    Ok(aides.chain(libres.iter().map(|one| Cle::Libre(one.id))).collect())
}

/// Whether an envelope exists: money of a mission may be spent before its contract is entered.
pub(crate) fn is_known(known: &BTreeSet<Cle>, cle: Cle) -> bool {
    cle.mission().is_some() || cle == Cle::Cotisations || known.contains(&cle)
}

/// What the journal names it.
pub(crate) fn objet(id: Id<Mouvement>) -> String {
    format!("mouvement:{id}")
}

/// What the journal says of it: never whom it paid, nor for which post a salary was.
pub(crate) fn said(saisie: &Saisie) -> String {
    told(saisie).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

/// The same, fact by fact.
fn told(saisie: &Saisie) -> Vec<(&'static str, String)> {
    let secret = saisie.nature == Nature::Salaire;
    let words = if secret { saisie.nature.libelle().to_owned() } else { saisie.libelle.clone() };
    let part = |one: &Part| format!("{} {} {}", one.cle, one.compte, euros(one.cents));
    let parts = saisie.parts.iter().map(part).collect::<Vec<_>>().join(" + ");
    vec![
        ("sens", saisie.genre.libelle().to_owned()),
        ("date", ui::francais::date(saisie.jour)),
        ("montant", euros(saisie.cents)),
        ("libellé", words),
        ("référence", saisie.reference.clone()),
        ("parts", parts),
    ]
}

/// What a correction changed: what stood before stays readable.
fn changes(old: &Saisie, new: &Saisie) -> String {
    let pairs = told(old).into_iter().zip(told(new)).filter(|((_, old), (_, new))| old != new);
    let all: Vec<String> =
        pairs.map(|((name, old), (_, new))| format!("{name}\u{a0}: {old} → {new}")).collect();
    if all.is_empty() { said(new) } else { all.join(" ; ") }
}
