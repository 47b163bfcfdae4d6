//! The description of the JSON API, assembled from the modules.

use crate::assembly;
use axum::{Json, response::IntoResponse};
use utoipa::OpenApi;
use web::Answer;

#[derive(OpenApi)]
#[openapi(info(
    title = "Maillage",
    description = "Lecture et échanges en JSON. Les erreurs suivent la RFC 9457 (application/problem+json)."
))]
struct Root;

pub(super) async fn describe() -> Answer {
    let parts = assembly::modules().into_iter().filter_map(|module| module.api);
    let all = parts.fold(Root::openapi(), |mut all, part| {
        all.merge(part());
        all
    });
    Ok(Json(all).into_response())
}
