//! The measures of the house, with their alarm levels: a reason to talk, not a wall.

use super::sources::{is_door, unwraps};
use crate::source::Source;
use crate::workspace::{Crate, Workspace};

/// Print the table.
pub fn print(workspace: &Workspace) {
    println!("{:<44} {:>10} {:>10}", "measure", "here", "alarm");
    for (name, value, alarm) in measures(workspace) {
        println!("{name:<44} {value:>10} {alarm:>10}");
    }
    let mut sizes: Vec<(usize, &str)> =
        workspace.crates.iter().map(|one| (code(one), one.name.as_str())).collect();
    sizes.sort_unstable();
    let sizes: Vec<String> = sizes.iter().rev().map(|(lines, name)| format!("{name} {lines}")).collect();
    println!("lines of code by crate: {}", sizes.join(", "));
}

fn measures(workspace: &Workspace) -> Vec<(&'static str, String, &'static str)> {
    let sources: Vec<&Source> = workspace.sources().map(|(_, source)| source).collect();
    let functions = |doors: bool| {
        let places =
            workspace.sources().filter(move |(one, source)| !doors || one.french() && is_door(source));
        let all = places.flat_map(|(_, source)| source.functions.iter().filter(|f| !source.is_test(f.line)));
        all.filter(move |function| !doors || function.is_async)
    };
    let files =
        sources.iter().map(|source| source.lines - source.test_lines()).filter(|lines| *lines > 0).collect();
    let total: usize = workspace.crates.iter().map(code).sum();
    let tests: usize = sources.iter().map(|source| source.test_lines()).sum();
    let biggest = workspace.crates.iter().map(code).max().unwrap_or(0);
    let unwraps: usize = sources.iter().map(|source| unwraps(source).len()).sum();
    vec![
        ("file p95, lines", p95(files).to_string(), "300"),
        ("function p95, lines", p95(functions(false).map(|one| one.lines).collect()).to_string(), "35"),
        ("handler p95, lines", p95(functions(true).map(|one| one.lines).collect()).to_string(), "20"),
        (
            "parameters of a handler, max",
            functions(true).map(|one| one.params).max().unwrap_or(0).to_string(),
            "5",
        ),
        ("unwrap per 1 000 lines", tenths(unwraps * 1000, total), "0"),
        ("biggest crate's share of code, %", tenths(biggest * 100, total), "15"),
        ("test : code", tenths(tests, total), "1.0"),
        ("lines of code", total.to_string(), "–"),
    ]
}

/// Lines of a crate that are not tests.
fn code(one: &Crate) -> usize {
    one.sources.iter().map(|source| source.lines - source.test_lines()).sum()
}

fn p95(mut values: Vec<usize>) -> usize {
    values.sort_unstable();
    values.get((values.len() * 95).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0)
}

/// A ratio with one decimal, without floats.
fn tenths(part: usize, whole: usize) -> String {
    let tenths = (part * 10 + whole / 2).checked_div(whole).unwrap_or(0);
    format!("{}.{}", tenths / 10, tenths % 10)
}
