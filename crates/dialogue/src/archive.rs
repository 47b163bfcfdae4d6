//! One archive, written as it goes: no more than one file and a slice of the archive are held in memory.

use crate::dossier::Dossier;
use crate::{compte_rendu, index, rapport, tableur};
use documents::Document;
use jiff::civil::Date;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Why an archive was not made.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A document or a workbook.
    #[error(transparent)]
    Document(#[from] documents::Error),
    /// The archive.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// A file of the archive.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Where the bytes of the archive wait until somebody takes them.
#[derive(Debug, Clone, Default)]
pub struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    /// Takes what was written, by slices of `size` bytes; the last, shorter, only when `all` is asked.
    pub fn take(&self, size: usize, all: bool) -> Vec<Vec<u8>> {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let keep = if all { 0 } else { held.len() % size };
        let whole = held.len() - keep;
        let rest = held.split_off(whole);
        let whole = std::mem::replace(&mut *held, rest);
        whole.chunks(size).map(<[u8]>::to_vec).collect()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the files of an archive, in the order given. The same files give the same bytes.
pub struct Archiviste {
    zip: ZipWriter<StreamWriter<Sink>>,
    sink: Sink,
    date: DateTime,
}

impl Archiviste {
    /// An empty archive, whose files all bear that day.
    #[must_use]
    pub fn new(jour: Date) -> Self {
        let sink = Sink::default();
        let part = |n: i8| u8::try_from(n).unwrap_or(1);
        let year = u16::try_from(jour.year()).unwrap_or(1980);
        let date = DateTime::from_date_and_time(year, part(jour.month()), part(jour.day()), 12, 0, 0);
        Self { zip: ZipWriter::new_stream(sink.clone()), sink, date: date.unwrap_or_default() }
    }

    /// Adds a file. Pictures, PDF and office files are stored as they are: they are compressed already.
    ///
    /// # Errors
    /// A name given twice, or a file of 4 GiB.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        let text = [".html", ".csv", ".txt"].iter().any(|ending| path.ends_with(ending));
        let method = if text { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(self.date)
            .unix_permissions(0o644);
        self.zip.start_file(path, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    /// What was written since the last time, by slices of `size` bytes.
    pub fn slices(&self, size: usize) -> Vec<Vec<u8>> {
        self.sink.take(size, false)
    }

    /// Ends the archive; where its last bytes are.
    ///
    /// # Errors
    /// A fault of the archive.
    pub fn finish(self) -> Result<Sink, ArchiveError> {
        self.zip.finish()?;
        Ok(self.sink)
    }
}

/// A document of the pack, in one of its two forms.
pub(crate) fn report(
    dossier: &Dossier,
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> Result<Vec<u8>, ArchiveError> {
    Ok(write(&rapport::document(dossier))?)
}

/// Names of the documents of the pack, before the proofs.
pub(crate) const RAPPORT_PDF: &str = "1-rapport-d-activite.pdf";
/// The same, to be edited.
pub(crate) const RAPPORT_DOCX: &str = "1-rapport-d-activite.docx";
/// Indicators.
pub(crate) const INDICATEURS: &str = "2-indicateurs.xlsx";
/// Money.
pub(crate) const ARGENT: &str = "3-argent.xlsx";
/// Every amount of the contract with its calculation.
pub(crate) const CALCULS: &str = "3-argent-calculs.pdf";
/// Minutes.
pub(crate) const COMPTE_RENDU: &str = "4-compte-rendu.docx";
/// Proofs.
pub(crate) const PREUVES: &str = "5-preuves.csv";
/// Read first.
pub(crate) const INDEX: &str = "LISEZ-MOI.html";

/// Adds the documents other than the report.
pub(crate) fn tables(archive: &mut Archiviste, dossier: &Dossier) -> Result<(), ArchiveError> {
    archive.add(INDICATEURS, &documents::xlsx(&tableur::indicateurs(dossier))?)?;
    archive.add(ARGENT, &documents::xlsx(&tableur::argent(dossier))?)?;
    if let Some(document) = &dossier.calculs {
        archive.add(CALCULS, &documents::pdf(document)?)?;
    }
    if dossier.rencontre.le.is_some() {
        archive.add(COMPTE_RENDU, &documents::docx(&compte_rendu::document(dossier))?)?;
    }
    archive.add(PREUVES, documents::csv(&tableur::preuves(dossier))?.as_bytes())?;
    archive.add(INDEX, index::page(dossier).as_bytes())
}

/// A whole archive in memory, `content` giving the bytes of each proof: for measures and tests. The job writes slice by slice.
///
/// # Errors
/// A document that cannot be written, or a fault of the archive.
pub fn pack(
    dossier: &Dossier,
    mut content: impl FnMut(&pieces::Piece) -> Vec<u8>,
) -> Result<Vec<u8>, ArchiveError> {
    let mut archive = Archiviste::new(dossier.jour);
    archive.add(RAPPORT_PDF, &report(dossier, documents::pdf)?)?;
    archive.add(RAPPORT_DOCX, &report(dossier, documents::docx)?)?;
    tables(&mut archive, dossier)?;
    for proof in &dossier.preuves {
        archive.add(&proof.chemin, &content(&proof.piece))?;
    }
    Ok(archive.finish()?.take(1 << 20, true).concat())
}
