//! Swaps under way, for whoever approves them.

use super::ROOM;
use crate::droits::GERER;
use crate::{Echange, EtatEchange, Tableau, WriteError, approve_echange, mots, store, withdraw_echange};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::button::{actions, post_button};
use ui::status::status;
use ui::{Button, Column, Icon, Row, Table, Tone, empty::empty};
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde/echanges", GERER, show).post(
        "/{cpts}/espace/garde/echanges/{id}",
        GERER,
        act,
    )
}

fn line(visit: &Visit, tableau: &Tableau, one: &Echange) -> Result<Row, WriteError> {
    let when = |id| tableau.demi_journee(id).map(mots::quand).unwrap_or_default();
    let to = one.a.map_or("qui la veut", |who| tableau.nom(who));
    let at = ROOM.at(visit, &format!("echanges/{}", one.id));
    let about = format!("({}, {})", tableau.nom(one.de), when(one.donne));
    let post = |geste: &str, button: Button| {
        post_button(&visit.csrf, &at, &[("geste", geste)], &button.about(about.clone()).small())
    };
    let accepted = one.etat == EtatEchange::Accepte;
    let broken = if accepted { tableau.broken_by(one)? } else { Vec::new() };
    Ok(Row::new(vec![
        html! { (tableau.nom(one.de)) },
        html! { (when(one.donne)) },
        html! { div { (to) @if let Some(back) = one.contre { br; "contre " (when(back)) } } },
        html! { div {
            (status(if accepted { Tone::Info } else { Tone::Neutral }, one.etat.libelle()))
            @if !one.motif.is_empty() { br; span.soft { (one.motif) } }
            @for words in &broken { br; (status(Tone::Warning, words)) }
        } },
        actions(html! {
            @if accepted { (post("approuver", Button::primary("Approuver"))) }
            (post("refuser", Button::secondary("Refuser")))
        }),
    ]))
}

async fn rows(visit: &Visit, app: &App) -> Result<Vec<Row>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let under_way = store::echanges::under_way(&mut tx).await?;
    let mut plannings: BTreeMap<_, Tableau> = BTreeMap::new();
    for id in under_way.iter().map(|one| one.planning).collect::<BTreeSet<_>>() {
        plannings.insert(id, Tableau::read(&mut tx, id).await?);
    }
    let of = |one: &Echange| plannings.get(&one.planning).map(|tableau| line(visit, tableau, one));
    Ok(under_way.iter().filter_map(of).collect::<Result<_, _>>()?)
}

fn page(visit: &Visit, rows: Vec<Row>) -> Markup {
    let columns = vec![
        Column::text("De"),
        Column::text("Garde"),
        Column::text("À"),
        Column::text("État"),
        Column::actions(),
    ];
    let help = "Quand quelqu’un demande à donner une garde et qu’un autre l’accepte, vous l’approuvez ici.";
    let nothing = empty(Icon::People, "Aucun échange en cours", help, None);
    html! {
        (ROOM.tabs(visit, "echanges"))
        (Table::new("echanges", "Échanges en cours", columns).rows(rows).empty(nothing))
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let content = page(&visit, rows(&visit, &app).await?);
    Ok(visit.page(&ROOM.below(&visit, "Échanges", &[]), content))
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id: Id<Echange> = web::id_of(&id)?;
    let (done, said) = match fields.get("geste") {
        "approuver" => {
            (approve_echange(&visit.ctx, &app.db, app.can_send_sms(), id).await, "Échange approuvé.")
        }
        "refuser" => (withdraw_echange(&visit.ctx, &app.db, id).await, "Échange refusé."),
        _ => return Err(Problem::not_found()),
    };
    ROOM.after(&visit, "echanges", said, done)
}
