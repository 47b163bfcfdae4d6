//! A document as DOCX, written as WordprocessingML (ECMA-376): the crates that write it know neither headings of tables
//! that come back on each page, nor the words that stand for a drawing, nor the language of a text.

mod body;
mod outline;
mod parts;
mod tables;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Error;
use crate::model::Document;

/// The document as DOCX: styles of headings, numbered headings, tables whose headings come back on each page, drawings
/// as images with the words that stand for them, header, footer, properties. The same document gives the same bytes.
/// « Sommaire » holds links, and takes page numbers when it is refreshed in the word processor.
///
/// # Errors
/// [`Error::Row`] when a table has a row longer than its columns, [`Error::Figure`] when a drawing is not SVG.
pub fn docx(document: &Document) -> Result<Vec<u8>, Error> {
    document.check()?;
    let body = body::of(document)?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts::of(document, &body) {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    let stored = options.compression_method(CompressionMethod::Stored);
    for (number, png) in (1..).zip(&body.images) {
        archive.start_file(format!("word/media/figure{number}.png"), stored)?;
        archive.write_all(png)?;
    }
    Ok(archive.finish()?.into_inner())
}
