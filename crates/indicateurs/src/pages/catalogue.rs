//! The catalogue of law data: what can join the contract.

use super::{ROOM, Salle, mots, no_contract};
use crate::catalogue::{Modele, catalogue};
use crate::{WriteError, add_from_catalogue, store};
use axum::extract::State;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Column, Row, Table, Tone};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let frame = ui::Frame {
        lead: Some("Les indicateurs que nous avons vus publiés ou que nous proposons\u{a0}: le texte du contrat l’emporte toujours.".into()),
        actions: Some(html! { (Button::secondary("Écrire un indicateur propre").href(visit.workspace("dossier-aci/nouveau"))) }),
        ..visit.frame("Catalogue des indicateurs")
    };
    let Some(salle) = Salle::read(&app, &visit, &mut tx, &query).await? else {
        return Ok(visit.page(&frame, no_contract(&visit)));
    };
    let all = store::indicateurs::de_l_annee(&mut tx, salle.contrat.id, salle.annee.numero).await?;
    let chosen: BTreeSet<String> =
        all.into_iter().filter(|(one, _)| one.en_vigueur()).map(|(one, _)| one.texte.code).collect();
    let modeles = catalogue(&salle.lois, &salle.contrat, salle.today).map_err(WriteError::from)?;
    let content = html! {
        (ROOM.tabs(&visit, "catalogue"))
        @for (id, nom) in &salle.missions {
            (mission(&visit, (id, nom, salle.holds(id)), modeles.iter().filter(|one| one.texte.mission == *id), &chosen))
        }
    };
    Ok(visit.page(&frame, content))
}

fn mission<'a>(
    visit: &Visit,
    (id, nom, held): (&str, &str, bool),
    modeles: impl Iterator<Item = &'a Modele>,
    chosen: &BTreeSet<String>,
) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::text("Ce qui est compté"),
        Column::text("D’où vient le chiffre"),
        Column::actions(),
    ];
    let rows: Vec<Row> = modeles.map(|one| row(visit, one, chosen, held)).collect();
    html! { @if !rows.is_empty() { (Table::new(format!("mission-{id}"), nom.to_owned(), columns).rows(rows)) } }
}

fn row(visit: &Visit, one: &Modele, chosen: &BTreeSet<String>, held: bool) -> Row {
    let texte = &one.texte;
    let add = Button::secondary("Ajouter au contrat").small().about(texte.libelle.clone());
    mots::ligne(vec![
        html! {
            (texte.libelle) br; small { (texte.nature.libelle()) " · " (texte.sens.libelle()) }
            @if one.incertain { br; (ui::status::badge(Tone::Warning, "définition non confirmée")) }
        },
        html! {
            (texte.numerateur) @if !texte.denominateur.is_empty() { br; small { "rapporté à\u{a0}: " (texte.denominateur) } }
            @if let Some(exemple) = &one.exemple { br; small { "Vu ailleurs\u{a0}: " (exemple.trim_start_matches("exemple : ").trim_start_matches("exemple\u{a0}: ")) } }
        },
        html! { @if texte.mesure.is_some() { "Calculé à partir des actes" } @else { (texte.source) } },
        html! {
            @if chosen.contains(&texte.code) { "Au contrat" }
            @else if !held { a href=(visit.workspace("contrat/missions")) { "Mission pas au contrat" span.visually-hidden { "\u{a0}: " (texte.libelle) } } }
            @else { (ui::button::post_button(&visit.csrf, &visit.workspace("dossier-aci/catalogue"), &[("code", &texte.code)], &add)) }
        },
    ])
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(&app, &visit, &mut tx, &fields).await?;
    drop(tx);
    let id = add_from_catalogue(&visit.ctx, &app.db, &salle.lois, &salle.contrat, fields.get("code")).await?;
    let path = visit.workspace(&format!("dossier-aci/indicateurs/{id}/texte"));
    Ok(Redirect::to(path)
        .done("L’indicateur est au contrat\u{a0}: comparez ses mots à ceux du contrat.")
        .answer(&visit))
}
