//! Reads a case from JSON and says everything that is wrong with its shape at once.

mod valeurs;

use super::{Cas, Changement, IndicateurRealise, MissionCas, MontantContrat, Realisation};
use crate::Erreur;
use serde_json::{Map, Value};
use valeurs::{amount, bounds, came, day, days, flag, part, population, ratio, text, year};

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
    let (line, column) = (error.line(), error.column());
    let sentence = format!(
        "ce n’est pas du JSON lisible (ligne {line}, colonne {column})\u{a0}; un cas est un objet {{ … }}."
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
                let sentence = format!("{}\u{a0}; un objet {{ … }} est attendu.", came(value));
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
                let sentence = format!("{}\u{a0}; {expected}.", came(value));
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
                let sentence = format!("{}\u{a0}; une liste [ … ] est attendue.", came(other));
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
