//! Who may be on duty in a planning, and their limits.

use super::{ROOM, below, beside, read};
use crate::droits::GERER;
use crate::{
    Competence, Limites, Participant, Tableau, add_participants, change_participant, withdraw_participant,
};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use rendez_vous::Effecteur;
use std::collections::BTreeSet;
use ui::button::{actions, confirm, post_button};
use ui::form::Width;
use ui::section::section;
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, empty::empty, francais};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

const TITLE: &str = "Participants";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/garde/plannings/{id}/participants", GERER, show)
        .post("/{cpts}/espace/garde/plannings/{id}/participants", GERER, add)
        .get("/{cpts}/espace/garde/plannings/{id}/participants/{qui}", GERER, show_one)
        .post("/{cpts}/espace/garde/plannings/{id}/participants/{qui}", GERER, change)
        .post("/{cpts}/espace/garde/plannings/{id}/participants/{qui}/retrait", GERER, withdraw)
}

fn page(visit: &Visit, tableau: &Tableau, filled: &Filled) -> Markup {
    let at = ROOM.at(visit, &format!("plannings/{}/participants", tableau.planning.id));
    let there: BTreeSet<_> =
        tableau.participants.iter().filter(|one| tableau.is_active(one)).map(|one| one.effecteur).collect();
    let mut others: Vec<&Effecteur> =
        tableau.gens.values().filter(|one| one.retire_le.is_none() && !there.contains(&one.id)).collect();
    others.sort_by_cached_key(|one| kernel::fold(&one.nom));
    let choices: Vec<Choice> = others
        .iter()
        .map(|one| Choice::new(one.id.to_string(), one.nom.clone()).hint(one.profession.libelle()))
        .collect();
    html! {
        (list(tableau, &at))
        @if choices.is_empty() {
            p { "Tous les professionnels qui proposent des créneaux participent. " a href=(visit.workspace("rendez-vous/professionnels")) { "Ajouter un professionnel" } }
        } @else {
            (section("ajouter", "Ajouter des participants", ui::form(&visit.csrf, &at, Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::checkboxes("effecteurs", "Qui", choices).filled(filled))
                (actions(html! { (Button::primary("Ajouter ces personnes")) }))
            })))
        }
    }
}

fn list(tableau: &Tableau, at: &str) -> Markup {
    let columns = vec![
        Column::text("Personne"),
        Column::number("Par semaine"),
        Column::number("Au plus"),
        Column::text("Compétences"),
    ];
    let row = |one: &Participant| {
        let skills: Vec<&str> = one.limites.competences.iter().map(|skill| skill.libelle()).collect();
        Row::new(vec![
            html! { a href={ (at) "/" (one.id) } { (tableau.nom(one.id)) } @if !tableau.is_active(one) { " (ne participe plus)" } },
            html! { (one.limites.par_semaine) },
            html! { @match one.limites.au_plus { Some(most) => (most), None => "–" } },
            html! { (skills.join(", ")) },
        ])
    };
    let nothing = empty(
        Icon::People,
        "Aucun participant",
        "Choisissez qui peut prendre des gardes dans ce planning.",
        None,
    );
    html! { (Table::new("participants", "Participants", columns).rows(tableau.participants.iter().map(row).collect()).empty(nothing)) }
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.page(&below(&visit, &tableau, TITLE), page(&visit, &tableau, &Filled::new())))
}

async fn add(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let all: Vec<Id<Effecteur>> = fields.all("effecteurs").filter_map(|one| one.parse().ok()).collect();
    let errors = match add_participants(&visit.ctx, &app.db, web::id_of(&id)?, &all).await {
        Ok(many) => {
            let many = i64::try_from(many).unwrap_or(i64::MAX);
            let said = format!("{}.", francais::compte(many, "personne ajoutée", "personnes ajoutées"));
            return ROOM.done(&visit, &format!("plannings/{id}/participants"), said);
        }
        Err(error) => beside(error)?,
    };
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.refused(below(&visit, &tableau, TITLE), page(&visit, &tableau, &fields.filled(&errors))))
}

