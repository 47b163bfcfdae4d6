//! Texts of the association: versions, who has not accepted, reminders.

use super::une::Vue;
use super::{ROOM, beside, paragraphs};
use crate::droits::MODIFIER;
use crate::texte::{Acceptation, Genre, asked, en_vigueur};
use crate::{Adherent, Comment, Texte, WriteError, store};
use axum::extract::{Path, State};
use kernel::{Id, today};
use maud::{Markup, html};
use pieces::Envoi;
use std::collections::BTreeSet;
use ui::button::{actions, confirm, post_button};
use ui::status::status;
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let jour = today(visit.ctx.now);
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::textes::textes(&mut tx).await?;
    let known = store::textes::acceptations(&mut tx).await?;
    let members = crate::membres(&mut tx, jour).await?;
    drop(tx);
    let current: BTreeSet<Id<Texte>> = en_vigueur(&all, jour).iter().map(|one| one.id).collect();
    let columns = vec![
        Column::text("Texte"),
        Column::text("Version"),
        Column::text("En vigueur du"),
        Column::text("État"),
        Column::number("Acceptations"),
    ];
    let belongs = |one: &&Acceptation| members.iter().any(|member| member.id == one.adherent);
    let row = |one: &Texte| {
        let count = known.iter().filter(|it| it.texte == one.id).filter(belongs).count();
        let (tone, words) = match () {
            () if current.contains(&one.id) => (Tone::Success, "En vigueur"),
            () if one.en_vigueur_du > jour => (Tone::Info, "À venir"),
            () => (Tone::Neutral, "Remplacé"),
        };
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("textes/{}", one.id))) { (one.titre) } },
            html! { (one.version) },
            html! { (francais::date(one.en_vigueur_du)) },
            html! { (status(tone, words)) },
            html! { @if one.a_accepter { (count) " sur " (members.len()) } @else { "non demandées" } },
        ])
    };
    let nothing = empty(
        Icon::Document,
        "Aucun texte publié",
        "Publiez la charte, le règlement intérieur, les statuts\u{a0}: chaque version est gardée, avec qui l’a acceptée.",
        None,
    );
    let content = html! {
        (ROOM.tabs(visit, "textes"))
        (Table::new("textes", "Textes de l’association", columns).rows(all.iter().map(row).collect()).empty(nothing))
        (missing(visit, &all, &known, &members))
        @if visit.can(MODIFIER) { (publishing(visit, filled)) }
    };
    Ok((visit.frame("Textes de l’association"), content))
}

/// Members who have not accepted every text in force.
fn missing(visit: &Visit, all: &[Texte], known: &[Acceptation], members: &[Adherent]) -> Markup {
    let asked: Vec<&Texte> = asked(all, today(visit.ctx.now)).collect();
    let accepted: BTreeSet<_> = known.iter().map(|one| (one.adherent, one.texte)).collect();
    let lacks = |one: &Adherent| -> Vec<&str> {
        let left = asked.iter().filter(|text| !accepted.contains(&(one.id, text.id)));
        left.map(|text| text.titre.as_str()).collect()
    };
    let rows: Vec<Row> = members
        .iter()
        .map(|one| (one, lacks(one)))
        .filter(|(_, left)| !left.is_empty())
        .map(|(one, left)| {
            Row::new(vec![
                html! { a href=(ROOM.at(visit, &format!("adherents/{}", one.id))) { (one.nom()) } },
                html! { (left.join(", ")) },
                html! { @if one.courriel.is_none() { "Sans adresse électronique" } },
            ])
        })
        .collect();
    let some = !rows.is_empty();
    let remind = post_button(
        &visit.csrf,
        &ROOM.at(visit, "textes/rappels"),
        &[],
        &Button::secondary("Envoyer les rappels"),
    );
    html! {
        @if !asked.is_empty() {
            (Table::new("manquants", "N’ont pas encore tout accepté", vec![Column::text("Adhérent"), Column::text("À accepter"), Column::text("Remarque")])
                .rows(rows).empty(html! { p { "Tous les adhérents ont accepté les textes en vigueur." } }))
            @if some && visit.can(MODIFIER) {
                (confirm("Rappeler à tous", "les textes", "Un courriel part à chacun, avec un lien pour lire et accepter d’un bouton.", remind))
            }
        }
    }
}

fn publishing(visit: &Visit, filled: &Filled) -> Markup {
    let kinds = Genre::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        details open[filled.is_refused()] {
            summary { "Publier une version" }
            (ui::form::upload_form(&visit.csrf, &ROOM.at(visit, "textes"), html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (ui::form::row(html! {
                    (Field::select("genre", "Texte", kinds).filled(filled))
                    (Field::text("titre", "Titre").required().maxlength(200).filled(filled))
                }))
                (ui::form::row(html! {
                    (Field::text("version", "Version").hint("Par exemple «\u{a0}AG du 12 mars 2026\u{a0}».").required().maxlength(200).filled(filled))
                    (Field::date("en_vigueur_du", "En vigueur du").required().filled(filled))
                }))
                (Field::textarea("contenu", "Texte", 8).hint("Ou joignez le fichier ci-dessous.").filled(filled))
                (::pieces::champ("piece", "Fichier").filled(filled))
                (Field::checkbox("a_accepter", "Chaque adhérent doit l’accepter").value("oui").filled(filled))
                (actions(html! { (Button::primary("Publier")) }))
            }))
        }
    }
}

