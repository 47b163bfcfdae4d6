//! The JSON door: what a contract is worth, for anybody.

use crate::accord::Accord;
use crate::droits::SIMULER;
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    response::IntoResponse,
};
use std::sync::Arc;
use territoire::Atlas;
use utoipa::OpenApi;
use web::{Answer, App, Problem, Routes, Visit};

/// Largest case accepted: a contract with every amount, every avenant and every indicator is a tenth of it.
const LIMIT: usize = 128 * 1024;

pub(crate) fn routes() -> Routes {
    Routes::new().post("/api/aci/simulation", SIMULER, simulation)
}

#[derive(OpenApi)]
#[openapi(paths(simulation))]
struct Described;

/// The routes of this crate, described.
pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// What a contract gives: ceiling, earned and payments year by year, each figure with its derivation; what is missing is asked
/// for, what is not confirmed is flagged.
#[utoipa::path(
    post,
    path = "/api/aci/simulation",
    tag = "contrat",
    request_body(
        content = Object,
        description = "Le cas : `population`, `signed`, et si connus `version`, `missions`, `contract_amounts`, `achievements`, `changes`, `as_of`",
        example = json!({"population": 24000, "signed": "2023-09-20", "missions": [{"id": "acces", "started": "2024-01-15"}], "contract_amounts": [{"component": "acces", "part": "fixe", "eur": 55000}]})
    ),
    responses(
        (status = 200, description = "Plafond, années, versements, échéances, ce qui manque et ce qui n'est pas confirmé", body = Object),
        (status = 413, description = "Cas de plus de 128 Ko", content_type = "application/problem+json"),
        (status = 422, description = "Chaque phrase de refus, avec son champ", content_type = "application/problem+json"),
    )
)]
async fn simulation(visit: Visit, State(app): State<App>, body: Result<Bytes, BytesRejection>) -> Answer {
    let body = body.ok().filter(|body| body.len() <= LIMIT).ok_or_else(too_long)?;
    let text = std::str::from_utf8(&body).map_err(|_| refused(&[], "Le cas reçu n’est pas en UTF-8."))?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let law = Arc::clone(&app.resource::<Atlas>().at(&mut tx).await?.law);
    drop(tx);
    Accord::of(&law).map_err(crate::WriteError::from)?;
    let said = "Ce cas ne peut pas être simulé.";
    let cas = aci::Cas::read(text).map_err(|errors| refused(&errors, said))?;
    let resultat = aci::simulate(&law, &cas).map_err(|errors| refused(&errors, said))?;
    Ok(Json(resultat).into_response())
}

fn too_long() -> Problem {
    Problem::new(413, "contrat-cas-trop-long", "Le cas reçu dépasse 128\u{a0}Ko.")
}

/// Every sentence at once, each with its field.
fn refused(errors: &[aci::Erreur], title: &str) -> Problem {
    let problem = Problem::new(422, "contrat-cas-refuse", title);
    errors.iter().fold(problem, |problem, error| problem.field(&error.field, error.sentence.clone()))
}
