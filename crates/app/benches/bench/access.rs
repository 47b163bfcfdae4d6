//! Accessibility of every commune of France, from file to file, beside PySAL `access`.

use crate::{
    Options,
    peers::{self, Run, json, maillage, run},
    report::Report,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGES: [&str; 4] = ["access==1.1.10.post3", "scipy==1.17.1", "numpy==2.4.6", "pandas==3.1.1"];

pub fn measure(options: &Options, report: &mut Report) {
    let Some(places) = places(options) else {
        eprintln!("acces : sans le dossier des autres programmes, il n’y a pas de fichier à lire");
        return;
    };
    let data = peers::work().join("acces");
    std::fs::create_dir_all(&data).expect("a folder");
    let places = places.display().to_string();
    let (ours, pairs) = score(&data, &places, &["--method", "e2sfca-apl"]);
    report.add("Accès, mémoire", format!("{:.0} Mio", ours.peak), "< 300 Mio", ours.peak < 300.0);
    let (what, mine) = (format!("Accès aux soins, France, {pairs} paires"), ours.cpu);
    match theirs(options, &places, &data) {
        Some(theirs) => {
            report.add(
                what,
                format!(
                    "{mine:.2} s de processeur, PySAL access {theirs:.1} ({:.0} × plus vite)",
                    theirs / mine
                ),
                "≥ 20 × PySAL access",
                theirs / mine >= 20.0,
            );
            let gap = gap(&data);
            report.add("Accès, écart relatif avec PySAL access", format!("{gap:.0e}"), "≤ 1e-9", gap <= 1e-9);
        }
        None => report.note(what, format!("{mine:.2} s de processeur")),
    }
    grow(&data, &places, report);
}

/// The cheapest of five runs, and how many pairs it counted.
fn score(data: &Path, places: &str, more: &[&str]) -> (Run, u64) {
    let out = data.join("scores.csv").display().to_string();
    let args = [&["access", "--places", places, "--out", &out], more].concat();
    let runs = (0..5).map(|_| run(&maillage(data, &args)));
    let best = runs.min_by(|a, b| a.cpu.total_cmp(&b.cpu)).expect("five runs");
    assert_eq!(best.code, 0, "access fails");
    let pairs = json(&best.output).get("pairs").and_then(Value::as_u64).unwrap_or(0);
    (best, pairs)
}

/// Processor time against pairs, from 30 to 90 km.
fn grow(data: &Path, places: &str, report: &mut Report) {
    let at = |radius| score(data, places, &["--method", "e2sfca-gauss", "--radius-km", radius]);
    let ((near, few), (far, many)) = (at("30"), at("90"));
    let (more, pairs) = (far.cpu / near.cpu, many as f64 / few as f64);
    let exponent = more.ln() / pairs.ln();
    report.add(
        "Accès, croissance de 30 à 90 km",
        format!("{more:.1} × le processeur pour {pairs:.1} × les paires (exposant {exponent:.2})"),
        "linéaire : exposant ≤ 1,1",
        exponent <= 1.1,
    );
}

/// The greatest relative difference between the two files of scores.
fn gap(data: &Path) -> f64 {
    let read = |name: &str, column: &str| {
        let text = std::fs::read_to_string(data.join(name)).expect("scores");
        let at = text.lines().next().and_then(|titles| titles.split(',').position(|title| title == column));
        let at = at.expect("a column of scores");
        let line = |line: &str| {
            let fields: Vec<&str> = line.split(',').collect();
            (fields[0].to_owned(), fields[at].parse::<f64>().unwrap_or(0.0))
        };
        text.lines().skip(1).map(line).collect::<BTreeMap<_, _>>()
    };
    let (ours, theirs) = (read("scores.csv", "score"), read("pysal.csv", "e2sfca_apl"));
    assert_eq!(ours.len(), theirs.len(), "the same communes");
    let relative = theirs.iter().map(|(code, theirs)| {
        let mine = ours.get(code).copied().unwrap_or(f64::INFINITY);
        (mine - theirs).abs() / mine.max(*theirs).max(f64::MIN_POSITIVE)
    });
    relative.fold(0.0, f64::max)
}

/// The national supply, synthetic, made once by the generator of test data.
fn places(options: &Options) -> Option<PathBuf> {
    let generator = options.peers.as_deref()?.join("../data/generate.py");
    let folder = peers::work().join("peers/data/offre-france");
    let file = folder.join("offre-par-commune.csv");
    if generator.exists() && !file.exists() {
        std::fs::create_dir_all(&folder).expect("a folder");
        let done = Command::new("python3")
            .arg(generator)
            .args(["--echelle", "national", "--sans", "pa,sf,dip,finess,finessplus,mt,snp", "--sortie"])
            .arg(&folder)
            .status();
        assert!(done.is_ok_and(|status| status.success()), "the generator makes the national supply");
    }
    file.exists().then_some(file)
}

/// Processor seconds of the peer: pairs and scores, which it writes.
fn theirs(options: &Options, places: &str, data: &Path) -> Option<f64> {
    let script = options.peers.as_deref()?.join("apl_peer.py");
    let mut python = peers::python(&PACKAGES);
    let args = ["--offre", places, "--france", "--methodes", "e2sfca_apl", "--scores"];
    let output = python.arg(script).args(args).arg(data.join("pysal.csv")).output().ok()?;
    let said: Value = serde_json::from_slice(&output.stdout).ok()?;
    said.get("total_cpu_s")?.as_f64()
}
