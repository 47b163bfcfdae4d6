use crate::champ::{Erreurs, Parts};
use std::fmt;
use std::str::FromStr;

/// The days of a week, as parts of a form.
pub const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
/// Most spans in a day.
const PLAGES: usize = 4;
/// Longest note, in characters.
const NOTE: usize = 300;
const MIDNIGHT: u16 = 24 * 60;

/// From one minute of the day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plage {
    debut: u16,
    fin: u16,
}

/// The spans of one day, in order, apart from each other; none when closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plages(Vec<Plage>);

/// Opening hours of a week, and what a week cannot say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Horaires {
    jours: [Plages; 7],
    note: String,
}

/// Why a text is not the hours of a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlagesError {
    /// Not hours at all.
    #[error("«\u{a0}{0}\u{a0}» ne se lit pas\u{a0}: écrivez par exemple 8h30-12h, 14h-19h.")]
    Illisible(String),
    /// An hour that no clock shows.
    #[error("«\u{a0}{0}\u{a0}» n’est pas une heure.")]
    Heure(String),
    /// The end is not after the beginning.
    #[error(
        "«\u{a0}{0}\u{a0}»\u{a0}: la fin doit venir après le début, le même jour (pour une nuit, utilisez la note)."
    )]
    Envers(String),
    /// Two spans overlap.
    #[error("Deux plages se chevauchent\u{a0}: {0}.")]
    Chevauchement(String),
    /// More than four.
    #[error("Quatre plages au plus par jour.")]
    Trop,
}

/// Small letters without spaces; every dash is `-`, every separator `,`.
fn normalised(text: &str) -> String {
    let compact: String = text.to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    let compact = compact.replace("puis", ",").replace("et", ",");
    let signs = compact.chars().map(|sign| match sign {
        '–' | '—' | '−' | 'à' | 'a' => '-',
        ';' | '/' | '+' => ',',
        other => other,
    });
    signs.collect()
}

fn minutes(text: &str) -> Option<u16> {
    let text = text.strip_prefix("de").unwrap_or(text);
    let (hours, rest) = text.split_once(['h', ':', '.']).unwrap_or((text, ""));
    let rest = rest.trim_end_matches("min");
    let number = |digits: &str| -> Option<u16> {
        ((1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse().ok())?
    };
    let (hours, rest) = (number(hours)?, if rest.is_empty() { 0 } else { number(rest)? });
    let total = hours * 60 + rest;
    (rest < 60 && total <= MIDNIGHT).then_some(total)
}

fn clock(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}h"),
        (hours, rest) => format!("{hours}h{rest:02}"),
    }
}

impl Plage {
    /// Minute of the day when it opens.
    #[must_use]
    pub const fn debut(self) -> u16 {
        self.debut
    }

    /// Minute of the day when it closes.
    #[must_use]
    pub const fn fin(self) -> u16 {
        self.fin
    }
}

impl fmt::Display for Plage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock(self.debut), clock(self.fin))
    }
}

impl FromStr for Plage {
    type Err = PlagesError;

    fn from_str(text: &str) -> Result<Self, PlagesError> {
        let compact = normalised(text);
        let short = || text.trim().chars().take(40).collect::<String>();
        let (from, to) = compact.split_once('-').ok_or_else(|| PlagesError::Illisible(short()))?;
        let debut = minutes(from).ok_or_else(|| PlagesError::Heure(from.chars().take(20).collect()))?;
        let fin = minutes(to).ok_or_else(|| PlagesError::Heure(to.chars().take(20).collect()))?;
        if fin > debut { Ok(Self { debut, fin }) } else { Err(PlagesError::Envers(short())) }
    }
}

impl Plages {
    /// The spans, in order.
    #[must_use]
    pub fn spans(&self) -> &[Plage] {
        &self.0
    }

    /// Whether the day is closed.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Plages {
    type Err = PlagesError;

    fn from_str(text: &str) -> Result<Self, PlagesError> {
        let compact = normalised(text);
        if compact.is_empty()
            || ["ferme", "fermé", "fermée", "-"].contains(&text.trim().to_lowercase().as_str())
        {
            return Ok(Self::default());
        }
        let spans = compact.split(',').filter(|span| !span.is_empty()).map(str::parse);
        let mut spans: Vec<Plage> = spans.collect::<Result<_, _>>()?;
        if spans.len() > PLAGES {
            return Err(PlagesError::Trop);
        }
        spans.sort_unstable();
        match spans.windows(2).find(|pair| pair[1].debut < pair[0].fin) {
            Some(pair) => Err(PlagesError::Chevauchement(format!("{} et {}", pair[0], pair[1]))),
            None => Ok(Self(spans)),
        }
    }
}

