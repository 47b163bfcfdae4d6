//! The members' register as files.

use crate::export_registre;
use axum::extract::State;
use web::{Answer, App, Problem, Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn csv(visit: Visit, State(app): State<App>) -> Answer {
    let book = export_registre(&visit.ctx, &app.db).await?;
    let sheet = book.sheets.first().ok_or_else(Problem::not_found)?;
    let text = documents::csv(sheet).map_err(|error| Problem::fault(&error))?;
    let write = move || Ok::<_, documents::Error>(text.into_bytes());
    web::download("registre-des-membres.csv", "text/csv; charset=utf-8", write).await
}

pub(super) async fn xlsx(visit: Visit, State(app): State<App>) -> Answer {
    let book = export_registre(&visit.ctx, &app.db).await?;
    web::download("registre-des-membres.xlsx", XLSX, move || documents::xlsx(&book)).await
}
