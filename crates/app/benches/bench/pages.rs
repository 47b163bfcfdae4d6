//! The two pages that people open most, with a thousand CPTS and a million members: processor time of the server per
//! page, against a hand-written axum and SQLite server on the same data.

use crate::{
    Options,
    client::{Client, load},
    report::Report,
    server::Server,
};
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

pub mod fill;

const CONNECTIONS: usize = 32;
const SECONDS: u64 = 5;

pub async fn measure(options: &Options, report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench"));
    std::fs::create_dir_all(&work).expect("target/bench");
    let ceiling = options.peers.as_deref().map(|peers| ceiling(peers, &work, &options.size));
    let base = fill::base(&work, &options.size).await;
    let server = Server::on(&base.database, &base.data);
    let headers = format!("Cookie: maillage_session={}\r\n", base.token);

    let members = walk(&server, &base.slugs, &headers).await;
    let days = base.slugs.iter().map(|slug| format!("/{slug}/espace/ma-journee")).collect();
    for (name, paths, peer) in [("Liste des membres", members, "members"), ("Ma journée", days, "dashboard")]
    {
        let paths = Arc::new(paths);
        load(server.address, CONNECTIONS, 1, &headers, Arc::clone(&paths)).await;
        let before = server.cpu();
        let done = load(server.address, CONNECTIONS, SECONDS, &headers, paths).await;
        let cost = (server.cpu() - before).as_secs_f64() * 1e6 / done.requests as f64;
        let figure = format!(
            "{cost:.0} µs par page, {} pages/s, 99ᵉ centile {:.1} ms",
            done.requests / SECONDS,
            ms(done.p99)
        );
        match ceiling.as_ref().and_then(|ceiling| ceiling(peer)) {
            Some(limit) => {
                let ratio = cost / limit;
                report.add(
                    name,
                    format!("{figure}, {ratio:.2} × le plafond ({limit:.0} µs)"),
                    "≤ 2 × le plafond",
                    ratio <= 2.0,
                );
            }
            None => report.note(name, figure),
        }
    }
    report.note(format!("Mémoire du serveur, taille {}", options.size), format!("{} Mio", server.memory()));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Addresses of pages of the list: each tenant's pages are walked by their own « next » link.
async fn walk(server: &Server, slugs: &[String], headers: &str) -> Vec<String> {
    let mut client = Client::connect(server.address).await;
    let mut paths = Vec::new();
    for slug in slugs.iter().step_by((slugs.len() / 40).max(1)) {
        let mut path = format!("/{slug}/espace/reglages/membres");
        loop {
            let page = client.get(&path, headers).await;
            assert_eq!(page.status, 200, "{path}");
            let text = String::from_utf8_lossy(&page.body).into_owned();
            assert!(text.matches("<tr").count() > 10, "an empty list at {path}");
            paths.push(path);
            let next = text.split("href=\"").find(|rest| {
                rest.contains("rel=\"next\"")
                    && rest.starts_with('/')
                    && rest.find("rel=\"next\"") < rest.find('>')
            });
            match next.and_then(|rest| rest.split('"').next()) {
                Some(next) => path = next.replace("&amp;", "&"),
                None => break,
            }
        }
    }
    paths
}

/// Runs the peers' own measure of the hand-written server; returns its cost per page in microseconds.
fn ceiling(peers: &Path, work: &Path, size: &str) -> impl Fn(&str) -> Option<f64> + use<> {
    let script = peers.join("peers/web.py");
    prepare(work);
    let output = Command::new("python3")
        .arg(script)
        .args([
            "--work",
            &work.join("peers").display().to_string(),
            "--size",
            size,
            "--peer",
            "ceiling",
            "--runs",
            "3",
        ])
        .output()
        .expect("python3 runs the peers' measure");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    move |page| {
        let lines = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut mine = lines.filter(|line| line.to_string().contains(&format!("web-{page}")));
        mine.next()?.get("server_cpu_us_per_page")?.as_f64()
    }
}

/// The peers' generator needs one package more than they install themselves.
fn prepare(work: &Path) {
    let venv = work.join("peers/venv");
    if !venv.exists() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).status();
        assert!(made.is_ok_and(|status| status.success()), "python3 makes a virtual environment");
        let added = Command::new(venv.join("bin/pip")).args(["install", "--quiet", "numpy"]).status();
        assert!(added.is_ok_and(|status| status.success()), "pip installs numpy");
    }
}
