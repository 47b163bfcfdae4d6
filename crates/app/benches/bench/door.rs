//! An assembly: three hundred people sign at the door with their phones, six times faster than they would.

use crate::{client::Client, report::Report, server::Server};
use adhesions::{Mode, Qui, fiche::Fiche};
use db::{Db, Secret, params};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use kernel::{Ctx, Id};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PEOPLE: u32 = 300;
/// Two minutes are asked; all come within twenty seconds.
const ARRIVALS: Duration = Duration::from_secs(20);

pub async fn measure(report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/porte"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/porte");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    let database = work.join("maillage.db");
    let (ctx, db, meeting) = fill(&database).await;
    let server = Server::on(&database, &work);
    let shown = reunions::jeton::code(db.secret(), ctx.cpts, meeting, now());
    let (door, meeting) = (format!("/banc/e/{meeting}/{shown}"), meeting.to_string());
    let visits = (0..PEOPLE).map(|n| {
        let (door, meeting) = (door.clone(), meeting.clone());
        tokio::spawn(async move { sign(server.address, n, &door, &meeting).await })
    });
    let mut times = Vec::new();
    for visit in visits.collect::<Vec<_>>() {
        times.extend(visit.await.expect("somebody signs"));
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
    let kept = kept(&ctx, &db).await;
    let whole = i64::from(PEOPLE);
    let (p50, p99) = (at(50), at(99));
    report.add(
        format!("Émargement, {PEOPLE} personnes en {} s, trois pages chacune", ARRIVALS.as_secs()),
        format!(
            "{} présences et {} actes gardés, médiane {p50:.1} ms, 99ᵉ centile {p99:.1} ms",
            kept.0, kept.1
        ),
        "300 et 300, 99ᵉ centile < 150 ms",
        kept == (whole, whole) && p99 < 150.0,
    );
}

#[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// One person: scans, finds their name, signs. How long each page took.
async fn sign(address: SocketAddr, n: u32, door: &str, meeting: &str) -> Vec<Duration> {
    tokio::time::sleep(ARRIVALS * n / PEOPLE).await;
    let mut client = Client::connect(address).await;
    let form = format!("/banc/e/{meeting}");
    let began = Instant::now();
    let page = client.get(door, "").await;
    let scanned = began.elapsed();
    assert_eq!(page.status, 200, "{}", String::from_utf8_lossy(&page.body));
    let passe = value(&String::from_utf8_lossy(&page.body), "passe");
    let began = Instant::now();
    let found = client.post(&form, "", &format!("passe={passe}&nom=numero{n:03}&geste=chercher")).await;
    let searched = began.elapsed();
    let qui = value(&String::from_utf8_lossy(&found.body), "qui");
    let began = Instant::now();
    let signed = client.post(&form, "", &format!("passe={passe}&qui={qui}")).await;
    let kept = began.elapsed();
    assert!(String::from_utf8_lossy(&signed.body).contains("Merci"), "{n} is not thanked");
    vec![scanned, searched, kept]
}

/// What a hidden field holds.
fn value(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
    after.split('"').next().unwrap_or_default().to_owned()
}

async fn fill(database: &Path) -> (Ctx, Db, Id<reunions::Reunion>) {
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    let (here, _) = open(&db).await;
    let now: DateTime = here.now.in_tz("Europe/Paris").expect("Paris").datetime();
    for n in 0..PEOPLE {
        let id = here.id();
        adhesions::add_adherent(&here, &db, id, fiche(n), Some(now.date())).await.expect("a member");
    }
    let meeting = reunions::Nouvelle {
        id: None,
        titre: "Assemblée générale".to_owned(),
        genre: reunions::Genre::Ag,
        mission: actes::Mission::Fonctionnement,
        action: None,
        theme: String::new(),
        debut: now,
        fin: now.saturating_add(2.hours()),
        lieu: "Salle des fêtes".to_owned(),
        commune: None,
        visio: String::new(),
        ordre: String::new(),
        responsable: None,
        jauge: None,
    };
    let id = reunions::plan_reunion(&here, &db, meeting).await.expect("a meeting");
    (here, db, id)
}

/// An empty CPTS with the rooms of the association, and the day it is.
pub async fn open(db: &Db) -> (Ctx, Date) {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        adhesions::module().migrations,
        territoire::module().migrations,
        reunions::module().migrations,
        indemnites::module().migrations,
    ];
    let ctx = Ctx::system("banc", now());
    db.migrate(&ctx, &modules).await.expect("a schema");
    let (slug, name) = ("banc".parse().expect("a slug"), "CPTS du banc".parse().expect("a name"));
    let here = ctx.within(comptes::open_cpts(&ctx, db, slug, name).await.expect("a CPTS"));
    let today = here.now.in_tz("Europe/Paris").expect("Paris").date();
    (here, today)
}

/// A nurse among many.
pub fn fiche(n: u32) -> Fiche {
    Fiche {
        qui: Qui::Personne { nom: format!("Numero{n:03}"), prenom: "Claude".to_owned() },
        courriel: None,
        telephone: None,
        commune: None,
        idnps: None,
        finess: None,
        siret: None,
        professions: vec!["Infirmier".to_owned()],
        mode: Mode::Liberal,
        conventionne: Some(true),
        employeur: None,
        employeur_nom: String::new(),
        college: None,
    }
}

/// Presences and acts in the database.
async fn kept(ctx: &Ctx, db: &Db) -> (i64, i64) {
    const PRESENCES: &str = "SELECT count(*) AS n FROM reunions_presence WHERE cpts = $1";
    const ACTES: &str =
        "SELECT count(*) AS n FROM actes_acte WHERE cpts = $1 AND source = 'reunions_presence'";
    let mut tx = db.read(ctx).await.expect("a base");
    let mut counts = Vec::new();
    for sql in [PRESENCES, ACTES] {
        let row = tx.must_row(sql, params![tx.cpts()]).await.expect("a count");
        counts.push(row.get("n").expect("a number"));
    }
    (counts[0], counts[1])
}
