//! The room « Adhésions » of the workspace, the public form, the page of a reminder.

mod champs;
mod conventions;
mod cotisations;
mod export;
mod import;
mod liste;
mod modifier;
mod moi;
mod nouveau;
mod paiements;
mod reglages;
mod rejoindre;
mod routes;
mod textes;
mod une;

use crate::droits::{COTISER, VOIR};
use crate::{Phase, WriteError};
use maud::{Markup, html};
pub(crate) use routes::routes;
use ui::{Tone, francais};
use web::{FieldErrors, Problem, Room};

/// The room.
const ROOM: Room = Room {
    name: "Adhésions",
    segment: "adhesions",
    label: "Parties des adhésions",
    parts: &[
        ("Adhérents", "", VOIR),
        ("Cotisations", "cotisations", VOIR),
        ("Textes", "textes", VOIR),
        ("Conventions", "conventions", VOIR),
        ("Collèges et tarifs", "reglages", VOIR),
        ("Import HelloAsso", "import", COTISER),
    ],
};

/// The sentences of a refusal beside their fields; what is no refusal of a form is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    Ok(match error {
        WriteError::Saisie(faults) => faults.into(),
        WriteError::Piece(::pieces::KeepError::Refus(refus)) => FieldErrors::one("piece", refus),
        WriteError::Fichier(refus) => FieldErrors::one("fichier", refus),
        refus @ (WriteError::DejaConnu(_) | WriteError::PasPossible(_)) => FieldErrors::one("", refus),
        other => return Err(other.into()),
    })
}

/// How a state looks.
const fn tone(phase: Phase) -> Tone {
    match phase {
        Phase::Adherent => Tone::Success,
        Phase::Demande => Tone::Warning,
        Phase::Sorti | Phase::Refuse => Tone::Neutral,
    }
}

/// The paragraphs of a text.
fn paragraphs(text: &str) -> Markup {
    html! {
        @for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            p { @for (rank, line) in part.lines().enumerate() { @if rank > 0 { br; } (line) } }
        }
    }
}

/// « 12 mars 2026 », of an instant.
fn jour(instant: jiff::Timestamp) -> String {
    francais::date(kernel::today(instant))
}
