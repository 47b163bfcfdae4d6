//! The register of mandates.

use super::{ROOM, beside, choices, nom_of, people, to};
use crate::droits::TENIR;
use crate::instance::Instance;
use crate::mandat::{Fonction, Mandat};
use crate::{noms, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, button, francais, status};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (all, noms) = (store::mandats::mandats(&mut tx).await?, noms(&mut tx).await?);
    let instances = store::instances::instances(&mut tx).await?;
    drop(tx);
    let today = kernel::today(visit.ctx.now);
    let (mut now, past): (Vec<&Mandat>, Vec<&Mandat>) = all.iter().partition(|one| {
        one.fini.is_none() && (one.court(today) || one.du > today || one.alerte(today).is_some())
    });
    now.sort_by_key(|one| (one.fonction, instances.iter().position(|it| it.id == one.instance)));
    let frame = ui::Frame {
        lead: Some("Qui a quelle fonction, depuis quand, jusqu’à quand, et quelle séance l’a élu. La présidence, la trésorerie et le secrétariat viennent en tête.".into()),
        ..visit.frame("Mandats")
    };
    let empty = ui::empty::empty(
        Icon::People,
        "Aucun mandat en cours",
        "Notez ici les personnes que vos instances ont élues.",
        None,
    );
    let table = |id: &'static str, title: &'static str, rows: &[&Mandat], may: bool| {
        let mut columns = vec![
            Column::text("Personne"),
            Column::text("Fonction"),
            Column::text("Instance"),
            Column::text("Depuis"),
            Column::text("Jusqu’au"),
        ];
        if may {
            columns.push(Column::actions());
        }
        Table::new(id, title, columns)
            .rows(rows.iter().map(|one| row(visit, one, &noms, &instances, may)).collect())
    };
    let content = html! {
        (ROOM.tabs(visit, "mandats"))
        (table("mandats", "Mandats en cours", &now, visit.can(TENIR)).empty(empty))
        @if visit.can(TENIR) { (noting(visit, &noms, &instances, filled)) }
        @if visit.can(adhesions::droits::VOIR) { p { a href=(visit.workspace("adhesions")) { "Registre des membres" } } }
        @if !past.is_empty() { (table("anciens", "Mandats passés", &past, false)) }
    };
    Ok((frame, content))
}

fn row(
    visit: &Visit,
    one: &Mandat,
    noms: &BTreeMap<Id<Adherent>, String>,
    instances: &[Instance],
    may: bool,
) -> Row {
    let nom = nom_of(noms, one.adherent);
    let instance = instances.iter().find(|it| it.id == one.instance).map_or("?", |it| it.nom.as_str());
    let mut cells = vec![
        html! { (nom) },
        html! { (one.fonction.libelle()) @if !one.precision.is_empty() { " (" (one.precision) ")" } },
        html! { (instance) },
        html! { (francais::date(one.du)) @if let Some(id) = one.seance { ", " (to(visit, &format!("seances/{id}"), "séance")) } },
        html! {
            @match (&one.fini, one.au) {
                (Some((le, motif)), _) => { (francais::date(*le)) "\u{a0}: " (motif) },
                (None, Some(au)) => (francais::date(au)),
                (None, None) => "Sans terme",
            }
            @if let Some((tone, words)) = one.alerte(kernel::today(visit.ctx.now)) { " " (status::status(tone, &words)) }
        },
    ];
    if may {
        let action = ROOM.at(visit, &format!("mandats/{}/fin", one.id));
        let form = ui::form(
            &visit.csrf,
            &action,
            ui::Method::Post,
            html! {
                (Field::date("le", "Fin le").id(format!("le-{}", one.id)).required())
                (Field::text("motif", "Pourquoi").id(format!("motif-{}", one.id)).hint("Démission, départ de la CPTS…").required().maxlength(200))
                div.actions { (Button::danger("Mettre fin")) }
            },
        );
        cells.push(button::confirm("Mettre fin", nom, "Le mandat se termine avant son terme\u{202f}?", form));
    }
    Row::new(cells)
}

fn noting(
    visit: &Visit,
    noms: &BTreeMap<Id<Adherent>, String>,
    instances: &[Instance],
    filled: &Filled,
) -> Markup {
    let all = instances.iter().filter(|one| !one.fermee);
    let all: Vec<Choice> = all.map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect();
    html! {
        details open[filled.is_refused()] {
            summary { "Noter un mandat" }
            (ui::form(&visit.csrf, &ROOM.at(visit, "mandats"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (Field::select("adherent", "Personne", people("Choisir", noms.iter().map(|(id, nom)| (*id, nom.as_str())))).required().filled(filled))
                (Field::select("instance", "Instance", all).required().filled(filled))
                (Field::select("fonction", "Fonction", choices!(Fonction)).required().filled(filled))
                (Field::text("precision", "Précision").hint("«\u{a0}adjoint\u{a0}», «\u{a0}collège des infirmiers\u{a0}».").maxlength(200).filled(filled))
                (ui::form::row(html! {
                    (Field::date("du", "Depuis").required().filled(filled))
                    (Field::date("au", "Jusqu’au").hint("Facultatif. Une alerte paraît 90\u{a0}jours avant.").filled(filled))
                }))
                div.actions { (Button::primary("Noter le mandat")) }
            }))
        }
    }
}

fn read(visit: &Visit, fields: &Fields) -> Result<Mandat, FieldErrors> {
    let mut reader = fields.reader();
    let adherent = fields.get("adherent").parse();
    let adherent = adherent.map_err(|_| reader.refuse("adherent", "Choisissez un adhérent.")).ok();
    let instance = fields.get("instance").parse();
    let instance = instance.map_err(|_| reader.refuse("instance", "Choisissez une instance.")).ok();
    let (fonction, du, au) = (reader.required("fonction"), reader.required("du"), reader.optional("au"));
    let read = || {
        Some(Mandat {
            id: fields.key(visit),
            adherent: adherent?,
            instance: instance?,
            fonction: fonction?,
            precision: fields.get("precision").to_owned(),
            du: du?,
            au,
            fini: None,
            seance: None,
        })
    };
    reader.finish(read())
}

pub(super) async fn note(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&visit, &fields) {
        Err(errors) => errors,
        Ok(mandat) => match crate::note_mandat(&visit.ctx, &app.db, mandat).await {
            Ok(()) => return ROOM.done(&visit, "mandats", "Le mandat est noté."),
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn end(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let mut reader = fields.reader();
    let le = reader.required("le");
    let ended = match reader.finish(le) {
        Ok(le) => crate::end_mandat(&visit.ctx, &app.db, id, le, fields.get("motif")).await,
        Err(_) => Err(kernel::saisie::Refus::new("le", "Écrivez le jour de la fin du mandat.").into()),
    };
    ROOM.after(&visit, "mandats", "Le mandat est terminé.", ended)
}
