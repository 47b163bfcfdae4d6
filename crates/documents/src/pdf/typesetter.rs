//! The one file that speaks to Typst, whose interface moves from a version to the next.
//!
//! The templates are fixed and read the document as data from a virtual file: what people wrote never is markup. The
//! world holds one of them, these data and the fonts, nothing else: no disk, no network, no clock.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{FONTS, Pdf};
use crate::Error;

const TEMPLATE: &str = include_str!("template.typ");
const LETTERS: &str = include_str!("letters.typ");

/// Which template.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// That of every document.
    Document,
    /// That of letters.
    Letters,
}

/// What does not change from a document to the next: made once, at the first document.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    letters: Source,
    data: FileId,
}

impl Press {
    fn get() -> Result<&'static Self, Error> {
        static PRESS: OnceLock<Option<Press>> = OnceLock::new();
        PRESS.get_or_init(Self::new).as_ref().ok_or_else(|| Error::Typesetting("no virtual path".to_owned()))
    }

    fn new() -> Option<Self> {
        let file = |name: &str| {
            let path = VirtualPath::new(name).ok()?;
            Some(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
        Some(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file("/template.typ")?, TEMPLATE.to_owned()),
            letters: Source::new(file("/letters.typ")?, LETTERS.to_owned()),
            data: file("/document.json")?,
        })
    }
}

/// The world of one document.
struct Sheet {
    press: &'static Press,
    template: &'static Source,
    data: Bytes,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typeset the data of a document.
pub(super) fn typeset(look: Look, data: Vec<u8>) -> Result<Pdf, Error> {
    let press = Press::get()?;
    let template = match look {
        Look::Document => &press.template,
        Look::Letters => &press.letters,
    };
    let sheet = Sheet { press, template, data: Bytes::new(data) };
    let Warned { output, .. } = typst::compile::<PagedDocument>(&sheet);
    let written = output.and_then(|document| {
        let bytes = export(&document)?;
        Ok(Pdf { bytes, pages: document.pages().len() })
    });
    // Nothing of a document is kept for the next: it would hold hundreds of megabytes and help none.
    typst::comemo::evict(0);
    written.map_err(|faults| Error::Typesetting(said(&faults)))
}

/// As PDF/UA-1; should the text hold what that standard has no word for, as a tagged PDF all the same.
fn export(document: &PagedDocument) -> Result<Vec<u8>, typst::ecow::EcoVec<SourceDiagnostic>> {
    let strict = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
    typst_pdf::pdf(document, &options(strict))
        .or_else(|_| typst_pdf::pdf(document, &options(PdfStandards::default())))
}

fn options(standards: PdfStandards) -> PdfOptions {
    PdfOptions { creator: Smart::Custom(None), standards, ..PdfOptions::default() }
}

fn said(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// Whether one of the fonts draws this letter.
pub(super) fn drawn(letter: char) -> bool {
    Press::get()
        .is_ok_and(|press| press.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter))))
}
