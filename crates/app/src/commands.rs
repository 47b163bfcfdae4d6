//! The commands. Results go to standard output, sentences for people to standard error.

mod access;
mod aci;
mod base;
mod cpts;
mod demo;
mod import;
mod import_adherents;
mod import_official;
mod import_report;
mod matching;
mod privacy;
mod rejects;
mod rota;
mod search;
mod serve;
mod user;
mod verify;

use crate::{
    cli::{Cmd, Import, Options},
    config::Config,
};
use kernel::{Clock, Ctx};
use serde::Serialize;
use std::{fmt::Display, path::Path, process::ExitCode};
use tracing_subscriber::{EnvFilter, fmt};

/// Why a command did not do what was asked.
pub(crate) struct Failure {
    code: u8,
    sentence: String,
}

impl Failure {
    /// Something failed (exit code 1).
    pub(crate) fn failed(sentence: impl Into<String>) -> Self {
        Self { code: 1, sentence: sentence.into() }
    }

    /// The input or the usage is refused (exit code 2).
    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self { code: 2, sentence: sentence.into() }
    }

    /// A file cannot be read or written.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::refused(format!("{} : {}.", path.display(), Self::reason(error)))
    }

    /// Why reading or writing failed, in French.
    pub(crate) fn reason(error: &std::io::Error) -> String {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => "ce fichier n’existe pas".to_owned(),
            ErrorKind::PermissionDenied => "l’accès est refusé".to_owned(),
            ErrorKind::StorageFull => "il n’y a plus de place sur le disque".to_owned(),
            ErrorKind::IsADirectory => "c’est un dossier, un fichier est attendu".to_owned(),
            ErrorKind::NotADirectory => "un des dossiers du chemin est un fichier".to_owned(),
            ErrorKind::BrokenPipe => "le lecteur s’est arrêté avant la fin".to_owned(),
            _ => format!("le système répond «\u{a0}{error}\u{a0}»"),
        }
    }

    pub(crate) fn exit(self) -> ExitCode {
        eprintln!("{}", self.sentence);
        ExitCode::from(self.code)
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        let code = if matches!(error, db::Error::Address(_) | db::Error::Backup(_)) { 2 } else { 1 };
        Self { code, sentence: error.to_string() }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::failed(format!("{error:#}"))
    }
}

/// Runs a command to its end.
pub(crate) async fn run(command: Cmd, options: Options) -> Result<(), Failure> {
    logs(&options);
    let config = Config::read(&options)?;
    match command {
        Cmd::Demo(demo) => demo::run(demo).await,
        Cmd::Serve(serve) => serve::run(&config, serve).await,
        Cmd::Db(command) => base::run(&config, &options, command).await,
        Cmd::Verify => verify::run(&config, &options).await,
        Cmd::Import(command) => import_file(&config, &options, command).await,
        Cmd::User(command) => user::run(&config, &options, command).await,
        Cmd::Cpts(command) => cpts::run(&config, &options, command).await,
        Cmd::Search(search) => search::run(&config, &options, search).await,
        Cmd::Access(access) => access::run(access),
        Cmd::Match(asked) => matching::run(asked),
        Cmd::Rota(asked) => rota::run(asked),
        Cmd::Aci(command) => aci::run(command),
        Cmd::Privacy(command) => privacy::run(&config, &options, command).await,
    }
}

async fn import_file(config: &Config, options: &Options, command: Import) -> Result<(), Failure> {
    use import::{Reference, run as reference};
    use import_official::{Official, run as official};
    match command {
        Import::Communes(asked) => reference(config, options, &asked, Reference::Communes).await,
        Import::Indicateurs(asked) => reference(config, options, &asked, Reference::Indicateurs).await,
        Import::Contours(asked) => reference(config, options, &asked, Reference::Contours).await,
        Import::Annuaire(asked) => official(config, options, asked, Official::Annuaire).await,
        Import::Finess(asked) => official(config, options, asked, Official::Finess).await,
        Import::Adherents(asked) => import_adherents::run(config, options, asked).await,
    }
}

/// The program acting on its own, now.
pub(crate) fn system(name: &'static str) -> Ctx {
    Ctx::system(name, Clock::Real.now())
}

/// Prints a result: JSON when asked, else the sentence.
pub(crate) fn say(options: &Options, result: &impl Serialize, sentence: &str) {
    if options.json {
        println!("{}", serde_json::to_string(result).unwrap_or_default());
    } else {
        println!("{sentence}");
    }
}

/// Goes from files to a file: sentences for the person, then one JSON summary with its time, whatever the options.
fn from_files<S: Serialize, E: Display>(
    run: impl FnOnce() -> Result<S, E>,
    notices: impl Fn(&S) -> &[String],
    is_refused: impl Fn(&E) -> bool,
) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Report<S> {
        #[serde(flatten)]
        summary: S,
        seconds: f64,
    }
    let began = Clock::Real.now();
    let summary = run().map_err(|error| {
        let failure = if is_refused(&error) { Failure::refused } else { Failure::failed };
        failure(error.to_string())
    })?;
    notices(&summary).iter().for_each(|notice| eprintln!("{notice}"));
    let seconds = Clock::Real.now().duration_since(began).as_secs_f64();
    println!("{}", serde_json::to_string(&Report { summary, seconds }).unwrap_or_default());
    Ok(())
}

fn logs(options: &Options) {
    let level = match options.verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = EnvFilter::new(format!("{level},tokio_postgres=warn,hyper=warn"));
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let set = if options.json { logs.json().try_init() } else { logs.try_init() };
    drop(set); // already set when tests run several commands
}
