//! One line of a file, by column name.

use super::Rejet;
use super::colonnes::Entete;

/// One line of data.
pub struct Ligne<'f> {
    /// Number in the file, from 1.
    pub numero: u64,
    pub(super) champs: Vec<String>,
    pub(super) entete: &'f Entete,
}

impl Ligne<'_> {
    /// The text of a column, trimmed; empty when the file does not have it.
    pub fn get(&self, colonne: &str) -> &str {
        let at = self.entete.place(colonne);
        at.and_then(|at| self.champs.get(at)).map_or("", String::as_str)
    }

    /// A value that reads itself.
    pub fn read<T: std::str::FromStr<Err: ToString>>(&self, colonne: &str) -> Result<T, Rejet> {
        self.get(colonne).parse().map_err(|e: T::Err| self.refuse(colonne, e.to_string()))
    }

    /// A name: no control character, one line.
    pub fn text(&self, colonne: &str) -> Result<&str, Rejet> {
        let text = self.get(colonne);
        if text.chars().any(char::is_control) {
            return Err(
                self.refuse(colonne, "Ce texte contient un saut de ligne ou un caractère de contrôle.")
            );
        }
        Ok(text)
    }

    /// A whole number, digits by three or not; `None` when the cell is empty.
    pub fn whole(&self, colonne: &str) -> Result<Option<u32>, Rejet> {
        let text = self.get(colonne);
        if is_absent(text) {
            return Ok(None);
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        let number = if plain { digits.parse().ok() } else { None };
        number.map(Some).ok_or_else(|| {
            self.refuse(
                colonne,
                "Un nombre entier, sans décimale, est attendu (par exemple 1234 ou 1\u{a0}234).",
            )
        })
    }

    /// A decimal with a point or a comma, a power of ten or not; `None` when the cell is empty.
    pub fn decimal(&self, colonne: &str) -> Result<Option<f64>, Rejet> {
        let text = self.get(colonne);
        if is_absent(text) {
            return Ok(None);
        }
        let shape = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
        let plain = text.replace(',', ".");
        let number = plain.parse::<f64>().ok().filter(|n| n.is_finite() && plain.chars().all(shape));
        number.map(Some).ok_or_else(|| {
            self.refuse(colonne, "Un nombre décimal est attendu (par exemple 45.043 ou 45,043).")
        })
    }

    /// A refusal of this line because of one column.
    pub fn refuse(&self, colonne: &str, raison: impl Into<String>) -> Rejet {
        let titre = self.entete.place(colonne).map_or(colonne, |at| &self.entete.titres[at]);
        Rejet {
            ligne: self.numero,
            colonne: titre.to_owned(),
            recu: short(self.get(colonne)),
            raison: raison.into(),
        }
    }
}

/// What official files write for « no figure »: nothing, or a sign of statistical secrecy.
fn is_absent(text: &str) -> bool {
    matches!(
        text,
        "" | "s" | "nd" | "ND" | "n.d." | "NA" | "N/A" | "#N/A" | "null" | "NULL" | "." | "-" | "…"
    )
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
