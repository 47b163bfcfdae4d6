//! What the imports share: what they are given, how they are told to work, how they answer.

use crate::{Bilan, Edition};
use db::{Db, Trace, Tx};
use extractions::{Illisible, Rejet};
use jiff::{civil::Date, tz::TimeZone};
use kernel::{Ctx, Denied};
use serde::Serialize;
use std::io::{self, Read};

/// Refused lines that the base keeps of an edition: a file of which more are refused is to be asked for again.
pub const ECARTES: usize = 50_000;
/// Bytes between two words of progress.
const STEP: u64 = 1 << 20;

/// Opens a file from its beginning.
pub type Open<'a> = &'a (dyn Fn() -> io::Result<Box<dyn Read + Send>> + Sync);

/// A file to import.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Its name, without its folder: it carries the date.
    pub nom: &'a str,
    /// Its size in bytes.
    pub octets: u64,
    /// Opens it.
    pub ouvrir: Open<'a>,
}

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reglages {
    /// Keeps the readable lines even when others are refused.
    pub partial: bool,
    /// Says what would change, and writes nothing.
    pub dry_run: bool,
    /// Takes a file older than the edition in force.
    pub force: bool,
    /// The day of the files, when their names do not say it.
    pub du: Option<Date>,
}

/// How it went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Counts.
    #[serde(flatten)]
    pub bilan: Bilan,
    /// Whether something was written.
    pub written: bool,
    /// What a person must know.
    pub notices: Vec<String>,
}

/// Where refused lines go, with the rank of their file.
pub type Refuse<'a> = &'a mut (dyn FnMut(usize, Rejet) + Send);
/// Where the bytes read so far are told, with the rank of the file.
pub type Progress<'a> = &'a mut (dyn FnMut(usize, u64) + Send);

/// Why an import is refused. Nothing is written then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Some lines are refused, and nobody asked for the others alone.
    #[error("{} sur {}\u{a0}: rien n’a été enregistré.", refused(.0), .0.bilan.lus)]
    Rejets(Summary),
    /// Not a single line can be used.
    #[error("Aucune ligne n’est utilisable\u{a0}: rien n’a été enregistré.")]
    RienDeLisible(Summary),
    /// The file would go back in time.
    #[error(
        "{fichier}\u{a0}: ce fichier est du {}, l’édition en vigueur du {}. Pour revenir à un fichier plus ancien, \
         il faut le forcer.", ui::francais::date(*du), ui::francais::date(*en_vigueur)
    )]
    PlusAncien {
        /// Name of the file.
        fichier: String,
        /// Its day.
        du: Date,
        /// The day of the edition in force.
        en_vigueur: Date,
    },
    /// Two files of the same kind at once.
    #[error("{0}\u{a0}: un autre fichier du même genre est donné avec lui. Importez-les l’un après l’autre.")]
    Double(String),
    /// The whole file.
    #[error("{0}\u{a0}: {1}")]
    Fichier(String, Illisible),
    /// It does not open.
    #[error("{0}\u{a0}: {1}")]
    Ouverture(String, io::Error),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

fn refused(summary: &Summary) -> String {
    let count = i64::try_from(summary.bilan.rejetes).unwrap_or(i64::MAX);
    ui::francais::compte(count, "ligne refusée", "lignes refusées")
}

impl Summary {
    /// Refuses what nobody asked to keep in part.
    pub(crate) fn refused(&self, reglages: Reglages) -> Result<(), ImportError> {
        let Bilan { lus, rejetes, .. } = self.bilan;
        if rejetes > 0 && rejetes == lus {
            return Err(ImportError::RienDeLisible(self.clone()));
        }
        if rejetes > 0 && !reglages.partial {
            return Err(ImportError::Rejets(self.clone()));
        }
        Ok(())
    }
}

/// A file that tells how far it has been read.
pub(crate) struct Counted<'a> {
    inner: Box<dyn Read + Send>,
    rank: usize,
    read: u64,
    told: u64,
    progress: Progress<'a>,
}

impl<'a> Counted<'a> {
    pub(crate) fn open(
        source: &Source<'_>,
        rank: usize,
        progress: Progress<'a>,
    ) -> Result<Self, ImportError> {
        let fault = |error| ImportError::Ouverture(source.nom.to_owned(), error);
        Ok(Self { inner: (source.ouvrir)().map_err(fault)?, rank, read: 0, told: 0, progress })
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        if self.read >= self.told + STEP || count == 0 {
            self.told = self.read;
            (self.progress)(self.rank, self.read);
        }
        Ok(count)
    }
}

/// The first refused lines, for the base, while all go to the caller.
pub(crate) struct Ecartes<'a, 'b> {
    refuse: &'a mut (dyn FnMut(usize, Rejet) + Send + 'b),
    rank: usize,
    pub(crate) count: u64,
    pub(crate) first: Vec<Rejet>,
    /// Where all of them are in the file.
    pub(crate) lines: Vec<u64>,
}

impl<'a, 'b> Ecartes<'a, 'b> {
    pub(crate) fn of(rank: usize, refuse: &'a mut (dyn FnMut(usize, Rejet) + Send + 'b)) -> Self {
        Self { refuse, rank, count: 0, first: Vec::new(), lines: Vec::new() }
    }

    pub(crate) fn push(&mut self, rejet: Rejet) {
        self.count += 1;
        self.lines.push(rejet.ligne);
        if self.first.len() < ECARTES {
            self.first.push(rejet.clone());
        }
        (self.refuse)(self.rank, rejet);
    }
}

/// The day of a file: as somebody says, as it says itself, or today.
pub(crate) fn day(reglages: Reglages, said: Option<Date>, ctx: &Ctx) -> Date {
    reglages.du.or(said).unwrap_or_else(|| ctx.now.to_zoned(TimeZone::UTC).date())
}

/// Refuses to go back in time, unless asked to.
pub(crate) fn check_order(
    fichier: &str,
    du: Date,
    known: Option<&Edition>,
    reglages: Reglages,
) -> Result<(), ImportError> {
    match known.filter(|edition| edition.is_newer_than(du) && !reglages.force) {
        None => Ok(()),
        Some(edition) => {
            Err(ImportError::PlusAncien { fichier: fichier.to_owned(), du, en_vigueur: edition.du })
        }
    }
}

/// Says what was imported, and makes it the edition in force.
pub(crate) async fn commit(mut tx: Tx, db: &Db, editions: &[Edition]) -> db::Result<()> {
    for edition in editions {
        let trace = Trace::new(
            "repertoire.edition_importee",
            format!("{}:{}", edition.nature.code(), edition.numero),
        );
        tx.record(trace.detail(&edition.fichier).after(&(&edition.du, &edition.empreinte, edition.bilan)));
    }
    tx.commit().await?;
    db.settle().await
}
