//! The figures of the territory beside those of its département, of its région and of France: same columns, same vintage,
//! same computation.

use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use std::collections::BTreeSet;
use territoire::atlas::Etat;
use territoire::chiffre::Chiffre;
use territoire::estimation::{Estimation, Mesure, estimate};
use territoire::referentiel::Commune;
use territoire::selection::Selection;

/// A place whose figures stand in one column.
#[derive(Debug, Clone)]
pub struct Colonne {
    /// « Haute-Loire », « France ».
    pub nom: String,
    /// Its figures.
    pub estimation: Estimation,
}

/// One line: the same indicator everywhere.
#[derive(Debug, Clone)]
pub struct Ligne {
    /// Name of the indicator in files; `population` and `densite` for the first two.
    pub id: String,
    /// As shown.
    pub libelle: String,
    /// One figure per column, the territory first. None where the place does not have it.
    pub chiffres: Vec<Option<Chiffre>>,
    /// What a reader must know.
    pub note: Option<String>,
}

/// The territory first, then its main département, its région, France.
#[derive(Debug, Clone)]
pub struct Comparaison {
    /// The places.
    pub colonnes: Vec<Colonne>,
    /// The indicators.
    pub lignes: Vec<Ligne>,
}

/// Compares a territory; None without a commune that the reference knows.
#[must_use]
pub fn compare(etat: &Etat, communes: &BTreeSet<CommuneCode>, jour: Date) -> Option<Comparaison> {
    let france = &etat.france;
    let figures = |nom: String, codes: Vec<CommuneCode>| Colonne {
        nom,
        estimation: estimate(france, &etat.law, jour, &Selection::of(france, codes)),
    };
    let departement = main_departement(etat, communes)?;
    let known = france.departement(departement)?;
    let region = &known.region;
    let whole = |inside: &dyn Fn(&Commune) -> bool| -> Vec<CommuneCode> {
        let all = france.communes().iter().filter(|one| !one.is_arrondissement() && inside(one));
        all.map(|one| one.code).collect()
    };
    let in_region = |one: &Commune| {
        france.departement(one.code.departement()).is_some_and(|other| other.region == *region)
    };
    let region_name = france.regions().iter().find(|one| one.code == *region).map(|one| one.nom.to_string());
    let colonnes = vec![
        figures("Territoire".to_owned(), communes.iter().copied().collect()),
        figures(known.nom.to_string(), whole(&|one| one.code.departement() == departement)),
        figures(region_name.unwrap_or_else(|| "Région".to_owned()), whole(&in_region)),
        figures("France".to_owned(), whole(&|_| true)),
    ];
    Some(Comparaison { lignes: lines(&colonnes), colonnes })
}

/// The département where most of the inhabitants are.
fn main_departement(etat: &Etat, communes: &BTreeSet<CommuneCode>) -> Option<DepartementCode> {
    let all: BTreeSet<DepartementCode> = communes.iter().map(CommuneCode::departement).collect();
    all.into_iter().max_by_key(|code| {
        let inside = communes.iter().filter(|one| one.departement() == *code).copied().collect();
        (etat.population(&inside), std::cmp::Reverse(*code))
    })
}

fn lines(colonnes: &[Colonne]) -> Vec<Ligne> {
    let Some(first) = colonnes.first() else { return Vec::new() };
    let whole = |id: &str, libelle: &str, figure: fn(&Estimation) -> &Chiffre| Ligne {
        id: id.to_owned(),
        libelle: libelle.to_owned(),
        chiffres: colonnes.iter().map(|one| Some(figure(&one.estimation).clone())).collect(),
        note: None,
    };
    let mut lines = vec![
        whole("population", "Population", |one| &one.population),
        whole("densite", "Densité", |one| &one.densite),
    ];
    lines.extend(first.estimation.indicateurs.iter().map(|mesure| line(colonnes, mesure)));
    lines
}

/// Shares compare places of any size; counts are shown when there is no share.
fn line(colonnes: &[Colonne], mesure: &Mesure) -> Ligne {
    let same = |one: &Colonne| {
        let found = one.estimation.indicateurs.iter().find(|other| other.id == mesure.id)?;
        Some(found.part.clone().unwrap_or_else(|| found.compte.clone()))
    };
    Ligne {
        id: mesure.id.clone(),
        libelle: mesure.libelle.clone(),
        chiffres: colonnes.iter().map(same).collect(),
        note: mesure.note.clone(),
    }
}
