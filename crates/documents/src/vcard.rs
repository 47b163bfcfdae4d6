//! Contacts for phones and mail programs.
//!
//! vCard 3.0 (RFC 2426) rather than 4.0 (RFC 6350): iOS, Android, Google Contacts and Thunderbird read both, Outlook
//! and older phones only 3.0. What is used here (escapes, folding at 75 octets, CRLF, UTF-8) is the same in both.

use crate::lines::{escaped, line, uri};
use jiff::civil::Date;

/// A contact. What is empty or `None` is left out.
#[derive(Clone, Debug)]
pub struct Card {
    /// Who it is.
    pub name: CardName,
    /// What stands before the name: « Dr ».
    pub prefix: Option<String>,
    /// Profession: « Infirmière ».
    pub title: Option<String>,
    /// Part played in the organisation: « Référente du parcours ».
    pub role: Option<String>,
    /// Where the person works.
    pub organisation: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// Web page.
    pub url: Option<String>,
    /// Free words.
    pub note: Option<String>,
    /// A stable identifier, so that a second import replaces the first.
    pub uid: Option<String>,
    /// The day of the last change.
    pub revised: Option<Date>,
}

/// Who a contact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardName {
    /// A person.
    Person {
        /// Family name.
        family: String,
        /// Given name.
        given: String,
    },
    /// A place or a body.
    Organisation(String),
}

/// A telephone number, as it is to be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// What it reaches.
    pub line: Line,
    /// The number.
    pub number: String,
}

/// What a telephone number reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The place of work.
    Work,
    /// A mobile telephone.
    Mobile,
    /// A fax machine.
    Fax,
    /// The home.
    Home,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Number, street, building.
    pub street: String,
    /// « 12230 »
    pub postcode: String,
    /// Commune.
    pub city: String,
    /// « France »; may be empty.
    pub country: String,
}

impl Card {
    /// A person.
    #[must_use]
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Self::named(CardName::Person { family: family.into(), given: given.into() })
    }

    /// A place or a body.
    #[must_use]
    pub fn organisation(name: impl Into<String>) -> Self {
        Self::named(CardName::Organisation(name.into()))
    }

    fn named(name: CardName) -> Self {
        let (phones, emails, addresses) = (Vec::new(), Vec::new(), Vec::new());
        let (prefix, title, role, organisation) = (None, None, None, None);
        let (url, note, uid, revised) = (None, None, None, None);
        Self { name, prefix, title, role, organisation, phones, emails, addresses, url, note, uid, revised }
    }
}

/// The contacts as one file.
#[must_use]
pub fn vcard(cards: &[Card]) -> String {
    let mut out = String::new();
    for card in cards {
        one(card, &mut out);
    }
    out
}

fn one(card: &Card, out: &mut String) {
    line(out, "BEGIN:VCARD");
    line(out, "VERSION:3.0");
    name(card, out);
    let plain = [("TITLE", &card.title), ("ROLE", &card.role), ("NOTE", &card.note), ("UID", &card.uid)];
    for (property, value) in plain {
        if let Some(value) = value.as_deref().filter(|value| !value.trim().is_empty()) {
            line(out, &format!("{property}:{}", escaped(value)));
        }
    }
    for phone in card.phones.iter().filter(|phone| !phone.number.trim().is_empty()) {
        let kind = match phone.line {
            Line::Work => "WORK,VOICE",
            Line::Mobile => "CELL,VOICE",
            Line::Fax => "WORK,FAX",
            Line::Home => "HOME,VOICE",
        };
        line(out, &format!("TEL;TYPE={kind}:{}", escaped(phone.number.trim())));
    }
    for email in card.emails.iter().filter(|email| !email.trim().is_empty()) {
        line(out, &format!("EMAIL;TYPE=INTERNET,WORK:{}", escaped(email.trim())));
    }
    for address in card.addresses.iter().filter(|address| **address != Address::default()) {
        let parts = ["", "", &address.street, &address.city, "", &address.postcode, &address.country];
        line(out, &format!("ADR;TYPE=WORK:{}", parts.map(escaped).join(";")));
    }
    if let Some(url) = card.url.as_deref().filter(|url| !url.trim().is_empty()) {
        line(out, &format!("URL:{}", uri(url)));
    }
    if let Some(day) = card.revised {
        line(out, &format!("REV:{day}T00:00:00Z"));
    }
    line(out, "END:VCARD");
}

fn name(card: &Card, out: &mut String) {
    let prefix = card.prefix.as_deref().unwrap_or_default();
    match &card.name {
        CardName::Person { family, given } => {
            let shown: Vec<&str> =
                [prefix, given, family].into_iter().filter(|part| !part.is_empty()).collect();
            line(out, &format!("N:{};{};;{};", escaped(family), escaped(given), escaped(prefix)));
            line(out, &format!("FN:{}", escaped(&shown.join(" "))));
            if let Some(organisation) = card.organisation.as_deref().filter(|name| !name.is_empty()) {
                line(out, &format!("ORG:{}", escaped(organisation)));
            }
        }
        CardName::Organisation(organisation) => {
            line(out, "N:;;;;");
            line(out, &format!("FN:{}", escaped(organisation)));
            let above = card.organisation.as_deref().unwrap_or_default();
            let above = if above.is_empty() { String::new() } else { format!(";{}", escaped(above)) };
            line(out, &format!("ORG:{}{above}", escaped(organisation)));
            // Phones of Apple then sort and show it as a company.
            line(out, "X-ABShowAs:COMPANY");
        }
    }
}
