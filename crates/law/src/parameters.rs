use crate::load::{self, LoadError};
use crate::memo::Memo;
use crate::{Confidence, Edition, Source, edition};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every source and every dated value of the law files. Loaded once, at start.
#[derive(Debug, Default)]
pub struct Parameters {
    sources: BTreeMap<String, Source>,
    values: BTreeMap<String, Parameter>,
    editions: BTreeMap<String, Vec<Edition>>,
    memo: Memo,
}

/// Versions in order; every one but the last has an end.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub unit: String,
    pub checked_on: Date,
    pub versions: Vec<Version>,
}

#[derive(Debug)]
pub(crate) struct Version {
    pub from: Date,
    pub to: Option<Date>,
    pub sources: Vec<String>,
    pub confidence: Confidence,
    pub uncertain: bool,
    pub amount: toml::Value,
}

/// A parameter as it stood on a given day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// The value.
    pub amount: T,
    /// First day in force.
    pub from: Date,
    /// Last day in force, included; `None` when still in force.
    pub to: Option<Date>,
    /// Unit of the value.
    pub unit: String,
    /// Day when someone last compared the value with its source.
    pub checked_on: Date,
    /// Ids of the sources, one at least.
    pub sources: Vec<String>,
    /// How far the value can be trusted: that of its best source, unless the file says otherwise.
    pub confidence: Confidence,
    /// True when the sources do not settle it: to be shown as unconfirmed wherever it enters.
    pub uncertain: bool,
}

/// Why a parameter gives nothing for a day: a sentence for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// The law files do not have it.
    #[error("La valeur «\u{a0}{0}\u{a0}» n’existe pas dans les textes chargés.")]
    Unknown(String),
    /// Before the first version or after the last.
    #[error("Aucune valeur de «\u{a0}{parameter}\u{a0}» n’était en vigueur le {day}.")]
    NotInForce {
        /// Parameter.
        parameter: String,
        /// Day asked for.
        day: Date,
    },
    /// The amount does not have the shape that the rule expects.
    #[error("La valeur «\u{a0}{parameter}\u{a0}» est illisible\u{a0}: {message}")]
    Shape {
        /// Parameter.
        parameter: String,
        /// What serde says.
        message: String,
    },
}

impl Parameters {
    /// The law files compiled into the program: every `.toml` of `law/`, its folder being its namespace.
    pub fn embedded() -> Result<Self, LoadError> {
        let mut law = Self::with_sources(include_str!("../../../law/sources.toml"))?;
        for (namespace, text) in crate::FILES {
            law.read(namespace, text)?;
        }
        Ok(law)
    }

    /// Sources only, from the text of `sources.toml`: one table per source.
    pub fn with_sources(text: &str) -> Result<Self, LoadError> {
        Ok(Self { sources: load::sources(text)?, ..Self::default() })
    }

    /// Adds one file: an edition when it has a table `[edition]`, else parameters, where table `[plafond]` of namespace
    /// `aci` becomes `aci.plafond`. An edition that begins later ends the one before it.
    pub fn read(&mut self, namespace: &str, text: &str) -> Result<(), LoadError> {
        self.memo = Memo::default();
        let table: toml::Table = load::tables(namespace, text)?;
        if table.contains_key("edition") {
            let known = |id: &str| self.sources.contains_key(id);
            let new = Edition::read(namespace, table, known)?;
            let mut all = self.editions.get(namespace).cloned().unwrap_or_default();
            if all.iter().any(|one| one.id == new.id) {
                return Err(LoadError::Twice(new.id));
            }
            all.push(new);
            self.editions.insert(namespace.to_owned(), edition::chain(all)?);
            return Ok(());
        }
        for (name, parameter) in load::parameters(namespace, text, &self.sources)? {
            if self.values.insert(name.clone(), parameter).is_some() {
                return Err(LoadError::Twice(name));
            }
        }
        Ok(())
    }

