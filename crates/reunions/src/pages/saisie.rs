//! The form of a meeting: planned, changed.

use super::{ROOM, beside, meeting, under};
use crate::change_reunion::Portee;
use crate::reunion::{Genre, Nouvelle, Reunion};
use crate::store;
use actes::{ActionProposee, Actions, Mission};
use axum::extract::{Path, State};
use db::Tx;
use jiff::civil::DateTime;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, form::Width};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

type Here = Path<(String, String)>;

/// What the form offers: actions of the projet, members, themes already used.
pub(super) struct Choix {
    actions: Vec<ActionProposee>,
    membres: Vec<Choice>,
    themes: Vec<String>,
}

impl Choix {
    pub(super) async fn read(app: &App, tx: &mut Tx) -> Result<Self, Problem> {
        let actions = match app.find::<Actions>() {
            Some(Actions(read)) => read(tx).await?,
            None => Vec::new(),
        };
        let today = crate::heures::today(tx.ctx().now);
        let mut membres = vec![Choice::new("", "La personne qui prévoit la réunion")];
        let all = adhesions::membres(tx, today).await?;
        membres.extend(all.iter().map(|one| Choice::new(one.id.to_string(), one.nom())));
        Ok(Self { actions, membres, themes: store::reunions::themes(tx).await? })
    }
}

/// The fields of a meeting, filled with what was typed.
pub(super) fn inputs(filled: &Filled, choix: &Choix) -> Markup {
    let genres = Genre::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let missions = Mission::ALL.map(|one| Choice::new(one.code(), one.label())).to_vec();
    let mut actions = vec![Choice::new("", "Aucune")];
    actions.extend(choix.actions.iter().map(|one| Choice::new(one.id.to_string(), one.titre.clone())));
    let used = if choix.themes.is_empty() {
        "Facultatif. Par exemple\u{a0}: insuffisance cardiaque.".to_owned()
    } else {
        format!("Facultatif. Déjà utilisés\u{a0}: {}.", choix.themes.join(", "))
    };
    html! {
        (ui::form::error_summary(filled))
        (Field::text("titre", "Titre").required().maxlength(160).filled(filled))
        (ui::form::row(html! {
            (Field::select("genre", "Genre", genres).required().filled(filled))
            (Field::select("mission", "Mission", missions).required().filled(filled))
        }))
        (ui::form::row(html! {
            (Field::datetime("debut", "Début").hint("Heure de France, telle qu’une horloge la montrera ce jour-là.").required().filled(filled))
            (Field::datetime("fin", "Fin").required().filled(filled))
        }))
        (ui::form::row(html! {
            (Field::text("lieu", "Lieu").hint("Salle et adresse.").maxlength(160).filled(filled))
            (Field::text("commune", "Code de la commune").hint("Facultatif. Cinq caractères, par exemple 43157.").width(Width::Short).filled(filled))
        }))
        (Field::text("visio", "Lien de visioconférence").hint("Facultatif. Commence par https://.").maxlength(160).filled(filled))
        (Field::textarea("ordre", "Ordre du jour", 5).hint("Un point par ligne\u{a0}: chacun devient un titre du compte rendu.").filled(filled))
        (ui::form::row(html! {
            (Field::select("responsable", "Responsable", choix.membres.clone()).hint("Tient la porte et le compte rendu.").filled(filled))
            (Field::number("jauge", "Places").hint("Facultatif.").width(Width::Short).filled(filled))
        }))
        @if !choix.actions.is_empty() {
            (Field::select("action", "Action du projet de santé", actions).hint("Facultatif. Chaque présence comptera pour elle.").filled(filled))
        }
        (Field::text("theme", "Thème").hint(used).maxlength(60).filled(filled))
    }
}

/// Reads a meeting out of the form; each field at fault has its sentence.
pub(super) fn read(fields: &Fields) -> Result<Nouvelle, FieldErrors> {
    let mut reader = fields.reader();
    let titre: Option<String> = reader.required("titre");
    let (genre, mission) = (reader.required::<Genre>("genre"), reader.required::<Mission>("mission"));
    let (debut, fin) = (reader.required::<DateTime>("debut"), reader.required::<DateTime>("fin"));
    let (commune, jauge) = (reader.optional("commune"), reader.optional::<u32>("jauge"));
    if jauge == Some(0) {
        reader.refuse("jauge", "Une place au moins.");
    }
    for (champ, heure) in [("debut", debut), ("fin", fin)] {
        heure.and_then(|heure| reader.keep(crate::heures::check(champ, heure)));
    }
    let (action, responsable) = (reader.optional("action"), reader.optional("responsable"));
    let text = |name: &str| fields.get(name).to_owned();
    let read =
        titre.zip(genre).zip(mission).zip(debut.zip(fin)).map(|(((titre, genre), mission), (debut, fin))| {
            Nouvelle {
                mission,
                action,
                theme: text("theme"),
                lieu: text("lieu"),
                commune,
                visio: text("visio"),
                ordre: text("ordre"),
                responsable,
                jauge,
                ..Nouvelle::new(titre, genre, debut, fin)
            }
        });
    reader.finish(read)
}

