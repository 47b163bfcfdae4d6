//! « Données et sources »: what every figure and every name comes from, under which licence, and what it does not say.

use axum::extract::State;
use maud::{Markup, html};
use repertoire::{Edition, Nature};
use ui::{Column, Crumb, Row, Table, francais, section::section};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let territoires = territoire::donnees(&app, &mut tx).await?;
    let mut files = Vec::new();
    for nature in Nature::ALL {
        files.push((nature, repertoire::en_vigueur(&mut tx, nature).await?));
    }
    let frame = ui::Frame {
        lead: Some(
            "D’où vient chaque chiffre, de quelle année, sous quelle licence, et ce qu’il ne dit pas.".into(),
        ),
        breadcrumb: vec![Crumb::new("Accueil", "/")],
        ..visit.frame("Données et sources")
    };
    let content = html! {
        (section("repertoires", "Professionnels et structures", repertoires(&files)))
        (territoires)
    };
    Ok(visit.page(&frame, content))
}

fn repertoires(files: &[(Nature, Option<Edition>)]) -> Markup {
    let columns = vec![
        Column::text("Fichier"),
        Column::text("Producteur"),
        Column::text("Licence"),
        Column::text("Ici"),
        Column::number("Lignes lues"),
        Column::number("Refusées"),
    ];
    let number = |n: u64| francais::nombre(i64::try_from(n).unwrap_or(i64::MAX));
    let row = |(nature, edition): &(Nature, Option<Edition>)| {
        let here = match edition {
            Some(edition) => {
                html! { "données du " (francais::date(edition.du)) br; span.soft { @for part in edition.fichier.split_inclusive('_') { (part) wbr; } } }
            }
            None => html! { "aucun fichier chargé" },
        };
        let counts = edition.as_ref().map(|edition| &edition.bilan);
        Row::new(vec![
            html! { (nature.label()) },
            html! { (nature.producteur()) },
            html! { (nature.licence()) },
            here,
            html! { @match counts { Some(bilan) => (number(bilan.lus)), None => "—" } },
            html! { @match counts { Some(bilan) => (number(bilan.rejetes)), None => "—" } },
        ])
    };
    html! {
        p {
            "L’annuaire part de ces fichiers publics\u{a0}; il ne les modifie pas. Ce qu’une personne ou sa CPTS a complété est marqué comme tel sur sa fiche, avec la date."
        }
        (Table::new("fichiers-des-repertoires", "Professionnels et structures", columns).quiet_caption().rows(files.iter().map(row).collect()))
    }
}
