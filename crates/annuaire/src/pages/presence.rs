//! Absences, and structures where somebody works.

use super::{Place, known, reference};
use crate::absence::Annonce;
use crate::{AbsenceRefus, Reference, WriteError, announce_absence, withdraw_absence};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Field, Filled, Method, form};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit, id_of};

/// The CPTS, the entry and the line of the address.
type Line = Path<(String, String, String)>;

pub(super) async fn announce(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let reference = reference(&segment)?;
    let errors = match read(&fields) {
        Ok(Some(annonce)) => match announce_absence(&visit.ctx, &app.db, &reference, &annonce).await {
            Ok(()) => return Ok(done(&visit, &reference, "L’absence est notée.")),
            Err(WriteError::Absence(refus)) => beside(&refus),
            Err(error) => return Err(error.into()),
        },
        Ok(None) => FieldErrors::one("absence-du", "Donnez le premier jour d’absence."),
        Err(errors) => errors,
    };
    super::fiche::again(&app, &visit, &segment, &fields.filled(&errors)).await
}

/// The absence typed in a form; none when its first day is empty.
pub(super) fn read(fields: &Fields) -> Result<Option<Annonce>, FieldErrors> {
    if !["absence-du", "absence-au", "absence-remplacant"].iter().any(|name| fields.has(name)) {
        return Ok(None);
    }
    let mut reader = fields.reader();
    let du = reader.required::<jiff::civil::Date>("absence-du");
    let au = reader.optional::<jiff::civil::Date>("absence-au");
    let note = reader.optional("absence-note").unwrap_or_default();
    let remplacant = fields.get("absence-remplacant").to_owned();
    reader.finish(du.map(|du| Some(Annonce { du, au, remplacant, note })))
}

/// The sentence beside the field at fault.
pub(super) fn beside(refus: &AbsenceRefus) -> FieldErrors {
    let field = match refus {
        AbsenceRefus::Envers(_) | AbsenceRefus::Passee => "absence-au",
        AbsenceRefus::Lointaine | AbsenceRefus::Chevauche(_) => "absence-du",
        AbsenceRefus::RemplacantLong(_) => "absence-remplacant",
    };
    FieldErrors::one(field, refus)
}

/// The inputs of an absence; the owner's own page asks for no note.
pub(super) fn inputs(filled: &Filled, note: bool) -> Markup {
    html! {
        (form::row(html! {
            (Field::date("absence-du", "Premier jour d’absence").filled(filled))
            (Field::date("absence-au", "Dernier jour d’absence").hint("Laissez vide si vous ne savez pas.").filled(filled))
        }))
        (Field::text("absence-remplacant", "Qui remplace").hint("Un nom ou un numéro RPPS. Laissez vide s’il n’y a personne.").filled(filled))
        @if note { (Field::text("absence-note", "Précision pour les membres").filled(filled)) }
    }
}

pub(super) async fn withdraw(State(app): State<App>, visit: Visit, Path((_, segment, line)): Line) -> Answer {
    let fiche = known(&app, &visit, &segment).await?;
    withdraw_absence(&visit.ctx, &app.db, fiche.id, id_of(&line)?).await?;
    Ok(done(&visit, &fiche.reference(), "L’absence est retirée."))
}

pub(super) async fn attach(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let owner = reference(&segment)?;
    let mut reader = fields.reader();
    let depuis = reader.required::<jiff::civil::Date>("structure-depuis");
    let structure = structure(fields.get("structure-numero"));
    if structure.is_none() {
        reader.refuse("structure-numero", crate::RattachementRefus::PasUneStructure);
    }
    let errors = match reader.finish(structure.zip(depuis)) {
        Ok((structure, depuis)) => {
            let fonction = fields.get("structure-fonction");
            match crate::attach(&visit.ctx, &app.db, &owner, structure, fonction, depuis).await {
                Ok(()) => return Ok(done(&visit, &owner, "Le rattachement est noté.")),
                Err(WriteError::Rattachement(refus)) => FieldErrors::one("structure-numero", refus),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    super::fiche::again(&app, &visit, &segment, &fields.filled(&errors)).await
}

/// A FINESS number, a SIRET, or the reference of an entry.
fn structure(text: &str) -> Option<Reference> {
    if let Ok(reference) = text.parse::<Reference>() {
        return Some(reference);
    }
    let siret = text.parse().ok().map(Reference::Siret);
    siret.or_else(|| text.parse().ok().map(Reference::Finess))
}

pub(super) fn structure_form(visit: &Visit, action: &str, filled: &Filled) -> Markup {
    form::form(
        &visit.csrf,
        action,
        Method::Post,
        html! {
            (Field::text("structure-numero", "Structure").required().hint("Numéro FINESS (9 caractères) ou SIRET (14 chiffres)\u{a0}; pour un acteur de l’annuaire, la fin de l’adresse de sa fiche.").filled(filled))
            (Field::text("structure-fonction", "Fonction").filled(filled))
            (Field::date("structure-depuis", "Depuis le").required().filled(filled))
            div.actions { (Button::secondary("Ajouter la structure")) }
        },
    )
}

pub(super) async fn detach(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment, line)): Line,
    fields: Fields,
) -> Answer {
    let fiche = known(&app, &visit, &segment).await?;
    let back = visit.workspace(&fiche.reference().chemin());
    let last = match fields.get("geste") {
        "finir" => match fields.get("jusquau").parse::<Date>() {
            Ok(last) => Some(last),
            Err(_) => {
                let words = "Donnez le dernier jour dans cette structure.";
                return Ok(Redirect::to(back).refused(words).answer(&visit));
            }
        },
        _ => None,
    };
    match crate::detach(&visit.ctx, &app.db, fiche.id, id_of(&line)?, last).await {
        Ok(()) => Ok(done(&visit, &fiche.reference(), "C’est enregistré.")),
        Err(error @ WriteError::Rattachement(_)) => {
            Ok(Redirect::to(back).refused(error.to_string()).answer(&visit))
        }
        Err(error) => Err(error.into()),
    }
}

fn done(visit: &Visit, reference: &Reference, said: &str) -> axum::response::Response {
    Redirect::to(visit.workspace(&reference.chemin())).done(said).answer(visit)
}
