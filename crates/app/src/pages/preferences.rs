//! What a reader chooses for their own eyes, and what we promise them.

use axum::extract::State;
use maud::html;
use ui::{TextSize, Theme};
use web::{Answer, App, Cookie, Fields, Redirect, Visit};

/// A year, in seconds.
const YEAR: u32 = 365 * 24 * 3600;

/// Keeps the chosen colours and text size in a cookie, and returns to the page.
pub(super) async fn keep(visit: Visit, State(_): State<App>, fields: Fields) -> Answer {
    let now = visit.frame("");
    let theme = Theme::parse(fields.get("theme")).unwrap_or(now.theme);
    let size = TextSize::parse(fields.get("texte")).unwrap_or(now.text_size);
    let value = format!("{}.{}", theme.as_str(), size.as_str());
    let cookie = Cookie { name: web::PREFERENCES, value, max_age: YEAR };
    Ok(Redirect::to(fields.get("retour")).cookie(cookie).answer(&visit))
}

/// The accessibility statement.
pub(super) async fn accessibility(visit: Visit) -> Answer {
    let frame = ui::Frame {
        lead: Some("Ce service vise les règles WCAG 2.2, niveau AA, et le RGAA 4.1 qui les reprend.".into()),
        ..visit.frame("Accessibilité")
    };
    let content = html! {
        (ui::section::section("fait", "Ce qui est fait", html! {
            ul {
                li { "Chaque page se parcourt au clavier, avec un lien « Aller au contenu » et un repère visible." }
                li { "Chaque page se lit sans JavaScript. Chaque carte et chaque graphique a son tableau." }
                li { "Le texte s’agrandit à 200 % sans perte ; trois tailles sont proposées au pied de chaque page." }
                li { "Les contrastes sont calculés et vérifiés pour le thème clair et pour le thème sombre." }
                li { "Chaque page est contrôlée par un outil automatique à chaque changement du logiciel." }
            }
        }))
        (ui::section::section("limites", "Ce qui ne l’est pas encore", html! {
            p { "Aucun audit RGAA complet n’a été mené par un tiers à ce jour." }
        }))
        (ui::section::section("contact", "Un obstacle ?", html! {
            p { "Dites-le à la coordination de votre CPTS, qui le transmettra. Si la réponse ne vient pas, le Défenseur des droits peut être saisi." }
        }))
    };
    Ok(visit.page(&frame, content))
}
