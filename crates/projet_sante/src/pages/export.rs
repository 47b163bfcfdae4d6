//! The projet de santé as a file: of today, or of a frozen version.

use super::atlas;
use crate::{WriteError, gather, rapport};
use axum::extract::{Path, State};
use db::Trace;
use documents::Document;
use web::{Answer, App, Problem, Visit};

const PDF: (&str, &str) = ("pdf", "application/pdf");
const DOCX: (&str, &str) =
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

type Here = Path<(String, String)>;

pub(super) async fn pdf(visit: Visit, State(app): State<App>) -> Answer {
    let document = draft(&visit, &app).await?;
    file(&visit, &app, document, "travail", PDF, documents::pdf).await
}

pub(super) async fn docx(visit: Visit, State(app): State<App>) -> Answer {
    let document = draft(&visit, &app).await?;
    file(&visit, &app, document, "travail", DOCX, documents::docx).await
}

pub(super) async fn frozen_pdf(visit: Visit, State(app): State<App>, Path((_, n)): Here) -> Answer {
    let (document, name) = frozen(&visit, &app, &n).await?;
    file(&visit, &app, document, &name, PDF, documents::pdf).await
}

pub(super) async fn frozen_docx(visit: Visit, State(app): State<App>, Path((_, n)): Here) -> Answer {
    let (document, name) = frozen(&visit, &app, &n).await?;
    file(&visit, &app, document, &name, DOCX, documents::docx).await
}

async fn draft(visit: &Visit, app: &App) -> Result<Document, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    Ok(rapport::document(&gather(&mut tx, &etat).await?, None))
}

async fn frozen(visit: &Visit, app: &App, n: &str) -> Result<(Document, String), Problem> {
    let numero: u32 = n.parse().map_err(|_| Problem::not_found())?;
    let read = crate::document_fige(&mut app.db.read(&visit.ctx).await?, numero).await?;
    let document = read.ok_or(WriteError::Inconnu("Cette version"))?;
    Ok((document, format!("version-{numero}")))
}

async fn file(
    visit: &Visit,
    app: &App,
    document: Document,
    which: &str,
    (extension, kind): (&str, &'static str),
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> Answer {
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new("projet_sante.exporte", format!("projet:{which}.{extension}")));
    tx.commit().await?;
    let name = format!("projet-de-sante-{}-{which}.{extension}", visit.tenant()?.slug);
    web::download(&name, kind, move || write(&document)).await
}
