//! Every question asked of the rows of a CPTS is asked by the test that keeps one CPTS from reading another.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::schema::{is_tenant, words};
use crate::source::{Function, Source};
use crate::workspace::{Crate, Workspace};

/// Public async functions of a store that `src/tests/cloison.rs` does not name. Those that name only tables of the
/// instance need no proof: the rule `tenantless` asks why these tables have no CPTS.
pub fn check(workspace: &Workspace) -> Vec<Finding> {
    let tables = is_tenant(workspace);
    let mut findings = Vec::new();
    for one in workspace.crates.iter().filter(|one| one.french()) {
        let (proven, counts) = (proven(one), counts(one));
        for (source, question) in
            questions(one).filter(|(source, question)| reads_tenants(source, question, &tables))
        {
            let file = source.path.trim_end_matches(".rs").rsplit('/').next().unwrap_or_default();
            let path = format!("{file}::{}", question.name);
            let alone = counts.get(question.name.as_str()) == Some(&1);
            if !(proven.contains(&path) || alone && proven.contains(&question.name)) {
                let at = format!("{}:{}", source.path, question.line);
                let what = format!("{path} is not proven to stay inside its CPTS");
                findings.push(Finding::new(at, format!("{}::{path}", one.name), what));
            }
        }
    }
    findings
}

fn questions(one: &Crate) -> impl Iterator<Item = (&Source, &Function)> {
    let stores = one.sources.iter().filter(|source| source.is_store());
    let all = stores.flat_map(|source| source.functions.iter().map(move |function| (source, function)));
    all.filter(|(source, function)| function.public && function.is_async && !source.is_test(function.line))
}

/// How many questions have the same name.
fn counts(one: &Crate) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for (_, question) in questions(one) {
        *counts.entry(question.name.as_str()).or_default() += 1;
    }
    counts
}

fn proven(one: &Crate) -> BTreeSet<String> {
    let test = |path: &str| path.ends_with("/src/tests/cloison.rs") || path.contains("/src/tests/cloison/");
    one.sources.iter().filter(|source| test(&source.path)).flat_map(Source::named).collect()
}

/// The statement of the function, or else one of its file, names a table whose rows belong to a CPTS.
fn reads_tenants(source: &Source, question: &Function, tables: &BTreeMap<String, bool>) -> bool {
    let named = |lines: std::ops::RangeInclusive<usize>| -> Vec<bool> {
        let inside = source.strings().filter(|(line, _)| lines.contains(line));
        inside.flat_map(|(_, text)| words(text)).filter_map(|word| tables.get(word).copied()).collect()
    };
    let own = named(question.line..=question.end);
    let known = if own.is_empty() { named(1..=source.lines) } else { own };
    known.is_empty() || known.contains(&true)
}
