//! A CSV file in memory, by column name.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;
use std::path::Path;

pub(super) struct Table {
    file: String,
    header: HashMap<String, usize>,
    records: Vec<csv::StringRecord>,
}

pub(super) struct Row<'a> {
    table: &'a Table,
    record: &'a csv::StringRecord,
}

impl Table {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let mut reader = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
        let header = reader.headers()?.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        let records = reader.records().collect::<Result<_, _>>()?;
        Ok(Self { file: path.display().to_string(), header, records })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { table: self, record })
    }
}

impl Row<'_> {
    pub(super) fn get(&self, column: &str) -> Result<&str> {
        let at = self
            .table
            .header
            .get(column)
            .with_context(|| format!("{}: no column {column}", self.table.file))?;
        let value = self.record.get(*at).unwrap_or_default();
        ensure!(!value.contains(['\t', '\n']), "{}: {value:?} holds a tab or a line end", self.table.file);
        Ok(value)
    }

    /// A decimal as a whole number of 10^-places, rounded half away from zero; empty stays empty.
    pub(super) fn scaled(&self, column: &str, places: usize) -> Result<String> {
        let text = self.get(column)?;
        if text.is_empty() {
            return Ok(String::new());
        }
        let value: f64 = text.parse().with_context(|| format!("{}: {column} is {text}", self.table.file))?;
        let factor = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5][places];
        ensure!(places > 0 || value.fract() == 0.0, "{}: {column} is {text}, not whole", self.table.file);
        Ok(format!("{:.0}", (value * factor).round()))
    }
}
