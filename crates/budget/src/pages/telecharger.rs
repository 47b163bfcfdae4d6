//! The downloads: entries and reports.

use super::exports::read;
use super::{asked, livre};
use crate::{WriteError, classeur, paheko, rapport, store};
use axum::extract::State;
use db::Trace;
use web::{Answer, App, Fields, Problem, Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Leaves a line in the journal: who took which file.
async fn traced(visit: &Visit, app: &App, which: &str) -> Result<(), Problem> {
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new("budget.exporte", format!("budget:{which}")));
    tx.commit().await?;
    Ok(())
}

pub(super) async fn fec(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = read(&visit, &app, &fields).await?;
    let kept = store::clotures::fichier(&mut app.db.read(&visit.ctx).await?, lu.compta.annee).await?;
    let (name, octets) = match kept {
        Some(kept) => kept,
        None => lu
            .compta
            .fec(&lu.livre)
            .map(|(name, text)| (name, text.into_bytes()))
            .map_err(WriteError::Export)?,
    };
    traced(&visit, &app, &name).await?;
    web::download(&name, "text/plain; charset=utf-8", move || Ok::<_, WriteError>(octets)).await
}

pub(super) async fn paheko(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = read(&visit, &app, &fields).await?;
    let name = format!("paheko-{}.csv", lu.compta.annee);
    traced(&visit, &app, &name).await?;
    Ok(web::csv(&name, paheko::rows(&lu.compta)))
}

pub(super) async fn csv(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = read(&visit, &app, &fields).await?;
    let name = format!("ecritures-{}.csv", lu.compta.annee);
    traced(&visit, &app, &name).await?;
    let text = documents::csv(&classeur::entries(&lu.compta)).map_err(|error| Problem::fault(&error))?;
    web::download(&name, "text/csv; charset=utf-8", move || Ok::<_, WriteError>(text.into_bytes())).await
}

pub(super) async fn xlsx(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = read(&visit, &app, &fields).await?;
    let name = format!("ecritures-{}.xlsx", lu.compta.annee);
    traced(&visit, &app, &name).await?;
    let workbook = classeur::accounts(&visit.tenant()?.nom, &lu.livre, &lu.compta);
    web::download(&name, XLSX, move || documents::xlsx(&workbook)).await
}

pub(super) async fn rapport_pdf(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let livre = livre(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let (_, exercice) = asked(&livre, &fields);
    let exercice = exercice.ok_or_else(Problem::not_found)?;
    let name = format!("rapport-tresorerie-{}.pdf", exercice.cle);
    traced(&visit, &app, &name).await?;
    let document = rapport::document(&visit.tenant()?.nom, &livre, &exercice);
    web::download(&name, "application/pdf", move || documents::pdf(&document)).await
}

pub(super) async fn rapport_xlsx(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let livre = livre(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let (_, exercice) = asked(&livre, &fields);
    let exercice = exercice.ok_or_else(Problem::not_found)?;
    let name = format!("rapport-tresorerie-{}.xlsx", exercice.cle);
    traced(&visit, &app, &name).await?;
    let workbook = classeur::report(&visit.tenant()?.nom, &livre, &exercice);
    web::download(&name, XLSX, move || documents::xlsx(&workbook)).await
}
