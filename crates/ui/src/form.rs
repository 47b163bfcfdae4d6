//! Forms: a field is declared once, and its label, hint, input and error follow.

use maud::{Markup, html};

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

/// A POST form that sends files.
#[must_use]
pub fn upload_form(csrf: &str, action: &str, body: Markup) -> Markup {
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