impl fmt::Display for Plages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, span) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            span.fmt(f)?;
        }
        Ok(())
    }
}

impl Horaires {
    pub(crate) fn read(parts: &Parts, erreurs: &mut Erreurs) -> Option<Self> {
        let mut horaires = Self { note: parts.get("note").to_owned(), ..Self::default() };
        if horaires.note.chars().count() > NOTE {
            erreurs.add("note", "300 caractères au plus.");
        }
        for (day, name) in horaires.jours.iter_mut().zip(JOURS) {
            *day = parts.optional(name, erreurs).unwrap_or_default();
        }
        let said = !horaires.note.is_empty() || horaires.jours.iter().any(|day| !day.is_closed());
        said.then_some(horaires)
    }

    pub(crate) fn parts(&self) -> Parts {
        let days = JOURS.iter().zip(&self.jours);
        days.fold(Parts::new(), |parts, (name, day)| parts.with(name, day)).with("note", &self.note)
    }

    /// Each day with its spans, from Monday.
    pub fn jours(&self) -> impl Iterator<Item = (&'static str, &Plages)> {
        JOURS.into_iter().zip(&self.jours)
    }

    /// What a week cannot say.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// « lundi au vendredi 8h30-12h, 14h-19h\u{a0}; samedi 9h-12h »: days that open alike are said together.
    #[must_use]
    pub fn en_mots(&self) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut from = 0;
        while let Some(plages) = self.jours.get(from) {
            let alike = self.jours[from..].iter().take_while(|other| *other == plages).count();
            let days = match alike {
                1 => JOURS[from].to_owned(),
                2 => format!("{} et {}", JOURS[from], JOURS[from + 1]),
                more => format!("{} au {}", JOURS[from], JOURS[from + more - 1]),
            };
            if !plages.is_closed() {
                said.push(format!("{days} {plages}"));
            }
            from += alike;
        }
        if !self.note.is_empty() {
            said.push(self.note.clone());
        }
        said.join("\u{a0}; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, PlagesError> {
        text.parse::<Plages>().map(|plages| plages.to_string())
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for text in [
            "8h30-12h, 14h-19h",
            "8:30-12:00;14:00-19:00",
            "de 8 h 30 à 12 h et de 14 h à 19 h",
            "14h–19h, 8h30 – 12h",
            "8.30-12 / 14-19",
        ] {
            assert_eq!(read(text), Ok("8h30-12h, 14h-19h".to_owned()), "{text}");
        }
        assert_eq!((read(" "), read("Fermé")), (Ok(String::new()), Ok(String::new())));
        assert_eq!(read("0h-24h"), Ok("0h-24h".to_owned()));
    }

    #[test]
    fn hours_that_cannot_be_are_refused_with_a_reason() {
        assert!(matches!(read("le matin"), Err(PlagesError::Illisible(_) | PlagesError::Heure(_))));
        assert!(matches!(read("8h-25h"), Err(PlagesError::Heure(_))));
        assert!(matches!(read("8h75-9h"), Err(PlagesError::Heure(_))));
        assert!(matches!(read("20h-8h"), Err(PlagesError::Envers(_))));
        assert!(matches!(read("8h-12h, 11h-14h"), Err(PlagesError::Chevauchement(_))));
        assert_eq!(read("1h-2h,3h-4h,5h-6h,7h-8h,9h-10h"), Err(PlagesError::Trop));
    }

    #[test]
    fn days_that_open_alike_are_said_together() {
        let week = JOURS[..5].iter().fold(Parts::new(), |parts, day| parts.with(day, "8h30-12h"));
        let week = week.with("samedi", "9h-12h").with("note", "Sur rendez-vous");
        let horaires = Horaires::read(&week, &mut Erreurs::default()).unwrap();
        let said = "lundi au vendredi 8h30-12h\u{a0}; samedi 9h-12h\u{a0}; Sur rendez-vous";
        assert_eq!(horaires.en_mots(), said);
        assert_eq!(horaires.parts(), week);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_is_read_again(text in "\\PC{0,30}|([0-2]?[0-9]h[0-5]?[0-9]?-[0-2]?[0-9]h, ?){0,5}") {
            if let Ok(plages) = text.parse::<Plages>() {
                prop_assert_eq!(plages.to_string().parse::<Plages>().unwrap(), plages);
            }
        }
    }
}
