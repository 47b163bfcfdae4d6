//! Indicators over a territory: counts are summed, shares are averaged with their weights.

use super::masquage;
use crate::chiffre::{Chiffre, Valeur, ratio_tenths};
use crate::indicateur::{Colonne, Nature};
use crate::referentiel::Referentiel;
use crate::selection::Selection;
use serde::Serialize;

/// One indicator of a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mesure {
    /// Name of the column in files.
    pub id: String,
    /// As shown, in French.
    #[serde(rename = "label")]
    pub libelle: String,
    /// Shares of one partition make 100 %.
    pub partition: Option<String>,
    /// Id of the indicator that contains this one.
    #[serde(rename = "part_of")]
    pub part_de: Option<String>,
    /// How many.
    #[serde(rename = "count")]
    pub compte: Chiffre,
    /// What share, when the indicator is a share or a part of another.
    #[serde(rename = "share")]
    pub part: Option<Chiffre>,
    /// How much of the territory has the figure.
    #[serde(rename = "coverage")]
    pub couverture: Couverture,
    /// What a reader must know.
    pub note: Option<String>,
}

/// How much of a territory an indicator covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Couverture {
    /// Communes that have the figure.
    pub communes: usize,
    /// Communes in all.
    #[serde(rename = "of")]
    pub sur: usize,
    /// Share of the inhabitants who live in them, in tenths of per cent.
    #[serde(rename = "population_share", serialize_with = "super::tenths")]
    pub part_population: i64,
}

impl Couverture {
    /// True when every commune has the figure.
    pub fn is_entiere(self) -> bool {
        self.communes == self.sur
    }
}

/// Sums of one column over the communes that have the figure.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Somme {
    /// Count, or share times weight in thousandths.
    value: i64,
    /// Sum of the weights, or of the containing column: what the share is a share of.
    pub base: i64,
    communes: usize,
    population: i64,
    /// Arrondissements that take the share of their whole commune.
    inherited: usize,
}

impl Somme {
    /// Whole number of persons, half up; `None` when no commune has the figure.
    pub(super) fn count(self, nature: Nature) -> Option<i64> {
        let rounded = match nature {
            Nature::Compte => self.value,
            Nature::Part { .. } => (self.value + 500).div_euclid(1000),
        };
        (self.communes > 0).then_some(rounded)
    }

    fn share(self, nature: Nature) -> Option<i64> {
        match nature {
            Nature::Compte => ratio_tenths(self.value, self.base, 100),
            // Tenths of per cent times weight, over weight.
            Nature::Part { .. } => {
                (self.base > 0).then(|| (2 * self.value + self.base).div_euclid(2 * self.base))
            }
        }
    }
}

pub(super) fn indicateurs(france: &Referentiel, selection: &Selection) -> Vec<Mesure> {
    let colonnes = &france.meta().colonnes;
    let inhabitants = |at: usize| france.communes()[at].population.map_or(0, i64::from);
    let habitants: Habitants = selection.indexes().map(|at| (at, inhabitants(at))).collect();
    let population: i64 = habitants.iter().map(|(_, population)| population).sum();
    let sommes: Vec<Somme> = (0..colonnes.len()).map(|at| sum(france, &habitants, at)).collect();
    let masques = masquage::masks(colonnes, &sommes);
    let mesure = |(at, colonne): (usize, &Colonne)| {
        let somme = sommes[at];
        let with_share = matches!(colonne.nature, Nature::Part { .. }) || colonne.part_de.is_some();
        let valeur = |number: Option<Valeur>| match (&masques[at], number) {
            (Some(raison), _) => Valeur::Masquee { raison: raison.clone() },
            (None, Some(valeur)) => valeur,
            (None, None) => {
                Valeur::Inconnue { raison: "Aucune des communes choisies n’a ce chiffre.".to_owned() }
            }
        };
        let chiffre = |number, unite: &str| Chiffre {
            valeur: valeur(number),
            unite: unite.to_owned(),
            millesime: colonne.millesime.clone(),
            origine: origin(colonne, somme),
            estimation: colonne.estimation || somme.inherited > 0,
        };
        Mesure {
            id: colonne.id.clone(),
            libelle: colonne.libelle.clone(),
            partition: colonne.partition.clone(),
            part_de: colonne.part_de.map(|whole| colonnes[whole].id.clone()),
            compte: chiffre(somme.count(colonne.nature).map(Valeur::Entier), &colonne.unite),
            part: with_share.then(|| chiffre(somme.share(colonne.nature).map(Valeur::Dixiemes), "%")),
            couverture: Couverture {
                communes: somme.communes,
                sur: selection.len(),
                part_population: ratio_tenths(somme.population, population, 100).unwrap_or_default(),
            },
            note: colonne.note.clone(),
        }
    };
    colonnes.iter().enumerate().map(mesure).collect()
}

fn origin(colonne: &Colonne, somme: Somme) -> String {
    if somme.inherited == 0 {
        return colonne.source.clone();
    }
    let count = somme.inherited;
    format!("{}\u{a0}; part de la commune entière pour {count} arrondissement(s)", colonne.source)
}

/// Index and population of each commune, gathered once for all the columns.
type Habitants = Vec<(usize, i64)>;

fn sum(france: &Referentiel, habitants: &Habitants, at: usize) -> Somme {
    let colonne = &france.meta().colonnes[at];
    let mut somme = Somme::default();
    for (index, population) in habitants {
        let Some((value, base, inherited)) = terms(france, colonne, at, *index) else { continue };
        somme.value += value;
        somme.base += base;
        somme.communes += 1;
        somme.population += population;
        somme.inherited += usize::from(inherited);
    }
    somme
}

/// What one commune adds: value, base, and whether the share is that of the whole city.
fn terms(france: &Referentiel, colonne: &Colonne, at: usize, index: usize) -> Option<(i64, i64, bool)> {
    let own = france.valeur(at, index);
    match colonne.nature {
        Nature::Compte => {
            let base = colonne.part_de.and_then(|whole| france.valeur(whole, index)).unwrap_or_default();
            Some((i64::from(own?), i64::from(base), false))
        }
        Nature::Part { poids } => {
            let weight = i64::from(france.valeur(poids, index)?);
            let city = || france.communes()[index].mere.and_then(|mere| france.index(mere));
            let share = own.or_else(|| city().and_then(|mere| france.valeur(at, mere)))?;
            Some((i64::from(share) * weight, weight, own.is_none()))
        }
    }
}
