//! The signs that banks accept, and how a text becomes them.
//!
//! Letters without accents, digits, space and `/ - ? : ( ) . , ' +` (EPC217-08). Substitutes of other signs follow the
//! same document (recalled); other writings are transliterated by `any_ascii`.

/// Longest name of a holder, in signs.
pub const NOM: usize = 70;
/// Longest free text of a transfer, in signs.
pub const MOTIF: usize = 140;
/// Longest identifier, in signs.
pub const IDENTIFIANT: usize = 35;

/// Nothing of the text can be written for a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Aucune lettre et aucun chiffre de ce texte ne peut être écrit pour une banque.")]
pub struct Illisible;

/// The sign goes to banks as it is.
#[must_use]
pub fn accepte(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, ' ' | '/' | '-' | '?' | ':' | '(' | ')' | '.' | ',' | '\'' | '+')
}

/// The text as banks read it, at most `max` signs: « Œuvre d’Éléonore & fils » gives `Oeuvre d'Eleonore + fils`.
///
/// Never starts or ends with a space or a `/`, never has two of them in a row.
///
/// # Errors
///
/// When no letter and no digit is left.
pub fn bancaire(text: &str, max: usize) -> Result<String, Illisible> {
    let mut out = String::with_capacity(max.min(text.len()));
    for sign in text.chars() {
        if sign.is_ascii() {
            push(&mut out, sign);
        } else {
            any_ascii::any_ascii_char(without_brackets(sign)).chars().for_each(|sign| push(&mut out, sign));
        }
        if out.len() > max {
            break;
        }
    }
    out.truncate(max);
    out.truncate(out.trim_end_matches([' ', '/']).len());
    if out.contains(|sign: char| sign.is_ascii_alphanumeric()) { Ok(out) } else { Err(Illisible) }
}

/// Quotation marks say nothing to a bank, and « n° » would become « ndeg ».
fn without_brackets(sign: char) -> char {
    match sign {
        '«' | '»' | '“' | '”' | '„' => ' ',
        '°' => 'o',
        sign => sign,
    }
}

/// One ASCII sign, or what stands for it, unless it would double a space or a `/`.
fn push(out: &mut String, sign: char) {
    let sign = match sign {
        '&' => '+',
        ';' => ',',
        '_' | '~' => '-',
        '[' | '{' => '(',
        ']' | '}' => ')',
        '\\' | '|' => '/',
        '`' => '\'',
        sign if accepte(sign) => sign,
        _ => ' ',
    };
    let separates = matches!(sign, ' ' | '/');
    if !(separates && (out.is_empty() || out.ends_with(sign))) {
        out.push(sign);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_ligatures_and_other_writings_become_plain_letters() {
        for (text, expected) in [
            ("Œuvre d’Éléonore & fils", "Oeuvre d'Eleonore + fils"),
            ("«\u{a0}Maison de santé\u{a0}» n°\u{202f}3", "Maison de sante no 3"),
            ("Çağlar Şahin İnönü, ısı", "Caglar Sahin Inonu, isi"),
            ("Łódź, Søren Straße, Ñandú, Ægir", "Lodz, Soren Strasse, Nandu, Aegir"),
            ("Θεσσαλονίκη", "Thessaloniki"),
            ("Щукин Юлия", "Shchukin Yuliya"),
            ("e\u{301}te\u{301}", "ete"),
            ("12,50 € ; [a_b] #!", "12,50 EUR , (a-b)"),
        ] {
            assert_eq!(bancaire(text, 140).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn slashes_neither_open_nor_close_nor_double() {
        assert_eq!(bancaire("//SNP//2026/11/ ", 140).as_deref(), Ok("SNP/2026/11"));
        assert_eq!(bancaire("ab/cd", 3).as_deref(), Ok("ab"));
    }

    #[test]
    fn a_long_text_is_cut_on_a_whole_sign() {
        assert_eq!(bancaire(&"é".repeat(200), NOM).unwrap().len(), 70);
        assert_eq!(bancaire("aaœ", 3).as_deref(), Ok("aao"));
    }

    #[test]
    fn a_text_without_letter_or_digit_is_refused() {
        for text in ["", "  ", "«\u{a0}»", "///", "-", "\u{200b}", "…"] {
            assert_eq!(bancaire(text, 70), Err(Illisible), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_text_the_bank_reads_only_its_signs(text in "\\PC{0,200}", max in 1usize..150) {
            if let Ok(out) = bancaire(&text, max) {
                prop_assert!(out.chars().all(accepte) && out.len() <= max && !out.is_empty());
                prop_assert!(!out.starts_with(['/', ' ']) && !out.ends_with(['/', ' ']) && !out.contains("//"));
                prop_assert_eq!(bancaire(&out, max), Ok(out.clone()));
            }
        }
    }
}
