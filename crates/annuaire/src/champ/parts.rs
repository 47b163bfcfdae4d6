use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// The inputs of one field as a form, a file or the database gives them: name of the part, text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts(BTreeMap<String, String>);

/// The sentence beside each part at fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erreurs(Vec<(&'static str, String)>);

impl Parts {
    /// Nothing typed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One text, for a field of one part.
    #[must_use]
    pub fn one(text: &str) -> Self {
        Self::new().with("valeur", text)
    }

    /// With one more part; nothing is kept of an empty one.
    #[must_use]
    pub fn with(mut self, part: &str, text: impl Display) -> Self {
        let text = text.to_string().trim().to_owned();
        if !text.is_empty() {
            self.0.insert(part.to_owned(), text);
        }
        self
    }

    /// The text of a part, empty when nothing was typed.
    #[must_use]
    pub fn get(&self, part: &str) -> &str {
        self.0.get(part).map_or("", String::as_str)
    }

    /// Whether nothing was typed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each part with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(part, text)| (part.as_str(), text.as_str()))
    }

    /// As the database keeps it: a JSON object of texts.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// What [`to_json`](Self::to_json) wrote.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    /// Reads a part that may stay empty.
    pub(crate) fn optional<T: FromStr<Err: Display>>(
        &self,
        part: &'static str,
        erreurs: &mut Erreurs,
    ) -> Option<T> {
        let text = self.get(part);
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|error: T::Err| erreurs.add(part, error)).ok()
    }

    /// Reads a part that must be filled.
    pub(crate) fn required<T: FromStr<Err: Display>>(
        &self,
        part: &'static str,
        erreurs: &mut Erreurs,
    ) -> Option<T> {
        if self.get(part).is_empty() {
            erreurs.add(part, "Ce champ est obligatoire.");
        }
        self.optional(part, erreurs)
    }
}

impl Erreurs {
    /// Adds a sentence about a part.
    pub(crate) fn add(&mut self, part: &'static str, phrase: impl Display) {
        if self.0.iter().all(|(known, _)| *known != part) {
            self.0.push((part, phrase.to_string()));
        }
    }

    /// Whether no part is at fault.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Parts and sentences.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(part, phrase)| (*part, phrase.as_str()))
    }
}

impl Display for Erreurs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let phrases: Vec<&str> = self.iter().map(|(_, phrase)| phrase).collect();
        f.write_str(&phrases.join(" "))
    }
}

impl std::error::Error for Erreurs {}
