//! Hashing takes time and memory on purpose: off the threads that serve pages, and few at once.

use crate::{
    MotDePasse,
    mot_de_passe::{HachageError, verify},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// 19 MiB each: a crowd at the door must not take the machine's memory.
static PLACES: Semaphore = Semaphore::const_new(4);

/// Whether `texte` is the password of `empreinte`; as slow without one.
pub(crate) async fn is_password(texte: &str, empreinte: Option<String>) -> bool {
    let texte = texte.to_owned();
    let _place = PLACES.acquire().await;
    spawn_blocking(move || verify(&texte, empreinte.as_deref())).await.unwrap_or(false)
}

/// The hash of a new password.
pub(crate) async fn hash(mot: &MotDePasse) -> Result<String, HachageError> {
    let mot = mot.clone();
    let _place = PLACES.acquire().await;
    spawn_blocking(move || mot.hash()).await.unwrap_or_else(|error| Err(HachageError(error.to_string())))
}
