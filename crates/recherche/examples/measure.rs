//! Measures the search on a folder of the bench (`people.csv`, `search_queries.csv`): one JSON line.
//!
//! `cargo run --release -p recherche --example measure -- target/bench/peers/data/directory-l [--misses] [--answers]`
//!
//! `p50_ms`, `p95_ms`, `p99_ms` are elapsed times; the same with `_cpu` are processor times of the thread, which other
//! programs on the machine hardly blur. On standard error, `--misses` shows the queries whose target is not among
//! the first ten, `--answers` all answers (query, then documents) so that another program can score them.

use recherche::{Builder, Demande, Fiche, Index, Position, Resultat};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Personne {
    nom: String,
    prenom: String,
    commune: String,
}

struct Question {
    numero: String,
    genre: String,
    texte: String,
    cible: usize,
}

struct Answer {
    ms: f64,
    cpu_ms: f64,
    found: Vec<Resultat>,
}

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let rows = read(&folder.join("people.csv"))?;
    let places = places(folder, &rows)?;
    let (started, cpu) = (Instant::now(), cpu_ms());
    let index = build(&rows, &places);
    let (build_s, build_cpu_s) = (started.elapsed().as_secs_f64(), (cpu_ms() - cpu) / 1e3);
    let peak = peak_mb()?;
    let by_id: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (&row[0], at)).collect();
    let people = rows.iter().map(|row| Personne {
        nom: kernel::fold(&row[1]),
        prenom: kernel::fold(&row[2]),
        commune: kernel::fold(&row[5]),
    });
    let people: Vec<Personne> = people.collect();
    let mut questions = Vec::new();
    for row in read(&folder.join("search_queries.csv"))? {
        let cible = *by_id.get(&row[3]).ok_or("a query for nobody")?;
        questions.push(Question { numero: row[0].into(), genre: row[1].into(), texte: row[2].into(), cible });
    }
    let (answers, total_cpu) = ask(&index, &questions);
    let mut line = recall(&people, &questions, &answers);
    let (wall, cpu) =
        (percentiles(&answers, |answer| answer.ms), percentiles(&answers, |answer| answer.cpu_ms));
    for (at, name) in ["p50", "p95", "p99", "max"].into_iter().enumerate() {
        line.insert(format!("{name}_ms"), wall[at].into());
        line.insert(format!("{name}_cpu_ms"), cpu[at].into());
    }
    line.insert("cpu_ms_per_query".into(), (total_cpu / questions.len() as f64).into());
    line.insert("build_s".into(), build_s.into());
    line.insert("build_cpu_s".into(), build_cpu_s.into());
    line.insert("index_mb".into(), (index.memory_bytes() as f64 / f64::from(1 << 20)).into());
    line.insert("peak_mb".into(), peak.into());
    let few: Vec<u32> =
        (0..index.len()).step_by(index.len() / 2_000 + 1).filter_map(|at| at.try_into().ok()).collect();
    let among = questions.iter().take(400).map(|question| {
        let cpu = cpu_ms();
        drop(index.search(&Demande { limit: 10, parmi: Some(&few), ..Demande::new(&question.texte) }));
        cpu_ms() - cpu
    });
    line.insert("among_2000_cpu_ms".into(), (among.sum::<f64>() / questions.len().min(400) as f64).into());
    let cpu = cpu_ms();
    drop(build(&rows[..rows.len().min(2_000)], &places));
    line.insert("build_2000_cpu_ms".into(), (cpu_ms() - cpu).into());
    line.insert("hard_cpu_ms".into(), hard(&index).into());
    println!("{}", serde_json::Value::Object(line));
    Ok(())
}

fn read(path: &Path) -> Outcome<Vec<csv::StringRecord>> {
    Ok(csv::Reader::from_path(path)?.records().collect::<Result<Vec<_>, _>>()?)
}

/// Where each person is: in the commune, when the file of communes is beside the folder.
fn places(folder: &Path, rows: &[csv::StringRecord]) -> Outcome<Vec<Option<Position>>> {
    let file = folder.with_file_name("communes").join("communes.csv");
    let mut places = BTreeMap::new();
    if file.exists() {
        for row in read(&file)? {
            let position = Position { lat: row[5].parse()?, lon: row[6].parse()? };
            places.insert((row[1].to_owned(), row[2].to_owned()), position);
        }
    }
    Ok(rows.iter().map(|row| places.get(&(row[5].to_owned(), row[6].to_owned())).copied()).collect())
}

