//! The bar at the top, the navigation at the side, the dock of a phone.

use maud::{Markup, html};

use super::{Frame, NavEntry, Person, brand};
use crate::{avatar::avatar, francais, icon::Icon};

/// How many entries the dock of a phone shows before « Menu ».
const DOCK: usize = 4;

/// Brand, CPTS, links of a public page, account.
pub(super) fn bar(frame: &Frame) -> Markup {
    html! {
        header.bar {
            div.bar-brand { (brand(frame)) }
            @if frame.person.is_none() || frame.nav.is_empty() { (public_links(frame)) }
            div.bar-account {
                @match &frame.person {
                    Some(person) => (account(frame, person)),
                    None if frame.by_link => {},
                    None => a.button.secondary.small href="/connexion" { "Se connecter" },
                }
            }
        }
    }
}

fn public_links(frame: &Frame) -> Markup {
    html! {
        @if !frame.nav.is_empty() {
            nav.bar-links aria-label="Navigation principale" {
                ul { @for entry in &frame.nav { li { a href=(entry.href) aria-current=[entry.current.then_some("page")] { (entry.label) } } } }
            }
        }
    }
}

fn account(frame: &Frame, person: &Person) -> Markup {
    html! {
        details.menu.account {
            summary { (avatar(&person.name)) span.account-name { (person.name) } span.visually-hidden { " : mon compte" } (Icon::Down) }
            div.menu-panel {
                p.menu-who { strong { (person.name) } @if let Some(role) = &person.role { br; (role) } }
                a.menu-item href=(person.account) { (Icon::Person) "Mon compte" }
                form method="post" action=(person.sign_out) {
                    input type="hidden" name="_csrf" value=(frame.csrf);
                    button.menu-item type="submit" { (Icon::SignOut) "Se déconnecter" }
                }
            }
        }
    }
}

/// The navigation of the workspace, beside the content on a wide screen.
pub(super) fn side(frame: &Frame) -> Markup {
    html! {
        @if !frame.nav.is_empty() {
            nav.side aria-label="Espace de travail" { (entries(&frame.nav)) }
        }
    }
}

/// The same navigation at the bottom of a phone: four entries at the thumb, the rest one tap further.
pub(super) fn dock(frame: &Frame) -> Markup {
    html! {
        @if !frame.nav.is_empty() {
            nav.dock aria-label="Espace de travail" {
                ul {
                    @for entry in frame.nav.iter().take(DOCK) {
                        li { a href=(entry.href) aria-current=[entry.current.then_some("page")] { (entry.icon) span { (entry.label) } } }
                    }
                    li {
                        details.menu {
                            summary { (Icon::Menu) span { "Menu" } }
                            div.menu-panel { (entries(&frame.nav)) }
                        }
                    }
                }
            }
        }
    }
}

fn entries(nav: &[NavEntry]) -> Markup {
    html! {
        ul.nav-list {
            @for entry in nav {
                @if let Some(group) = &entry.group { li.nav-group { (group) } }
                li {
                    a href=(entry.href) aria-current=[entry.current.then_some("page")] {
                        (entry.icon) span { (entry.label) }
                        @if let Some(count) = entry.count {
                            span.nav-count { (francais::nombre(i64::try_from(count).unwrap_or(i64::MAX))) span.visually-hidden { " en attente" } }
                        }
                    }
                }
            }
        }
    }
}
