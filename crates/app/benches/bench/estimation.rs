//! The estimate of a territory over HTTP, with all of France loaded.

use crate::{
    client::{Client, load},
    report::Report,
    server::Server,
};
use std::{sync::Arc, time::Duration};

/// Longest list put in an address; beyond, the list is sent in a body.
const LONGEST: usize = 8_000;

pub async fn measure(report: &mut Report) {
    let server = Server::start(&["demo"]);
    let codes = every_commune(&server).await;
    for size in [1, 25, 250, 2_500, LONGEST] {
        let paths = (0..40).map(|n| path(&codes, size, n)).collect();
        let load = load(server.address, 1, 3, "", Arc::new(paths)).await;
        let figure = format!("médiane {:.2} ms, 99ᵉ centile {:.2} ms", ms(load.p50), ms(load.p99));
        let held = load.p99 < Duration::from_millis(5);
        report.add(format!("Estimation de {size} communes"), figure, "99ᵉ centile < 5 ms", held);
    }
}

fn path(codes: &[String], size: usize, n: usize) -> String {
    // A stride that visits every commune: lists are spread over the whole country.
    let chosen = (0..size).map(|i| codes[(n * 6_007 + i * 7_919) % codes.len()].as_str());
    format!("/api/territoires/estimation?communes={}", chosen.collect::<Vec<_>>().join(","))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Code of every commune, read through the API: those that no CPTS covers, and those that one does.
async fn every_commune(server: &Server) -> Vec<String> {
    let mut client = Client::connect(server.address).await;
    let mut codes = Vec::new();
    let departements = (1..=95).filter(|n| *n != 20).map(|n| format!("{n:02}"));
    for code in departements.chain(["2A", "2B", "971", "972", "973", "974", "976"].map(str::to_owned)) {
        let answer = client.get(&format!("/api/departements/{code}/couverture"), "").await;
        let json: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let cpts = json["cpts"].as_array().cloned().unwrap_or_default();
        let lists = cpts
            .iter()
            .map(|one| &one["communes"])
            .chain([&json["uncovered"]])
            .filter_map(|list| list.as_array());
        codes.extend(lists.flatten().filter_map(|code| code.as_str().map(str::to_owned)));
    }
    codes.sort();
    codes.dedup();
    assert!(codes.len() > 30_000, "only {} communes", codes.len());
    codes
}
