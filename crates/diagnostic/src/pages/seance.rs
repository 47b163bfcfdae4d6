//! One session: giving one's points, what comes of it so far, the end.

use crate::besoin::Besoin;
use crate::droits::{ANIMER, CLASSER};
use crate::seance::{Place, Refus, Seance, Vote, rank};
use crate::{WriteError, cast_vote, close_seance, store};
use axum::extract::{Path, State};
use comptes::Noms;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::{Button, Column, Crumb, Field, Filled, Row, Table, Tone, form::Width, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    seance: Seance,
    besoins: BTreeMap<Id<Besoin>, Besoin>,
    places: Vec<Place>,
    votes: Vec<Vote>,
    names: Noms,
}

async fn load(app: &App, visit: &Visit, id: &str) -> Result<Shown, Problem> {
    let id = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let seance = store::seances::seance(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette séance"))?;
    let liste: BTreeSet<Id<Besoin>> = store::seances::liste(&mut tx, id).await?;
    let votes = store::seances::votes(&mut tx, id).await?;
    let places = match seance.close_le {
        Some(_) => store::seances::places(&mut tx, id).await?,
        None => rank(&liste, &votes),
    };
    let all = store::besoins::besoins(&mut tx).await?;
    let besoins = all.into_iter().filter(|one| liste.contains(&one.id)).map(|one| (one.id, one)).collect();
    let names = Noms::read(&mut tx, votes.iter().map(|vote| vote.personne).collect()).await?;
    Ok(Shown { seance, besoins, places, votes, names })
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    let mine = mine(&visit, &shown);
    let given = mine.iter().fold(Filled::new(), |filled, vote| {
        filled.value(format!("points-{}", vote.besoin), vote.points.to_string())
    });
    Ok(visit.page(&frame(&visit, &shown), page(&visit, &shown, &given)))
}

fn mine<'a>(visit: &Visit, shown: &'a Shown) -> Vec<&'a Vote> {
    let me = visit.identity.as_ref().map(|identity| identity.person);
    shown.votes.iter().filter(|vote| Some(vote.personne) == me).collect()
}

pub(super) async fn vote(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    let mut reader = fields.reader();
    let mut choix = BTreeMap::new();
    for besoin in shown.besoins.keys() {
        if let Some(points) = reader.optional::<u32>(&format!("points-{besoin}")) {
            choix.insert(*besoin, points);
        }
    }
    let errors = match reader.finish(Some(())) {
        Err(errors) => errors,
        Ok(()) => match cast_vote(&visit.ctx, &app.db, shown.seance.id, &choix).await {
            Ok(()) => {
                let path = visit.workspace(&format!("diagnostic/seances/{id}"));
                return Ok(Redirect::to(path).done("Vos points sont comptés.").answer(&visit));
            }
            Err(WriteError::Seance(refus @ Refus::TropDePoints { .. })) => {
                let first = shown.besoins.keys().next().map(|id| format!("points-{id}")).unwrap_or_default();
                FieldErrors::one(&first, refus)
            }
            Err(other) => return Err(other.into()),
        },
    };
    Ok(visit.refused(frame(&visit, &shown), page(&visit, &shown, &fields.filled(&errors))))
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    close_seance(&visit.ctx, &app.db, id_of(&id)?).await?;
    let path = visit.workspace(&format!("diagnostic/seances/{id}"));
    Ok(Redirect::to(path).done("La séance est close\u{a0}: le classement est gardé.").answer(&visit))
}

fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    let seance = &shown.seance;
    let lead = match seance.close_le {
        None => format!(
            "{} à partager par personne entre les besoins. On peut changer d’avis jusqu’à la clôture.",
            francais::compte(seance.points.into(), "point", "points")
        ),
        Some(le) => {
            format!("Close le {}\u{a0}: ce classement ne change plus.", francais::date(kernel::today(le)))
        }
    };
    ui::Frame {
        lead: Some(lead.into()),
        breadcrumb: vec![
            Crumb::new("Diagnostic", visit.workspace("diagnostic")),
            Crumb::new("Séances", visit.workspace("diagnostic/seances")),
        ],
        ..visit.frame(seance.titre.clone())
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let open = shown.seance.close_le.is_none();
    html! {
        @if open && visit.can(CLASSER) { (ballot(visit, shown, filled)) }
        (ranking(visit, shown))
        (trace(shown))
        @if open && visit.can(ANIMER) {
            (ui::button::confirm("Clore la séance", "", "Le classement ne changera plus. Clore maintenant\u{202f}?",
                ui::button::post_button(&visit.csrf, &visit.workspace(&format!("diagnostic/seances/{}/cloture", shown.seance.id)), &[], &Button::primary("Clore la séance"))))
        }
    }
}

fn ballot(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("diagnostic/seances/{}/vote", shown.seance.id));
    let max = shown.seance.points.to_string();
    let body = html! {
        (ui::form::error_summary(filled))
        @for besoin in shown.besoins.values() {
            (Field::number(format!("points-{}", besoin.id), besoin.texte.titre.to_string())
                .hint(besoin.texte.public.libelle()).range(Some("0".into()), Some(max.clone().into()))
                .unit("points").width(Width::Short).filled(filled))
        }
        div.actions { (Button::primary("Donner mes points")) }
    };
    ui::section::section("vote", "Mes points", ui::form(&visit.csrf, &action, ui::Method::Post, body))
}

fn ranking(visit: &Visit, shown: &Shown) -> Markup {
    let columns = vec![
        Column::number("Rang"),
        Column::text("Besoin"),
        Column::number("Points"),
        Column::number("Personnes"),
    ];
    let rows = shown.places.iter().filter_map(|place| {
        let besoin = shown.besoins.get(&place.besoin)?;
        Some(Row::new(vec![
            html! { (place.rang) },
            html! { a href=(visit.workspace(&format!("diagnostic/besoins/{}", besoin.id))) { (besoin.texte.titre) } },
            html! { (place.points) },
            html! { (place.votants) },
        ]))
    });
    let title = if shown.seance.close_le.is_some() { "Classement" } else { "Classement pour l’instant" };
    html! {
        (Table::new("classement", title, columns).rows(rows.collect()))
        p { "Le plus de points d’abord, puis le plus de personnes\u{a0}; ce que rien ne sépare partage un rang." }
    }
}

/// Who gave what: kept, and shown.
fn trace(shown: &Shown) -> Markup {
    let mut by: BTreeMap<&str, Vec<&Vote>> = BTreeMap::new();
    for vote in &shown.votes {
        by.entry(shown.names.of(Some(vote.personne))).or_default().push(vote);
    }
    let titre =
        |id: &Id<Besoin>| shown.besoins.get(id).map(|one| one.texte.titre.to_string()).unwrap_or_default();
    let people = i64::try_from(by.len()).unwrap_or(i64::MAX);
    html! {
        @if by.is_empty() {
            (ui::alert::alert(Tone::Info, "Personne n’a encore donné ses points."))
        } @else {
            details {
                summary { "Qui a choisi quoi (" (francais::compte(people, "personne", "personnes")) ")" }
                ul { @for (name, votes) in &by { li {
                    strong { (name) } "\u{a0}: "
                    @for (at, vote) in votes.iter().enumerate() {
                        @if at > 0 { ", " }
                        (titre(&vote.besoin)) " (" (vote.points) ")"
                    }
                } } }
            }
        }
    }
}
