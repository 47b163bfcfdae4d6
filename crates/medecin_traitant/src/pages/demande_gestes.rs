//! What can be done with one request: forms, and what they do.

use super::ROOM;
use super::demande::drawn;
use crate::droits::TRAITER;
use crate::proposition::MotifRefus;
use crate::read_identite::MOTIFS;
use crate::store::suivi;
use crate::{Cloture, Demande, Etat, Phase, Preuve, WriteError};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::section::{panel, section};
use ui::{Button, Choice, Field, Filled, Method, form};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit, id_of};

pub(super) fn routes() -> Routes {
    Routes::new().post("/{cpts}/espace/medecin-traitant/demandes/{id}", TRAITER, act)
}

/// Every gesture that this request allows.
pub(super) fn all(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    html! {
        (section("identite", "Identité", panel(open(visit, one, filled))))
        (section("suite", "Ensuite", html! {
            @match one.etat.phase() {
                Phase::AVerifier => (post_button(&visit.csrf, &here(visit, one), &[("geste", "verifier")], &Button::primary("La demande est vérifiée"))),
                Phase::Acceptee | Phase::RendezVous => (appointment(visit, one, filled)),
                Phase::Close => (post_button(&visit.csrf, &here(visit, one), &[("geste", "rouvrir")], &Button::secondary("Rouvrir"))),
                Phase::Attente => (actions(html! { (Button::secondary("Chercher un médecin").href(ROOM.at(visit, "proposer"))) })),
            }
            @if one.est_ouverte() { (declared(visit, one, filled)) (closing(visit, one, filled)) }
        }))
    }
}

fn here(visit: &Visit, one: &Demande) -> String {
    ROOM.at(visit, &format!("demandes/{}", one.id))
}

/// The form that opens an identity.
fn open(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    let choices: Vec<Choice> = MOTIFS.iter().map(|words| Choice::new(*words, *words)).collect();
    form::form(
        &visit.csrf,
        &format!("{}/identite", here(visit, one)),
        Method::Post,
        html! {
            (Field::radios("motif", "Pourquoi l’ouvrir\u{202f}?", choices).filled(filled))
            (Field::text("raison", "Ou en quelques mots").hint("Ce motif reste au journal\u{a0}: sans nom.").maxlength(120).filled(filled))
            (actions(html! { (Button::primary("Ouvrir l’identité")) }))
        },
    )
}

fn appointment(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    let day = match &one.etat {
        Etat::RendezVous { jour, .. } => jour.to_string(),
        Etat::AVerifier | Etat::Attente | Etat::Acceptee { .. } | Etat::Close { .. } => String::new(),
    };
    gesture(
        visit,
        one,
        "rendez_vous",
        html! {
            (Field::date("jour", "Jour du premier rendez-vous").required().value(day).filled(filled))
        },
        Button::primary("Noter le rendez-vous"),
    )
}

/// How it is known that the médecin traitant was declared, and the day.
pub(super) fn proofs(filled: &Filled) -> Markup {
    let preuves = Preuve::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        (Field::radios("preuve", "Comment le sait-on\u{202f}?", preuves).required().filled(filled))
        (Field::date("preuve_le", "Déclaré le").required().filled(filled))
    }
}

/// Why requests end, a declaration set apart, and what it does.
pub(super) fn closing_reasons(filled: &Filled) -> Markup {
    let why = Cloture::ALL.iter().filter(|one| **one != Cloture::MtDeclare);
    let why = why.map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        (Field::radios("cloture", "Pourquoi", why).required().filled(filled))
        p.soft { "Les cartes qui attendent sont retirées\u{a0}; la place prise est rendue au médecin. Une demande close se rouvre tant qu’elle n’est pas effacée." }
    }
}

/// Whether one of these fields was refused: what folds it away is open.
fn wrong(filled: &Filled, names: &[&str]) -> bool {
    names.iter().any(|name| filled.error_of(name).is_some())
}

fn declared(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    html! {
        details open[wrong(filled, &["preuve", "preuve_le"])] {
            summary { "Le médecin traitant est déclaré" }
            (gesture(visit, one, "declaree", proofs(filled), Button::primary("Noter la déclaration")))
        }
    }
}

fn closing(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    html! {
        details open[wrong(filled, &["cloture"])] {
            summary { "Clore la demande" }
            (gesture(visit, one, "close", closing_reasons(filled), Button::danger("Clore")))
        }
    }
}