/// Somebody of that planning.
fn find(tableau: &Tableau, qui: &str) -> Result<Participant, crate::WriteError> {
    let found =
        qui.parse().ok().and_then(|id: Id<Participant>| tableau.participants.iter().find(|one| one.id == id));
    found.cloned().ok_or(crate::WriteError::Inconnu("Ce participant"))
}

fn prefill(one: &Limites) -> Filled {
    let most = one.au_plus.map(|most| most.to_string()).unwrap_or_default();
    let filled = Filled::new().value("par_semaine", one.par_semaine.to_string()).value("au_plus", most);
    one.competences.iter().fold(filled, |filled, skill| filled.value("competences", skill.code()))
}

fn one_page(visit: &Visit, tableau: &Tableau, one: &Participant, filled: &Filled) -> Markup {
    let at = ROOM.at(visit, &format!("plannings/{}/participants/{}", tableau.planning.id, one.id));
    let skills = Competence::ALL.iter().map(|skill| Choice::new(skill.code(), skill.libelle())).collect();
    let gone =
        post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Oui, retirer").small());
    let question = "Ses gardes à venir sont libérées\u{a0}; ce qui est passé reste.";
    html! {
        (actions(html! { (Button::secondary("Répondre pour cette personne").href(format!("{at}/page"))) }))
        (ui::form(&visit.csrf, &at, Method::Post, html! {
            (ui::form::error_summary(filled))
            (Field::number("par_semaine", "Par semaine, au plus").unit("demi-journées").width(Width::Short).required().range(Some("1".into()), Some("7".into())).filled(filled))
            (Field::number("au_plus", "Dans ce planning, au plus").hint("Vide\u{a0}: pas de limite.").unit("demi-journées").width(Width::Short).range(Some("0".into()), Some("400".into())).filled(filled))
            (Field::checkboxes("competences", "Compétences", skills).filled(filled))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
        @if tableau.is_active(one) {
            (section("retirer", "Ne participe plus", confirm("Retirer…", tableau.nom(one.id), question, gone)))
        }
    }
}

async fn show_one(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, qui)): Path<(String, String, String)>,
) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let one = find(&tableau, &qui)?;
    let content = one_page(&visit, &tableau, &one, &prefill(&one.limites));
    Ok(visit.page(&below(&visit, &tableau, tableau.nom(one.id).to_owned()), content))
}

fn read_limites(fields: &Fields) -> Result<Limites, FieldErrors> {
    let mut reader = fields.reader();
    let (par_semaine, au_plus) = (reader.required("par_semaine"), reader.optional("au_plus"));
    let competences = fields.all("competences").filter_map(|code| code.parse().ok()).collect();
    let limites = par_semaine.map(|par_semaine| Limites { par_semaine, au_plus, competences });
    let limites = limites.and_then(|limites| reader.keep(limites.check()));
    reader.finish(limites)
}

async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, qui)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let one = find(&tableau, &qui)?;
    let errors = match read_limites(&fields) {
        Ok(limites) => match change_participant(&visit.ctx, &app.db, one.id, limites).await {
            Ok(()) => return ROOM.done(&visit, &format!("plannings/{id}/participants"), "C’est enregistré."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = one_page(&visit, &tableau, &one, &fields.filled(&errors));
    Ok(visit.refused(below(&visit, &tableau, tableau.nom(one.id).to_owned()), content))
}

async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, qui)): Path<(String, String, String)>,
) -> Answer {
    let done = withdraw_participant(&visit.ctx, &app.db, web::id_of(&qui)?).await;
    let freed = done.as_ref().map_or(0, |freed| i64::try_from(*freed).unwrap_or(i64::MAX));
    let said = match freed {
        0 => "Cette personne ne participe plus. Elle n’avait pas de garde à venir.".to_owned(),
        many => format!(
            "Cette personne ne participe plus\u{a0}: {}.",
            francais::compte(many, "garde libérée", "gardes libérées")
        ),
    };
    ROOM.after(&visit, &format!("plannings/{id}/participants"), said, done)
}
