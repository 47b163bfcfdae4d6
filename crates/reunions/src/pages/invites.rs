//! Who is invited, what they answered, whom to add.

use super::{ROOM, beside, here, meeting, under};
use crate::invite::{Invite, Reponse};
use crate::letter::names;
use crate::reunion::{Etat, Reunion};
use crate::{Convive, heures, store};
use adhesions::{Adherent, College};
use axum::extract::{Path, State};
use db::Tx;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::button::{confirm, post_button};
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;

/// What the page shows.
struct Liste {
    reunion: Reunion,
    invites: Vec<Invite>,
    tous: BTreeMap<Id<Adherent>, Adherent>,
    membres: Vec<Adherent>,
    colleges: Vec<College>,
}

impl Liste {
    async fn read(tx: &mut Tx, id: &str) -> Result<Self, Problem> {
        let reunion = meeting(tx, id).await?;
        let today = heures::today(tx.ctx().now);
        Ok(Self {
            invites: store::invites::of_reunion(tx, reunion.id).await?,
            tous: names(tx).await?,
            membres: adhesions::membres(tx, today).await?,
            colleges: adhesions::colleges(tx).await?,
            reunion,
        })
    }

    fn professions(&self) -> BTreeSet<&str> {
        self.membres.iter().flat_map(|one| one.professions.iter().map(String::as_str)).collect()
    }

    /// The members that a form names: one by one, by college, by profession.
    fn chosen(&self, fields: &Fields) -> Vec<Id<Adherent>> {
        let all = |name: &'static str| {
            fields.all(name).filter(|value| !value.is_empty()).collect::<BTreeSet<&str>>()
        };
        let (one, college, profession) = (all("membre"), all("college"), all("profession"));
        let wanted = |who: &&Adherent| {
            one.contains(who.id.to_string().as_str())
                || who.college.is_some_and(|id| college.contains(id.to_string().as_str()))
                || who.professions.iter().any(|words| profession.contains(words.as_str()))
                || fields.has("tous")
        };
        self.membres.iter().filter(wanted).map(|who| who.id).collect()
    }
}

/// « Léa Roux lea@exemple.fr », one a line; the address may be missing.
fn convives(text: &str) -> Result<Vec<Convive>, FieldErrors> {
    let line = |line: &str| {
        let (addresses, words): (Vec<&str>, Vec<&str>) = line
            .split([' ', ',', ';', '<', '>', '\t'])
            .filter(|word| !word.is_empty())
            .partition(|word| word.contains('@'));
        let nom = if words.is_empty() { addresses.join(" ") } else { words.join(" ") };
        let courriel = addresses.first().map(|address| address.parse::<identifiants::Courriel>()).transpose();
        courriel
            .map(|courriel| Convive { nom, courriel })
            .map_err(|error| FieldErrors::one("convives", error))
    };
    text.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let liste = Liste::read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    Ok(visit.page(&under(&visit, &liste.reunion, "Invitations"), page(&visit, &liste, &Filled::new())))
}

fn page(visit: &Visit, liste: &Liste, filled: &Filled) -> Markup {
    let silent = liste.invites.iter().filter(|one| one.reponse == Reponse::Attendu).count();
    let columns = vec![
        Column::text("Personne"),
        Column::text("Réponse"),
        Column::text("Relancée le").minor(),
        Column::actions(),
    ];
    let empty = ui::empty::empty(
        Icon::People,
        "Personne n’est encore invité",
        "Choisissez un collège, une profession ou des personnes\u{a0}: chacune reçoit un lien pour répondre d’un geste, et la réunion dans son agenda.",
        None,
    );
    let open = liste.reunion.etat == Etat::Prevue;
    html! {
        (Table::new("invites", "Personnes invitées", columns).rows(liste.invites.iter().map(|one| row(visit, liste, one)).collect()).empty(empty))
        @if open && silent > 0 {
            div.actions { (post_button(&visit.csrf, &format!("{}/relance", here(visit, liste.reunion.id)), &[], &Button::secondary(format!("Relancer {}", francais::compte(super::many(silent), "personne sans réponse", "personnes sans réponse"))))) }
        }
        @if open { (adding(visit, liste, filled)) }
    }
}

