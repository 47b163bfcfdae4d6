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
    let expected = File::open(input.join("expected.json")).expect("expected.json");
    let expected: Value = serde_json::from_reader(expected).expect("expected.json");
    let data = peers::work().join(format!("import-{}", options.size));
    drop(std::fs::remove_dir_all(&data));
    std::fs::create_dir_all(&data).expect("a folder");
    let job = Job { options, expected, input, data };
    job.read(report);
    job.load(report);
    job.refresh(report);
}

struct Job<'a> {
    options: &'a Options,
    /// Counts that the generator of the file knows.
    expected: Value,
    input: PathBuf,
    data: PathBuf,
}

impl Job<'_> {
    fn import(&self, file: &Path, args: &[&str]) -> Run {
        let file = file.display().to_string();
        run(&maillage(&self.data, &[&["import", "annuaire", &file, "--partial"], args].concat()))
    }

    fn count(&self, key: &str) -> u64 {
        self.expected.get(key).and_then(Value::as_u64).unwrap_or(0)
    }

    /// What DuckDB needs for the same job, in seconds.
    fn peer(&self, job: &str, key: &str) -> Option<f64> {
        let args = ["--jobs", job, "--peer", "duckdb", "--runs", "3"];
        peers::measures(self.options, "import_ps.py", &args)?.first()?.get(key)?.as_f64()
    }

    fn name(&self, what: &str) -> String {
        format!("Annuaire {}, {what}", self.options.size)
    }

    fn read(&self, report: &mut Report) {
        let file = self.input.join("ps.txt");
        self.import(&file, &["--dry-run"]); // both sides read a file that memory holds
        let read = self.import(&file, &["--dry-run"]);
        let (lines, refused) = (counted(&read, "read"), counted(&read, "rejected"));
        report.add(
            self.name("lignes lues et refusées"),
            format!("{lines} lues, {refused} refusées"),
            "comptes exacts",
            lines == self.count("rows") && refused == self.count("invalid"),
        );
        let theirs = self.peer("validate", "cpu_s");
        compare(report, &self.name("lire et vérifier"), &read, (read.cpu, theirs), ("s de processeur", 5.0));
    }

    fn load(&self, report: &mut Report) {
        let load = self.import(&self.input.join("ps.txt"), &[]);
        let theirs = self.peer("initial", "median_s");
        compare(report, &self.name("premier chargement"), &load, (load.wall, theirs), ("s", 1.0));
        memory(report, &self.name("mémoire du chargement"), &load);
        let base = std::fs::metadata(self.data.join("maillage.db")).map_or(0, |meta| meta.len() / 1_048_576);
        report.note(self.name("base chargée"), format!("{base} Mio"));
    }

    fn refresh(&self, report: &mut Report) {
        let refresh = self.import(&changed(&self.input, &self.data), &["--du", "2099-12-31"]);
        let theirs = self.peer("refresh", "median_s");
        compare(report, &self.name("mise à jour de 0,1 %"), &refresh, (refresh.wall, theirs), ("s", 5.0));
        memory(report, &self.name("mémoire de la mise à jour"), &refresh);
        let written = counted(&refresh, "inserted") + counted(&refresh, "updated");
        let most = self.count("rows") / 1000 + 1;
        report.add(
            self.name("lignes écrites par la mise à jour"),
            written.to_string(),
            "les lignes changées, et elles seules",
            (most * 95 / 100..=most).contains(&written),
        );
    }
}

fn counted(run: &Run, key: &str) -> u64 {
    json(&run.output).get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn compare(
    report: &mut Report,
    what: &str,
    ours: &Run,
    (mine, theirs): (f64, Option<f64>),
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
