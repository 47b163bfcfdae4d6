//! The queue over the outbox: takes the events that transactions have published and runs what follows from
//! them, at least once.
//!
//! * [`Reaction`]: one line of the application's table, event → verb.
//! * [`Worker`]: claims an event, runs its reactions, forgets it. A reaction that fails is tried again after
//!   1 minute, 5 minutes, 30 minutes, 2 hours and 12 hours; then the event is given up, kept and logged.
//!
//! A reaction may run twice when the program dies in the middle of it: what cannot be done twice takes the id
//! of the event as its key.

mod worker;

#[cfg(test)]
mod tests;

pub use db::outbox::Pending;
pub use worker::Worker;

use kernel::Ctx;
use std::pin::Pin;

/// What a reaction does, once started.
pub type Work = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>>;

/// What follows from an event. `S` is what the application gives its reactions to work with.
///
/// ```ignore
/// const REACTIONS: &[Reaction<App>] = &[
///     Reaction::new("comptes.lien_demande", "envoi_du_lien", |app, ctx, event| Box::pin(send(app, ctx, event))),
/// ];
/// ```
pub struct Reaction<S> {
    event: &'static str,
    name: &'static str,
    run: fn(S, Ctx, Pending) -> Work,
}

impl<S> Reaction<S> {
    /// When `event` is told, do `run`. `name`, one word, says who acts in the journal and tells the reactions
    /// to one event apart. The context has every right in the CPTS of the event.
    pub const fn new(event: &'static str, name: &'static str, run: fn(S, Ctx, Pending) -> Work) -> Self {
        Self { event, name, run }
    }

    /// The event it follows from.
    #[must_use]
    pub const fn event(&self) -> &'static str {
        self.event
    }
}
