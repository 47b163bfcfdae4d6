//! The nearest free slot, in process, beside SQLite in process; then asked while somebody books a thousand times a second.

use crate::{
    Options,
    peers::{self, own_cpu, run},
    report::Report,
};
use creneaux::{Creneau, Index, Lieu, Modalites, Partage, Point, Proche, Recherche, Soins, Visibilites};
use kernel::Id;
use serde_json::Value;
use std::{
    collections::VecDeque,
    fs::File,
    hint::black_box,
    io::{BufRead, BufReader},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;

const SIZES: [&str; 3] = ["s", "m", "l"];
/// How many of the first questions both sides must answer alike.
const CHECKED: usize = 2_000;
/// Times that all the questions are asked for the mean: the clock of the processor ticks a hundred times a second.
const PASSES: usize = 20;
const WRITES: u32 = 5_000;
const WRITES_PER_SECOND: u32 = 1_000;

/// The files of one size, read.
struct Monde {
    index: Index,
    questions: Vec<Recherche>,
}

/// What asking cost, in microseconds.
struct Cout {
    p50: f64,
    p99: f64,
    cpu: f64,
}

pub fn measure(options: &Options, report: &mut Report) {
    let Some(input) = peers::input(options, "slots") else {
        eprintln!("créneaux : sans le dossier des autres programmes, il n’y a pas de créneau à chercher");
        return;
    };
    let monde = read(&input);
    compare(options, report, &monde);
    weigh(options, report, &input, monde.index.len());
    share(options, report, monde);
    grow(options, report);
}

fn name(options: &Options, what: &str) -> String {
    format!("Créneaux {}, {what}", options.size)
}

/// The same answers as the peer, for less.
fn compare(options: &Options, report: &mut Report, monde: &Monde) {
    let args = ["--peer", "sqlite", "--runs", "1", "--seconds", "4"];
    let lines = peers::measures(options, "booking.py", &args).unwrap_or_default();
    let sqlite = lines.iter().find(|line| line.get("job").and_then(Value::as_str) == Some("slot-search"));
    let theirs = |key: &str| sqlite.and_then(|line| line.get(key)).cloned().unwrap_or_default();
    let found: Vec<Proche> =
        monde.questions.iter().take(CHECKED).filter_map(|wanted| monde.index.nearest(wanted)).collect();
    let metres: u64 = found.iter().map(|one| u64::from(one.distance_m)).sum();
    let answers = format!("{}/{metres}", found.len());
    report.add(
        name(options, "trouvés / somme des mètres, 2 000 questions"),
        answers.clone(),
        "les réponses de SQLite",
        theirs("found_and_objective") == answers,
    );
    let cout = ask(monde);
    let microseconds = |key: &str| theirs(key).as_f64().unwrap_or(f64::NAN) * 1e3;
    let (p50, p99) = (microseconds("p50_ms"), microseconds("p99_ms"));
    report.add(
        name(options, "la place libre la plus proche"),
        format!(
            "médiane {:.2} µs, SQLite {p50:.2} ({:.0} ×), 99ᵉ centile {:.2} µs, SQLite {p99:.2}, processeur {:.2} µs",
            cout.p50,
            p50 / cout.p50,
            cout.p99,
            cout.cpu
        ),
        "≥ 4 × plus vite que SQLite dans le programme",
        p50 >= 4.0 * cout.p50 && p99 >= cout.p99,
    );
}

/// The argument that makes this program [`load`] the slots of a folder and nothing else.
pub const LOAD: &str = "creneaux-charger";

/// Loads the slots of a folder, for who watches what memory it takes.
pub fn load(folder: &str) {
    black_box(index(Path::new(folder)));
}

/// Most memory of a program that loads the slots and does nothing else.
fn weigh(options: &Options, report: &mut Report, input: &Path, slots: usize) {
    let program = std::env::current_exe().expect("this program").display().to_string();
    let loaded = run(&[program, LOAD.to_owned(), input.display().to_string()]);
    assert_eq!(loaded.code, 0, "the slots are loaded");
    let each = loaded.peak * 1_048_576.0 / count(slots);
    report.add(
        name(options, "mémoire, programme compris"),
        format!("{slots} créneaux, {:.0} Mio, {each:.0} octets chacun", loaded.peak),
        "< 250 octets par créneau",
        each < 250.0,
    );
}

/// One writer at a thousand changes a second, two readers without a pause.
fn share(options: &Options, report: &mut Report, monde: Monde) {
    let Monde { index, questions, .. } = monde;
    let (partage, over) = (Partage::new(index), AtomicBool::new(false));
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    thread::scope(|threads| {
        let readers = [0, 1].map(|first| {
            let (partage, questions, over) = (&partage, &questions, &over);
            threads.spawn(move || {
                let mut times = Vec::new();
                for at in (first..).step_by(2) {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    let wanted = &questions[at * 7919 % questions.len()];
                    times.push(timed(|| partage.read(|index| index.nearest(wanted))));
                }
                times
            })
        });
        writes = write(&partage, &questions);
        over.store(true, Ordering::Relaxed);
        for reader in readers {
            reads.extend(reader.join().expect("a reader"));
        }
    });
    let (median, slow) = (at(&mut reads, 50), at(&mut reads, 99));
    report.add(
        name(options, "1 000 écritures par seconde, deux lecteurs"),
        format!(
            "{} lectures, médiane {median:.2} µs, 99ᵉ centile {slow:.2} µs ; écriture, médiane {:.1} µs",
            reads.len(),
            at(&mut writes, 50)
        ),
        "lecture, 99ᵉ centile < 20 µs",
        slow < 20.0,
    );
}

/// Places booked, given back, slots withdrawn, offered again; how long each took.
#[expect(
    clippy::disallowed_methods,
    reason = "a writer that waits for its next change, on a thread of its own"
)]
fn write(partage: &Partage, questions: &[Recherche]) -> Vec<Duration> {
    let (mut booked, mut withdrawn) = (VecDeque::new(), VecDeque::new());
    let (began, mut times) = (Instant::now(), Vec::new());
    for n in 0..WRITES {
        let due = began + Duration::from_secs(1) * n / WRITES_PER_SECOND;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let wanted = &questions[n as usize * 104_729 % questions.len()];
        times.push(timed(|| {
            partage.write(|index| match n % 4 {
                0 | 2 => {
                    let Some(found) = index.nearest(wanted) else { return };
                    assert_eq!(index.take(found.id, 1), Ok(0), "what is found is free");
                    booked.push_back(found.id);
                }
                1 => {
                    let Some(id) = booked.pop_front() else { return };
                    withdrawn.push_back(index.withdraw(id).expect("it is there"));
                }
                _ => {
                    let Some(back) = withdrawn.pop_front() else { return };
                    index.offer(&Creneau { libres: 1, ..back }).expect("it is not there");
                }
            });
        }));
    }
    times
}

