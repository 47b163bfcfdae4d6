//! `maillage import`: newer official files, whole or not at all; refused lines go in a file beside the input.

use super::import_report::{Report, ending};
use super::rejects::{Rejects, count};
use super::{Failure, system};
use crate::{
    cli::{ImportFile, Options},
    config::Config,
    instance,
};
use kernel::Clock;
use std::{fs, path::Path};
use territoire::{ImportError, Reglages, Source, Summary};

/// Which reference file of the territory.
#[derive(Clone, Copy)]
pub(super) enum Reference {
    /// Communes and old codes.
    Communes,
    /// Indicators by commune.
    Indicateurs,
    /// Outlines.
    Contours,
}

pub(super) async fn run(
    config: &Config,
    options: &Options,
    asked: &ImportFile,
    reference: Reference,
) -> Result<(), Failure> {
    let inputs = asked.files.iter().map(|path| Input::read(path)).collect::<Result<Vec<_>, _>>()?;
    let sources: Vec<Source<'_>> = inputs.iter().map(Input::source).collect();
    let db = instance::open_migrated(config, Clock::Real).await?;
    let (ctx, reglages) = (system("import"), reglages(asked));
    let mut rejects = Rejects::beside(&asked.files);
    let mut refuse = |rank, rejet| rejects.write(rank, &rejet);
    let done = match reference {
        Reference::Communes => territoire::import_communes(&ctx, &db, &sources, reglages, &mut refuse).await,
        Reference::Indicateurs => {
            territoire::import_indicateurs(&ctx, &db, &sources, reglages, &mut refuse).await
        }
        Reference::Contours => territoire::import_contours(&ctx, &db, &sources, reglages, &mut refuse).await,
    };
    let rejects_file = rejects.finish();
    match done {
        Ok(summary) => {
            Report::new(&summary, &summary.notices, rejects_file).done(options, &sentence(&summary, asked));
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

const fn reglages(asked: &ImportFile) -> Reglages {
    Reglages { partial: asked.partial, dry_run: asked.dry_run }
}

/// A file of the command line, in memory.
struct Input {
    name: String,
    bytes: Vec<u8>,
    meta: Option<String>,
}

impl Input {
    fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::file(path, &error))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let companion = path.with_extension("meta.toml");
        let meta = match fs::read_to_string(&companion) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::file(&companion, &error)),
        };
        Ok(Self { name, bytes, meta })
    }

    fn source(&self) -> Source<'_> {
        Source { nom: &self.name, contenu: &self.bytes, meta: self.meta.as_deref() }
    }
}

fn sentence(summary: &Summary, asked: &ImportFile) -> String {
    let b = summary.bilan;
    let counts = format!(
        "{} : {} ajoutées, {} modifiées, {} inchangées, {} refusées.",
        count(b.lus, "ligne lue", "lignes lues"),
        b.ajoutes,
        b.modifies,
        b.inchanges,
        b.rejetes
    );
    format!("{counts} {}", ending(summary.written, asked.dry_run))
}
