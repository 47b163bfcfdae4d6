//! Sixty-four programs fight for the same places: how many appointments a second reach the disk, that none is doubled, and that
//! none that was answered is lost when the server is killed.

use crate::{Options, client::Client, peers, report::Report, server::Server};
use db::{Db, Secret, params};
use jiff::{SignedDuration, Timestamp};
use kernel::{Ctx, Id};
use rendez_vous::{Contenu, Creneau, Effecteur, Horaire, Lieu, Modalite, Profession, Visibilite};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CLIENTS: usize = 64;
const LASTING: Duration = Duration::from_secs(8);
const SLOTS: usize = 4_000;
const PLACES: u32 = 20;
const TOKEN: &str = "banc-de-mesure";

/// Requests for one slot before the next is asked for: more than it has places.
const TOGETHER: usize = 24;

/// What the clients of one run were answered.
#[derive(Default)]
struct Run {
    /// Ids of appointments that were answered.
    made: Vec<String>,
    /// Refused: the slot was full.
    full: usize,
    /// How long those answered took.
    times: Vec<Duration>,
}

impl Run {
    /// From the first slot, for that long.
    const fn whole(lasting: Duration) -> (usize, Duration) {
        (0, lasting)
    }

    /// From another slot, until the server is killed.
    const fn until_gone(first: usize) -> (usize, Duration) {
        (first, Duration::from_secs(60))
    }
}

pub async fn measure(options: &Options, report: &mut Report) {
    let peer = peers::measures(options, "booking.py", &["--peer", "pg", "--clients", "64"]);
    let rate =
        |line: &serde_json::Value| (line["job"] == "slot-book").then(|| line["ops_s"].as_f64()).flatten();
    let peer = peer.unwrap_or_default().iter().filter_map(rate).next_back();
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/reservation"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/reservation");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    let sqlite = format!("sqlite:{}", work.join("maillage.db").display());
    engine(report, "SQLite", &sqlite, &work, peer, 1.0).await;
    if let Some(postgres) = &options.postgres {
        engine(report, "PostgreSQL", postgres, &work, peer, 0.5).await;
    }
}

async fn engine(report: &mut Report, name: &str, address: &str, work: &Path, peer: Option<f64>, least: f64) {
    let db = Db::open(address, Secret::new([7; 32])).expect("a base");
    let slots = Arc::new(fill(&db).await);
    let data = work.display().to_string();
    let serve = || Server::start(&["serve", "--database", address, "--data", &data]);
    let server = serve();
    let mut run = load(server.address, &slots, Run::whole(LASTING)).await;
    run.times.sort_unstable();
    let at = |share: usize| run.times[run.times.len() * share / 100].as_secs_f64() * 1e3;
    let rate = run.times.len() as f64 / LASTING.as_secs_f64();
    let cpu = server.cpu().as_secs_f64() * 1e6 / run.times.len() as f64;
    let ratio = peer.map_or_else(String::new, |peer| {
        format!(
            ", PostgreSQL seul sans HTTP ni droits ni journal\u{a0}: {peer:.0} ({:.2}\u{a0}×)",
            rate / peer
        )
    });
    let doubled = check(&db, &run.made).await;
    report.add(
        format!("Rendez-vous pris par HTTP, {CLIENTS} clients, {name}"),
        format!(
            "{rate:.0} par seconde, médiane {:.1} ms, 99ᵉ centile {:.1} ms, {cpu:.0} µs de processeur{ratio}",
            at(50),
            at(99)
        ),
        match peer {
            None => "", // nothing to be held against
            Some(_) if least < 1.0 => "la moitié de pgbench",
            Some(_) => "autant que pgbench",
        },
        peer.is_some_and(|peer| rate >= peer * least),
    );
    drop(server);
    let server = serve();
    let (address, slots) = (server.address, Arc::clone(&slots));
    let killed = tokio::spawn(async move { load(address, &slots, Run::until_gone(SLOTS / 2)).await });
    tokio::time::sleep(LASTING / 4).await;
    drop(server); // SIGKILL
    let cut = killed.await.expect("a run");
    let doubled_after = check(&db, &cut.made).await;
    report.add(
        format!("Rendez-vous répondus puis retrouvés, serveur tué en plein travail, {name}"),
        format!(
            "{} puis {} répondus, {} refusés, {} perdus, {} doublés",
            run.made.len(),
            cut.made.len(),
            run.full + cut.full,
            doubled.0 + doubled_after.0,
            doubled.1 + doubled_after.1
        ),
        "aucun perdu, aucun doublé",
        (doubled.0, doubled.1, doubled_after.0, doubled_after.1) == (0, 0, 0, 0),
    );
}

