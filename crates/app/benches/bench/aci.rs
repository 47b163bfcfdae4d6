//! `maillage aci simulate`: contracts of five years with every mission, an amendment and two indicators a year, each figure
//! with its derivation, from file to output.

use crate::{peers, report::Report};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const SIZES: [usize; 3] = [250, 1000, 4000];
const TARGET_MS: f64 = 200.0;

pub fn measure(report: &mut Report) {
    let folder = peers::work().join("aci");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut times = Vec::new();
    for size in SIZES {
        let file = folder.join(format!("{size}.json"));
        let cases: Vec<Value> = (0..size).map(case).collect();
        std::fs::write(&file, Value::Array(cases).to_string()).expect("a file of cases");
        times.push(best(&file).as_secs_f64() * 1000.0);
    }
    let (small, asked, large) = (times[0], times[1], times[2]);
    report.add("ACI, 1 000 contrats × 5 ans", format!("{asked:.0} ms"), "< 200 ms", asked < TARGET_MS);
    let growth = large / asked;
    report.add(
        "ACI, de 250 à 1 000 puis 4 000 contrats",
        format!("{small:.0}, {asked:.0}, {large:.0} ms (× {growth:.1})"),
        "au plus × 4,8 de 1 000 à 4 000",
        growth <= 4.8,
    );
}

/// The best of seven runs on the clock: start of the program included, output thrown away.
fn best(file: &Path) -> Duration {
    let once = || {
        let began = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_maillage"));
        let done = command.args(["aci", "simulate"]).arg(file).stdout(Stdio::null()).status();
        assert!(done.is_ok_and(|status| status.success()), "aci simulate fails");
        began.elapsed()
    };
    (0..7).map(|_| once()).min().unwrap_or_default()
}

/// Contract number `n`: everything started, amounts split by the contract, achievements of five years.
fn case(n: usize) -> Value {
    let missions = ["acces", "parcours", "prevention", "qualite", "accompagnement"];
    let started = |(rank, id): (usize, &&str)| json!({"id": id, "started": format!("2023-{:02}-{:02}", 6 + rank, 1 + n % 28)});
    let mut all: Vec<Value> = missions.iter().enumerate().map(started).collect();
    all.push(json!({"id": "crise", "started": "2023-08-01", "plan_delivered": "2023-10-01", "crises": ["2025-07-01"]}));
    let amounts: Vec<Value> =
        missions.iter().map(|id| json!({"component": id, "part": "fixe", "eur": 5000 + n % 3000})).collect();
    let settled = |id: &&str, year: u8| {
        json!({"mission": id, "year": year, "indicators": [
            {"id": "a", "weight": 0.5, "achievement": format!("{}/10", n % 11)},
            {"id": "b", "weight": 0.5, "achievement": 0.7}]})
    };
    let achievements: Vec<Value> =
        missions.iter().flat_map(|id| (1..=5).map(move |year| settled(id, year))).collect();
    json!({
        "population": 10_000 + n % 1000 * 200, "signed": format!("2023-04-{:02}", 1 + n % 28), "missions": all,
        "contract_amounts": amounts, "achievements": achievements,
        "changes": [{"date": "2026-05-04", "population": 60_000}], "as_of": "2026-01-01",
    })
}
