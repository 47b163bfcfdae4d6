//! Pages of the demo: letters and texts that would have been sent, and the gallery of components.

use crate::{
    mail::{Letter, Mailbox, Sent},
    sms::Text,
};
use axum::extract::State;
use maud::{Markup, html};
use ui::{Icon, francais};
use web::{Answer, App, Visit};

/// Letters and texts, newest first, with their links working.
pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let sent = app.resource::<Mailbox>().sent();
    let frame = ui::Frame {
        lead: Some("Aucun message ne part de la démonstration : les voici.".into()),
        ..visit.frame("Courriels et SMS")
    };
    let content = html! {
        @if sent.is_empty() {
            (ui::empty::empty(Icon::Document, "Aucun message", "Demandez par exemple un lien de connexion : il arrivera ici.", None))
        }
        @for one in &sent {
            @match one { Sent::Letter(letter) => (show_letter(letter)), Sent::Text(text) => (show_text(text)) }
        }
    };
    Ok(visit.page(&frame, content))
}

fn show_letter(letter: &Letter) -> Markup {
    ui::section::panel(html! {
        h2 { (letter.subject) }
        p.muted { "À " (letter.to) ", le " (when(letter.at)) }
        (paragraphs(&letter.text))
    })
}

fn show_text(text: &Text) -> Markup {
    ui::section::panel(html! {
        h2 { "SMS au " (text.to) }
        p.muted { "Le " (when(text.at)) }
        (paragraphs(&text.text))
    })
}

fn when(at: jiff::Timestamp) -> String {
    at.in_tz("Europe/Paris").map(|zoned| francais::date_heure(zoned.datetime())).unwrap_or_default()
}

fn paragraphs(text: &str) -> Markup {
    html! { @for paragraph in text.split("\n\n") { p { (with_links(paragraph)) } } }
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
