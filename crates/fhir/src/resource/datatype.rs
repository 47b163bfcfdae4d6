use serde_json::Value;

use super::{More, Text, element};
use crate::date::{DateTime, Instant};

element! {
    /// What is said about a resource: its profiles, its security labels.
    Meta {
        /// When the server last changed it.
        last_updated: Option<Instant>,
        /// Where it comes from (URI).
        source: Option<Text>,
        /// Canonical addresses of the profiles that it follows.
        profile: Vec<Text>,
        /// Labels: for a slot, who may see it.
        security: Vec<Coding>,
    }
}

element! {
    /// A code of a code system.
    Coding {
        /// The code system (URI).
        system: Option<Text>,
        /// The code in it.
        code: Option<Text>,
        /// Words for people.
        display: Option<Text>,
    }
}

element! {
    /// A notion: codes, or words when it has none.
    CodeableConcept {
        /// Extensions, among them the service of a CPTS (`Slot.serviceType`).
        extension: Vec<Extension>,
        /// The same notion in one or several code systems.
        coding: Vec<Coding>,
        /// Words for people.
        text: Option<Text>,
    }
}

element! {
    /// A number given by somebody.
    Identifier {
        /// `usual`, `official`, `temp`, `secondary`, `old`.
        r#use: Option<Text>,
        /// What kind of number.
        r#type: Option<CodeableConcept>,
        /// Who gives it (URI).
        system: Option<Text>,
        /// The number.
        value: Option<Text>,
    }
}

element! {
    /// Another resource: by its address, by its number, or both.
    Reference {
        /// `Type/id`, absolute address, or `#id` of a contained resource.
        reference: Option<Text>,
        /// A number that finds it.
        identifier: Option<Box<Identifier>>,
        /// Words for people.
        display: Option<Text>,
    }
}

element! {
    /// A person's name.
    HumanName {
        /// `official`, `usual`…
        r#use: Option<Text>,
        /// The whole name.
        text: Option<Text>,
        /// Family name.
        family: Option<Text>,
        /// Given names; null stands for one that only an extension describes.
        given: Vec<Option<Text>>,
        /// Titles before the name.
        prefix: Vec<Option<Text>>,
        /// Titles after the name.
        suffix: Vec<Option<Text>>,
    }
}

element! {
    /// Telephone, e-mail, page.
    ContactPoint {
        /// `phone`, `email`, `fax`, `url`…
        system: Option<Text>,
        /// The number or address.
        value: Option<Text>,
        /// `work`, `mobile`…
        r#use: Option<Text>,
    }
}

element! {
    /// A postal address.
    Address {
        /// Street lines; null stands for one that only an extension describes.
        line: Vec<Option<Text>>,
        /// Town.
        city: Option<Text>,
        /// Post code.
        postal_code: Option<Text>,
        /// Country.
        country: Option<Text>,
    }
}

element! {
    /// From when to when, either end open.
    Period {
        /// First moment.
        start: Option<DateTime>,
        /// Last moment.
        end: Option<DateTime>,
    }
}

/// What a profile adds: an address that says what it is, and a value kept as JSON (`valueReference`, `valueCoding`…).
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Extension {
    /// Canonical address of the extension.
    pub url: Text,
    /// Its value, under the name that says its type.
    #[serde(flatten)]
    pub more: More,
}

impl Coding {
    /// A code of a system, without words.
    #[must_use]
    pub fn of(system: impl Into<Text>, code: impl Into<Text>) -> Self {
        Self { system: Some(system.into()), code: Some(code.into()), ..Self::default() }
    }

    /// Whether it is this code of this system.
    #[must_use]
    pub fn is(&self, system: &str, code: &str) -> bool {
        self.system.as_deref() == Some(system) && self.code.as_deref() == Some(code)
    }
}

impl From<Coding> for CodeableConcept {
    fn from(coding: Coding) -> Self {
        Self { coding: vec![coding], ..Self::default() }
    }
}

impl CodeableConcept {
    /// A notion that has no code.
    #[must_use]
    pub fn text(words: impl Into<Text>) -> Self {
        Self { text: Some(words.into()), ..Self::default() }
    }

    /// Its code in a system.
    #[must_use]
    pub fn code(&self, system: &str) -> Option<&str> {
        let of_system = |one: &&Coding| one.system.as_deref() == Some(system);
        self.coding.iter().find(of_system)?.code.as_deref()
    }
}

impl Reference {
    /// By address.
    #[must_use]
    pub fn to(address: impl Into<Text>) -> Self {
        Self { reference: Some(address.into()), ..Self::default() }
    }

    /// By number only.
    #[must_use]
    pub fn numbered(identifier: Identifier) -> Self {
        Self { identifier: Some(Box::new(identifier)), ..Self::default() }
    }
}

impl Extension {
    /// An extension whose value is `value`, named `name` (`valueReference`, `valueCode`…).
    #[must_use]
    pub fn new(url: impl Into<Text>, name: &str, value: Value) -> Self {
        Self { url: url.into(), more: More::from_iter([(name.to_owned(), value)]) }
    }
}