/// Every client asks for the next place of slots that others ask for too, until the time is over or the server is gone.
async fn load(
    address: SocketAddr,
    slots: &Arc<Vec<Id<Creneau>>>,
    (first, lasting): (usize, Duration),
) -> Run {
    let next = Arc::new(AtomicUsize::new(first * TOGETHER));
    let end = Instant::now() + lasting;
    let clients = (0..CLIENTS).map(|_| {
        let (slots, next) = (Arc::clone(slots), Arc::clone(&next));
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let mut run = Run::default();
            while Instant::now() < end {
                // A few hot slots at a time: those who ask at once ask for the same.
                let slot = slots[next.fetch_add(1, Ordering::Relaxed) / TOGETHER % slots.len()];
                let key = uuid::Uuid::from_u128(rand_key());
                let headers = format!("Cookie: maillage_session={TOKEN}\r\nIdempotency-Key: {key}\r\n");
                let began = Instant::now();
                let body = format!("{{\"creneau\":\"{slot}\"}}");
                let Some(answer) = client.post_json("/api/cpts-1/rendez-vous", &headers, &body).await else {
                    break;
                };
                let said = String::from_utf8_lossy(&answer.body);
                match answer.status {
                    201 => run.made.push(said.split('"').nth(3).unwrap_or_default().to_owned()),
                    409 => run.full += 1,
                    other => panic!("{other}: {said}"),
                }
                if answer.status == 201 {
                    run.times.push(began.elapsed());
                }
            }
            run
        })
    });
    let mut all = Run::default();
    for client in clients.collect::<Vec<_>>() {
        let one = client.await.expect("a client");
        all.made.extend(one.made);
        all.times.extend(one.times);
        all.full += one.full;
    }
    all
}

fn rand_key() -> u128 {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("random numbers");
    u128::from_be_bytes(bytes)
}

/// How many of those answered are lost, and how many places are held twice or appointments held in two places.
async fn check(db: &Db, made: &[String]) -> (usize, i64) {
    const HELD: &str = "SELECT r.id AS id FROM rendez_vous_rdv r JOIN rendez_vous_place p
        ON p.cpts = r.cpts AND p.rdv = r.id WHERE r.cpts = $1";
    const DOUBLED: &str = "SELECT count(*) - count(DISTINCT rdv) AS n FROM rendez_vous_place WHERE cpts = $1 AND rdv IS NOT NULL";
    let mut tx = db.read(&ctx().within(crate::pages::fill::cpts(1))).await.expect("a base");
    let cpts = tx.cpts();
    let rows = tx.rows(HELD, params![cpts]).await.expect("appointments");
    let held: BTreeSet<String> =
        rows.iter().map(|row| row.get::<uuid::Uuid>("id").expect("an id").to_string()).collect();
    let lost = made.iter().filter(|id| !held.contains(*id)).count();
    let doubled = tx.must_row(DOUBLED, params![cpts]).await.expect("a count").get("n").expect("a number");
    (lost, doubled)
}

#[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
fn ctx() -> Ctx {
    Ctx::system("banc", Timestamp::now())
}

async fn fill(db: &Db) -> Vec<Id<Creneau>> {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        adhesions::module().migrations,
        territoire::module().migrations,
        rendez_vous::MIGRATIONS,
    ];
    let ctx = ctx();
    db.migrate(&ctx, &modules).await.expect("a schema");
    let mut tx = db.begin(&ctx).await.expect("a transaction");
    crate::pages::fill::tenants(&mut tx, 1, TOKEN).await.expect("an office");
    tx.commit().await.expect("a commit");
    let here = ctx.within(crate::pages::fill::cpts(1));
    let (who, lieu) = doctor(&here, db).await;
    let mut all = Vec::with_capacity(SLOTS);
    for n in 0..SLOTS {
        let minutes = 60 * 24 + 15 * i64::try_from(n).expect("few");
        let debut = here.now.checked_add(SignedDuration::from_mins(minutes)).expect("an instant");
        let fin = debut.checked_add(SignedDuration::from_mins(15)).expect("an instant");
        let contenu = Contenu {
            lieu,
            places: PLACES,
            visibilite: [Visibilite::Cpts].into(),
            modalite: Modalite::Cabinet,
            soins: BTreeSet::new(),
            note: String::new(),
        };
        let id = here.id();
        rendez_vous::offer(&here, db, id, who, Horaire { debut, fin }, contenu).await.expect("a slot");
        all.push(id);
    }
    all
}

/// A doctor and where they receive.
async fn doctor(here: &Ctx, db: &Db) -> (Id<Effecteur>, Id<Lieu>) {
    let lieu = Lieu {
        id: here.id(),
        sorte: rendez_vous::lieu::Sorte::CentreSnp,
        nom: "Centre".to_owned(),
        commune: "43157".parse().expect("a commune"),
        adresse: String::new(),
        code_postal: String::new(),
        telephone: None,
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    };
    let lieu = rendez_vous::keep_lieu(here, db, lieu).await.expect("a place");
    let one = Effecteur {
        id: here.id(),
        adherent: None,
        compte: None,
        rpps: None,
        nom: "Dr Banc".to_owned(),
        profession: Profession::MedecinGeneraliste,
        specialite: String::new(),
        lieu,
        telephone: None,
        courriel: None,
        retire_le: None,
    };
    let who = rendez_vous::keep_effecteur(here, db, one).await.expect("a doctor");
    (who, lieu)
}
