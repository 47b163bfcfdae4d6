//! Figures by commune.
//!
//! A line keyed by an old code is counted in the commune of today. When several lines lead to one commune, counts are
//! added and shares are averaged with their weights; a share whose weight is not in the file is then left unknown,
//! with a notice, for it cannot be computed.

use super::{Bilan, Import, Rejeter, walk};
use crate::fichier::{Colonne, Fichier, Illisible, Ligne, Rejet};
use crate::indicateur::{INCONNU, Meta, MetaError, Nature, TableIndicateurs};
use crate::referentiel::Referentiel;
use identifiants::CommuneCode;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use ui::francais::compte;

/// Why a whole file of indicators is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Erreur {
    /// The file.
    #[error(transparent)]
    Fichier(#[from] Illisible),
    /// The meta file.
    #[error(transparent)]
    Meta(#[from] MetaError),
    /// Nothing of what the meta describes is in the file.
    #[error("Aucune colonne de ce fichier n’est décrite par les métadonnées\u{a0}: {}. Ajoutez un \
     fichier «\u{a0}.meta.toml\u{a0}» à côté.", .0.join(", "))]
    SansColonne(Vec<String>),
}

/// Reads a file of indicators over the present table. `meta`: the text of its companion `*.meta.toml`; without it,
/// columns of the same names as the present ones are taken.
pub fn indicateurs(
    france: &Referentiel,
    present: &TableIndicateurs,
    source: impl Read,
    meta: Option<&str>,
    rejeter: Rejeter<'_>,
) -> Result<Import<TableIndicateurs>, Erreur> {
    let nouvelle = meta.map(Meta::read).transpose()?;
    let lue = nouvelle.as_ref().unwrap_or(&present.meta);
    let mut colonnes =
        vec![Colonne::requise("code_insee", &["codgeo", "code commune", "insee", "com", "code"])];
    colonnes.extend(lue.colonnes.iter().map(|colonne| Colonne::option(&colonne.id, &[])));
    let mut fichier = Fichier::open(source, &colonnes)?;
    let titres: Vec<String> = fichier.titres().iter().map(|titre| kernel::fold(titre)).collect();
    let given: Vec<bool> = lue.colonnes.iter().map(|c| titres.contains(&kernel::fold(&c.id))).collect();
    if !given.contains(&true) {
        return Err(Erreur::SansColonne(fichier.titres().to_vec()));
    }
    let mut pile = Pile {
        france,
        meta: lue,
        given: &given,
        sommes: BTreeMap::new(),
        seen: BTreeMap::new(),
        mapped: 0,
        rounded: BTreeSet::new(),
    };
    let counts = walk(&mut fichier, rejeter, |ligne| pile.line(ligne))?;
    let mut avis = fichier.avis();
    let lignes = pile.finish(&mut avis);
    let meta = match &nouvelle {
        Some(nouvelle) => present.meta.completed(nouvelle)?,
        None => present.meta.clone(),
    };
    let (edition, bilan) = lay(present, meta, lue, &given, lignes);
    Ok(Import { edition, bilan: Bilan { lus: counts.lus, rejetes: counts.rejetes, ..bilan }, avis })
}

/// Sums of a commune for one column.
#[derive(Debug, Clone, Copy, Default)]
struct Somme {
    value: i64,
    weight: i64,
    lines: u32,
    /// A share without weight, which cannot be averaged with another.
    alone: bool,
}

struct Pile<'a> {
    france: &'a Referentiel,
    meta: &'a Meta,
    given: &'a [bool],
    sommes: BTreeMap<CommuneCode, Vec<Somme>>,
    /// Line of each code already read.
    seen: BTreeMap<CommuneCode, u64>,
    mapped: u64,
    /// Columns with more decimals than we keep.
    rounded: BTreeSet<usize>,
}

