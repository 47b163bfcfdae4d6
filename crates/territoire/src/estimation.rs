//! The figures of a territory: who lives there, how old they are, on how much land, in which EPCI and départements,
//! and the size band that follows. Sums of whole numbers; each figure carries its vintage and origin, or is masked.

mod masquage;
mod mesure;

pub use mesure::{Couverture, Mesure};

use crate::chiffre::{Chiffre, Valeur, ratio_tenths};
use crate::referentiel::{Referentiel, Total};
use crate::selection::Selection;
use aci::regles::taille::{Population, Refus, RegleTaille, Taille};
use jiff::civil::Date;
use law::{Explained, Parameters, Rule};
use serde::{Serialize, Serializer};

/// What is known of a list of communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Estimation {
    /// Communes counted, arrondissements apart.
    #[serde(rename = "communes")]
    pub communes: usize,
    /// Arrondissements of Paris, Lyon or Marseille counted.
    #[serde(rename = "arrondissements")]
    pub arrondissements: usize,
    /// Inhabitants.
    pub population: Chiffre,
    /// Area in km².
    #[serde(rename = "area")]
    pub superficie: Chiffre,
    /// Inhabitants per km².
    #[serde(rename = "density")]
    pub densite: Chiffre,
    /// Size band of the ACI, explained, or why there is none.
    #[serde(rename = "size", serialize_with = "size")]
    pub taille: Result<Explained<Taille>, Refus>,
    /// By EPCI, largest first.
    #[serde(rename = "epci")]
    pub epcis: Vec<Part>,
    /// By département, largest first: several when the territory crosses a limit.
    #[serde(rename = "departments")]
    pub departements: Vec<Part>,
    /// Other figures, in the order of the meta file.
    #[serde(rename = "indicators")]
    pub indicateurs: Vec<Mesure>,
}

/// What a territory takes of an EPCI or of a département.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// SIREN or département code; empty for the communes without EPCI.
    pub code: String,
    /// Name.
    #[serde(rename = "name")]
    pub nom: String,
    /// Communes of it in the territory.
    pub communes: usize,
    /// Arrondissements of it in the territory.
    pub arrondissements: usize,
    /// Communes it has in all.
    #[serde(rename = "communes_total")]
    pub communes_total: usize,
    /// Inhabitants of it in the territory.
    pub population: i64,
    /// Inhabitants it has in all, same vintage.
    #[serde(rename = "population_total")]
    pub population_total: i64,
    /// Share of the inhabitants of the territory, in tenths of per cent.
    #[serde(rename = "share", serialize_with = "tenths")]
    pub part_du_territoire: i64,
}

impl Part {
    /// True when the territory takes it whole.
    pub fn is_entier(&self) -> bool {
        self.population == self.population_total
            && (self.communes == self.communes_total || self.arrondissements > 0)
    }
}

/// Tenths as a decimal.
fn tenths<S: Serializer>(tenths: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(*tenths as f64 / 10.0)
}

fn size<S: Serializer>(taille: &Result<Explained<Taille>, Refus>, serializer: S) -> Result<S::Ok, S::Error> {
    match taille {
        Ok(explained) => explained.serialize(serializer),
        Err(refus) => serializer.collect_map([("refusal", refus.to_string())]),
    }
}

/// Estimates a territory on the given day (which decides the law in force, not the figures).
pub fn estimate(france: &Referentiel, law: &Parameters, jour: Date, selection: &Selection) -> Estimation {
    let mut total = Total::default();
    for commune in selection.communes(france) {
        total.add(commune);
    }
    let edition = france.edition();
    let population = Population {
        habitants: u64::try_from(total.population).unwrap_or_default(),
        millesime: edition.population.clone(),
    };
    let (superficie, densite) = land(france, selection);
    Estimation {
        communes: total.communes,
        arrondissements: total.arrondissements,
        population: Chiffre {
            valeur: Valeur::Entier(total.population),
            unite: "habitants".to_owned(),
            millesime: edition.population.clone(),
            origine: edition.attribution.clone(),
            estimation: false,
        },
        superficie,
        densite,
        taille: RegleTaille::default().apply(jour, law, population),
        epcis: by_epci(france, selection, total.population),
        departements: by_departement(france, selection, total.population),
        indicateurs: mesure::indicateurs(france, selection),
    }
}

