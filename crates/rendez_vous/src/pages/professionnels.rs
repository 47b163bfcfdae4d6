//! Who gives care on slots: the list, adding a member or somebody else, changing, no longer taking part.

use super::noms::Noms;
use super::{ROOM, beside, mots, professionnel_champs as champs};
use crate::droits::{GERER, VOIR};
use crate::{Effecteur, WriteError, change_effecteur, keep_effecteur, store, withdraw_effecteur};
use adhesions::{Adherent, Qui};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::button::{actions, confirm, post_button};
use ui::form::Width;
use ui::section::section;
use ui::status::status;
use ui::{Button, Choice, Column, Field, Filled, Frame, Icon, Method, Row, Table, Tone, empty::empty};
use web::{Answer, App, Fields, Problem, Routes, Visit};

const CRUMB: (&str, &str) = ("Professionnels", "professionnels");

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/professionnels", VOIR, show)
        .post("/{cpts}/espace/rendez-vous/professionnels", GERER, add)
        .get("/{cpts}/espace/rendez-vous/professionnels/nouveau", GERER, show_new)
        .get("/{cpts}/espace/rendez-vous/professionnels/{id}", GERER, show_one)
        .post("/{cpts}/espace/rendez-vous/professionnels/{id}", GERER, change)
        .post("/{cpts}/espace/rendez-vous/professionnels/{id}/retrait", GERER, withdraw)
}

async fn noms(visit: &Visit, app: &App) -> Result<Noms, Problem> {
    Noms::read(app, &mut app.db.read(&visit.ctx).await?).await
}

/// Members who give care and could be added.
async fn membres(visit: &Visit, app: &App, noms: &Noms) -> Result<Vec<Adherent>, Problem> {
    let known: BTreeSet<Id<Adherent>> = noms.effecteurs().filter_map(|one| one.adherent).collect();
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = adhesions::membres(&mut tx, kernel::today(visit.ctx.now)).await?;
    let cares = |one: &Adherent| matches!(one.qui, Qui::Personne { .. }) && !one.professions.is_empty();
    Ok(all.into_iter().filter(|one| cares(one) && !known.contains(&one.id)).collect())
}

fn list(visit: &Visit, noms: &Noms) -> Markup {
    let columns = vec![
        Column::text("Professionnel"),
        Column::text("Profession"),
        Column::text("Lieu habituel"),
        Column::text("RPPS"),
        Column::text("Joindre"),
        Column::actions(),
    ];
    let mut all: Vec<&Effecteur> = noms.effecteurs().collect();
    all.sort_by_cached_key(|one| kernel::fold(&one.nom));
    let rows = all.into_iter().map(|one| line(visit, noms, one)).collect();
    let help = "Ajoutez d’un geste les membres de la CPTS qui donnent des soins, puis proposez des créneaux en leur nom, ou laissez-les faire depuis leur compte.";
    let nothing = empty(Icon::People, "Aucun professionnel pour le moment", help, None);
    html! { (Table::new("professionnels", "Professionnels qui proposent des créneaux", columns).rows(rows).filter("Chercher un professionnel").empty(nothing)) }
}

fn line(visit: &Visit, noms: &Noms, one: &Effecteur) -> Row {
    let gere = visit.can(GERER);
    let at = |part: &str| ROOM.at(visit, &format!("professionnels/{}{part}", one.id));
    let specialite = (!one.specialite.is_empty()).then(|| format!(", {}", one.specialite));
    Row::new(vec![
        html! { @if gere { a href=(at("")) { (one.nom) } } @else { (one.nom) } },
        html! { (format!("{}{}", one.profession.libelle(), specialite.unwrap_or_default())) },
        html! { (noms.ou(one.lieu)) },
        html! { @match &one.rpps { Some(rpps) => (rpps), None => (status(Tone::Warning, "Sans RPPS")) } },
        html! { div { @if let Some(number) = &one.telephone { (number) br; } @if let Some(mail) = &one.courriel { (mail) } } },
        html! { @if gere { (Button::secondary("Ses créneaux").about(format!("({})", one.nom)).href(at("/creneaux")).small()) } },
    ])
}

