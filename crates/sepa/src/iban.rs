use std::fmt;
use std::str::FromStr;

use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};

use crate::pays::{AUTRES, Pays, sepa, territoire_de};

/// Account number of a country of SEPA (ISO 13616), its key checked.
///
/// `Display` and `Debug` show it masked: the whole number leaves through [`Iban::electronique`] and
/// [`Iban::lisible`] only.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iban(iban::Iban);

/// Why a text is not an IBAN that can be paid; no sentence repeats the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Nothing was typed.
    #[error("Il manque l’IBAN.")]
    Vide,
    /// Neither a letter nor a digit.
    #[error(
        "Le caractère «\u{a0}{0}\u{a0}» n’a pas sa place dans un IBAN\u{a0}: lettres sans accent et chiffres seulement."
    )]
    Signe(char),
    /// Does not open with two letters and two digits.
    #[error("Un IBAN commence par les deux lettres d’un pays et deux chiffres, par exemple FR76.")]
    Debut,
    /// Letters that no IBAN opens with.
    #[error("Aucun pays connu n’a d’IBAN qui commence par {0}.")]
    PaysInconnu(String),
    /// Letters of a territory whose accounts carry those of another country.
    #[error("{nom}\u{a0}: les IBAN de ce territoire commencent par {iban}, pas par {code}.")]
    Territoire {
        /// Its two letters.
        code: &'static str,
        /// Its name.
        nom: &'static str,
        /// Letters that open its IBANs.
        iban: &'static str,
    },
    /// A country that has IBANs and is not in SEPA.
    #[error(
        "Un IBAN qui commence par {0} est hors de l’espace SEPA\u{a0}: ce compte ne peut pas recevoir de virement SEPA."
    )]
    HorsSepa(String),
    /// Too short or too long for its country.
    #[error(
        "Un IBAN qui commence par {code} ({pays}) a {attendu}\u{a0}caractères\u{202f}; celui-ci en a {recu}."
    )]
    Longueur {
        /// Its two letters.
        code: &'static str,
        /// Name of the country.
        pays: &'static str,
        /// Signs of an IBAN of this country.
        attendu: usize,
        /// Signs that came.
        recu: usize,
    },
    /// The two digits after the country do not fit the rest.
    #[error("La clé de cet IBAN est fausse\u{a0}: un caractère a dû être mal recopié.")]
    Cle,
    /// A letter where the country has digits, or the reverse.
    #[error(
        "Un IBAN qui commence par {code} ({pays}) n’a pas cette forme\u{a0}: une lettre y tient la place d’un chiffre, ou l’inverse."
    )]
    Forme {
        /// Its two letters.
        code: &'static str,
        /// Name of the country.
        pays: &'static str,
    },
}

impl Iban {
    /// « FR7630006000011234567890189 »: the whole number, for the bank and for storage.
    #[must_use]
    pub fn electronique(&self) -> &str {
        self.0.electronic_str()
    }

    /// « FR76 3000 6000 0112 3456 7890 189 »: the whole number, in fours, for its owner.
    #[must_use]
    pub fn lisible(&self) -> String {
        self.0.to_string()
    }

    /// « FR76 •••• 0189 »: enough to recognise the account, not enough to pay.
    #[must_use]
    pub fn masque(&self) -> String {
        let whole = self.electronique();
        format!("{} •••• {}", &whole[..4], &whole[whole.len() - 4..])
    }

    /// « FR »: the two letters of the country.
    #[must_use]
    pub fn pays(&self) -> &str {
        self.0.country_code()
    }

    /// « France »: its name.
    #[must_use]
    pub fn nom_du_pays(&self) -> &'static str {
        sepa(self.pays()).map_or("", |pays| pays.nom)
    }
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Spaces, dashes, dots, lower case and a leading « IBAN » are accepted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact = compact(text)?;
        let pays = country(&compact)?;
        if compact.len() != pays.longueur {
            let (attendu, recu) = (pays.longueur, compact.len());
            return Err(IbanError::Longueur { code: pays.code, pays: pays.nom, attendu, recu });
        }
        compact.parse().map(Self).map_err(|error| match error {
            ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum } => IbanError::Cle,
            ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidFormat } => IbanError::Debut,
            ParseIbanError::InvalidBban(_) => IbanError::Forme { code: pays.code, pays: pays.nom },
            ParseIbanError::UnknownCountry(_) => IbanError::PaysInconnu(pays.code.to_owned()),
        })
    }
}

/// Capital letters and digits only.
fn compact(text: &str) -> Result<String, IbanError> {
    let kept = text.chars().filter(|sign| !is_spacing(*sign));
    let upper: String = kept.map(|sign| sign.to_ascii_uppercase()).collect();
    let number = upper.strip_prefix("IBAN").unwrap_or(&upper).trim_start_matches(':');
    match number.chars().find(|sign| !sign.is_ascii_alphanumeric()) {
        Some(sign) => Err(IbanError::Signe(sign)),
        None if number.is_empty() => Err(IbanError::Vide),
        None => Ok(number.to_owned()),
    }
}

/// What people and their documents put between the groups, the invisible signs of copied text included.
fn is_spacing(sign: char) -> bool {
    let dash = matches!(sign, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let invisible = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}');
    sign.is_whitespace() || dash || invisible
}

/// The country of SEPA that the number opens with.
fn country(number: &str) -> Result<&'static Pays, IbanError> {
    let bytes = number.as_bytes();
    let letters = bytes.iter().take(2).all(u8::is_ascii_alphabetic);
    let digits = bytes.iter().skip(2).take(2).all(u8::is_ascii_digit);
    let code = number.get(..2).filter(|_| bytes.len() >= 4 && letters && digits).ok_or(IbanError::Debut)?;
    if let Some(one) = territoire_de(code) {
        return Err(IbanError::Territoire { code: one.code, nom: one.nom, iban: one.iban });
    }
    sepa(code).ok_or_else(|| {
        let code = code.to_owned();
        if AUTRES.contains(&code.as_str()) { IbanError::HorsSepa(code) } else { IbanError::PaysInconnu(code) }
    })
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masque())
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masque())
    }
}
