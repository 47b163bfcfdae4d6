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
    let began = Instant::now();
    let (index, people, ranks) = index(&input);
    let built = began.elapsed();
    let text = read_to_string(input.join("search_queries.csv")).expect("search_queries.csv");
    let queries: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut times: Vec<Duration> = Vec::with_capacity(queries.len());
    let mut found = 0;
    for query in &queries {
        let began = Instant::now();
        let hits = index.search(&Demande { limit: 10, ..Demande::new(query[2]) });
        times.push(began.elapsed());
        let target = &people[ranks[query[3]]];
        let same = |person: &Person| match query[1] {
            "name_city" => (&person.last, &person.commune) == (&target.last, &target.commune),
            _ => (&person.last, &person.first) == (&target.last, &target.first),
        };
        found += usize::from(hits.iter().any(|hit| same(&people[hit.document as usize])));
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
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
    report.add(
        "Recherche, temps",
        format!(
            "médiane {:.2} ms{}, 99ᵉ centile {:.2} ms{}",
            at(50),
            beside("p50_ms", 2),
            at(99),
            beside("p99_ms", 2)
        ),
        "99ᵉ centile < 5 ms, mieux que tantivy",
        at(99) < 5.0 && theirs("p99_ms").is_none_or(|n| at(99) < n),
    );
    report.note(
        "Recherche, index",
        format!("{} Mio, construit en {:.1} s", index.memory_bytes() / 1_048_576, built.as_secs_f64()),
    );
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
