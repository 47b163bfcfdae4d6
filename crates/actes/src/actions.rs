//! The actions of the projet de santé that an act can carry out: a room above this one lists them, at assembly.

use db::{Result, Tx};
use std::pin::Pin;
use uuid::Uuid;

/// An action that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionProposee {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub titre: String,
    /// Its page, under the workspace: « projet/actions/… ».
    pub chemin: String,
}

/// Reads the actions of the CPTS of a transaction, in the order to show.
pub type Lecture =
    for<'a> fn(&'a mut Tx) -> Pin<Box<dyn Future<Output = Result<Vec<ActionProposee>>> + Send + 'a>>;

/// Where they are read: a resource of the program. Without it, acts name no action.
#[derive(Debug, Clone, Copy)]
pub struct Actions(pub Lecture);

/// The actions that can be chosen here and now.
pub(crate) async fn actions(app: &web::App, tx: &mut Tx) -> Result<Vec<ActionProposee>> {
    match app.find::<Actions>() {
        Some(Actions(read)) => read(tx).await,
        None => Ok(Vec::new()),
    }
}
