//! The page: one frame around every content, for the public site and for the workspace.

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

use crate::{francais, mark};

mod frame;
mod header;
mod preferences;

pub use frame::{Cpts, Crumb, Flash, Frame, NavEntry, Person};
pub use preferences::{TextSize, Theme};

/// The id of the main content, target of the skip link.
pub const MAIN: &str = "contenu";

/// A page of the workspace: header, side navigation (a dock on a phone), content.
#[must_use]
pub fn page(frame: &Frame, content: Markup) -> Markup {
    document(
        frame,
        "workspace",
        html! {
            (header::bar(frame))
            div.shell {
                (header::side(frame))
                main #(MAIN) tabindex="-1" { (head(frame, false)) (content) }
            }
            (preferences::footer(frame))
            (header::dock(frame))
        },
    )
}

/// The home page of an instance or of a CPTS: its title and its sentence stand on a band of colour, over the mesh.
#[must_use]
pub fn hero_page(frame: &Frame, content: Markup) -> Markup {
    public_document(frame, true, content)
}

/// A page for everyone: header with its few links, wide title, content.
#[must_use]
pub fn public_page(frame: &Frame, content: Markup) -> Markup {
    public_document(frame, false, content)
}

fn public_document(frame: &Frame, hero: bool, content: Markup) -> Markup {
    document(
        frame,
        if hero { "public hero" } else { "public" },
        html! {
            (header::bar(frame))
            main #(MAIN) tabindex="-1" { (head(frame, hero)) div.public-body { (content) } }
            (preferences::footer(frame))
        },
    )
}

fn document(frame: &Frame, variant: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="fr" data-theme=[frame.theme.attribute()] data-text=[frame.text_size.attribute()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title {
                    @if frame.refused { "Erreur\u{a0}: " }
                    (frame.title)
                    @if let Some(cpts) = &frame.cpts { " · " (cpts.name) }
                    " · " (frame.instance)
                }
                link rel="stylesheet" href=(frame.stylesheet);
                link rel="icon" type="image/svg+xml" href=(frame.favicon);
                script type="module" src=(frame.script) {}
            }
            body class=(variant) {
                a.skip href={ "#" (MAIN) } { "Aller au contenu" }
                @if let Some(day) = frame.demo { (demo_banner(day)) }
                (body)
            }
        }
    }
}

fn demo_banner(day: Date) -> Markup {
    html! {
        aside.demo-banner aria-label="Démonstration" {
            strong { "Démonstration" }
            span { " Nous sommes le " (francais::date(day)) ". Les personnes sont inventées." }
        }
    }
}

fn head(frame: &Frame, hero: bool) -> Markup {
    html! {
        div.page-head {
            @if hero { (mark::mesh()) }
            (breadcrumb(&frame.breadcrumb))
            div.page-title {
                div.page-words {
                    h1 { (frame.title) }
                    @if let Some(lead) = &frame.lead { p.lead { (lead) } }
                }
                @if let Some(actions) = &frame.actions { div.page-actions { (actions) } }
            }
        }
        @if !frame.flash.is_empty() {
            div.flashes { @for flash in &frame.flash { (crate::alert::alert(flash.tone, &flash.text)) } }
        }
    }
}

/// Where the page stands: links from the home page to its parent.
#[must_use]
pub fn breadcrumb(crumbs: &[Crumb]) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.breadcrumb aria-label="Fil d’Ariane" {
                ol { @for crumb in crumbs { li { a href=(crumb.href) { (crumb.label) } } } }
            }
        }
    }
}

fn brand(frame: &Frame) -> Markup {
    html! {
        a.brand href="/" { (mark::mark()) span.brand-name { (frame.instance) } }
        @if let Some(cpts) = &frame.cpts { a.brand-cpts href=(cpts.base) { (cpts.name) } }
    }
}
