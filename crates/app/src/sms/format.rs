//! What a gateway reads: JSON or a form, with places for the number, the words and the sender.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What the gateway wants to read, with `{to}`, `{text}` and `{from}` inside.
pub(super) enum Body {
    Json(Value),
    Form(Vec<(String, String)>),
}

impl Body {
    /// A JSON object, or the fields of a form (`To={to}&Body={text}`).
    pub(super) fn read(format: &str) -> Result<Self, String> {
        if !(format.contains("{to}") && format.contains("{text}")) {
            return Err("le format doit contenir {to} et {text}.".to_owned());
        }
        if format.trim_start().starts_with('{') {
            return serde_json::from_str(format)
                .map(Self::Json)
                .map_err(|error| format!("le format n’est pas du JSON ({error})."));
        }
        let pairs = format
            .split('&')
            .map(|pair| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())));
        pairs
            .collect::<Option<_>>()
            .map(Self::Form)
            .ok_or_else(|| "un champ du format n’a pas de valeur (nom=valeur).".to_owned())
    }

    /// The content type, and the body of one message.
    pub(super) fn fill(&self, to: &str, text: &str, from: &str) -> (&'static str, String) {
        let filled = |format: &str| fill_text(format, [("{to}", to), ("{text}", text), ("{from}", from)]);
        match self {
            Self::Json(value) => ("application/json", fill_json(value, &filled).to_string()),
            Self::Form(pairs) => {
                let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                let pairs = pairs
                    .iter()
                    .map(|(name, value)| format!("{}={}", encoded(name), encoded(&filled(value))));
                ("application/x-www-form-urlencoded", pairs.collect::<Vec<_>>().join("&"))
            }
        }
    }
}

/// One pass: what a person wrote is never read as a place to fill.
fn fill_text(format: &str, values: [(&str, &str); 3]) -> String {
    let (mut filled, mut rest) = (String::new(), format);
    while let Some((before, _)) = rest.split_once('{') {
        filled += before;
        rest = rest.get(before.len()..).unwrap_or_default();
        let place = values.iter().find(|(place, _)| rest.starts_with(place));
        let (used, value) = place.map_or(("{", "{"), |(place, value)| (*place, *value));
        filled += value;
        rest = rest.strip_prefix(used).unwrap_or_default();
    }
    filled + rest
}

fn fill_json(value: &Value, filled: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(place) => Value::String(filled(place)),
        Value::Array(items) => Value::Array(items.iter().map(|item| fill_json(item, filled)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, item)| (name.clone(), fill_json(item, filled))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}
