//! The meetings: to come, past, mine; by mission and kind.

use super::{ROOM, badge};
use crate::droits::ORGANISER;
use crate::invite::Reponse;
use crate::letter::quand;
use crate::reunion::{Genre, Reunion};
use crate::{author, heures, store};
use actes::Mission;
use axum::extract::State;
use db::Tx;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{Button, Choice, Column, Field, Icon, Row, Table};
use web::{Answer, App, Fields, Problem, Visit};

/// What the page lists.
struct Liste {
    titre: &'static str,
    part: &'static str,
    reunions: Vec<Reunion>,
    /// What I answered.
    reponses: BTreeMap<Id<Reunion>, Reponse>,
    annee: i16,
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let liste = read(&mut tx, &visit, &fields).await?;
    let mut frame = visit.frame("Réunions");
    frame.lead = Some(
        "Tout ce qui réunit la CPTS\u{a0}: chaque présence signée devient un acte, et rien n’est retapé."
            .into(),
    );
    if visit.can(ORGANISER) {
        frame.actions = Some(html! {
            (Button::primary("Prévoir une réunion").icon(Icon::Plus).href(visit.workspace("reunions/nouvelle")))
            (Button::secondary("Prévoir une série").href(visit.workspace("reunions/serie")))
        });
    }
    Ok(visit.page(&frame, content(&visit, &fields, &liste)))
}

async fn read(tx: &mut Tx, visit: &Visit, fields: &Fields) -> Result<Liste, Problem> {
    let today = heures::today(visit.ctx.now);
    let annee: i16 = fields
        .get("annee")
        .parse()
        .ok()
        .filter(|annee| (2000..=2200).contains(annee))
        .unwrap_or(today.year());
    let me = match author(&visit.ctx) {
        Some(me) => adhesions::par_compte(tx, me).await?,
        None => None,
    };
    let reponses = match &me {
        Some(me) => store::invites::answers(tx, me.id).await?,
        None => BTreeMap::new(),
    };
    let far = today.saturating_add(jiff::Span::new().years(2));
    let year = (Date::constant(annee, 1, 1), Date::constant(annee, 12, 31));
    let (titre, part, mut reunions) = match (fields.get("quand"), &me) {
        ("passees", _) => {
            let mut all = store::reunions::entre(tx, year.0, year.1.min(today)).await?;
            all.retain(|one| one.passee(visit.ctx.now));
            all.reverse();
            ("Réunions passées", "?quand=passees", all)
        }
        ("miennes", Some(me)) => {
            let recent = today.saturating_sub(jiff::Span::new().months(6));
            (
                "Les réunions où je suis invité",
                "?quand=miennes",
                store::reunions::inviting(tx, me.id, recent).await?,
            )
        }
        ("miennes", None) => ("Les réunions où je suis invité", "?quand=miennes", Vec::new()),
        _ => {
            let mut all =
                store::reunions::entre(tx, today.saturating_sub(jiff::Span::new().days(2)), far).await?;
            all.retain(|one| !one.passee(visit.ctx.now));
            ("Réunions à venir", "", all)
        }
    };
    let mission: Option<Mission> = fields.get("mission").parse().ok();
    let genre: Option<Genre> = fields.get("genre").parse().ok();
    reunions.retain(|one| mission.is_none_or(|m| one.mission == m) && genre.is_none_or(|g| one.genre == g));
    Ok(Liste { titre, part, reunions, reponses, annee })
}

fn content(visit: &Visit, fields: &Fields, liste: &Liste) -> Markup {
    let action = visit.workspace("reunions");
    let add = visit.can(ORGANISER).then(|| {
        html! { (Button::primary("Prévoir une réunion").href(visit.workspace("reunions/nouvelle"))) }
    });
    let empty = ui::empty::empty(
        Icon::Calendar,
        "Aucune réunion ici",
        "Une réunion se prévoit en une minute\u{a0}: les invitations, l’agenda, la porte et le compte rendu suivent.",
        add,
    );
    let columns = vec![
        Column::text("Réunion"),
        Column::text("Quand"),
        Column::text("Genre").minor(),
        Column::text("Mission").minor(),
        Column::number("Oui").minor(),
        Column::text("Ma réponse").minor(),
        Column::text("État"),
    ];
    let rows = liste.reunions.iter().map(|one| row(visit, liste, one)).collect();
    html! {
        (ROOM.tabs(visit, liste.part))
        (filters(&action, fields, liste))
        (Table::new("reunions", liste.titre, columns).rows(rows).empty(empty))
        @if liste.part == "?quand=passees" {
            div.actions {
                (Button::secondary(format!("Année {}", liste.annee - 1)).href(format!("{action}?quand=passees&annee={}", liste.annee - 1)))
                @if liste.annee < heures::today(visit.ctx.now).year() {
                    (Button::secondary(format!("Année {}", liste.annee + 1)).href(format!("{action}?quand=passees&annee={}", liste.annee + 1)))
                }
            }
        }
    }
}

fn filters(action: &str, fields: &Fields, liste: &Liste) -> Markup {
    let mut missions = vec![Choice::new("", "Toutes")];
    missions.extend(Mission::ALL.map(|one| Choice::new(one.code(), one.label())));
    let mut genres = vec![Choice::new("", "Tous")];
    genres.extend(Genre::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    ui::form::filters(
        action,
        html! {
            @if let Some(quand) = liste.part.strip_prefix("?quand=") { (ui::form::hidden("quand", quand)) }
            @if liste.part == "?quand=passees" { (ui::form::hidden("annee", &liste.annee.to_string())) }
            (Field::select("mission", "Mission", missions).value(fields.get("mission")))
            (Field::select("genre", "Genre", genres).value(fields.get("genre")))
        },
    )
}

fn row(visit: &Visit, liste: &Liste, one: &Reunion) -> Row {
    let (tone, words) = badge(one, visit.ctx.now);
    Row::new(vec![
        html! { a href=(super::here(visit, one.id)) { (one.titre) } @if one.serie.is_some() { " " (ui::status::badge(ui::Tone::Neutral, "Série")) } },
        html! { (quand(one)) },
        html! { (one.genre.libelle()) },
        html! { (one.mission.label()) },
        html! { (one.oui) @if let Some(jauge) = one.jauge { " / " (jauge) } },
        html! { @match liste.reponses.get(&one.id) { Some(reponse) => (reponse.libelle()), None => "—" } },
        html! { (ui::status::badge(tone, words)) },
    ])
}
