//! Colleges, rates, how to pay.

use super::{ROOM, beside, champs};
use crate::droits::{COTISER, MODIFIER};
use crate::store::tarifs::{self, Reglage};
use crate::{College, Tarif, tarif::Prix};
use axum::extract::{Path, State};
use kernel::{Id, today};
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::form::Width;
use ui::section::section;
use ui::status::status;
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, ("", &Filled::new())).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, typed: (&str, &Filled)) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let colleges = crate::colleges(&mut tx).await?;
    let rates = tarifs::tarifs(&mut tx).await?;
    let reglage = tarifs::reglage(&mut tx).await?;
    let people = crate::adherents(&mut tx).await?;
    drop(tx);
    let blank = Filled::new();
    let of = |name: &str| if typed.0 == name { typed.1 } else { &blank };
    let count =
        |id: Id<College>| people.iter().filter(|one| one.college == Some(id) && one.est_en_cours()).count();
    let content = html! {
        (ROOM.tabs(visit, "reglages"))
        (section("colleges", "Collèges", colleges_part(visit, &colleges, &count, of("college"))))
        (section("tarifs", "Tarifs de la cotisation", rates_part(visit, &rates, &colleges, of("tarif"))))
        (section("paiement", "Comment payer", paying(visit, &reglage, of("paiement"))))
    };
    Ok((visit.frame("Collèges et tarifs"), content))
}

fn colleges_part(
    visit: &Visit,
    all: &[College],
    count: &dyn Fn(Id<College>) -> usize,
    filled: &Filled,
) -> Markup {
    let may = visit.can(MODIFIER);
    let mut columns = vec![
        Column::text("Collège"),
        Column::text("Qui en fait partie"),
        Column::number("Membres"),
        Column::text("État"),
    ];
    if may {
        columns.push(Column::actions());
    }
    let row = |one: &College| {
        let open = one.ferme_le.is_none();
        let mut cells = vec![
            html! { (one.nom) },
            html! { @if one.pour.is_empty() { "—" } @else { (one.pour) } },
            html! { (count(one.id)) },
            html! { @if open { (status(Tone::Success, "Ouvert")) } @else { (status(Tone::Neutral, "Fermé")) } },
        ];
        if may {
            let to = ROOM.at(visit, &format!("reglages/colleges/{}/fermeture", one.id));
            let change = college_form(visit, Some(one), &Filled::new());
            cells.push(if open {
                let close = post_button(&visit.csrf, &to, &[("fermer", "oui")], &Button::danger("Fermer").small());
                html! {
                    (confirm("Modifier", &one.nom, "Nom, ordre, qui en fait partie.", change))
                    (confirm("Fermer", &one.nom, "Plus personne n’y entre. Ses membres y restent jusqu’à ce que vous les déplaciez.", close))
                }
            } else {
                post_button(&visit.csrf, &to, &[], &Button::secondary("Rouvrir").about(one.nom.clone()).small())
            });
        }
        Row::new(cells)
    };
    let nothing =
        empty(Icon::People, "Aucun collège", "Ouvrez les collèges que vos statuts prévoient.", None);
    html! {
        (Table::new("liste-colleges", "Collèges", columns).quiet_caption().rows(all.iter().map(row).collect()).empty(nothing))
        @if may { details open[filled.is_refused()] { summary { "Ajouter un collège" } (college_form(visit, None, filled)) } }
    }
}

fn college_form(visit: &Visit, one: Option<&College>, filled: &Filled) -> Markup {
    let id = |name: &str| one.map_or_else(|| format!("f-{name}"), |one| format!("f-{name}-{}", one.id));
    let known = |of: fn(&College) -> String| one.map(of).unwrap_or_default();
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "reglages/colleges"),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            @match one { Some(one) => (ui::form::hidden("cle", &one.id.to_string())), None => (visit.key(filled)) }
            (Field::text("nom", "Nom").id(id("nom")).required().maxlength(200).value(known(|one| one.nom.clone())).filled(filled))
            (Field::number("ordre", "Rang dans les listes").id(id("ordre")).value(one.map_or(1, |one| one.ordre).to_string()).filled(filled))
            (Field::text("pour", "Qui en fait partie").id(id("pour")).maxlength(200).value(known(|one| one.pour.clone())).filled(filled))
            (actions(html! { (Button::primary(if one.is_some() { "Enregistrer" } else { "Ajouter le collège" })) }))
        },
    )
}