fn adding(visit: &Visit, membres: &[Adherent], sans_lieu: bool) -> Markup {
    let nouveau = ROOM.at(visit, "professionnels/nouveau");
    if sans_lieu {
        let action = html! { (Button::primary("Ajouter un lieu").href(ROOM.at(visit, "lieux"))) };
        let help = "Un professionnel reçoit quelque part\u{a0}: ajoutez d’abord un cabinet, une maison de santé ou un centre.";
        return empty(Icon::Home, "Ajoutez d’abord un lieu", help, Some(action));
    }
    let choice = |one: &Adherent| {
        Choice::new(one.id.to_string(), format!("{}, {}", one.nom(), one.professions.join(", ")))
    };
    html! {
        @if !membres.is_empty() {
            (ui::form("", &nouveau, Method::Get, html! {
                (Field::select("membre", "Un membre de la CPTS", membres.iter().map(choice).collect()).width(Width::Full))
                (actions(html! { (Button::primary("Ajouter ce membre")) }))
            }))
        }
        p { a href=(nouveau) { "Ajouter à la main quelqu’un qui n’est pas membre" } }
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let noms = noms(&visit, &app).await?;
    let membres = if visit.can(GERER) { membres(&visit, &app, &noms).await? } else { Vec::new() };
    let sans_lieu = noms.lieux_offerts().is_empty();
    let content = html! {
        (ROOM.tabs(&visit, "professionnels"))
        (list(&visit, &noms))
        @if visit.can(GERER) { (section("ajouter", "Ajouter un professionnel", adding(&visit, &membres, sans_lieu))) }
    };
    Ok(visit.page(&ROOM.below(&visit, "Professionnels", &[]), content))
}

fn new_page(visit: &Visit, noms: &Noms, filled: &Filled) -> (Frame, Markup) {
    let form = ui::form(
        &visit.csrf,
        &ROOM.at(visit, "professionnels"),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (champs::fields(filled, noms))
            (actions(html! { (Button::primary("Ajouter ce professionnel")) }))
        },
    );
    (ROOM.below(visit, "Ajouter un professionnel", &[CRUMB]), form)
}

async fn show_new(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let noms = noms(&visit, &app).await?;
    let member = match fields.get("membre").parse() {
        Ok(id) => adhesions::adherent(&mut app.db.read(&visit.ctx).await?, id).await?,
        Err(_) => None,
    };
    let (frame, content) =
        new_page(&visit, &noms, &member.as_ref().map(champs::of_member).unwrap_or_default());
    Ok(visit.page(&frame, content))
}

async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match champs::read(&fields, fields.key(&visit), None) {
        Ok(one) => match keep_effecteur(&visit.ctx, &app.db, one).await {
            Ok(id) => {
                let said = "Professionnel ajouté. Vous pouvez proposer ses créneaux.";
                return ROOM.done(&visit, &format!("professionnels/{id}/creneaux"), said);
            }
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let noms = noms(&visit, &app).await?;
    let (frame, content) = new_page(&visit, &noms, &fields.filled(&errors));
    Ok(visit.refused(frame, content))
}

async fn read(visit: &Visit, app: &App, id: &str) -> Result<(Effecteur, Noms), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::effecteurs::effecteur(&mut tx, web::id_of(id)?).await?;
    let one = found.filter(|one| one.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce professionnel"))?;
    Ok((one, Noms::read(app, &mut tx).await?))
}

fn one_page(visit: &Visit, one: &Effecteur, noms: &Noms, filled: &Filled) -> (Frame, Markup) {
    let at = |part: &str| ROOM.at(visit, &format!("professionnels/{}{part}", one.id));
    let mut frame = ROOM.below(visit, one.nom.clone(), &[CRUMB]);
    frame.lead = Some(one.profession.libelle().into());
    frame.actions = Some(html! { (Button::primary("Ses créneaux").href(at("/creneaux"))) });
    let compte = if one.compte.is_some() {
        "Propose aussi ses créneaux depuis son compte."
    } else {
        "N’a pas de compte relié\u{a0}: la CPTS propose ses créneaux."
    };
    let question =
        "Ses créneaux à venir sont retirés et leurs rendez-vous annulés\u{a0}; ce qui est passé reste.";
    let leave = post_button(&visit.csrf, &at("/retrait"), &[], &Button::danger("Oui, retirer").small());
    let content = html! {
        p.soft { (compte) }
        (ui::form(&visit.csrf, &at(""), Method::Post, html! {
            (ui::form::error_summary(filled))
            (champs::fields(filled, noms))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
        (section("retirer", "Ne propose plus de créneaux", confirm("Retirer ce professionnel…", &one.nom, question, leave)))
    };
    (frame, content)
}

async fn show_one(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let (one, noms) = read(&visit, &app, &id).await?;
    let (frame, content) = one_page(&visit, &one, &noms, &champs::prefill(&one));
    Ok(visit.page(&frame, content))
}

async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (one, noms) = read(&visit, &app, &id).await?;
    let errors = match champs::read(&fields, one.id, Some(&one)) {
        Ok(now) => match change_effecteur(&visit.ctx, &app.db, now).await {
            Ok(()) => return ROOM.done(&visit, "professionnels", "C’est enregistré."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let (frame, content) = one_page(&visit, &one, &noms, &fields.filled(&errors));
    Ok(visit.refused(frame, content))
}

async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let done = withdraw_effecteur(&visit.ctx, &app.db, web::id_of(&id)?).await;
    let said = done.as_ref().map(|done| format!("Professionnel retiré. {}", mots::retires(*done)));
    ROOM.after(&visit, "professionnels", said.unwrap_or_default(), done)
}
