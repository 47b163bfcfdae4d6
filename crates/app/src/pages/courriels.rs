//! Pages of the demo: letters that would have been sent, and the gallery of components.

use crate::mail::Mailbox;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Icon, francais};
use web::{Answer, App, Visit};

/// Letters, newest first, with their links working.
pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let letters = app.resource::<Mailbox>().letters();
    let frame = ui::Frame {
        lead: Some("Aucun courriel ne part de la démonstration : les voici.".into()),
        ..visit.frame("Boîte d’envoi")
    };
    let content = html! {
        @if letters.is_empty() {
            (ui::empty::empty(Icon::Document, "Aucun courriel", "Demandez par exemple un lien de connexion : il arrivera ici.", None))
        }
        @for letter in &letters {
            (ui::section::panel(html! {
                h2 { (letter.subject) }
                p.muted { "À " (letter.to) ", le " (when(letter.at)) }
                @for paragraph in letter.text.split("\n\n") { p { (with_links(paragraph)) } }
            }))
        }
    };
    Ok(visit.page(&frame, content))
}

fn when(at: jiff::Timestamp) -> String {
    at.in_tz("Europe/Paris").map(|zoned| francais::date_heure(zoned.datetime())).unwrap_or_default()
}

fn with_links(paragraph: &str) -> Markup {
    html! {
        @for word in paragraph.split_whitespace() {
            @if word.starts_with("http://") || word.starts_with("https://") { a href=(word) { (word) } } @else { (word) }
            " "
        }
    }
}

/// Every component in every state.
pub(super) async fn style(visit: Visit) -> Answer {
    Ok(visit.page(&visit.frame("Composants"), ui::gallery::gallery()))
}
