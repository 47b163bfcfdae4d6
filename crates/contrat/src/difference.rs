//! What a correction changed, in words that the journal keeps.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Leaves that name people, or that may: the journal keeps that they changed, not what they say. Names live in the tables.
const PERSONNES: [&str; 4] = ["representant", "confirmee_par", "ordre_du_jour", "decisions"];

/// Longest text kept.
const MAX: usize = 900;

/// « population.habitants : 24000 → 24500 ; version : … » for each field that differs; « cpts.representant : changé ».
pub(crate) fn changes(old: &impl Serialize, new: &impl Serialize) -> String {
    let (old, new) = (leaves(old), leaves(new));
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let said = |leaves: &BTreeMap<String, String>, name: &str| {
        leaves.get(name).filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| "vide".to_owned())
    };
    let changed = names.into_iter().filter(|name| said(&old, name) != said(&new, name));
    let line = |name: &String| {
        let leaf = name.rsplit('.').next().unwrap_or_default();
        if PERSONNES.contains(&leaf) {
            return format!("{name}\u{a0}: changé");
        }
        format!("{name}\u{a0}: {} → {}", said(&old, name), said(&new, name))
    };
    let text: Vec<String> = changed.map(line).collect();
    let text = text.join("\u{a0}; ");
    if text.chars().count() <= MAX { text } else { text.chars().take(MAX).chain(['…']).collect() }
}

/// Each field with its value, as text; ids left out.
fn leaves(state: &impl Serialize) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    walk("", &serde_json::to_value(state).unwrap_or_default(), &mut all);
    all
}

fn walk(name: &str, value: &Value, all: &mut BTreeMap<String, String>) {
    let inside = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .filter(|(key, _)| *key != "id")
                .for_each(|(key, value)| walk(&inside(key), value, all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| walk(&inside(&(at + 1).to_string()), item, all));
        }
        Value::Null => drop(all.insert(name.to_owned(), String::new())),
        Value::String(text) => drop(all.insert(name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => drop(all.insert(name.to_owned(), value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_said() {
        let old = json!({"id": 1, "population": {"habitants": 24000, "source": "INSEE"}, "version": null});
        let new = json!({"id": 2, "population": {"habitants": 24500, "source": "INSEE"}, "version": "v2"});
        assert_eq!(
            changes(&old, &new),
            "population.habitants\u{a0}: 24000 → 24500\u{a0}; version\u{a0}: vide → v2"
        );
        assert_eq!(changes(&old, &old), "");
    }

    #[test]
    fn the_journal_keeps_that_a_person_changed_and_never_a_name() {
        let of = |nom: &str| json!({"cpts": {"nom": "CPTS", "representant": nom}, "confirmee_par": nom});
        let said = changes(&of("Claire Fabre"), &of("Alix Exemple"));
        assert_eq!(said, "confirmee_par\u{a0}: changé\u{a0}; cpts.representant\u{a0}: changé");
    }
}
