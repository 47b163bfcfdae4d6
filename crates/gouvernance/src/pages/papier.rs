//! Ballots given on paper by those who have neither account nor e-mail address, that the office enters.

use super::bulletin::{self, Bulletin};
use super::{ROOM, nom_of};
use crate::cast::has_a_way;
use crate::scrutin::{Emargement, Mode, Scrutin};
use crate::store;
use crate::voie::Voie;
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{Tone, alert};
use web::{Answer, App, Fields, Visit, id_of};

/// Who can vote on paper only, and what the office does of it.
pub(super) fn section(
    visit: &Visit,
    one: &Scrutin,
    roll: &[Emargement],
    adherents: &[Adherent],
    noms: &BTreeMap<Id<Adherent>, String>,
) -> Markup {
    let waits = |who: &&Adherent| roll.iter().any(|line| line.porteur == who.id && !line.a_vote);
    let left: Vec<Id<Adherent>> =
        adherents.iter().filter(|who| !has_a_way(who)).filter(waits).map(|who| who.id).collect();
    if left.is_empty() || one.mode == Mode::MainLevee || !one.is_ouvert(kernel::today(visit.ctx.now)) {
        return html! {};
    }
    let names: Vec<&str> = left.iter().map(|id| nom_of(noms, *id)).collect();
    let action = ROOM.at(visit, &format!("scrutins/{}/papier", one.id));
    html! {
        section.section id="papier" {
            h2 { "Bulletins sur papier" }
            @if one.mode == Mode::Secret {
                (alert::alert(Tone::Warning, html! {
                    p { "Sans compte ni adresse électronique, ils ne peuvent pas voter ici\u{a0}: " (names.join(", ")) "." }
                    p { "Un vote secret ne se saisit pas au nom de quelqu’un\u{a0}: le bureau saurait ce que chacun a choisi. Reliez leur fiche à un compte dans «\u{a0}Adhésions\u{a0}», ou faites voter tout le monde sur papier\u{a0}: préparez la même question «\u{a0}à main levée\u{a0}», dépouillez, puis saisissez les totaux à la clôture." }
                }))
            } @else {
                p { "Ils n’ont ni compte ni adresse électronique. Saisissez ici le bulletin qu’ils ont rempli et signé\u{a0}; gardez le papier." }
                @for id in &left {
                    @let miennes: Vec<Emargement> = roll.iter().filter(|line| line.porteur == *id).copied().collect();
                    details {
                        summary { "Saisir le bulletin de " (nom_of(noms, *id)) }
                        (Bulletin { scrutin: one, miennes: &miennes, moi: *id, noms, action: &action }.papier(visit))
                    }
                }
            }
        }
    }
}

pub(super) async fn enter(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (scrutin, who): (Id<Scrutin>, Id<Adherent>) = (id_of(&id)?, id_of(fields.get("porteur"))?);
    let mut miennes = store::scrutins::roll(&mut app.db.read(&visit.ctx).await?, scrutin).await?;
    miennes.retain(|line| line.porteur == who);
    let chosen = bulletin::read(&fields, &miennes);
    let kept = crate::cast(&visit.ctx, &app.db, Voie::Bureau(who), scrutin, &chosen).await;
    ROOM.after(&visit, &format!("scrutins/{id}"), "Le bulletin est compté.", kept)
}
