//! Half-days to doctors, from files to a file, beside OR-Tools (rules that are a flow) and HiGHS (the rule of weekends).

use crate::{
    Options,
    peers::{self, Run, json, maillage, run},
    report::Report,
};
use serde_json::Value;
use std::path::{Path, PathBuf};

const SIZES: [&str; 3] = ["s", "m", "l"];
/// Each variant and the fastest of those that prove it.
const VARIANTS: [(&str, &str); 2] = [("flow", "ortools-mcf"), ("weekend", "highs-mip")];

pub fn measure(options: &Options, report: &mut Report) {
    let Some(input) = peers::input(options, "rota") else {
        eprintln!("planning : sans le dossier des autres programmes, il n’y a pas de fichier à lire");
        return;
    };
    let data = peers::work().join("roulement");
    std::fs::create_dir_all(&data).expect("a folder");
    for (variant, peer) in VARIANTS {
        compare(options, report, (variant, peer), &plan(&data, &input, variant));
        grow(options, report, &data, variant);
    }
}

/// The cheapest of three runs.
fn plan(data: &Path, input: &Path, variant: &str) -> Run {
    let file = |folder: &Path, name: &str| folder.join(name).display().to_string();
    let (doctors, shifts) = (file(input, "doctors.csv"), file(input, "shifts.csv"));
    let (availability, out) = (file(input, "avail.csv"), file(data, "roulement.csv"));
    let args = ["rota", "--doctors", &doctors, "--shifts", &shifts, "--availability", &availability];
    let args = [&args[..], &["--variant", variant, "--out", &out]].concat();
    let best = (0..3).map(|_| run(&maillage(data, &args))).min_by(|a, b| a.cpu.total_cmp(&b.cpu));
    let best = best.expect("three runs");
    assert_eq!(best.code, 0, "rota fails: {}", best.output);
    best
}

fn said(run: &Run, key: &str) -> Value {
    json(&run.output).get(key).cloned().unwrap_or_default()
}

fn is_proved(run: &Run) -> bool {
    said(run, "optimal") == true && said(run, "objective") == said(run, "bound")
}

fn name(options: &Options, what: &str) -> String {
    format!("Planning {}, {what}", options.size)
}

/// The same optimum as the peer, for less.
fn compare(options: &Options, report: &mut Report, (variant, peer): (&str, &str), ours: &Run) {
    let args = ["--variant", variant, "--peer", peer, "--runs", "3", "--budget-s", "60"];
    let lines = peers::measures(options, "rota.py", &args).unwrap_or_default();
    let cpu = |line: &Value| line.get("cpu_s").and_then(Value::as_f64);
    let theirs = lines.iter().find_map(|line| Some((cpu(line)?, line.get("objective")?)));
    report.add(
        name(options, &format!("optimum « {variant} »")),
        format!("{}, prouvé par sa borne", said(ours, "objective")),
        "celui des autres programmes",
        is_proved(ours)
            && theirs.is_some_and(|(_, objective)| objective.as_f64() == said(ours, "objective").as_f64()),
    );
    let mine = format!("{:.3} s de processeur ({:.2} s), {:.0} Mio", ours.cpu, ours.wall, ours.peak);
    let what = name(options, &format!("« {variant} », du fichier au fichier"));
    match theirs {
        Some((theirs, _)) => report.add(
            what,
            format!("{mine}, {peer} {theirs:.2} : {:.1} × moins", theirs / ours.cpu),
            "3 × moins de processeur que le meilleur",
            theirs / ours.cpu >= 3.0,
        ),
        None => report.note(what, mine),
    }
}

/// Processor time and memory at all sizes.
fn grow(options: &Options, report: &mut Report, data: &Path, variant: &str) {
    let input = |size: &&str| peers::input_of(options, "rota", size);
    let inputs: Vec<(PathBuf, &str)> = SIZES.iter().filter_map(|size| Some((input(size)?, *size))).collect();
    let runs: Vec<(Run, &str)> =
        inputs.iter().map(|(input, size)| (plan(data, input, variant), *size)).collect();
    let text = |(run, size): &(Run, &str)| format!("{size} {:.3} s, {:.0} Mio", run.cpu, run.peak);
    report.add(
        format!("Planning « {variant} », toutes les tailles"),
        runs.iter().map(text).collect::<Vec<_>>().join(" ; "),
        "toutes prouvées",
        runs.len() == SIZES.len() && runs.iter().all(|(run, _)| is_proved(run)),
    );
}
