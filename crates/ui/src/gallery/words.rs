//! Colours, text, icons.

use maud::{Markup, html};

use super::example;
use crate::{code, francais, icon::Icon, map::CHOROPLETH, mark::mark};

pub(super) fn colours() -> Markup {
    let palette = ["p1", "p2", "p3", "p4", "p5", "p6"];
    html! {
        (example("Classes d’une carte, de la plus faible à la plus forte", swatches(&CHOROPLETH)))
        (example("Catégories", swatches(&palette)))
    }
}

fn swatches(classes: &[&str]) -> Markup {
    html! {
        ul.palette {
            @for class in classes {
                li { svg viewBox="0 0 64 40" aria-hidden="true" focusable="false" { rect class={ "commune " (class) } width="64" height="40" rx="6" {} } code { (class) } }
            }
        }
    }
}

pub(super) fn text() -> Markup {
    let dimanche = jiff::civil::date(2026, 11, 22);
    html! {
        (example("Titres et paragraphe", html! {
            h4 { "Un titre de quatrième niveau" }
            p { "La communauté rassemble " strong { "les soignants d’un territoire" } ". Un " a href="#texte" { "lien se reconnaît" } " sans la couleur." }
            p.soft { "Un texte secondaire, lisible quand même." }
        }))
        (example("Nombres et dates en français", html! {
            ul.plain-list {
                li { (francais::nombre(1_234_567)) " habitants" }
                li { (francais::pourcentage(12.5)) " · " (francais::decimal(1234.56, 1)) }
                li { (francais::euros(28_750_000)) " · " (francais::euros_ronds(28_750_000)) " · " (francais::euros(-1_050)) }
                li { (francais::date_complete(dimanche)) " · " (francais::date_heure(dimanche.at(9, 5, 0, 0))) " · " (francais::date_courte(dimanche)) }
                li { (francais::duree(90)) " · " (francais::duree(45)) " · " (francais::compte(1, "commune", "communes")) }
            }
        }))
        (example("Touches et texte à copier", html! {
            p { "Placer l’appel\u{a0}: " (code::keys(&["Ctrl", "Entrée"])) }
            (code::code_block("Adresse de l’agenda", "https://exemple.invalid/velay-sud/agenda.ics"))
        }))
    }
}

pub(super) fn icons() -> Markup {
    html! {
        ul.icon-list {
            li { (mark()) code { "mark()" } }
            @for icon in Icon::ALL { li { (icon) code { (icon.name()) } } }
        }
    }
}