/// Texts that make much work: processor time of each, without and with a place to be near.
fn hard(index: &Index) -> Line {
    let (words, long) = ("marie martin ".repeat(50), "a".repeat(10_000));
    let texts = [
        "martin",
        "marie",
        "jean",
        "infirmier",
        "médecin",
        "infirmier saint",
        "saint",
        "a",
        "m",
        "de",
        "martin a",
        "mari",
        "sa",
        "infirmier marie",
        "cardiologue marie",
        "pédiatre",
        "psy",
        "dr martin cardio saint",
        "inconnu marie",
        "zzzz",
        "?!",
        "martni jaen",
        "marie jean pierre michel andre philippe nathalie isabelle",
        &words,
        &long,
    ];
    let near = Some(Position { lat: 45.043, lon: 3.885 });
    let spent = |demande: Demande<'_>| {
        let cpu = cpu_ms();
        let found = index.search(&demande);
        (((cpu_ms() - cpu) * 1e3).round() / 1e3, found.len())
    };
    let each = texts.into_iter().map(|texte| {
        let demande = Demande { limit: 10, ..Demande::new(texte) };
        let one_in_thousand = |document: u32| document % 1_000 == 3;
        let (plain, placed) = (spent(demande), spent(Demande { pres_de: near, ..demande }));
        let filtered = spent(Demande { filtre: Some(&one_in_thousand), ..demande });
        (texte.chars().take(60).collect(), serde_json::json!([plain.0, placed.0, filtered.0, filtered.1]))
    });
    each.collect()
}

fn build(rows: &[csv::StringRecord], places: &[Option<Position>]) -> Index {
    let mut builder = Builder::new();
    for (row, &position) in rows.iter().zip(places) {
        let specialites = if row[4].is_empty() { &[][..] } else { &[&row[4]][..] };
        builder.add(&Fiche {
            nom: &row[1],
            prenom: &row[2],
            profession: &row[3],
            specialites,
            commune: &row[5],
            position,
            ..Fiche::default()
        });
    }
    builder.build()
}

fn ask(index: &Index, questions: &[Question]) -> (Vec<Answer>, f64) {
    let search = |texte: &str| index.search(&Demande { limit: 10, ..Demande::new(texte) });
    questions.iter().take(20).for_each(|question| drop(search(&question.texte)));
    let repeat = std::env::args().skip_while(|argument| argument != "--repeat").nth(1);
    let repeat: usize = repeat.and_then(|times| times.parse().ok()).unwrap_or(0);
    (0..repeat).for_each(|_| questions.iter().for_each(|question| drop(search(&question.texte))));
    let total = cpu_ms();
    let answers = questions.iter().map(|question| {
        let (started, cpu) = (Instant::now(), cpu_ms());
        let found = search(&question.texte);
        Answer { cpu_ms: cpu_ms() - cpu, ms: started.elapsed().as_secs_f64() * 1e3, found }
    });
    let answers = answers.collect();
    (answers, cpu_ms() - total)
}

type Line = serde_json::Map<String, serde_json::Value>;

fn recall(people: &[Personne], questions: &[Question], answers: &[Answer]) -> Line {
    let (mut first, mut ten) = (0_u32, 0_u32);
    let mut kinds: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let wanted = |option: &str| std::env::args().any(|argument| argument == option);
    let (misses, all) = (wanted("--misses"), wanted("--answers"));
    for (question, answer) in questions.iter().zip(answers) {
        let target = &people[question.cible];
        let hit = |one: &Resultat| {
            let other = &people[one.document as usize];
            let by_city = question.genre == "name_city";
            let same = if by_city { other.commune == target.commune } else { other.prenom == target.prenom };
            other.nom == target.nom && same
        };
        let kind = kinds.entry(&question.genre).or_default();
        kind.1 += 1;
        first += u32::from(answer.found.first().is_some_and(hit));
        let found = answer.found.iter().any(hit);
        kind.0 += u32::from(found);
        ten += u32::from(found);
        if misses && !found {
            eprintln!("{} « {} » : {} {}", question.genre, question.texte, target.nom, target.prenom);
            for one in &answer.found {
                let Personne { nom, prenom, commune } = &people[one.document as usize];
                eprintln!("    {:.3} {nom} {prenom} ({commune})", one.score);
            }
        }
        if all {
            let documents: Vec<String> = answer.found.iter().map(|one| one.document.to_string()).collect();
            eprintln!("{} {}", question.numero, documents.join(" "));
        }
    }
    let share = |good: u32, all: u32| f64::from(good) / f64::from(all);
    let total = u32::try_from(questions.len()).unwrap_or(u32::MAX);
    let by_kind = kinds.iter().map(|(kind, (good, all))| ((*kind).to_owned(), share(*good, *all).into()));
    let mut line = Line::new();
    line.insert("people".into(), people.len().into());
    line.insert("recall10".into(), share(ten, total).into());
    line.insert("recall1".into(), share(first, total).into());
    line.insert("recall10_by_kind".into(), serde_json::Value::Object(by_kind.collect()));
    line
}

/// The median, 95th and 99th percentiles and the maximum.
fn percentiles(answers: &[Answer], of: impl Fn(&Answer) -> f64) -> [f64; 4] {
    let mut times: Vec<f64> = answers.iter().map(of).collect();
    times.sort_by(f64::total_cmp);
    [0.5, 0.95, 0.99, 1.0].map(|share| times[((times.len() as f64 * share) as usize).min(times.len() - 1)])
}

/// Processor time of the thread in milliseconds.
fn cpu_ms() -> f64 {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

/// Most memory held by the process so far, in MiB; the texts of the bench are part of it.
fn peak_mb() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).ok_or("no VmHWM")?;
    let kb: f64 = line.split_whitespace().nth(1).ok_or("no figure")?.parse()?;
    Ok(kb / 1024.0)
}
