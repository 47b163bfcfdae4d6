//! The initials of a person: decorative, the name stands beside.

use maud::{Markup, html};

/// « CF » for « Claire Fabre », in one of six quiet grounds chosen by the name.
#[must_use]
pub fn avatar(name: &str) -> Markup {
    let ground = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 6;
    html! { span class={ "avatar ground-" (ground) } aria-hidden="true" { (initials(name)) } }
}

/// The avatar and the name, with a second line: role, profession.
#[must_use]
pub fn person(name: &str, detail: Option<&str>) -> Markup {
    html! {
        span.person {
            (avatar(name))
            span { span.person-name { (name) } @if let Some(detail) = detail { span.person-detail { (detail) } } }
        }
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| !matches!(*word, "Dr" | "Pr" | "M." | "Mme"));
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_skip_titles() {
        assert_eq!(initials("Claire Fabre"), "CF");
        assert_eq!(initials("Dr Jean-Luc de la Tour"), "JT");
        assert_eq!(initials("Élodie"), "É");
        assert_eq!(initials("  "), "");
    }
}
