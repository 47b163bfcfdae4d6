//! A request entered for somebody, by a professional, a partner, a pharmacy or the office, in under a minute.

use super::demander::{Base, faute, here};
use super::demander_champs::{Lu, change, combien};
use super::demander_lire::aidant;
use super::{ROOM, beside};
use crate::droits::{SAISIR, TRAITER};
use crate::store::{doublons, medecins};
use crate::{Envoi, Origine, Recue, doublon};
use axum::extract::State;
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::actions;
use ui::section::section;
use ui::{Button, Choice, Field, Filled, Frame, Method, Tone};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

/// Through whom a request typed here may come.
const ORIGINES: [Origine; 5] =
    [Origine::Professionnel, Origine::Papier, Origine::Partenaire, Origine::Patient, Origine::Aidant];

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/nouvelle", SAISIR, show).post(
        "/{cpts}/espace/medecin-traitant/nouvelle",
        SAISIR,
        send,
    )
}

fn frame(visit: &Visit) -> Frame {
    ROOM.below(visit, "Nouvelle demande", &[])
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let base = Base::read(&visit, &app).await?;
    let content = page(&visit, &app, &base, 1, &Filled::new()).await?;
    Ok(visit.page(&frame(&visit), content))
}

async fn page(
    visit: &Visit,
    app: &App,
    base: &Base,
    combien: usize,
    filled: &Filled,
) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let doctors = medecins::medecins(&mut tx).await?;
    drop(tx);
    let known = doctors.iter().map(|one| Choice::new(one.id.to_string(), one.nom.clone()));
    let doctors = std::iter::once(Choice::new("", "Aucun en particulier")).chain(known).collect();
    let origins = ORIGINES.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let cadre = base.cadre(visit, app, true);
    Ok(html! {
        (ROOM.tabs(visit, ""))
        (ui::form(&visit.csrf, &ROOM.at(visit, "nouvelle"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (Field::select("origine", "La demande vient de", origins).filled(filled))
            (cadre.questions(combien, faute(base, filled).as_ref(), filled))
            (Field::select("choix", "Médecin souhaité", doctors).hint("Seul ce médecin sera alors proposé.").filled(filled))
            (ui::form::fieldset("Qui répond pour cette personne", html! {
                (ui::form::row(html! {
                    (Field::text("aidant_nom", "Nom").hint("Proche, parent d’un enfant, pharmacie, partenaire.").maxlength(100).filled(filled))
                    (Field::text("aidant_lien", "Lien").maxlength(100).filled(filled))
                }))
                (Field::tel("aidant_telephone", "Téléphone").filled(filled))
            }))
            (Field::checkbox("accord", "La personne est informée et d’accord").required().hint("Dites-lui à quoi servent ces informations. Elle peut les lire, les corriger et les faire effacer.").filled(filled))
            (actions(html! { (Button::primary("Garder la demande")) }))
        }))
        p { a href=(here(visit, "/formulaire.pdf")?) { "Formulaire papier à imprimer" } }
    })
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let base = Base::read(&visit, &app).await?;
    if let Some(combien) = change(&fields) {
        let filled = fields.filled(&FieldErrors::default());
        return Ok(visit.page(&frame(&visit), page(&visit, &app, &base, combien, &filled).await?));
    }
    let errors = match read(&visit, &app, &base, &fields) {
        Ok((envoi, outside)) => match crate::ask(&visit.ctx, &app.db, envoi).await {
            Ok(recue) => return kept(&visit, &app, &fields, &recue, outside).await,
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = page(&visit, &app, &base, combien(&fields), &fields.filled(&errors)).await?;
    Ok(visit.refused(frame(&visit), content))
}

/// The form, and whether they live outside the territory: said, and kept, since somebody of the CPTS asks for them.
fn read(visit: &Visit, app: &App, base: &Base, fields: &Fields) -> Result<(Envoi, bool), FieldErrors> {
    let mut errors = FieldErrors::default();
    if !fields.has("accord") {
        errors.add("accord", "Demandez d’abord son accord à la personne.");
    }
    let origine = fields.get("origine").parse().ok().filter(|one| ORIGINES.contains(one));
    let aidant = aidant(fields, &mut errors, origine == Some(Origine::Aidant));
    let lu = base.cadre(visit, app, true).read(fields, aidant.as_ref());
    let Lu { personnes, cherche_depuis, lieu } = match lu {
        Ok(lu) if errors.is_empty() => lu,
        Ok(_) => return Err(errors),
        Err(more) => {
            more.iter().for_each(|(name, sentence)| errors.add(name, sentence));
            return Err(errors);
        }
    };
    let envoi = Envoi {
        origine: origine.unwrap_or(Origine::Professionnel),
        cherche_depuis,
        personnes,
        campagne: None,
        cle: fields.key::<Envoi>(visit).to_string(),
        suspect: false,
    };
    Ok((envoi, !lieu.ici))
}

/// The codes to give, and the requests that may be about the same people, without any identity.
async fn kept(visit: &Visit, app: &App, fields: &Fields, recue: &Recue, outside: bool) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut alike = Vec::new();
    for (id, _) in &recue.demandes {
        alike.extend(doublons::de(&mut tx, *id).await?);
    }
    drop(tx);
    let content = html! {
        (ROOM.tabs(visit, ""))
        (alert(Tone::Success, "La demande est gardée."))
        @if outside { (alert(Tone::Warning, "Cette personne habite hors du territoire\u{a0}: pensez aussi à la CPTS de chez elle.")) }
        (section("codes", "Code à donner à la personne", html! {
            dl.definitions {
                @for (rank, (_, code)) in recue.demandes.iter().enumerate() {
                    dt { (fields.get(&format!("prenom_{}", rank + 1))) }
                    dd { strong.code { (code) } }
                }
            }
            p { "Avec ce code et son année de naissance, elle suit sa demande sur " (app.settings.public_url) (here(visit, "/suivi")?) "." }
        }))
        @if !alike.is_empty() {
            (section("doublons", "Peut-être déjà demandé", html! {
                ul { @for one in &alike { li { "Une autre demande a\u{a0}: " (doublon::en_mots(&one.raisons)) "." } } }
                @if visit.can(TRAITER) { p { a href=(ROOM.at(visit, "doublons")) { "Voir les doublons à trancher" } } }
                @else { p { "Le bureau de la CPTS regardera." } }
            }))
        }
        (actions(html! { (Button::primary("Saisir une autre demande").href(ROOM.at(visit, "nouvelle"))) }))
    };
    Ok(visit.page(&frame(visit), content))
}
