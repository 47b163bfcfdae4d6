//! A form that may carry files.

use super::tour::Tour;
use crate::{Depot, depot::MAX};
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{fmt::Write, time::Duration};
use tokio::time::timeout;
use web::{FieldErrors, Fields, Problem};

/// Words of a form with files, at most, in bytes.
const WORDS: usize = 2 * 1024 * 1024;
/// Files of one form, at most.
const FILES: usize = 6;
/// Parts of one form, at most: its fields and its files.
const PARTS: usize = 1_000;
/// Longest name of a field or of a file, in bytes.
const NAME: usize = 1_000;
/// What is read of one form, at most, in bytes, its headings included: three files as big as they may be. The rest of a
/// file that is too big is read and forgotten, so that the page can say so.
const READ: usize = 60_000_000;
/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(300);

/// A form as it was sent, with its files. A form without files is read as [`Fields`] does.
#[derive(Debug)]
pub struct Envoi {
    /// Its other fields.
    pub fields: Fields,
    files: Vec<(String, Depot)>,
    _tour: Option<Tour>,
}

impl Envoi {
    /// The file of the field `name`; none when nothing was chosen.
    #[must_use]
    pub fn fichier(&self, name: &str) -> Option<&Depot> {
        self.files.iter().find(|(field, _)| field == name).map(|(_, depot)| depot)
    }

    /// The same, taken out of the form.
    pub fn take(&mut self, name: &str) -> Option<Depot> {
        let at = self.files.iter().position(|(field, _)| field == name)?;
        Some(self.files.swap_remove(at).1)
    }

    /// Says beside the field `name` why its file cannot be kept, if so.
    pub fn check(&self, name: &str, errors: &mut FieldErrors) {
        if let Some(Err(refus)) = self.fichier(name).map(Depot::check) {
            errors.add(name, refus);
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Envoi {
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let fields = Fields::from_request(request, state).await?;
            return Ok(Self { fields, files: Vec::new(), _tour: None });
        }
        // The gate has checked the right of the route; nothing of the body was read yet.
        let tour = Tour::take(request.extensions().get()).await?;
        DefaultBodyLimit::max(READ).apply(&mut request);
        let multipart = Multipart::from_request(request, state).await.map_err(|_| broken())?;
        let (fields, files) = timeout(PATIENCE, read(multipart)).await.map_err(|_| {
            Problem::new(408, "pieces-envoi-trop-long", "L’envoi du fichier a pris plus de cinq minutes.")
                .detail("Réessayez avec une meilleure connexion, ou un fichier plus petit.")
        })??;
        Ok(Self { fields, files, _tour: Some(tour) })
    }
}

async fn read(mut multipart: Multipart) -> Result<(Fields, Vec<(String, Depot)>), Problem> {
    let (mut words, mut files, mut parts) = (String::new(), Vec::new(), 0_usize);
    while let Some(mut field) = multipart.next_field().await.map_err(|error| cut(&error))? {
        parts += 1;
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        if parts > PARTS || name.len() > NAME || file.as_ref().is_some_and(|file| file.len() > NAME) {
            return Err(too_much());
        }
        let Some(file) = file else {
            let text = text(&mut field, WORDS.saturating_sub(words.len())).await?;
            let (name, text) = (encode(&name), encode(&text));
            let _ = write!(words, "{name}={text}&");
            continue;
        };
        let first = field.chunk().await.map_err(|error| cut(&error))?.unwrap_or_default();
        // A browser sends a field where nothing was chosen as a file without name or byte.
        if first.is_empty() && file.is_empty() {
            continue;
        }
        if files.len() == FILES {
            return Err(too_much());
        }
        files.push((name, whole(&mut field, &file, first.to_vec()).await?));
    }
    Ok((Fields::parse(&words), files))
}

async fn whole(field: &mut Field<'_>, nom: &str, mut octets: Vec<u8>) -> Result<Depot, Problem> {
    let mut size = octets.len() as u64;
    while let Some(chunk) = field.chunk().await.map_err(|error| cut(&error))? {
        size += chunk.len() as u64;
        if size > MAX {
            octets = Vec::new();
        } else {
            octets.extend_from_slice(&chunk);
        }
    }
    Ok(if size > MAX { Depot::too_big(nom, size) } else { Depot::new(nom, octets) })
}

async fn text(field: &mut Field<'_>, most: usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| cut(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(too_much());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn encode(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}

/// The line broke, or more was sent than is read.
fn cut(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_much() } else { broken() }
}

fn broken() -> Problem {
    Problem::new(400, "pieces-envoi-coupe", "L’envoi s’est interrompu avant la fin.")
        .detail("Rien n’a été enregistré. Revenez en arrière et recommencez.")
}

fn too_much() -> Problem {
    Problem::new(413, "pieces-trop-grosse", "Cet envoi est trop gros.")
        .detail("Un fichier fait 20\u{a0}Mo au plus\u{a0}; envoyez-les l’un après l’autre.")
}
