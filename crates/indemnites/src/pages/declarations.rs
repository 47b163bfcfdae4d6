//! What a member does from « Mon année »: declare, take back, give an account, say as what they took part.

use super::{action_choices, beside, coordonnees, missions, mon_annee};
use crate::WriteError;
use crate::declare::Declaration;
use crate::indemnite::{Etat, Indemnite, source};
use crate::regime::Objet;
use actes::{ActionProposee, Mission};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, button, form::Width};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// The form of the page that was refused.
pub(super) struct Refused {
    /// The declaration.
    pub declaration: Filled,
    /// The account.
    pub coordonnees: Filled,
}

/// The form of a declaration.
pub(super) fn declaring(
    visit: &Visit,
    professions: &[String],
    actions: &[ActionProposee],
    filled: &Filled,
) -> Markup {
    let what = [Objet::Temps, Objet::Kilometre].map(|one| Choice::new(one.code(), one.libelle())).to_vec();
    let jobs = professions.iter().map(|one| Choice::new(one.clone(), one.clone())).collect();
    html! {
        section.section {
            h2 { "Déclarer" }
            p { "Vos présences aux réunions sont déjà comptées. Déclarez ici ce qu’aucune réunion ne dit\u{a0}: une démarche, un déplacement." }
            details open[filled.is_refused()] {
                summary { "Déclarer du temps ou un déplacement" }
                (ui::form::upload_form(&visit.csrf, &visit.workspace("mon-annee/declarations"), html! {
                    (ui::form::error_summary(filled))
                    (visit.key(filled))
                    (Field::date("jour", "Jour").required().filled(filled))
                    (Field::radios("objet", "Quoi", what).required().filled(filled))
                    (Field::digits("quantite", "Combien").hint("Minutes pour du temps, kilomètres pour un déplacement.").width(Width::Short).required().filled(filled))
                    (Field::select("mission", "Mission", missions(None)).required().filled(filled))
                    @if !actions.is_empty() { (Field::select("action", "Action du projet de santé", action_choices(actions)).filled(filled)) }
                    @if professions.len() > 1 { (Field::select("profession", "Comme", jobs).filled(filled)) }
                    (Field::text("quoi", "Ce que vous avez fait").required().maxlength(200).filled(filled))
                    (::pieces::champ("piece", "Justificatif").filled(filled))
                    div.actions { (Button::primary("Déclarer")) }
                }))
            }
        }
    }
}

/// What the owner of a line may do of it.
pub(super) fn gestures(visit: &Visit, line: &Indemnite, professions: &[String]) -> Markup {
    if line.etat != Etat::Proposee {
        return html! {};
    }
    let declared = line.source.0 == source::DECLARATION
        && line.declarant.is_some()
        && line.declarant == crate::author(&visit.ctx);
    let others = professions.iter().filter(|one| **one != line.fait.profession);
    let to = visit.workspace(&format!("mon-annee/lignes/{}/profession", line.id));
    html! {
        @if line.source.0 == source::PRESENCE || declared {
            @for job in others {
                (button::post_button(&visit.csrf, &to, &[("profession", job)], &Button::plain(format!("Comme {job}")).about(line.libelle.clone()).small()))
            }
        }
        @if declared {
            (button::post_button(&visit.csrf, &visit.workspace(&format!("mon-annee/declarations/{}/retrait", line.id)), &[],
                &Button::plain("Retirer").about(line.libelle.clone()).small()))
        }
    }
}

fn read(fields: &Fields) -> Result<Declaration, FieldErrors> {
    let mut reader = fields.reader();
    let jour = reader.required("jour");
    let objet = reader.required::<Objet>("objet");
    let quantite = reader.required::<u32>("quantite");
    let mission = reader.required::<Mission>("mission");
    let action = reader.optional("action");
    if !fields.has("quoi") {
        reader.refuse("quoi", "Ce champ est obligatoire.");
    }
    let all = jour.zip(objet).zip(quantite.zip(mission));
    reader.finish(all.map(|((jour, objet), (quantite, mission))| Declaration {
        jour,
        objet,
        quantite,
        mission,
        action,
        quoi: fields.get("quoi").to_owned(),
        profession: Some(fields.get("profession").to_owned()).filter(|words| !words.is_empty()),
    }))
}

pub(super) async fn declare(visit: Visit, State(app): State<App>, mut envoi: ::pieces::Envoi) -> Answer {
    let proof = envoi.take("piece");
    let errors = match read(&envoi.fields) {
        Err(errors) => errors,
        Ok(told) => {
            let key = envoi.fields.key::<Indemnite>(&visit).uuid();
            match crate::declare(&visit.ctx, &app.db, key, told, proof).await {
                Ok(written) => return Ok(declared(&visit, written.is_some())),
                Err(error) => beside(error, "quoi")?,
            }
        }
    };
    let refused = Refused { declaration: envoi.fields.filled(&errors), ..Refused::default() };
    let (frame, content) = mon_annee::own_page(&visit, &app, &Fields::default(), &refused).await?;
    Ok(visit.refused(frame, content))
}

fn declared(visit: &Visit, written: bool) -> axum::response::Response {
    let to = Redirect::to(visit.workspace("mon-annee"));
    if written {
        to.done("Votre déclaration attend une approbation.").answer(visit)
    } else {
        to.refused("Le règlement intérieur ne prévoit rien pour ce cas\u{a0}: rien n’est noté.").answer(visit)
    }
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_declaration(&visit.ctx, &app.db, id_of(&id)?).await;
    Redirect::to(visit.workspace("mon-annee")).after(&visit, gone.map(|_| "Votre déclaration est retirée."))
}

pub(super) async fn give(visit: Visit, State(app): State<App>, envoi: ::pieces::Envoi) -> Answer {
    let errors = match coordonnees::read_account(&envoi.fields) {
        Err(errors) => errors,
        Ok(account) => {
            let me = match crate::author(&visit.ctx) {
                Some(id) => adhesions::par_compte(&mut app.db.read(&visit.ctx).await?, id).await?,
                None => None,
            };
            let me = me.ok_or(WriteError::SansFiche)?;
            match crate::give_coordonnees(&visit.ctx, &app.db, me.id, &account, None).await {
                Ok(()) => {
                    return Ok(Redirect::to(visit.workspace("mon-annee"))
                        .done("Vos coordonnées bancaires sont enregistrées.")
                        .answer(&visit));
                }
                Err(error) => beside(error, "iban")?,
            }
        }
    };
    let refused = Refused { coordonnees: envoi.fields.filled(&errors), ..Refused::default() };
    let (frame, content) = mon_annee::own_page(&visit, &app, &Fields::default(), &refused).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn profession(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let chosen = crate::choose_profession(&visit.ctx, &app.db, id_of(&id)?, fields.get("profession")).await;
    Redirect::to(visit.workspace("mon-annee")).after(&visit, chosen.map(|_| "La ligne est recalculée."))
}
