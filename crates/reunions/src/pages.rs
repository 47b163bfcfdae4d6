//! The room « Réunions » of the workspace, the pages of links, the public pages of the door and of attestations.

mod agenda;
mod attestations;
mod compte_rendu;
mod decisions;
mod emargement;
mod feuille;
mod gestes;
mod grille;
mod invites;
mod lien;
mod liste;
mod porte;
mod presence;
mod saisie;
mod serie;
mod une;

use crate::droits::{ANIMER, EMARGER, ORGANISER, VERIFIER, VOIR};
use crate::reunion::{Etat, Reunion};
use crate::{AGENDA, USAGE, WriteError, heures, responsable, store};
use db::Tx;
use jiff::Timestamp;
use kernel::Id;
use ui::{Crumb, Tone};
use web::{FieldErrors, Problem, Room, Routes, Visit, id_of};

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(crate) fn routes() -> Routes {
    planning().and(one()).and(
        Routes::new()
            .get("/{cpts}/e", EMARGER, emargement::ask)
            .post("/{cpts}/e", EMARGER, emargement::find)
            .get("/{cpts}/e/{reunion}/{token}", EMARGER, emargement::show)
            .post("/{cpts}/e/{reunion}", EMARGER, emargement::act)
            .get("/{cpts}/attestations/{code}", VERIFIER, attestations::verify)
            .tap(USAGE, lien::show, lien::act)
            .tap(AGENDA, agenda::feed, agenda::no_action),
    )
}

fn planning() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/reunions", VOIR, liste::show)
        .post("/{cpts}/espace/reunions", ORGANISER, saisie::add)
        .get("/{cpts}/espace/reunions/nouvelle", ORGANISER, saisie::blank)
        .get("/{cpts}/espace/reunions/serie", ORGANISER, serie::blank)
        .post("/{cpts}/espace/reunions/serie", ORGANISER, serie::add)
        .get("/{cpts}/espace/reunions/decisions", VOIR, decisions::show)
        .post("/{cpts}/espace/reunions/decisions/{id}", VOIR, decisions::settle)
        .post("/{cpts}/espace/reunions/decisions/{id}/retrait", ANIMER, decisions::withdraw)
        .get("/{cpts}/espace/reunions/agenda", VOIR, agenda::show)
        .post("/{cpts}/espace/reunions/agenda", VOIR, agenda::open)
        .post("/{cpts}/espace/reunions/agenda/fermeture", VOIR, agenda::close)
        .get("/{cpts}/espace/reunions/attestations", VOIR, attestations::show)
        .post("/{cpts}/espace/reunions/attestations", VOIR, attestations::make)
        .get("/{cpts}/espace/reunions/attestations/{id}/attestation.pdf", VOIR, attestations::pdf)
        .post("/{cpts}/espace/reunions/attestations/{id}/retrait", ORGANISER, attestations::withdraw)
        .get("/{cpts}/espace/reunions/presences/{id}", ANIMER, presence::show)
        .post("/{cpts}/espace/reunions/presences/{id}", ANIMER, presence::correct)
        .post("/{cpts}/espace/reunions/presences/{id}/annulation", ANIMER, presence::cancel)
        .post("/{cpts}/espace/reunions/visiteurs/{id}/rattachement", ANIMER, grille::attach)
        .post("/{cpts}/espace/reunions/visiteurs/{id}/retrait", ANIMER, grille::drop_visiteur)
        .post("/{cpts}/espace/reunions/invites/{id}/retrait", ORGANISER, invites::withdraw)
}

