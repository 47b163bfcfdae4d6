//! Patients to doctors, from files to a file, beside LEMON and OR-Tools; one more and one less, in process.

use crate::{
    Options,
    peers::{self, Run, json, maillage, run},
    report::Report,
};
use appariement::{Moteur, Objectif, fichier};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const SIZES: [&str; 4] = ["s", "m", "l", "xl"];
/// The two that are fastest on these inputs, of all that the peers' script knows.
const PEERS: &str = "lemon-ns,ortools-mcf";

pub fn measure(options: &Options, report: &mut Report) {
    let Some(input) = peers::input(options, "match") else {
        eprintln!("appariement : sans le dossier des autres programmes, il n’y a pas de fichier à lire");
        return;
    };
    let data = peers::work().join("appariement");
    std::fs::create_dir_all(&data).expect("a folder");
    for variant in ["plain", "fair"] {
        compare(options, report, variant, &assign(&data, &input, variant));
    }
    order(options, report, &assign(&data, &input, "lexicographic"));
    grow(options, report, &data);
    change(options, report, &input);
}

/// The cheapest of three runs.
fn assign(data: &Path, input: &Path, objective: &str) -> Run {
    let file = |folder: &Path, name: &str| folder.join(name).display().to_string();
    let (patients, doctors) = (file(input, "patients.csv"), file(input, "doctors.csv"));
    let (edges, out) = (file(input, "edges.csv"), file(data, "attribution.csv"));
    let args = ["match", "--patients", &patients, "--doctors", &doctors, "--edges", &edges];
    let args = [&args[..], &["--objective", objective, "--explain", "non", "--out", &out]].concat();
    let best = (0..3).map(|_| run(&maillage(data, &args))).min_by(|a, b| a.cpu.total_cmp(&b.cpu));
    let best = best.expect("three runs");
    assert_eq!(best.code, 0, "match fails: {}", best.output);
    best
}

fn said(run: &Run, key: &str) -> Value {
    json(&run.output).get(key).cloned().unwrap_or_default()
}

fn name(options: &Options, what: &str) -> String {
    format!("Appariement {}, {what}", options.size)
}

/// The same optimum as the peers, for less.
fn compare(options: &Options, report: &mut Report, variant: &str, ours: &Run) {
    let proved = said(ours, "optimal") == true && said(ours, "objective") == said(ours, "bound");
    let args = ["--variant", variant, "--peer", PEERS, "--runs", "3"];
    let lines = peers::measures(options, "matching.py", &args).unwrap_or_default();
    let cpu = |line: &Value| line.get("cpu_s").and_then(Value::as_f64);
    let same = lines.iter().filter(|line| cpu(line).is_some());
    let same = same.clone().count() > 0
        && same.into_iter().all(|line| line.get("objective") == Some(&said(ours, "objective")));
    report.add(
        name(options, &format!("optimum « {variant} »")),
        format!("{}, prouvé par sa borne", said(ours, "objective")),
        "celui des autres programmes",
        proved && same,
    );
    let mine = format!("{:.2} s de processeur ({:.1} s), {:.0} Mio", ours.cpu, ours.wall, ours.peak);
    let what = name(options, &format!("« {variant} », du fichier au fichier"));
    let best = lines.iter().filter_map(|line| Some((cpu(line)?, line.get("peer")?.as_str()?)));
    match best.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((theirs, peer)) => report.add(
            what,
            format!("{mine}, {peer} {theirs:.2} : {:.1} × moins", theirs / ours.cpu),
            "2 × moins de processeur que le meilleur",
            theirs / ours.cpu >= 2.0,
        ),
        None => report.note(what, mine),
    }
}

fn order(options: &Options, report: &mut Report, ours: &Run) {
    report.add(
        name(options, "priorité, puis distance, puis équité"),
        format!("{} en {:.2} s de processeur", said(ours, "objective"), ours.cpu),
        "prouvé par sa borne",
        said(ours, "optimal") == true,
    );
}

/// Processor time and memory against pairs, over all sizes.
fn grow(options: &Options, report: &mut Report, data: &Path) {
    let input = |size: &&str| peers::input_of(options, "match", size);
    let inputs: Vec<(PathBuf, &str)> = SIZES.iter().filter_map(|size| Some((input(size)?, *size))).collect();
    let runs: Vec<(Run, &str)> =
        inputs.iter().map(|(input, size)| (assign(data, input, "plain"), *size)).collect();
    let pairs = |run: &Run| said(run, "pairs").as_f64().unwrap_or(f64::NAN);
    let text = |(run, size): &(Run, &str)| format!("{size} {:.2} s, {:.0} Mio", run.cpu, run.peak);
    report.add(
        "Appariement, toutes les tailles",
        runs.iter().map(text).collect::<Vec<_>>().join(" ; "),
        "toutes prouvées, jusqu’à 200 000 × 8 000",
        runs.len() == SIZES.len() && runs.iter().all(|(run, _)| said(run, "optimal") == true),
    );
    let [.., (before, _), (after, _)] = &runs[..] else { return };
    let (more, times) = (after.cpu / before.cpu, pairs(after) / pairs(before));
    let (memory, peak) = (after.peak - before.peak, (pairs(after) - pairs(before)) / 1_048_576.0);
    report.note(
        "Appariement, croissance de l à xl",
        format!(
            "{more:.1} × le processeur pour {times:.1} × les paires (exposant {:.2})",
            more.ln() / times.ln()
        ),
    );
    report.add(
        "Appariement, mémoire d’une paire",
        format!("{:.0} octets", memory / peak),
        "linéaire : < 100 octets",
        memory / peak < 100.0,
    );
}

/// One patient more, one patient less, one doctor less: the time of each on the clock, the engine solved.
fn change(options: &Options, report: &mut Report, input: &Path) {
    let asked = fichier::Options {
        edges: Some(input.join("edges.csv")),
        objective: Objectif::Plain,
        ..fichier::Options::new(input.join("patients.csv"), input.join("doctors.csv"), "")
    };
    let probleme = fichier::probleme(&asked).expect("the files of the peers");
    let mut moteur = probleme.moteur(Objectif::Plain).expect("a network");
    let (patients, doctors) = (probleme.patients.len(), probleme.medecins.len());
    let some = |all: usize| (0..all).step_by((all / 500).max(1));
    moteur.withdraw(0); // the first leaves a table behind
    let timed = |moteur: &mut Moteur, act: &dyn Fn(&mut Moteur)| {
        let began = Instant::now();
        act(moteur);
        began.elapsed()
    };
    let mut times: [Vec<Duration>; 3] = Default::default();
    for one in some(patients).skip(1) {
        times[0].push(timed(&mut moteur, &|moteur| moteur.withdraw(one)));
        times[1].push(timed(&mut moteur, &|moteur| moteur.insert(one)));
    }
    for one in some(doctors) {
        times[2].push(timed(&mut moteur, &|moteur| drop(moteur.close(one))));
        moteur.reopen(one, appariement::Places::simples(probleme.medecins[one].capacite as usize));
    }
    assert!(moteur.preuve().est_optimale(), "optimal after each change");
    for (mut times, what) in
        times.into_iter().zip(["un patient de moins", "un patient de plus", "un médecin de moins"])
    {
        times.sort_unstable();
        let share = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
        report.add(
            name(options, what),
            format!("médiane {:.2} ms, 99ᵉ centile {:.2} ms", share(50), share(99)),
            "< 1 ms",
            share(50) < 1.0,
        );
    }
}
