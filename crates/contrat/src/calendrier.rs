//! The calendar that follows from a contract, and keeping what calendars are told of it.

use crate::contrat::Contrat;
use crate::echeance::{Echeance, Faite, changes};
use crate::{Refus, WriteError, coherence, store};
use db::Tx;
use jiff::civil::Date;
use law::Parameters;

/// The dates that follow from a signed contract, as the accord says and as people noted them; by day. None for a draft.
///
/// # Errors
/// A fault of storage; an incoherent contract has no date.
pub async fn echeances(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    today: Date,
) -> db::Result<Vec<Echeance>> {
    let told = store::echeances::gardees(tx, contrat.id).await?;
    let mut all = computed(law, contrat, today).unwrap_or_default();
    for one in &mut all {
        let Some(old) = told.iter().find(|old| old.cle == one.cle) else { continue };
        one.sequence = old.sequence + u32::from(old.jour != one.jour || old.retire_le.is_some());
        one.change_le = Some(old.change_le);
        if old.faite.is_some() {
            (one.faite, one.plain) = (old.faite.clone(), false);
        }
    }
    Ok(all)
}

/// Checks that a contract about to be written holds together, and tells calendars what changed.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn settle(tx: &mut Tx, law: &Parameters, contrat: &Contrat) -> Result<(), WriteError> {
    if contrat.signature.is_none() {
        return Ok(());
    }
    coherence::check(law, contrat)?;
    let (today, now) = (crate::today(tx.ctx().now), tx.ctx().now);
    let all = computed(law, contrat, today)?;
    let told = store::echeances::gardees(tx, contrat.id).await?;
    for gardee in changes(&told, &all, now) {
        store::echeances::keep(tx, contrat.id, &gardee).await?;
    }
    Ok(())
}

fn computed(law: &Parameters, contrat: &Contrat, today: Date) -> Result<Vec<Echeance>, Refus> {
    let (Some(cas), Some(terme)) = (contrat.cas(&[], today), contrat.terme()) else { return Ok(Vec::new()) };
    let all = aci::echeances(law, &cas).map_err(|errors| coherence::first(&errors))?;
    // What would come after an early end is not due any more.
    let ended = |one: &aci::Echeance| contrat.fin.is_some() && one.date > terme;
    Ok(all.into_iter().filter(|one| !ended(one)).map(read).collect())
}

fn read(one: aci::Echeance) -> Echeance {
    Echeance {
        cle: one.id,
        jour: one.date,
        libelle: one.titre,
        nature: one.nature,
        texte: one.note.unwrap_or_default(),
        sources: one.sources.iter().map(ToString::to_string).collect(),
        incertain: one.uncertain,
        plain: one.faite.is_some(),
        faite: one.faite.map(|le| Faite { le, note: String::new() }),
        sequence: 0,
        change_le: None,
    }
}
