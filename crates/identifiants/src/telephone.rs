use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// Telephone number: French (ten digits, in metropolitan France or overseas), French short (3 6 2 4, 116 117), or
/// foreign (« + » and its country code). One number has one form, however it was typed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telephone(Box<str>);

/// The text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} n’est pas un numéro de téléphone\u{a0}: écrivez par exemple 04 71 00 00 00.")]
pub struct TelephoneError(String);

/// Country code of metropolitan France.
const METROPOLE: &str = "33";

/// Beginnings of national numbers, without their 0, and the country code that they are called with from elsewhere
/// (plan national de numérotation, ARCEP).
const OUTRE_MER: [(&str, &[&str]); 4] = [
    ("262", &["262", "263", "269", "639", "692", "693", "9398", "9399", "9479", "9762", "9763", "9769"]),
    ("590", &["590", "598", "690", "691", "7090", "9395", "9475", "9760", "9761", "9768"]),
    ("594", &["594", "694", "9396", "9476"]),
    ("596", &["596", "696", "697", "9397", "9477", "9766", "9767"]),
];

impl Telephone {
    /// The number as networks write it, « +33471000000 »; none for a short number.
    #[must_use]
    pub fn e164(&self) -> Option<String> {
        match self.0.strip_prefix('0') {
            Some(national) => Some(format!("+{}{national}", country_code(national))),
            None => self.is_foreign().then(|| self.0.to_string()),
        }
    }

    /// Whether a text message may reach it: a French mobile, or a foreign number, of which the plan is not known here.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with("06") || self.0.starts_with("07") || self.is_foreign()
    }

    /// The last two digits, for a reader who must recognise the number without learning it.
    #[must_use]
    pub fn fin(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(2)..).unwrap_or_default()
    }

    fn is_foreign(&self) -> bool {
        self.0.starts_with('+')
    }
}

/// Country code of a French national number given without its 0.
fn country_code(national: &str) -> &'static str {
    let overseas =
        OUTRE_MER.iter().find(|(_, starts)| starts.iter().any(|start| national.starts_with(start)));
    overseas.map_or(METROPOLE, |(code, _)| code)
}

/// Ten digits, the second of which is not 0.
fn is_national(digits: &str) -> bool {
    digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00")
}

/// Numbers of four digits (36 24) and of six (116 117) that people do publish; emergency numbers are nobody's.
fn is_short(digits: &str) -> bool {
    match digits.len() {
        4 => digits.starts_with('3') || digits.starts_with("10"),
        6 => digits.starts_with("116") || digits.starts_with("118"),
        _ => false,
    }
}

