//! Instances and what the statutes say of them.

use super::{ROOM, beside, choices, to};
use crate::droits::TENIR;
use crate::instance::{Assiette, Composition, Egalite, Genre, Instance, Majorite, Quorum, Regle, Seconde};
use crate::{WriteError, store};
use adhesions::College;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, Tone, alert, form::Width, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let all = store::instances::instances(&mut app.db.read(&visit.ctx).await?).await?;
    let today = kernel::today(visit.ctx.now);
    let columns = vec![
        Column::text("Instance"),
        Column::text("Quorum"),
        Column::text("Majorité"),
        Column::number("Délai"),
        Column::number("Pouvoirs"),
        Column::text("Source"),
    ];
    let row = |one: &Instance| {
        let name = html! { (to(visit, &format!("instances/{}", one.id), &one.nom)) @if one.fermee { " (n’existe plus)" } };
        let cells = match one.regle(today) {
            None => vec![
                html! { (ui::status::status(Tone::Warning, "Règles à saisir")) },
                html! {},
                html! {},
                html! {},
                html! {},
            ],
            Some(rule) => vec![
                html! { (rule.quorum.libelle()) @if rule.par_college { ", par collège" } },
                html! { (rule.majorite.libelle()) },
                html! { (francais::compte(rule.preavis.into(), "jour", "jours")) },
                html! { (rule.pouvoirs_max) },
                html! { (rule.source) },
            ],
        };
        Row::new(std::iter::once(name).chain(cells).collect())
    };
    let empty = ui::empty::empty(
        Icon::Talk,
        "Aucune instance notée",
        "Notez chaque instance que vos statuts prévoient (assemblée générale, conseil d’administration, bureau), puis ses règles avec leur article.",
        None,
    );
    let frame = ui::Frame {
        lead: Some("Une association décide comme ses statuts le disent\u{a0}: aucune de ces règles ne vient de la loi, chacune porte l’article d’où elle vient.".into()),
        ..visit.frame("Instances et règles")
    };
    let content = html! {
        (ROOM.tabs(visit, "instances"))
        (Table::new("instances", "Instances", columns).rows(all.iter().map(row).collect()).empty(empty))
        @if visit.can(TENIR) {
            details open[filled.is_refused()] {
                summary { "Noter une instance" }
                (ui::form(&visit.csrf, &ROOM.at(visit, "instances"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (visit.key(filled))
                    (Field::select("genre", "Genre", choices!(Genre)).required().filled(filled))
                    (Field::text("nom", "Nom").hint("Facultatif\u{a0}: celui que vos statuts lui donnent.").maxlength(200).filled(filled))
                    div.actions { (Button::primary("Noter l’instance")) }
                }))
            }
        }
    };
    Ok((frame, content))
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let genre = reader.required::<Genre>("genre");
    let errors = match reader.finish(genre) {
        Err(errors) => errors,
        Ok(genre) => {
            let id = fields.key(&visit);
            match crate::open_instance(&visit.ctx, &app.db, id, genre, fields.get("nom")).await {
                Ok(()) => {
                    let to = ROOM.at(&visit, &format!("instances/{id}"));
                    return Ok(Redirect::to(to)
                        .done("L’instance est notée\u{a0}: saisissez ses règles.")
                        .answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = single(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn single(
    visit: &Visit,
    app: &App,
    id: Id<Instance>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::instances::instance(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette instance"))?;
    let colleges = adhesions::colleges(&mut tx).await?;
    let today = kernel::today(visit.ctx.now);
    let members = match one.regle(today) {
        Some(rule) => crate::ayants(&mut tx, id, rule, today).await?,
        None => Vec::new(),
    };
    drop(tx);
    let content = html! {
        @if one.regle(today).is_none() { (alert::alert(Tone::Warning, html! { p { "Aucune règle n’est saisie\u{a0}: sans elles, aucune séance ne peut être convoquée." } })) }
        @for rule in &one.regles { (said(rule, &colleges)) }
        section.section id="membres" {
            h2 { "Qui vote aujourd’hui" }
            @if members.is_empty() { p { "Personne\u{a0}: vérifiez les adhésions, les cotisations ou les mandats." } }
            @else {
                details {
                    summary { (francais::compte(i64::try_from(members.len()).unwrap_or(0), "membre", "membres")) }
                    p { (members.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>().join(", ")) "." }
                }
            }
        }
        @if visit.can(TENIR) {
            (rules(visit, &one, &colleges, filled))
            (ui::button::confirm(
                if one.fermee { "Cette instance existe de nouveau" } else { "Les statuts ne la prévoient plus" },
                &one.nom,
                "Ses séances passées restent lisibles.",
                ui::button::post_button(&visit.csrf, &ROOM.at(visit, &format!("instances/{id}/fermeture")), &[("fermee", if one.fermee { "" } else { "oui" })], &Button::danger("Oui")),
            ))
        }
    };
    Ok((ROOM.below(visit, one.nom.clone(), &[("Instances et règles", "instances")]), content))
}

/// A rule in words.
fn said(rule: &Regle, colleges: &[College]) -> Markup {
    let of = |college: Id<College>| {
        colleges.iter().find(|one| one.id == college).map_or("?", |one| one.nom.as_str())
    };
    let weights: Vec<String> = rule
        .poids
        .iter()
        .map(|(college, voix)| format!("{}\u{a0}: {voix}\u{a0}voix", of(*college)))
        .collect();
    let second = rule.seconde.map_or("Pas prévue".to_owned(), |one| {
        format!("{}\u{a0}jours après au moins\u{a0}; {}", one.delai, one.quorum.libelle().to_lowercase())
    });
    let facts = [
        ("Source", html! { (rule.source) }),
        ("Membres", html! { (rule.composition.libelle()) @if rule.a_jour { ", à jour de cotisation" } }),
        ("Convocation", html! { (francais::compte(rule.preavis.into(), "jour", "jours")) " avant" }),
        (
            "Quorum",
            html! { (rule.quorum.libelle()) " des membres présents ou représentés" @if rule.par_college { ", dans chaque collège" } },
        ),
        ("Seconde convocation", html! { (second) }),
        (
            "Pouvoirs",
            html! { @if rule.pouvoirs_max == 0 { "Aucun" } @else { (rule.pouvoirs_max) " au plus par personne" } },
        ),
        ("Majorité", html! { (rule.majorite.libelle()) ", " (rule.assiette.libelle().to_lowercase()) }),
        ("À égalité", html! { (rule.egalite.libelle()) }),
        ("Voix", html! { @if weights.is_empty() { "Une voix par membre" } @else { (weights.join(", ")) } }),
    ];
    html! { section.section { h2 { "Depuis le " (francais::date(rule.du)) } (ui::definitions::definitions(&facts)) } }
}

fn rules(visit: &Visit, one: &Instance, colleges: &[College], filled: &Filled) -> Markup {
    let today = kernel::today(visit.ctx.now);
    let usual = Regle::usuelle(one.genre, visit.ctx.id(), today);
    let from = one.regles.first().unwrap_or(&usual);
    let ticked = |field: Field, yes: bool| if yes { field.value("oui") } else { field };
    html! {
        details open[filled.is_refused() || one.regles.is_empty()] {
            summary { "Saisir les règles des statuts" }
            @if one.regles.is_empty() { (alert::alert(Tone::Info, html! { p { "Ce qui est proposé est usuel, à vérifier dans vos statuts." } })) }
            (ui::form(&visit.csrf, &ROOM.at(visit, &format!("instances/{}", one.id)), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (Field::date("du", "En vigueur depuis").required().filled(filled))
                (Field::text("source", "Où c’est écrit").hint("«\u{a0}Statuts, article 12\u{a0}».").required().maxlength(200).filled(filled))
                (Field::radios("composition", "Qui en est membre", choices!(Composition)).value(from.composition.code()).required().filled(filled))
                (ticked(Field::checkbox("a_jour", "Seuls votent ceux qui sont à jour de cotisation"), from.a_jour).filled(filled))
                (Field::number("preavis", "Délai de convocation").unit("jours").value(from.preavis.to_string()).required().filled(filled))
                (Field::select("quorum", "Quorum (présents et représentés)", choices!(Quorum)).value(from.quorum.code()).required().filled(filled))
                (ticked(Field::checkbox("par_college", "Le quorum se compte dans chaque collège"), from.par_college).filled(filled))
                (Field::number("seconde_delai", "Seconde convocation\u{a0}: jours après la première").hint("Vide si vos statuts n’en prévoient pas.").value(from.seconde.map_or(String::new(), |it| it.delai.to_string())).filled(filled))
                (Field::select("seconde_quorum", "Quorum de la seconde", choices!(Quorum)).value(from.seconde.map_or("aucun", |it| it.quorum.code())).filled(filled))
                (Field::number("pouvoirs_max", "Pouvoirs par personne, au plus").hint("0\u{a0}: pas de pouvoir.").value(from.pouvoirs_max.to_string()).required().filled(filled))
                (Field::select("majorite", "Majorité", choices!(Majorite)).value(from.majorite.code()).required().filled(filled))
                (Field::select("assiette", "Comptée", choices!(Assiette)).value(from.assiette.code()).required().filled(filled))
                (Field::select("egalite", "À égalité", choices!(Egalite)).value(from.egalite.code()).required().filled(filled))
                @if !colleges.is_empty() {
                    (ui::form::fieldset("Voix par membre, selon le collège", html! {
                        @for college in colleges {
                            (Field::number(format!("poids-{}", college.id), college.nom.clone()).width(Width::Short).value(from.voix(Some(college.id)).to_string()).filled(filled))
                        }
                    }))
                }
                div.actions { (Button::primary("Enregistrer ces règles")) }
            }))
        }
    }
}

fn read(visit: &Visit, fields: &Fields, colleges: &[College]) -> Result<Regle, FieldErrors> {
    let mut reader = fields.reader();
    let base = Regle::usuelle(Genre::Autre, fields.key(visit), kernel::today(visit.ctx.now));
    let du = reader.required("du");
    let composition = reader.required("composition");
    let (preavis, pouvoirs_max) = (reader.required("preavis"), reader.required("pouvoirs_max"));
    let (quorum, majorite) = (reader.required("quorum"), reader.required("majorite"));
    let (assiette, egalite) = (reader.required("assiette"), reader.required("egalite"));
    let delai: Option<u32> = reader.optional("seconde_delai");
    let second: Option<Quorum> = reader.optional("seconde_quorum");
    let mut poids = std::collections::BTreeMap::new();
    for college in colleges {
        let voix: Option<u32> = reader.optional(&format!("poids-{}", college.id));
        if let Some(voix) = voix.filter(|voix| *voix != 1) {
            poids.insert(college.id, voix);
        }
    }
    let read = || {
        Some(Regle {
            du: du?,
            source: fields.get("source").to_owned(),
            composition: composition?,
            a_jour: fields.has("a_jour"),
            preavis: preavis?,
            quorum: quorum?,
            par_college: fields.has("par_college"),
            seconde: delai.map(|delai| Seconde { delai, quorum: second.unwrap_or(Quorum::Aucun) }),
            pouvoirs_max: pouvoirs_max?,
            majorite: majorite?,
            assiette: assiette?,
            egalite: egalite?,
            poids,
            ..base
        })
    };
    reader.finish(read())
}

pub(super) async fn rule(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let colleges = adhesions::colleges(&mut app.db.read(&visit.ctx).await?).await?;
    let errors = match read(&visit, &fields, &colleges) {
        Err(errors) => errors,
        Ok(rule) => match crate::set_regle(&visit.ctx, &app.db, id, rule).await {
            Ok(()) => {
                return ROOM.done(&visit, &format!("instances/{id}"), "Les règles sont enregistrées.");
            }
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = single(&visit, &app, id, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let gone = crate::close_instance(&visit.ctx, &app.db, id_of(&id)?, fields.has("fermee")).await;
    ROOM.after(&visit, &format!("instances/{id}"), "C’est noté.", gone)
}
