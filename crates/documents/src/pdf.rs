//! A document as PDF.

mod data;
mod fonts;
mod typesetter;

use crate::letters::Letters;
use crate::model::Document;
use crate::{Error, picture};

pub(crate) use fonts::FONTS;

/// A PDF and its number of pages.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
}

/// The document as PDF: A4, tagged for screen readers, with outline, embedded fonts and vector drawings. The same
/// document gives the same bytes. Takes tens of milliseconds of one core and more for long tables: not for an
/// asynchronous thread.
///
/// # Errors
/// [`Error::Row`] when a table has a row longer than its columns, [`Error::Figure`] when a drawing is not SVG,
/// [`Error::Typesetting`] when the typesetter refuses.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    pdf_counted(document).map(|pdf| pdf.bytes)
}

/// As [`pdf`], with the number of pages.
///
/// # Errors
/// As [`pdf`].
pub fn pdf_counted(document: &Document) -> Result<Pdf, Error> {
    document.check()?;
    let drawings = picture::sizes(document)?;
    let data = serde_json::to_vec(&data::of(document, &drawings))?;
    typesetter::typeset(typesetter::Look::Document, data)
}

/// Letters as PDF, one a page; the same letters give the same bytes. Not for an asynchronous thread.
///
/// # Errors
/// [`Error::Typesetting`] when the typesetter refuses.
pub fn letters(letters: &Letters) -> Result<Vec<u8>, Error> {
    let data = serde_json::to_vec(&data::letters(letters))?;
    typesetter::typeset(typesetter::Look::Letters, data).map(|pdf| pdf.bytes)
}
