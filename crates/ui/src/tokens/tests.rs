//! Contrast, computed as WCAG 2.2 defines it, for every pair that meets on a page.

use super::*;

fn channel(value: u32) -> f64 {
    let c = f64::from(value & 0xff) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn luminance(rgb: u32) -> f64 {
    0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb)
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn named(name: &str) -> Colour {
    *COLOURS.iter().find(|colour| colour.name == name).unwrap_or_else(|| panic!("no colour {name}"))
}

fn assert_pairs(least: f64, pairs: &[(&str, &[&str])]) {
    for (front, grounds) in pairs {
        for ground in *grounds {
            let (f, g) = (named(front), named(ground));
            for (theme, a, b) in [("light", f.light, g.light), ("dark", f.dark, g.dark)] {
                let ratio = contrast(a, b);
                assert!(ratio >= least, "{front} on {ground}, {theme}: {ratio:.2} < {least}");
            }
        }
    }
}

const GROUNDS: [&str; 3] = ["ground", "surface", "sunken"];

#[test]
fn known_ratios() {
    assert!((contrast(0xffffff, 0x000000) - 21.0).abs() < 1e-9);
    assert!((contrast(0x777777, 0xffffff) - 4.48).abs() < 0.01);
}

#[test]
fn words_reach_four_and_a_half() {
    let ink: &[&str] = &[
        "ground",
        "surface",
        "sunken",
        "accent-tint",
        "info-tint",
        "success-tint",
        "warning-tint",
        "danger-tint",
        "a0",
        "a1",
        "a2",
        "a3",
        "a4",
        "a5",
    ];
    assert_pairs(
        4.5,
        &[
            ("ink", ink),
            ("soft", &GROUNDS),
            ("soft", &["accent-tint", "warning-tint", "info-tint", "danger-tint", "success-tint"]),
            ("accent", &GROUNDS),
            ("accent", &["accent-tint", "info-tint", "success-tint", "warning-tint", "danger-tint"]),
            ("accent-strong", &["ground", "surface", "sunken", "accent-tint"]),
            ("on-accent", &["accent", "accent-strong"]),
            ("on-hero", &["hero"]),
            ("hero-soft", &["hero"]),
            ("hero", &["on-hero"]),
            ("info", &["info-tint", "ground", "surface", "sunken"]),
            ("success", &["success-tint", "ground", "surface", "sunken"]),
            ("warning", &["warning-tint", "ground", "surface", "sunken"]),
            ("danger", &["danger-tint", "ground", "surface", "sunken"]),
            ("surface", &["danger"]),
        ],
    );
}

#[test]
fn edges_and_focus_reach_three() {
    assert_pairs(
        3.0,
        &[
            ("edge", &GROUNDS),
            (
                "focus",
                &[
                    "ground",
                    "surface",
                    "sunken",
                    "accent-tint",
                    "warning-tint",
                    "danger-tint",
                    "info-tint",
                    "success-tint",
                ],
            ),
            ("map-in", &["map-out", "map-line", "map-uncovered"]),
            ("ink", &["map-out", "map-other", "map-uncovered", "c1", "c2"]),
            ("map-hole", &["map-in", "map-focus"]),
            ("p1", &["sunken"]),
        ],
    );
}

#[test]
fn classes_of_a_choropleth_are_ranked_by_lightness() {
    let lights: Vec<f64> = (1..=6).map(|i| luminance(named(&format!("c{i}")).light)).collect();
    let darks: Vec<f64> = (1..=6).map(|i| luminance(named(&format!("c{i}")).dark)).collect();
    assert!(lights.windows(2).all(|w| (w[0] + 0.05) / (w[1] + 0.05) > 1.2), "{lights:?}");
    assert!(darks.windows(2).all(|w| (w[1] + 0.05) / (w[0] + 0.05) > 1.2), "{darks:?}");
}

#[test]
fn the_stylesheet_uses_only_tokens_that_exist() {
    let css = String::from_utf8_lossy(&crate::assets::STYLESHEET.bytes).into_owned();
    for (at, _) in css.match_indices("var(--") {
        let name: String =
            css[at + 4..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        assert!(css.contains(&format!("{name}:")), "{name} is used, never set");
    }
    for colour in &COLOURS {
        assert!(css.contains(&format!("var(--{})", colour.name)), "--{} is set, never used", colour.name);
    }
}
