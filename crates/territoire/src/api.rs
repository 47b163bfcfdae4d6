//! The JSON door: estimate a list of communes, find a commune, see the CPTS and the coverage of a département.

mod couverture;
pub(crate) mod estimation;
mod recherche;

use crate::atlas::{Atlas, Etat};
use crate::demande::Demande;
use crate::droits::CONSULTER;
use crate::estimation::estimate;
use crate::selection::Selection;
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    response::IntoResponse,
};
use kernel::today;
use std::sync::Arc;
use utoipa::OpenApi;
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/api/territoires/estimation", CONSULTER, by_query)
        .post("/api/territoires/estimation", CONSULTER, by_body)
        .get("/api/communes", CONSULTER, recherche::communes)
        .get("/api/cpts", CONSULTER, couverture::cpts)
        .get("/api/departements/{code}/couverture", CONSULTER, couverture::departement)
}

#[derive(OpenApi)]
#[openapi(paths(by_query, by_body, recherche::communes, couverture::cpts, couverture::departement))]
struct Described;

/// The routes of this crate, described.
pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// The atlas of this request.
pub(crate) async fn atlas(app: &App, visit: &Visit) -> db::Result<Arc<Etat>> {
    let mut tx = app.db.read(&visit.ctx).await?;
    app.resource::<Atlas>().at(&mut tx).await
}

/// Estimates the territory made of the communes, départements and EPCI given; each parameter may be repeated.
#[utoipa::path(
    get,
    path = "/api/territoires/estimation",
    tag = "territoire",
    params(
        ("communes" = Option<String>, Query, description = "Codes INSEE ou noms, séparés par des virgules", example = "43157,43012"),
        ("departement" = Option<String>, Query, description = "Code d'un département, pris en entier", example = "43"),
        ("epci" = Option<String>, Query, description = "SIREN d'un EPCI, pris en entier", example = "200073427"),
    ),
    responses(
        (status = 200, description = "L'estimation ; ce qui n'a pas été reconnu est dans `flags`", body = estimation::Estimate),
        (status = 400, description = "Aucune commune demandée", content_type = "application/problem+json"),
        (status = 422, description = "Rien de reconnu dans la liste", content_type = "application/problem+json"),
    )
)]
async fn by_query(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let etat = atlas(&app, &visit).await?;
    let mut demande = Demande::default();
    query.all("communes").for_each(|text| demande.add_text(text));
    query.all("departement").for_each(|text| demande.add_departement(&etat.france, text));
    query.all("epci").for_each(|text| demande.add_epci(&etat.france, text));
    answer(&visit, &etat, demande)
}

/// The same for long lists: JSON `{"communes": ["43157", …]}` (or a text), with `departements` and `epci` if wished;
/// or the list itself as plain text or CSV.
#[utoipa::path(
    post,
    path = "/api/territoires/estimation",
    tag = "territoire",
    request_body(content = Liste, description = "JSON, ou la liste en text/plain ou text/csv"),
    responses(
        (status = 200, description = "L'estimation", body = estimation::Estimate),
        (status = 400, description = "Liste vide ou corps illisible", content_type = "application/problem+json"),
        (status = 422, description = "Rien de reconnu dans la liste", content_type = "application/problem+json"),
    )
)]
async fn by_body(visit: Visit, State(app): State<App>, body: Result<Bytes, BytesRejection>) -> Answer {
    let body = body.map_err(|_| {
        Problem::new(413, "territoire-liste-trop-longue", "La liste reçue dépasse 2\u{a0}Mo.")
            .detail("Toutes les communes de France y tiennent huit fois.")
    })?;
    let text = std::str::from_utf8(&body).map_err(|_| unreadable("le texte n’est pas en UTF-8"))?;
    let etat = atlas(&app, &visit).await?;
    let mut demande = Demande::default();
    if text.trim_start().starts_with(['{', '[']) {
        let liste: Liste = serde_json::from_str(text).map_err(|error| unreadable(&error.to_string()))?;
        liste.communes.iter().flat_map(Communes::texts).for_each(|text| demande.add_text(text));
        liste.departements.iter().flatten().for_each(|code| demande.add_departement(&etat.france, code));
        liste.epci.iter().flatten().for_each(|siren| demande.add_epci(&etat.france, siren));
    } else {
        demande.add_text(text);
    }
    answer(&visit, &etat, demande)
}

fn unreadable(reason: &str) -> Problem {
    Problem::new(400, "territoire-liste-illisible", "La liste reçue n’est pas lisible.")
        .detail("Envoyez {\"communes\": [\"43157\", \"43012\"]}, ou la liste elle-même en texte.")
        .field("communes", reason)
}

/// A long list of communes.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Liste {
    /// Codes or names: a list, or one text.
    #[schema(value_type = Option<Vec<String>>)]
    communes: Option<Communes>,
    /// Codes of départements, each taken whole.
    departements: Option<Vec<String>>,
    /// SIREN of EPCI, each taken whole.
    epci: Option<Vec<String>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum Communes {
    Liste(Vec<String>),
    Texte(String),
}

impl Communes {
    fn texts(&self) -> &[String] {
        match self {
            Self::Liste(codes) => codes,
            Self::Texte(text) => std::slice::from_ref(text),
        }
    }
}

fn answer(visit: &Visit, etat: &Etat, demande: Demande) -> Answer {
    if demande.liste.trim().is_empty() && demande.problems.is_empty() {
        let problem = Problem::new(400, "territoire-liste-vide", "Aucune commune n’est demandée.");
        let accepted = "codes INSEE ou noms de communes, séparés par des virgules, par exemple 43157,43012";
        return Err(
            problem.field("communes", format!("{accepted}\u{a0}; ou departement=43, ou epci=200073427."))
        );
    }
    if !demande.problems.is_empty() {
        let problem = Problem::new(422, "territoire-parametre-inconnu", "Un paramètre ne désigne rien.");
        return Err(demande
            .problems
            .into_iter()
            .fold(problem, |problem, (name, why)| problem.field(name, why)));
    }
    let selection = Selection::read(&etat.france, &demande.liste);
    if selection.is_empty() {
        let problem =
            Problem::new(422, "territoire-rien-de-reconnu", "Aucune commune n’est reconnue dans la liste.");
        let first = selection.remarques().iter().take(50);
        return Err(first.fold(problem, |problem, flag| problem.field("communes", flag.phrase.clone())));
    }
    let jour = today(visit.ctx.now);
    let estimation = estimate(&etat.france, &etat.law, jour, &selection);
    let mut answer = estimation::answer(&etat.france, &etat.law, &selection, &estimation);
    answer.overlaps = couverture::overlaps(etat, &selection, jour);
    Ok(Json(answer).into_response())
}
