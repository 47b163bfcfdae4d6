use crate::droits::COTISER;
use crate::store::{cotisations, paiements};
use crate::{Adherent, Paiement, WriteError};
use db::{Db, Trace};
use kernel::saisie::{Refus, Refuses, line, maybe_line};
use kernel::{Ctx, Id, today};
use ui::francais;

/// What nobody asked for.
const UNKNOWN: WriteError = WriteError::Inconnu("Cette cotisation");

/// Notes money received of a fee, under the id that its form was given: sent twice, it is one payment, and never more than
/// what is left to pay.
///
/// # Errors
/// [`WriteError`].
pub async fn note_paiement(ctx: &Ctx, db: &Db, paiement: Paiement) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let mut faults = Refuses::default();
    let reference = faults.keep(maybe_line("reference", &paiement.reference));
    if paiement.cents <= 0 {
        faults.add("montant", "Un montant supérieur à zéro est attendu.");
    }
    if paiement.jour > today(ctx.now) {
        faults.add("jour", "Cette date est dans le futur.");
    }
    let paiement = faults.finish(Paiement { reference, ..paiement })?;
    let mut tx = db.begin(ctx).await?;
    let fee = cotisations::hold(&mut tx, paiement.adherent, paiement.annee).await?.ok_or(UNKNOWN)?;
    if fee.paiements.contains(&paiement) {
        return Ok(());
    }
    if fee.offerte.is_some() {
        return Err(WriteError::PasPossible(
            "Cette cotisation est offerte\u{a0}: appelez-la de nouveau avant de noter un paiement.",
        ));
    }
    if paiement.cents > fee.reste() {
        let words = match fee.reste() {
            0 => "Cette cotisation est déjà payée.".to_owned(),
            left => format!("Il reste {} à payer\u{a0}: ce montant dépasse.", francais::euros(left)),
        };
        return Err(Refus::new("montant", words).into());
    }
    if !paiements::add(&mut tx, &paiement, None, crate::author(ctx)).await? {
        return Err(WriteError::DejaNote);
    }
    let words = format!("{}, {}", paiement.annee, francais::euros(paiement.cents));
    let trace = Trace::new("adhesions.paiement_note", crate::objet(paiement.adherent));
    tx.record(trace.detail(words).after(&paiement));
    tx.commit().await?;
    Ok(())
}

/// Cancels money noted by mistake; the journal keeps it.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel_paiement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    paiement: Id<Paiement>,
) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let mut tx = db.begin(ctx).await?;
    let fees = cotisations::de(&mut tx, id).await?;
    let known = fees.iter().flat_map(|fee| &fee.paiements).find(|one| one.id == paiement);
    let known = known.ok_or(WriteError::Inconnu("Ce paiement"))?;
    if !paiements::cancel(&mut tx, paiement).await? {
        return Err(WriteError::Inconnu("Ce paiement"));
    }
    let words = format!("{}, {}", known.annee, francais::euros(known.cents));
    tx.record(Trace::new("adhesions.paiement_annule", crate::objet(id)).detail(words).before(known));
    tx.commit().await?;
    Ok(())
}

/// Offers a fee, with a reason, or asks for it again (`None`). What was paid of it already stays paid.
///
/// # Errors
/// [`WriteError`].
pub async fn offer_cotisation(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    annee: i16,
    motif: Option<&str>,
) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let motif = motif.map(|text| line("motif", text)).transpose()?;
    let mut tx = db.begin(ctx).await?;
    let fee = cotisations::hold(&mut tx, id, annee).await?.ok_or(UNKNOWN)?;
    if fee.offerte == motif {
        return Ok(());
    }
    if motif.is_some() && fee.recu() > 0 {
        return Err(WriteError::PasPossible(
            "Un paiement est noté\u{a0}: annulez-le avant d’offrir la cotisation.",
        ));
    }
    cotisations::offer(&mut tx, id, annee, motif.as_deref()).await?;
    let action =
        if motif.is_some() { "adhesions.cotisation_offerte" } else { "adhesions.cotisation_reprise" };
    tx.record(Trace::new(action, crate::objet(id)).detail(annee).before(&fee.offerte).after(&motif));
    tx.commit().await?;
    Ok(())
}
