//! The platform polls free slots over HTTP: twenty-five professionals, three days, CPTS and all, as the number of slots in the base grows.

use crate::{Options, client, client::Client, report::Report, server::Server};
use db::{Db, Secret, Tx, params};
use jiff::{SignedDuration, Timestamp};
use kernel::{Ctx, Id};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Professionals of each size; each offers [`EACH`] slots.
const SIZES: [u32; 3] = [160, 1_000, 4_000];
const EACH: u32 = 100;
/// Hours between two slots of somebody: nine of them in three days.
const EVERY: i64 = 8;
const TOGETHER: u32 = 25;
const CONNECTIONS: usize = 16;
const SECONDS: u64 = 6;
const HEADER: &str = "X-Client: CN=banc\r\nAccept: application/json+fhir\r\n";
/// What the best FHIR server of the peers answers, searches a second for one professional and one day at 51 000 slots.
const PEER: f64 = 33.2;

pub async fn measure(options: &Options, report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/sas"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/sas");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    std::fs::write(work.join("reglages.toml"), "sas_entete = \"X-Client\"\nsas_sujets = [\"CN=banc\"]\n")
        .expect("settings");
    let address = |n: usize| format!("sqlite:{}", work.join(format!("sas-{n}.db")).display());
    let mut rates = Vec::new();
    for (n, people) in SIZES.into_iter().enumerate() {
        rates.push(engine(report, "SQLite", &address(n), &work, people).await);
    }
    flat(report, "SQLite", &rates);
    if let Some(postgres) = &options.postgres {
        engine(report, "PostgreSQL", postgres, &work, SIZES[2]).await;
    }
}

/// Searches of the largest base, against those of the smallest.
fn flat(report: &mut Report, name: &str, rates: &[f64]) {
    let (first, last) =
        (rates.first().copied().unwrap_or_default(), rates.last().copied().unwrap_or_default());
    report.add(
        format!("SAS, recherches quand les créneaux vont de 16 000 à 400 000, {name}"),
        format!("{:.2}\u{a0}× celles de la plus petite base", last / first),
        "> 0,7",
        last > first * 0.7,
    );
}

/// Fills a base, polls it; searches a second.
async fn engine(report: &mut Report, name: &str, address: &str, work: &Path, people: u32) -> f64 {
    let db = Db::open(address, Secret::new([7; 32])).expect("a base");
    let now = fill(&db, people).await;
    drop(db);
    let (data, config) = (work.display().to_string(), work.join("reglages.toml").display().to_string());
    let server = Server::start(&["serve", "--database", address, "--data", &data, "--config", &config]);
    let paths: Arc<Vec<String>> = Arc::new((0..200).map(|turn| path(now, people, turn)).collect());
    let one = Client::connect(server.address).await.get(&paths[0], HEADER).await;
    let text = String::from_utf8_lossy(&one.body);
    let slots = text.matches("\"resourceType\":\"Slot\"").count();
    assert!(
        one.status == 200 && slots > 100,
        "{}: {}",
        one.status,
        text.chars().take(400).collect::<String>()
    );
    let before = server.cpu();
    let load = client::load(server.address, CONNECTIONS, SECONDS, HEADER, Arc::clone(&paths)).await;
    let cpu = (server.cpu() - before).as_secs_f64() * 1e3 / load.requests as f64;
    let rate = load.requests as f64 / SECONDS as f64;
    let p99 = load.p99.as_secs_f64() * 1e3;
    report.add(
        format!("SAS, /fhir/Slot\u{a0}: 25 professionnels, 3 jours, {} créneaux en base, {name}", people * EACH),
        format!(
            "{rate:.0} par seconde, médiane {:.1} ms, 99ᵉ centile {p99:.1} ms, {cpu:.2} ms de processeur, {slots} créneaux et {} Ko par réponse",
            load.p50.as_secs_f64() * 1e3,
            one.body.len() / 1024,
        ),
        "20 × le meilleur serveur FHIR comparé, 99ᵉ centile < 50 ms",
        rate >= 20.0 * PEER && p99 < 50.0,
    );
    rate
}

