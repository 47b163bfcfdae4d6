//! The drawing of an address, for a paper.

use fast_qr::QRBuilder;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write;

/// Blank modules around the drawing, as the standard asks.
const QUIET: usize = 4;

/// An address as one dark path on a light ground, without any style that the policy would refuse; nothing when the
/// address is too long to be drawn.
pub(super) fn qr(address: &str) -> Option<Markup> {
    let code = QRBuilder::new(address).build().ok()?;
    let mut path = String::new();
    for (rank, _) in code.data.iter().take(code.size * code.size).enumerate().filter(|(_, m)| m.value()) {
        let (x, y) = (rank % code.size + QUIET, rank / code.size + QUIET);
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let side = code.size + 2 * QUIET;
    Some(html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } width="160" height="160" role="img" aria-label="Dessin à lire avec un téléphone pour répondre en ligne" shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(PreEscaped(path)) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_drawing_begins_with_the_seven_dark_modules_of_its_corner() {
        let drawing = super::qr("https://exemple.fr/velay/enquete/0123456789ab").unwrap().into_string();
        let corner: String = (4..11).map(|x| format!("M{x} 4h1v1h-1z")).collect();
        assert!(drawing.contains(&corner) && !drawing.contains("style"));
    }
}
