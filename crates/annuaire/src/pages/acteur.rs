//! An actor without national number: added, renamed.

use super::{Place, ROOM, known, place};
use crate::{Genre, Local, Sujet, WriteError, add_acteur, correct_acteur};
use axum::extract::{Path, State};
use identifiants::CommuneCode;
use maud::{Markup, html};
use std::collections::BTreeSet;
use territoire::atlas::Etat;
use ui::section::panel;
use ui::{Button, Choice, Field, Filled, Method, form as ui_form};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn form(State(app): State<App>, visit: Visit) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    Ok(visit.page(&adding(&visit), draw(&visit, (&etat, &communes), None, &Filled::new())))
}

pub(super) async fn add(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    drop(tx);
    let errors = match read(&etat, &fields) {
        Ok(local) => {
            let id = add_acteur(&visit.ctx, &app.db, local).await?;
            let to = visit.workspace(&crate::Reference::Locale(id).chemin());
            let said = "La fiche est ouverte\u{a0}: ajoutez ses horaires et son téléphone.";
            return Ok(Redirect::to(to).done(said).answer(&visit));
        }
        Err(errors) => errors,
    };
    Ok(visit.refused(adding(&visit), draw(&visit, (&etat, &communes), None, &fields.filled(&errors))))
}

fn adding(visit: &Visit) -> ui::Frame {
    let mut frame = ROOM.below(visit, "Ajouter un acteur", &[]);
    frame.lead = Some("PMI, mairie, association, travailleur social… tout ce qu’aucun fichier officiel ne connaît. Les professionnels (RPPS) et les établissements (FINESS) sont déjà là\u{a0}: cherchez-les.".into());
    frame
}

pub(super) async fn edit(State(app): State<App>, visit: Visit, Path((_, segment)): Place) -> Answer {
    let (local, filled) = current(&app, &visit, &segment).await?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    let page = draw(&visit, (&etat, &communes), Some(&segment), &filled);
    Ok(visit.page(&ROOM.below(&visit, local.nom, &[]), page))
}

async fn current(app: &App, visit: &Visit, segment: &str) -> Result<(Local, Filled), Problem> {
    let Sujet::Local(local) = known(app, visit, segment).await?.sujet else {
        return Err(WriteError::Officielle.into());
    };
    let filled = Filled::new()
        .value("genre", local.genre.code())
        .value("precision", &local.precision)
        .value("nom", &local.nom)
        .value("contact", &local.contact);
    let filled = local.communes.iter().fold(filled, |filled, code| filled.value("commune", code.as_str()));
    Ok((local, filled))
}

pub(super) async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let fiche = known(&app, &visit, &segment).await?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    drop(tx);
    match read(&etat, &fields) {
        Ok(local) => {
            correct_acteur(&visit.ctx, &app.db, fiche.id, &local).await?;
            let to = visit.workspace(&fiche.reference().chemin());
            Ok(Redirect::to(to).done("C’est enregistré.").answer(&visit))
        }
        Err(errors) => {
            let page = draw(&visit, (&etat, &communes), Some(&segment), &fields.filled(&errors));
            Ok(visit.refused(ROOM.below(&visit, "Corriger l’acteur", &[]), page))
        }
    }
}

fn read(etat: &Etat, fields: &Fields) -> Result<Local, FieldErrors> {
    let mut reader = fields.reader();
    let genre: Option<Genre> = reader.required("genre");
    let mut communes: BTreeSet<CommuneCode> = fields.all("commune").filter_map(|c| c.parse().ok()).collect();
    let others = fields.get("autres-communes").split([',', ';', '\n']).map(str::trim);
    for text in others.filter(|text| !text.is_empty()) {
        match text.parse::<CommuneCode>() {
            Ok(code) if etat.france.commune(code).is_some() => {
                communes.insert(code);
            }
            Ok(code) => reader.refuse("autres-communes", format!("{code} n’est pas une commune actuelle.")),
            Err(error) => reader.refuse("autres-communes", error),
        }
    }
    let genre = reader.finish(genre)?;
    Local::new(genre, fields.get("precision"), fields.get("nom"), fields.get("contact"), communes).map_err(
        |refus| {
            let field = match refus {
                crate::SujetRefus::SansNom | crate::SujetRefus::NomLong(_) => "nom",
                crate::SujetRefus::SansPrecision => "precision",
                crate::SujetRefus::SansCommune | crate::SujetRefus::TropDeCommunes(_) => "commune",
            };
            FieldErrors::one(field, refus)
        },
    )
}

/// The form; `segment` is the entry that it corrects.
fn draw(
    visit: &Visit,
    (etat, communes): (&Etat, &BTreeSet<CommuneCode>),
    segment: Option<&str>,
    filled: &Filled,
) -> Markup {
    let action = match segment {
        Some(segment) => visit.workspace(&format!("annuaire/{segment}/identite")),
        None => visit.workspace("annuaire/nouveau"),
    };
    let genres = Genre::ALL.iter().map(|genre| Choice::new(genre.code(), genre.libelle()));
    let genres = std::iter::once(Choice::new("", "Choisissez")).chain(genres).collect();
    // Communes served beyond the territory stay ticked when an entry is corrected.
    let served: BTreeSet<CommuneCode> =
        filled.values_of("commune").filter_map(|code| code.parse().ok()).collect();
    let mut named: Vec<(String, CommuneCode)> =
        communes.union(&served).map(|code| (super::commune(etat, *code), *code)).collect();
    named.sort_by_key(|(name, _)| kernel::fold(name));
    let boxes = named.into_iter().map(|(name, code)| Choice::new(code.to_string(), name)).collect();
    panel(html! {
        (ui_form::error_summary(filled))
        (ui_form::form(&visit.csrf, &action, Method::Post, html! {
            (Field::select("genre", "Genre d’acteur", genres).required().filled(filled))
            (Field::text("precision", "Si «\u{a0}autre\u{a0}», lequel").filled(filled))
            (Field::text("nom", "Nom").required().hint("Tel qu’on le cherche\u{a0}: «\u{a0}PMI de Langeac\u{a0}».").filled(filled))
            (Field::text("contact", "Personne à demander").hint("Montré aux membres seulement.").filled(filled))
            (Field::checkboxes("commune", "Communes desservies", boxes).filled(filled))
            (Field::text("autres-communes", "Autres communes, par leur code").hint("Codes INSEE séparés par des virgules, pour les communes hors du territoire.").filled(filled))
            div.actions { (Button::primary("Enregistrer")) }
        }))
    })
}
