use crate::{Answer, Problem};
use axum::{http::header, response::IntoResponse};
use std::fmt::Display;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Files made at once: a long document holds 200 MiB while its pages are set.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// A file to keep, named `name` (ASCII), of that media type. `write` makes it on a thread of its own: setting pages or filling
/// a spreadsheet takes a processor for a while, and must not be one of those that answer.
///
/// # Errors
/// A fault, when the file cannot be made; 503 when too many are being made.
pub async fn download<E: Display + Send + 'static>(
    name: &str,
    kind: &'static str,
    write: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Answer {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await.map_err(|_| busy())?;
    let written = tokio::task::spawn_blocking(write).await.map_err(|error| Problem::fault(&error))?;
    drop(turn);
    let bytes = written.map_err(|error| Problem::fault(&error))?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}

fn busy() -> Problem {
    Problem::new(
        503,
        "documents-en-attente",
        "Beaucoup de documents se préparent en ce moment. Recommencez dans une minute.",
    )
}
