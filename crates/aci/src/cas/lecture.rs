//! Reads a case from JSON and says everything that is wrong with its shape at once.

use super::{Bornes, Cas, Changement, IndicateurRealise, MissionCas, MontantContrat, Part, Realisation};
use crate::{Erreur, Fraction, Montant};
use jiff::civil::Date;
use serde_json::{Map, Value};

impl Cas {
    /// Reads a case.
    ///
    /// # Errors
    /// Every sentence together: JSON that cannot be read, unknown or missing fields, values of another shape.
    pub fn read(json: &str) -> Result<Self, Vec<Erreur>> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        match serde_json::from_str(json) {
            Ok(value) => Self::from_value(&value),
            Err(error) => Err(vec![unreadable(&error)]),
        }
    }

    /// The same, from JSON already read.
    ///
    /// # Errors
    /// As [`Cas::read`].
    pub fn from_value(value: &Value) -> Result<Self, Vec<Erreur>> {
        let mut errors = Vec::new();
        let cas = Object::open(value, Place::Root, &mut errors).map(|mut object| {
            let cas = case(&mut object);
            object.close();
            cas
        });
        match (cas.flatten(), errors.is_empty()) {
            (Some(cas), true) => Ok(cas),
            _ => Err(errors),
        }
    }
}

/// The sentence for a text that is not JSON.
pub(crate) fn unreadable(error: &serde_json::Error) -> Erreur {
    let sentence = format!(
        "ce n’est pas du JSON lisible (ligne {}, colonne {})\u{a0}; un cas est un objet {{ … }}.",
        error.line(),
        error.column()
    );
    Erreur::new("cas", "json-illisible", sentence)
}

fn case(object: &mut Object) -> Option<Cas> {
    let population = object.required("population", population);
    let signed = object.required("signed", day);
    let version = object.optional("version", text);
    let bounds = object.optional("bounds", bounds).unwrap_or_default();
    let variable_prorated = object.optional("variable_prorated", flag).unwrap_or(true);
    let contract_amounts = object.list("contract_amounts", |one| {
        let component = one.required("component", text);
        let part = one.required("part", part);
        let eur = one.required("eur", amount);
        let from = one.optional("from", day);
        Some(MontantContrat { component: component?, part: part?, eur: eur?, from })
    });
    let missions = object.list("missions", |one| {
        let id = one.required("id", text);
        let started = one.optional("started", day);
        let plan_delivered = one.optional("plan_delivered", day);
        let plan_updates = one.optional("plan_updates", days);
        let crises = one.optional("crises", days).unwrap_or_default();
        Some(MissionCas { id: id?, started, plan_delivered, plan_updates, crises })
    });
    let achievements = object.list("achievements", achievement);
    let changes = object.list("changes", |one| {
        let date = one.required("date", day);
        let population = one.optional("population", self::population);
        let version = one.optional("version", text);
        Some(Changement { date: date?, population, version })
    });
    let as_of = object.optional("as_of", day);
    Some(Cas {
        population: population?,
        signed: signed?,
        version,
        bounds,
        variable_prorated,
        contract_amounts,
        missions,
        achievements,
        changes,
        as_of,
    })
}

fn achievement(one: &mut Object) -> Option<Realisation> {
    let mission = one.required("mission", text);
    let year = one.required("year", year);
    let indicators = one.list("indicators", |indicator| {
        let id = indicator.required("id", text);
        let label = indicator.optional("label", text);
        let weight = indicator.required("weight", ratio);
        let achievement = indicator.required("achievement", ratio);
        Some(IndicateurRealise { id: id?, label, weight: weight?, achievement: achievement? })
    });
    Some(Realisation { mission: mission?, year: year?, indicators })
}

/// A JSON object whose fields are taken one by one; what is left at the end is unknown.
struct Object<'a> {
    map: &'a Map<String, Value>,
    place: Place<'a>,
    taken: Vec<&'static str>,
    errors: &'a mut Vec<Erreur>,
}

/// Where an object stands; written only when something is wrong.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Item { parent: &'a Place<'a>, list: &'static str, at: usize },
}

impl Place<'_> {
    /// `missions[2].started`.
    fn field(&self, name: &str) -> String {
        match self {
            Self::Root => name.to_owned(),
            Self::Item { parent, list, at } => {
                let inside = format!("{list}[{at}]");
                let own = parent.field(&inside);
                if name.is_empty() { own } else { format!("{own}.{name}") }
            }
        }
    }
}

/// What is expected, when the value is something else.
type Shape<T> = fn(&Value) -> Result<T, String>;

