//! The room « Projet » of the workspace.

mod accueil;
mod action;
mod actions;
mod aides;
mod appuis;
mod comparaison;
mod couverture;
mod creation;
mod critere;
mod dossier;
mod envoi;
mod etape;
mod export;
mod objectifs;
mod pieces;
mod prs;
mod routes;
mod section;
mod sections;
mod statuts;
mod versions;

use crate::droits::{VOIR, VOIR_AIDES, VOIR_DOSSIER, VOIR_TRAVAIL};
use crate::jointe::{Jointe, Sujet};
use crate::{WriteError, dossier as dossier_noun};
use comptes::{Demande, Place};
use db::{Result as DbResult, Tx};
use kernel::{Id, Right};
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use territoire::{Atlas, atlas::Etat};
use ui::tabs::{Tab, tabs};
use ui::{Button, Choice, Crumb, button};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

/// Most people in a list of choices: beyond, the list is cut.
const PEOPLE: usize = 500;

/// The parts of the room that the visitor may open; `current` is the last segment of the part that is shown, empty for the first page.
fn onglets(visit: &Visit, current: &str) -> Markup {
    const PARTS: [(&str, &str, Right); 9] = [
        ("Où nous en sommes", "", VOIR),
        ("Parties", "sections", VOIR),
        ("Actions", "actions", VOIR),
        ("Couverture", "couverture", VOIR),
        ("Dossier ARS", "dossier", VOIR_DOSSIER),
        ("Statuts", "statuts", VOIR_TRAVAIL),
        ("Versions", "versions", VOIR),
        ("Appuis", "appuis", VOIR),
        ("Aides", "aides", VOIR_AIDES),
    ];
    let all: Vec<Tab> = PARTS
        .iter()
        .filter(|(.., right)| visit.can(*right))
        .map(|(words, part, _)| Tab::new(*words, visit.workspace(&room(part)), *part == current))
        .collect();
    tabs("Parties du projet", &all)
}

/// « projet/sections », after `/{cpts}/espace/`.
fn room(part: &str) -> String {
    if part.is_empty() { "projet".to_owned() } else { format!("projet/{part}") }
}

