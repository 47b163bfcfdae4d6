//! Finding communes by name, code or postcode.

use super::atlas;
use crate::referentiel::Commune;
use axum::{Json, extract::State, response::IntoResponse};
use identifiants::DepartementCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

const LIMIT: usize = 20;
const MOST: usize = 100;
/// Looked through before a département is picked out.
const DEPTH: usize = 2_000;

/// A commune, or an arrondissement of Paris, Lyon or Marseille.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Found {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of its département.
    pub department: String,
    /// SIREN of its EPCI.
    pub epci: Option<String>,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Postcodes.
    pub postcodes: Vec<String>,
}

/// Communes for a text typed by a person, best first: name, beginning of a name, code, postcode, old name; accents,
/// case and hyphens do not count.
#[utoipa::path(
    get,
    path = "/api/communes",
    tag = "territoire",
    params(
        ("q" = String, Query, description = "Nom, début de nom, code INSEE ou code postal", example = "le puy"),
        ("departement" = Option<String>, Query, description = "Code d'un département", example = "43"),
        ("limit" = Option<usize>, Query, description = "1 à 100 ; 20 par défaut"),
    ),
    responses(
        (status = 200, description = "Les communes, la meilleure d'abord", body = Vec<Found>),
        (status = 400, description = "Un paramètre n'est pas lisible", content_type = "application/problem+json"),
    )
)]
pub(super) async fn communes(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut reader = query.reader();
    let text: Option<String> = reader.required("q");
    let departement: Option<DepartementCode> = reader.optional("departement");
    let limit: usize = reader.optional("limit").unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        reader.refuse("limit", format!("Un nombre de 1 à {MOST} est attendu."));
    }
    let text = reader.finish(text).map_err(|errors| wrong(&errors))?;
    let etat = atlas(&app, &visit).await?;
    let depth = if departement.is_some() { DEPTH } else { limit };
    let found = etat.france.search(&text, depth).into_iter();
    let here = found.filter(|commune| departement.is_none_or(|code| commune.code.departement() == code));
    Ok(Json(here.take(limit).map(shown).collect::<Vec<_>>()).into_response())
}

fn wrong(errors: &FieldErrors) -> Problem {
    let problem = Problem::new(400, "parametre-illisible", "Un paramètre n’est pas lisible.");
    errors.iter().fold(problem, |problem, (name, sentence)| problem.field(name, sentence))
}

fn shown(commune: &Commune) -> Found {
    Found {
        code: commune.code.to_string(),
        name: commune.nom.to_string(),
        department: commune.code.departement().to_string(),
        epci: commune.epci.map(|siren| siren.to_string()),
        population: commune.population,
        postcodes: commune.codes_postaux.split_whitespace().map(str::to_owned).collect(),
    }
}
