//! The JSON door.
pub(crate) fn routes() -> web::Routes { web::Routes::new() }
pub(crate) fn describe() -> utoipa::openapi::OpenApi { utoipa::openapi::OpenApi::default() }
