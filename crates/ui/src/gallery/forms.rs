//! Buttons and fields.

use maud::{Markup, PreEscaped, html};

use super::example;
use crate::{
    button::{self, Button},
    form::{self, Choice, Field, Filled, Method, Width},
    icon::Icon,
};

pub(super) fn buttons() -> Markup {
    html! {
        (example("Les quatre rangs", button::actions(html! {
            (Button::primary("Enregistrer"))
            (Button::secondary("Exporter").icon(Icon::Download))
            (Button::danger("Supprimer"))
            (Button::plain("Annuler"))
        })))
        (example("Petits, inactifs, liens", button::actions(html! {
            (Button::primary("Confirmer").small())
            (Button::secondary("Modifier").small().about("la réunion du 24 novembre"))
            (Button::secondary("Envoyer").disabled())
            (Button::secondary("Voir la carte").href("#carte").icon(Icon::Map))
        })))
        (example("Une action d’un bouton, et une qui demande confirmation", button::actions(html! {
            (button::post_button("", "#boutons", &[("creneau", "12")], &Button::secondary("Marquer comme lu").small()))
            (button::confirm("Retirer…", "Paul Chabanon", "Retirer Paul Chabanon de la CPTS\u{a0}? Ses actes restent au registre.", form::form("", "#boutons", Method::Post, button::actions(html! { (Button::danger("Oui, retirer").small()) }))))
        })))
    }
}

pub(super) fn fields() -> Markup {
    example(
        "Une adhésion",
        form::form(
            "",
            "#champs",
            Method::Post,
            html! {
                (Field::text("nom", "Nom et prénom").required().autocomplete("name"))
                (Field::select("profession", "Profession", professions()).value("ide"))
                (form::row(html! {
                    (Field::date("arrivee", "Date d’arrivée").value("2026-11-22"))
                    (Field::time("heure", "Reçoit à partir de").value("18:00"))
                    (Field::number("patients", "Patients acceptés").range(Some("0".into()), Some("50".into())).unit("par mois").value("4"))
                }))
                (Field::digits("rpps", "Numéro RPPS").hint("Onze chiffres, sur votre carte de professionnel de santé.").maxlength(11))
                (Field::tel("telephone", "Téléphone"))
                (Field::textarea("projet", "Ce que vous aimeriez faire", 3).hint("Quelques lignes suffisent.").maxlength(2000))
                (Field::radios("contact", "Comment vous joindre", vec![
                    Choice::new("courriel", "Par courriel"),
                    Choice::new("sms", "Par SMS").hint("Gratuit pour vous."),
                ]).required().value("courriel"))
                (Field::checkboxes("missions", "Missions qui vous intéressent", missions()).value("acces").value("prevention"))
                (Field::checkbox("charte", "J’ai lu la charte et je l’accepte").required())
                (Field::file("liste", "Liste des membres", ".csv,.xlsx").hint("CSV ou XLSX, 5 Mo au plus."))
                (button::actions(html! { (Button::primary("Adhérer")) (Button::plain("Annuler").href("#champs")) }))
            },
        ),
    )
}

pub(super) fn refused() -> Markup {
    let filled = Filled::new()
        .value("courriel", "claire.fabre@exemple")
        .value("population", "douze")
        .error("courriel", "Écrivez une adresse complète, comme nom@exemple.fr.")
        .error("population", "« douze » n’est pas un nombre entier\u{a0}: écrivez 12.")
        .error("role", "Choisissez au moins un rôle.");
    // A real summary takes the focus; an example must not.
    let summary = form::error_summary(&filled).into_string().replace(" autofocus", "");
    html! {
        (PreEscaped(summary))
        (form::form("", "#erreurs", Method::Post, html! {
            (Field::email("courriel", "Adresse de courriel").required().filled(&filled))
            (Field::text("population", "Population").unit("habitants").width(Width::Short).filled(&filled))
            (Field::checkboxes("role", "Rôles", vec![Choice::new("bureau", "Bureau"), Choice::new("tresorerie", "Trésorerie")]).required().filled(&filled))
            (button::actions(html! { (Button::primary("Inviter")) }))
        }))
    }
}

fn professions() -> Vec<Choice> {
    vec![
        Choice::new("", "Choisir…"),
        Choice::new("mg", "Médecin généraliste"),
        Choice::new("ide", "Infirmière, infirmier"),
        Choice::new("mk", "Masseur-kinésithérapeute"),
    ]
}

fn missions() -> Vec<Choice> {
    vec![
        Choice::new("acces", "Accès aux soins"),
        Choice::new("parcours", "Parcours pluriprofessionnels"),
        Choice::new("prevention", "Prévention"),
    ]
}
