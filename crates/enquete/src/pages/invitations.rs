//! Who is asked, who has answered, and the reminder to the others.

use super::{
    Fiche, at,
    destinataires::{members, people},
    id_of,
};
use crate::{
    CONSERVATION_DAYS, EditError, Envoi, Etat, Invitation, RELANCES_MAX, Refus, effacement,
    invite as invite_people, remind as remind_people, store,
};
use axum::extract::{Path, State};
use comptes::{Membre, Role};
use maud::{Markup, html};
use ui::{
    Button, Choice, Column, Field, Figure, Filled, Row, Table, Tone,
    alert::alert,
    button::{actions, confirm, post_button},
    figure::figures,
    form::Width,
    francais,
    section::section,
};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// Members shown with a box; beyond, one box stands for all of the filter.
const SHOWN: usize = 100;

struct Page {
    fiche: Fiche,
    invitations: Vec<Invitation>,
    membres: Vec<Membre>,
}

async fn load(app: &App, visit: &Visit, id: &str, filter: &Fields) -> Result<Page, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let fiche = Fiche::of(&mut tx, id).await?;
    let invitations = store::invitation::all(&mut tx, fiche.enquete.id).await?;
    drop(tx);
    let membres = members(app, visit, filter).await?;
    Ok(Page { fiche, invitations, membres })
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let page = load(&app, &visit, &id, &query).await?;
    let frame = page.fiche.frame(&visit, "Inviter et relancer");
    Ok(visit.page(&frame, content(&app, &visit, &page, &query, &Filled::new())))
}

fn content(app: &App, visit: &Visit, page: &Page, query: &Fields, filled: &Filled) -> Markup {
    let open = page.fiche.enquete.takes_answers(page.fiche.jour);
    html! {
        (ui::form::error_summary(filled))
        (counts(visit, page))
        @if let Err(refus) = &open {
            (alert(Tone::Warning, html! { p { (refus) " Les invitations partent quand l’enquête est ouverte." } }))
        } @else {
            (section("membres", "Inviter des membres", to_members(app, visit, page, query, filled)))
            (section("adresses", "Inviter par adresse", to_addresses(app, visit, page, filled)))
        }
        @if !page.fiche.enquete.anonymat.is_anonyme() { (who(page)) }
        (kept_until(page))
    }
}

fn counts(visit: &Visit, page: &Page) -> Markup {
    let all = page.invitations.len();
    let answered = page.invitations.iter().filter(|one| one.repondue_le.is_some()).count();
    let due = page
        .invitations
        .iter()
        .filter(|one| one.repondue_le.is_none() && one.relances < RELANCES_MAX && !one.adresse.is_empty());
    let due = due.count();
    let words = |n: usize| francais::nombre(i64::try_from(n).unwrap_or(i64::MAX));
    let sent = page.fiche.enquete.relances.to_string();
    let action = page.fiche.at(visit, "relances");
    let people = francais::compte(i64::try_from(due).unwrap_or(i64::MAX), "personne", "personnes");
    html! {
        (figures(&[
            Figure::new("Personnes invitées", words(all)),
            Figure::new("Ont répondu", words(answered)),
            Figure::new("Sans réponse", words(all - answered)).note(html! { "Relances envoyées\u{a0}: " (sent) }),
        ]))
        @if due > 0 && page.fiche.enquete.takes_answers(page.fiche.jour).is_ok() {
            (confirm("Relancer celles qui n’ont pas répondu", "", html! { "Un message part à " (people) ". Deux relances au plus par personne." },
                post_button(&visit.csrf, &action, &[("attendu", &sent)], &Button::primary("Envoyer la relance"))))
        }
    }
}

