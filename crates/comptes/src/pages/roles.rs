use super::settings_frame;
use crate::Role;
use axum::extract::State;
use maud::{Markup, Render, html};
use ui::{Column, Row, Table};
use web::{Answer, App, RightsTable, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let mut frame = settings_frame(&visit, "Qui peut quoi".to_owned(), &[]);
    frame.lead =
        Some("Ce que chaque rôle permet. Une personne qui a plusieurs rôles cumule leurs droits.".into());
    Ok(visit.page(&frame, table(app.rights())))
}

fn table(rights: &RightsTable) -> Markup {
    let rows = rights.lines().map(|(right, meaning)| Row::new(vec![meaning.render(), who(rights, right)]));
    let columns = vec![Column::text("Action"), Column::text("Qui")];
    Table::new("droits", "Droits par rôle", columns)
        .quiet_caption()
        .filter("Chercher")
        .rows(rows.collect())
        .render()
}

/// Everybody, anybody signed in, or the roles.
fn who(rights: &RightsTable, right: &str) -> Markup {
    if rights.grants("visiteur", right) {
        return html! { "Tout le monde, même sans compte" };
    }
    if rights.grants("connecte", right) {
        return html! { "Toute personne connectée" };
    }
    let roles = Role::ALL.into_iter().filter(|role| rights.grants(role.code(), right));
    html! { (roles.map(Role::label).collect::<Vec<_>>().join(", ")) }
}
