//! What may be written where, read from the tokens of each file.

use super::Finding;
use crate::source::Source;
use crate::workspace::Workspace;

const KNOW_AXUM: &[&str] = &["web", "app", "testkit", "xtask"];
const KNOW_SQL: &[&str] = &["db", "jobs", "testkit", "xtask"];
const BANNED_NAMES: &[&str] =
    &["util", "utils", "common", "helper", "helpers", "misc", "manager", "shared", "utilities"];
const BANNED_VERBS: &[&str] = &["update_", "handle_", "process_"];
const STATEMENTS: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE", "ALTER", "DROP"];
const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

/// `axum` only in doors.
pub fn axum(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (one, source) in workspace.sources() {
        if KNOW_AXUM.contains(&one.name.as_str()) || one.french() && is_door(source) {
            continue;
        }
        let lines = source.lines_with(&["axum"]);
        findings.extend(lines.first().map(|line| at(source, *line, "axum outside a door")));
    }
    findings
}

/// A file that translates between HTTP and the verbs.
pub fn is_door(source: &Source) -> bool {
    let place = source.place();
    let first = place.split(['/', '.']).next().unwrap_or_default();
    place == "lib.rs" || ["pages", "api", "exchange"].contains(&first)
}

/// SQL only in stores.
pub fn sql(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (one, source) in workspace.sources() {
        if !KNOW_SQL.contains(&one.name.as_str()) && !source.is_store() {
            let statements = source.strings().filter(|(_, text)| is_sql(text));
            findings.extend(statements.map(|(line, _)| at(source, line, "SQL outside store.rs")));
        }
    }
    findings
}

/// The text is a statement.
fn is_sql(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|word| STATEMENTS.contains(&word)) && words.next().is_some()
}

/// No dumping ground, no empty verb.
pub fn names(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (one, source) in workspace.sources() {
        let place = source.place();
        for part in place.trim_end_matches(".rs").split('/').filter(|part| BANNED_NAMES.contains(part)) {
            findings.push(at(source, 1, format!("a module called {part}")));
        }
        for name in BANNED_NAMES {
            let inline = source.lines_with(&["mod", name, "("]);
            findings
                .extend(inline.into_iter().map(|line| at(source, line, format!("a module called {name}"))));
        }
        let vague = BANNED_VERBS.iter().find(|verb| one.french() && place.starts_with(*verb));
        findings.extend(vague.map(|verb| at(source, 1, format!("a verb called {verb}…"))));
    }
    findings
}

/// No panic on the way of a person.
pub fn unwrap(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, source) in workspace.sources() {
        let lines = unwraps(source).into_iter();
        findings.extend(lines.map(|line| at(source, line, "unwrap or expect outside tests")));
    }
    findings
}

/// Lines that unwrap, outside tests.
pub fn unwraps(source: &Source) -> Vec<usize> {
    let calls = |name: &str| source.lines_with(&[".", name, "("]);
    [calls("unwrap"), calls("expect")].concat()
}

/// Nothing is promised for later.
pub fn todo(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, source) in workspace.sources() {
        for name in ["todo", "unimplemented"] {
            let lines = source.lines_with(&[name, "!"]).into_iter();
            findings.extend(lines.map(|line| at(source, line, format!("{name}!"))));
        }
    }
    findings
}

/// Files stay readable.
pub fn file_length(workspace: &Workspace) -> Vec<Finding> {
    let code = |source: &Source| source.lines - source.test_lines();
    let long = workspace.sources().filter(|(_, source)| code(source) > FILE_LINES);
    long.map(|(_, source)| at(source, 1, format!("{} lines", code(source)))).collect()
}

/// Functions stay readable.
pub fn function_length(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, source) in workspace.sources() {
        for function in
            source.functions.iter().filter(|one| one.lines > FUNCTION_LINES && !source.is_test(one.line))
        {
            let what = format!("{} has {} lines", function.name, function.lines);
            let key = format!("{}::{}", source.path, function.name);
            findings.push(Finding::new(format!("{}:{}", source.path, function.line), key, what));
        }
    }
    findings
}

fn at(source: &Source, line: usize, what: impl Into<String>) -> Finding {
    Finding::new(format!("{}:{line}", source.path), &source.path, what)
}
