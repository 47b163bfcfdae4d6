use crate::atteintes::demarree;
use crate::cible::Sort;
use crate::dialogue::{Cloture, Correction, said};
use crate::droits::CONDUIRE;
use crate::plan_dialogue::held;
use crate::reserve::{empreinte, phrases, reserves};
use crate::{Dialogue, WriteError, store};
use db::{Db, Trace, Tx};
use indicateurs::{Demande, Gel};
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use uuid::Uuid;

/// What whoever closes says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consentement {
    /// Indicators of which nothing is known are settled at zero.
    pub a_zero: bool,
    /// Print of what they read that still lacks, and close all the same; empty when they did not say so. None for a program, that
    /// nobody asks.
    pub lues: Option<String>,
}

/// Closes a dialogue: the figures of the year are frozen, the achievement goes to the contract, which then knows what its variable
/// part is worth; refused while an indicator with a weight has no value, or while something that nobody read still lacks. Closed
/// again after a correction, the first figures serve: they never change.
///
/// # Errors
/// [`WriteError::Reserves`], another [`WriteError`].
pub async fn close_dialogue(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Dialogue>,
    dit: &Consentement,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let contrat = contrat::contrat(&mut tx, old.contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let former = old.may_close()?;
    let waiting = store::cibles::cibles(&mut tx, id).await?;
    if waiting.iter().any(|one| one.sort == Sort::EnAttente) {
        return Err(WriteError::CiblesEnAttente);
    }
    let left = reserves(&mut tx, law, &contrat, &old, kernel::today(ctx.now)).await?;
    if !left.is_empty() && dit.lues.as_ref().is_some_and(|lues| *lues != empreinte(&left)) {
        return Err(WriteError::Reserves(phrases(&left).join("\u{202f}; ")));
    }
    let gel = match former {
        Some(gel) => gel,
        None => settle(&mut tx, law, &contrat, &old, dit.a_zero).await?,
    };
    let new = old.closed(Cloture { gel, le: ctx.now, par: person(ctx) })?;
    store::dialogues::change(&mut tx, &new).await?;
    if let Some(tenue) = new.tenue() {
        contrat::mark_dialogue(&mut tx, contrat.id, new.annee, tenue.le).await?;
    }
    let all = std::iter::once(new.titre()).chain(phrases(&left)).collect::<Vec<_>>().join("\u{202f}; ");
    tx.record(Trace::new("dialogue.clos", new.objet()).detail(all).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Freezes the year, unless it was from the page of indicators, and hands the achievement down to the contract.
async fn settle(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &contrat::Contrat,
    dialogue: &Dialogue,
    a_zero: bool,
) -> Result<Id<Gel>, WriteError> {
    let final_one = |one: &Gel| one.definitif && one.annee == dialogue.annee;
    let found = indicateurs::gels(tx, contrat.id).await?.into_iter().find(final_one).map(|one| one.id);
    let today = kernel::today(tx.ctx().now);
    let table = indicateurs::tableau(tx, law, contrat, dialogue.annee, today).await?;
    let live = |mission: &str| demarree(contrat, &table, mission);
    let gel = match found {
        Some(gel) => gel,
        None => {
            // What has not started is not settled: its lines without value wait for nobody's word.
            let bare =
                table.lignes.iter().any(|one| one.sans_atteinte() && live(&one.indicateur.texte.mission));
            let a_zero = a_zero || !bare;
            let demande =
                Demande { libelle: dialogue.titre(), definitif: true, cle: dialogue.objet(), a_zero };
            indicateurs::freeze(tx, law, contrat, dialogue.annee, demande).await?
        }
    };
    let mut arretees = indicateurs::arretees(tx, gel).await?;
    arretees.retain(|one| counts(contrat, dialogue.annee, &one.mission) && live(&one.mission));
    contrat::settle_realisations(tx, contrat.id, dialogue.annee, &arretees).await?;
    Ok(gel)
}

/// Whether a mission is in the contract for that year: the rate of another one is worth nothing, and must not keep the year open.
pub(crate) fn counts(contrat: &contrat::Contrat, annee: u32, mission: &str) -> bool {
    let last = contrat::annees(contrat).into_iter().find(|one| one.numero == annee).map(|one| one.au);
    contrat.mission(mission).is_some_and(|one| match (one.debut, last) {
        (Some(debut), Some(last)) => debut <= last,
        _ => true,
    })
}

/// Opens a closed dialogue again to correct what was written. Its figures stay frozen; the journal and the minutes keep why.
///
/// # Errors
/// [`WriteError`].
pub async fn reopen_dialogue(ctx: &Ctx, db: &Db, id: Id<Dialogue>, motif: &str) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let new = old.reopened(ctx.now)?;
    let motif = said("Le motif", motif, 1_000)?;
    let correction = Correction { le: ctx.now, par: person(ctx), motif };
    store::dialogues::change(&mut tx, &new).await?;
    store::dialogues::add_correction(&mut tx, id, &correction).await?;
    let trace = Trace::new("dialogue.rouvert", new.objet());
    tx.record(trace.detail(&correction.motif).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

const fn person(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    }
}