/// Area, and density over the communes whose area is known.
fn land(france: &Referentiel, selection: &Selection) -> (Chiffre, Chiffre) {
    let (mut hectares, mut habitants, mut known) = (0_i64, 0_i64, 0);
    for at in selection.indexes() {
        if let Some(area) = france.superficie_ha(at) {
            hectares += area;
            habitants += france.communes()[at].population.map_or(0, i64::from);
            known += 1;
        }
    }
    let edition = france.edition();
    let scope = if known == selection.len() {
        String::new()
    } else {
        format!(" (superficie connue pour {known} communes sur {})", selection.len())
    };
    let chiffre = |tenths: Option<i64>, unite: &str, millesime: String| Chiffre {
        valeur: tenths.map_or_else(
            || Valeur::Inconnue { raison: "La superficie de ces communes n’est pas connue.".to_owned() },
            Valeur::Dixiemes,
        ),
        unite: unite.to_owned(),
        millesime,
        origine: format!("{}{scope}", edition.attribution),
        estimation: false,
    };
    let area = (known > 0).then(|| (hectares + 5) / 10);
    let density = ratio_tenths(habitants, hectares, 100).filter(|_| known > 0);
    (
        chiffre(area, "km²", edition.cog.clone()),
        chiffre(density, "habitants par km²", format!("{}, {}", edition.population, edition.cog)),
    )
}

fn by_epci(france: &Referentiel, selection: &Selection, population: i64) -> Vec<Part> {
    let (all, totals) = (france.epcis(), &france.totaux.epcis);
    // One more place for the communes without EPCI.
    let inside = group(france, selection, all.len() + 1, |at| france.epci_index(at).unwrap_or(all.len()));
    parts(inside, population, |at, inside| match all.get(at) {
        Some(epci) => (epci.siren.to_string(), epci.nom.clone(), totals[at]),
        None => (String::new(), "Sans EPCI à fiscalité propre".to_owned(), inside),
    })
}

fn by_departement(france: &Referentiel, selection: &Selection, population: i64) -> Vec<Part> {
    let (all, totals) = (france.departements(), &france.totaux.departements);
    let inside =
        group(france, selection, all.len() + 1, |at| france.departement_index(at).unwrap_or(all.len()));
    parts(inside, population, |at, inside| match all.get(at) {
        Some(departement) => (departement.code.to_string(), departement.nom.clone(), totals[at]),
        None => (String::new(), "Département inconnu".to_owned(), inside),
    })
}

fn group(
    france: &Referentiel,
    selection: &Selection,
    places: usize,
    place: impl Fn(usize) -> usize,
) -> Vec<Total> {
    let mut groups = vec![Total::default(); places];
    for at in selection.indexes() {
        groups[place(at)].add(&france.communes()[at]);
    }
    groups
}

fn parts(
    inside: Vec<Total>,
    population: i64,
    describe: impl Fn(usize, Total) -> (String, String, Total),
) -> Vec<Part> {
    let some = inside.into_iter().enumerate().filter(|(_, total)| total.communes + total.arrondissements > 0);
    let part = |(at, inside): (usize, Total)| {
        let (code, nom, total) = describe(at, inside);
        Part {
            code,
            nom,
            communes: inside.communes,
            arrondissements: inside.arrondissements,
            communes_total: total.communes,
            population: inside.population,
            population_total: total.population,
            part_du_territoire: ratio_tenths(inside.population, population, 100).unwrap_or_default(),
        }
    };
    let mut parts: Vec<Part> = some.map(part).collect();
    parts.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.code.cmp(&b.code)));
    parts
}

#[cfg(test)]
mod tests;
