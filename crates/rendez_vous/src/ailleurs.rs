//! Free slots that other programs publish: shown apart, never taken here.

use crate::Horaire;
use kernel::Ctx;
use web::{App, BoxFuture};

/// A slot of somebody else’s diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreneauAilleurs {
    /// Who publishes it.
    pub editeur: String,
    /// Who sees the patients.
    pub professionnel: String,
    /// Where.
    pub lieu: String,
    /// When.
    pub horaire: Horaire,
    /// What is out of the ordinary.
    pub precisions: Vec<String>,
    /// Where it is taken; an address of the Web.
    pub page: Option<String>,
}

/// What the publishers of a CPTS answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lecture {
    /// Their slots to come, in order.
    pub creneaux: Vec<CreneauAilleurs>,
    /// Publishers that did not answer.
    pub muets: Vec<String>,
}

/// Reads them for the CPTS of that address.
pub type Lit = for<'a> fn(&'a App, &'a Ctx, &'a str) -> BoxFuture<'a, db::Result<Lecture>>;

/// Where they are read: a resource of the program. Without it, no slot of others is shown.
#[derive(Debug, Clone)]
pub struct Ailleurs {
    /// The CPTS that have publishers, by the first word of their addresses.
    pub chez: Vec<String>,
    /// How they are read.
    pub read: Lit,
}

/// How they are read for a CPTS, when it has publishers.
pub(crate) fn lit(app: &App, slug: &str) -> Option<Lit> {
    app.find::<Ailleurs>().filter(|one| one.chez.iter().any(|chez| chez == slug)).map(|one| one.read)
}
