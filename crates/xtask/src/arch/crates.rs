//! Who may depend on whom.

use super::Finding;
use crate::workspace::{Crate, Kind, Workspace};

/// What each crate of the machinery may use; French crates are never among it, except for the site of tests.
const MACHINERY: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("law", &["kernel"]),
    ("identifiants", &["kernel"]),
    ("db", &["kernel"]),
    ("jobs", &["kernel", "db"]),
    ("vault", &["kernel", "db"]),
    ("files", &["kernel"]),
    ("tables", &["kernel", "francais"]),
    ("francais", &[]),
    ("ui", &["kernel", "law", "francais"]),
    ("web", &["kernel", "db", "jobs", "ui"]),
    ("fhir", &["kernel"]),
    ("documents", &["kernel", "francais"]),
    ("testkit", &["kernel", "law", "identifiants", "db", "jobs", "ui", "web", "fhir"]),
    ("testsite", &["kernel", "db", "web", "testkit", "comptes"]),
    ("xtask", &["kernel", "law", "identifiants"]),
];
/// Built for the tests of other crates, and for nothing else.
const FOR_TESTS: &[&str] = &["testkit", "testsite"];
const PURE: &[&str] = &[
    "kernel",
    "francais",
    "law",
    "identifiants",
    "fhir",
    "files",
    "tables",
    "extractions",
    "recherche",
    "accessibilite",
    "appariement",
    "aci",
    "sepa",
    "fec",
];
const IMPURE: &[&str] =
    &["tokio", "axum", "hyper", "tower", "reqwest", "rusqlite", "tokio-postgres", "deadpool-postgres"];
const DRIVERS: &[&str] =
    &["rusqlite", "tokio-postgres", "deadpool-postgres", "postgres", "sqlx", "sea-orm", "refinery"];
const KNOW_DRIVERS: &[&str] = &["db", "testkit"];

/// Every manifest says where its crate stands.
pub fn manifest(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in &workspace.crates {
        let mut say = |bad: bool, what: &str| {
            if bad {
                findings.push(Finding::new(
                    one.manifest.at("[package]"),
                    &one.name,
                    format!("{} {what}", one.name),
                ));
            }
        };
        say(one.kind == Kind::Unknown, "has no [package.metadata.house]");
        say(!one.lints, "does not take the lints of the workspace");
        say(!one.described, "has no description");
    }
    findings
}

/// French crates look down; machinery looks at machinery.
pub fn floors(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in &workspace.crates {
        for dep in &one.deps {
            let Some(used) = workspace.find(dep) else { continue };
            if let Some(why) = forbidden(one, used) {
                let what = format!("{} may not depend on {dep}: {why}", one.name);
                findings.push(Finding::new(at(one, dep), format!("{}->{dep}", one.name), what));
            }
        }
        for dep in &one.dev_deps {
            let Some(used) = workspace.find(dep) else { continue };
            if let (true, Some(why)) = (used.french(), forbidden(one, used)) {
                let what = format!("the tests of {} may not depend on {dep}: {why}", one.name);
                findings.push(Finding::new(at(one, dep), format!("{}->{dep}", one.name), what));
            }
        }
    }
    findings
}

fn forbidden(one: &Crate, used: &Crate) -> Option<String> {
    let for_tests = FOR_TESTS.contains(&used.name.as_str());
    if one.name == "app" {
        return for_tests.then(|| format!("{} is for tests", used.name));
    }
    let list = MACHINERY.iter().find(|(name, _)| *name == one.name).map(|(_, list)| *list);
    if list.is_some_and(|list| list.contains(&used.name.as_str())) {
        return None;
    }
    if for_tests || ["app", "xtask"].contains(&used.name.as_str()) {
        return Some(format!("{} is not a library for others", used.name));
    }
    match (one.kind, used.kind) {
        (Kind::French(mine), Kind::French(theirs)) if theirs >= mine => {
            Some(format!("floor {theirs} is not below floor {mine}"))
        }
        (Kind::Machinery, Kind::French(_)) => Some("machinery knows no health".to_owned()),
        (Kind::Machinery, _) => list.map(|list| format!("it may use only {list:?}")),
        _ => None,
    }
}

/// The pure crates stay pure.
pub fn purity(workspace: &Workspace) -> Vec<Finding> {
    listed(workspace, IMPURE, |one| PURE.contains(&one.name.as_str()), false)
}

/// Only `db` names the SQL drivers.
pub fn driver(workspace: &Workspace) -> Vec<Finding> {
    listed(workspace, DRIVERS, |one| !KNOW_DRIVERS.contains(&one.name.as_str()), true)
}

/// Crates of `scope` that depend on something of `banned`.
fn listed(workspace: &Workspace, banned: &[&str], scope: fn(&Crate) -> bool, dev: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in workspace.crates.iter().filter(|one| scope(one)) {
        let dev_deps: &[String] = if dev { &one.dev_deps } else { &[] };
        for dep in one.deps.iter().chain(dev_deps).filter(|dep| banned.contains(&dep.as_str())) {
            let what = format!("{} depends on {dep}", one.name);
            findings.push(Finding::new(at(one, dep), format!("{}->{dep}", one.name), what));
        }
    }
    findings
}

fn at(one: &Crate, dep: &str) -> String {
    let names = |line: &str| line.strip_prefix(dep).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    let line = one.manifest.text.lines().position(names).unwrap_or(0);
    format!("{}:{}", one.manifest.path, line + 1)
}
