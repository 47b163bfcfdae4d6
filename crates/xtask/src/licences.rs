//! Every dependency comes from a registry, under a licence that `deny.toml` allows.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Absent for our own crates.
    source: Option<String>,
}

/// Check every dependency, those of tests included.
pub fn run(root: &Path) -> anyhow::Result<ExitCode> {
    let deny: toml::Table = fs::read_to_string(root.join("deny.toml"))?.parse()?;
    let allowed = deny.get("licenses").and_then(|table| table.get("allow")).and_then(toml::Value::as_array);
    let allowed: Vec<&str> =
        allowed.context("deny.toml: no licence allowed")?.iter().filter_map(toml::Value::as_str).collect();
    let args = ["metadata", "--format-version=1", "--locked", "--filter-platform=x86_64-unknown-linux-gnu"];
    let output = Command::new("cargo").args(args).current_dir(root).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let broken: Vec<String> =
        metadata.packages.iter().filter_map(|package| fault(package, &allowed)).collect();
    broken.iter().for_each(|line| println!("{line}"));
    if broken.is_empty() {
        println!("{} packages, licences allowed by deny.toml", metadata.packages.len());
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn fault(package: &Package, allowed: &[&str]) -> Option<String> {
    let source = package.source.as_ref()?;
    let licence = package.license.as_deref().unwrap_or("no licence");
    if !source.starts_with("registry+") {
        return Some(format!(
            "{} {}: comes from {source}, not from a registry",
            package.name, package.version
        ));
    }
    let refused = !Expression::of(licence).any(allowed);
    refused.then(|| format!("{} {}: {licence} is not allowed by deny.toml", package.name, package.version))
}

/// `MIT OR (Apache-2.0 AND ISC)`, read word by word; `AND` binds closer than `OR`.
struct Expression<'a> {
    words: std::iter::Peekable<std::vec::IntoIter<&'a str>>,
}

impl<'a> Expression<'a> {
    fn of(text: &'a str) -> Self {
        let spaced = text.split_inclusive(['(', ')', ' ', '/']);
        let words = spaced.flat_map(|part| {
            let end = part.trim_end_matches(['(', ')', ' ', '/']);
            let sign = part[end.len()..].trim();
            [end, if sign == "/" { "OR" } else { sign }].into_iter().filter(|word| !word.is_empty())
        });
        Self { words: words.collect::<Vec<_>>().into_iter().peekable() }
    }

    fn any(&mut self, allowed: &[&str]) -> bool {
        let mut answer = self.all(allowed);
        while self.words.next_if_eq(&"OR").is_some() {
            answer |= self.all(allowed);
        }
        answer
    }

    fn all(&mut self, allowed: &[&str]) -> bool {
        let mut answer = self.one(allowed);
        while self.words.next_if_eq(&"AND").is_some() {
            answer &= self.one(allowed);
        }
        answer
    }

    fn one(&mut self, allowed: &[&str]) -> bool {
        if self.words.next_if_eq(&"(").is_some() {
            let answer = self.any(allowed);
            return self.words.next_if_eq(&")").is_some() && answer;
        }
        let Some(name) = self.words.next() else { return false };
        if self.words.next_if_eq(&"WITH").is_some() {
            let exception = self.words.next().unwrap_or_default();
            return allowed.contains(&format!("{name} WITH {exception}").as_str());
        }
        allowed.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_lawyers_do() {
        let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
        for (text, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("GPL-3.0 OR MIT AND ISC", true),
            ("(GPL-3.0 OR MIT) AND ISC", true),
            ("(GPL-3.0 OR MIT) AND BSD-2-Clause", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0", false),
            ("", false),
        ] {
            assert_eq!(Expression::of(text).any(&allowed), expected, "{text}");
        }
    }

    #[test]
    fn a_git_dependency_is_refused() {
        let package = |source: Option<&str>| Package {
            name: "x".into(),
            version: "1".into(),
            license: Some("MIT".into()),
            source: source.map(Into::into),
        };
        assert!(fault(&package(Some("git+x")), &["MIT"]).is_some());
        assert!(fault(&package(Some("registry+x")), &["MIT"]).is_none());
        assert!(fault(&package(Some("registry+x")), &["ISC"]).is_some());
        assert!(fault(&package(None), &[]).is_none(), "ours");
    }
}
