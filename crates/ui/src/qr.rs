//! A text as a drawing that a telephone reads.

use fast_qr::QRBuilder;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write;

use crate::Text;

/// Blank modules around the drawing, as the standard asks.
const QUIET: usize = 4;

/// A QR code as one dark path on a light ground whatever the theme, `side` pixels wide, without any style that the policy
/// would refuse; nothing when the text is too long to be drawn. `label` says what it is for: the text itself must also
/// stand beside it, for whoever has no camera.
#[must_use]
pub fn qr(text: &str, label: impl Into<Text>, side: u16) -> Option<Markup> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for (rank, _) in code.data.iter().take(code.size * code.size).enumerate().filter(|(_, m)| m.value()) {
        let (x, y) = (rank % code.size + QUIET, rank / code.size + QUIET);
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let modules = code.size + 2 * QUIET;
    let label = label.into();
    Some(html! {
        svg.qr viewBox={ "0 0 " (modules) " " (modules) } width=(side) height=(side) role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(modules) height=(modules) fill="#fff" {}
            path d=(PreEscaped(path)) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn the_drawing_begins_with_the_seven_dark_modules_of_its_corner_and_holds_no_style() {
        let drawing =
            qr("https://exemple.fr/velay/enquete/0123456789ab", "Dessin", 160).unwrap().into_string();
        let corner: String = (4..11).map(|x| format!("M{x} 4h1v1h-1z")).collect();
        assert!(drawing.contains(&corner) && !drawing.contains("style"), "{drawing}");
        assert!(drawing.starts_with("<svg class=\"qr\" viewBox=\"0 0 "));
    }

    #[test]
    fn a_text_too_long_has_no_drawing() {
        assert!(qr(&"a".repeat(5000), "Dessin", 160).is_none());
    }
}