pub(super) async fn blank(visit: Visit, State(app): State<App>) -> Answer {
    let choix = Choix::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let filled = Filled::new().value("mission", "fonctionnement");
    Ok(visit.page(&ROOM.below(&visit, "Prévoir une réunion", &[]), planning(&visit, &filled, &choix)))
}

fn planning(visit: &Visit, filled: &Filled, choix: &Choix) -> Markup {
    ui::form(
        &visit.csrf,
        &visit.workspace("reunions"),
        ui::Method::Post,
        html! {
            (inputs(filled, choix))
            (visit.key(filled))
            div.actions { (Button::primary("Prévoir la réunion")) (Button::plain("Annuler").href(visit.workspace("reunions"))) }
        },
    )
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(nouvelle) => {
            let nouvelle = Nouvelle { id: Some(fields.key(&visit)), ..nouvelle };
            let said = said(&nouvelle, "La réunion est prévue. Invitez maintenant les personnes attendues.");
            match crate::plan_reunion(&visit.ctx, &app.db, nouvelle).await {
                Ok(id) => return ROOM.done(&visit, &id.to_string(), said),
                Err(error) => beside(error)?,
            }
        }
    };
    let choix = Choix::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    Ok(visit.refused(
        ROOM.below(&visit, "Prévoir une réunion", &[]),
        planning(&visit, &fields.filled(&errors), &choix),
    ))
}

/// The sentence of success, with what to know of an hour that comes twice.
fn said(nouvelle: &Nouvelle, words: &str) -> String {
    let twice = crate::heures::twice(nouvelle.debut).or_else(|| crate::heures::twice(nouvelle.fin));
    twice.map_or_else(|| words.to_owned(), |twice| format!("{words} {twice}"))
}

fn prefill(one: &Reunion) -> Filled {
    let maybe = |text: Option<String>| text.unwrap_or_default();
    let minute = |heure: DateTime| heure.strftime("%Y-%m-%dT%H:%M").to_string();
    Filled::new()
        .value("titre", one.titre.clone())
        .value("genre", one.genre.code())
        .value("mission", one.mission.code())
        .value("debut", minute(one.debut))
        .value("fin", minute(one.fin))
        .value("lieu", one.lieu.clone())
        .value("commune", maybe(one.commune.map(|code| code.to_string())))
        .value("visio", one.visio.clone())
        .value("ordre", one.ordre.clone())
        .value("responsable", maybe(one.responsable.map(|id| id.to_string())))
        .value("jauge", maybe(one.jauge.map(|jauge| jauge.to_string())))
        .value("action", maybe(one.action.map(|id| id.to_string())))
        .value("theme", one.theme.clone())
        .value("lu", one.change_le.to_string())
}

pub(super) async fn edit(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = meeting(&mut tx, &id).await?;
    let choix = Choix::read(&app, &mut tx).await?;
    Ok(visit.page(&under(&visit, &one, "Modifier"), changing(&visit, &one, &prefill(&one), &choix)))
}

fn changing(visit: &Visit, one: &Reunion, filled: &Filled, choix: &Choix) -> Markup {
    let here = super::here(visit, one.id);
    ui::form(
        &visit.csrf,
        &format!("{here}/modifier"),
        ui::Method::Post,
        html! {
            p { "Un nouvel horaire, un nouveau lieu ou un nouvel ordre du jour part par courriel aux personnes invitées, et leur agenda se met à jour." }
            (inputs(filled, choix))
            (ui::form::hidden("lu", filled.get("lu").unwrap_or_default()))
            @if one.serie.is_some() {
                (Field::radios("portee", "Cette réunion fait partie d’une série", vec![
                    Choice::new("celle", "Modifier celle-ci seulement"),
                    Choice::new("suivantes", "Modifier celle-ci et les suivantes").hint("Chacune garde son écart avec celle-ci."),
                ]).value(filled.get("portee").unwrap_or("celle")))
            }
            div.actions { (Button::primary("Enregistrer")) (Button::plain("Annuler").href(here.clone())) }
        },
    )
}

pub(super) async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let one = meeting(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(nouvelle) => {
            let lu = fields.get("lu").parse().unwrap_or_default();
            let portee = if fields.get("portee") == "suivantes" { Portee::Suivantes } else { Portee::Celle };
            let said = said(&nouvelle, "La réunion est modifiée.");
            match crate::change_reunion(&visit.ctx, &app.db, one.id, lu, nouvelle, portee).await {
                Ok(_) => return ROOM.done(&visit, &one.id.to_string(), said),
                Err(error) => beside(error)?,
            }
        }
    };
    let choix = Choix::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    Ok(visit
        .refused(under(&visit, &one, "Modifier"), changing(&visit, &one, &fields.filled(&errors), &choix)))
}
