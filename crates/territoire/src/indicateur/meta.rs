//! What the columns of a table of indicators are: the `*.meta.toml` file that goes with it.

use serde::Deserialize;

/// What the columns of a table of indicators are, as its `*.meta.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Title of the edition.
    pub titre: String,
    /// Licence of the data.
    pub licence: String,
    /// Names to print beside the figures.
    pub attribution: String,
    /// Columns, in the order of display.
    pub colonnes: Vec<Colonne>,
    /// The file itself, kept to be stored with the values.
    pub(super) texte: String,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonne {
    /// Name of the column in files.
    pub id: String,
    /// As shown, in French.
    pub libelle: String,
    /// Unit of the count: « habitants ».
    pub unite: String,
    /// How it adds up over communes.
    pub nature: Nature,
    /// Column that contains this one.
    pub part_de: Option<usize>,
    /// Shares of one partition make 100 %.
    pub partition: Option<String>,
    /// Who publishes it, or how it was computed.
    pub source: String,
    /// Vintage.
    pub millesime: String,
    /// Counts from 1 to this number minus 1 are masked; 0 or 1: never.
    pub seuil: i64,
    /// True for an estimate.
    pub estimation: bool,
    /// What a reader must know.
    pub note: Option<String>,
}

/// How an indicator adds up over communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A whole number: summed.
    Compte,
    /// A share of another column, in tenths of per cent: averaged with that column as weight.
    Part {
        /// Index of the column of weights, which is a [`Nature::Compte`].
        poids: usize,
    },
}

impl Nature {
    /// Decimals of a value: shares have one.
    pub fn decimals(self) -> u32 {
        match self {
            Self::Compte => 0,
            Self::Part { .. } => 1,
        }
    }
}

