//! The figures as files for outside: no identity, no name of a doctor, small groups masked.

use super::chiffres::{count, month, periode};
use crate::{Chiffres, WriteError};
use axum::extract::State;
use db::Trace;
use documents::{Sheet, Workbook, masked};
use ui::francais;
use web::{Answer, App, Fields, Problem, Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The figures as they may leave, and the line of the journal that says so.
async fn leave(visit: &Visit, app: &App, query: &Fields) -> Result<(Chiffres, Sheet), Problem> {
    let asked = periode(query, kernel::today(visit.ctx.now))
        .map_err(|why| Problem::new(422, "medecin-traitant-saisie-refusee", why))?;
    let all = count(visit, app, asked).await?;
    let mut tx = app.db.begin(&visit.ctx).await?;
    let said = format!("{} à {}", month(all.du), month(all.au));
    tx.record(Trace::new("medecin_traitant.chiffres_exportes", "chiffres").detail(said));
    tx.commit().await?;
    let sheet = sheet(&all);
    Ok((all, sheet))
}

fn sheet(all: &Chiffres) -> Sheet {
    let du_au = format!("{} à {}", francais::mois_annee(all.du), francais::mois_annee(all.au));
    masked::sheet("Médecin traitant", format!("Accès à un médecin traitant, {du_au}"), all.lignes())
}

fn file(all: &Chiffres, kind: &str) -> String {
    format!("medecin-traitant-{}-{}.{kind}", month(all.du), month(all.au))
}

pub(super) async fn csv(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (all, sheet) = leave(&visit, &app, &query).await?;
    let text = documents::csv(&sheet).map_err(|error| Problem::fault(&error))?;
    web::download(&file(&all, "csv"), "text/csv; charset=utf-8", move || {
        Ok::<_, WriteError>(text.into_bytes())
    })
    .await
}

pub(super) async fn xlsx(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (all, sheet) = leave(&visit, &app, &query).await?;
    let workbook = Workbook {
        title: sheet.title.clone(),
        organisation: visit.tenant()?.nom.clone(),
        date: all.jour,
        sheets: vec![sheet],
        notes: vec![(
            "Masqué".to_owned(),
            "Un groupe de moins de 5 personnes, ou une valeur qui le ferait retrouver.".to_owned(),
        )],
    };
    web::download(&file(&all, "xlsx"), XLSX, move || documents::xlsx(&workbook)).await
}
