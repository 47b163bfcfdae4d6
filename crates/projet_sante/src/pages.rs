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
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::sync::Arc;
use territoire::{Atlas, atlas::Etat};
use ui::{Button, Choice, button};
use web::{App, FieldErrors, Problem, Room, Visit};

/// Most people in a list of choices: beyond, the list is cut.
const PEOPLE: usize = 500;

/// The room.
const ROOM: Room = Room {
    name: "Projet",
    segment: "projet",
    label: "Parties du projet",
    parts: &[
        ("Où nous en sommes", "", VOIR),
        ("Parties", "sections", VOIR),
        ("Actions", "actions", VOIR),
        ("Couverture", "couverture", VOIR),
        ("Dossier ARS", "dossier", VOIR_DOSSIER),
        ("Statuts", "statuts", VOIR_TRAVAIL),
        ("Versions", "versions", VOIR),
        ("Appuis", "appuis", VOIR),
        ("Aides", "aides", VOIR_AIDES),
    ],
};

/// The atlas of now.
async fn atlas(app: &App, tx: &mut Tx) -> DbResult<Arc<Etat>> {
    app.resource::<Atlas>().at(tx).await
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
        WriteError::Saisie(refus) => refus.into(),
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
