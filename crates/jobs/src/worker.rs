use crate::{Pending, Reaction};
use anyhow::anyhow;
use db::{Db, Result, outbox};
use kernel::{Clock, Ctx};
use std::{pin::pin, time::Duration};

const MINUTE: u64 = 60;
/// How long to wait after each failure but the last.
const DELAYS: [Duration; 5] = [
    Duration::from_secs(MINUTE),
    Duration::from_secs(5 * MINUTE),
    Duration::from_secs(30 * MINUTE),
    Duration::from_secs(120 * MINUTE),
    Duration::from_secs(720 * MINUTE),
];
/// How long one reaction may last, and how long an event is ours: after that its worker is believed dead.
const LIMIT: Duration = Duration::from_secs(5 * MINUTE);
const LEASE: Duration = Duration::from_secs(30 * MINUTE);
/// How long to rest when nothing is due; another program's events and retries are seen at the end of it.
const REST: Duration = Duration::from_secs(5);

/// Delivers events to their reactions, one after the other. Several workers may share a database.
pub struct Worker<S: 'static> {
    db: Db,
    clock: Clock,
    state: S,
    reactions: &'static [Reaction<S>],
}

impl<S: Clone> Worker<S> {
    /// A worker that gives `state` to its reactions.
    #[must_use]
    pub const fn new(db: Db, clock: Clock, state: S, reactions: &'static [Reaction<S>]) -> Self {
        Self { db, clock, state, reactions }
    }

    /// Works until `stop`, then finishes the event in hand.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let more = self.step().await.unwrap_or_else(|error| {
                tracing::error!(%error, "outbox");
                false
            });
            let rest = async {
                if !more {
                    tokio::select! { () = self.db.published() => {}, () = tokio::time::sleep(REST) => {} }
                }
            };
            tokio::select! { biased; () = &mut stop => return, () = rest => {} }
        }
    }

    /// Delivers all that is due now; returns how many events that was.
    ///
    /// # Errors
    /// A fault of storage; failures of reactions stay in the outbox.
    pub async fn run_until_idle(&self) -> Result<u32> {
        let mut count = 0;
        while self.step().await? {
            count += 1;
        }
        Ok(count)
    }

    /// Delivers the event that waits for longest; false when there is none.
    async fn step(&self) -> Result<bool> {
        let ctx = self.ctx("travail");
        let Some(event) = outbox::due(&mut self.db.read(&ctx).await?, 1).await?.pop() else {
            return Ok(false);
        };
        let mut tx = self.db.begin(&ctx).await?;
        let ours = outbox::claim(&mut tx, &event, ctx.now + LEASE).await?;
        tx.commit().await?;
        if ours {
            self.deliver(event).await?;
        }
        Ok(true)
    }

    async fn deliver(&self, mut event: Pending) -> Result<()> {
        let mut failures = Vec::new();
        let tried = usize::try_from(event.essais).unwrap_or_default();
        for reaction in self.reactions.iter().filter(|reaction| reaction.event == event.nom) {
            if event.faites.iter().any(|name| name == reaction.name) {
                continue;
            }
            match self.attempt(reaction, &event, tried).await {
                Ok(()) => event.faites.push(reaction.name.to_owned()),
                Err(error) => {
                    tracing::warn!(event = event.nom, id = %event.id, reaction = reaction.name, "{error:#}");
                    failures.push(format!("{} : {error:#}", reaction.name));
                }
            }
        }
        if event.faites.is_empty() && failures.is_empty() {
            tracing::debug!(event = event.nom, "no reaction");
        }
        let ctx = self.ctx("travail");
        let mut tx = self.db.begin(&ctx).await?;
        if failures.is_empty() {
            outbox::done(&mut tx, &event).await?;
        } else {
            let retry = DELAYS.get(tried).map(|delay| ctx.now + *delay);
            if retry.is_none() {
                tracing::error!(event = event.nom, id = %event.id, ?failures, "event given up");
            }
            let said: String = failures.join("\n").chars().take(1_000).collect();
            outbox::failed(&mut tx, &event, &said, retry).await?;
        }
        tx.commit().await
    }

    /// Runs one reaction. Its panic and its slowness are failures like others; so are tries that the program
    /// did not survive, else such an event would come back for ever.
    async fn attempt(&self, reaction: &Reaction<S>, event: &Pending, tried: usize) -> anyhow::Result<()> {
        if tried > DELAYS.len() {
            return Err(anyhow!("abandonné : le programme s'est arrêté pendant chaque essai"));
        }
        let ctx = self.ctx(reaction.name).within(event.cpts);
        let work = (reaction.run)(self.state.clone(), ctx, event.clone());
        match tokio::spawn(tokio::time::timeout(LIMIT, work)).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(anyhow!("plus de {} minutes", LIMIT.as_secs() / MINUTE)),
            Err(error) => Err(anyhow!("arrêt brutal : {error}")),
        }
    }

    fn ctx(&self, name: &'static str) -> Ctx {
        Ctx::system(name, self.clock.now())
    }
}