/// Why a meta file is refused: a French sentence for the person who imports it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetaError {
    /// Not the expected TOML.
    #[error("Le fichier de métadonnées est illisible\u{a0}: {0}")]
    Illisible(String),
    /// Two columns have the same id.
    #[error("La colonne «\u{a0}{0}\u{a0}» est décrite deux fois dans le fichier de métadonnées.")]
    Double(String),
    /// `weight` or `part_of` names nothing.
    #[error(
        "La colonne «\u{a0}{colonne}\u{a0}» renvoie à «\u{a0}{cible}\u{a0}», que le fichier de \
         métadonnées ne décrit pas."
    )]
    Renvoi {
        /// The column that refers.
        colonne: String,
        /// The missing one.
        cible: String,
    },
    /// A share without weight, a weight on a count, or a weight that is a share.
    #[error(
        "La colonne «\u{a0}{0}\u{a0}»\u{a0}: «\u{a0}weight\u{a0}» est attendu pour une part (kind = \
         \"share\"), et pour elle seule\u{a0}; il nomme un compte."
    )]
    Poids(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brut {
    edition: BrutEdition,
    column: Vec<BrutColonne>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BrutEdition {
    title: String,
    licence: String,
    #[serde(default)]
    attribution: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BrutColonne {
    id: String,
    label: String,
    unit: String,
    kind: BrutNature,
    weight: Option<String>,
    part_of: Option<String>,
    partition: Option<String>,
    source: String,
    vintage: String,
    #[serde(default = "default_masking")]
    masking: u32,
    #[serde(default)]
    estimate: bool,
    note: Option<String>,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum BrutNature {
    Count,
    Share,
}

/// INSEE and CNIL practice for small counts: fewer than 11 persons are not shown.
fn default_masking() -> u32 {
    11
}

impl Meta {
    /// Reads a `*.meta.toml`.
    pub fn read(texte: &str) -> Result<Self, MetaError> {
        let brut: Brut = toml::from_str(texte).map_err(|e| MetaError::Illisible(e.to_string()))?;
        let ids: Vec<&str> = brut.column.iter().map(|colonne| colonne.id.as_str()).collect();
        for (at, id) in ids.iter().enumerate() {
            if ids[..at].contains(id) {
                return Err(MetaError::Double((*id).to_owned()));
            }
        }
        let find = |colonne: &str, cible: &str| {
            ids.iter()
                .position(|id| *id == cible)
                .ok_or_else(|| MetaError::Renvoi { colonne: colonne.to_owned(), cible: cible.to_owned() })
        };
        let mut colonnes = Vec::with_capacity(brut.column.len());
        for colonne in &brut.column {
            let nature = match (colonne.kind, &colonne.weight) {
                (BrutNature::Count, None) => Nature::Compte,
                (BrutNature::Share, Some(poids)) => Nature::Part { poids: find(&colonne.id, poids)? },
                _ => return Err(MetaError::Poids(colonne.id.clone())),
            };
            if matches!(nature, Nature::Part { poids } if brut.column[poids].kind == BrutNature::Share) {
                return Err(MetaError::Poids(colonne.id.clone()));
            }
            let part_de = colonne.part_of.as_ref().map(|cible| find(&colonne.id, cible)).transpose()?;
            colonnes.push(colonne.named(nature, part_de));
        }
        let BrutEdition { title, licence, attribution } = brut.edition;
        Ok(Self { titre: title, licence, attribution, colonnes, texte: texte.to_owned() })
    }

    /// This meta with the columns of another one, which replace those of the same name or come last.
    pub(crate) fn completed(&self, with: &Self) -> Result<Self, MetaError> {
        let parse =
            |texte: &str| texte.parse::<toml::Table>().map_err(|e| MetaError::Illisible(e.to_string()));
        let (mut merged, added) = (parse(&self.texte)?, parse(&with.texte)?);
        let columns = |table: &toml::Table| {
            table.get("column").and_then(toml::Value::as_array).cloned().unwrap_or_default()
        };
        let mut all = columns(&merged);
        for column in columns(&added) {
            match all.iter_mut().find(|known| known.get("id") == column.get("id")) {
                Some(known) => *known = column,
                None => all.push(column),
            }
        }
        merged.insert("column".to_owned(), all.into());
        if let Some(edition) = merged.get_mut("edition").and_then(toml::Value::as_table_mut)
            && !self.attribution.contains(&with.attribution)
        {
            edition.insert(
                "attribution".to_owned(),
                format!("{}, {}", self.attribution, with.attribution).into(),
            );
        }
        Self::read(&toml::to_string(&merged).map_err(|e| MetaError::Illisible(e.to_string()))?)
    }

    /// Index of a column by its id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.colonnes.iter().position(|colonne| colonne.id == id)
    }
}

impl BrutColonne {
    fn named(&self, nature: Nature, part_de: Option<usize>) -> Colonne {
        Colonne {
            id: self.id.clone(),
            libelle: self.label.clone(),
            unite: self.unit.clone(),
            nature,
            part_de,
            partition: self.partition.clone(),
            source: self.source.clone(),
            millesime: self.vintage.clone(),
            seuil: i64::from(self.masking),
            estimation: self.estimate,
            note: self.note.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "[edition]\ntitle = 'Essai'\nlicence = 'LO'\n[[column]]\nid = 'pop'\nlabel = \
     'Population'\nunit = 'habitants'\nkind = 'count'\nsource = 'x'\nvintage = '2020'\nmasking = 0\n";

    #[test]
    fn a_meta_file_is_checked() {
        let with = |more: &str| Meta::read(&format!("{META}{more}"));
        let column = |id: &str, kind: &str, more: &str| {
            with(&format!(
                "[[column]]\nid = '{id}'\nlabel = 'x'\nunit = 'x'\nkind = '{kind}'\nsource = \
                 'x'\nvintage = 'x'\n{more}"
            ))
        };
        assert_eq!(column("a", "share", "weight = 'pop'").unwrap().colonnes[1].seuil, 11);
        assert!(matches!(column("pop", "count", ""), Err(MetaError::Double(_))));
        assert!(matches!(column("a", "share", "weight = 'b'"), Err(MetaError::Renvoi { .. })));
        assert!(matches!(column("a", "share", ""), Err(MetaError::Poids(_))));
        assert!(matches!(column("a", "count", "weight = 'pop'"), Err(MetaError::Poids(_))));
        assert!(matches!(with("[autre]\n"), Err(MetaError::Illisible(_))));
    }
}
