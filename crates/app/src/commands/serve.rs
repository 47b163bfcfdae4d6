//! `maillage serve`: the real server, and what the demo shares with it.

use super::Failure;
use crate::{
    assembly,
    cli::{Serve, Sms},
    config::{Config, File, LISTEN},
    echanges::{self, Echanges, Plateforme},
    instance,
    mail::Mailbox,
    reactions,
    sms::{self, Gateway},
};
use kernel::Clock;
use std::net::SocketAddr;
use tokio::{net::TcpListener, sync::watch};
use web::{App, Settings, Tls};

pub(super) async fn run(config: &Config, options: Serve) -> Result<(), Failure> {
    let file = &config.file;
    let listener =
        listen(options.listen.or_else(|| file.listen.clone()).as_deref().unwrap_or(LISTEN)).await?;
    let here = address(&listener)?;
    let tls = echanges::tls(options.tls, file)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = options.url.or_else(|| file.url.clone()).unwrap_or_else(|| format!("{scheme}://{here}"));
    let mailbox = match options.smtp.or_else(|| file.smtp.clone()) {
        Some(smtp) => {
            let from = options.mail_from.or_else(|| file.mail_from.clone());
            let from =
                from.ok_or_else(|| Failure::refused("Un serveur de courriel demande aussi --mail-from."))?;
            Mailbox::smtp(&smtp, &from)?
        }
        None => {
            eprintln!("Aucun serveur de courriel (--smtp) : les liens de connexion ne partiront pas.");
            Mailbox::local()
        }
    };
    if !url.starts_with("https://") && !here.ip().is_loopback() {
        eprintln!("Attention : {url} n’est pas chiffrée. Placer TLS devant et donner --url https://…");
    }
    let mailbox = mailbox.texting(gateway(options.sms, file)?);
    let clock = Clock::Real;
    let db = instance::open_migrated(config, clock).await?;
    let settings = Settings {
        public_url: url.trim_end_matches('/').to_owned(),
        demo: false,
        name: file.nom.clone().unwrap_or_else(|| "Maillage".to_owned()),
    };
    let echanges = Echanges::read(file, tls.as_ref().is_some_and(Tls::asks))?;
    let app = assembly::app(db, clock, settings, mailbox, echanges).await?;
    let stop = interrupted();
    println!("Maillage écoute sur {scheme}://{here}");
    until_stopped(app, listener, tls, stop).await
}

/// The gateway of text messages, when the operator has one.
fn gateway(options: Sms, file: &File) -> Result<Option<Gateway>, Failure> {
    let Some(url) = options.sms_url.or_else(|| file.sms_url.clone()) else { return Ok(None) };
    let (token, from) = (
        options.sms_token.or_else(|| file.sms_token.clone()),
        options.sms_from.or_else(|| file.sms_from.clone()),
    );
    let format = options.sms_format.or_else(|| file.sms_format.clone());
    Gateway::new(sms::Settings { url, token, from, format }).map(Some)
}

/// Binds the address, or says what to do.
pub(super) async fn listen(address: &str) -> Result<TcpListener, Failure> {
    use std::io::ErrorKind;
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Failure::failed(format!(
            "{address} est déjà pris par un autre programme. Choisir une autre adresse avec --listen, par exemple --listen 127.0.0.1:0."
        )),
        ErrorKind::PermissionDenied => {
            Failure::failed(format!("{address} demande des droits d’administration. Choisir un port au-dessus de 1024."))
        }
        ErrorKind::InvalidInput => {
            Failure::refused(format!("« {address} » n’est pas une adresse d’écoute. Écrire par exemple 127.0.0.1:8043."))
        }
        _ => Failure::refused(format!("« {address} » : {error}. Écrire par exemple 127.0.0.1:8043.")),
    })
}

pub(super) fn address(listener: &TcpListener) -> Result<SocketAddr, Failure> {
    listener.local_addr().map_err(|error| Failure::failed(error.to_string()))
}

