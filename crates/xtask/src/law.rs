//! The files of the law: every dated value names a known source, and someone compared it within the year.

mod edition;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use toml::{Table, Value};

/// A text of `law/` and where it is.
struct Law {
    path: String,
    table: Table,
}

impl Law {
    fn is_sources(&self) -> bool {
        self.path == "law/sources.toml"
    }

    /// A worked example, not a value of law: a test runs it.
    fn is_case(&self) -> bool {
        self.path.starts_with("law/cases/")
    }
}

/// Check every file of `law/`.
#[expect(clippy::disallowed_methods, reason = "a tool looks at the real calendar")]
pub fn check(root: &Path) -> anyhow::Result<ExitCode> {
    let laws = load(root)?;
    let (broken, stale) = judge(&laws, &jiff::Zoned::now().date().to_string());
    for line in broken.iter().chain(&stale) {
        println!("{line}");
    }
    if broken.is_empty() {
        println!("{} law files, {} sources", laws.len(), sources(&laws).count());
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong, and what nobody compared with its source for a year.
fn judge(laws: &[Law], today: &str) -> (Vec<String>, Vec<String>) {
    let known: BTreeSet<&str> = sources(laws).map(|(id, _)| id).collect();
    let (mut broken, mut stale) = (Vec::new(), Vec::new());
    for (id, source) in sources(laws) {
        let has = |key: &str| source.get(key).is_some();
        if !(has("title") && has("confidence") && ["url", "official_id", "note"].into_iter().any(has)) {
            broken.push(format!(
                "law/sources.toml: {id} needs title, confidence, and url, official_id or note"
            ));
        }
    }
    for law in laws.iter().filter(|law| !law.is_sources() && !law.is_case()) {
        let mut date = |name: &str, checked: &str, broken: &mut Vec<String>| {
            let at = format!("{}: {name}", law.path);
            if checked.is_empty() {
                broken.push(format!("{at}: no checked_on, the day someone compared it with its source"));
            } else if year_later(checked).as_str() <= today {
                stale.push(format!("warning: {at}: compared with its source on {checked}: do it again"));
            }
        };
        if edition::is_one(law) {
            for (name, checked) in edition::checked(law) {
                date(&name, &checked, &mut broken);
            }
            edition::cited(law, &known, &mut broken);
            continue;
        }
        for (name, value) in &law.table {
            let checked = value.get("checked_on").map(ToString::to_string).unwrap_or_default();
            date(name, &checked, &mut broken);
            versions(&format!("{}: {name}", law.path), value, &known, &mut broken);
        }
    }
    edition::follow(laws, &mut broken);
    (broken, stale)
}

/// The same day of the next year, as text: dates of this form sort like days.
fn year_later(date: &str) -> String {
    let (year, rest) = date.split_at(4.min(date.len()));
    format!("{:04}{rest}", year.parse::<u16>().map_or(0, |year| year + 1))
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
    let read = |path: PathBuf| {
        let table = fs::read_to_string(&path)?.parse().with_context(|| format!("in {}", path.display()))?;
        Ok(Law { path: path.strip_prefix(root)?.display().to_string(), table })
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, kinds: &[&str], files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
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

fn sources(laws: &[Law]) -> impl Iterator<Item = (&str, &Value)> {
    let files = laws.iter().filter(|law| law.is_sources());
    files.flat_map(|law| law.table.iter().map(|(id, source)| (id.as_str(), source)))
}

/// Each version of a value has a date, after the one before, and names texts that are listed.
fn versions(at: &str, value: &Value, known: &BTreeSet<&str>, broken: &mut Vec<String>) {
    let versions = value.get("value").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if versions.is_empty() {
        broken.push(format!("{at}: a value is a list of {{ from, amount, source }}"));
    }
    let mut last = String::new();
    for version in versions {
        let from = version.get("from").map(ToString::to_string).unwrap_or_default();
        if from <= last {
            broken.push(format!("{at}: {from:?} does not come after {last:?}"));
        }
        let cited = version.get("source").map(strings).unwrap_or_default();
        if cited.is_empty() {
            broken.push(format!("{at}, from {from}: no source"));
        }
        for id in cited.iter().filter(|id| !known.contains(id.as_str())) {
            broken.push(format!("{at}, from {from}: {id} is not in law/sources.toml"));
        }
        last = from;
    }
}

/// One text or a list of texts.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "[avis]\ntitle = \"Avis\"\nurl = \"u\"\nconfidence = \"texte\"";

    fn said(sources: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let law = |path: &str, text: &str| Law { path: path.into(), table: text.parse().unwrap() };
        judge(&[law("law/sources.toml", sources), law("law/aci/a.toml", text)], "2026-05-01")
    }

    fn value(checked: &str, versions: &str) -> String {
        format!("[part]\nunit = \"EUR\"\n{checked}\nvalue = [{versions}]")
    }

    #[test]
    fn a_value_with_date_and_source_says_nothing() {
        let text = value("checked_on = 2025-05-02", "{ from = 2019-07-01, amount = 1, source = [\"avis\"] }");
        assert_eq!(said(SOURCES, &text), (vec![], vec![]));
    }

    #[test]
    fn each_fault_is_named() {
        let (first, second) =
            ("{ from = 2019-07-01, amount = 1, source = \"avis\" }", "checked_on = 2025-05-02");
        for (sources, text) in [
            ("[avis]\ntitle = \"Avis\"\nconfidence = \"texte\"", value(second, first)),
            (SOURCES, value("", first)),
            (SOURCES, value(second, "")),
            (SOURCES, value(second, &format!("{first}, {first}"))),
            (SOURCES, value(second, "{ amount = 1, source = \"avis\" }")),
            (SOURCES, value(second, "{ from = 2019-07-01, amount = 1 }")),
            (SOURCES, value(second, "{ from = 2019-07-01, amount = 1, source = \"autre\" }")),
        ] {
            assert_eq!(said(sources, &text).0.len(), 1, "{text}");
        }
        let head = "[edition]\nid = \"a\"\ndu = 2020-01-01\nsource = \"avis\"";
        let edition = |more: &str| said(SOURCES, &format!("{head}\n{more}")).0.len();
        assert_eq!(edition("checked_on = 2025-05-02"), 0);
        assert_eq!(edition(""), 1);
        assert_eq!(edition("checked_on = 2025-05-02\n[[missions]]\nid = \"m\""), 1);
        assert_eq!(edition("checked_on = 2025-05-02\n[b]\nl = [{ source = \"autre\" }]"), 1);
        let stale = said(SOURCES, &value("checked_on = 2025-05-01", first));
        assert_eq!((stale.0.len(), stale.1.len()), (0, 1));
    }
}
