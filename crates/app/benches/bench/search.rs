//! Search over the people of the national directory, in process, beside tantivy.

use crate::{Options, peers, report::Report};
use kernel::fold;
use recherche::{Builder, Demande, Fiche, Index};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::read_to_string,
    path::Path,
    time::{Duration, Instant},
};

struct Person {
    last: String,
    first: String,
    commune: String,
}

pub fn measure(options: &Options, report: &mut Report) {
    let Some(input) = peers::input(options, "directory") else {
        eprintln!("recherche : sans le dossier des autres programmes, il n’y a personne à chercher");
        return;
    };
    let (before, began) = (peers::own_cpu(), Instant::now());
    let (index, people, ranks) = index(&input);
    let (built, cpu) = (began.elapsed().as_secs_f64(), peers::own_cpu() - before);
    let text = read_to_string(input.join("search_queries.csv")).expect("search_queries.csv");
    let queries: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let Searched { found, passes, cost } = search(&index, &people, &ranks, &queries);
    let recall = found as f64 / queries.len() as f64;
    let tantivy =
        peers::measures(options, "search_dir.py", &["--peer", "tantivy", "--runs", "1", "--queries", "2000"]);
    let tantivy = tantivy.and_then(|lines| lines.into_iter().next());
    let theirs = |key: &str| tantivy.as_ref().and_then(|line| line.get(key).and_then(Value::as_f64));
    let beside =
        |key: &str, digits: usize| theirs(key).map(|n| format!(", tantivy {n:.digits$}")).unwrap_or_default();
    report.add(
        format!("Recherche, {} personnes, rappel à 10", people.len()),
        format!("{recall:.3}{}", beside("recall10", 3)),
        "≥ 0,97, mieux que tantivy",
        recall >= 0.97 && theirs("recall10").is_none_or(|n| recall > n),
    );
    let (p50, p99) = (share(&passes[0], 50), share(&passes[0], 99));
    report.add(
        "Recherche, temps, premier passage",
        format!(
            "médiane {p50:.2} ms{}, 99ᵉ centile {p99:.2} ms{}, processeur {cost:.2} ms{}",
            beside("p50_ms", 2),
            beside("p99_ms", 2),
            beside("cpu_ms_per_query", 2)
        ),
        "mieux que tantivy",
        theirs("p50_ms").is_none_or(|n| p50 < n) && theirs("p99_ms").is_none_or(|n| p99 < n),
    );
    let quiet = least(&passes);
    let (p50, p99) = (share(&quiet, 50), share(&quiet, 99));
    report.add(
        "Recherche, temps, le moindre de cinq passages",
        format!("médiane {p50:.2} ms, 99ᵉ centile {p99:.2} ms"),
        "99ᵉ centile < 5 ms",
        p99 < 5.0,
    );
    report.note(
        "Recherche, index",
        format!(
            "{} Mio, construit en {cpu:.1} s de processeur ({built:.1} s)",
            index.memory_bytes() / 1_048_576
        ),
    );
}

/// What the searches gave, and took.
struct Searched {
    /// Queries whose person is among the ten answers.
    found: usize,
    /// Times of each pass, by query.
    passes: Vec<Vec<Duration>>,
    /// Processor time of a query of the first pass, in milliseconds.
    cost: f64,
}

fn search(
    index: &Index,
    people: &[Person],
    ranks: &BTreeMap<String, usize>,
    queries: &[Vec<&str>],
) -> Searched {
    let mut searched = Searched { found: 0, passes: Vec::new(), cost: 0.0 };
    for rank in 0..5 {
        let before = peers::own_cpu();
        let mut times = Vec::with_capacity(queries.len());
        for query in queries {
            let began = Instant::now();
            let hits = index.search(&Demande { limit: 10, ..Demande::new(query[2]) });
            times.push(began.elapsed());
            let target = &people[ranks[query[3]]];
            let same = |person: &Person| match query[1] {
                "name_city" => (&person.last, &person.commune) == (&target.last, &target.commune),
                _ => (&person.last, &person.first) == (&target.last, &target.first),
            };
            let found = hits.iter().any(|hit| same(&people[hit.document as usize]));
            searched.found += usize::from(rank == 0 && found);
        }
        if rank == 0 {
            searched.cost = (peers::own_cpu() - before) * 1e3 / queries.len() as f64;
        }
        searched.passes.push(times);
    }
    searched
}

/// The least time of each query over the passes: what it costs when the machine does nothing else meanwhile.
fn least(passes: &[Vec<Duration>]) -> Vec<Duration> {
    let queries = passes.first().map_or(0, Vec::len);
    (0..queries).filter_map(|at| passes.iter().map(|pass| pass[at]).min()).collect()
}

/// A share of the times, in milliseconds.
fn share(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() * percent / 100].as_secs_f64() * 1e3
}

fn index(input: &Path) -> (Index, Vec<Person>, BTreeMap<String, usize>) {
    let text = read_to_string(input.join("people.csv")).expect("people.csv");
    let (mut builder, mut people, mut ranks) = (Builder::new(), Vec::new(), BTreeMap::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [id, last, first, profession, .., commune, _] = fields[..] else { continue };
        let specialty = [fields[4]];
        builder.add(&Fiche {
            nom: last,
            prenom: first,
            profession,
            specialites: if fields[4].is_empty() { &[] } else { &specialty },
            commune,
            ..Fiche::default()
        });
        ranks.insert(id.to_owned(), people.len());
        people.push(Person { last: fold(last), first: fold(first), commune: fold(commune) });
    }
    (builder.build(), people, ranks)
}
