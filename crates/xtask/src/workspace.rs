//! The workspace as the guards see it: crates, their place in the house, their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::source::Source;

/// Every file that a guard reads, by path relative to the root.
pub type Files = BTreeMap<String, String>;

/// The crates of the house.
pub struct Workspace {
    pub crates: Vec<Crate>,
}

/// One crate.
pub struct Crate {
    pub name: String,
    pub kind: Kind,
    pub manifest: Text,
    /// Lints of the workspace are switched on.
    pub lints: bool,
    pub described: bool,
    pub deps: Vec<String>,
    pub dev_deps: Vec<String>,
    pub sources: Vec<Source>,
    pub migrations: Vec<Text>,
}

/// Where a crate stands: `[package.metadata.house]` of its manifest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Knows health, stands on a floor.
    French(u8),
    /// English: decides nothing about health.
    Machinery,
    /// The manifest does not say.
    Unknown,
}

/// A text file and its path.
pub struct Text {
    pub path: String,
    pub text: String,
}

impl Text {
    /// `path:line` of the first line that contains `needle`.
    pub fn at(&self, needle: &str) -> String {
        let line = self.text.lines().position(|line| line.contains(needle)).unwrap_or(0);
        format!("{}:{}", self.path, line + 1)
    }
}

impl Workspace {
    /// Read the workspace at `root`.
    pub fn load(root: &Path) -> anyhow::Result<Self> {
        let mut files = Files::new();
        collect(root, &root.join("crates"), &mut files)?;
        Self::from_files(&files)
    }

    /// Build from texts, so that a test can write a whole workspace in a few lines.
    pub fn from_files(files: &Files) -> anyhow::Result<Self> {
        let mut crates = Vec::new();
        for (path, text) in files {
            let Some(folder) = path.strip_suffix("/Cargo.toml") else { continue };
            if folder.matches('/').count() == 1 {
                crates.push(Crate::new(folder, text, files).with_context(|| format!("in {path}"))?);
            }
        }
        Ok(Self { crates })
    }

    /// The crate of that name.
    pub fn find(&self, name: &str) -> Option<&Crate> {
        self.crates.iter().find(|one| one.name == name)
    }

    /// Every source file, with its crate.
    pub fn sources(&self) -> impl Iterator<Item = (&Crate, &Source)> {
        self.crates.iter().flat_map(|one| one.sources.iter().map(move |source| (one, source)))
    }
}

impl Crate {
    fn new(folder: &str, text: &str, files: &Files) -> anyhow::Result<Self> {
        let manifest: toml::Table = text.parse()?;
        let at = |keys: &[&str]| {
            let (first, rest) = keys.split_first()?;
            rest.iter().try_fold(manifest.get(*first)?, |value, key| value.get(key))
        };
        let names = |table: &str| {
            let table = manifest.get(table).and_then(toml::Value::as_table);
            table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
        };
        let house = |key| at(&["package", "metadata", "house", key]);
        let floor = house("floor").and_then(toml::Value::as_integer).and_then(|n| u8::try_from(n).ok());
        let kind = match (floor, house("kind").and_then(toml::Value::as_str)) {
            (Some(floor), _) => Kind::French(floor),
            (None, Some("machinery")) => Kind::Machinery,
            _ => Kind::Unknown,
        };
        let inside = |extension: &str| {
            let (prefix, extension) = (format!("{folder}/"), extension.to_owned());
            files.iter().filter(move |(path, _)| path.starts_with(&prefix) && path.ends_with(&extension))
        };
        let mut sources: Vec<Source> =
            inside(".rs").map(|(path, text)| Source::parse(path, text)).collect::<Result<_, _>>()?;
        mark_tests(&mut sources);
        let migrations = inside(".sql").filter(|(path, _)| path.contains("/migrations/"));
        Ok(Self {
            name: at(&["package", "name"]).and_then(toml::Value::as_str).context("no name")?.to_owned(),
            kind,
            lints: at(&["lints", "workspace"]).and_then(toml::Value::as_bool) == Some(true),
            described: at(&["package", "description"]).is_some(),
            deps: names("dependencies"),
            dev_deps: names("dev-dependencies"),
            manifest: Text { path: format!("{folder}/Cargo.toml"), text: text.to_owned() },
            sources,
            migrations: migrations
                .map(|(path, text)| Text { path: path.clone(), text: text.clone() })
                .collect(),
        })
    }

    /// Knows health.
    pub fn french(&self) -> bool {
        matches!(self.kind, Kind::French(_))
    }
}

/// Files of modules declared under `#[cfg(test)]`.
fn mark_tests(sources: &mut [Source]) {
    let modules: Vec<String> = sources.iter().flat_map(Source::test_modules).collect();
    for source in sources {
        let inside = |module: &String| {
            source
                .path
                .strip_prefix(module.as_str())
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        if modules.iter().any(inside) {
            source.mark_test();
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Files) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if matches!(extension, Some("rs" | "sql" | "toml")) {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).with_context(|| format!("in {}", path.display()))?);
        }
    }
    Ok(())
}