fn one() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/reunions/{id}", VOIR, une::show)
        .get("/{cpts}/espace/reunions/{id}/modifier", ORGANISER, saisie::edit)
        .post("/{cpts}/espace/reunions/{id}/modifier", ORGANISER, saisie::change)
        .post("/{cpts}/espace/reunions/{id}/annulation", ORGANISER, gestes::cancel)
        .post("/{cpts}/espace/reunions/{id}/tenue", ANIMER, gestes::close)
        .post("/{cpts}/espace/reunions/{id}/reponse", VOIR, gestes::answer)
        .get("/{cpts}/espace/reunions/{id}/invites", ORGANISER, invites::show)
        .post("/{cpts}/espace/reunions/{id}/invites", ORGANISER, invites::add)
        .post("/{cpts}/espace/reunions/{id}/relance", ORGANISER, gestes::remind)
        .post("/{cpts}/espace/reunions/{id}/liens", ANIMER, gestes::send_links)
        .get("/{cpts}/espace/reunions/{id}/porte", ANIMER, porte::show)
        .get("/{cpts}/espace/reunions/{id}/presences", ANIMER, grille::show)
        .post("/{cpts}/espace/reunions/{id}/presences", ANIMER, grille::note)
        .get("/{cpts}/espace/reunions/{id}/feuille.pdf", ANIMER, feuille::pdf)
        .get("/{cpts}/espace/reunions/{id}/compte-rendu", VOIR, compte_rendu::show)
        .post("/{cpts}/espace/reunions/{id}/compte-rendu", ANIMER, compte_rendu::write)
        .post("/{cpts}/espace/reunions/{id}/compte-rendu/validation", ANIMER, compte_rendu::validate)
        .get("/{cpts}/espace/reunions/{id}/compte-rendu.pdf", VOIR, compte_rendu::pdf)
        .get("/{cpts}/espace/reunions/{id}/compte-rendu.docx", VOIR, compte_rendu::docx)
        .post("/{cpts}/espace/reunions/{id}/decisions", ANIMER, decisions::note)
}

/// The room.
const ROOM: Room = Room {
    name: "Réunions",
    segment: "reunions",
    label: "Parties des réunions",
    parts: &[
        ("À venir", "", VOIR),
        ("Passées", "?quand=passees", VOIR),
        ("Mes réunions", "?quand=miennes", VOIR),
        ("Décisions à suivre", "decisions", VOIR),
        ("Attestations", "attestations", VOIR),
        ("Mon agenda", "agenda", VOIR),
    ],
};

/// A page below one meeting.
fn under(visit: &Visit, reunion: &Reunion, title: impl Into<ui::Text>) -> ui::Frame {
    let mut frame = ROOM.below(visit, title, &[]);
    frame.breadcrumb.push(Crumb::new(reunion.titre.clone(), here(visit, reunion.id)));
    frame
}

/// The page of a meeting.
fn here(visit: &Visit, id: Id<Reunion>) -> String {
    visit.workspace(&format!("reunions/{id}"))
}

/// Where a meeting stands, in words.
fn badge(reunion: &Reunion, now: Timestamp) -> (Tone, &'static str) {
    match reunion.etat {
        Etat::Annulee { .. } => (Tone::Danger, "Annulée"),
        Etat::Tenue { .. } => (Tone::Success, "Tenue"),
        Etat::Prevue if reunion.passee(now) => (Tone::Warning, "À clore"),
        Etat::Prevue if heures::instant(reunion.debut) <= now => (Tone::Info, "En cours"),
        Etat::Prevue => (Tone::Neutral, "Prévue"),
    }
}

/// The meeting of an address.
async fn meeting(tx: &mut Tx, id: &str) -> Result<Reunion, Problem> {
    Ok(store::reunions::reunion(tx, id_of(id)?).await?.ok_or(WriteError::Inconnu("Cette réunion"))?)
}

/// The meeting of an address, for whoever answers for it.
async fn mine(tx: &mut Tx, id: &str) -> Result<Reunion, Problem> {
    let reunion = meeting(tx, id).await?;
    if responsable::answers(tx, &reunion).await? {
        Ok(reunion)
    } else {
        Err(WriteError::PasResponsable.into())
    }
}

/// The sentence of a refusal beside its field; what is no refusal of a field is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    match error {
        WriteError::Saisie(refus) => Ok(refus.into()),
        refus @ (WriteError::Etat(_) | WriteError::Change | WriteError::DejaNote) => {
            Ok(FieldErrors::one("", refus))
        }
        other => Err(other.into()),
    }
}

/// How many, as `francais` counts.
fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
