//! Names of communes: another room knows them, the program says how to ask it.

use db::{Result, Tx};
use identifiants::CommuneCode;
use std::collections::BTreeMap;
use web::{App, BoxFuture};

/// The communes offered to whoever asks to belong: those of the territory, by code.
pub type Noms = BTreeMap<CommuneCode, String>;

/// How the communes of the CPTS are read; put in the program at assembly.
#[derive(Debug, Clone, Copy)]
pub struct Communes(pub for<'a> fn(&'a App, &'a mut Tx) -> BoxFuture<'a, Result<Noms>>);

/// The communes of the CPTS; none when the program does not know them.
pub(crate) async fn communes(app: &App, tx: &mut Tx) -> Result<Noms> {
    match app.find::<Communes>() {
        Some(Communes(read)) => read(app, tx).await,
        None => Ok(Noms::new()),
    }
}