/// The one form of an international number given without its « + »: national when it is French.
fn from_international(digits: &str) -> Option<String> {
    if let Some(rest) = digits.strip_prefix(METROPOLE) {
        // « +33 (0)4 71… » is often written.
        let national = format!("0{}", rest.strip_prefix('0').unwrap_or(rest));
        return is_national(&national).then_some(national);
    }
    for (code, _) in OUTRE_MER {
        let Some(rest) = digits.strip_prefix(code) else { continue };
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        if rest.len() == 9 && country_code(rest) == code {
            return Some(format!("0{rest}"));
        }
    }
    ((7..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

impl FromStr for Telephone {
    type Err = TelephoneError;

    /// Spaces, dots, dashes, slashes and brackets between digits are accepted; a French number may come with its country code.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || TelephoneError(quoted(text));
        let text = text.trim();
        let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
        if !rest.chars().all(|c| c.is_ascii_digit() || " .-/()\u{a0}\u{202f}".contains(c)) {
            return Err(fail());
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        let international = if plus { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        let number = match international {
            Some(digits) => from_international(digits),
            None => (is_national(&digits) || is_short(&digits)).then_some(digits),
        };
        number.map(|number| Self(number.into())).ok_or_else(fail)
    }
}

/// How many digits the country code takes (ITU-T E.164).
fn code_length(digits: &str) -> usize {
    const OF_TWO: [&str; 43] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95",
    ];
    if digits.starts_with(['1', '7']) {
        1
    } else if digits.starts_with("98") || OF_TWO.iter().any(|code| digits.starts_with(code)) {
        2
    } else {
        3
    }
}

impl fmt::Display for Telephone {
    /// « 04 71 00 00 00 », « 36 24 », « 116 117 », « +41 223456789 ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = if self.0.len() == 6 { 3 } else { 2 };
        let text = match self.0.strip_prefix('+') {
            Some(digits) => {
                let (code, rest) = digits.split_at(code_length(digits).min(digits.len()));
                format!("+{code} {rest}")
            }
            None => (0..self.0.len())
                .step_by(group)
                .filter_map(|i| self.0.get(i..i + group))
                .collect::<Vec<_>>()
                .join(" "),
        };
        f.pad(&text)
    }
}

impl fmt::Debug for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

serde_as_text!(Telephone);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<(String, Option<String>, bool)> {
        let number = text.parse::<Telephone>().ok()?;
        Some((number.to_string(), number.e164(), number.is_mobile()))
    }

    fn number(shown: &str, e164: &str, mobile: bool) -> Option<(String, Option<String>, bool)> {
        Some((shown.to_owned(), Some(e164.to_owned()), mobile))
    }

    #[test]
    fn french_numbers_are_one_however_they_are_typed() {
        let expected = number("04 71 00 00 00", "+33471000000", false);
        for text in [
            "0471000000",
            "04.71.00.00.00",
            "04\u{a0}71 00-00/00",
            "+33 4 71 00 00 00",
            "+33 (0)4 71 00 00 00",
            "0033471000000",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("07 55 00 00 12"), number("07 55 00 00 12", "+33755000012", true));
    }

    #[test]
    fn overseas_numbers_keep_their_own_country_code() {
        for (text, e164, mobile) in [
            ("06 92 12 34 56", "+262692123456", true),
            ("+262 639 12 34 56", "+262639123456", true),
            ("0262 12 34 56", "+262262123456", false),
            ("00 590 690 12 34 56", "+590690123456", true),
            ("0594 12 34 56", "+594594123456", false),
            ("+596 696 12 34 56", "+596696123456", true),
        ] {
            let (shown, network, texted) = read(text).unwrap();
            assert_eq!((network.as_deref(), texted), (Some(e164), mobile), "{text}");
            assert!(shown.starts_with('0') && shown.len() == 14, "{shown}");
        }
    }

    #[test]
    fn foreign_and_short_numbers_are_kept() {
        assert_eq!(read("+41 22 345 67 89"), number("+41 223456789", "+41223456789", true));
        assert_eq!(read("00 352 12 34 56"), number("+352 123456", "+352123456", true));
        assert_eq!(read("3624"), Some(("36 24".to_owned(), None, false)));
        assert_eq!(read("116 117"), Some(("116 117".to_owned(), None, false)));
    }

    #[test]
    fn what_is_no_number_is_quoted() {
        for text in
            ["", "12", "15", "047100000", "=HYPERLINK(1)", "04 71 00 00 00 poste 2", "+33 4 71", "4+3"]
        {
            assert!(text.parse::<Telephone>().is_err(), "{text}");
        }
        let said = "12".parse::<Telephone>().unwrap_err().to_string();
        assert_eq!(
            said,
            "«\u{a0}12\u{a0}» n’est pas un numéro de téléphone\u{a0}: écrivez par exemple 04 71 00 00 00."
        );
    }

    #[test]
    fn only_the_end_of_a_number_is_told() {
        assert_eq!("06 12 34 56 78".parse::<Telephone>().unwrap().fin(), "78");
    }

    proptest! {
        #[test]
        fn what_is_shown_and_what_is_dialled_are_the_same_number(text in "(0|\\+|00)?[0-9 ]{4,18}") {
            if let Ok(number) = text.parse::<Telephone>() {
                prop_assert_eq!(number.to_string().parse::<Telephone>().unwrap(), number.clone());
                if let Some(dialled) = number.e164() {
                    prop_assert!(dialled.len() <= 16);
                    prop_assert_eq!(dialled.parse::<Telephone>().unwrap(), number);
                }
            }
        }
    }
}