/// A search of twenty-five professionals who follow each other, from another one at each turn.
fn path(now: Timestamp, people: u32, turn: u32) -> String {
    let ids =
        (0..TOGETHER).map(|n| format!("urn:oid:1.2.250.1.71.4.2.1%7C8{}", rpps((turn * 37 + n) % people)));
    let to = now.checked_add(SignedDuration::from_hours(72)).expect("an instant");
    format!(
        "/fhir/Slot?start=ge{now}&start=le{to}&status=free&schedule.actor:Practitioner.identifier={}&_include=Slot:schedule\
         &_include:iterate=Schedule:actor&_include=Slot:service-type-reference&_include:iterate=HealthcareService:organization",
        ids.collect::<Vec<_>>().join(",")
    )
}

/// A number whose key is right (Luhn).
fn rpps(n: u32) -> String {
    let stem = format!("1000{n:06}");
    let weigh = |(rank, digit): (usize, char)| match (rank % 2, digit.to_digit(10).unwrap_or(0) * 2) {
        (0, double) => double / 10 + double % 10,
        (_, double) => double / 2,
    };
    let sum: u32 = stem.chars().rev().enumerate().map(weigh).sum();
    format!("{stem}{}", (10 - sum % 10) % 10)
}

#[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
async fn fill(db: &Db, people: u32) -> Timestamp {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        adhesions::module().migrations,
        territoire::module().migrations,
        rendez_vous::MIGRATIONS,
        sas::MIGRATIONS,
    ];
    let ctx = Ctx::system("banc", Timestamp::now());
    db.migrate(&ctx, &modules).await.expect("a schema");
    let mut tx = db.begin(&ctx).await.expect("a transaction");
    crate::pages::fill::tenants(&mut tx, 1, "banc-de-mesure").await.expect("an office");
    tx.commit().await.expect("a commit");
    let here = ctx.within(crate::pages::fill::cpts(1));
    let reglage = sas::Reglage { ouvert: true, finess: "430000018".parse().ok(), telephone: None };
    sas::set_reglage(&here, db, &reglage).await.expect("an open CPTS");
    let mut tx = db.begin(&here).await.expect("a transaction");
    offer(&mut tx, people).await.expect("slots");
    tx.commit().await.expect("a commit");
    ctx.now
}

/// A place for every twenty professionals, and the slots of each: rows alone, since verbs would take an hour.
async fn offer(tx: &mut Tx, people: u32) -> db::Result<()> {
    const PLACE: &str = "INSERT INTO rendez_vous_lieu (cpts, id, sorte, nom, cle, commune, adresse, code_postal, horaires, acces,
        ecrit_le) VALUES ($1, $2, 'cabinet', $3, $3, '43157', '1 place du Plot', '43000', '', '', $4)";
    const WHO: &str =
        "INSERT INTO rendez_vous_effecteur (cpts, id, rpps, nom, cle, profession, specialite, lieu, ecrit_le)
        VALUES ($1, $2, $3, $4, $4, 'medecin_generaliste', '', $5, $6)";
    const SLOT: &str = "INSERT INTO rendez_vous_creneau (cpts, id, effecteur, lieu, debut, fin, places, visibilite, modalite, soins,
        note, source, ecrit_le, change_le, motif)
        VALUES ($1, $2, $3, $4, $5, $6, 1, 'SNP CPTS', 'cabinet', '', '', 'saisie', $7, $7, '')";
    const FREE: &str = "INSERT INTO rendez_vous_place (cpts, creneau, rang) VALUES ($1, $2, 1)";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    let id = |kind: u128, n: u32| Id::<()>::new(Uuid::from_u128((kind << 96) | u128::from(n)));
    for n in 0..people {
        let place = id(1, n / 20);
        if n % 20 == 0 {
            tx.execute_untraced(PLACE, params![cpts, place, format!("Cabinet {n}"), now]).await?;
        }
        tx.execute_untraced(WHO, params![cpts, id(2, n), rpps(n), format!("Dr Banc {n}"), place, now])
            .await?;
        for rank in 0..EACH {
            let minutes = 60 + EVERY * 60 * i64::from(rank) + i64::from(n % 97);
            let begins = now.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(now);
            let ends = begins.saturating_add(SignedDuration::from_mins(15)).unwrap_or(now);
            let slot = id(3, n * EACH + rank);
            tx.execute_untraced(SLOT, params![cpts, slot, id(2, n), place, begins, ends, now]).await?;
            tx.execute_untraced(FREE, params![cpts, slot]).await?;
        }
    }
    Ok(())
}
