//! The migrations: who owns a table, and where the CPTS stands in its keys.

use std::collections::BTreeMap;

use super::Finding;
use crate::workspace::{Crate, Text, Workspace};

mod sql;
pub use sql::words;
use sql::{Key, Statement, Table};

/// The crate that reads the views of others.
const COUNTS: &str = "pilotage";
const TENANT: &str = "cpts";

/// `NNN_name.sql`, and what they create is named after the crate.
pub fn names(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in &workspace.crates {
        for (index, file) in one.migrations.iter().enumerate() {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            let expected = format!("{:03}_", index + 1);
            if !name.starts_with(&expected) {
                let what = format!("{name} should start with {expected}");
                findings.push(Finding::new(format!("{}:1", file.path), &file.path, what));
            }
            for (line, created) in created(file) {
                if !created.starts_with(&format!("{}_", one.name)) {
                    let what = format!("{created} should start with {}_", one.name);
                    findings.push(Finding::new(format!("{}:{line}", file.path), created, what));
                }
            }
        }
    }
    findings
}

fn created(file: &Text) -> Vec<(usize, String)> {
    let statements = sql::read(&file.text).into_iter();
    statements
        .filter_map(|(line, statement)| match statement {
            Statement::Table(table) => Some((line, table.name)),
            Statement::Index { name, .. } | Statement::View(name) => Some((line, name)),
            Statement::Column { .. } | Statement::Rename { .. } | Statement::Drop(_) => None,
        })
        .collect()
}

/// A table, where it was made, and by which crate.
struct Owned<'a> {
    crate_name: &'a str,
    at: String,
    table: Table,
}

/// Tables as they stand after every migration; a table rebuilt under another name keeps its last definition.
fn tables(workspace: &Workspace) -> BTreeMap<String, Owned<'_>> {
    let mut tables: BTreeMap<String, Owned<'_>> = BTreeMap::new();
    for one in &workspace.crates {
        for file in &one.migrations {
            for (line, statement) in sql::read(&file.text) {
                let at = format!("{}:{line}", file.path);
                apply(&mut tables, one, at, statement);
            }
        }
    }
    tables
}

fn apply<'a>(tables: &mut BTreeMap<String, Owned<'a>>, one: &'a Crate, at: String, statement: Statement) {
    match statement {
        Statement::Table(table) => {
            tables.insert(table.name.clone(), Owned { crate_name: &one.name, at, table });
        }
        Statement::Column { table, column, keys } => {
            if let Some(owned) = tables.get_mut(&table) {
                owned.table.columns.push(column);
                owned.table.keys.extend(keys);
            }
        }
        Statement::Index { table, unique: true, columns, .. } => {
            if let Some(owned) = tables.get_mut(&table) {
                owned.table.keys.push(Key::Unique(columns));
            }
        }
        Statement::Rename { from, to } => {
            if let Some(mut owned) = tables.remove(&from) {
                owned.table.name.clone_from(&to);
                tables.insert(to, owned);
            }
        }
        Statement::Drop(name) => {
            tables.remove(&name);
        }
        Statement::Index { .. } | Statement::View(_) => {}
    }
}

/// A tenant table has `cpts` first in its primary key and in references to tenant tables, and in every unique key.
pub fn tenancy(workspace: &Workspace) -> Vec<Finding> {
    let tables = tables(workspace);
    let tenant = |name: &str| tables.get(name).is_some_and(|owned| owned.table.tenant());
    let mut findings = Vec::new();
    for (name, owned) in tables.iter().filter(|(_, owned)| owned.table.tenant()) {
        let mut say = |what: String| findings.push(Finding::new(&owned.at, name, what));
        if !owned.table.keys.iter().any(|key| matches!(key, Key::Primary(_))) {
            say(format!("{name} has no primary key"));
        }
        for key in &owned.table.keys {
            match key {
                Key::Primary(columns) if !first(columns) => {
                    say(format!("the primary key of {name} starts with {columns:?}"));
                }
                Key::Unique(columns) if !columns.iter().any(|column| column == TENANT) => {
                    say(format!("a unique key of {name} on {columns:?} ignores the CPTS"));
                }
                Key::Foreign { columns, table, to }
                    if tenant(table) && !(first(columns) && (to.is_empty() || first(to))) =>
                {
                    say(format!("{name} refers to {table} by {columns:?}"));
                }
                Key::Primary(_) | Key::Unique(_) | Key::Foreign { .. } => {}
            }
        }
    }
    findings
}

/// Every table, and whether its rows belong to a CPTS.
pub fn is_tenant(workspace: &Workspace) -> BTreeMap<String, bool> {
    tables(workspace).into_iter().map(|(name, owned)| (name, owned.table.tenant())).collect()
}

fn first(columns: &[String]) -> bool {
    columns.first().is_some_and(|column| column == TENANT)
}

/// Tables that belong to no CPTS.
pub fn tenantless(workspace: &Workspace) -> Vec<Finding> {
    let tables = tables(workspace);
    let shared = tables.iter().filter(|(_, owned)| !owned.table.tenant());
    shared.map(|(name, owned)| Finding::new(&owned.at, name, format!("{name} has no cpts column"))).collect()
}

/// Tables and views that a crate names without owning them.
pub fn foreign_tables(workspace: &Workspace) -> Vec<Finding> {
    let tables = tables(workspace);
    let mut findings = Vec::new();
    for (one, source) in workspace.sources() {
        for (line, text) in source.strings() {
            for word in words(text) {
                let Some(owner) = owner(workspace, &tables, word).filter(|owner| *owner != one.name) else {
                    continue;
                };
                if one.name == COUNTS && word.starts_with(&format!("{owner}_v_")) {
                    continue;
                }
                let what = format!("{} names {word}, a table of {owner}", one.name);
                let key = format!("{}->{word}", one.name);
                findings.push(Finding::new(format!("{}:{line}", source.path), key, what));
            }
        }
    }
    findings
}

fn owner<'a>(
    workspace: &'a Workspace,
    tables: &'a BTreeMap<String, Owned<'a>>,
    word: &str,
) -> Option<&'a str> {
    let view = |one: &&Crate| word.starts_with(&format!("{}_v_", one.name));
    let table = tables.get(word).map(|owned| owned.crate_name);
    table.or_else(|| workspace.crates.iter().find(view).map(|one| one.name.as_str()))
}
