//! One presence: corrected or cancelled, with its reason.

use super::grille::hour;
use super::{ROOM, beside, here, mine, under};
use crate::presence::{Comment, Passage, Presence};
use crate::reunion::Reunion;
use crate::{WriteError, store};
use axum::extract::{Path, State};
use db::Tx;
use maud::{Markup, html};
use ui::button::confirm;
use ui::form::Width;
use ui::{Button, Choice, Field, Filled, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// A presence, its meeting and the name of whoever was there.
type Une = (Presence, Reunion, String);

async fn read(tx: &mut Tx, id: &str) -> Result<Une, Problem> {
    let one =
        store::presences::presence(tx, id_of(id)?).await?.ok_or(WriteError::Inconnu("Cette présence"))?;
    let reunion = mine(tx, &one.reunion.to_string()).await?;
    let nom = adhesions::adherent(tx, one.adherent).await?.map(|who| who.nom()).unwrap_or_default();
    Ok((one, reunion, nom))
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (one, reunion, nom) = read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let at = |heure: Option<jiff::civil::DateTime>| {
        heure.map(|heure| heure.strftime("%H:%M").to_string()).unwrap_or_default()
    };
    let mut filled = Filled::new()
        .value("arrivee", at(one.arrivee))
        .value("depart", at(one.depart))
        .value("comment", one.comment.code());
    if one.a_distance {
        filled = filled.value("distance", "oui");
    }
    Ok(visit.page(&under(&visit, &reunion, nom), page(&visit, &one, &reunion, &filled)))
}

fn page(visit: &Visit, one: &Presence, reunion: &Reunion, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("reunions/presences/{}", one.id));
    let comments = Comment::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let version = one.version.to_string();
    let cancelling = ui::form(
        &visit.csrf,
        &format!("{action}/annulation"),
        ui::Method::Post,
        html! {
            (ui::form::hidden("lue", &version))
            (Field::text("motif", "Motif").id("motif-annulation").required().maxlength(160))
            (Button::danger("Oui, annuler"))
        },
    );
    html! {
        @if one.annulee { (ui::alert::alert(Tone::Danger, html! { "Présence annulée\u{a0}: " (one.motif) ". L’enregistrer de nouveau la rétablit." })) }
        @else if !one.motif.is_empty() { p.soft { "Dernière correction\u{a0}: " (one.motif) } }
        p { "Signée le " (francais::date_heure(crate::heures::clock(one.signee_le))) ", " (francais::duree(i64::from(one.minutes))) " comptées." }
        (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("lue", &version))
            (ui::form::row(html! {
                (Field::text("arrivee", "Arrivée").hint(format!("Vide\u{a0}: au début, à {}.", francais::heure(reunion.debut.time()))).width(Width::Short).filled(filled))
                (Field::text("depart", "Départ").hint(format!("Vide\u{a0}: à la fin, à {}.", francais::heure(reunion.fin.time()))).width(Width::Short).filled(filled))
            }))
            (Field::checkbox("distance", "À distance").filled(filled))
            (Field::select("comment", "Comment le sait-on\u{202f}?", comments).filled(filled))
            (Field::text("motif", "Motif de la correction").required().maxlength(160).filled(filled))
            div.actions { (Button::primary("Enregistrer")) (Button::plain("Retour").href(format!("{}/presences", here(visit, one.reunion)))) }
        }))
        @if !one.annulee { div.actions { (confirm("Annuler cette présence", "", "Son acte ne comptera plus, et l’indemnité qui en venait sera reprise.", cancelling)) } }
    }
}

fn passage(fields: &Fields, reunion: &Reunion) -> Result<Passage, FieldErrors> {
    let mut reader = fields.reader();
    let comment = reader.required("comment");
    let (arrivee, depart) =
        (hour("arrivee", fields.get("arrivee"), reunion)?, hour("depart", fields.get("depart"), reunion)?);
    reader.finish(comment.map(|comment| Passage {
        arrivee,
        depart,
        a_distance: fields.has("distance"),
        ..Passage::whole(comment)
    }))
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let (one, reunion, nom) = read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let lue = fields.get("lue").parse().unwrap_or(0);
    let errors = match passage(&fields, &reunion) {
        Err(errors) => errors,
        Ok(passage) => {
            match crate::correct_presence(&visit.ctx, &app.db, one.id, lue, passage, fields.get("motif"))
                .await
            {
                Ok(()) => {
                    let back = format!("{}/presences", here(&visit, one.reunion));
                    return Ok(Redirect::to(back)
                        .done("La présence est corrigée, son acte aussi.")
                        .answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    Ok(visit.refused(under(&visit, &reunion, nom), page(&visit, &one, &reunion, &fields.filled(&errors))))
}

pub(super) async fn cancel(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let (one, ..) = read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let lue = fields.get("lue").parse().unwrap_or(0);
    let gone = crate::cancel_presence(&visit.ctx, &app.db, one.id, lue, fields.get("motif")).await;
    ROOM.after(
        &visit,
        &format!("{}/presences", one.reunion),
        "La présence est annulée\u{a0}: elle ne compte plus.",
        gone,
    )
}
