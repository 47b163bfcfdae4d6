//! Every question asked of the database is asked by the test that keeps one CPTS from reading another.

use std::collections::BTreeSet;

use super::Finding;
use crate::workspace::{Crate, Workspace};

/// Public async functions of a store that `src/tests/cloison.rs` does not name.
pub fn check(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in workspace.crates.iter().filter(|one| one.french()) {
        let proven = proven(one);
        for source in one.sources.iter().filter(|source| source.is_store()) {
            let questions = source.functions.iter().filter(|one| one.public && one.is_async);
            for question in
                questions.filter(|one| !proven.contains(one.name.as_str()) && !source.is_test(one.line))
            {
                let what = format!("{} is not proven to stay inside its CPTS", question.name);
                let at = format!("{}:{}", source.path, question.line);
                findings.push(Finding::new(at, format!("{}::{}", one.name, question.name), what));
            }
        }
    }
    findings
}

fn proven(one: &Crate) -> BTreeSet<&str> {
    let test = |path: &str| path.ends_with("/src/tests/cloison.rs") || path.contains("/src/tests/cloison/");
    one.sources.iter().filter(|source| test(&source.path)).flat_map(|source| source.idents()).collect()
}