fn row(visit: &Visit, liste: &Liste, one: &Invite) -> Row {
    let member = one.adherent.and_then(|id| liste.tous.get(&id));
    let (nom, reached) = match member {
        Some(who) => (who.nom(), who.courriel.is_some()),
        None => (one.nom.clone(), !one.courriel.is_empty()),
    };
    let tone = match one.reponse {
        Reponse::Oui => Tone::Success,
        Reponse::Non => Tone::Danger,
        Reponse::PeutEtre => Tone::Info,
        Reponse::Attendu => Tone::Neutral,
    };
    let action = visit.workspace(&format!("reunions/invites/{}/retrait", one.id));
    let retire = ui::form(&visit.csrf, &action, ui::Method::Post, html! { (Button::danger("Oui, retirer")) });
    Row::new(vec![
        html! { (nom) @if one.adherent.is_none() { " (hors adhérents)" } @if !reached { " " (ui::status::badge(Tone::Warning, "Sans adresse électronique")) } },
        html! { (ui::status::badge(tone, one.reponse.libelle())) },
        html! { @match one.relance_le { Some(le) => (francais::date(heures::today(le))), None => "—" } },
        html! { @if liste.reunion.etat == Etat::Prevue { (confirm("Retirer", &nom, "Cette personne sera prévenue, et son agenda effacera la réunion.", retire)) } },
    ])
}

fn adding(visit: &Visit, liste: &Liste, filled: &Filled) -> Markup {
    let colleges =
        liste.colleges.iter().map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect::<Vec<_>>();
    let professions = liste
        .professions()
        .into_iter()
        .map(|one| Choice::new(one.to_owned(), one.to_owned()))
        .collect::<Vec<_>>();
    let invited: BTreeSet<_> = liste.invites.iter().filter_map(|one| one.adherent).collect();
    let others = liste.membres.iter().filter(|one| !invited.contains(&one.id));
    let members: Vec<Choice> = others.map(|one| Choice::new(one.id.to_string(), one.nom())).collect();
    ui::section::section(
        "ajouter",
        "Inviter",
        ui::form(
            &visit.csrf,
            &format!("{}/invites", here(visit, liste.reunion.id)),
            ui::Method::Post,
            html! {
                (ui::form::error_summary(filled))
                (Field::checkbox("tous", format!("Tous les adhérents ({})", liste.membres.len())).filled(filled))
                @if !colleges.is_empty() { (Field::checkboxes("college", "Par collège", colleges).filled(filled)) }
                @if !professions.is_empty() { details { summary { "Par profession" } (Field::checkboxes("profession", "Professions", professions).filled(filled)) } }
                @if !members.is_empty() { details { summary { "Une par une" } (Field::checkboxes("membre", "Adhérents", members).filled(filled)) } }
                (Field::textarea("convives", "Autres personnes", 3).hint("Une par ligne, le nom puis l’adresse\u{a0}: Marie Durand marie@exemple.fr").filled(filled))
                div.actions { (Button::primary("Inviter et prévenir par courriel")) }
            },
        ),
    )
}

pub(super) async fn add(visit: Visit, State(app): State<App>, Path((_, id)): Here, fields: Fields) -> Answer {
    let liste = Liste::read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let chosen = liste.chosen(&fields);
    let errors = match convives(fields.get("convives")) {
        Err(errors) => errors,
        Ok(convives) if chosen.is_empty() && convives.is_empty() => {
            FieldErrors::one("convives", "Choisissez au moins une personne.")
        }
        Ok(convives) => {
            match crate::send_invitations(&visit.ctx, &app.db, liste.reunion.id, &chosen, &convives).await {
                Ok((new, sent)) => {
                    let said = format!(
                        "{}, {}.",
                        francais::compte(i64::from(new), "nouvelle invitation", "nouvelles invitations"),
                        francais::compte(i64::from(sent), "courriel part", "courriels partent")
                    );
                    return ROOM.done(&visit, &format!("{}/invites", liste.reunion.id), said);
                }
                Err(error) => beside(error)?,
            }
        }
    };
    Ok(visit
        .refused(under(&visit, &liste.reunion, "Invitations"), page(&visit, &liste, &fields.filled(&errors))))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_invite(&visit.ctx, &app.db, id_of(&id)?).await?;
    ROOM.done(&visit, &format!("{gone}/invites"), "L’invitation est retirée.")
}
