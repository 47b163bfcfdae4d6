//! The national directory, read, checked, loaded and refreshed by `maillage import annuaire`, beside DuckDB.

use crate::{
    Options,
    peers::{self, Run, json, maillage, run},
    report::Report,
};
use serde_json::Value;
use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

pub fn measure(options: &Options, report: &mut Report) {
    let Some(input) = peers::input(options, "directory") else {
        eprintln!("import : sans le dossier des autres programmes, il n’y a pas de fichier à lire");
        return;
    };
    let expected: Value =
        serde_json::from_reader(File::open(input.join("expected.json")).expect("expected.json"))
            .expect("expected.json");
    let count = |key: &str| expected.get(key).and_then(Value::as_u64).unwrap_or(0);
    let size = &options.size;
    let peer = |job: &str| {
        let lines =
            peers::measures(options, "import_ps.py", &["--jobs", job, "--peer", "duckdb", "--runs", "3"])?;
        lines.into_iter().next()
    };
    let figure = |line: &Option<Value>, key: &str| line.as_ref().and_then(|line| line.get(key)?.as_f64());

    let data = peers::work().join(format!("import-{size}"));
    drop(std::fs::remove_dir_all(&data));
    std::fs::create_dir_all(&data).expect("a folder");
    let file = input.join("ps.txt").display().to_string();
    let import = |args: &[&str]| run(&maillage(&data, &[&["import", "annuaire"], args].concat()));

    import(&[&file, "--partial", "--dry-run"]); // both sides read a file that memory holds
    let read = import(&[&file, "--partial", "--dry-run"]);
    let said = json(&read.output);
    let counted = |key: &str| said.get(key).and_then(Value::as_u64).unwrap_or(0);
    report.add(
        format!("Annuaire {size}, lignes lues et refusées"),
        format!("{} lues, {} refusées", counted("read"), counted("rejected")),
        "comptes exacts",
        counted("read") == count("rows") && counted("rejected") == count("invalid"),
    );
    let theirs = figure(&peer("validate"), "cpu_s");
    compare(
        report,
        &format!("Annuaire {size}, lire et vérifier"),
        &read,
        read.cpu,
        theirs,
        ("s de processeur", 5.0),
    );

    let load = import(&[&file, "--partial"]);
    let theirs = figure(&peer("initial"), "median_s");
    compare(report, &format!("Annuaire {size}, premier chargement"), &load, load.wall, theirs, ("s", 1.0));
    memory(report, &format!("Annuaire {size}, mémoire du chargement"), &load);
    let base = std::fs::metadata(data.join("maillage.db")).map_or(0, |meta| meta.len() / 1_048_576);
    report.note(format!("Annuaire {size}, base chargée"), format!("{base} Mio"));

    let changed = changed(&input, &data);
    let refresh = import(&[&changed.display().to_string(), "--partial"]);
    let theirs = figure(&peer("refresh"), "median_s");
    compare(
        report,
        &format!("Annuaire {size}, mise à jour de 0,1 %"),
        &refresh,
        refresh.wall,
        theirs,
        ("s", 5.0),
    );
    memory(report, &format!("Annuaire {size}, mémoire de la mise à jour"), &refresh);
    let said = json(&refresh.output);
    let written: u64 = ["inserted", "updated"].iter().filter_map(|key| said.get(*key)?.as_u64()).sum();
    let least = count("rows") / 1000 - count("rows") / 20_000;
    report.add(
        format!("Annuaire {size}, lignes écrites par la mise à jour"),
        written.to_string(),
        "les lignes changées, et elles seules",
        (least..=count("rows") / 1000 + 1).contains(&written),
    );
}

fn compare(
    report: &mut Report,
    what: &str,
    ours: &Run,
    mine: f64,
    theirs: Option<f64>,
    (unit, times): (&str, f64),
) {
    assert_eq!(ours.code, 0, "{what}: {}", ours.output);
    match theirs {
        Some(theirs) => report.add(
            what,
            format!("{mine:.2} {unit}, DuckDB {theirs:.2} ({:.1} × plus vite)", theirs / mine),
            &format!("≥ {times} × DuckDB"),
            theirs / mine >= times,
        ),
        None => report.note(what, format!("{mine:.2} {unit}")),
    }
}

fn memory(report: &mut Report, what: &str, run: &Run) {
    report.add(what, format!("{:.0} Mio", run.peak), "< 400 Mio", run.peak < 400.0);
}

/// The same file a day later: one line in a thousand has another telephone number.
fn changed(input: &Path, data: &Path) -> PathBuf {
    let path = data.join("lendemain.txt");
    let mut output = BufWriter::new(File::create(&path).expect("a file"));
    let lines = BufReader::new(File::open(input.join("ps.txt")).expect("ps.txt")).split(b'\n');
    for (rank, line) in lines.map_while(Result::ok).enumerate() {
        if rank > 0 && rank % 1000 == 0 {
            let mut fields: Vec<&[u8]> = line.split(|byte| *byte == b'|').collect();
            if let Some(telephone) = fields.get_mut(40) {
                *telephone = b"0499000000";
            }
            output.write_all(&fields.join(&b'|')).expect("a line");
        } else {
            output.write_all(&line).expect("a line");
        }
        output.write_all(b"\n").expect("a line");
    }
    output.flush().expect("a file");
    path
}
