//! The directory of a CPTS as a page, on the base that the measure of the import has loaded: what the server needs for a
//! page, one reader at a time, then what it costs in processor time when many read.

use crate::{
    Options,
    client::{Client, load},
    import,
    pages::fill,
    report::Report,
    server::Server,
};
use db::{Db, Result, Secret, Tx, params};
use jiff::civil::date;
use kernel::Ctx;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// Pages asked for, one after the other.
const PAGES: usize = 1_000;
const CONNECTIONS: usize = 32;
const SECONDS: u64 = 5;
const TOKEN: &str = "banc-de-mesure";
/// Lines of a common territory: some six hundred people.
const LIGNES: i64 = 900;
const DEPARTEMENTS: i64 = 96;

/// A CPTS opened on the base.
struct Territory {
    /// Number of the CPTS: its address is `cpts-N`.
    number: u32,
    name: &'static str,
}

const TERRITORIES: [Territory; 2] =
    [Territory { number: 1, name: "une CPTS" }, Territory { number: 2, name: "un département entier" }];

pub async fn measure(options: &Options, report: &mut Report) {
    let Some(base) = import::base(options) else {
        eprintln!("annuaire : sans le dossier des autres programmes, il n’y a pas de base à lire");
        return;
    };
    let lines = open(&base).await.expect("two CPTS on the base");
    assert!(lines > 0, "nobody on the base");
    let server = Server::on(&base.join("maillage.db"), &base);
    let headers = format!("Cookie: maillage_session={TOKEN}\r\n");
    for territory in TERRITORIES {
        let path = format!("/cpts-{}/annuaire", territory.number);
        let name = format!("Annuaire, {lines} lignes chargées, {}", territory.name);
        one(&server, report, &format!("{name}, page publique"), &path, "").await;
        let path = format!("/cpts-{}/espace/annuaire", territory.number);
        one(&server, report, &format!("{name}, page des membres"), &path, &headers).await;
        let path = format!("{path}?q=martin");
        one(&server, report, &format!("{name}, recherche"), &path, &headers).await;
    }
    let (all, file) = (server.memory(), server.mapped());
    report
        .note("Annuaire, mémoire du serveur", format!("{} Mio, et {file} du fichier de la base", all - file));
}

/// One page, whose list holds somebody.
async fn one(server: &Server, report: &mut Report, name: &str, path: &str, headers: &str) {
    let mut client = Client::connect(server.address).await;
    let began = Instant::now();
    let first = client.get(path, headers).await;
    let cold = began.elapsed();
    assert_eq!(first.status, 200, "{path}");
    let rows = String::from_utf8_lossy(&first.body).matches("<tr").count();
    assert!(rows > 10, "{path}: {rows} rows");
    let mut times = Vec::with_capacity(PAGES);
    for _ in 0..PAGES {
        let began = Instant::now();
        client.get(path, headers).await;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| millis(times[times.len() * share / 100]);
    let before = server.cpu();
    let paths = Arc::new(vec![path.to_owned()]);
    let done = load(server.address, CONNECTIONS, SECONDS, headers, paths).await;
    let cost = (server.cpu() - before).as_secs_f64() * 1e6 / done.requests as f64;
    let figure = format!(
        "médiane {:.2} ms, 99ᵉ centile {:.2} ms, {cost:.0} µs de processeur, première fois {:.0} ms",
        at(50),
        at(99),
        millis(cold)
    );
    report.add(name, figure, "médiane < 20 ms", at(50) < 20.0);
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Two CPTS on the base of the import, once; gives how many lines of activity it holds.
async fn open(base: &Path) -> Result<i64> {
    const LINES: &str = "SELECT COUNT(*) AS lignes FROM repertoire_activite";
    const KNOWN: &str = "SELECT slug FROM comptes_cpts WHERE slug = 'cpts-1'";
    let db = Db::open(&format!("sqlite:{}", base.join("maillage.db").display()), key(base))?;
    #[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
    let ctx = Ctx::system("banc", jiff::Timestamp::now());
    let mut tx = db.begin(&ctx).await?;
    if tx.row(KNOWN, &[]).await?.is_none() {
        let departement = communes(&mut tx).await?;
        let some = departement.iter().scan(0, |sum, (code, lines)| {
            let before = *sum;
            *sum += lines;
            (before < LIGNES).then_some(code.as_str())
        });
        let some: Vec<&str> = some.collect();
        let all: Vec<&str> = departement.iter().map(|(code, _)| code.as_str()).collect();
        fill::tenants(&mut tx, 2, TOKEN).await?;
        perimetre(&mut tx, 1, &some).await?;
        perimetre(&mut tx, 2, &all).await?;
        let lines = tx.must_row(LINES, &[]).await?.get("lignes")?;
        tx.commit().await?;
        return Ok(lines);
    }
    tx.must_row(LINES, &[]).await?.get("lignes")
}

/// The communes of a common département, with their lines: the one that holds the nearest to its share of them.
async fn communes(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT commune, COUNT(*) AS lignes FROM repertoire_activite
        WHERE commune IS NOT NULL GROUP BY commune ORDER BY commune";
    let rows = tx.rows(SQL, &[]).await?;
    let all: Vec<(String, i64)> =
        rows.iter().map(|row| Ok((row.get("commune")?, row.get("lignes")?))).collect::<Result<_>>()?;
    let lines = |some: &[(String, i64)]| some.iter().map(|(_, lines)| lines).sum::<i64>();
    let share = lines(&all) / DEPARTEMENTS;
    let departements = all.chunk_by(|a, b| a.0[..2] == b.0[..2]);
    Ok(departements.min_by_key(|some| (lines(some) - share).abs()).unwrap_or_default().to_vec())
}

async fn perimetre(tx: &mut Tx, number: u32, communes: &[&str]) -> Result<()> {
    const SQL: &str =
        "INSERT INTO territoire_perimetre (cpts, depuis, communes, population, millesime, decide_le)
        VALUES ($1, $2, $3, 0, '', $4)";
    let now = tx.ctx().now;
    let values = params![fill::cpts(number), date(2025, 1, 1), communes.join(" "), now];
    tx.execute_untraced(SQL, values).await.map(drop)
}

/// The key that the program has made for this base.
fn key(base: &Path) -> Secret {
    let text =
        std::fs::read_to_string(PathBuf::from(base).join("cle-instance")).expect("the key of the base");
    let bytes = data_encoding::HEXLOWER.decode(text.trim().as_bytes()).expect("hexadecimal digits");
    Secret::new(bytes.try_into().expect("32 bytes"))
}
