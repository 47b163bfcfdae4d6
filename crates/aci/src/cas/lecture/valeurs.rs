//! The values of the fields of a case: each is read, or the sentence says what is expected.

use crate::cas::{Bornes, Part};
use crate::{Fraction, Montant};
use jiff::civil::Date;
use serde_json::Value;

/// What came, short enough for a sentence.
pub(super) fn came(value: &Value) -> String {
    let text = match value {
        Value::Array(_) => return "une liste est reçue".to_owned(),
        Value::Object(_) => return "un objet est reçu".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let short: String = text.chars().take(40).collect();
    format!("«\u{a0}{short}{}\u{a0}» est reçu", if short.len() < text.len() { "…" } else { "" })
}

pub(super) fn text(value: &Value) -> Result<String, String> {
    let expected = || "un texte est attendu".to_owned();
    let text = value.as_str().map(str::trim).ok_or_else(expected)?;
    if text.is_empty() { Err(expected()) } else { Ok(text.to_owned()) }
}

pub(super) fn flag(value: &Value) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "true ou false est attendu".to_owned())
}

pub(super) fn day(value: &Value) -> Result<Date, String> {
    let expected = || "un jour du calendrier est attendu, comme 2023-09-20".to_owned();
    let text = value.as_str().map(str::trim).ok_or_else(expected)?;
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| plain).ok_or_else(expected)
}

pub(super) fn days(value: &Value) -> Result<Vec<Date>, String> {
    let expected = || "une liste de jours est attendue, comme [\"2025-07-01\"]".to_owned();
    let all = value.as_array().ok_or_else(expected)?.iter().enumerate();
    all.map(|(at, one)| {
        day(one).map_err(|expected| format!("au rang {}, {}\u{a0}: {expected}", at + 1, came(one)))
    })
    .collect()
}

pub(super) fn population(value: &Value) -> Result<u64, String> {
    let expected = || "un nombre entier d’habitants est attendu, comme 24000".to_owned();
    match value {
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(count), _) => Ok(count),
            (None, Some(_)) => Err("une population compte au moins un habitant".to_owned()),
            (None, None) => {
                let text = number.to_string();
                text.strip_suffix(".0").and_then(|whole| whole.parse().ok()).ok_or_else(expected)
            }
        },
        Value::String(text) => {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain).ok_or_else(expected)
        }
        _ => Err(expected()),
    }
}

pub(super) fn year(value: &Value) -> Result<u8, String> {
    let expected = || "le rang d’une année de contrat est attendu\u{a0}: 1 pour la première".to_owned();
    value.as_u64().and_then(|year| u8::try_from(year).ok()).ok_or_else(expected)
}

pub(super) fn bounds(value: &Value) -> Result<Bornes, String> {
    match value.as_str() {
        Some("lower-inclusive") => Ok(Bornes::LowerInclusive),
        Some("upper-inclusive") => Ok(Bornes::UpperInclusive),
        _ => Err("lower-inclusive ou upper-inclusive est attendu".to_owned()),
    }
}

pub(super) fn part(value: &Value) -> Result<Part, String> {
    let known = || Part::ALL.map(Part::code).join(", ");
    value.as_str().and_then(Part::named).ok_or_else(|| format!("une part est attendue\u{a0}: {}", known()))
}

pub(super) fn amount(value: &Value) -> Result<Montant, String> {
    let text = match value {
        Value::Number(number) if number.is_u64() => number.to_string(),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    text.parse().map_err(|error: crate::MontantIllisible| error.attendu().to_owned())
}

pub(super) fn ratio(value: &Value) -> Result<Fraction, String> {
    let expected = || "un nombre est attendu, comme 0.75 ou \"3/4\"".to_owned();
    match value {
        Value::Number(number) => number.to_string().parse().map_err(|_| expected()),
        Value::String(text) => text.parse().map_err(|_| expected()),
        _ => Err(expected()),
    }
}
