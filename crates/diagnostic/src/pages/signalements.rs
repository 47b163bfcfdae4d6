//! Reports of communes: what an élu sees, and what the CPTS answers.

use super::{ROOM, communes};
use crate::besoin::{Besoin, Public, Texte};
use crate::droits::ANIMER;
use crate::signalement::{Refus, Signalement};
use crate::store;
use crate::{Devenir, WriteError, answer_report, report_difficulty};
use axum::extract::{Path, State};
use comptes::Noms;
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Choice, Field, Filled, Icon, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    signalements: Vec<Signalement>,
    communes: Vec<(CommuneCode, String)>,
    besoins: Vec<Besoin>,
    names: Noms,
}

/// Whoever does not lead the diagnostic sees their own reports.
async fn load(app: &App, visit: &Visit) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let me = visit.identity.as_ref().map(|identity| identity.person);
    let whose = if visit.can(ANIMER) { None } else { me };
    let signalements = store::signalements::signalements(&mut tx, whose).await?;
    let names = Noms::read(&mut tx, signalements.iter().filter_map(|one| one.auteur).collect()).await?;
    let besoins = store::besoins::besoins(&mut tx).await?;
    Ok(Shown { signalements, communes: communes(visit, app, &mut tx).await?, besoins, names })
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let shown = load(&app, &visit).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &shown, &Filled::new(), None)))
}

pub(super) async fn report(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit).await?;
    let mut reader = fields.reader();
    let commune: Option<CommuneCode> = reader.required("commune");
    let errors = match reader.finish(commune) {
        Err(errors) => errors,
        Ok(commune) => {
            let here: BTreeSet<CommuneCode> = shown.communes.iter().map(|(code, _)| *code).collect();
            match report_difficulty(&visit.ctx, &app.db, &here, commune, fields.get("texte")).await {
                Ok(_) => {
                    let path = visit.workspace("diagnostic/signalements");
                    return Ok(Redirect::to(path)
                        .done("Merci\u{a0}: la CPTS a reçu votre signalement.")
                        .answer(&visit));
                }
                Err(WriteError::Signalement(refus)) => FieldErrors::one(field_of(&refus), &refus),
                Err(other) => return Err(other.into()),
            }
        }
    };
    Ok(visit.refused(frame(&visit), page(&visit, &shown, &fields.filled(&errors), None)))
}

pub(super) async fn answer(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id: Id<Signalement> = id_of(&id)?;
    let errors = match devenir(&fields, &load(&app, &visit).await?, id) {
        Err(errors) => errors,
        Ok(devenir) => match answer_report(&visit.ctx, &app.db, id, fields.get("reponse"), devenir).await {
            Ok(()) => {
                let path = visit.workspace("diagnostic/signalements");
                return Ok(Redirect::to(path)
                    .done("La réponse est gardée\u{a0}; son auteur la lit ici.")
                    .answer(&visit));
            }
            Err(WriteError::Signalement(refus)) => FieldErrors::one(field_of(&refus), &refus),
            Err(other) => return Err(other.into()),
        },
    };
    let shown = load(&app, &visit).await?;
    Ok(visit.refused(frame(&visit), page(&visit, &shown, &fields.filled(&errors), Some(id))))
}

fn devenir(fields: &Fields, shown: &Shown, id: Id<Signalement>) -> Result<Devenir, FieldErrors> {
    match fields.get("devenir") {
        "" => Ok(Devenir::Reponse),
        "nouveau" => {
            let mut reader = fields.reader();
            let titre = reader.required("titre");
            let commune = shown.signalements.iter().find(|one| one.id == id).map(|one| one.commune);
            let texte = titre.map(|titre| Texte {
                public: Public::Population,
                titre,
                description: String::new(),
                communes: commune.into_iter().collect(),
            });
            reader.finish(texte).map(Devenir::Nouveau)
        }
        besoin => {
            let wrong = || FieldErrors::one("devenir", "Choisir dans la liste.");
            besoin.parse().map(Devenir::Rejoint).map_err(|_| wrong())
        }
    }
}

