//! Figures by commune, and what each column means: label, unit, source, vintage, how it adds up, when it is masked.

mod meta;

pub use meta::{Colonne, Meta, MetaError, Nature};

use crate::tableau::{self, TableauError};
use identifiants::CommuneCode;
use std::fmt::Write as _;

/// A cell without figure.
pub(crate) const INCONNU: i32 = i32::MIN;
const KIND: &str = "maillage-indicateurs";

/// A table of indicators: one line per commune, sorted by code; one column per entry of the meta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableIndicateurs {
    /// What the columns are.
    pub meta: Meta,
    /// Codes, in order, without double.
    pub(crate) codes: Vec<CommuneCode>,
    /// Values by column then by commune, in units of the column ([`Nature::decimals`]); [`INCONNU`] when missing.
    pub(crate) valeurs: Vec<Vec<i32>>,
}

impl TableIndicateurs {
    /// The table compiled into the program.
    pub fn embedded() -> Result<Self, TableauError> {
        Self::from_bytes(include_bytes!("../data/indicateurs.tsv.gz"))
    }

    /// A table from lines in any order; the last line of a code wins, which callers avoid.
    pub(crate) fn of(meta: Meta, mut lignes: Vec<(CommuneCode, Vec<i32>)>) -> Self {
        lignes.sort_by_key(|(code, _)| *code);
        lignes.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        let column = |at: usize| lignes.iter().map(|(_, v)| v.get(at).copied().unwrap_or(INCONNU)).collect();
        let valeurs = (0..meta.colonnes.len()).map(column).collect();
        Self { valeurs, codes: lignes.into_iter().map(|(code, _)| code).collect(), meta }
    }

    /// Number of communes with a line.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// True without any line.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The figures of a commune, in the order of the columns; `None` without a line.
    pub fn ligne(&self, code: CommuneCode) -> Option<Vec<Option<i32>>> {
        let at = self.codes.binary_search(&code).ok()?;
        Some(self.valeurs.iter().map(|colonne| Some(colonne[at]).filter(|v| *v != INCONNU)).collect())
    }

    /// Gzipped text to store; the same table gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        tableau::pack(&self.text())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("@{KIND}\t1\n@meta\n{}", self.meta.texte);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str("@valeurs\ncode");
        for colonne in &self.meta.colonnes {
            text.push('\t');
            text.push_str(&colonne.id);
        }
        for (at, code) in self.codes.iter().enumerate() {
            text.push('\n');
            text.push_str(code.as_str());
            for colonne in &self.valeurs {
                text.push('\t');
                if colonne[at] != INCONNU {
                    // Writing to a String does not fail.
                    let _ = write!(text, "{}", colonne[at]);
                }
            }
        }
        text.push('\n');
        text
    }

    /// What [`Self::to_bytes`] gave, or the embedded table.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TableauError> {
        let text = tableau::unpack(bytes, KIND)?;
        let cut = |message: &str| TableauError::Line { table: KIND, line: 2, message: message.to_owned() };
        let body = text.strip_prefix("@meta\n").ok_or_else(|| cut("section meta attendue"))?;
        let (meta, values) = body.split_once("@valeurs\n").ok_or_else(|| cut("section valeurs attendue"))?;
        let meta = Meta::read(meta).map_err(|e| cut(&e.to_string()))?;
        let mut table = Self { valeurs: vec![Vec::new(); meta.colonnes.len()], codes: Vec::new(), meta };
        for line in tableau::lines(values, KIND).skip(1) {
            let mut fields = line.text.split('\t');
            let code: CommuneCode = line.read(fields.next().unwrap_or_default())?;
            if table.codes.last().is_some_and(|last| *last >= code) {
                return Err(line.error("codes dans le désordre"));
            }
            table.codes.push(code);
            for colonne in &mut table.valeurs {
                let field = fields.next().ok_or_else(|| line.error("champ manquant"))?;
                colonne.push(line.option(field)?.unwrap_or(INCONNU));
            }
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_writes_itself_again() {
        let bytes = include_bytes!("../data/indicateurs.tsv.gz");
        let table = TableIndicateurs::from_bytes(bytes).unwrap();
        assert_eq!(table.len(), 34_920);
        assert_eq!(tableau::unpack(bytes, KIND).unwrap(), table.text()[KIND.len() + 4..]);
        assert_eq!(table.meta.texte, include_str!("../data/communes-indicateurs.meta.toml"));
        let ain = table.ligne("01001".parse().unwrap()).unwrap();
        assert_eq!(ain[table.meta.index("population_2021").unwrap()], Some(832));
        assert_eq!(ain[table.meta.index("part_65p_2020").unwrap()], Some(196));
    }
}
