use crate::{Answer, Problem};
use axum::{http::header, response::IntoResponse};
use std::fmt::Display;

/// A file to keep, named `name` (ASCII), of that media type. `write` makes it on a thread of its own: setting pages or filling
/// a spreadsheet takes a processor for a while, and must not be one of those that answer.
///
/// # Errors
/// A fault, when the file cannot be made.
pub async fn download<E: Display + Send + 'static>(
    name: &str,
    kind: &'static str,
    write: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Answer {
    let written = tokio::task::spawn_blocking(write).await.map_err(|error| Problem::fault(&error))?;
    let bytes = written.map_err(|error| Problem::fault(&error))?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}
