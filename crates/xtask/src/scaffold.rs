//! Scaffolds: a crate or a verb that compiles, has its tests, and keeps every rule from its first minute.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// Template and where it goes.
type Template = (&'static str, &'static str);

const MODULE: &[Template] = &[
    ("Cargo.toml", include_str!("scaffold/module/Cargo.toml.txt")),
    ("src/lib.rs", include_str!("scaffold/module/lib.rs.txt")),
    ("src/{{name}}.rs", include_str!("scaffold/module/noun.rs.txt")),
    ("src/store.rs", include_str!("scaffold/module/store.rs.txt")),
    ("src/tests.rs", include_str!("scaffold/module/tests.rs.txt")),
    ("src/tests/cloison.rs", include_str!("scaffold/module/cloison.rs.txt")),
    ("migrations/001_{{name}}.sql", include_str!("scaffold/module/001.sql.txt")),
];

const VERB: &[Template] = &[
    ("src/{{verb}}.rs", include_str!("scaffold/verb/verb.rs.txt")),
    ("src/tests/{{verb}}.rs", include_str!("scaffold/verb/test.rs.txt")),
];

/// Create `crates/NAME` and name it in the workspace.
pub fn module(root: &Path, name: &str, floor: u8) -> anyhow::Result<()> {
    let folder = root.join("crates").join(name);
    ensure!(!folder.exists(), "crates/{name} exists");
    write(&folder, MODULE, &words(name, "", floor)?)?;
    edit(&root.join("Cargo.toml"), |text| {
        insert_after(text, "path = \"crates/", &format!("{name} = {{ path = \"crates/{name}\" }}"))
    })?;
    format(root, name)?;
    println!(
        "crates/{name} est prêt. Restent : le glossaire, {name}::module() dans app, ses droits, sa page."
    );
    Ok(())
}

/// Create a verb of the crate `name`, with its test.
pub fn verb(root: &Path, name: &str, verb: &str) -> anyhow::Result<()> {
    let folder = root.join("crates").join(name);
    ensure!(
        folder.join("src/tests.rs").exists(),
        "crates/{name}/src/tests.rs is where the test would be named"
    );
    ensure!(!folder.join("src").join(format!("{verb}.rs")).exists(), "crates/{name}/src/{verb}.rs exists");
    write(&folder, VERB, &words(name, verb, 0)?)?;
    edit(&folder.join("src/lib.rs"), |text| insert_after(text, "mod ", &format!("pub mod {verb};")))?;
    edit(&folder.join("src/tests.rs"), |text| insert_after(text, "mod ", &format!("mod {verb};")))?;
    format(root, name)?;
    println!(
        "crates/{name}/src/{verb}.rs est prêt. Restent : le droit {name}.{verb} dans la table, la porte."
    );
    Ok(())
}

/// The words of the templates and what replaces them.
fn words(name: &str, verb: &str, floor: u8) -> anyhow::Result<Vec<(&'static str, String)>> {
    let plain = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    ensure!(
        !name.is_empty() && plain(name) && plain(verb),
        "names are ASCII, lower case, without accents: soins_rapides"
    );
    Ok(vec![
        ("{{name}}", name.to_owned()),
        ("{{Name}}", camel(name)),
        ("{{verb}}", verb.to_owned()),
        ("{{Verb}}", camel(verb)),
        ("{{VERB}}", verb.to_uppercase()),
        ("{{floor}}", floor.to_string()),
    ])
}

fn camel(word: &str) -> String {
    let part = |part: &str| part[..1].to_uppercase() + &part[1..];
    word.split('_').filter(|word| !word.is_empty()).map(part).collect()
}

fn filled(template: &str, words: &[(&'static str, String)]) -> String {
    words.iter().fold(template.to_owned(), |text, (word, value)| text.replace(word, value))
}

fn write(folder: &Path, templates: &[Template], words: &[(&'static str, String)]) -> anyhow::Result<()> {
    for (place, template) in templates {
        let path = folder.join(filled(place, words));
        fs::create_dir_all(path.parent().context("no folder")?)?;
        fs::write(&path, filled(template, words))?;
    }
    Ok(())
}

/// Lay the crate out as the house does, once it is whole.
fn format(root: &Path, name: &str) -> anyhow::Result<()> {
    let status = Command::new("cargo").args(["fmt", "--package", name]).current_dir(root).status()?;
    ensure!(status.success(), "cargo fmt failed");
    Ok(())
}

fn edit(path: &Path, change: impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("in {}", path.display()))?;
    let changed = change(&text).with_context(|| format!("no place for a new line in {}", path.display()))?;
    Ok(fs::write(path, changed)?)
}

/// Put `line` after the last declaration that has `mark`.
fn insert_after(text: &str, mark: &str, line: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let found = |one: &&str| {
        one.contains(mark)
            && !one.starts_with(['/', ' '])
            && *one != "mod tests;"
            && (one.ends_with([';', '}']))
    };
    let last = lines.iter().rposition(found)?;
    lines.insert(last + 1, line);
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arch::check;
    use crate::exceptions::Exceptions;
    use crate::workspace::{Files, Workspace};

    #[test]
    fn a_scaffold_keeps_every_rule() {
        let mut files = Files::new();
        let words = words("soins_rapides", "reserve", 2).unwrap();
        for (place, template) in MODULE.iter().chain(VERB) {
            files.insert(format!("crates/soins_rapides/{}", filled(place, &words)), filled(template, &words));
        }
        let workspace = Workspace::from_files(&files).unwrap();
        assert_eq!(check(&workspace, &Exceptions::default()), Vec::<String>::new());
        assert!(
            files["crates/soins_rapides/src/lib.rs"]
                .contains("pub use soins_rapides::{Refus, SoinsRapides};")
        );
        assert!(files.values().all(|text| !text.contains("{{")), "a word of a template was left");
    }

    #[test]
    fn a_name_with_accents_is_refused() {
        assert!(words("réunion", "", 2).is_err());
    }

    #[test]
    fn a_new_line_follows_its_kind() {
        let text = "//! mod x;\nmod a;\n\nuse b;\n";
        assert_eq!(
            insert_after(text, "mod ", "mod c;").as_deref(),
            Some("//! mod x;\nmod a;\nmod c;\n\nuse b;\n")
        );
    }
}
