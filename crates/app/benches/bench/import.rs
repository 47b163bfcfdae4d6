//! The national directory, read, checked, loaded and refreshed by `maillage import annuaire`, beside DuckDB.

use crate::{
    Options,
    peers::{self, Run, json, maillage, run},
    report::Report,
};
use extractions::{Lecture, Ligne, Rejet};
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
    let data = folder(options);
    drop(std::fs::remove_dir_all(&data));
    std::fs::create_dir_all(&data).expect("a folder");
    let job = Job { options, expected, input, data };
    job.read(report);
    let load = job.load(report);
    job.grow(report, &load);
    job.refresh(report);
}

/// The argument that makes this program [`parse`] a file and nothing else.
pub const PARSE: &str = "lire";

/// Reads a file as an import does: every line split, checked and hashed. Prints the counts.
pub fn parse(file: &str) {
    let mut lecture = Lecture::open(File::open(file).expect("a file")).expect("an extraction");
    let mut hashes = 0;
    let each = |ligne: Result<Ligne<'_>, Rejet>| {
        if let Ok(ligne) = ligne {
            hashes ^= ligne.empreinte();
        }
    };
    lecture.each(each).expect("a file read to its end");
    let bilan = lecture.bilan();
    println!("{{\"read\":{},\"rejected\":{},\"hash\":{hashes}}}", bilan.lus, bilan.rejetes);
}

/// What another program needs for a job.
struct Peer {
    name: String,
    /// Processor seconds.
    cpu: f64,
    /// Seconds on the clock.
    wall: f64,
}

/// The base that [`measure`] has loaded, or loads now when there is none; None without the peers' folder.
pub fn base(options: &Options) -> Option<PathBuf> {
    let input = peers::input(options, "directory")?;
    let data = folder(options);
    if !data.join("maillage.db").exists() {
        std::fs::create_dir_all(&data).expect("a folder");
        let file = input.join("ps.txt").display().to_string();
        let load = run(&maillage(&data, &["import", "annuaire", &file, "--partial"]));
        assert_eq!(load.code, 0, "the import fails: {}", load.output);
    }
    Some(data)
}

fn folder(options: &Options) -> PathBuf {
    peers::work().join(format!("import-{}", options.size))
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

    /// What the best of these programs needs for the same job.
    fn peer(&self, peers: &str, job: &str) -> Option<Peer> {
        let runs = if job == "validate" { "3" } else { "1" };
        let args = ["--jobs", job, "--peer", peers, "--runs", runs];
        let lines = peers::measures(self.options, "import_ps.py", &args)?;
        let said = |line: &Value| {
            let number = |key: &str| line.get(key).and_then(Value::as_f64);
            let name = line.get("peer")?.as_str()?.to_owned();
            Some(Peer { name, cpu: number("cpu_s")?, wall: number("median_s")? })
        };
        lines.iter().filter_map(said).min_by(|a, b| a.cpu.total_cmp(&b.cpu))
    }

    fn name(&self, what: &str) -> String {
        format!("Annuaire {}, {what}", self.options.size)
    }

    fn read(&self, report: &mut Report) {
        let file = self.input.join("ps.txt");
        let program = std::env::current_exe().expect("this program").display().to_string();
        let command = [program, PARSE.to_owned(), file.display().to_string()];
        run(&command); // both sides read a file that memory holds
        let read = run(&command);
        let (lines, refused) = (counted(&read, "read"), counted(&read, "rejected"));
        report.add(
            self.name("lignes lues et refusées"),
            format!("{lines} lues, {refused} refusées"),
            "comptes exacts",
            lines == self.count("rows") && refused == self.count("invalid"),
        );
        compare(report, &self.name("lire et vérifier"), &read, self.peer("duckdb", "validate"), 5.0);
        let trial = self.import(&file, &["--dry-run"]);
        assert_eq!(counted(&trial, "rejected"), refused, "the import refuses the same lines");
        let more = "homonymes, doubles, communes et comparaison à la base compris";
        report.note(self.name("essai sans écrire"), format!("{:.2} s de processeur, {more}", trial.cpu));
    }

    fn load(&self, report: &mut Report) -> Run {
        let load = self.import(&self.input.join("ps.txt"), &[]);
        compare(report, &self.name("premier chargement"), &load, self.peer("duckdb", "initial"), 1.0);
        memory(report, &self.name("mémoire du chargement"), &load);
        let base = std::fs::metadata(self.data.join("maillage.db")).map_or(0, |meta| meta.len() / 1_048_576);
        report.note(self.name("base chargée"), format!("{base} Mio"));
        load
    }

    fn refresh(&self, report: &mut Report) {
        let refresh = self.import(&changed(&self.input, &self.data), &["--du", "2099-12-31"]);
        let theirs = self.peer("duckdb,python", "refresh");
        compare(report, &self.name("mise à jour de 0,1 %"), &refresh, theirs, 5.0);
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

    /// How the processor time of a load grows from a quarter of the lines.
    fn grow(&self, report: &mut Report, load: &Run) {
        let smaller = match self.options.size.as_str() {
            "l" => "m",
            "m" => "s",
            _ => return,
        };
        let Some(input) = peers::input_of(self.options, "directory", smaller) else { return };
        let data = peers::work().join("import-croissance");
        drop(std::fs::remove_dir_all(&data));
        std::fs::create_dir_all(&data).expect("a folder");
        let file = input.join("ps.txt").display().to_string();
        let before = run(&maillage(&data, &["import", "annuaire", &file, "--partial"]));
        let (more, lines) =
            (load.cpu / before.cpu, counted(load, "read") as f64 / counted(&before, "read") as f64);
        let exponent = more.ln() / lines.ln();
        report.add(
            self.name(&format!("croissance depuis {smaller}")),
            format!("{more:.1} × le processeur pour {lines:.1} × les lignes (exposant {exponent:.2})"),
            "linéaire : exposant ≤ 1,1",
            exponent <= 1.1,
        );
    }
}

fn counted(run: &Run, key: &str) -> u64 {
    json(&run.output).get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn compare(report: &mut Report, what: &str, ours: &Run, theirs: Option<Peer>, times: f64) {
    assert_eq!(ours.code, 0, "{what}: {}", ours.output);
    let mine = format!("{:.2} s de processeur ({:.1} s)", ours.cpu, ours.wall);
    match theirs {
        Some(Peer { name, cpu, wall }) => report.add(
            what,
            format!("{mine}, {name} {cpu:.2} ({wall:.1} s) : {:.1} × moins", cpu / ours.cpu),
            &format!("{times} × moins de processeur que le meilleur"),
            cpu / ours.cpu >= times,
        ),
        None => report.note(what, mine),
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
