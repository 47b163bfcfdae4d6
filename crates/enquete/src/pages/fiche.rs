//! One survey: what it says, its questions, and what can be done with it.

use super::{Fiche, cycle, liste::state, questions};
use crate::{
    Anonymat, EditError, Etat, Intitule, Refus, chemin_ouvert, describe as describe_survey,
    droits::{GERER, REPONDRE, VOIR_RESULTATS},
    store,
};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, button::actions, definitions::definitions, francais};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let fiche = Fiche::of(&mut tx, &id).await?;
    let invited = store::invitation::compte(&mut tx, fiche.enquete.id).await?;
    let gone = store::question::retirees(&mut tx, fiche.enquete.id).await?;
    let draft = fiche.enquete.editable().is_ok();
    let title = fiche.enquete.intitule.titre.clone();
    let frame = ui::Frame {
        breadcrumb: super::crumbs(&visit),
        actions: (draft && visit.can(GERER))
            .then(|| html! { (Button::secondary("Modifier le texte").href(fiche.at(&visit, "texte"))) }),
        ..visit.frame(title)
    };
    let content = html! {
        (facts(&app, &visit, &fiche, invited))
        (doors(&visit, &fiche))
        @if visit.can(GERER) { (cycle::panel_of(&visit, &fiche, &Filled::new())) }
        (questions::list(&visit, &fiche, &gone))
        @if visit.can(GERER) { (cycle::others(&visit, &fiche)) }
    };
    Ok(visit.page(&frame, content))
}

fn facts(app: &App, visit: &Visit, fiche: &Fiche, (invites, repondu): (u32, u32)) -> Markup {
    let enquete = &fiche.enquete;
    let mut facts = vec![("État", state(enquete, fiche.jour))];
    if !enquete.intitule.destinataires.is_empty() {
        facts.push(("Destinataires", html! { (enquete.intitule.destinataires) }));
    }
    facts.push((
        "Réponses",
        html! {
            (francais::nombre(enquete.reponses.into()))
            @if invites > 0 {
                " (" (francais::nombre(repondu.into())) " sur "
                (francais::compte(invites.into(), "personne invitée", "personnes invitées")) ")"
            }
        },
    ));
    facts.push((
        "Réponses nommées",
        html! { @if enquete.anonymat.is_anonyme() { "non\u{a0}: enquête anonyme" } @else { "oui\u{a0}: enquête nominative" } },
    ));
    if let (false, Some(tenant)) = (enquete.lien.is_empty(), &visit.tenant) {
        let address = format!("{}{}", app.settings.public_url, chemin_ouvert(&tenant.slug, &enquete.lien));
        facts.push(("Lien ouvert", html! { a href=(address) { (address) } }));
    }
    html! {
        (definitions(&facts))
        @for paragraph in enquete.intitule.introduction.split("\n\n").filter(|text| !text.trim().is_empty()) { p { (paragraph) } }
    }
}

/// Where to go from here.
fn doors(visit: &Visit, fiche: &Fiche) -> Markup {
    let etat = fiche.enquete.etat(fiche.jour);
    let (begun, open) = (etat != Etat::Brouillon, matches!(etat, Etat::Ouverte { .. }));
    let manage = visit.can(GERER);
    actions(html! {
        @if begun && visit.can(VOIR_RESULTATS) { (Button::primary("Voir les résultats").href(fiche.at(visit, "resultats"))) }
        @if open && manage {
            (Button::secondary("Inviter et relancer").href(fiche.at(visit, "invitations")))
            (Button::secondary("Saisir une réponse papier").href(fiche.at(visit, "saisie")))
        }
        @if manage { (Button::secondary("Formulaire à imprimer").href(fiche.at(visit, "papier"))) }
        @if open && visit.can(REPONDRE) { (Button::secondary("Répondre").href(fiche.at(visit, "reponse"))) }
    })
}

/// The fields of what a survey says of itself.
pub(super) fn texts(filled: &Filled) -> Markup {
    let anonymats = vec![
        Choice::new("anonyme", "Anonyme").hint("Rien de ce qui est enregistré ne relie une réponse à quelqu’un, même pour qui administre le site. Résultats visibles à partir de cinq réponses."),
        Choice::new("nominative", "Nominative").hint("La coordination lit chaque réponse avec son nom ; son auteur peut la changer jusqu’à la fin."),
    ];
    html! {
        (Field::text("titre", "Titre").required().maxlength(200).filled(filled))
        (Field::textarea("introduction", "Introduction", 4).hint("Pourquoi cette enquête, et combien de temps elle prend.").maxlength(2_000).filled(filled))
        (Field::text("destinataires", "Destinataires").hint("En quelques mots : « Professionnels de santé du territoire ».").maxlength(200).filled(filled))
        (Field::radios("anonymat", "Les réponses sont-elles nommées\u{202f}?", anonymats).required().filled(filled))
    }
}

pub(super) fn read(fields: &Fields) -> (Intitule, Anonymat) {
    let text = |name: &str| fields.get(name).to_owned();
    let intitule = Intitule {
        titre: text("titre"),
        introduction: text("introduction").replace('\r', ""),
        destinataires: text("destinataires"),
    };
    let named = fields.get("anonymat") == "nominative";
    (intitule, if named { Anonymat::Nominative } else { Anonymat::Anonyme })
}

/// The field that a refusal of the texts is about.
pub(super) fn beside(fields: &Fields, refus: &Refus) -> FieldErrors {
    let long = ["titre", "destinataires", "introduction"].into_iter().find(|name| match refus {
        Refus::TropLong(most) => fields.get(name).chars().count() > *most,
        _ => false,
    });
    let field = if *refus == Refus::SansTitre { "titre" } else { long.unwrap_or("") };
    FieldErrors::one(field, refus)
}

fn form(visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let body = html! {
        (ui::form::error_summary(filled))
        (texts(filled))
        (actions(html! { (Button::primary("Enregistrer")) (Button::plain("Annuler").href(fiche.at(visit, ""))) }))
    };
    ui::form(&visit.csrf, &fiche.at(visit, "texte"), ui::Method::Post, body)
}

pub(super) async fn words(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let fiche = Fiche::load(&app, &visit, &id).await?;
    fiche.enquete.editable().map_err(EditError::from)?;
    let Intitule { titre, introduction, destinataires } = &fiche.enquete.intitule;
    let anonymat = if fiche.enquete.anonymat.is_anonyme() { "anonyme" } else { "nominative" };
    let filled = Filled::new()
        .value("titre", titre)
        .value("introduction", introduction)
        .value("destinataires", destinataires)
        .value("anonymat", anonymat);
    Ok(visit.page(&fiche.frame(&visit, "Modifier le texte"), form(&visit, &fiche, &filled)))
}

pub(super) async fn describe(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let fiche = Fiche::load(&app, &visit, &id).await?;
    let (intitule, anonymat) = read(&fields);
    match describe_survey(&visit.ctx, &app.db, fiche.enquete.id, intitule, anonymat).await {
        Ok(()) => Ok(Redirect::to(fiche.at(&visit, "")).done("Le texte est enregistré.").answer(&visit)),
        Err(EditError::Refus(refus)) if refus != Refus::Figee => {
            let filled = fields.filled(&beside(&fields, &refus));
            Ok(visit.refused(fiche.frame(&visit, "Modifier le texte"), form(&visit, &fiche, &filled)))
        }
        Err(other) => Err(other.into()),
    }
}
