//! The papers of a meeting as files.

use crate::WriteError;
use crate::droits::VOIR_INTERNE;
use crate::report::{Dossier, gather};
use axum::extract::{Path, State};
use db::Trace;
use documents::Document;
use web::{Answer, App, Problem, Visit, id_of};

type Here = Path<(String, String)>;

const PDF: (&str, &str) = ("pdf", "application/pdf");
const DOCX: (&str, &str) =
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

async fn dossier(visit: &Visit, app: &App, id: &str) -> Result<Dossier, Problem> {
    let read = gather(&mut app.db.read(&visit.ctx).await?, id_of(id)?).await?;
    Ok(read.ok_or(WriteError::Inconnu("Cette séance"))?)
}

pub(super) async fn convocation(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let document = dossier(&visit, &app, &id).await?.convocation();
    file(&visit, &app, document, ("convocation", &id), PDF, documents::pdf).await
}

pub(super) async fn minutes_pdf(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let document = dossier(&visit, &app, &id).await?.minutes(visit.can(VOIR_INTERNE));
    file(&visit, &app, document, ("proces-verbal", &id), PDF, documents::pdf).await
}

pub(super) async fn minutes_docx(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let document = dossier(&visit, &app, &id).await?.minutes(visit.can(VOIR_INTERNE));
    file(&visit, &app, document, ("proces-verbal", &id), DOCX, documents::docx).await
}

async fn file(
    visit: &Visit,
    app: &App,
    document: Document,
    (what, id): (&str, &str),
    (extension, kind): (&str, &'static str),
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> Answer {
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new("gouvernance.exporte", format!("seance:{id}")).detail(what));
    tx.commit().await?;
    let name = format!("{what}-{}-{}.{extension}", visit.tenant()?.slug, document.date);
    web::download(&name, kind, move || write(&document)).await
}
