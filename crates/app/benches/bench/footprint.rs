//! What the demo costs: binary, start, memory at rest, first page over the wire.

use crate::{
    client::Client,
    report::Report,
    server::{BINARY, Server},
};
use std::time::Duration;

pub async fn measure(report: &mut Report) {
    let size = std::fs::metadata(BINARY).map(|file| file.len()).unwrap_or(0) / (1024 * 1024);
    report.add("Taille du programme", format!("{size} Mio"), "< 60 Mio", size < 60);

    drop(Server::start(&["demo"]));
    let server = Server::start(&["demo"]);
    let start = server.started_in;
    report.add(
        "Démarrage de la démonstration",
        format!("{} ms", start.as_millis()),
        "< 3 s",
        start < Duration::from_secs(3),
    );
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory = server.memory();
    report.add("Mémoire au repos, démonstration", format!("{memory} Mio"), "< 120 Mio", memory < 120);

    let mut client = Client::connect(server.address).await;
    let home = client.get("/", "Accept-Encoding: br, gzip\r\n").await;
    let plain = client.get("/", "").await;
    let plain = String::from_utf8_lossy(&plain.body).into_owned();
    let mut weight = home.body.len();
    for asset in assets(&plain) {
        weight += client.get(&asset, "Accept-Encoding: br, gzip\r\n").await.body.len();
    }
    report.add(
        "Première page, tout compris, compressée",
        format!("{} ko", weight / 1000),
        "< 150 ko",
        weight < 150_000,
    );
    let foreign =
        plain.matches("src=\"http").count() + plain.matches("<link rel=\"stylesheet\" href=\"http").count();
    report.add("Fichiers demandés à un tiers", foreign.to_string(), "0", foreign == 0);
    let memory = server.memory();
    report.note("Mémoire après ces pages", format!("{memory} Mio"));
}

fn assets(page: &str) -> Vec<String> {
    let marks = page.split(['"', '\'']).filter(|text| text.starts_with("/assets/"));
    let mut found: Vec<String> = marks.map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}