pub(super) async fn publish(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let file = envoi.take("piece");
    let fields = envoi.fields;
    let mut reader = fields.reader();
    let read = reader.required("genre").zip(reader.required("en_vigueur_du"));
    let text = |name: &str| fields.get(name).to_owned();
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((genre, en_vigueur_du)) => {
            let one = Texte {
                id: fields.key(&visit),
                genre,
                version: text("version"),
                titre: text("titre"),
                contenu: text("contenu"),
                piece: None,
                en_vigueur_du,
                a_accepter: fields.has("a_accepter"),
            };
            match crate::publish_texte(&visit.ctx, &app.db, one, file).await {
                Ok(()) => return ROOM.done(&visit, "textes", "Le texte est publié."),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let id: Id<Texte> = id_of(&id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::textes::textes(&mut tx).await?;
    let text = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce texte"))?;
    let file = match text.piece {
        Some(piece) => ::pieces::piece(&mut tx, piece).await?,
        None => None,
    };
    drop(tx);
    let gone = post_button(
        &visit.csrf,
        &ROOM.at(&visit, &format!("textes/{id}/retrait")),
        &[],
        &Button::danger("Retirer"),
    );
    let content = html! {
        p { (text.genre.libelle()) ", version «\u{a0}" (text.version) "\u{a0}», en vigueur du " (francais::date(text.en_vigueur_du)) "." }
        @if let Some(file) = &file { p { (::pieces::lien(&visit, file)) } }
        (paragraphs(&text.contenu))
        @if visit.can(MODIFIER) {
            (confirm("Retirer cette version", &text.titre, "Publiée par erreur\u{202f}? Une version que quelqu’un a acceptée ne se retire pas.", gone))
        }
    };
    Ok(visit.page(&ROOM.below(&visit, text.titre.clone(), &[("Textes", "textes")]), content))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_texte(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "textes", "Le texte est retiré.", gone)
}

pub(super) async fn remind(visit: Visit, State(app): State<App>) -> Answer {
    let sent = crate::remind_textes(&visit.ctx, &app.db, None, false).await;
    let said = sent.as_ref().map(crate::Envoi::en_mots).unwrap_or_default();
    ROOM.after(&visit, "textes", said, sent)
}

pub(super) async fn remind_one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let one: Id<Adherent> = id_of(&id)?;
    let sent = crate::remind_textes(&visit.ctx, &app.db, Some(one), false).await;
    let said = sent.as_ref().map(crate::Envoi::en_mots).unwrap_or_default();
    ROOM.after(&visit, &format!("adherents/{id}"), said, sent)
}

/// The boxes of texts to accept, as ids.
pub(super) fn ticked(fields: &Fields) -> BTreeSet<Id<Texte>> {
    fields.all("accepte").filter_map(|id| id.parse().ok()).collect()
}

/// The part of the page of a member.
pub(super) fn part(visit: &Visit, vue: &Vue) -> Markup {
    let jour = today(visit.ctx.now);
    let id = vue.adherent.id;
    let accepted = vue.textes.iter().filter(|one| vue.acceptes.contains(&one.id));
    let left: Vec<&Texte> = asked(&vue.textes, jour).filter(|one| !vue.acceptes.contains(&one.id)).collect();
    let may = visit.can(MODIFIER) && vue.adherent.est_en_cours();
    let boxes = left
        .iter()
        .map(|one| Choice::new(one.id.to_string(), format!("{}, {}", one.titre, one.version)))
        .collect();
    html! {
        ul {
            @for one in accepted { li { (one.titre) ", " (one.version) " " (status(Tone::Success, "Accepté")) } }
            @for one in &left { li { (one.titre) ", " (one.version) " " (status(Tone::Warning, "À accepter")) } }
        }
        @if may && !left.is_empty() {
            details {
                summary { "Noter une acceptation sur papier, ou rappeler" }
                (ui::form(&visit.csrf, &ROOM.at(visit, &format!("adherents/{id}/textes")), Method::Post, html! {
                    (Field::checkboxes("accepte", "Acceptés sur papier", boxes))
                    (Field::date("le", "Signé le").id("f-signe").required().value(jour.to_string()))
                    (actions(html! { (Button::secondary("Noter l’acceptation")) }))
                }))
                (post_button(&visit.csrf, &ROOM.at(visit, &format!("adherents/{id}/rappel")), &[], &Button::secondary("Envoyer un rappel")))
            }
        }
    }
}

pub(super) async fn paper(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let le = reader.required("le");
    let to = format!("adherents/{id}");
    let Ok(le) = reader.finish(le) else {
        return Ok(Redirect::to(ROOM.at(&visit, &to))
            .refused("Donnez le jour de la signature.")
            .answer(&visit));
    };
    let kept =
        crate::accept_textes(&visit.ctx, &app.db, id_of(&id)?, &ticked(&fields), (Comment::Papier, le)).await;
    ROOM.after(&visit, &to, "L’acceptation est notée.", kept)
}