const fn field_of(refus: &Refus) -> &'static str {
    match refus {
        Refus::SansTexte => "texte",
        Refus::SansReponse => "reponse",
        Refus::HorsTerritoire(_) => "commune",
        Refus::Long(_) | Refus::DejaRepondu => "",
    }
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Ce que les communes voient de leurs habitants, et ce que la CPTS en fait.".into()),
        ..visit.frame("Signalements des communes")
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled, answered: Option<Id<Signalement>>) -> Markup {
    let blank = Filled::new();
    let mine = if answered.is_none() { filled } else { &blank };
    let places =
        shown.communes.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())).collect();
    html! {
        (ROOM.tabs(visit, "signalements"))
        @if shown.signalements.is_empty() {
            (ui::empty::empty(Icon::Info, "Aucun signalement pour l’instant", "Un élu décrit ici une difficulté d’accès aux soins de sa commune ; la CPTS répond et peut en faire un besoin.", None))
        }
        @for one in &shown.signalements {
            (card(visit, shown, one, if answered == Some(one.id) { filled } else { &blank }))
        }
        details #signaler open[mine.is_refused() || shown.signalements.is_empty()] {
            summary { "Signaler une difficulté" }
            (ui::form(&visit.csrf, &visit.workspace("diagnostic/signalements"), ui::Method::Post, html! {
                (ui::form::error_summary(mine))
                (Field::select("commune", "Commune", places).required().filled(mine))
                (Field::textarea("texte", "Que se passe-t-il\u{202f}?", 5).hint("Depuis quand, pour qui. Sans nom d’habitant ni de patient.").required().filled(mine))
                div.actions { (Button::primary("Envoyer à la CPTS")) }
            }))
        }
    }
}

fn card(visit: &Visit, shown: &Shown, one: &Signalement, filled: &Filled) -> Markup {
    let known = shown.communes.iter().find(|(code, _)| *code == one.commune);
    let nom = known.map_or_else(|| one.commune.to_string(), |(_, nom)| nom.clone());
    ui::section::panel(html! {
        h2 { (nom) }
        p { (shown.names.of(one.auteur)) ", le " (francais::date(kernel::today(one.recu_le))) " "
            @if one.suite.is_none() { (ui::status::badge(Tone::Warning, "sans réponse")) } }
        @for line in one.texte.lines() { p { (line) } }
        @match &one.suite {
            Some(suite) => {
                p { strong { "Réponse du " (francais::date(kernel::today(suite.le))) "\u{a0}: " } (suite.reponse) }
                @if let Some(besoin) = suite.besoin {
                    p { a href=(visit.workspace(&format!("diagnostic/besoins/{besoin}"))) { "Voir le besoin" } }
                }
            },
            None => { @if visit.can(ANIMER) { (answering(visit, shown, one, filled)) } },
        }
    })
}

fn answering(visit: &Visit, shown: &Shown, one: &Signalement, filled: &Filled) -> Markup {
    let mut choices =
        vec![Choice::new("", "Répondre seulement"), Choice::new("nouveau", "En faire un besoin")];
    let open = shown.besoins.iter().filter(|besoin| besoin.is_ouvert());
    choices.extend(open.map(|besoin| {
        Choice::new(
            besoin.id.to_string(),
            format!("L’ajouter aux preuves de «\u{a0}{}\u{a0}»", besoin.texte.titre),
        )
    }));
    // Each card has its own fields; those that were refused keep the usual id, where the summary of errors leads.
    let own = |field: Field, name: &str| match filled.is_refused() {
        true => field,
        false => field.id(format!("{name}-{}", one.id)),
    };
    let reponse = own(Field::textarea("reponse", "Réponse", 3), "reponse").required();
    let devenir = own(Field::select("devenir", "Ce qu’il devient", choices), "devenir");
    let titre =
        own(Field::text("titre", "Titre du besoin"), "titre").hint("Seulement pour en faire un besoin.");
    html! {
        details open[filled.is_refused()] {
            summary { "Répondre" span.visually-hidden { " à ce signalement" } }
            (ui::form(&visit.csrf, &visit.workspace(&format!("diagnostic/signalements/{}/reponse", one.id)), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (reponse.filled(filled))
                (devenir.filled(filled))
                (titre.filled(filled))
                div.actions { (Button::primary("Répondre")) }
            }))
        }
    }
}