impl Pile<'_> {
    fn line(&mut self, ligne: &Ligne<'_>) -> Result<(), Rejet> {
        let code: CommuneCode = ligne.read("code_insee")?;
        if let Some(first) = self.seen.get(&code) {
            return Err(ligne.refuse("code_insee", format!("Ce code est déjà donné à la ligne {first}.")));
        }
        let commune = self.commune(ligne, code)?;
        let values = self.values(ligne)?;
        self.seen.insert(code, ligne.numero);
        self.mapped += u64::from(commune != code);
        let sommes = self.sommes.entry(commune).or_insert_with(|| vec![Somme::default(); values.len()]);
        for (at, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let weight = match self.meta.colonnes[at].nature {
                Nature::Compte => Some(1),
                Nature::Part { poids } => values[poids],
            };
            let somme = &mut sommes[at];
            somme.value += value * weight.unwrap_or(1);
            somme.weight += weight.unwrap_or(1);
            somme.alone |= weight.is_none();
            somme.lines += 1;
        }
        Ok(())
    }

    /// The commune of today.
    fn commune(&self, ligne: &Ligne<'_>, code: CommuneCode) -> Result<CommuneCode, Rejet> {
        if self.france.commune(code).is_some() {
            return Ok(code);
        }
        let raison = match self.france.anciens(code) {
            [one] => return Ok(one.actuel),
            [] => format!("Aucune commune n’a le code {code} ({}).", self.france.edition().cog),
            _ => format!(
                "{code} est un ancien code qui mène à plusieurs communes\u{a0}: ses chiffres ne peuvent \
                 pas être répartis."
            ),
        };
        Err(ligne.refuse("code_insee", raison))
    }

    fn values(&mut self, ligne: &Ligne<'_>) -> Result<Vec<Option<i64>>, Rejet> {
        let mut values = vec![None; self.meta.colonnes.len()];
        for (at, colonne) in self.meta.colonnes.iter().enumerate().filter(|(at, _)| self.given[*at]) {
            values[at] = match colonne.nature {
                Nature::Compte => ligne.whole(&colonne.id)?.map(i64::from),
                Nature::Part { .. } => ligne
                    .decimal(&colonne.id)?
                    .map(|share| {
                        if !(0.0..=100.0).contains(&share) {
                            return Err(
                                ligne.refuse(&colonne.id, "Une part est comprise entre 0 et 100\u{a0}%.")
                            );
                        }
                        let tenths = (share * 10.0).round();
                        if (share * 10.0 - tenths).abs() > 1e-6 {
                            self.rounded.insert(at);
                        }
                        Ok(tenths as i64)
                    })
                    .transpose()?,
            };
            if values[at].is_some_and(|value| value >= i64::from(i32::MAX)) {
                return Err(ligne.refuse(&colonne.id, "Ce nombre est trop grand pour une commune."));
            }
        }
        Ok(values)
    }

    fn finish(self, avis: &mut Vec<String>) -> BTreeMap<CommuneCode, Vec<i32>> {
        if self.mapped > 0 {
            let lines =
                compte(self.mapped as i64, "ligne portait un ancien code", "lignes portaient un ancien code");
            avis.push(format!("{lines}\u{a0}: leurs chiffres sont comptés dans la commune d’aujourd’hui."));
        }
        for at in &self.rounded {
            avis.push(format!(
                "«\u{a0}{}\u{a0}»\u{a0}: valeurs arrondies au dixième.",
                self.meta.colonnes[*at].id
            ));
        }
        let mut unknown = BTreeSet::new();
        let mut value = |at: usize, somme: &Somme| {
            let lost = somme.alone && somme.lines > 1;
            if lost {
                unknown.insert(at);
            }
            if lost || somme.lines == 0 { INCONNU } else { somme.rounded(self.meta.colonnes[at].nature) }
        };
        let lines = self.sommes.iter().map(|(code, sommes)| {
            (*code, sommes.iter().enumerate().map(|(at, somme)| value(at, somme)).collect())
        });
        let lines = lines.collect();
        for at in unknown {
            avis.push(format!(
                "«\u{a0}{}\u{a0}»\u{a0}: inconnue pour des communes fusionnées, faute du \
             nombre dont c’est une part.",
                self.meta.colonnes[at].id
            ));
        }
        lines
    }
}

impl Somme {
    fn rounded(self, nature: Nature) -> i32 {
        let value = match nature {
            Nature::Part { .. } if self.weight > 0 => {
                (2 * self.value + self.weight).div_euclid(2 * self.weight)
            }
            Nature::Part { .. } | Nature::Compte => self.value,
        };
        i32::try_from(value).unwrap_or(INCONNU)
    }
}

/// Lays the lines over the present table: columns of the file replace, the others stay.
fn lay(
    present: &TableIndicateurs,
    meta: Meta,
    lue: &Meta,
    given: &[bool],
    lignes: BTreeMap<CommuneCode, Vec<i32>>,
) -> (TableIndicateurs, Bilan) {
    let before: Vec<Option<usize>> =
        meta.colonnes.iter().map(|colonne| present.meta.index(&colonne.id)).collect();
    let file: Vec<Option<usize>> =
        meta.colonnes.iter().map(|colonne| lue.index(&colonne.id).filter(|at| given[*at])).collect();
    let mut rows: BTreeMap<CommuneCode, Vec<i32>> = BTreeMap::new();
    for (line, code) in present.codes.iter().enumerate() {
        let old = |at: &Option<usize>| at.map_or(INCONNU, |at| present.valeurs[at][line]);
        rows.insert(*code, before.iter().map(old).collect());
    }
    let mut bilan = Bilan::default();
    for (code, values) in lignes {
        let row = rows.get(&code);
        let kept = |column: usize| row.map_or(INCONNU, |row| row[column]);
        let new: Vec<i32> = file
            .iter()
            .enumerate()
            .map(|(column, at)| at.map_or_else(|| kept(column), |at| values[at]))
            .collect();
        bilan.compare(row, &new);
        rows.insert(code, new);
    }
    (TableIndicateurs::of(meta, rows.into_iter().collect()), bilan)
}
