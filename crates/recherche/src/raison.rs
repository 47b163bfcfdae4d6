//! Why a document was found, for the screen.

use std::fmt;

/// What a typed word met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Champ {
    /// The family name.
    Nom,
    /// The first name.
    Prenom,
    /// The name of a structure.
    Structure,
    /// A further word of the document.
    Autre,
    /// The commune.
    Commune,
    /// The profession.
    Profession,
    /// The specialty.
    Specialite,
}

/// How a typed word met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facon {
    /// Letter for letter, whatever the case.
    Exact,
    /// The same letters but for accents and ligatures, or an abbreviation (« st » for « saint »).
    SansAccent,
    /// The typed word begins it.
    Debut,
    /// The same letters, joined or split otherwise: « legoff », « LE GOFF ».
    Accole,
    /// At this many typing errors.
    Faute(u8),
    /// Another word for the same thing: « kiné ».
    Synonyme,
}

/// One reason why a document was found, or is not higher.
#[derive(Debug, Clone, PartialEq)]
pub enum Raison {
    /// Typed words and what they met.
    Mot {
        /// As typed.
        tape: String,
        /// As written in the directory.
        trouve: String,
        /// What it is in the document.
        champ: Champ,
        /// How it was met.
        facon: Facon,
    },
    /// A typed word that the document does not hold.
    Absent {
        /// As typed.
        tape: String,
    },
    /// How far the document is from the place asked for.
    Distance {
        /// Metres, straight line.
        metres: f64,
    },
}

impl Champ {
    fn named(self) -> &'static str {
        match self {
            Self::Nom => "nom",
            Self::Prenom => "prénom",
            Self::Structure => "structure",
            Self::Autre => "mention",
            Self::Commune => "commune",
            Self::Profession => "profession",
            Self::Specialite => "spécialité",
        }
    }

    fn beginning(self) -> &'static str {
        match self {
            Self::Nom => "début du nom",
            Self::Prenom => "début du prénom",
            Self::Structure => "début du nom de la structure",
            Self::Autre => "début de la mention",
            Self::Commune => "début de la commune",
            Self::Profession => "début de la profession",
            Self::Specialite => "début de la spécialité",
        }
    }
}

impl fmt::Display for Raison {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent { tape } => write!(out, "«\u{a0}{tape}\u{a0}»\u{a0}: non trouvé"),
            Self::Distance { metres } => write_distance(out, *metres),
            Self::Mot { tape, trouve, champ, facon } => {
                let lead = if *facon == Facon::Debut { champ.beginning() } else { champ.named() };
                write!(out, "«\u{a0}{tape}\u{a0}»\u{a0}: {lead} «\u{a0}{trouve}\u{a0}»")?;
                match facon {
                    Facon::Exact | Facon::Debut | Facon::Synonyme => Ok(()),
                    Facon::SansAccent => out.write_str(", à l’écriture près"),
                    Facon::Accole => out.write_str(", aux espaces près"),
                    Facon::Faute(0 | 1) => out.write_str(", à une lettre près"),
                    Facon::Faute(2) => out.write_str(", à deux lettres près"),
                    Facon::Faute(errors) => write!(out, ", à {errors} lettres près"),
                }
            }
        }
    }
}

fn write_distance(out: &mut fmt::Formatter<'_>, metres: f64) -> fmt::Result {
    if metres < 950.0 {
        write!(out, "à {:.0}\u{a0}m", (metres / 50.0).round() * 50.0)
    } else if metres < 9_950.0 {
        write!(out, "à {}\u{a0}km", format!("{:.1}", metres / 1000.0).replace('.', ","))
    } else {
        write!(out, "à {:.0}\u{a0}km", metres / 1000.0)
    }
}
