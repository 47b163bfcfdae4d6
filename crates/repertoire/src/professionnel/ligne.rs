use extractions::Champ;
use identifiants::CommuneCode;
use jiff::civil::Date;

/// A line of the directory, as the base keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// Its number in the base.
    pub id: i64,
    /// Number of the person.
    pub idnps: String,
    /// Commune of today.
    pub commune: Option<CommuneCode>,
    /// The file where its person no longer stands.
    pub absente_du: Option<Date>,
    /// Canonical text.
    pub texte: String,
}

/// The columns of a line of activity.
pub(crate) struct Champs<'a>([&'a str; COUNT]);

/// Columns of the file of activities.
const COUNT: usize = 56;

impl<'a> Champs<'a> {
    /// Splits a canonical text; what is missing is empty.
    pub(crate) fn of(texte: &'a str) -> Self {
        let mut fields = [""; COUNT];
        for (field, part) in fields.iter_mut().zip(texte.split('|')) {
            *field = part;
        }
        Self(fields)
    }

    /// A column, without spaces around it.
    pub(crate) fn get(&self, champ: Champ) -> &'a str {
        self.0.get(champ as usize).copied().unwrap_or_default().trim()
    }

    /// A column that may be empty.
    pub(crate) fn maybe(&self, champ: Champ) -> Option<&'a str> {
        Some(self.get(champ)).filter(|text| !text.is_empty())
    }
}

/// Words separated by one space.
pub(crate) fn clean(parts: &[&str]) -> String {
    let words = parts.iter().flat_map(|part| part.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
