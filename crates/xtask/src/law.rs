//! The files of the law: every dated value names a known source, and someone compared it within the year.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use toml::{Table, Value};

/// A text of `law/` and where it is.
struct Law {
    path: String,
    table: Table,
}

/// Check every file of `law/`.
pub fn check(root: &Path) -> anyhow::Result<ExitCode> {
    let laws = load(root)?;
    let known = known(&laws);
    let mut broken = Vec::new();
    for law in laws.iter().filter(|law| !law.path.ends_with("sources.toml")) {
        walk(&law.path, &Value::Table(law.table.clone()), &known, &mut broken);
    }
    for line in &broken {
        println!("{line}");
    }
    if broken.is_empty() {
        println!("{} law files, {} sources", laws.len(), known.len());
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Print what rests on the source `id`, in the files of the law and in the code.
pub fn cited_by(root: &Path, id: &str) -> anyhow::Result<()> {
    for folder in ["law", "crates"] {
        let mut files = Vec::new();
        collect(&root.join(folder), &["toml", "rs"], &mut files)?;
        for path in files {
            let text = fs::read_to_string(&path)?;
            let place = path.strip_prefix(root).unwrap_or(&path).display();
            for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(id)) {
                println!("{place}:{}  {}", number + 1, line.trim());
            }
        }
    }
    Ok(())
}

fn load(root: &Path) -> anyhow::Result<Vec<Law>> {
    let mut files = Vec::new();
    collect(&root.join("law"), &["toml"], &mut files)?;
    files.sort();
    let read = |path: std::path::PathBuf| {
        let table = fs::read_to_string(&path)?.parse().with_context(|| format!("in {}", path.display()))?;
        Ok(Law { path: path.strip_prefix(root)?.display().to_string(), table })
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, kinds: &[&str], files: &mut Vec<std::path::PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, kinds, files)?;
        } else if path.extension().is_some_and(|kind| kinds.iter().any(|one| kind == *one)) {
            files.push(path);
        }
    }
    Ok(())
}

fn known(laws: &[Law]) -> BTreeSet<String> {
    let sources = laws.iter().filter(|law| law.path.ends_with("sources.toml"));
    sources.flat_map(|law| law.table.keys().cloned()).collect()
}

/// Walk a value: a table with `value` is a parameter, the others hold parameters.
fn walk(at: &str, value: &Value, known: &BTreeSet<String>, broken: &mut Vec<String>) {
    match value {
        Value::Table(table) if table.contains_key("value") => parameter(at, table, known, broken),
        Value::Table(table) => {
            table.iter().for_each(|(key, value)| walk(&format!("{at}: {key}"), value, known, broken))
        }
        Value::Array(array) => array.iter().for_each(|value| walk(at, value, known, broken)),
        _ => {}
    }
}

fn parameter(at: &str, table: &Table, known: &BTreeSet<String>, broken: &mut Vec<String>) {
    if !matches!(table.get("checked_on"), Some(Value::Datetime(_))) {
        broken.push(format!("{at}: checked_on is missing: the day someone compared it with its source"));
    }
    let values = table.get("value").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut last = String::new();
    for dated in values {
        let from = dated.get("from").map(ToString::to_string).unwrap_or_default();
        if from <= last {
            broken.push(format!("{at}: dates must be present and grow: {from:?} after {last:?}"));
        }
        let source = dated.get("source").and_then(Value::as_str).unwrap_or_default();
        if !known.contains(source.split('/').next().unwrap_or_default()) {
            broken.push(format!("{at}: {source:?} is not in law/sources.toml"));
        }
        last = from;
    }
    if values.is_empty() {
        broken.push(format!("{at}: a value is a list of {{ from, amount, source }}"));
    }
}
