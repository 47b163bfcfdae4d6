//! From TOML text to checked sources and parameters.

use crate::parameters::{Parameter, Version};
use crate::{Confidence, Source};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Why a law file cannot be used. Developers read it: these files are compiled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Not the expected TOML.
    #[error("{file}: {message}")]
    Unreadable {
        /// Law file.
        file: String,
        /// What TOML says, with line and column.
        message: String,
    },
    /// Two tables have the same name.
    #[error("{0} is defined twice")]
    Twice(String),
    /// A value must rest on a text.
    #[error("{parameter}, from {from}: no source")]
    WithoutSource {
        /// Parameter.
        parameter: String,
        /// First day of the version.
        from: Date,
    },
    /// A source that `sources.toml` does not list.
    #[error("{parameter}, from {from}: source {id} is not in sources.toml")]
    UnknownSource {
        /// Parameter.
        parameter: String,
        /// First day of the version.
        from: Date,
        /// The id.
        id: String,
    },
    /// Two versions hold on the same day, or they are not in order.
    #[error("{parameter}: two values on {day}")]
    Overlap {
        /// Parameter.
        parameter: String,
        /// First day with two values.
        day: Date,
    },
    /// No version holds between two others.
    #[error("{parameter}: no value on {day}")]
    Gap {
        /// Parameter.
        parameter: String,
        /// First day without value.
        day: Date,
    },
    /// No version at all.
    #[error("{0} has no value")]
    Empty(String),
    /// A line of an edition that rests on no text.
    #[error("{edition}, {place}: a line without source")]
    Uncited {
        /// Edition.
        edition: String,
        /// List that holds the line.
        place: String,
    },
    /// A source of an edition that `sources.toml` does not list.
    #[error("{edition}: source {id} is not in sources.toml")]
    UnknownCitation {
        /// Edition.
        edition: String,
        /// The id.
        id: String,
    },
    /// A version that ends before it begins.
    #[error("{parameter}, from {from}: ends before it begins")]
    Backwards {
        /// Parameter.
        parameter: String,
        /// First day of the version.
        from: Date,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    title: String,
    url: Option<String>,
    official_id: Option<String>,
    published: Option<Day>,
    from: Option<Day>,
    to: Option<Day>,
    confidence: Confidence,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameter {
    unit: String,
    checked_on: Day,
    value: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    from: Day,
    to: Option<Day>,
    #[serde(default)]
    source: OneOrMany,
    confidence: Option<Confidence>,
    uncertain: Option<bool>,
    amount: toml::Value,
}

/// The text of a TOML date, for whoever reads a typed edition.
///
/// # Errors
/// When the value is not a TOML date.
pub fn toml_date<'de, D: serde::Deserializer<'de>>(raw: D) -> Result<String, D::Error> {
    toml::value::Datetime::deserialize(raw).map(|value| value.to_string())
}

/// A TOML date without time.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "toml::value::Datetime")]
struct Day(Date);

impl TryFrom<toml::value::Datetime> for Day {
    type Error = String;

    fn try_from(value: toml::value::Datetime) -> Result<Self, String> {
        let text = value.to_string();
        text.parse().map(Self).map_err(|_| format!("{text} is not a plain date"))
    }
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// The text of `sources.toml`: one table per source.
pub(crate) fn sources(text: &str) -> Result<BTreeMap<String, Source>, LoadError> {
    let tables: BTreeMap<String, RawSource> = tables("sources.toml", text)?;
    Ok(tables.into_iter().map(|(id, raw)| (id.clone(), raw.named(id))).collect())
}

/// One file of parameters: table `[plafond]` of namespace `aci` becomes `aci.plafond`.
pub(crate) fn parameters(
    namespace: &str,
    text: &str,
    sources: &BTreeMap<String, Source>,
) -> Result<Vec<(String, Parameter)>, LoadError> {
    let tables: BTreeMap<String, RawParameter> = tables(namespace, text)?;
    let checked = |(name, raw)| {
        let name = format!("{namespace}.{name}");
        parameter(&name, raw, sources).map(|checked| (name, checked))
    };
    tables.into_iter().map(checked).collect()
}

fn parameter(
    name: &str,
    raw: RawParameter,
    sources: &BTreeMap<String, Source>,
) -> Result<Parameter, LoadError> {
    let read = |raw| version(name, raw, sources);
    let mut versions: Vec<Version> = raw.value.into_iter().map(read).collect::<Result<_, _>>()?;
    if versions.is_empty() {
        return Err(LoadError::Empty(name.to_owned()));
    }
    for at in 1..versions.len() {
        let end = follow(name, &versions[at - 1], &versions[at])?;
        versions[at - 1].to = Some(end);
    }
    Ok(Parameter { unit: raw.unit, checked_on: raw.checked_on.0, versions })
}

fn version(name: &str, raw: RawVersion, known: &BTreeMap<String, Source>) -> Result<Version, LoadError> {
    let (parameter, from) = (name.to_owned(), raw.from.0);
    let sources = match raw.source {
        OneOrMany::None => Vec::new(),
        OneOrMany::One(id) => vec![id],
        OneOrMany::Many(ids) => ids,
    };
    if let Some(id) = sources.iter().find(|id| !known.contains_key(*id)) {
        return Err(LoadError::UnknownSource { parameter, from, id: id.clone() });
    }
    let Some(stated) = sources.iter().filter_map(|id| known.get(id)).map(|source| source.confidence).min()
    else {
        return Err(LoadError::WithoutSource { parameter, from });
    };
    if raw.to.is_some_and(|to| to.0 < from) {
        return Err(LoadError::Backwards { parameter, from });
    }
    let confidence = raw.confidence.unwrap_or(stated);
    let uncertain = raw.uncertain.unwrap_or(confidence >= Confidence::Projet);
    Ok(Version { from, to: raw.to.map(|day| day.0), sources, confidence, uncertain, amount: raw.amount })
}

/// Last day of `this`, given that `next` must begin the day after: stated, or the eve of `next`.
fn follow(name: &str, this: &Version, next: &Version) -> Result<Date, LoadError> {
    let parameter = name.to_owned();
    let eve = next.from.yesterday().unwrap_or(Date::MIN);
    match this.to {
        None if next.from > this.from => Ok(eve),
        Some(to) if to == eve => Ok(to),
        Some(to) if to < eve => Err(LoadError::Gap { parameter, day: to.tomorrow().unwrap_or(Date::MAX) }),
        _ => Err(LoadError::Overlap { parameter, day: next.from }),
    }
}

pub(crate) fn tables<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, LoadError> {
    toml::from_str(text).map_err(|e| LoadError::Unreadable { file: file.to_owned(), message: e.to_string() })
}

impl RawSource {
    fn named(self, id: String) -> Source {
        Source {
            id,
            title: self.title,
            url: self.url,
            official_id: self.official_id,
            published: self.published.map(|day| day.0),
            from: self.from.map(|day| day.0),
            to: self.to.map(|day| day.0),
            confidence: self.confidence,
            note: self.note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "[jo]\ntitle = 'Journal officiel'\nconfidence = 'texte'\n";

    fn read(values: &str) -> Result<Vec<(String, Parameter)>, LoadError> {
        let text = format!("[p]\nunit = 'EUR'\nchecked_on = 2026-01-01\nvalue = [{values}]");
        parameters("essai", &text, &sources(SOURCES).unwrap())
    }

    #[test]
    fn a_value_rests_on_a_listed_source() {
        assert!(read("{ from = 2020-01-01, amount = 1, source = 'jo' }").is_ok());
        assert!(matches!(read("{ from = 2020-01-01, amount = 1 }"), Err(LoadError::WithoutSource { .. })));
        let unknown = read("{ from = 2020-01-01, amount = 1, source = ['jo', 'on-dit'] }").unwrap_err();
        assert_eq!(unknown.to_string(), "essai.p, from 2020-01-01: source on-dit is not in sources.toml");
    }

    #[test]
    fn time_is_covered_once() {
        let v = |from: &str, to: &str| format!("{{ from = {from}, {to} amount = 1, source = 'jo' }},");
        let read2 = |a: String, b: String| read(&(a + &b));
        let next = || v("2021-01-01", "");
        assert!(read2(v("2020-01-01", ""), next()).is_ok());
        assert!(read2(v("2020-01-01", "to = 2020-12-31,"), next()).is_ok());
        let gap = read2(v("2020-01-01", "to = 2020-11-30,"), next()).unwrap_err();
        assert_eq!(gap.to_string(), "essai.p: no value on 2020-12-01");
        let overlap = read2(v("2020-01-01", "to = 2021-01-01,"), next()).unwrap_err();
        assert_eq!(overlap.to_string(), "essai.p: two values on 2021-01-01");
        assert!(matches!(read2(next(), next()), Err(LoadError::Overlap { .. })));
        assert!(matches!(read(&v("2020-01-02", "to = 2020-01-01,")), Err(LoadError::Backwards { .. })));
        assert!(matches!(read(""), Err(LoadError::Empty(_))));
    }

    #[test]
    fn what_is_not_expected_is_refused() {
        assert!(matches!(sources("[jo]\ntitle = 'x'"), Err(LoadError::Unreadable { .. })));
        assert!(matches!(
            sources("[jo]\ntitle = 'x'\nconfidence = 'rumeur'"),
            Err(LoadError::Unreadable { .. })
        ));
        assert!(matches!(
            read("{ from = 2020-01-01, amount = 1, source = 'jo', note = 1 }"),
            Err(LoadError::Unreadable { .. })
        ));
    }
}
