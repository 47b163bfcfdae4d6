//! Forms: a field is declared once, and its label, hint, input and error follow.

use maud::{Markup, PreEscaped, html};

use crate::icon::Icon;

mod field;
mod filled;
mod input;

pub use field::{Choice, Field, Width};
pub use filled::Filled;

/// How a form is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads: filters, search.
    Get,
    /// Changes something: carries the `_csrf` field.
    Post,
}

/// A form; a POST one carries the token of the session.
#[must_use]
pub fn form(csrf: &str, action: &str, method: Method, body: Markup) -> Markup {
    let body = named(body);
    html! {
        @match method {
            Method::Get => form.form method="get" action=(action) { (body) },
            Method::Post => form.form method="post" action=(action) novalidate {
                input type="hidden" name="_csrf" value=(csrf);
                (body)
            },
        }
    }
}

/// A POST form that waits for the network and leaves once it is back; whoever draws it puts its key in it.
#[must_use]
pub fn steady_form(csrf: &str, action: &str, body: Markup) -> Markup {
    let body = named(body);
    html! {
        form.form method="post" action=(action) novalidate data-steady {
            input type="hidden" name="_csrf" value=(csrf);
            (body)
        }
    }
}

/// A POST form that sends files.
#[must_use]
pub fn upload_form(csrf: &str, action: &str, body: Markup) -> Markup {
    let body = named(body);
    html! {
        form.form method="post" action=(action) enctype="multipart/form-data" novalidate {
            input type="hidden" name="_csrf" value=(csrf);
            (body)
        }
    }
}

/// A field that the person does not see.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Fields that belong together, under a legend.
#[must_use]
pub fn fieldset(legend: &str, body: Markup) -> Markup {
    html! { fieldset.group { legend { (legend) } (body) } }
}

/// Fields side by side where there is room.
#[must_use]
pub fn row(fields: Markup) -> Markup {
    html! { div.field-row { (fields) } }
}

/// What was refused, first on the page, focused, each line a link to its field. Nothing when all is well.
#[must_use]
pub fn error_summary(filled: &Filled) -> Markup {
    html! {
        @if filled.is_refused() {
            div.error-summary role="alert" tabindex="-1" autofocus {
                p.error-title {
                    (Icon::Stop)
                    @if filled.errors().len() == 1 { "Un point à corriger" } @else { (filled.errors().len()) " points à corriger" }
                }
                ul {
                    @for (name, message) in filled.errors() {
                        li { @if name.is_empty() { (message) } @else { a href={ "#" (field::id_of(name)) } { (message) } } }
                    }
                }
            }
        }
    }
}

/// Names, in the summary of a form, each field whose sentence does not: « Valeur : ce champ est obligatoire. » The summary is
/// written before the fields, so that their labels are only known here.
fn named(body: Markup) -> Markup {
    const BARE: &str = ">Ce champ est obligatoire.</a>";
    let text = body.into_string();
    let mut said = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(BARE) {
        said.push_str(before);
        let id = before.rsplit_once("href=\"#").and_then(|(_, id)| id.strip_suffix('"'));
        match id.and_then(|id| label_of(&text, id)) {
            Some(label) => {
                said.push('>');
                said.push_str(label);
                said.push_str("\u{a0}: ce champ est obligatoire.</a>");
            }
            None => said.push_str(BARE),
        }
        rest = after;
    }
    said.push_str(rest);
    PreEscaped(said)
}

/// The words of the label of a field: those of its legend when it is a list of boxes.
fn label_of<'a>(text: &'a str, id: &str) -> Option<&'a str> {
    let at = text.find(&format!(" id=\"{id}\""))?;
    let (before, _) = text.split_at(at);
    let label = match before.rsplit_once("<fieldset class=\"field choices") {
        Some((_, list)) if !list.contains("</fieldset>") => list.split_once("<legend")?.1,
        _ => text.split_once(&format!("<label for=\"{id}\""))?.1,
    };
    let words = label.split_once('>')?.1.split_once('<')?.0.trim();
    (!words.is_empty()).then_some(words)
}

/// A line of filters: a GET form whose lists send themselves when the script is there; its button stays for the
/// others.
#[must_use]
pub fn filters(action: &str, fields: Markup) -> Markup {
    html! {
        form.filters method="get" action=(action) role="search" data-autosubmit {
            (fields)
            button.button.secondary type="submit" { "Filtrer" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_the_fields_that_were_left_empty() {
        let bare = "Ce champ est obligatoire.";
        let filled = Filled::new().error("valeur", bare).error("role", bare).error("inconnu", bare);
        let boxes = vec![Choice::new("a", "Bureau"), Choice::new("b", "Trésorerie")];
        let page = form(
            "",
            "/",
            Method::Post,
            html! {
                (error_summary(&filled))
                (Field::text("valeur", "Valeur").required().filled(&filled))
                (Field::radios("role", "Rôle", boxes).required().filled(&filled))
            },
        );
        let page = page.into_string();
        for words in [
            "#f-valeur\">Valeur\u{a0}: ce champ est obligatoire.",
            "#f-role\">Rôle\u{a0}: ce champ",
            "#f-inconnu\">Ce champ est",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}
