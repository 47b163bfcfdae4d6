//! Every SQL statement of the crate: questions, not CRUD.

pub mod affluences;
pub mod aubaines;
pub mod bilans;
pub mod demandes;
pub mod etapes;
pub mod guides;
pub mod horloge;
pub mod identites;
pub mod messages;
pub mod reglages;
pub mod sollicitations;
pub mod transmissions;

use db::{Error, Result};

/// What this room writes as JSON.
fn encode<T: serde::Serialize>(one: &T) -> String {
    // Types of ours, with text keys: serialising them cannot fail.
    serde_json::to_string(one).unwrap_or_default()
}

/// What it wrote.
fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Decode {
        column: "contenu".to_owned(),
        expected: "what this room wrote",
        got: error.to_string(),
    })
}
