//! The gestures of a meeting that have no form to show again.

use super::ROOM;
use crate::change_reunion::Portee;
use crate::reunion::Reunion;
use axum::extract::{Path, State};
use kernel::Id;
use web::{Answer, App, Fields, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn cancel(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id: Id<Reunion> = id_of(&id)?;
    let portee = if fields.get("portee") == "suivantes" { Portee::Suivantes } else { Portee::Celle };
    let known = crate::reunion(&mut app.db.read(&visit.ctx).await?, id).await?;
    let over = known.is_some_and(|one| one.passee(visit.ctx.now));
    let gone = crate::cancel_reunion(&visit.ctx, &app.db, id, fields.get("motif"), portee).await;
    let said = match &gone {
        Ok(1) | Err(_) if over => "La réunion est annulée\u{a0}: ses présences ne comptent plus.".to_owned(),
        Ok(1) | Err(_) => "La réunion est annulée\u{a0}: les personnes invitées sont prévenues.".to_owned(),
        Ok(n) => format!("{n} réunions sont annulées\u{a0}: les personnes invitées sont prévenues."),
    };
    ROOM.after(&visit, &id.to_string(), said, gone)
}

pub(super) async fn close(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let id = id_of(&id)?;
    let closed = crate::close_reunion(&visit.ctx, &app.db, id).await;
    ROOM.after(
        &visit,
        &id.to_string(),
        "La réunion est notée comme tenue\u{a0}: son acte est au registre.",
        closed,
    )
}

pub(super) async fn answer(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let reponse = fields.get("reponse").parse().map_err(|_| web::Problem::not_found())?;
    let answered = crate::answer_invitation(&visit.ctx, &app.db, id, reponse).await;
    ROOM.after(
        &visit,
        &id.to_string(),
        "Votre réponse est notée. Vous pouvez la changer jusqu’à la réunion.",
        answered,
    )
}

pub(super) async fn remind(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let id = id_of(&id)?;
    let sent = crate::remind_invites(&visit.ctx, &app.db, id).await;
    let n = sent.as_ref().copied().unwrap_or(0);
    let said = ui::francais::compte(i64::from(n), "rappel part.", "rappels partent.");
    ROOM.after(&visit, &format!("{id}/invites"), said, sent)
}

pub(super) async fn send_links(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let id = id_of(&id)?;
    let sent = crate::send_signing_links(&visit.ctx, &app.db, id).await;
    let n = sent.as_ref().copied().unwrap_or(0);
    let said = ui::francais::compte(i64::from(n), "lien de signature part.", "liens de signature partent.");
    ROOM.after(&visit, &id.to_string(), said, sent)
}
