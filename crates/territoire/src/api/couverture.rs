//! Where the CPTS are: all of them, one département, a list of communes.

use super::atlas;
use crate::atlas::{CptsConnue, Etat};
use crate::perimetre::zones_blanches;
use crate::selection::Selection;
use crate::statut::Quand;
use axum::{
    Json,
    extract::{Path, State},
    response::IntoResponse,
};
use identifiants::DepartementCode;
use jiff::civil::Date;
use kernel::today;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use web::{Answer, App, Problem, Visit};

/// A CPTS, as everybody may know it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Known {
    /// First segment of its addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// The next stage, with the date at which it is expected.
    pub expected: Option<Stage>,
    /// First day of the territory in force.
    #[schema(value_type = Option<String>)]
    pub since: Option<Date>,
    /// Inhabitants of the territory in force.
    pub population: i64,
    /// Codes of its communes.
    pub communes: Vec<String>,
    /// Codes of its départements.
    pub departments: Vec<String>,
}

/// A stage and its date.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Stage {
    /// Stable code.
    pub code: String,
    /// As shown, in French.
    pub label: String,
    /// The day that orders.
    #[schema(value_type = String)]
    pub date: Date,
    /// How precisely it is known: `jour`, `mois`, `semestre`, `annee`.
    pub precision: String,
}

/// What another CPTS already counts of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Overlap {
    /// First segment of its addresses.
    pub cpts: String,
    /// Its name.
    pub name: String,
    /// Communes (arrondissements in the three cities) that it counts too.
    pub communes: usize,
    /// Inhabitants there.
    pub population: i64,
}

/// What the CPTS cover of a département.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Coverage {
    /// Code of the département.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Communes of the département (arrondissements in the three cities).
    pub communes: usize,
    /// Inhabitants of the département.
    pub population: i64,
    /// Communes that no CPTS covers.
    pub uncovered: Vec<String>,
    /// Inhabitants that no CPTS covers.
    pub uncovered_population: i64,
    /// Communes that several CPTS count.
    pub overlapping: Vec<String>,
    /// The CPTS that have a commune there.
    pub cpts: Vec<Known>,
}

/// Every CPTS of the instance, with its territory and its stage.
#[utoipa::path(
    get,
    path = "/api/cpts",
    tag = "territoire",
    responses((status = 200, description = "Les CPTS, par nom", body = Vec<Known>))
)]
pub(super) async fn cpts(visit: Visit, State(app): State<App>) -> Answer {
    let etat = atlas(&app, &visit).await?;
    let jour = today(visit.ctx.now);
    let mut all: Vec<Known> = etat.cpts.iter().map(|cpts| known(&etat, cpts, jour)).collect();
    all.sort_by_cached_key(|cpts| kernel::fold(&cpts.name));
    Ok(Json(all).into_response())
}

/// What the CPTS cover of a département, and what remains.
#[utoipa::path(
    get,
    path = "/api/departements/{code}/couverture",
    tag = "territoire",
    params(("code" = String, Path, description = "Code du département", example = "43")),
    responses(
        (status = 200, description = "La couverture", body = Coverage),
        (status = 404, description = "Département inconnu", content_type = "application/problem+json"),
    )
)]
pub(super) async fn departement(visit: Visit, State(app): State<App>, Path(code): Path<String>) -> Answer {
    let code: DepartementCode = code
        .parse()
        .map_err(|error| Problem::new(404, "territoire-departement-inconnu", format!("{error}")))?;
    let etat = atlas(&app, &visit).await?;
    let departement = etat.france.departement(code).ok_or_else(|| {
        Problem::new(404, "territoire-departement-inconnu", format!("Aucun département n’a le code {code}."))
    })?;
    let jour = today(visit.ctx.now);
    let zones = zones_blanches(&etat.france, code, etat.cpts.iter().map(|cpts| cpts.communes(jour)));
    let occupation = etat.occupation(jour);
    let communes = etat.france.of_departement(code).iter().map(|commune| commune.code);
    let several: Vec<String> =
        communes.filter(|code| occupation.owners(*code).len() > 1).map(|code| code.to_string()).collect();
    let here = |cpts: &&CptsConnue| cpts.communes(jour).iter().any(|commune| commune.departement() == code);
    let answer = Coverage {
        code: code.to_string(),
        name: departement.nom.clone(),
        communes: zones.communes_total,
        population: zones.population_total,
        uncovered: zones.communes.iter().map(ToString::to_string).collect(),
        uncovered_population: zones.population,
        overlapping: several,
        cpts: etat.cpts.iter().filter(here).map(|cpts| known(&etat, cpts, jour)).collect(),
    };
    Ok(Json(answer).into_response())
}

fn known(etat: &Etat, cpts: &CptsConnue, jour: Date) -> Known {
    let communes = cpts.communes(jour);
    let departements: BTreeSet<DepartementCode> =
        communes.iter().map(|commune| commune.departement()).collect();
    let statut = cpts.statut.as_ref();
    Known {
        slug: cpts.slug.clone(),
        name: cpts.nom.clone(),
        stage: statut.map(|statut| stage(statut.dernier().etape, statut.dernier().quand)),
        expected: statut.and_then(|statut| statut.prevu()).map(|jalon| stage(jalon.etape, jalon.quand)),
        since: cpts.perimetre.at(jour).map(|version| version.depuis),
        population: etat.population(communes),
        communes: communes.iter().map(ToString::to_string).collect(),
        departments: departements.iter().map(ToString::to_string).collect(),
    }
}

fn stage(etape: crate::statut::Etape, quand: Quand) -> Stage {
    Stage {
        code: etape.as_str().to_owned(),
        label: etape.libelle().to_owned(),
        date: quand.jour,
        precision: quand.precision.as_str().to_owned(),
    }
}

/// What other CPTS already count among these communes, most inhabitants first.
pub(super) fn overlaps(etat: &Etat, selection: &Selection, jour: Date) -> Vec<Overlap> {
    let communes = selection.communes(&etat.france).map(|commune| commune.code);
    let mut by_cpts: BTreeMap<usize, (usize, i64)> = BTreeMap::new();
    for claim in etat.occupation(jour).claimed(&etat.france, communes, None) {
        let population = etat.france.commune(claim.commune).and_then(|c| c.population).map_or(0, i64::from);
        for rank in claim.cpts {
            let (count, people) = by_cpts.entry(rank).or_default();
            *count += 1;
            *people += population;
        }
    }
    let overlap = |(rank, (communes, population)): (usize, (usize, i64))| {
        let CptsConnue { slug, nom, .. } = &etat.cpts[rank];
        Overlap { cpts: slug.clone(), name: nom.clone(), communes, population }
    };
    let mut overlaps: Vec<Overlap> = by_cpts.into_iter().map(overlap).collect();
    overlaps.sort_by_key(|overlap| std::cmp::Reverse(overlap.population));
    overlaps
}
