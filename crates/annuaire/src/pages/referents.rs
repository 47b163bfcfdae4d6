//! Referents of institutions, by département and topic.

use super::{ROOM, quand};
use crate::{
    Institution, Referent, ReferentRefus, WriteError, add_referent, correct_referent, recheck_referent,
    restore_referent, store, withdraw_referent,
};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::button::{confirm, post_button};
use ui::section::{panel, section};
use ui::status::status;
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, form};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

const ICI: &str = "referents";

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    list(&app, &visit, &Filled::new()).await
}

async fn list(app: &App, visit: &Visit, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (all, reglage) = (store::referents(&mut tx).await?, store::reglage(&mut tx).await?);
    drop(tx);
    let columns = vec![
        Column::text("Qui"),
        Column::text("Institution"),
        Column::text("Contact"),
        Column::text("Vérifié"),
        Column::actions(),
    ];
    let rows = all.iter().map(|one| row(visit, one, reglage.referent_mois)).collect();
    let nothing =
        "ARS, CPAM, conseil départemental… Notez vos interlocuteurs une fois, avec la date de vérification.";
    let table = Table::new("referents-table", "Référents des institutions", columns).rows(rows);
    let content = html! {
        (ROOM.tabs(visit, ICI))
        (table.empty(ui::empty::empty(Icon::People, "Aucun référent pour l’instant", nothing, None)))
        (section("ajouter", "Ajouter un référent", panel(html! {
            (form::error_summary(filled))
            (form::form(&visit.csrf, &ROOM.at(visit, ICI), Method::Post, html! { (inputs(filled)) div.actions { (Button::primary("Ajouter")) } }))
        })))
    };
    let frame = ROOM.below(visit, "Référents des institutions", &[]);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

fn row(visit: &Visit, one: &Referent, mois: u16) -> Row {
    let base = ROOM.at(visit, &format!("{ICI}/{}", one.id));
    let title = one.titre().to_owned();
    let old = one.is_old(visit.ctx.now, mois);
    let gestes = format!("{base}/gestes");
    let button = |geste: &str, button: Button| {
        post_button(&visit.csrf, &gestes, &[("geste", geste)], &button.small().about(title.clone()))
    };
    let lines = [&one.role, &one.unite].into_iter().filter(|text| !text.is_empty() && **text != title);
    Row::new(vec![
        html! { a href=(base) { (title) } @for line in lines { br; (line) } },
        html! { (one.institution.libelle()) " (" (one.departement) ")" @if !one.theme.is_empty() { br; (one.theme) } },
        html! {
            @if let Some(courriel) = &one.courriel { a href={ "mailto:" (courriel) } { (courriel) } br; }
            @if let Some(telephone) = &one.telephone { (telephone) }
        },
        html! {
            (quand(one.verifie_le))
            @if old { br; (status(Tone::Warning, "à revérifier")) }
        },
        html! {
            (button("verifier", Button::secondary("Toujours juste")))
            (confirm("Retirer", &title, html! { "Retirer " (title) "\u{202f}?" }, button("retirer", Button::danger("Oui, retirer"))))
        },
    ])
}

fn inputs(filled: &Filled) -> Markup {
    let institutions = Institution::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
    let institutions = std::iter::once(Choice::new("", "Choisissez")).chain(institutions).collect();
    html! {
        (Field::select("institution", "Institution", institutions).required().filled(filled))
        (Field::text("departement", "Département").required().hint("Son numéro\u{a0}: 43, 2A, 974.").width(ui::form::Width::Short).filled(filled))
        (Field::text("theme", "Sujet").hint("CPTS et exercice coordonné, soins non programmés, personnes âgées…").filled(filled))
        (Field::text("nom", "Nom").hint("Laissez vide si c’est un service.").filled(filled))
        (Field::text("role", "Fonction").filled(filled))
        (Field::text("unite", "Service").filled(filled))
        (Field::email("courriel", "Courriel").filled(filled))
        (Field::tel("telephone", "Téléphone").filled(filled))
    }
}

fn read(fields: &Fields, now: jiff::Timestamp, of: Id<Referent>) -> Result<Referent, FieldErrors> {
    let mut reader = fields.reader();
    let institution = reader.required("institution");
    let departement = reader.required("departement");
    let (courriel, telephone) = (reader.optional("courriel"), reader.optional("telephone"));
    let text = |name: &str| fields.get(name).to_owned();
    let referent = institution.zip(departement).map(|(institution, departement)| Referent {
        id: of,
        institution,
        departement,
        theme: text("theme"),
        role: text("role"),
        unite: text("unite"),
        nom: text("nom"),
        courriel,
        telephone,
        verifie_le: now,
        retire_le: None,
    });
    let referent = reader.finish(referent)?;
    match referent.check() {
        Ok(()) => Ok(referent),
        Err(refus @ ReferentRefus::SansContact) => Err(FieldErrors::one("courriel", refus)),
        Err(refus) => Err(FieldErrors::one("nom", refus)),
    }
}

pub(super) async fn add(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    match read(&fields, visit.ctx.now, Id::new(uuid::Uuid::nil())) {
        Ok(referent) => {
            add_referent(&visit.ctx, &app.db, referent).await?;
            Ok(Redirect::to(ROOM.at(&visit, ICI)).done("Le référent est ajouté.").answer(&visit))
        }
        Err(errors) => list(&app, &visit, &fields.filled(&errors)).await,
    }
}

pub(super) async fn edit(State(app): State<App>, visit: Visit, Path((_, of)): super::Place) -> Answer {
    let one = found(&app, &visit, &of).await?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let filled = Filled::new()
        .value("institution", one.institution.code())
        .value("departement", one.departement.as_str())
        .value("theme", &one.theme)
        .value("nom", &one.nom)
        .value("role", &one.role)
        .value("unite", &one.unite)
        .value("courriel", text(&one.courriel.as_ref().map(ToString::to_string)))
        .value("telephone", text(&one.telephone.as_ref().map(ToString::to_string)));
    Ok(visit.page(&head(&visit, &one), one_page(&visit, &one, &filled)))
}

async fn found(app: &App, visit: &Visit, of: &str) -> Result<Referent, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::referent(&mut tx, id_of(of)?).await?;
    one.ok_or_else(|| Problem::from(WriteError::LigneInconnue))
}

