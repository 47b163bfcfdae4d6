use crate::{Cpts, Espace, Role, read_espaces};
use axum::extract::State;
use maud::{Markup, Render, html};
use ui::{
    Button, Column, Icon, Row, Table,
    empty::empty,
    section::{grid, section},
};
use web::{Answer, App, Redirect, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let (espaces, toutes) = read_espaces(&visit.ctx, &app.db).await?;
    if let ([seul], true) = (espaces.as_slice(), toutes.is_empty()) {
        return Ok(Redirect::to(day(&seul.slug)).answer(&visit));
    }
    let mut frame = visit.frame("Mes espaces");
    if !espaces.is_empty() {
        frame.lead = Some("Choisissez la CPTS pour laquelle vous travaillez.".into());
    }
    let content = html! {
        @if espaces.is_empty() && toutes.is_empty() { (nobody()) } @else { (grid(html! { @for one in &espaces { (card(one)) } })) }
        @if !toutes.is_empty() { (section("instance", "Toutes les CPTS de l’instance", table(&toutes))) }
    };
    Ok(visit.page(&frame, content))
}

fn day(slug: &str) -> String {
    format!("/{slug}/espace/ma-journee")
}

fn card(espace: &Espace) -> Markup {
    html! {
        div.panel {
            h2 { (espace.nom) }
            p { (espace.roles.labels()) }
            (Button::primary("Ouvrir").about(espace.nom.clone()).href(day(&espace.slug)))
        }
    }
}

fn nobody() -> Markup {
    empty(
        Icon::People,
        "Vous n’avez pas encore d’espace",
        "Votre compte existe, mais aucune CPTS ne vous a donné de rôle, ou votre accès y est suspendu. \
         Demandez une invitation à la coordination de votre CPTS, à l’adresse de ce compte.",
        Some(html! { (Button::secondary("Voir mon compte").href("/compte")) }),
    )
}

/// What the administration of the instance may open besides its own.
fn table(toutes: &[Cpts]) -> Markup {
    let row = |cpts: &Cpts| {
        let link = html! { a href=(day(cpts.slug.as_str())) { (cpts.nom) } };
        Row::new(vec![link, html! { "/" (cpts.slug) }])
    };
    let columns = vec![Column::text("CPTS"), Column::text("Adresse")];
    let role = Role::AdministrateurPlateforme.label();
    Table::new("toutes", role, columns).quiet_caption().rows(toutes.iter().map(row).collect()).render()
}
