//! Tones, landmarks, and what to say when there is nothing.

use maud::{Markup, html};

use super::example;
use crate::{
    alert,
    button::Button,
    empty::empty,
    icon::Icon,
    page::{self, Crumb},
    problem::{self, ProblemPage},
    section::panel,
    status,
    steps::{State, Step, steps},
    tabs::{Tab, tabs},
    tone::Tone,
};

pub(super) fn tones() -> Markup {
    let sentences = [
        "Les populations sont celles de 2023.",
        "La carte se lit aussi en tableau.",
        "La réunion est enregistrée.",
        "Deux communes sont aussi dans une autre CPTS.",
        "Le fichier n’a pas été importé\u{a0}: rien n’a changé.",
    ];
    html! {
        (example("Messages", html! { div.stack { @for (tone, sentence) in Tone::ALL.into_iter().zip(sentences) { (alert::alert(tone, sentence)) } } }))
        (example("Message avec un titre", alert::notice(Tone::Warning, "Borne non confirmée", html! { p { "Le seuil de 80\u{202f}000 habitants vient d’un usage, pas d’un texte." } })))
        (example("Étiquettes et états", html! {
            p.inline-list { @for tone in Tone::ALL { (status::badge(tone, tone.word())) " " } }
            p.inline-list { @for tone in Tone::ALL { (status::status(tone, tone.word())) " " } }
        }))
    }
}

pub(super) fn landmarks() -> Markup {
    html! {
        (example("Étapes", steps("Vie de la CPTS", &[
            Step::new(State::Done, "Lettre d’intention", Some("12 mars 2024".into())),
            Step::new(State::Done, "Projet de santé validé", Some("4 février 2025".into())),
            Step::new(State::Current, "ACI à signer", Some("avant le 31 décembre 2026".into())),
            Step::new(State::Planned, "En fonctionnement", None),
        ])))
        (example("Onglets", tabs("Parties de l’exemple", &[
            Tab::new("Communes", "#reperes", true).count(48),
            Tab::new("Population", "#reperes", false),
            Tab::new("Voisins", "#reperes", false).count(6),
        ])))
        (example("Fil d’Ariane", page::breadcrumb(&[Crumb::new("Accueil", "#reperes"), Crumb::new("Haute-Loire", "#reperes")])))
    }
}

pub(super) fn nothing() -> Markup {
    html! {
        (example("Liste vide", empty(Icon::Map, "Aucune commune choisie", "Choisissez un département, une intercommunalité ou collez une liste de codes.", Some(html! { (Button::primary("Choisir des communes").href("#vides")) }))))
        div.grid {
            @for page in [problem::not_found(), problem::forbidden("Cette page est réservée à la trésorerie."), problem::fault("7F3K-92QD"), problem::unreadable("Le code commune « 4315X » n’a pas cinq caractères valides.")] {
                (problem_example(page))
            }
        }
    }
}

fn problem_example(page: ProblemPage) -> Markup {
    panel(html! { h3 { (page.title) } (page.content) })
}