fn to_members(app: &App, visit: &Visit, page: &Page, query: &Fields, filled: &Filled) -> Markup {
    let roles: Vec<Choice> = std::iter::once(Choice::new("", "Tous les rôles"))
        .chain(
            Role::ALL
                .into_iter()
                .filter(|role| *role != Role::AdministrateurPlateforme)
                .map(|role| Choice::new(role.code(), role.label())),
        )
        .collect();
    let here = page.fiche.at(visit, "invitations");
    let total = page.membres.len();
    let boxes: Vec<Choice> = page.membres.iter().take(SHOWN).map(choice).collect();
    let field = boxes_of(page, boxes);
    let field = match filled.error_of("membre") {
        Some(error) => field.error(error.to_owned()),
        None => field,
    };
    let words = francais::compte(i64::try_from(total).unwrap_or(i64::MAX), "membre", "membres");
    html! {
        (ui::form::filters(&here, html! {
            (Field::search("recherche", "Nom").value(query.get("recherche")))
            (Field::select("role", "Rôle", roles).value(query.get("role")))
        }))
        @if total == 0 {
            p { "Aucun membre ne correspond." }
        } @else {
            (ui::form(&visit.csrf, &here, ui::Method::Post, html! {
                (ui::form::hidden("a", "membres"))
                (ui::form::hidden("recherche", query.get("recherche")))
                (ui::form::hidden("role", query.get("role")))
                (field)
                @if total > SHOWN { (Field::checkbox("tous", format!("Les {words} de ce filtre, y compris ceux qui ne sont pas affichés")).value("oui")) }
                (channel(app))
                (actions(html! { (Button::primary("Envoyer les invitations")) }))
            }))
        }
    }
}

/// A box for each member, ticked unless they already have their invitation.
fn boxes_of(page: &Page, boxes: Vec<Choice>) -> Field {
    let asked = |membre: &Membre| page.invitations.iter().any(|one| one.personne == Some(membre.personne));
    let fresh = page.membres.iter().take(SHOWN).filter(|membre| !asked(membre));
    let field =
        Field::checkboxes("membre", "Membres", boxes).hint("Qui a déjà son invitation n’est pas coché.");
    fresh.fold(field, |field, membre| field.value(membre.personne.to_string()))
}

fn choice(membre: &Membre) -> Choice {
    let choice = Choice::new(membre.personne.to_string(), membre.nom_complet());
    let about: Vec<&str> = [&membre.profession, &membre.commune]
        .into_iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    if about.is_empty() { choice } else { choice.hint(about.join(", ")) }
}

/// Text messages are offered where they can leave.
fn channel(app: &App) -> Markup {
    let choices = vec![
        Choice::new("courriel", "Par courriel"),
        Choice::new("sms", "Par SMS à qui a un mobile, par courriel aux autres"),
    ];
    html! { @if app.can_send_sms() { (Field::radios("canal", "Comment", choices).value("courriel")) } }
}

fn to_addresses(app: &App, visit: &Visit, page: &Page, filled: &Filled) -> Markup {
    let hint = if app.can_send_sms() {
        "Une personne par ligne : « Anne Roux <anne@exemple.fr> », une adresse seule, ou un numéro de mobile."
    } else {
        "Une personne par ligne : « Anne Roux <anne@exemple.fr> » ou une adresse seule."
    };
    ui::form(
        &visit.csrf,
        &page.fiche.at(visit, "invitations"),
        ui::Method::Post,
        html! {
            (ui::form::hidden("a", "adresses"))
            (Field::textarea("adresses", "Adresses", 6).hint(hint).required().width(Width::Full).filled(filled))
            (actions(html! { (Button::primary("Envoyer à ces adresses")) }))
        },
    )
}

