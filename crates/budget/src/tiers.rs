//! Who is behind an account: suppliers, staff, social bodies, and the marks of what is settled.

use crate::ligne::Ligne;
use data_encoding::HEXUPPER;
use fec::Compte;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Letters of a name that its account shows.
const LETTRES: usize = 12;
/// Bytes of the fingerprint that tells two names that begin alike.
const EMPREINTE: usize = 3;

/// Suppliers met so far: one account has one name, however it was typed.
#[derive(Debug, Default)]
pub(crate) struct Tiers(BTreeMap<String, String>);

impl Tiers {
    /// The account of the supplier of a line, behind that one: « 401PHARMACIEDEL3FA02C ». The same name, whatever its accents,
    /// case and signs, has the same account from one year to the next; no two names share one.
    pub(crate) fn compte(&mut self, tiers: &str, head: &Ligne) -> Compte {
        let name = if head.tiers.is_empty() { &head.libelle } else { &head.tiers };
        let folded = kernel::fold(name);
        let letters: String = folded.chars().filter(char::is_ascii_alphanumeric).take(LETTRES).collect();
        let print: String = HEXUPPER.encode(&Sha256::digest(&folded)).chars().take(2 * EMPREINTE).collect();
        let numero = format!("{tiers}{}{print}", letters.to_uppercase());
        let libelle = self.0.entry(numero.clone()).or_insert_with(|| name.clone()).clone();
        Compte { numero, libelle }
    }
}

/// The account of whoever is owed: staff, social bodies, suppliers.
pub(crate) fn third(compte: &str) -> &'static str {
    match compte {
        one if one.starts_with("641") => "421",
        one if one.starts_with("64") || one.starts_with("63") => "431",
        _ => "401",
    }
}

/// A, B… Z, AA, AB…
pub(crate) fn letters(mut n: u32) -> String {
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or_default()));
        n /= 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_letters_that_never_come_back() {
        let all = [1, 26, 27, 52, 53, 702, 703].map(letters);
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn staff_social_bodies_and_suppliers_are_owed_apart() {
        assert_eq!(["641", "6411", "645", "6311", "6132"].map(third), ["421", "421", "431", "431", "401"]);
    }
}
