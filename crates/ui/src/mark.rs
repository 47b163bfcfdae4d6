//! The mark of Maillage: five places joined in a mesh, one of them lit.

use maud::{Markup, PreEscaped, html};

/// The same drawing as `assets/mark.svg`, in the colour of the text around it.
const LINES: &str = r#"<path d="M7 9 24 5l16 10-5 21-19 7L5 28z"/><path d="m7 9 14 14 19-8M21 23l14 13M21 23l-5 20M21 23 5 28M24 5l-3 18"/>"#;
const NODES: &str = r#"<circle cx="7" cy="9" r="3"/><circle cx="24" cy="5" r="3"/><circle cx="40" cy="15" r="3"/><circle cx="35" cy="36" r="3"/><circle cx="16" cy="43" r="3"/><circle cx="5" cy="28" r="3"/>"#;

/// The inline symbol, decorative: the name of the product or of the CPTS stands beside it.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 48 48" aria-hidden="true" focusable="false" {
            g.mark-lines { (PreEscaped(LINES)) }
            g.mark-nodes { (PreEscaped(NODES)) }
            circle.mark-heart cx="21" cy="23" r="5.5" {}
        }
    }
}