fn rates_part(visit: &Visit, all: &[Tarif], colleges: &[College], filled: &Filled) -> Markup {
    let may = visit.can(COTISER);
    let mut columns = vec![
        Column::text("À partir de"),
        Column::text("Pour"),
        Column::number("Montant"),
        Column::text("Où c’est décidé"),
    ];
    if may {
        columns.push(Column::actions());
    }
    let pour = |one: &Tarif| {
        let college =
            colleges.iter().find(|it| Some(it.id) == one.college).map(|it| format!("collège {}", it.nom));
        let job = Some(one.profession.clone()).filter(|text| !text.is_empty());
        let words: Vec<String> = job.into_iter().chain(college).collect();
        if words.is_empty() { "Tous".to_owned() } else { words.join(", ") }
    };
    let row = |one: &Tarif| {
        let mut cells = vec![
            html! { (one.annee) },
            html! { (pour(one)) },
            html! { (francais::euros(one.cents)) },
            html! { (one.source) },
        ];
        if may {
            let to = ROOM.at(visit, &format!("reglages/tarifs/{}/retrait", one.id));
            let gone = post_button(&visit.csrf, &to, &[], &Button::danger("Retirer").small());
            cells.push(confirm(
                "Retirer",
                &pour(one),
                "Les cotisations déjà appelées gardent leur montant.",
                gone,
            ));
        }
        Row::new(cells)
    };
    let nothing =
        empty(Icon::Euro, "Aucun tarif", "Sans tarif, aucune cotisation ne peut être appelée.", None);
    html! {
        p { "Le tarif le plus précis compte\u{a0}: une profession d’un collège, puis une profession, puis un collège, puis tous. Il vaut jusqu’au tarif suivant." }
        (Table::new("liste-tarifs", "Tarifs", columns).quiet_caption().rows(all.iter().map(row).collect()).empty(nothing))
        @if may { (rate_form(visit, colleges, filled)) }
    }
}

fn rate_form(visit: &Visit, colleges: &[College], filled: &Filled) -> Markup {
    let open: Vec<College> = colleges.iter().filter(|one| one.ferme_le.is_none()).cloned().collect();
    let mut choices = champs::choices(&open);
    choices.splice(..1, [ui::Choice::new("", "Tous les collèges")]);
    html! {
        details open[filled.is_refused()] {
            summary { "Ajouter un tarif" }
            (ui::form(&visit.csrf, &ROOM.at(visit, "reglages/tarifs"), Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (ui::form::row(html! {
                    (Field::number("annee", "À partir de l’année").required().value(today(visit.ctx.now).year().to_string()).filled(filled))
                    (Field::text("montant", "Montant").required().width(Width::Short).unit("€").filled(filled))
                }))
                (ui::form::row(html! {
                    (Field::select("college", "Pour un collège", choices).filled(filled))
                    (Field::text("profession", "Pour une profession").hint("Vide\u{a0}: toutes.").maxlength(200).filled(filled))
                }))
                (Field::text("source", "Où c’est décidé").hint("Article du règlement intérieur, décision de l’assemblée générale avec sa date.").required().maxlength(200).filled(filled))
                (actions(html! { (Button::primary("Ajouter le tarif")) }))
            }))
        }
    }
}

fn paying(visit: &Visit, known: &Reglage, filled: &Filled) -> Markup {
    if !visit.can(COTISER) {
        return super::paragraphs(&known.payer);
    }
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "reglages/paiement"),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (Field::textarea("payer", "Comment payer", 4).hint("Ce que lisent les adhérents\u{a0}: IBAN de l’association, ordre du chèque.").value(known.payer.clone()).filled(filled))
            (Field::text("lien", "Page de paiement en ligne").hint("Adresse de la campagne HelloAsso, si elle existe.").maxlength(200).value(known.lien.clone()).filled(filled))
            (actions(html! { (Button::secondary("Enregistrer")) }))
        },
    )
}

async fn again(visit: &Visit, app: &App, name: &str, fields: &Fields, errors: &FieldErrors) -> Answer {
    let (frame, content) = page(visit, app, (name, &fields.filled(errors))).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn college(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let ordre: Option<u32> = reader.required("ordre");
    let errors = match reader.finish(ordre) {
        Err(errors) => errors,
        Ok(ordre) => {
            let text = |name: &str| fields.get(name).to_owned();
            let id = fields.key(&visit);
            let one = College { id, nom: text("nom"), ordre, pour: text("pour"), ferme_le: None };
            match crate::write_college(&visit.ctx, &app.db, one).await {
                Ok(()) => return ROOM.done(&visit, "reglages", "Le collège est enregistré."),
                Err(error) => beside(error)?,
            }
        }
    };
    again(&visit, &app, "college", &fields, &errors).await
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let closed = fields.has("fermer");
    let said = if closed { "Le collège est fermé." } else { "Le collège est rouvert." };
    let result = crate::close_college(&visit.ctx, &app.db, id_of(&id)?, closed).await;
    ROOM.after(&visit, "reglages", said, result)
}

pub(super) async fn tarif(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let cents = reader.required("montant").map(|Prix(cents)| cents);
    let (annee, college) = (reader.required("annee"), reader.optional("college"));
    let errors = match reader.finish(cents.zip(annee)) {
        Err(errors) => errors,
        Ok((cents, annee)) => {
            let text = |name: &str| fields.get(name).to_owned();
            let id = fields.key(&visit);
            let one =
                Tarif { id, annee, college, profession: text("profession"), cents, source: text("source") };
            match crate::set_tarif(&visit.ctx, &app.db, one).await {
                Ok(()) => return ROOM.done(&visit, "reglages", "Le tarif est ajouté."),
                Err(error) => beside(error)?,
            }
        }
    };
    again(&visit, &app, "tarif", &fields, &errors).await
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_tarif(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "reglages", "Le tarif est retiré.", gone)
}

pub(super) async fn paiement(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let wanted = Reglage { payer: fields.get("payer").to_owned(), lien: fields.get("lien").to_owned() };
    match crate::set_reglage(&visit.ctx, &app.db, &wanted).await {
        Ok(()) => ROOM.done(&visit, "reglages", "C’est enregistré."),
        Err(error) => again(&visit, &app, "paiement", &fields, &beside(error)?).await,
    }
}
