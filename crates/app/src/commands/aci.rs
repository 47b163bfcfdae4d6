//! `maillage aci simulate`: what contracts are worth, from a file to the output. No database.

use super::Failure;
use crate::cli::{Aci, Simulation};
use aci::{Cas, Erreur};
use law::Parameters;
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

pub(super) fn run(command: Aci) -> Result<(), Failure> {
    match command {
        Aci::Simulate(asked) => simulate(&asked),
    }
}

fn simulate(asked: &Simulation) -> Result<(), Failure> {
    let text = read(&asked.case)?;
    let law = Parameters::embedded().map_err(|error| Failure::failed(error.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lot = text.trim_start().starts_with('[');
    let read = if lot { many(text)? } else { vec![Cas::read(text)] };
    let cases = accepted(&law, read, lot)?;
    write(&law, &cases, asked.texte, lot)
        .map_err(|error| Failure::failed(format!("sortie : {}.", Failure::reason(&error))))
}

/// The file, or the standard input for `-`.
fn read(case: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let done = if case == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(case).map(|all| bytes = all)
    };
    done.map_err(|error| Failure::file(case, &error))?;
    let name = case.display();
    String::from_utf8(bytes).map_err(|_| Failure::refused(format!("{name} : ce n’est pas du texte UTF-8.")))
}

/// A list of cases, each read on its own and let go of before the next.
fn many(text: &str) -> Result<Vec<Result<Cas, Vec<Erreur>>>, Failure> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_seq(Lot).and_then(|cases| json.end().map(|()| cases));
    read.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::refused(format!(
            "Ce n’est pas du JSON lisible (ligne {line}, colonne {column}) ; une liste de cas s’écrit [ {{ … }}, {{ … }} ]."
        ))
    })
}

struct Lot;

impl<'de> Visitor<'de> for Lot {
    type Value = Vec<Result<Cas, Vec<Erreur>>>;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("une liste de cas")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut cases = Vec::new();
        while let Some(value) = list.next_element::<Value>()? {
            cases.push(Cas::from_value(&value));
        }
        Ok(cases)
    }
}

/// Every case, when none is refused: nothing is written otherwise.
fn accepted(law: &Parameters, read: Vec<Result<Cas, Vec<Erreur>>>, lot: bool) -> Result<Vec<Cas>, Failure> {
    let mut cases = Vec::with_capacity(read.len());
    let mut refused = Vec::new();
    for (at, one) in read.into_iter().enumerate() {
        let errors = match one {
            Err(errors) => errors,
            Ok(cas) => {
                let errors = aci::check(law, &cas);
                cases.push(cas);
                errors
            }
        };
        let rank = at + 1;
        refused.extend(
            errors.iter().map(|error| if lot { format!("Cas {rank} : {error}") } else { error.to_string() }),
        );
    }
    if refused.is_empty() { Ok(cases) } else { Err(Failure::refused(refused.join("\n"))) }
}

/// Cases that one processor takes at a time: enough to work, few enough to hold in memory.
const RUN: usize = 8;

/// A processor at work: buffers that it filled, and those that it may fill again.
struct Lane {
    full: Receiver<Vec<u8>>,
    back: Sender<Vec<u8>>,
}

/// Writes one result, or a JSON list of results, in the order of the cases. Each processor takes a run of cases in turn,
/// and stays at most two runs ahead of what is written.
fn write(law: &Parameters, cases: &[Cas], texte: bool, lot: bool) -> std::io::Result<()> {
    let between: &[u8] = if lot && !texte { b"," } else { b"\n" };
    let workers =
        std::thread::available_parallelism().map_or(1, usize::from).min(cases.len().div_ceil(RUN)).max(1);
    // Straight to the file: the standard output of Rust looks for the ends of lines in all that it is given.
    let mut out = File::from(std::io::stdout().as_fd().try_clone_to_owned()?);
    out.write_all(if lot && !texte { b"[" } else { b"" })?;
    std::thread::scope(|scope| {
        let lanes: Vec<Lane> = (0..workers)
            .map(|lane| {
                let ((to, full), (back, empty)) = (sync_channel(2), channel());
                scope.spawn(move || {
                    for (chunk, run) in cases.chunks(RUN).enumerate().skip(lane).step_by(workers) {
                        let mut out: Vec<u8> = empty.try_recv().unwrap_or_default();
                        let numbered = (lot && texte).then_some(chunk * RUN);
                        results(law, run, (texte, numbered), between, &mut out);
                        if to.send(out).is_err() {
                            break; // nobody reads the output any more
                        }
                    }
                });
                Lane { full, back }
            })
            .collect();
        for (rank, lane) in (0..cases.len().div_ceil(RUN)).zip(lanes.iter().cycle()) {
            let run = lane.full.recv().map_err(|_| std::io::Error::other("le calcul s’est arrêté"))?;
            out.write_all(if rank == 0 { b"" } else { between })?;
            out.write_all(&run)?;
            drop(lane.back.send(run)); // a worker that is done needs no buffer
        }
        Ok::<(), std::io::Error>(())
    })?;
    out.write_all(if lot && !texte { b"]\n" } else { b"\n" })?;
    out.flush()
}

/// A run of results; as text, each of a list has its rank, counted from `numbered`.
fn results(
    law: &Parameters,
    cases: &[Cas],
    (texte, numbered): (bool, Option<usize>),
    between: &[u8],
    out: &mut Vec<u8>,
) {
    out.clear();
    for (rank, cas) in cases.iter().enumerate() {
        if rank > 0 {
            out.extend_from_slice(between);
        }
        if let Some(before) = numbered {
            out.extend_from_slice(format!("Cas {}\n", before + rank + 1).as_bytes());
        }
        // Every case was checked: none is refused here.
        if let Ok(result) = aci::simulate(law, cas) {
            if texte {
                out.extend_from_slice(result.texte(law).as_bytes());
            } else {
                result.write_json(out);
            }
        }
    }
}
