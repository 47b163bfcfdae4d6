use crate::{Cpts, Denied, Id, Right, Rights};
use jiff::Timestamp;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who did not say who they are.
    Anonyme,
    /// A signed-in person, by the id that `comptes` gave them.
    Personne(Uuid),
    /// Somebody without account who follows a link sent to them, by the id that `comptes` gave the link.
    Lien(Uuid),
    /// The program itself: a command, a job, an import.
    Systeme(&'static str),
}

impl Actor {
    /// How the journal writes the actor: `anonyme`, `personne:<uuid>`, `lien:<uuid>` or `systeme:<name>`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Anonyme => "anonyme".to_owned(),
            Self::Personne(id) => format!("personne:{id}"),
            Self::Lien(id) => format!("lien:{id}"),
            Self::Systeme(name) => format!("systeme:{name}"),
        }
    }
}

/// From where somebody acts, as the journal keeps it. Empty texts when there is no connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Network address.
    pub ip: String,
    /// What the browser says it is, cut to 200 characters.
    pub agent: String,
    /// Public part of the session id.
    pub session: String,
}

/// Where new ids come from: random and sorted by time in production, counted in tests.
#[derive(Debug, Clone, Default)]
pub enum Ids {
    /// UUID version 7 of the context's instant.
    #[default]
    Random,
    /// 1, 2, 3… so that snapshots never change and two worlds can be given the same ids.
    Counted(Arc<AtomicU64>),
}

/// Everything a verb may know about its caller. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// For which CPTS; [`Id::INSTANCE`] outside any.
    pub cpts: Id<Cpts>,
    /// The instant of the action; a verb never asks a clock.
    pub now: Timestamp,
    /// From where.
    pub origin: Origin,
    /// What this actor may do in this CPTS.
    pub rights: Rights,
    /// Source of new ids.
    pub ids: Ids,
}

impl Ctx {
    /// The program acting on its own, with every right: imports, jobs, demo.
    #[must_use]
    pub fn system(name: &'static str, now: Timestamp) -> Self {
        Self {
            actor: Actor::Systeme(name),
            cpts: Id::INSTANCE,
            now,
            origin: Origin::default(),
            rights: Rights::all(),
            ids: Ids::Random,
        }
    }

    /// The same actor, acting inside `cpts`.
    #[must_use]
    pub fn within(&self, cpts: Id<Cpts>) -> Self {
        Self { cpts, ..self.clone() }
    }

    /// Refuses the action when the actor does not have `right`.
    ///
    /// # Errors
    /// [`Denied`], naming the right.
    pub fn require(&self, right: Right) -> Result<(), Denied> {
        if self.rights.contains(right) { Ok(()) } else { Err(Denied { right }) }
    }

    /// A new identifier.
    #[must_use]
    pub fn id<T>(&self) -> Id<T> {
        Id::new(match &self.ids {
            Ids::Random => self.time_sorted_uuid(),
            Ids::Counted(next) => Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed))),
        })
    }

    fn time_sorted_uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        // The system's random source does not fail once the machine is up; ids must not be predictable otherwise.
        if let Err(error) = getrandom::fill(&mut random) {
            panic!("the system has no random numbers: {error}");
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