/// When the names and addresses go, or that they are gone.
fn kept_until(page: &Page) -> Markup {
    let last = match page.fiche.enquete.etat(page.fiche.jour) {
        Etat::Prevue { au, .. } | Etat::Ouverte { au, .. } | Etat::Close { au, .. } => effacement(au),
        Etat::Brouillon => return html! {},
    };
    let kept = page.invitations.iter().any(|one| !one.nom.is_empty() || !one.adresse.is_empty());
    let when = francais::date(last);
    html! {
        @if kept && last > page.fiche.jour {
            p { "Les noms et les adresses des personnes invitées seront effacés le " (when) ", " (CONSERVATION_DAYS) " jours après la fin de l’enquête. Les nombres d’invitations et de réponses restent." }
        } @else if kept {
            p { "Les noms et les adresses des personnes invitées sont effacés dans la journée\u{a0}: l’enquête est finie depuis plus de " (CONSERVATION_DAYS) " jours." }
        } @else if !page.invitations.is_empty() {
            p { "Les noms et les adresses des personnes invitées ont été effacés, " (CONSERVATION_DAYS) " jours après la fin de l’enquête. Seuls leurs nombres restent." }
        }
    }
}

/// Only for a named survey: who has answered.
fn who(page: &Page) -> Markup {
    let columns = vec![Column::text("Personne"), Column::text("Réponse"), Column::number("Relances")];
    let rows = page.invitations.iter().map(|one| {
        let name = match (one.nom.as_str(), one.adresse.as_str()) {
            ("", "") => "adresse effacée",
            ("", adresse) => adresse,
            (nom, _) => nom,
        };
        Row::new(vec![
            html! { (name) },
            html! { @match one.repondue_le { Some(le) => (francais::date_courte(le)), None => "pas encore" } },
            html! { (one.relances) },
        ])
    });
    let empty = html! { p { "Personne n’a encore été invité." } };
    section(
        "invites",
        "Personnes invitées",
        html! {
            (Table::new("personnes", "Personnes invitées", columns).quiet_caption().rows(rows.collect()).empty(empty).filter("Chercher"))
        },
    )
}

pub(super) async fn send(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let people = match people(&app, &visit, &fields).await? {
        Ok(people) => people,
        Err(errors) => {
            let page = load(&app, &visit, &id, &fields).await?;
            let frame = page.fiche.frame(&visit, "Inviter et relancer");
            return Ok(visit.refused(frame, content(&app, &visit, &page, &fields, &fields.filled(&errors))));
        }
    };
    let envoi = invite_people(&visit.ctx, &app.db, id_of(&id)?, &people, app.can_send_sms()).await?;
    let page = Redirect::to(at(&visit, id_of(&id)?, "invitations"));
    let said = said(&envoi);
    Ok(if envoi.refusees.is_empty() { page.done(said) } else { page.refused(said) }.answer(&visit))
}

/// « 12 invitations partent, 3 personnes l’avaient déjà. »
fn said(envoi: &Envoi) -> String {
    let mut said = francais::compte(envoi.envoyees.into(), "invitation part.", "invitations partent.");
    if envoi.deja > 0 {
        let had = francais::compte(
            envoi.deja.into(),
            "personne avait déjà la sienne.",
            "personnes avaient déjà la leur.",
        );
        said = format!("{said} {had}");
    }
    if !envoi.refusees.is_empty() {
        let why: Vec<String> =
            envoi.refusees.iter().take(5).map(|(contact, refus)| format!("{contact} ({refus})")).collect();
        said = format!("{said} Rien n’est parti à\u{a0}: {}", why.join(" "));
    }
    said
}

pub(super) async fn remind(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let page = Redirect::to(at(&visit, id_of(&id)?, "invitations"));
    let attendu = fields.get("attendu").parse().unwrap_or(0);
    match remind_people(&visit.ctx, &app.db, id_of(&id)?, attendu).await {
        Ok(n) => {
            let said = francais::compte(n.into(), "relance part.", "relances partent.");
            Ok(page.done(said).answer(&visit))
        }
        Err(EditError::Refus(refus @ Refus::TropDeRelances)) => {
            Ok(page.refused(refus.to_string()).answer(&visit))
        }
        Err(other) => Err(other.into()),
    }
}
