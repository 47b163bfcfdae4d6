//! Sending a link again: an address was corrected, a letter was lost, somebody became a member since.

use super::{ROOM, people};
use crate::{Appel, WriteError};
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Field, francais};
use web::{Answer, App, Fields, Visit, id_of};

type Here = Path<(String, String)>;

/// The form, for one of these people or for all.
pub(super) fn form<'a>(
    visit: &Visit,
    action: &str,
    all: impl Iterator<Item = (Id<Adherent>, &'a str)>,
) -> Markup {
    html! {
        details {
            summary { "Renvoyer un lien" }
            (ui::form(&visit.csrf, action, ui::Method::Post, html! {
                p { "Une adresse corrigée, un courriel perdu, une personne devenue membre depuis\u{a0}: un nouveau lien part à l’adresse d’aujourd’hui, l’ancien ne sert plus. Les réponses, les pouvoirs et les votes déjà donnés restent." }
                (Field::select("qui", "À qui", people("Toutes les personnes appelées", all)))
                div.actions { (Button::secondary("Renvoyer")) }
            }))
        }
    }
}

pub(super) async fn meeting(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let sent = crate::resend(&visit.ctx, &app.db, Appel::Seance(id_of(&id)?), asked(&fields)?).await;
    after(&visit, &format!("seances/{id}"), sent)
}

pub(super) async fn consultation(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let sent = crate::resend(&visit.ctx, &app.db, Appel::Consultation(id_of(&id)?), asked(&fields)?).await;
    after(&visit, &format!("scrutins/{id}"), sent)
}

/// One person; nobody named is everybody.
fn asked(fields: &Fields) -> Result<Option<Id<Adherent>>, web::Problem> {
    if fields.has("qui") { id_of(fields.get("qui")).map(Some) } else { Ok(None) }
}

fn after(visit: &Visit, part: &str, sent: Result<u32, WriteError>) -> Answer {
    let said = match sent.as_ref().copied().unwrap_or(0) {
        0 => "Aucun courriel ne part\u{a0}: sans adresse électronique, écrivez par la lettre.".to_owned(),
        n => francais::compte(n.into(), "nouveau lien part.", "nouveaux liens partent."),
    };
    ROOM.after(visit, part, said, sent)
}