/// Serves and delivers until SIGTERM or Ctrl-C, then finishes what is under way.
pub(super) async fn until_stopped(
    app: App,
    listener: TcpListener,
    tls: Option<Tls>,
    interrupted: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let (router, _) = web::router(&app, assembly::routes(app.settings.demo));
    let (stop, stopped) = watch::channel(false);
    let worker = reactions::worker(&app);
    let worker = tokio::spawn(async move { worker.run(wait_for(stopped)).await });
    let moving = tokio::spawn(keep_moving(app.clone()));
    let clock = tokio::spawn(keep_time(app.clone()));
    let purge = tokio::spawn(forget_every_day(app));
    let served = match tls {
        Some(tls) => tls.serve(listener, router, interrupted).await,
        None => web::serve(listener, router, interrupted).await,
    };
    stop.send_replace(true);
    moving.abort();
    clock.abort();
    purge.abort();
    let worked = worker.await;
    served.map_err(|error| Failure::failed(error.to_string()))?;
    worked.map_err(|error| Failure::failed(error.to_string()))
}

/// At the start and every day: forgets what can serve no more (sessions, links, counters of attempts, addresses of surveys that are
/// over, names and packs of dialogues whose contract ended long ago, appointments and accounts of regulators).
async fn forget_every_day(app: App) {
    let mut day = tokio::time::interval(std::time::Duration::from_secs(24 * 3600));
    loop {
        day.tick().await;
        let ctx = kernel::Ctx::system("purge", app.clock.now());
        said("accounts", comptes::purge(&ctx, &app.db).await);
        said("surveys", enquete::purge(&ctx, &app.db).await);
        said("dialogues", dialogue::purge(&ctx, &app.db).await);
        said("sas", sas::purge(&ctx, &app.db).await);
        if app.find::<Plateforme>().is_some() {
            let ctx = kernel::Ctx::system("annonces", app.clock.now());
            said("appointments of regulators", sas::remind(&ctx, &app.db).await);
        }
    }
}

/// Every five minutes, in each CPTS: cards to doctors expire, follow each other and leave at their hour, patients are asked
/// whether they still look, what is past its time is erased.
async fn keep_moving(app: App) {
    const EVERY: std::time::Duration = std::time::Duration::from_secs(300);
    let mut turn = tokio::time::interval_at(tokio::time::Instant::now() + EVERY, EVERY);
    loop {
        turn.tick().await;
        let ctx = kernel::Ctx::system("medecin_traitant", app.clock.now());
        if let Err(error) = move_all(&app, &ctx).await {
            tracing::error!(%error, "médecin traitant");
        }
    }
}

async fn move_all(app: &App, ctx: &kernel::Ctx) -> db::Result<()> {
    let all = comptes::toutes(&mut app.db.read(ctx).await?).await?;
    for cpts in all {
        if let Err(error) = medecin_traitant::tick(app, &ctx.within(cpts.id)).await {
            tracing::error!(%error, cpts = %cpts.slug, "médecin traitant");
        }
    }
    Ok(())
}

/// Every half minute, in each CPTS: own doctors who did not answer in time, deadlines that come near or have passed, requests of
/// unscheduled care past their time.
async fn keep_time(app: App) {
    let mut turn = tokio::time::interval(std::time::Duration::from_secs(30));
    loop {
        turn.tick().await;
        let ctx = kernel::Ctx::system("snp", app.clock.now());
        if let Err(error) = tick_all(&app, &ctx).await {
            tracing::error!(%error, "soins non programmés");
        }
    }
}

async fn tick_all(app: &App, ctx: &kernel::Ctx) -> db::Result<()> {
    let all = comptes::toutes(&mut app.db.read(ctx).await?).await?;
    for cpts in all {
        if let Err(error) = snp::tick(&ctx.within(cpts.id), &app.db).await {
            tracing::error!(%error, cpts = %cpts.slug, "soins non programmés");
        }
    }
    Ok(())
}

fn said<T: std::fmt::Display, E: std::fmt::Display>(of: &str, done: Result<T, E>) {
    match done {
        Ok(lines) => tracing::info!(of, %lines, "purge"),
        Err(error) => tracing::error!(of, %error, "purge"),
    }
}

async fn wait_for(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    drop(stopped.wait_for(|stop| *stop).await);
}

/// Listens for SIGTERM and Ctrl-C from now on; the future ends at the first one.
pub(super) fn interrupted() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())
    };
    async move {
        let interrupt = tokio::signal::ctrl_c();
        #[cfg(unix)]
        if let Ok(mut terminate) = terminate {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
        drop(interrupt.await);
    }
}
