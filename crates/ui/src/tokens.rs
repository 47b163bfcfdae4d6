//! The colours, once for each theme. The stylesheet is written from this table, and the contrast of every pair that
//! meets on a page is computed from it in a test.
//!
//! Deep teal on warm paper; one amber, which is the lit place of the mark and the ring of the focus. Tints carry
//! meaning only together with a word or a shape.

use std::fmt::Write as _;

/// A colour of the palette, in both themes.
#[derive(Clone, Copy, Debug)]
pub struct Colour {
    /// Its name in the stylesheet, without the dashes.
    pub name: &'static str,
    /// On light paper, `0xRRGGBB`.
    pub light: u32,
    /// On a dark ground.
    pub dark: u32,
}

const fn colour(name: &'static str, light: u32, dark: u32) -> Colour {
    Colour { name, light, dark }
}

/// The palette.
pub const COLOURS: [Colour; 49] = [
    // Grounds, from the deepest to the nearest.
    colour("sunken", 0xefebe2, 0x0e1312),
    colour("ground", 0xf8f6f1, 0x141918),
    colour("surface", 0xfffefc, 0x1b2220),
    colour("line", 0xdfd9cc, 0x313c38),
    // The border of what can be typed in or pressed: 3 to 1 on every ground.
    colour("edge", 0x827c6f, 0x7d8983),
    colour("ink", 0x1a2320, 0xe8ede9),
    colour("soft", 0x545e59, 0xa8b4ad),
    // The band of a public home page.
    colour("hero", 0x0f4a41, 0x12372f),
    colour("on-hero", 0xf6faf7, 0xeef5f1),
    colour("hero-soft", 0xcbe2da, 0xb9d3c9),
    // What can be acted upon.
    colour("accent", 0x0f5a4f, 0x74cfb6),
    colour("accent-strong", 0x0a4038, 0x9ae2ce),
    colour("accent-tint", 0xdbebe4, 0x1c3932),
    colour("on-accent", 0xffffff, 0x06221c),
    colour("focus", 0xa84f06, 0xf2b544),
    // Tones.
    colour("info", 0x1d4e7e, 0x8fc1f2),
    colour("info-tint", 0xe2ecf6, 0x172b3f),
    colour("success", 0x22613a, 0x8fd19e),
    colour("success-tint", 0xdff0e2, 0x183222),
    colour("warning", 0x774700, 0xefc06a),
    colour("warning-tint", 0xfaedd0, 0x38290d),
    colour("danger", 0x9f251c, 0xff9f92),
    colour("danger-tint", 0xfbe6e2, 0x431d19),
    // Grounds of avatars, under the ink.
    colour("a0", 0xd3e6de, 0x24423a),
    colour("a1", 0xf0dfc0, 0x453718),
    colour("a2", 0xd9e2ef, 0x243650),
    colour("a3", 0xecd9e2, 0x472c3a),
    colour("a4", 0xe0e3cd, 0x363c1f),
    colour("a5", 0xefd9cf, 0x4a2f24),
    // Six tints of one hue, ranked by lightness.
    colour("c1", 0xe4efea, 0x243631),
    colour("c2", 0xbfdcd1, 0x2d5048),
    colour("c3", 0x8fc1b2, 0x3b6f63),
    colour("c4", 0x569c8c, 0x559886),
    colour("c5", 0x2b7365, 0x82c2b0),
    colour("c6", 0x0c4a40, 0xbceadd),
    // Six kinds, told apart by lightness as much as by hue.
    colour("p1", 0x27695c, 0x4fa18f),
    colour("p2", 0xe2b966, 0xe9c981),
    colour("p3", 0x6d93bf, 0x7aa3d3),
    colour("p4", 0x8a5676, 0xb583a3),
    colour("p5", 0xb4cfaf, 0xbbd6b6),
    colour("p6", 0x7f786f, 0x86817a),
    // What a commune is to the CPTS shown.
    colour("map-in", 0x256b5d, 0x3a8d7b),
    colour("map-out", 0xe6e1d5, 0x262f2c),
    colour("map-other", 0xa9bdd4, 0x46607e),
    colour("map-hole", 0xf0c05a, 0xffe2a3),
    colour("map-uncovered", 0xfffefc, 0x141918),
    colour("map-focus", 0x1a2320, 0x0c1110),
    colour("map-line", 0xfffefc, 0x141918),
    colour("shade", 0x3a3426, 0x000000),
];

/// The layer of colour tokens: light by default and on paper, dark when the device or the person asks.
#[must_use]
pub fn css() -> String {
    let light = declarations("light", |colour| colour.light);
    let dark = declarations("dark", |colour| colour.dark);
    format!(
        "@layer tokens{{:root{{{light}}}\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=clair]){{{dark}}}}}\
         @media screen{{:root[data-theme=sombre]{{{dark}}}}}}}\n"
    )
}

fn declarations(scheme: &str, pick: impl Fn(&Colour) -> u32) -> String {
    let mut out = format!("color-scheme:{scheme};");
    for colour in &COLOURS {
        // Writing to a String cannot fail.
        let _ = write!(out, "--{}:#{:06x};", colour.name, pick(colour));
    }
    out
}

#[cfg(test)]
mod tests;
