//! The money of the contract as a file: PDF to hand over, DOCX to quote.

use super::Salle;
use super::argent::refused;
use crate::argent::simulate;
use crate::{WriteError, calculs};
use axum::extract::State;
use db::Trace;
use documents::Document;
use web::{Answer, App, Fields, Problem, Visit};

/// How a document is written.
type Write = fn(&Document) -> Result<Vec<u8>, documents::Error>;

pub(super) async fn pdf(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    file(&visit, &app, &fields, ("pdf", super::PDF, documents::pdf)).await
}

pub(super) async fn docx(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    file(&visit, &app, &fields, ("docx", kind, documents::docx)).await
}

async fn file(
    visit: &Visit,
    app: &App,
    fields: &Fields,
    (extension, kind, write): (&str, &'static str, Write),
) -> Answer {
    let mut tx = app.db.begin(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let contrat = salle.contrat()?;
    let simulated = simulate(&salle.law, contrat, &[], salle.today).ok_or_else(Problem::not_found)?;
    let resultat = simulated.map_err(|errors| refused(&salle, contrat, &errors))?;
    tx.record(Trace::new("contrat.exporte", format!("contrat:{}", contrat.id)));
    tx.commit().await?;
    let tenant = visit.tenant()?;
    let whose = (contrat.termes.parties.cpts.nom.as_str(), salle.today);
    let document = calculs(&salle.law, whose, &resultat).map_err(WriteError::from)?;
    let name = format!("argent-du-contrat-{}-{}.{extension}", tenant.slug, salle.today);
    web::download(&name, kind, move || write(&document)).await
}
