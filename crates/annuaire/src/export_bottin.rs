use crate::droits::{EXPORTER, VOIR};
use crate::tirage::Tirage;
use crate::{Reference, Visibilite};
use db::{Db, Trace};
use kernel::{Ctx, Denied};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};
use web::Refusal;

/// Files written at once: a printed directory takes a processor for seconds.
static PLACES: Semaphore = Semaphore::const_new(2);

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for spreadsheets.
    Csv,
    /// A workbook.
    Xlsx,
    /// Contacts.
    Vcard,
    /// A printed directory.
    Pdf,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Not theirs to take.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// A fault of a writer.
    #[error("the file could not be written")]
    Write(#[from] documents::Error),
    /// The work was stopped.
    #[error("the work was interrupted")]
    Interrupted(#[from] JoinError),
}

impl Format {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Vcard, Self::Pdf];

    /// The end of the name of the file.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard => "vcf",
            Self::Pdf => "pdf",
        }
    }

    /// What a browser is told.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Vcard => "text/vcard; charset=utf-8",
            Self::Pdf => "application/pdf",
        }
    }

    /// The kind of that extension.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == text)
    }

    fn write(self, tirage: &Tirage) -> Result<Vec<u8>, documents::Error> {
        Ok(match self {
            Self::Csv => documents::csv(&tirage.feuille())?.into_bytes(),
            Self::Xlsx => documents::xlsx(&tirage.classeur())?,
            Self::Vcard => documents::vcard(&tirage.contacts()).into_bytes(),
            Self::Pdf => documents::pdf(&tirage.document())?,
        })
    }
}

/// A file of the directory, to be taken away. The journal keeps who took it, for whom it is meant, how long it is.
///
/// # Errors
/// [`ExportError`].
pub async fn export_bottin(
    ctx: &Ctx,
    db: &Db,
    tirage: Tirage,
    format: Format,
    pour: Visibilite,
) -> Result<Vec<u8>, ExportError> {
    ctx.require(EXPORTER)?;
    let detail = format!("{}, {}, {} fiches", format.extension(), pour.libelle(), tirage.len());
    let bytes = write(tirage, format).await?;
    let mut tx = db.begin(ctx).await?;
    tx.record(Trace::new("annuaire.exporte", "annuaire").detail(detail));
    tx.commit().await?;
    Ok(bytes)
}

/// The contact of one entry, for the telephone of a member.
///
/// # Errors
/// [`ExportError`].
pub async fn export_contact(
    ctx: &Ctx,
    db: &Db,
    tirage: Tirage,
    reference: &Reference,
) -> Result<Vec<u8>, ExportError> {
    ctx.require(VOIR)?;
    let bytes = write(tirage, Format::Vcard).await?;
    let mut tx = db.begin(ctx).await?;
    tx.record(Trace::new("annuaire.contact_exporte", reference.chemin()));
    tx.commit().await?;
    Ok(bytes)
}

/// The public directory, printed: what the page shows to everybody, so nobody is asked who they are. Made once for each
/// state of the directory.
///
/// # Errors
/// [`ExportError`].
pub async fn print_public(bottin: &crate::Bottin, tirage: Option<Tirage>) -> Result<Arc<[u8]>, ExportError> {
    let made = bottin.imprime().get_or_try_init(|| async {
        match tirage {
            Some(tirage) => Ok::<_, ExportError>(Arc::from(write(tirage, Format::Pdf).await?)),
            None => Ok(Arc::from([])),
        }
    });
    Ok(Arc::clone(made.await?))
}

/// Off the threads that serve pages, few at once.
async fn write(tirage: Tirage, format: Format) -> Result<Vec<u8>, ExportError> {
    let _place = PLACES.acquire().await;
    Ok(spawn_blocking(move || format.write(&tirage)).await??)
}

impl Refusal for ExportError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
            Self::Write(_) | Self::Interrupted(_) => (500, "erreur-interne"),
        }
    }
}
