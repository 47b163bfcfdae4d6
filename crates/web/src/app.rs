use crate::{BoxFuture, Module, Nav, RightsTable};
use db::Db;
use jiff::Timestamp;
use kernel::{Clock, Cpts, Id};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};
use uuid::Uuid;

/// What a handler can reach: database, clock, settings, and the resources that modules put there at start.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// Storage.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Settings of the instance.
    pub settings: Settings,
    pub(crate) identify: Identify,
    pub(crate) rights: RightsTable,
    pub(crate) nav: Vec<Nav>,
    headings: &'static [(u8, &'static str)],
    phrases: HashMap<&'static str, &'static str>,
    pub(crate) csrf_key: [u8; 32],
    sms: bool,
    resources: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Settings of an instance that pages need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address seen from outside, without a final slash: links in mails, `Secure` cookies when `https`.
    pub public_url: String,
    /// Demo mode: local mailbox, `/style`, banner.
    pub demo: bool,
    /// Name of the instance.
    pub name: String,
}

impl Settings {
    /// Whether cookies are kept to encrypted connections.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// A CPTS, as the address bar names it.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its id.
    pub id: Id<Cpts>,
    /// First segment of its addresses.
    pub slug: String,
    /// Its name.
    pub nom: String,
}

/// A signed-in person, with the roles they hold here.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Id of the person.
    pub person: Uuid,
    /// Name shown in the header.
    pub name: String,
    /// Public part of the session.
    pub session: String,
    /// Codes of the roles held in this CPTS, and of those held on the instance.
    pub roles: Vec<String>,
    /// The main role here, as people say it.
    pub role_label: String,
}

/// Who calls, and where.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The person, when signed in.
    pub identity: Option<Identity>,
    /// The CPTS, when the address names an existing one.
    pub tenant: Option<Tenant>,
}

/// Finds the caller from a session token and the slug in the address.
pub type Identify =
    for<'a> fn(&'a Db, Timestamp, Option<&'a str>, Option<&'a str>) -> BoxFuture<'a, db::Result<Caller>>;

/// Assembles an [`App`].
pub struct Builder {
    parts: Parts,
}

impl App {
    /// Starts an assembly.
    #[must_use]
    pub fn builder(
        db: Db,
        clock: Clock,
        settings: Settings,
        identify: Identify,
        rights: RightsTable,
    ) -> Builder {
        let csrf_key = db.secret().derive("csrf");
        let parts = Parts {
            db,
            clock,
            settings,
            identify,
            rights,
            nav: Vec::new(),
            headings: &[],
            phrases: HashMap::new(),
            csrf_key,
            sms: false,
            resources: HashMap::new(),
        };
        Builder { parts }
    }
}

impl Parts {
    /// A resource that a module put there at start. A resource that nobody put is a fault of assembly, seen by
    /// the first test that draws the page.
    ///
    /// # Panics
    /// When the resource is missing.
    #[must_use]
    pub fn resource<T: Send + Sync + 'static>(&self) -> &T {
        let Some(found) = self.find() else { panic!("no {} in this App", std::any::type_name::<T>()) };
        found
    }

    /// A resource that some programs have and others do without.
    #[must_use]
    pub fn find<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.resources.get(&TypeId::of::<T>()).and_then(|any| any.downcast_ref())
    }

    /// What the journal says of an action, in French; its own name when no module has a sentence for it.
    #[must_use]
    pub fn phrase(&self, action: &str) -> String {
        self.phrases
            .get(action)
            .map_or_else(|| action.replace(['.', '_'], " "), |phrase| (*phrase).to_owned())
    }

    /// The heading over the entries of the navigation at that rank; empty when they stand under none.
    #[must_use]
    pub fn heading(&self, rank: u8) -> &'static str {
        self.headings.iter().rev().find(|(from, _)| *from <= rank).map_or("", |(_, words)| words)
    }

    /// Whether text messages leave from here: a door refuses to promise one otherwise.
    #[must_use]
    pub const fn can_send_sms(&self) -> bool {
        self.sms
    }

    /// The rights table.
    #[must_use]
    pub const fn rights(&self) -> &RightsTable {
        &self.rights
    }
}

impl Builder {
    /// Adds a resource.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, resource: T) -> Self {
        self.parts.resources.insert(TypeId::of::<T>(), Box::new(resource));
        self
    }

    /// Says whether text messages leave from here; they do not unless it is said.
    #[must_use]
    pub fn can_send_sms(mut self, yes: bool) -> Self {
        self.parts.sms = yes;
        self
    }

    /// Adds the navigation and the sentences of the modules.
    #[must_use]
    pub fn modules(mut self, modules: &[Module]) -> Self {
        self.parts.nav = modules.iter().flat_map(|module| module.nav).copied().collect();
        self.parts.nav.sort_by_key(|nav| nav.rank);
        self.parts.phrases = modules.iter().flat_map(|module| module.phrases).copied().collect();
        self
    }

    /// Groups the navigation: each heading stands over the entries from its rank on. Smallest rank first.
    #[must_use]
    pub fn headings(mut self, headings: &'static [(u8, &'static str)]) -> Self {
        self.parts.headings = headings;
        self
    }

    /// The assembled application.
    #[must_use]
    pub fn build(self) -> App {
        App(Arc::new(self.parts))
    }
}