    /// Adds sources to those already known, from a text shaped like `sources.toml`.
    pub fn cite(&mut self, text: &str) -> Result<(), LoadError> {
        for (id, source) in load::sources(text)? {
            if self.sources.insert(id.clone(), source).is_some() {
                return Err(LoadError::Twice(id));
            }
        }
        Ok(())
    }

    /// The versions of a text, in order of their first day; those never in force come last.
    pub fn editions(&self, namespace: &str) -> &[Edition] {
        self.editions.get(namespace).map(Vec::as_slice).unwrap_or_default()
    }

    /// Something computed once from these texts, and kept until a file is added.
    pub fn once<T: Any + Send + Sync, E>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        self.memo.once(|| make(self))
    }

    /// The parameter on that day.
    pub fn at<T: DeserializeOwned>(&self, parameter: &str, day: Date) -> Result<Dated<T>, Absent> {
        let found = self.values.get(parameter).ok_or_else(|| Absent::Unknown(parameter.to_owned()))?;
        let in_force = |v: &&Version| v.from <= day && v.to.is_none_or(|to| day <= to);
        let version = found
            .versions
            .iter()
            .find(in_force)
            .ok_or_else(|| Absent::NotInForce { parameter: parameter.to_owned(), day })?;
        let amount = version.amount.clone().try_into().map_err(|e: toml::de::Error| Absent::Shape {
            parameter: parameter.to_owned(),
            message: e.to_string(),
        })?;
        Ok(Dated {
            amount,
            from: version.from,
            to: version.to,
            unit: found.unit.clone(),
            checked_on: found.checked_on,
            sources: version.sources.clone(),
            confidence: version.confidence,
            uncertain: version.uncertain,
        })
    }

    /// Days on which the parameter changes: the first day of each version. For tests that walk through time.
    pub fn changes(&self, parameter: &str) -> Vec<Date> {
        self.values.get(parameter).map(|p| p.versions.iter().map(|v| v.from).collect()).unwrap_or_default()
    }

    /// Names of the parameters that begin like that.
    pub fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.values.range(prefix.to_owned()..);
        from.map(|(name, _)| name.as_str()).take_while(move |name| name.starts_with(prefix))
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// Every source, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_value_of_a_day_is_the_version_in_force() {
        let mut law = Parameters::with_sources("[jo]\ntitle = 'JO'\nconfidence = 'texte'").unwrap();
        let text = "[p]\nunit = 'EUR'\nchecked_on = 2026-01-01\nvalue = [
            { from = 2020-01-01, amount = 1, source = 'jo' },
            { from = 2022-01-01, amount = 2, source = ['jo'], to = 2023-12-31, confidence = 'presse' }]";
        law.read("essai", text).unwrap();
        let at = |day| law.at::<i64>("essai.p", day).map(|dated| dated.amount);
        assert_eq!(at(date(2021, 12, 31)), Ok(1));
        assert_eq!(at(date(2022, 1, 1)), Ok(2));
        let first = law.at::<i64>("essai.p", date(2020, 1, 1)).unwrap();
        assert_eq!((first.to, first.confidence), (Some(date(2021, 12, 31)), Confidence::Texte));
        for outside in [date(2019, 12, 31), date(2024, 1, 1)] {
            assert!(matches!(at(outside), Err(Absent::NotInForce { .. })));
        }
        assert!(matches!(law.at::<String>("essai.p", date(2020, 1, 1)), Err(Absent::Shape { .. })));
        assert!(matches!(law.at::<i64>("essai.q", date(2020, 1, 1)), Err(Absent::Unknown(_))));
        assert_eq!(law.read("essai", text), Err(LoadError::Twice("essai.p".into())));
    }

    #[test]
    fn the_embedded_files_are_sound() {
        let law = Parameters::embedded().unwrap();
        let in_force = law.editions("aci").iter().filter_map(|one| one.from).collect::<Vec<_>>();
        assert_eq!(in_force, [date(2019, 8, 25), date(2022, 4, 1)]);
        assert_eq!(law.changes("aci.plafond_membre").len(), 5);
        assert!(law.sources().count() > 40);
    }
}
