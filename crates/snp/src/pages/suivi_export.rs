//! The figures as a file for outside: no identity, small groups masked.

use super::suivi::{Vue, month, periode};
use crate::WriteError;
use axum::extract::State;
use db::Trace;
use documents::{Sheet, masked};
use ui::francais;
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn csv(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let asked = periode(&query, kernel::today(visit.ctx.now))
        .map_err(|why| Problem::new(422, "snp-saisie-refusee", why))?;
    let vue = Vue::read(&visit, &app, asked).await?;
    let (du, au) = (month(vue.chiffres.du), month(vue.chiffres.au));
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new("snp.chiffres_exportes", "chiffres").detail(format!("{du} à {au}")));
    tx.commit().await?;
    let text = documents::csv(&sheet(&vue)).map_err(|error| Problem::fault(&error))?;
    let name = format!("soins-non-programmes-{du}-{au}.csv");
    web::download(&name, "text/csv; charset=utf-8", move || Ok::<_, WriteError>(text.into_bytes())).await
}

fn sheet(vue: &Vue) -> Sheet {
    let all = &vue.chiffres;
    let when = format!("{} à {}", francais::mois_annee(all.du), francais::mois_annee(all.au));
    let title = format!("Soins non programmés, {when}");
    masked::sheet("Soins non programmés", title, all.lignes(|code| vue.motif(code)))
}
