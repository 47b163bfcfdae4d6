//! `./dev where réservation`: the word in the glossary, the routes, the verbs, the types and the events.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::source::Source;
use crate::workspace::{Crate, Workspace};

/// Print every place of `word`; fails when there is none.
pub fn run(root: &Path, word: &str) -> anyhow::Result<ExitCode> {
    let word = fold(word);
    let workspace = Workspace::load(root)?;
    let glossary = fs::read_to_string(root.join("glossaire.md")).unwrap_or_default();
    let mut nothing = true;
    for (title, lines) in [("Glossaire", in_glossary(&glossary, &word)), ("Code", in_code(&workspace, &word))]
    {
        if !lines.is_empty() {
            nothing = false;
            println!("{title}");
            lines.iter().for_each(|line| println!("  {line}"));
        }
    }
    if nothing {
        println!(
            "« {word} » n'est ni dans le glossaire, ni dans une route, un verbe, un type ou un événement."
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn in_glossary(glossary: &str, word: &str) -> BTreeSet<String> {
    let lines = glossary.lines().enumerate().filter(|(_, line)| fold(line).contains(word));
    lines.map(|(number, line)| format!("glossaire.md:{}  {}", number + 1, line.trim())).collect()
}

fn in_code(workspace: &Workspace, word: &str) -> BTreeSet<String> {
    workspace.sources().flat_map(|(one, source)| in_source(one, source, word)).collect()
}

fn in_source(one: &Crate, source: &Source, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |kind: &str, name: &str, line: usize| {
        if fold(name).contains(word) {
            found.push(format!("{kind:<10} {name:<40} {}:{line}", source.path));
        }
    };
    for (line, text) in source.strings() {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '.');
        if text.starts_with('/') && !text.contains(char::is_whitespace) {
            say("route", text, line);
        } else if text.starts_with(&format!("{}.", one.name)) && plain(text) {
            say("événement", text, line);
        }
    }
    for function in
        source.functions.iter().filter(|function| function.public && !source.is_test(function.line))
    {
        say(if function.is_async { "verbe" } else { "fonction" }, &function.name, function.line);
    }
    for (line, name) in source.types() {
        say("type", name, line);
    }
    found
}

/// Lower case, without the accents of French.
fn fold(text: &str) -> String {
    let letter = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Files;

    #[test]
    fn an_accented_word_finds_routes_verbs_types_and_events() {
        let code = "pub struct Reservation;\npub async fn reserver() { p(\"/snp/reservations\"); e(\"snp.creneau_reserve\"); }";
        let files = Files::from([
            ("crates/snp/Cargo.toml".to_owned(), "[package]\nname = \"snp\"".to_owned()),
            ("crates/snp/src/lib.rs".to_owned(), code.to_owned()),
        ]);
        let found = in_code(&Workspace::from_files(&files).unwrap(), &fold("Réserv"));
        let kinds: Vec<&str> = found.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(kinds, ["route", "type", "verbe", "événement"]);
        assert_eq!(in_glossary("# Mots\n**réservation** : …", "reserv").len(), 1);
    }
}
