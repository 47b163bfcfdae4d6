//! What a file is, told by its first bytes and its inside.

use crate::depot::Refus;
use crate::office;
use std::{fmt, str::FromStr};

/// The kinds of file that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Genre {
    /// Portable document.
    Pdf,
    /// Picture without loss.
    Png,
    /// Photograph.
    Jpeg,
    /// Picture of the web.
    Webp,
    /// Text of Word.
    Docx,
    /// Workbook of Excel.
    Xlsx,
    /// Text of LibreOffice.
    Odt,
    /// Workbook of LibreOffice.
    Ods,
    /// Table as text.
    Csv,
    /// Plain text.
    Txt,
}

impl Genre {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Webp,
        Self::Docx,
        Self::Xlsx,
        Self::Odt,
        Self::Ods,
        Self::Csv,
        Self::Txt,
    ];

    /// Ending of a name, also what the database keeps.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Txt => "txt",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "image PNG",
            Self::Jpeg => "photo JPEG",
            Self::Webp => "image WebP",
            Self::Docx => "document Word",
            Self::Xlsx => "classeur Excel",
            Self::Odt => "document OpenDocument",
            Self::Ods => "classeur OpenDocument",
            Self::Csv => "tableau CSV",
            Self::Txt => "texte",
        }
    }

    /// Media type, as a download says it. Text says no charset: it is sent as it came.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv",
            Self::Txt => "text/plain",
        }
    }

    /// What these bytes are. The ending of the name only tells a table from a text.
    ///
    /// # Errors
    /// [`Refus`], with what to do where there is something to do.
    pub fn of(nom: &str, bytes: &[u8]) -> Result<Self, Refus> {
        let starts = |signature: &[u8]| bytes.starts_with(signature);
        let at = |place: usize, mark: &[u8]| bytes.get(place..place + mark.len()) == Some(mark);
        if starts(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if starts(b"\x89PNG\r\n\x1a\n") {
            return Ok(Self::Png);
        }
        if starts(b"\xff\xd8\xff") {
            return Ok(Self::Jpeg);
        }
        if starts(b"RIFF") && at(8, b"WEBP") {
            return Ok(Self::Webp);
        }
        if starts(b"PK\x03\x04") {
            return office::kind(bytes);
        }
        if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(Refus::Ancien);
        }
        if at(4, b"ftyp") {
            let brand = bytes.get(8..12).unwrap_or_default();
            let photo = [&b"heic"[..], b"heix", b"hevc", b"mif1", b"msf1", b"avif"].contains(&brand);
            return Err(if photo { Refus::Heic } else { Refus::Inconnu });
        }
        text(nom, bytes)
    }
}

/// Text in UTF-8 or in the alphabet of Windows, that is no page and no program.
fn text(nom: &str, bytes: &[u8]) -> Result<Genre, Refus> {
    let ending = nom.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let genre = match ending.as_str() {
        "csv" | "tsv" => Genre::Csv,
        "txt" | "" => Genre::Txt,
        _ => return Err(Refus::Inconnu),
    };
    let control = |byte: &u8| matches!(byte, 0..=8 | 11 | 14..=31 | 127);
    // Five places of Windows-1252 have no letter.
    let nothing = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let readable = std::str::from_utf8(bytes).is_ok() || !bytes.iter().any(nothing);
    if bytes.iter().any(control) || !readable || is_markup(bytes) {
        return Err(Refus::Inconnu);
    }
    Ok(genre)
}

/// A page or a drawing under the name of a text.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head: Vec<u8> = bytes.iter().take(14).map(u8::to_ascii_lowercase).collect();
    let marks: [&[u8]; 7] = [b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"#!"];
    marks.iter().any(|mark| head.starts_with(mark))
}

impl fmt::Display for Genre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// The text names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas un genre de pièce.")]
pub struct GenreInconnu(String);

impl FromStr for Genre {
    type Err = GenreInconnu;
    fn from_str(text: &str) -> Result<Self, GenreInconnu> {
        let found = Self::ALL.into_iter().find(|genre| genre.extension() == text);
        found.ok_or_else(|| GenreInconnu(text.chars().take(20).collect()))
    }
}
