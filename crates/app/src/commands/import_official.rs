//! `maillage import annuaire` and `maillage import finess`: files read as they come, whatever their size.

use super::import_report::{Report, ending};
use super::rejects::{Rejects, count};
use super::{Failure, system};
use crate::{
    cli::{ImportDated, Options},
    config::Config,
    instance,
};
use kernel::Clock;
use repertoire::{ImportError, Reglages, Source, Summary};
use std::{
    fs::{self, File},
    io::{IsTerminal, Read},
    path::Path,
};

/// Which official files.
#[derive(Clone, Copy)]
pub(super) enum Official {
    /// The three PS_LibreAcces files.
    Annuaire,
    /// FINESS.
    Finess,
}

type Opener = Box<dyn Fn() -> std::io::Result<Box<dyn Read + Send>> + Send + Sync>;

pub(super) async fn run(
    config: &Config,
    options: &Options,
    dated: ImportDated,
    official: Official,
) -> Result<(), Failure> {
    let ImportDated { asked, force, du } = dated;
    let files = asked.files.iter().map(|path| Input::open(path)).collect::<Result<Vec<_>, _>>()?;
    let sources: Vec<Source<'_>> = files.iter().map(Input::source).collect();
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("import");
    let france = territoire::reference(&db, ctx.now).await?;
    let reglages = Reglages { partial: asked.partial, dry_run: asked.dry_run, force, du };
    let mut rejects = Rejects::beside(&asked.files);
    let mut refuse = |rank: usize, rejet: repertoire::Rejet| rejects.write(rank, &rejet);
    let mut progress = Progress::of(&files);
    let mut seen = |rank: usize, bytes: u64| progress.seen(rank, bytes);
    let done = match official {
        Official::Annuaire => {
            repertoire::import_annuaire(&ctx, &db, &france, &sources, reglages, &mut refuse, &mut seen).await
        }
        Official::Finess => {
            repertoire::import_finess(&ctx, &db, &france, &sources, reglages, &mut refuse, &mut seen).await
        }
    };
    progress.end();
    let rejects_file = rejects.finish();
    match done {
        Ok(summary) => {
            Report::new(&summary, &summary.notices, rejects_file)
                .done(options, &sentence(&summary, asked.dry_run));
            Ok(())
        }
        Err(ImportError::Rejets(summary) | ImportError::RienDeLisible(summary)) => {
            let report = Report::new(&summary, &summary.notices, rejects_file);
            Err(report.refused(options, summary.bilan.rejetes, summary.bilan.lus))
        }
        Err(ImportError::Db(error)) => Err(error.into()),
        Err(other) => Err(Failure::refused(other.to_string())),
    }
}

/// A file of the command line, opened when it is read.
struct Input {
    name: String,
    bytes: u64,
    open: Opener,
}

impl Input {
    fn open(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::metadata(path).map_err(|error| Failure::file(path, &error))?.len();
        File::open(path).map_err(|error| Failure::file(path, &error))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let path = path.to_owned();
        let open = move || File::open(&path).map(|file| Box::new(file) as Box<dyn Read + Send>);
        Ok(Self { name, bytes, open: Box::new(open) })
    }

    fn source(&self) -> Source<'_> {
        Source { nom: &self.name, octets: self.bytes, ouvrir: &*self.open }
    }
}

/// How far a long reading is, on a terminal only.
struct Progress {
    sizes: Vec<u64>,
    shown: Option<u64>,
}

impl Progress {
    fn of(files: &[Input]) -> Self {
        Self { sizes: files.iter().map(|file| file.bytes).collect(), shown: None }
    }

    fn seen(&mut self, rank: usize, bytes: u64) {
        let before: u64 = self.sizes.iter().take(rank).sum();
        let total: u64 = self.sizes.iter().sum();
        let percent = (before + bytes).saturating_mul(100) / total.max(1);
        if std::io::stderr().is_terminal() && self.shown != Some(percent) {
            self.shown = Some(percent);
            eprint!("\r{percent} %");
        }
    }

    fn end(&self) {
        if self.shown.is_some() {
            eprintln!();
        }
    }
}

fn sentence(summary: &Summary, dry_run: bool) -> String {
    let b = &summary.bilan;
    let counts = format!(
        "{} : {} ajoutées, {} modifiées, {} inchangées, {} disparues, {} refusées ; {}.",
        count(b.lus, "ligne lue", "lignes lues"),
        b.ajoutes,
        b.modifies,
        b.inchanges,
        b.disparus,
        b.rejetes,
        count(b.changements, "changement à revoir", "changements à revoir"),
    );
    format!("{counts} {}", ending(summary.written, dry_run))
}
