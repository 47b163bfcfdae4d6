//! A text that comes in successive versions, each a file of its own: the agreement, then its amendments.

use crate::load::LoadError;
use crate::parameters::Absent;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// One version of a text: its dates, and what it says. A file with a table `[edition]`.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its id, unique in its namespace.
    pub id: String,
    /// First day in force; `None` for what never was: a draft, a projection, an announcement.
    pub from: Option<Date>,
    /// Last day in force, included: stated, or the eve of the next version.
    pub to: Option<Date>,
    /// Day when someone last compared it with its sources.
    pub checked_on: Date,
    content: Table,
}

impl Edition {
    /// Reads a file; every `source` in it must be known, every line of a list must have one.
    pub(crate) fn read(
        namespace: &str,
        content: Table,
        known: impl Fn(&str) -> bool,
    ) -> Result<Self, LoadError> {
        let unreadable =
            |message: &str| LoadError::Unreadable { file: namespace.to_owned(), message: message.to_owned() };
        let head = content.get("edition").and_then(Value::as_table);
        let head = head.ok_or_else(|| unreadable("no [edition]"))?;
        let id = head.get("id").and_then(Value::as_str).ok_or_else(|| unreadable("[edition] without id"))?;
        let id = id.to_owned();
        let day = |key: &str| match head.get(key).map(ToString::to_string) {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| unreadable(&format!("{id}: {key} = {text}"))),
        };
        let (from, to) = (day("du")?, day("au")?);
        let Some(checked_on) = day("checked_on")? else {
            return Err(unreadable(&format!("{id}: no checked_on")));
        };
        if matches!((from, to), (Some(from), Some(to)) if to < from) {
            return Err(LoadError::Backwards { parameter: id, from: from.unwrap_or_default() });
        }
        for (key, value) in &content {
            sourced(&id, key, value, false, &known)?;
        }
        Ok(Self { from, to, checked_on, content, id })
    }

    /// What it says, in the shape that its reader expects.
    pub fn content<T: DeserializeOwned>(&self) -> Result<T, Absent> {
        self.content.clone().try_into().map_err(|error: toml::de::Error| Absent::Shape {
            parameter: self.id.clone(),
            message: error.to_string(),
        })
    }
}

/// A table that states something names its sources: itself, or the list that holds it.
fn sourced(
    id: &str,
    place: &str,
    value: &Value,
    covered: bool,
    known: &impl Fn(&str) -> bool,
) -> Result<(), LoadError> {
    match value {
        Value::Array(lines) => {
            for line in lines.iter().filter(|line| line.is_table()) {
                let own = line.get("source").is_some();
                if !own && !covered {
                    return Err(LoadError::Uncited { edition: id.to_owned(), place: place.to_owned() });
                }
                sourced(id, place, line, own || covered, known)?;
            }
        }
        Value::Table(table) => {
            let cited = match table.get("source") {
                Some(Value::String(one)) => vec![one.as_str()],
                Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            if let Some(unknown) = cited.iter().find(|cited| !known(cited)) {
                return Err(LoadError::UnknownCitation { edition: id.to_owned(), id: (*unknown).to_owned() });
            }
            for (key, inner) in table {
                sourced(id, key, inner, covered || !cited.is_empty(), known)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Orders the versions of a namespace in time; a version ends on the eve of the next. Those never in force come last.
pub(crate) fn chain(mut editions: Vec<Edition>) -> Result<Vec<Edition>, LoadError> {
    editions.sort_by_key(|one| (one.from.is_none(), one.from, one.id.clone()));
    for at in 1..editions.len() {
        let (before, after) = editions.split_at_mut(at);
        let (Some(this), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let Some(begins) = next.from else { continue };
        let eve = begins.yesterday().unwrap_or(Date::MIN);
        let parameter = next.id.clone();
        match this.to {
            _ if this.from == next.from => return Err(LoadError::Overlap { parameter, day: begins }),
            None => this.to = Some(eve),
            Some(to) if to == eve => {}
            Some(to) if to < eve => {
                return Err(LoadError::Gap { parameter, day: to.tomorrow().unwrap_or(Date::MAX) });
            }
            Some(_) => return Err(LoadError::Overlap { parameter, day: begins }),
        }
    }
    Ok(editions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(id: &str, more: &str) -> Result<Edition, LoadError> {
        let text = format!("[edition]\nid = '{id}'\nchecked_on = 2026-01-01\nsource = 'jo'\n{more}");
        Edition::read("essai", text.parse().unwrap(), |source| source == "jo")
    }

    #[test]
    fn versions_follow_each_other_without_gap() {
        let (old, new) =
            (|to: &str| read("a", &format!("du = 2020-01-01\n{to}")).unwrap(), read("b", "du = 2021-01-01"));
        let new = new.unwrap();
        let chained = chain(vec![read("projet", "").unwrap(), new.clone(), old("")]).unwrap();
        assert_eq!(chained.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a", "b", "projet"]);
        assert_eq!(chained[0].to, Some(date(2020, 12, 31)));
        let bad = |to: &str| chain(vec![old(to), new.clone()]);
        assert!(matches!(bad("au = 2020-11-30"), Err(LoadError::Gap { .. })));
        assert!(matches!(bad("au = 2021-01-01"), Err(LoadError::Overlap { .. })));
        assert!(matches!(
            chain(vec![new.clone(), read("c", "du = 2021-01-01").unwrap()]),
            Err(LoadError::Overlap { .. })
        ));
        assert!(matches!(read("a", "du = 2021-01-01\nau = 2020-01-01"), Err(LoadError::Backwards { .. })));
    }

    #[test]
    fn a_line_without_source_or_with_an_unknown_one_is_refused() {
        assert!(read("a", "[[missions]]\nid = 'x'\nsource = 'jo'").is_ok());
        assert!(matches!(read("a", "[[missions]]\nid = 'x'"), Err(LoadError::Uncited { .. })));
        assert!(matches!(
            read("a", "[b]\nl = [{ x = 1, source = 'rumeur' }]"),
            Err(LoadError::UnknownCitation { .. })
        ));
        assert!(read("a", "[b]\nsource = 'jo'\nl = [{ x = 1 }]").is_ok());
        let text = "[edition]\nid = 'a'".parse().unwrap();
        assert!(matches!(Edition::read("essai", text, |_| true), Err(LoadError::Unreadable { .. })));
    }
}
