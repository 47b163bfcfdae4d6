//! What the import of a new edition says, whichever official files it came from.

use super::{Failure, rejects, say};
use crate::cli::Options;
use serde::Serialize;
use std::path::PathBuf;

/// What an import did, and where its refused lines are.
#[derive(Serialize)]
pub(super) struct Report<'a, S> {
    #[serde(flatten)]
    summary: &'a S,
    #[serde(skip)]
    notices: &'a [String],
    rejects_file: Option<String>,
}

impl<'a, S: Serialize> Report<'a, S> {
    pub(super) fn new(summary: &'a S, notices: &'a [String], rejects_file: Option<PathBuf>) -> Self {
        Self { summary, notices, rejects_file: rejects_file.map(|path| path.display().to_string()) }
    }

    /// The import went to its end.
    pub(super) fn done(&self, options: &Options, sentence: &str) {
        self.notices.iter().for_each(|notice| eprintln!("{notice}"));
        if let (Some(path), false) = (&self.rejects_file, options.json) {
            eprintln!("Lignes refusées : {path}");
        }
        say(options, self, sentence);
    }

    /// Nothing was kept: so many lines are refused, of those read.
    pub(super) fn refused(&self, options: &Options, refused: u64, read: u64) -> Failure {
        if options.json {
            self.done(options, "");
        }
        Failure::refused(rejects::advice(refused, read, self.rejects_file.as_deref()))
    }
}

/// What became of the edition.
pub(super) const fn ending(written: bool, dry_run: bool) -> &'static str {
    match (written, dry_run) {
        (true, _) => "La nouvelle édition est en vigueur.",
        (false, true) => "Essai seulement : rien n’a été enregistré.",
        (false, false) => "Rien ne change : l’édition en vigueur disait déjà cela.",
    }
}
