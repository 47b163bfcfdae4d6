//! Texts that are amended: each version is a file with `[edition]`. Every line cites a known text; those in force follow
//! each other.

use super::{Law, strings};
use std::collections::BTreeSet;
use toml::Value;

/// The file is one version of an amended text.
pub(super) fn is_one(law: &Law) -> bool {
    law.table.contains_key("edition")
}

/// Lines without source, or with one that is not listed.
pub(super) fn cited(law: &Law, known: &BTreeSet<&str>, broken: &mut Vec<String>) {
    for (name, value) in &law.table {
        walk(&format!("{}: {name}", law.path), value, false, known, broken);
    }
}

fn walk(at: &str, value: &Value, covered: bool, known: &BTreeSet<&str>, broken: &mut Vec<String>) {
    match value {
        Value::Array(lines) => {
            for (rank, line) in lines.iter().enumerate().filter(|(_, line)| line.is_table()) {
                let name = line.get("id").and_then(Value::as_str).map_or(rank.to_string(), str::to_owned);
                let at = format!("{at}.{name}");
                if line.get("source").is_none() && !covered {
                    broken.push(format!("{at}: no source"));
                }
                walk(&at, line, covered, known, broken);
            }
        }
        Value::Table(table) => {
            let cited = table.get("source").map(strings).unwrap_or_default();
            for id in cited.iter().filter(|id| !known.contains(id.as_str())) {
                broken.push(format!("{at}: {id} is not in law/sources.toml"));
            }
            for (key, inner) in table {
                walk(&format!("{at}.{key}"), inner, covered || !cited.is_empty(), known, broken);
            }
        }
        _ => {}
    }
}

/// Days with no version in force, or with two, between the first and the last.
pub(super) fn follow(laws: &[Law], broken: &mut Vec<String>) {
    let day = |law: &Law, key: &str| law.table.get("edition")?.get(key).map(ToString::to_string);
    let folder = |law: &Law| law.path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut dated: Vec<(String, String, Option<String>, &str)> = laws
        .iter()
        .filter_map(|law| Some((folder(law), day(law, "du")?, day(law, "au"), law.path.as_str())))
        .collect();
    dated.sort();
    for pair in dated.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (next, path) = (&pair[1].1, pair[1].3);
        let eve = next.parse::<jiff::civil::Date>().ok().and_then(|day| day.yesterday().ok());
        let eve = eve.map(|day| day.to_string()).unwrap_or_default();
        if pair[0].1 == *next || pair[0].2.as_ref().is_some_and(|to| *to != eve) {
            broken.push(format!("{path}: begins on {next}, {} ends on another day than its eve", pair[0].3));
        }
    }
}

/// Where `checked_on` stands: at the head, and on every table that has its own.
pub(super) fn checked(law: &Law) -> Vec<(String, String)> {
    let own = |(name, value): (&String, &Value)| {
        let day = value.get("checked_on").map(ToString::to_string);
        (name == "edition" || day.is_some()).then(|| (name.clone(), day.unwrap_or_default()))
    };
    law.table.iter().filter_map(own).collect()
}
