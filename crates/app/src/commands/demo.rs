//! `maillage demo`: a fresh instance that lives in a chosen week.

use super::{Failure, serve};
use crate::{assembly, cli::Demo, config::LISTEN, demo, instance, mail::Mailbox};
use jiff::{
    Timestamp,
    civil::{Date, time},
};
use kernel::Clock;
use std::path::{Path, PathBuf};
use web::Settings;

pub(super) async fn run(options: Demo) -> Result<(), Failure> {
    let listener = serve::listen(options.listen.as_deref().unwrap_or(LISTEN)).await?;
    let here = serve::address(&listener)?;
    let clock = options.date.map_or(Ok(Clock::Real), morning_of)?;
    let scratch = if options.keep.is_some() { None } else { Some(folder()?) };
    let data: PathBuf =
        options.keep.clone().or_else(|| scratch.as_ref().map(|s| s.path().to_owned())).unwrap_or_default();
    let db = instance::open_migrated(&config(&data), clock).await?;
    let fresh = demo::fill(&db, clock).await?;
    let settings = Settings { public_url: format!("http://{here}"), demo: true, name: "Maillage".to_owned() };
    let app = assembly::app(db, clock, settings, Mailbox::local(), sas::Acces::Ouvert).await?;
    if !fresh {
        eprintln!("Données gardées de la dernière fois ({}).", data.display());
    }
    let stop = serve::interrupted();
    println!("{}", demo::welcome(&format!("http://{here}")));
    serve::until_stopped(app, listener, None, stop).await
}

fn config(data: &Path) -> crate::config::Config {
    crate::config::Config {
        database: format!("sqlite:{}", data.join("maillage.db").display()),
        data: data.to_owned(),
        file: crate::config::File::default(),
    }
}

fn folder() -> Result<tempfile::TempDir, Failure> {
    let made = tempfile::Builder::new().prefix("maillage-demo-").tempdir();
    made.map_err(|error| Failure::failed(format!("Dossier temporaire : {error}")))
}

/// Half past eight in Paris on that day, then time runs.
fn morning_of(day: Date) -> Result<Clock, Failure> {
    let start = day.to_datetime(time(8, 30, 0, 0)).in_tz("Europe/Paris").map(|zoned| zoned.timestamp());
    let start: Timestamp =
        start.map_err(|_| Failure::refused(format!("{day} : ce jour est hors du calendrier.")))?;
    Ok(Clock::starting_at(start))
}
