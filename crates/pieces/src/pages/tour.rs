//! Whose turn it is to send files: few forms are read at once, and fewer of the same person.

use kernel::Actor;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};
use uuid::Uuid;
use web::{Problem, Visit};

/// Forms read at once, in the whole program.
pub(crate) const ROOM: usize = 8;
/// Forms of one person read at once.
pub(crate) const EACH: usize = 2;
/// How long a form waits for its turn.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 0 } else { 3 });

static FREE: Semaphore = Semaphore::const_new(ROOM);
/// Whose forms are being read, once for each.
static READING: Mutex<Vec<Uuid>> = Mutex::new(Vec::new());

/// The turn of one form, until it is dropped.
#[derive(Debug)]
pub(crate) struct Tour {
    _free: SemaphorePermit<'static>,
    _mine: Option<Mine>,
}

impl Tour {
    /// Waits a little for a turn.
    pub(crate) async fn take(visit: Option<&Visit>) -> Result<Self, Problem> {
        let who = visit.and_then(|visit| match visit.ctx.actor {
            Actor::Personne(id) => Some(id),
            _ => None,
        });
        Self::of(who).await
    }

    pub(crate) async fn of(who: Option<Uuid>) -> Result<Self, Problem> {
        let mine = who.map(Mine::take).transpose()?;
        let free = timeout(PATIENCE, FREE.acquire()).await.map_err(|_| busy())?;
        Ok(Self { _free: free.map_err(|error| Problem::fault(&error))?, _mine: mine })
    }
}

/// One of the turns of a person.
#[derive(Debug)]
struct Mine(Uuid);

impl Mine {
    fn take(who: Uuid) -> Result<Self, Problem> {
        let mut all = reading();
        if all.iter().filter(|one| **one == who).count() >= EACH {
            return Err(busy());
        }
        all.push(who);
        Ok(Self(who))
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        let mut all = reading();
        if let Some(at) = all.iter().position(|one| *one == self.0) {
            all.swap_remove(at);
        }
    }
}

fn reading() -> MutexGuard<'static, Vec<Uuid>> {
    READING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn busy() -> Problem {
    Problem::new(503, "pieces-envoi-occupe", "Trop de fichiers arrivent en ce moment.")
        .detail("Rien n’a été enregistré. Attendez une minute, puis recommencez.")
}
