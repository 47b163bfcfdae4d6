use crate::add_indicateur::objet;
use crate::add_preuve::{is_cited, keep_preuve, take_away};
use crate::droits::SAISIR;
use crate::indicateur::Indicateur;
use crate::reword_indicateur::held;
use crate::valeur::{Origine, Refus, Saisie, Valeur};
use crate::{WriteError, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Actor, Ctx, Id};
use pieces::{Depot, Piece};
use uuid::Uuid;

/// Enters a value, with the paper that shows it when there is one.
///
/// # Errors
/// [`WriteError`].
pub async fn note_valeur(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    id: Id<Indicateur>,
    saisie: Saisie,
    depot: Option<Depot>,
) -> Result<Id<Valeur>, WriteError> {
    ctx.require(SAISIR)?;
    let mut tx = db.begin(ctx).await?;
    let indicateur = held(&mut tx, id).await?;
    let piece = match depot {
        Some(depot) => Some(pieces::keep(&mut tx, &depot.for_institutions()).await?),
        None => None,
    };
    let valeur = write(&mut tx, contrat, &indicateur, saisie, Origine::Saisie).await?;
    if let Some(piece) = piece {
        tie(&mut tx, contrat, &valeur, &piece).await?;
    }
    tx.commit().await?;
    Ok(valeur.id)
}

/// Takes a value back: it stays in the memory with its reason, and no longer counts. Its papers go with it, files included, but
/// for those that a settled year counted.
///
/// # Errors
/// [`WriteError`].
pub async fn retract_valeur(ctx: &Ctx, db: &Db, id: Id<Valeur>, motif: &str) -> Result<(), WriteError> {
    ctx.require(SAISIR)?;
    if motif.trim().is_empty() {
        return Err(Refus::SansMotif.into());
    }
    let mut tx = db.begin(ctx).await?;
    let old = store::valeurs::valeur(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette valeur"))?;
    // Held before it is taken back: a year is not settled, a paper not joined, at the same time.
    let indicateur = held(&mut tx, old.indicateur).await?;
    if !store::valeurs::retract(&mut tx, id, motif.trim()).await? {
        return Err(Refus::DejaRetiree.into());
    }
    let trace = Trace::new("indicateurs.valeur_retiree", objet(old.indicateur)).detail(motif.trim());
    tx.record(trace.before(&old));
    let mut files = Vec::new();
    for preuve in store::preuves::preuves(&mut tx, indicateur.id).await? {
        if preuve.valeur == Some(id) && !is_cited(&mut tx, &indicateur, &preuve).await? {
            files.push(take_away(&mut tx, &preuve).await?);
        }
    }
    tx.commit().await?;
    for piece in files {
        pieces::release(ctx, db, piece).await?;
    }
    Ok(())
}

/// Writes a value inside a transaction.
pub(crate) async fn write(
    tx: &mut Tx,
    contrat: &Contrat,
    indicateur: &Indicateur,
    saisie: Saisie,
    origine: Origine,
) -> Result<Valeur, WriteError> {
    let ctx = tx.ctx().clone();
    let today = kernel::today(ctx.now);
    if indicateur.contrat != contrat.id || !indicateur.en_vigueur() {
        return Err(WriteError::Inconnu("Cet indicateur"));
    }
    saisie.check(indicateur, today, days(contrat).ok_or(Refus::HorsContrat(saisie.jour))?)?;
    let valeur = Valeur {
        id: ctx.id(),
        indicateur: indicateur.id,
        releve: saisie,
        origine,
        auteur: author(&ctx),
        saisi_le: ctx.now,
    };
    if !store::valeurs::add(tx, &valeur).await? {
        return Err(Refus::DejaUne.into());
    }
    let trace =
        Trace::new("indicateurs.valeur_saisie", objet(indicateur.id)).detail(&indicateur.texte.libelle);
    tx.record(trace.after(&valeur));
    Ok(valeur)
}

/// Ties a paper to a value, in the contract year of the value.
pub(crate) async fn tie(
    tx: &mut Tx,
    contrat: &Contrat,
    valeur: &Valeur,
    piece: &Piece,
) -> Result<(), WriteError> {
    let annee = contrat.annee(valeur.releve.jour).ok_or(Refus::HorsContrat(valeur.releve.jour))?;
    keep_preuve(tx, valeur.indicateur, annee, Some(valeur.id), piece, &piece.nom).await?;
    Ok(())
}

/// First and last day of a contract.
pub(crate) fn days(contrat: &Contrat) -> Option<(Date, Date)> {
    Some((contrat.signature?, contrat.terme()?.yesterday().ok()?))
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    }
}
