//! The figures as a file for outside: no identity, small groups masked.

use super::suivi::{Vue, month, periode};
use crate::WriteError;
use crate::chiffres::{Ligne, PETIT, Valeur};
use axum::extract::State;
use db::Trace;
use documents::{Cell, Kind, Sheet, SheetColumn};
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
    let value = |one: Valeur| match one {
        Valeur::Nombre(many) => Cell::Number(f64::from(many)),
        Valeur::Masque => Cell::from("masqué"),
        Valeur::Rien => Cell::Empty,
    };
    let row = |one: Ligne| vec![one.rubrique.into(), one.mesure.into(), value(one.valeur), one.unite.into()];
    let when = format!("{} à {}", francais::mois_annee(all.du), francais::mois_annee(all.au));
    Sheet {
        name: "Soins non programmés".to_owned(),
        title: format!("Soins non programmés, {when}"),
        note: Some(format!("Les groupes de moins de {PETIT} sont masqués, et ce qui les ferait retrouver.")),
        columns: vec![
            SheetColumn::new("Rubrique", Kind::Text),
            SheetColumn::new("Mesure", Kind::Text),
            SheetColumn::new("Valeur", Kind::Number { decimals: 0 }),
            SheetColumn::new("Unité", Kind::Text),
        ],
        rows: all.lignes(|code| vue.motif(code)).into_iter().map(row).collect(),
    }
}
