//! The mark of Maillage: five places joined in a mesh, one of them lit.

use maud::{Markup, PreEscaped, html};

/// The same drawing as `assets/mark.svg`, in the colour of the text around it.
const LINES: &str = r#"<path d="M7 9 24 5l16 10-5 21-19 7L5 28z"/><path d="m7 9 14 14 19-8M21 23l14 13M21 23l-5 20M21 23 5 28M24 5l-3 18"/>"#;
const NODES: &str = r#"<circle cx="7" cy="9" r="3"/><circle cx="24" cy="5" r="3"/><circle cx="40" cy="15" r="3"/><circle cx="35" cy="36" r="3"/><circle cx="16" cy="43" r="3"/><circle cx="5" cy="28" r="3"/>"#;

/// A wider mesh: its threads, and its places drawn as round ends of lines without length.
const MESH: &str = r#"<path class="threads" d="M0 6 36 46M0 6 75 3M36 46 0 113M36 46 82 55M36 46 71 112M45 152 1 197M45 152 98 145M45 152 69 199M1 197 69 199M75 3 36 46M75 3 82 55M75 3 124 5M82 55 71 112M82 55 130 98M71 112 45 152M71 112 130 98M98 145 69 199M98 145 165 159M98 145 124 217M69 199 124 217M124 5 82 55M124 5 150 45M124 5 199 7M150 45 130 98M150 45 205 58M150 45 191 93M130 98 98 145M130 98 191 93M165 159 124 217M165 159 213 159M165 159 180 210M124 217 180 210M199 7 205 58M199 7 240-6M205 58 191 93M205 58 290 63M205 58 260 109M191 93 165 159M191 93 213 159M191 93 260 109M213 159 180 210M213 159 283 151M213 159 251 199M180 210 251 199M240-6 205 58M240-6 290 63M240-6 321 5M290 63 260 109M290 63 298 94M260 109 213 159M260 109 283 151M260 109 298 94M283 151 251 199M283 151 343 152M283 151 318 205M251 199 318 205M321 5 290 63M321 5 347 42M321 5 373 9M347 42 298 94M347 42 408 53M298 94 283 151M298 94 343 152M298 94 359 99M343 152 318 205M343 152 409 154M343 152 368 204M318 205 368 204M373 9 347 42M373 9 408 53M408 53 359 99M359 99 343 152M359 99 409 154M409 154 368 204"/><path class="places" d="M0 6h0M36 46h0M0 113h0M45 152h0M1 197h0M75 3h0M82 55h0M71 112h0M98 145h0M69 199h0M124 5h0M150 45h0M130 98h0M165 159h0M124 217h0M199 7h0M205 58h0M191 93h0M213 159h0M180 210h0M240-6h0M290 63h0M260 109h0M283 151h0M251 199h0M321 5h0M347 42h0M298 94h0M343 152h0M318 205h0M373 9h0M408 53h0M359 99h0M409 154h0M368 204h0"/><path class="heart" d="M191 93h0"/>"#;

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

/// A territory of care, faint, behind the title of a home page.
pub(crate) fn mesh() -> Markup {
    html! { svg.mesh viewBox="0 0 400 200" aria-hidden="true" focusable="false" { (PreEscaped(MESH)) } }
}