/// A page below one of the parts.
fn below(visit: &Visit, title: impl Into<ui::Text>, crumbs: &[(&'static str, &str)]) -> ui::Frame {
    let mut breadcrumb = vec![Crumb::new("Projet", visit.workspace("projet"))];
    breadcrumb.extend(crumbs.iter().map(|(words, part)| Crumb::new(*words, visit.workspace(&room(part)))));
    ui::Frame { breadcrumb, ..visit.frame(title) }
}

/// The atlas of now.
async fn atlas(app: &App, tx: &mut Tx) -> DbResult<Arc<Etat>> {
    app.resource::<Atlas>().at(tx).await
}

/// Names of accounts; somebody whose account is gone has none.
async fn noms(tx: &mut Tx, ids: Vec<Uuid>) -> DbResult<HashMap<Uuid, String>> {
    let once: BTreeSet<Uuid> = ids.into_iter().collect();
    let once: Vec<Id<comptes::Personne>> = once.into_iter().map(Id::new).collect();
    let mut names = HashMap::new();
    for some in once.chunks(50) {
        names.extend(comptes::noms(tx, some).await?.into_iter().map(|(id, nom)| (id.uuid(), nom)));
    }
    Ok(names)
}

/// The name of somebody, or what is known.
fn nom_of(names: &HashMap<Uuid, String>, auteur: Option<Uuid>) -> String {
    match auteur {
        None => "la CPTS".to_owned(),
        Some(id) => {
            names.get(&id).cloned().unwrap_or_else(|| "une personne dont le compte est fermé".to_owned())
        }
    }
}

/// The members of the CPTS, for those who may see them: by role, then by family name.
async fn members(visit: &Visit, app: &App) -> Result<Vec<comptes::Membre>, Problem> {
    let mut members = Vec::new();
    let mut place: Option<Place> = None;
    while visit.can(comptes::droits::VOIR_MEMBRES) && members.len() < PEOPLE {
        let ask = Demande { place: place.take(), ..Demande::default() };
        let page = comptes::list_membres(&visit.ctx, &app.db, &ask).await?;
        members.extend(page.membres);
        match page.apres {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    members.sort_by_cached_key(|one| {
        (one.roles.iter().next(), kernel::fold(&one.nom), kernel::fold(&one.prenom))
    });
    Ok(members)
}

/// The members as choices; the first is nobody.
async fn people(visit: &Visit, app: &App) -> Result<Vec<Choice>, Problem> {
    let choice = |one: &comptes::Membre| {
        let job = if one.profession.is_empty() { String::new() } else { format!(", {}", one.profession) };
        let words = format!("{}\u{a0}: {} {}{job}", one.roles.main_label(), one.nom, one.prenom);
        Choice::new(one.personne.to_string(), words)
    };
    let nobody = Choice::new("", "Personne pour l’instant");
    Ok(std::iter::once(nobody).chain(members(visit, app).await?.iter().map(choice)).collect())
}

/// The sentence of a refusal beside its field; what is no refusal of a field is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    use dossier_noun::Refus;
    Ok(match error {
        WriteError::Saisie(refus) => FieldErrors::one(refus.champ, refus.pourquoi),
        WriteError::Etape(
            refus @ (crate::etape::Refus::SansMotif(_) | crate::etape::Refus::AvantAutre { .. }),
        ) => FieldErrors::one("note", refus),
        WriteError::Etape(refus) => FieldErrors::one("jour", refus),
        WriteError::Version(refus) => FieldErrors::one("motif", refus),
        WriteError::Origine(refus) => FieldErrors::one("porteur", refus),
        refus @ WriteError::StatutsChanges => FieldErrors::one("", refus),
        refus @ WriteError::TexteChange => FieldErrors::one("etat", refus),
        WriteError::Sujet(refus) => FieldErrors::one("piece", refus),
        WriteError::Piece(::pieces::KeepError::Refus(refus)) => FieldErrors::one("piece", refus),
        WriteError::Dossier(refus @ (Refus::SansVersion | Refus::VersionInconnue(_))) => {
            FieldErrors::one("version", refus)
        }
        WriteError::Dossier(refus @ Refus::PasValidees(_)) => FieldErrors::one("malgre", refus),
        WriteError::Dossier(refus @ Refus::FigeeApres(_)) => FieldErrors::one("note", refus),
        WriteError::Dossier(refus @ Refus::MotifInconnu(_)) => FieldErrors::one("nature", refus),
        WriteError::Dossier(refus) => FieldErrors::one("jour", refus),
        other => return Err(other.into()),
    })
}

/// After a verb that has no form to show again.
fn done<T>(visit: &Visit, part: &str, sentence: &str, result: Result<T, WriteError>) -> Answer {
    let to = Redirect::to(visit.workspace(&room(part)));
    match result {
        Ok(_) => Ok(to.done(sentence).answer(visit)),
        Err(
            error @ (WriteError::Saisie(_)
            | WriteError::Etape(_)
            | WriteError::Origine(_)
            | WriteError::Dossier(_)
            | WriteError::Version(_)
            | WriteError::FicheChangee
            | WriteError::DejaNote),
        ) => Ok(to.refused(error.to_string()).answer(visit)),
        Err(other) => Err(other.into()),
    }
}

/// Whoever does not see the work sees what is shown to institutions and no other name.
fn sees(visit: &Visit, one: &Jointe) -> bool {
    let shown = one.piece.cercle == ::pieces::Cercle::Institutions;
    visit.can(VOIR_TRAVAIL) || (shown && visit.can(::pieces::droits::VOIR))
}

/// The files kept beside something, and the form that adds one.
fn jointes(visit: &Visit, all: &[Jointe], sujet: &Sujet, may: bool) -> Markup {
    let here: Vec<&Jointe> = all.iter().filter(|one| one.sujet == *sujet && sees(visit, one)).collect();
    html! {
        @if !here.is_empty() {
            ul {
                @for one in &here {
                    li {
                        (::pieces::lien(visit, &one.piece)) " "
                        @if may {
                            (button::post_button(
                                &visit.csrf,
                                &visit.workspace(&format!("projet/pieces/{}/retrait", one.id)),
                                &[],
                                &Button::plain("Ôter").about(one.piece.nom.clone()).small(),
                            ))
                        }
                    }
                }
            }
        }
        @if may {
            details {
                summary { "Joindre une pièce" }
                (ui::form::upload_form(&visit.csrf, &visit.workspace("projet/pieces"), html! {
                    (ui::form::hidden("sujet", &sujet.to_string()))
                    (::pieces::champ("piece", "Fichier").id(format!("piece-{}", sujet.to_string().replace([':', '/'], "-"))))
                    div.actions { (Button::secondary("Joindre")) }
                }))
            }
        }
    }
}

/// The id that a form carries: sent twice, it is kept once. One that came without is given one.
fn key_of<T>(visit: &Visit, fields: &Fields) -> Id<T> {
    fields.get("cle").parse().unwrap_or_else(|_| visit.ctx.id())
}

/// The hidden field that [`key_of`] reads.
fn key(visit: &Visit) -> Markup {
    ui::form::hidden("cle", &visit.ctx.id::<()>().to_string())
}

/// The id of an address, or a page that does not exist.
fn id_of<T>(text: &str) -> Result<Id<T>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
