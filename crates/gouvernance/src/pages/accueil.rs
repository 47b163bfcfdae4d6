//! The first page: what to do, the next meeting, the head of the association, the last decisions.

use super::seances::lines;
use super::{ROOM, nom_of, to};
use crate::mandat::Fonction;
use crate::{a_faire, noms, store};
use axum::extract::State;
use maud::html;
use std::collections::BTreeSet;
use ui::section::section;
use ui::{Card, Icon, francais, status};
use web::{Answer, App, Visit};

/// How many decisions are shown.
const LAST: usize = 8;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let todo = a_faire::read(&mut tx, &ROOM.at(&visit, "")).await?;
    let meetings = lines(&mut tx).await?;
    let (mandates, noms) = (store::mandats::mandats(&mut tx).await?, noms(&mut tx).await?);
    let mut votes = store::scrutins::scrutins(&mut tx).await?;
    drop(tx);
    let now = visit.ctx.now;
    let today = kernel::today(now);
    let next =
        meetings.iter().rev().find(|(seance, _, meeting)| seance.close_le.is_none() && !meeting.passee(now));
    let head =
        |fonction: Fonction| mandates.iter().filter(move |one| one.fonction == fonction && one.court(today));
    let heads = [Fonction::Presidence, Fonction::Tresorerie, Fonction::Secretariat];
    votes.retain(|one| one.clos_le.is_some());
    votes.sort_by_key(|one| std::cmp::Reverse(one.clos_le));
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (Card::new(Icon::Talk, "À faire", "Rien n’attend dans la gouvernance.").items(todo))
        (section("prochaine", "Prochaine séance", html! {
            @match next {
                None => p { "Aucune séance n’est prévue. " (to(&visit, "seances", "Prévoir une séance")) },
                Some((seance, instance, meeting)) => p {
                    (to(&visit, &format!("seances/{}", seance.id), &instance.nom)) ", " (francais::date_heure(meeting.debut)) " "
                    @let (tone, words) = seance.etat();
                    (status::status(tone, words))
                },
            }
        }))
        (section("tete", "À la tête de l’association", html! {
            ul { @for fonction in heads {
                @let names = head(fonction).map(|one| nom_of(&noms, one.adherent)).collect::<BTreeSet<_>>();
                li { (fonction.libelle()) "\u{a0}: " @if names.is_empty() { "à noter dans " (to(&visit, "mandats", "les mandats")) } @else { (names.into_iter().collect::<Vec<_>>().join(", ")) } }
            } }
        }))
        (section("decisions", "Dernières décisions", html! {
            @if votes.is_empty() { p { "Aucun vote clos." } }
            (super::scrutin::list(&visit, votes.get(..LAST.min(votes.len())).unwrap_or_default()))
        }))
    };
    let frame = ui::Frame {
        lead: Some("Comment l’association décide\u{a0}: ses instances, leurs séances, leurs votes, et qui les représente.".into()),
        ..visit.frame("Gouvernance")
    };
    Ok(visit.page(&frame, content))
}
