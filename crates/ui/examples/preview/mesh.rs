//! An invented mesh of communes, so that the preview needs no file of outlines.

use maud::{Markup, html};

const COLUMNS: usize = 16;
const ROWS: usize = 11;

/// A drawing of the mesh, each commune a link; `class` tells what each is.
pub(crate) fn mesh(class: impl Fn(usize, usize) -> &'static str) -> Markup {
    html! {
        svg.map viewBox="0 0 640 440" role="group" aria-label="Communes de la carte" {
            @for row in 0..ROWS {
                @for column in 0..COLUMNS {
                    @let kind = class(column, row);
                    @if !kind.is_empty() {
                        a href={ "#c-" (column) "-" (row) } aria-label={ "Commune " (column) "." (row) } {
                            polygon class={ "commune " (kind) } points=(cell(column, row)) {}
                        }
                    }
                }
            }
            text.place x="300" y="215" { "Le Puy-en-Velay" }
            text.place x="455" y="300" { "Le Monastier" }
            text.place x="150" y="300" { "Saugues" }
        }
    }
}

fn cell(column: usize, row: usize) -> String {
    [(0, 0), (1, 0), (1, 1), (0, 1)]
        .map(|(dx, dy)| {
            let (x, y) = corner(column + dx, row + dy);
            format!("{x},{y}")
        })
        .join(" ")
}

/// A corner of the grid, moved a little, always the same way.
fn corner(column: usize, row: usize) -> (usize, usize) {
    let noise = |seed: usize| (column * 73 + row * 151 + seed).wrapping_mul(2_654_435_761) / 7919 % 26;
    (column * 40 + noise(1), row * 40 + noise(57))
}