impl<'a> Object<'a> {
    fn open(value: &'a Value, place: Place<'a>, errors: &'a mut Vec<Erreur>) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, place, taken: Vec::with_capacity(12), errors }),
            _ => {
                let field = match place {
                    Place::Root => "cas".to_owned(),
                    Place::Item { .. } => place.field(""),
                };
                let sentence = format!("{} est reçu\u{a0}; un objet {{ … }} est attendu.", came(value));
                errors.push(Erreur::new(field, "forme", sentence));
                None
            }
        }
    }

    fn field(&self, name: &str) -> String {
        self.place.field(name)
    }

    fn optional<T>(&mut self, name: &'static str, read: Shape<T>) -> Option<T> {
        self.taken.push(name);
        let value = self.map.get(name).filter(|value| !value.is_null())?;
        match read(value) {
            Ok(read) => Some(read),
            Err(expected) => {
                let sentence = format!("{} est reçu\u{a0}; {expected}.", came(value));
                self.errors.push(Erreur::new(self.field(name), "forme", sentence));
                None
            }
        }
    }

    fn required<T>(&mut self, name: &'static str, read: Shape<T>) -> Option<T> {
        if self.map.get(name).is_none_or(Value::is_null) {
            self.taken.push(name);
            let sentence = "ce champ manque.";
            self.errors.push(Erreur::new(self.field(name), "champ-manquant", sentence));
            return None;
        }
        self.optional(name, read)
    }

    fn list<T>(&mut self, name: &'static str, read: impl Fn(&mut Object) -> Option<T>) -> Vec<T> {
        self.taken.push(name);
        match self.map.get(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(lines)) => {
                let mut all = Vec::with_capacity(lines.len());
                for (at, line) in lines.iter().enumerate() {
                    let place = Place::Item { parent: &self.place, list: name, at };
                    if let Some(mut object) = Object::open(line, place, self.errors) {
                        all.extend(read(&mut object));
                        object.close();
                    }
                }
                all
            }
            Some(other) => {
                let sentence = format!("{} est reçu\u{a0}; une liste [ … ] est attendue.", came(other));
                self.errors.push(Erreur::new(self.field(name), "forme", sentence));
                Vec::new()
            }
        }
    }

    fn close(self) {
        for name in self.map.keys().filter(|name| !self.taken.contains(&name.as_str())) {
            let sentence =
                format!("ce champ n’existe pas\u{a0}; les champs connus sont {}.", self.taken.join(", "));
            self.errors.push(Erreur::new(self.field(name), "champ-inconnu", sentence));
        }
    }
}

/// What came, short enough for a sentence.
fn came(value: &Value) -> String {
    let text = match value {
        Value::Array(_) => return "une liste".to_owned(),
        Value::Object(_) => return "un objet".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let short: String = text.chars().take(40).collect();
    format!("«\u{a0}{short}{}\u{a0}»", if short.len() < text.len() { "…" } else { "" })
}

fn text(value: &Value) -> Result<String, String> {
    let expected = || "un texte est attendu".to_owned();
    let text = value.as_str().map(str::trim).ok_or_else(expected)?;
    if text.is_empty() { Err(expected()) } else { Ok(text.to_owned()) }
}

fn flag(value: &Value) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "true ou false est attendu".to_owned())
}

fn day(value: &Value) -> Result<Date, String> {
    let expected = || "un jour du calendrier est attendu, comme 2023-09-20".to_owned();
    let text = value.as_str().map(str::trim).ok_or_else(expected)?;
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| plain).ok_or_else(expected)
}

fn days(value: &Value) -> Result<Vec<Date>, String> {
    let expected = || "une liste de jours est attendue, comme [\"2025-07-01\"]".to_owned();
    value.as_array().ok_or_else(expected)?.iter().map(|one| day(one).map_err(|_| expected())).collect()
}

fn population(value: &Value) -> Result<u64, String> {
    let expected = || "un nombre entier d’habitants est attendu, comme 24000".to_owned();
    match value {
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(count), _) => Ok(count),
            (None, Some(_)) => Err("une population compte au moins un habitant".to_owned()),
            (None, None) => Err(expected()),
        },
        Value::String(text) => {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain).ok_or_else(expected)
        }
        _ => Err(expected()),
    }
}

fn year(value: &Value) -> Result<u8, String> {
    let expected = || "le rang d’une année de contrat est attendu\u{a0}: 1 pour la première".to_owned();
    value.as_u64().and_then(|year| u8::try_from(year).ok()).ok_or_else(expected)
}

fn bounds(value: &Value) -> Result<Bornes, String> {
    match value.as_str() {
        Some("lower-inclusive") => Ok(Bornes::LowerInclusive),
        Some("upper-inclusive") => Ok(Bornes::UpperInclusive),
        _ => Err("lower-inclusive ou upper-inclusive est attendu".to_owned()),
    }
}

fn part(value: &Value) -> Result<Part, String> {
    let known = || Part::ALL.map(Part::code).join(", ");
    value.as_str().and_then(Part::named).ok_or_else(|| format!("une part est attendue\u{a0}: {}", known()))
}

fn amount(value: &Value) -> Result<Montant, String> {
    let text = match value {
        Value::Number(number) if number.is_u64() => number.to_string(),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::String(text) => text.clone(),
        _ => return Err("un montant en euros est attendu, comme 87500 ou \"87 500,50 €\"".to_owned()),
    };
    text.parse().map_err(|error: crate::MontantIllisible| error.to_string().trim_end_matches('.').to_owned())
}

fn ratio(value: &Value) -> Result<Fraction, String> {
    let expected = || "un nombre est attendu, comme 0.75 ou \"3/4\"".to_owned();
    match value {
        Value::Number(number) => number.to_string().parse().map_err(|_| expected()),
        Value::String(text) => text.parse().map_err(|_| expected()),
        _ => Err(expected()),
    }
}
