//! One doctor, for the office: what they declare, said for them when they phone; how to reach them; leaving.

use super::demander_lieu::Lieux;
use super::medecins::{asked, contact_fields, read_contact, takes};
use super::{ROOM, beside, places_champs as champs};
use crate::droits::{TRAITER, VOIR};
use crate::{Medecin, WriteError, ask_places, change_medecin, declare_places, store, withdraw_medecin};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::section::section;
use ui::{Button, Filled, Frame, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit, id_of};

type Here = Path<(String, String)>;

/// What is said once a doctor is added.
pub(super) const AJOUTE: &str =
    "Le médecin est ajouté. Dites ses places s’il les a données par téléphone, ou envoyez-lui le lien.";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/medecins/{id}", VOIR, show)
        .post("/{cpts}/espace/medecin-traitant/medecins/{id}/places", TRAITER, places)
        .post("/{cpts}/espace/medecin-traitant/medecins/{id}/contact", TRAITER, contact)
        .post("/{cpts}/espace/medecin-traitant/medecins/{id}/lien", TRAITER, link)
        .post("/{cpts}/espace/medecin-traitant/medecins/{id}/retrait", TRAITER, withdraw)
}

struct Vue {
    one: Medecin,
    lieux: Lieux,
}

async fn read(visit: &Visit, app: &App, id: &str) -> Result<Vue, Problem> {
    let id: Id<Medecin> = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::medecins::medecin(&mut tx, id).await?;
    let one = found.ok_or(WriteError::Inconnu("Ce médecin"))?;
    Ok(Vue { one, lieux: Lieux::read(app, &mut tx).await? })
}

fn frame(visit: &Visit, one: &Medecin) -> Frame {
    ROOM.below(visit, one.nom.clone(), &[("Médecins", "medecins")])
}

fn at(visit: &Visit, one: &Medecin, part: &str) -> String {
    ROOM.at(visit, &format!("medecins/{}{part}", one.id))
}

fn page(visit: &Visit, vue: &Vue, (which, typed): (&str, &Filled)) -> Markup {
    let one = &vue.one;
    let may = visit.can(TRAITER) && one.retire_le.is_none();
    let places = champs::prefill(&one.offre, one.declare_le.is_some(), &vue.lieux);
    let contact = contact_filled(vue);
    let of = |name: &str, usual: &Filled| if which == name { typed.clone() } else { usual.clone() };
    html! {
        (ROOM.tabs(visit, "medecins"))
        (section("places", "Ses places", html! {
            p { (takes(one, kernel::today(visit.ctx.now))) }
            (champs::sums(&one.offre))
            p.soft {
                @match one.declare_le {
                    Some(le) => { "Déclaré le " (francais::date(kernel::today(le))) "." }
                    None => { "Ce médecin n’a encore rien déclaré." }
                }
                @if let Some(le) = one.retire_le { " Ne participe plus depuis le " (francais::date(kernel::today(le))) "." }
            }
            @if may {
                (post_button(&visit.csrf, &at(visit, one, "/lien"), &[], &Button::secondary("Lui envoyer le lien pour dire ses places")))
                details open[which == "places"] {
                    summary { "Noter ce qu’il dit par téléphone" }
                    (ui::form(&visit.csrf, &at(visit, one, "/places"), Method::Post, champs::questions(&of("places", &places), one.offre.prises)))
                }
            }
        }))
        @if may {
            (section("contact", "Le joindre", ui::form(&visit.csrf, &at(visit, one, "/contact"), Method::Post, html! {
                @if which == "contact" { (ui::form::error_summary(typed)) }
                (ui::form::hidden("commune_code", one.commune.as_str()))
                (contact_fields(&of("contact", &contact)))
                (actions(html! { (Button::secondary("Enregistrer")) }))
            })))
            @if let Some(day) = one.depart_le {
                p { "Ce médecin s’arrête le " (francais::date(day)) ". " a href=(ROOM.at(visit, "campagnes")) { "Faire entrer ensemble ses patients" } "." }
            }
            (confirm("Ne participe plus", &one.nom, "Ses cartes en attente de réponse sont retirées et iront à un autre médecin. Les patients qu’il a acceptés restent les siens.",
                post_button(&visit.csrf, &at(visit, one, "/retrait"), &[], &Button::danger("Retirer ce médecin"))))
        }
    }
}

fn contact_filled(vue: &Vue) -> Filled {
    let one = &vue.one;
    let text = |value: Option<String>| value.unwrap_or_default();
    Filled::new()
        .value("nom", &one.nom)
        .value("commune", vue.lieux.nom(one.commune))
        .value("adresse", &one.adresse)
        .value("telephone", text(one.telephone.as_ref().map(ToString::to_string)))
        .value("courriel", text(one.courriel.as_ref().map(ToString::to_string)))
        .value("depart_le", text(one.depart_le.map(|day| day.to_string())))
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let vue = read(&visit, &app, &id).await?;
    Ok(visit.page(&frame(&visit, &vue.one), page(&visit, &vue, ("", &Filled::new()))))
}

async fn again(
    visit: &Visit,
    app: &App,
    id: &str,
    which: &str,
    fields: &Fields,
    errors: &FieldErrors,
) -> Answer {
    let vue = read(visit, app, id).await?;
    Ok(visit.refused(frame(visit, &vue.one), page(visit, &vue, (which, &fields.filled(errors)))))
}

async fn places(visit: Visit, State(app): State<App>, Path((_, id)): Here, fields: Fields) -> Answer {
    let vue = read(&visit, &app, &id).await?;
    let errors = match champs::read(&fields, &vue.lieux, kernel::today(visit.ctx.now)) {
        Ok((restantes, offre)) => {
            match declare_places(&visit.ctx, &app.db, vue.one.id, restantes, offre).await {
                Ok(done) => return ROOM.done(&visit, &format!("medecins/{id}"), champs::done(done)),
                Err(error) => beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    again(&visit, &app, &id, "places", &fields, &errors).await
}

async fn contact(visit: Visit, State(app): State<App>, Path((_, id)): Here, fields: Fields) -> Answer {
    let vue = read(&visit, &app, &id).await?;
    let errors = match read_contact(&fields, &vue.lieux, kernel::today(visit.ctx.now)) {
        Ok(fiche) => match change_medecin(&visit.ctx, &app.db, vue.one.id, fiche).await {
            Ok(()) => return ROOM.done(&visit, &format!("medecins/{id}"), "C’est enregistré."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    again(&visit, &app, &id, "contact", &fields, &errors).await
}

async fn link(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let done = ask_places(&visit.ctx, &app.db, Some(id_of(&id)?), app.can_send_sms()).await;
    ROOM.after(&visit, &format!("medecins/{id}"), done.as_ref().map(asked).unwrap_or_default(), done)
}

async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let back = withdraw_medecin(&visit.ctx, &app.db, id_of(&id)?).await;
    let said = |back: u32| match back {
        0 => "Ce médecin ne participe plus.".to_owned(),
        many => format!(
            "Ce médecin ne participe plus\u{a0}; {}.",
            francais::compte(i64::from(many), "carte retirée", "cartes retirées")
        ),
    };
    Redirect::to(ROOM.at(&visit, "medecins")).after(&visit, back.map(said))
}
