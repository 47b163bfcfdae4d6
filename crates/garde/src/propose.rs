use crate::as_participant::hold;
use crate::droits::GERER;
use crate::planning::Refus;
use crate::store::{affectations, plannings};
use crate::{Affectation, Etat, Origine, Planning, Tableau, WriteError, objet};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use rendez_vous::store::effecteurs;
use roulement::{Effort, Probleme, Solution};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a proof is sought: the best plan found by then is given, and said not to be proved.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a proposal is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposee {
    /// People missing.
    pub manques: u32,
    /// What it costs.
    pub cout: i64,
    /// What no plan can cost less than.
    pub borne: i64,
}

/// Fills a planning at the least cost, what is fixed or has begun staying as it is. Nothing is held while it is computed, on a
/// thread of its own: when the plan changed meanwhile, nothing is written.
///
/// # Errors
/// [`WriteError`].
pub async fn propose(ctx: &Ctx, db: &Db, id: Id<Planning>) -> Result<Proposee, WriteError> {
    ctx.require(GERER)?;
    let tableau = Tableau::read(&mut db.read(ctx).await?, id).await?;
    tableau.planning.check_propose()?;
    match () {
        () if tableau.demi_journees.is_empty() => return Err(Refus::SansDemiJournee.into()),
        () if !tableau.participants.iter().any(|one| tableau.is_active(one)) => {
            return Err(Refus::SansParticipant.into());
        }
        () => {}
    }
    let solution = solve(tableau.probleme(Some(ctx.now))).await?;
    let mut tx = db.begin(ctx).await?;
    let held = hold(&mut tx, id).await?;
    held.check_propose()?;
    if held.revision != tableau.planning.revision + 1 {
        return Err(WriteError::Depasse);
    }
    write(&mut tx, &tableau, &solution).await?;
    plannings::set_etat(&mut tx, id, Etat::Propose, Some((solution.objectif, solution.borne))).await?;
    let manques = solution.manques.iter().sum();
    tx.record(Trace::new("garde.plan_propose", objet(id)).detail(solution.affectations.len()));
    tx.commit().await?;
    Ok(Proposee { manques, cout: solution.objectif, borne: solution.borne })
}

/// Stops a search that nobody waits for any more.
struct Arret(Arc<AtomicBool>);

impl Drop for Arret {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The best plan that is found in time, on a thread of its own.
async fn solve(probleme: Probleme) -> Result<Solution, WriteError> {
    let arret = Arret(Arc::new(AtomicBool::new(false)));
    let over = Arc::clone(&arret.0);
    let mut search = tokio::task::spawn_blocking(move || {
        probleme.solve(Effort { stop: &|| over.load(Ordering::Relaxed), ..Effort::default() })
    });
    let found = match tokio::time::timeout(PATIENCE, &mut search).await {
        Ok(found) => found,
        Err(_) => {
            drop(arret);
            search.await
        }
    };
    found
        .map_err(|_| WriteError::PasPossible("Le calcul s’est arrêté\u{a0}: relancez-le."))?
        .map_err(Into::into)
}

async fn write(tx: &mut Tx, tableau: &Tableau, solution: &Solution) -> Result<(), WriteError> {
    // Everybody is held in the same order, so that two plannings that share people wait for each other.
    let everybody: BTreeSet<_> = tableau.participants.iter().map(|one| one.effecteur).collect();
    for one in everybody {
        effecteurs::hold(tx, one).await?;
    }
    affectations::clear(tx, tableau.planning.id).await?;
    let kept: BTreeSet<_> = affectations::of(tx, tableau.planning.id)
        .await?
        .iter()
        .map(|one| (one.demi_journee, one.participant))
        .collect();
    for one in &solution.affectations {
        let what = tableau.demi_journees.get(one.creneau as usize);
        let who = tableau.participants.get(one.personne as usize);
        let Some((what, who)) = what.zip(who).filter(|(what, who)| !kept.contains(&(what.id, who.id))) else {
            continue;
        };
        let one = Affectation {
            demi_journee: what.id,
            participant: who.id,
            effecteur: who.effecteur,
            fixe: false,
            origine: Origine::Proposee,
        };
        // Who has just been put on duty elsewhere is left there: the half-day shows as a hole.
        affectations::keep(tx, &one, what.horaire).await?;
    }
    Ok(())
}
