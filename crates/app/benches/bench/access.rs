//! Accessibility of every commune of France, from file to file, beside PySAL `access`.

use crate::{
    Options,
    peers::{self, json, maillage, run},
    report::Report,
};
use serde_json::Value;
use std::{path::PathBuf, process::Command};

const PACKAGES: [&str; 4] = ["access==1.1.10.post3", "scipy==1.17.1", "numpy==2.4.6", "pandas==3.1.1"];

pub fn measure(options: &Options, report: &mut Report) {
    let Some(places) = places(options) else {
        eprintln!("acces : sans le dossier des autres programmes, il n’y a pas de fichier à lire");
        return;
    };
    let data = peers::work().join("acces");
    std::fs::create_dir_all(&data).expect("a folder");
    let (places, out) = (places.display().to_string(), data.join("scores.csv").display().to_string());
    let args = ["access", "--places", &places, "--method", "e2sfca-apl", "--out", &out];
    let mut ours = run(&maillage(&data, &args));
    for _ in 0..4 {
        let again = run(&maillage(&data, &args));
        if again.cpu < ours.cpu {
            ours = again;
        }
    }
    assert_eq!(ours.code, 0, "access fails");
    let pairs = json(&ours.output).get("pairs").and_then(Value::as_u64).unwrap_or(0);
    report.add("Accès, mémoire", format!("{:.0} Mio", ours.peak), "< 300 Mio", ours.peak < 300.0);
    let (what, mine) = (format!("Accès aux soins, France, {pairs} paires"), ours.cpu);
    match theirs(options, &places) {
        Some(theirs) => report.add(
            what,
            format!("{mine:.2} s de processeur, PySAL access {theirs:.1} ({:.0} × plus vite)", theirs / mine),
            "≥ 20 × PySAL access",
            theirs / mine >= 20.0,
        ),
        None => report.note(what, format!("{mine:.2} s de processeur")),
    }
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

/// Processor seconds of the peer: pairs and scores.
fn theirs(options: &Options, places: &str) -> Option<f64> {
    let script = options.peers.as_deref()?.join("apl_peer.py");
    let mut python = peers::python(&PACKAGES);
    let output =
        python.arg(script).args(["--offre", places, "--france", "--methodes", "e2sfca_apl"]).output().ok()?;
    let said: Value = serde_json::from_slice(&output.stdout).ok()?;
    said.get("total_cpu_s")?.as_f64()
}