/// Joining and leaving a household.
pub(super) fn household(visit: &Visit, one: &Demande, people: usize) -> Markup {
    html! {
        @if people > 1 {
            (confirm("Séparer cette personne de son foyer", "", "Elle sera proposée seule à un médecin.",
                gesture(visit, one, "separer", html! {}, Button::primary("Séparer"))))
        }
        details {
            summary { "Réunir avec une autre demande" }
            (gesture(visit, one, "reunir", html! {
                (Field::text("autre", "Numéro de l’autre demande").hint("Les six signes de la liste.").maxlength(36).required())
            }, Button::secondary("Réunir")))
        }
    }
}

fn gesture(visit: &Visit, one: &Demande, geste: &'static str, inside: Markup, button: Button) -> Markup {
    form::form(
        &visit.csrf,
        &here(visit, one),
        Method::Post,
        html! {
            (form::hidden("geste", geste)) (inside) (actions(html! { (button) }))
        },
    )
}

/// The words of a reason that a doctor gave.
pub(super) fn motif(text: &str) -> String {
    text.parse::<MotifRefus>().map_or_else(|_| text.to_owned(), |one| one.libelle().to_owned())
}

async fn act(
    State(app): State<App>,
    visit: Visit,
    Path((_, text)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = id_of(&text)?;
    let part = format!("demandes/{id}");
    match done(&app, &visit, id, &fields).await {
        Ok(said) => ROOM.done(&visit, &part, said),
        Err(Manque::Champs(errors)) => {
            let (frame, content) = drawn(&app, &visit, &text, &fields.filled(&errors)).await?;
            Ok(visit.refused(frame, content))
        }
        Err(Manque::Refus(refus @ (WriteError::PasPossible(_) | WriteError::Change))) => {
            Ok(web::Redirect::to(ROOM.at(&visit, &part)).refused(refus.to_string()).answer(&visit))
        }
        Err(Manque::Refus(WriteError::Saisie(faults))) => {
            let (frame, content) = drawn(&app, &visit, &text, &fields.filled(&faults.into())).await?;
            Ok(visit.refused(frame, content))
        }
        Err(Manque::Refus(other)) => Err(Problem::from(other)),
    }
}

/// Why nothing was done.
enum Manque {
    Champs(FieldErrors),
    Refus(WriteError),
}

impl From<WriteError> for Manque {
    fn from(error: WriteError) -> Self {
        Self::Refus(error)
    }
}

async fn done(app: &App, visit: &Visit, id: Id<Demande>, fields: &Fields) -> Result<&'static str, Manque> {
    let (ctx, db) = (&visit.ctx, &app.db);
    let mut reader = fields.reader();
    Ok(match fields.get("geste") {
        "verifier" => {
            crate::verify(ctx, db, &[id]).await?;
            "La demande est vérifiée."
        }
        "rendez_vous" => {
            let jour = reader.required::<Date>("jour");
            crate::set_rendez_vous(ctx, db, id, reader.finish(jour).map_err(Manque::Champs)?).await?;
            "Le rendez-vous est noté."
        }
        "declaree" => {
            let (preuve, le) = (reader.required::<Preuve>("preuve"), reader.required::<Date>("preuve_le"));
            let (preuve, le) = reader.finish(preuve.zip(le)).map_err(Manque::Champs)?;
            crate::declare_mt(ctx, db, id, preuve, le).await?;
            "Le médecin traitant est déclaré\u{a0}: la demande est close."
        }
        "close" => {
            let why = reader.required::<Cloture>("cloture");
            crate::close(ctx, db, id, reader.finish(why).map_err(Manque::Champs)?, None).await?;
            "La demande est close."
        }
        "rouvrir" => {
            crate::reopen(ctx, db, id).await?;
            "La demande est de nouveau ouverte."
        }
        "separer" => {
            crate::split_foyer(ctx, db, id).await?;
            "Cette personne est seule dans sa demande."
        }
        "reunir" => {
            let other = named(app, visit, fields.get("autre")).await?;
            crate::join_foyers(ctx, db, id, other).await?;
            "Les deux foyers n’en font plus qu’un."
        }
        _ => return Err(WriteError::PasPossible("Choisissez ce qui est à faire.").into()),
    })
}

/// The open request of six signs.
async fn named(app: &App, visit: &Visit, text: &str) -> Result<Id<Demande>, WriteError> {
    const NONE: WriteError =
        WriteError::PasPossible("Aucune demande ouverte n’a ce numéro\u{a0}: vérifiez ses six signes.");
    let text = text.trim().to_uppercase();
    let open = suivi::ouvertes(&mut app.db.read(&visit.ctx).await?).await?;
    let mut found = open.into_iter().filter(|id| super::carte::court(*id) == text);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        _ => Err(NONE),
    }
}