/// Cost of a question at each size.
fn grow(options: &Options, report: &mut Report) {
    let costs: Vec<(f64, f64)> = SIZES
        .iter()
        .filter_map(|size| {
            let monde = read(&peers::input_of(options, "slots", size)?);
            Some((count(monde.index.len()), ask(&monde).cpu))
        })
        .collect();
    let [(few, least), .., (many, most)] = costs[..] else { return };
    let exponent = (most / least).ln() / (many / few).ln();
    let said: Vec<String> =
        SIZES.iter().zip(&costs).map(|(size, (_, cpu))| format!("{size} {cpu:.2} µs")).collect();
    report.add(
        "Créneaux, croissance de s à l",
        format!("{} pour {:.0} × les créneaux (exposant {exponent:.2})", said.join(", "), many / few),
        "exposant ≤ 0,15",
        exponent <= 0.15,
    );
}

fn ask(monde: &Monde) -> Cout {
    let questions = &monde.questions;
    let order = |n: usize| &questions[n * 7919 % questions.len()];
    let before = own_cpu();
    for n in 0..PASSES * questions.len() {
        black_box(monde.index.nearest(order(n)));
    }
    let cpu = (own_cpu() - before) * 1e6 / count(PASSES * questions.len());
    let mut times: Vec<Duration> =
        (0..questions.len()).map(|n| timed(|| monde.index.nearest(order(n)))).collect();
    Cout { p50: at(&mut times, 50), p99: at(&mut times, 99), cpu }
}

fn timed<T>(act: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(act());
    began.elapsed()
}

/// A share of the times, in microseconds.
fn at(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times[times.len() * percent / 100].as_secs_f64() * 1e6
}

fn count(many: usize) -> f64 {
    f64::from(u32::try_from(many).expect("a few millions"))
}

fn read(input: &Path) -> Monde {
    let mut questions = Vec::new();
    rows(&input.join("queries.csv"), |[_, profession, _, x, y, de, horizon, max]: [&str; 8]| {
        questions.push(Recherche {
            profession: number(profession),
            ici: point(x, y),
            de: number(de),
            horizon_min: number(horizon),
            max_m: number(max),
        });
    });
    Monde { index: index(input), questions }
}

fn index(input: &Path) -> Index {
    let mut lieux = Vec::new();
    rows(&input.join("pros.csv"), |[id, _, profession, _, x, y, ..]: [&str; 8]| {
        lieux.push(Lieu { effecteur: key(id), profession: number(profession), point: point(x, y) });
    });
    let mut index = Index::default();
    rows(&input.join("slots.csv"), |[id, pro, debut, duree, status]: [&str; 5]| {
        let creneau = Creneau {
            id: key(id),
            lieu: lieux[number::<usize>(pro) - 1],
            debut: number(debut),
            duree: number(duree),
            places: 1,
            libres: u16::from(status == "free"),
            visibilites: Visibilites::TOUT,
            modalites: Modalites::TOUT,
            soins: Soins::TOUT,
        };
        index.offer(&creneau).expect("a slot of the generator");
    });
    index
}

/// Each line of a file but the first, one at a time: what is read must not weigh on what is measured.
fn rows<const N: usize>(path: &Path, mut take: impl FnMut([&str; N])) {
    let lines = BufReader::new(File::open(path).expect("a file of the generator")).lines().skip(1);
    for line in lines {
        let line = line.expect("text");
        let fields: Vec<&str> = line.split(',').collect();
        take(fields.try_into().expect("as many columns as the generator writes"));
    }
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("a number")
}

fn point(x: &str, y: &str) -> Point {
    Point::new(number(x), number(y)).expect("a point of the map")
}

fn key<T>(text: &str) -> Id<T> {
    Id::new(Uuid::from_u128(number(text)))
}
