//! Exceptions to a rule: `crates/xtask/exceptions/<rule>.txt`, one a line, `key  reason`. They may only shrink.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

/// Key → reason, by rule.
#[derive(Default)]
pub struct Exceptions(BTreeMap<String, BTreeMap<String, String>>);

impl Exceptions {
    /// Read every list of the folder.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let rule = path.file_stem().context("no name")?.to_string_lossy().into_owned();
                all.add(&rule, &fs::read_to_string(&path)?)?;
            }
        }
        Ok(all)
    }

    /// Add the lines of one list.
    pub fn add(&mut self, rule: &str, text: &str) -> anyhow::Result<()> {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            ensure!(!reason.trim().is_empty(), "exceptions/{rule}.txt: {key} gives no reason");
            self.0.entry(rule.to_owned()).or_default().insert(key.to_owned(), reason.trim().to_owned());
        }
        Ok(())
    }

    /// The rules that have a list.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The keys of one rule.
    pub fn of(&self, rule: &str) -> impl Iterator<Item = &str> {
        self.0.get(rule).into_iter().flat_map(|list| list.keys().map(String::as_str))
    }
}
