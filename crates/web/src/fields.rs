use crate::Problem;
use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
};
use jiff::civil::Date;
use kernel::saisie::{Refus, Refuses};
use std::any::{Any, TypeId};
use std::num::ParseIntError;
use std::{collections::BTreeMap, fmt::Display, str::FromStr};

/// Largest form accepted: a pasted list of every commune of France is a quarter of it.
const LIMIT: usize = 2 * 1024 * 1024;

/// The fields of a form or of a query, as they were sent: trimmed, in order, repeated names kept.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

/// The sentence beside each field at fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(BTreeMap<String, String>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded` text.
    #[must_use]
    pub fn parse(encoded: &str) -> Self {
        let decode = |text: &str| {
            let spaced = text.replace('+', " ");
            let text = percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy();
            // No field of ours holds a control character; PostgreSQL keeps no zero in a text.
            let shown = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
            shown.collect::<String>().trim().to_owned()
        };
        let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(k, v)| (decode(k), decode(v)))
                .collect(),
        )
    }

    /// The first value of `name`; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether `name` was sent with something in it: a ticked box, a pressed button.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The same fields for the query of an address.
    #[must_use]
    pub fn query(&self) -> String {
        let encode = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        let pairs: Vec<String> = self.0.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
        pairs.join("&")
    }

    /// The form as it was sent, with the sentences beside the fields at fault, to be shown again. Secrets are
    /// not sent back.
    #[must_use]
    pub fn filled(&self, errors: &FieldErrors) -> ui::Filled {
        let shown =
            self.0.iter().filter(|(name, _)| !name.contains("mot_de_passe") && name != crate::csrf::FIELD);
        let filled = shown.fold(ui::Filled::new(), |filled, (name, value)| filled.value(name, value));
        errors.iter().fold(filled, |filled, (name, sentence)| filled.error(name, sentence))
    }

    /// Starts reading nouns out of the fields.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader { fields: self, errors: FieldErrors::default() }
    }
}

/// Reads nouns out of fields and keeps the sentence of each one that is not readable.
pub struct Reader<'a> {
    fields: &'a Fields,
    errors: FieldErrors,
}

impl Reader<'_> {
    /// A field that must be filled and readable.
    pub fn required<T: FromStr<Err: Display + 'static> + 'static>(&mut self, name: &str) -> Option<T> {
        if self.fields.has(name) {
            self.optional(name)
        } else {
            self.errors.add(name, "Ce champ est obligatoire.");
            None
        }
    }

    /// A field that may stay empty. A day is read as a browser sends it (2026-03-14) or as people type it (14/03/2026).
    pub fn optional<T: FromStr<Err: Display + 'static> + 'static>(&mut self, name: &str) -> Option<T> {
        let text = self.fields.get(name);
        if text.is_empty() {
            return None;
        }
        read(text).map_err(|sentence| self.errors.add(name, sentence)).ok()
    }

    /// Adds a sentence about `name`.
    pub fn refuse(&mut self, name: &str, sentence: impl Display) {
        self.errors.add(name, sentence);
    }

    /// A value, or the faults of the noun that refused it.
    pub fn keep<T>(&mut self, read: Result<T, impl Into<Refuses>>) -> Option<T> {
        read.map_err(|refuses| self.errors.take(refuses.into())).ok()
    }

    /// Ends the reading: what was read, unless a field is at fault.
    ///
    /// # Errors
    /// The sentences, by field.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, FieldErrors> {
        match read {
            Some(read) if self.errors.is_empty() => Ok(read),
            _ => Err(self.errors),
        }
    }
}

/// A noun out of a text, or a French sentence: days and whole numbers come from libraries whose words are English.
fn read<T: FromStr<Err: Display + 'static> + 'static>(text: &str) -> Result<T, String> {
    let came = || text.chars().take(40).collect::<String>();
    if TypeId::of::<T>() == TypeId::of::<Date>() {
        let read: Option<Box<dyn Any>> = day(text).map(|day| Box::new(day) as Box<dyn Any>);
        return read.and_then(|day| day.downcast::<T>().ok()).map(|day| *day).ok_or_else(|| {
            format!("«\u{a0}{}\u{a0}» n’est pas une date\u{a0}: écrire par exemple 14/03/2026.", came())
        });
    }
    text.parse().map_err(|error: T::Err| {
        if TypeId::of::<T::Err>() == TypeId::of::<ParseIntError>() {
            format!("«\u{a0}{}\u{a0}» n’est pas un nombre accepté ici\u{a0}: écrire un nombre entier, par exemple 12.", came())
        } else {
            error.to_string()
        }
    })
}

fn day(text: &str) -> Option<Date> {
    let typed = |text: &str| {
        let mut parts = text.split(['/', '.', ' ']).map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        (parts.next().is_none() && date.year() >= 1000).then_some(date)
    };
    text.parse().ok().or_else(|| typed(text))
}

impl FieldErrors {
    /// One sentence about one field.
    #[must_use]
    pub fn one(name: &str, sentence: impl Display) -> Self {
        let mut errors = Self::default();
        errors.add(name, sentence);
        errors
    }

    /// Adds a sentence; the first about a field stays.
    pub fn add(&mut self, name: &str, sentence: impl Display) {
        self.0.entry(name.to_owned()).or_insert_with(|| sentence.to_string());
    }

    fn take(&mut self, refuses: Refuses) {
        refuses.0.into_iter().for_each(|one| self.add(one.champ, one.pourquoi));
    }

    /// The sentence beside `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether no field is at fault.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fields and sentences.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, sentence)| (name.as_str(), sentence.as_str()))
    }
}

impl From<Refuses> for FieldErrors {
    fn from(refuses: Refuses) -> Self {
        let mut errors = Self::default();
        errors.take(refuses);
        errors
    }
}

impl From<Refus> for FieldErrors {
    fn from(refus: Refus) -> Self {
        Refuses::from(refus).into()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    /// The body of a POST, the query of a GET.
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if request.method() == axum::http::Method::GET {
            return Ok(Self::parse(request.uri().query().unwrap_or_default()));
        }
        let body: Bytes = to_bytes(request.into_body(), LIMIT).await.map_err(|_| {
            Problem::new(413, "formulaire-trop-long", "Le formulaire reçu dépasse 2 Mo.")
                .detail("Envoyez moins de lignes à la fois.")
        })?;
        Ok(Self::parse(&String::from_utf8_lossy(&body)))
    }
}
