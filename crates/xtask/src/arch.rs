//! The guards: habits of the house that a machine keeps. One rule, one function; findings name the place and the remedy.

mod crates;
mod isolation;
pub mod report;
mod schema;
mod sources;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::process::ExitCode;

use crate::exceptions::Exceptions;
use crate::workspace::Workspace;

/// A rule that was broken somewhere.
#[derive(Debug, PartialEq)]
pub struct Finding {
    /// `path:line`.
    pub at: String,
    /// What an exception list would name.
    pub key: String,
    pub what: String,
}

impl Finding {
    fn new(at: impl Into<String>, key: impl Into<String>, what: impl Into<String>) -> Self {
        Self { at: at.into(), key: key.into(), what: what.into() }
    }
}

/// A rule: its name, how to check it, and what to do when it is broken.
pub struct Rule {
    pub name: &'static str,
    pub check: fn(&Workspace) -> Vec<Finding>,
    pub remedy: &'static str,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        name: "manifest",
        check: crates::manifest,
        remedy: "a crate says its floor or `kind = \"machinery\"`, has a description and the lints of the workspace",
    },
    Rule {
        name: "floors",
        check: crates::floors,
        remedy: "look down, never up nor sideways: publish an event and react in app, or move the concept one floor down",
    },
    Rule {
        name: "purity",
        check: crates::purity,
        remedy: "kernel, law and identifiants do no I/O: move the code to the crate that needs it",
    },
    Rule { name: "driver", check: crates::driver, remedy: "only db knows the SQL drivers: use db::Tx" },
    Rule {
        name: "axum",
        check: sources::axum,
        remedy: "HTTP stays in the doors: pages.rs, api.rs, exchange.rs, lib.rs",
    },
    Rule {
        name: "sql",
        check: sources::sql,
        remedy: "write the statement in store.rs, as a question with a name",
    },
    Rule {
        name: "tables",
        check: schema::foreign_tables,
        remedy: "ask the crate that owns the table, by a public question of its store",
    },
    Rule {
        name: "names",
        check: sources::names,
        remedy: "name the thing it holds; a verb is a plain imperative (book, withdraw)",
    },
    Rule {
        name: "unwrap",
        check: sources::unwrap,
        remedy: "return the error, or make the impossible case impossible to write",
    },
    Rule { name: "todo", check: sources::todo, remedy: "do it, or leave it out" },
    Rule {
        name: "file_length",
        check: sources::file_length,
        remedy: "split along a noun, a verb or a page: at most 400 lines without tests",
    },
    Rule {
        name: "function_length",
        check: sources::function_length,
        remedy: "give a part of it a name: at most 60 lines of code",
    },
    Rule {
        name: "migrations",
        check: schema::names,
        remedy: "NNN_name.sql without gap; tables, views and indexes start with the name of their crate",
    },
    Rule {
        name: "tenancy",
        check: schema::tenancy,
        remedy: "cpts comes first in the primary key and in foreign keys to tenant tables, and is in every unique key",
    },
    Rule {
        name: "tenantless",
        check: schema::tenantless,
        remedy: "add a cpts column, or say in the exception list why the table belongs to no CPTS",
    },
    Rule {
        name: "cloison",
        check: isolation::check,
        remedy: "call it in src/tests/cloison.rs with two CPTS whose ids collide",
    },
];

/// Check every rule and print what is broken.
pub fn run(root: &Path) -> anyhow::Result<ExitCode> {
    let exceptions = Exceptions::load(&root.join("crates/xtask/exceptions"))?;
    let broken = check(&Workspace::load(root)?, &exceptions);
    for line in &broken {
        println!("{line}");
    }
    if broken.is_empty() {
        println!("{} rules kept", RULES.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} findings", broken.len());
    Ok(ExitCode::FAILURE)
}

/// One line per finding that no exception covers, and per exception that covers nothing.
pub fn check(workspace: &Workspace, exceptions: &Exceptions) -> Vec<String> {
    let mut lines = Vec::new();
    for rule in RULES {
        let findings = (rule.check)(workspace);
        let allowed = |finding: &&Finding| exceptions.of(rule.name).any(|key| key == finding.key);
        for finding in findings.iter().filter(|finding| !allowed(finding)) {
            lines.push(format!("{}: {}: {} ({})", finding.at, rule.name, finding.what, rule.remedy));
        }
        for key in exceptions.of(rule.name).filter(|key| findings.iter().all(|finding| finding.key != *key)) {
            lines.push(format!(
                "crates/xtask/exceptions/{}.txt: {key} is no longer needed: remove the line",
                rule.name
            ));
        }
    }
    for rule in exceptions.rules().filter(|rule| RULES.iter().all(|one| one.name != *rule)) {
        lines.push(format!("crates/xtask/exceptions/{rule}.txt: no rule of that name"));
    }
    lines
}