fn head(visit: &Visit, one: &Referent) -> ui::Frame {
    let mut frame = ROOM.below(visit, one.titre().to_owned(), &[]);
    frame.breadcrumb.push(ui::Crumb::new("Référents", ROOM.at(visit, ICI)));
    frame
}

fn one_page(visit: &Visit, one: &Referent, filled: &Filled) -> Markup {
    let base = ROOM.at(visit, &format!("{ICI}/{}", one.id));
    html! {
        @if one.retire_le.is_some() {
            (ui::alert::notice(Tone::Warning, "Retiré de la liste", html! {
                (post_button(&visit.csrf, &format!("{base}/gestes"), &[("geste", "remettre")], &Button::secondary("Remettre dans la liste").small()))
            }))
        }
        (panel(html! {
            (form::error_summary(filled))
            (form::form(&visit.csrf, &base, Method::Post, html! { (inputs(filled)) div.actions { (Button::primary("Enregistrer")) } }))
        }))
    }
}

pub(super) async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path((_, of)): super::Place,
    fields: Fields,
) -> Answer {
    let one = found(&app, &visit, &of).await?;
    match read(&fields, visit.ctx.now, one.id) {
        Ok(referent) => {
            correct_referent(&visit.ctx, &app.db, referent).await?;
            Ok(Redirect::to(ROOM.at(&visit, ICI)).done("C’est enregistré.").answer(&visit))
        }
        Err(errors) => Ok(visit.refused(head(&visit, &one), one_page(&visit, &one, &fields.filled(&errors)))),
    }
}

pub(super) async fn act(
    State(app): State<App>,
    visit: Visit,
    Path((_, of)): super::Place,
    fields: Fields,
) -> Answer {
    let one: Id<Referent> = id_of(&of)?;
    let (ctx, db) = (&visit.ctx, &app.db);
    let back = match fields.get("retour") {
        "ma-journee" => visit.workspace("ma-journee"),
        _ => ROOM.at(&visit, ICI),
    };
    let (to, said) = match fields.get("geste") {
        "verifier" => {
            recheck_referent(ctx, db, one).await?;
            (back, "Le référent est vérifié.")
        }
        "retirer" => {
            withdraw_referent(ctx, db, one).await?;
            (ROOM.at(&visit, &format!("{ICI}/{one}")), "Le référent est retiré. Vous pouvez le remettre ici.")
        }
        "remettre" => {
            restore_referent(ctx, db, one).await?;
            (back, "Le référent est remis dans la liste.")
        }
        _ => return Err(Problem::not_found()),
    };
    Ok(Redirect::to(to).done(said).answer(&visit))
}
