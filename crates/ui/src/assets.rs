//! The files that pages ask for: one stylesheet, one script, one favicon. Each carries the hash of its bytes in its
//! name, so that a browser may keep it for ever.

use std::sync::LazyLock;

use crate::tokens;

/// A file to serve as it is, with a far-away expiry.
#[derive(Debug)]
pub struct Asset {
    /// Absolute path on the site: `/assets/maillage-<hash>.css`.
    pub path: String,
    /// The `Content-Type` header.
    pub content_type: &'static str,
    /// The body.
    pub bytes: Vec<u8>,
}

/// The parts of the stylesheet, in the order of their layers.
const PARTS: [&str; 12] = [
    include_str!("../assets/css/layers.css"),
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/layout.css"),
    include_str!("../assets/css/nav.css"),
    include_str!("../assets/css/form.css"),
    include_str!("../assets/css/table.css"),
    include_str!("../assets/css/figure.css"),
    include_str!("../assets/css/map.css"),
    include_str!("../assets/css/parts.css"),
    include_str!("../assets/css/utilities.css"),
    include_str!("../assets/css/print.css"),
];

/// The whole stylesheet: colour tokens written from [`tokens::COLOURS`], then the layers.
pub static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    let mut css = compact(PARTS[0]);
    css.push_str(&tokens::css());
    for part in &PARTS[1..] {
        css.push_str(&compact(part));
    }
    asset("maillage", "css", "text/css; charset=utf-8", css.into_bytes())
});

/// The one script: comfort only, nothing depends on it.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let js = include_str!("../assets/app.js");
    asset("maillage", "js", "text/javascript; charset=utf-8", js.as_bytes().to_vec())
});

/// The mark, as an icon for tabs and home screens.
pub static FAVICON: LazyLock<Asset> = LazyLock::new(|| {
    let svg = include_str!("../assets/mark.svg");
    asset("marque", "svg", "image/svg+xml", svg.as_bytes().to_vec())
});

/// Every asset, for the route that serves them.
#[must_use]
pub fn all() -> [&'static Asset; 3] {
    [&STYLESHEET, &SCRIPT, &FAVICON]
}

fn asset(stem: &str, extension: &str, content_type: &'static str, bytes: Vec<u8>) -> Asset {
    Asset { path: format!("/assets/{stem}-{:016x}.{extension}", fnv1a(&bytes)), content_type, bytes }
}

/// FNV-1a, 64 bits: enough to name a version of a file that we wrote ourselves.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Drops comments, indentation and the spaces that only people need.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut css = lines.join("\n");
    for (long, short) in [
        (" {", "{"),
        ("{ ", "{"),
        (": ", ":"),
        ("; ", ";"),
        (";}", "}"),
        (" }", "}"),
        (", ", ","),
        (",\n", ","),
        ("}\n", "}"),
        (" > ", ">"),
        ("@media (", "@media("),
        (" !important", "!important"),
        (" / ", "/"),
        (" >= ", ">="),
        (" < ", "<"),
        (";\n", ";"),
    ] {
        css = css.replace(long, short);
    }
    css.replace(";}", "}") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_stay_light() {
        assert!(STYLESHEET.bytes.len() < 40_000, "stylesheet: {} bytes", STYLESHEET.bytes.len());
        assert!(SCRIPT.bytes.len() < 9_000, "script: {} bytes", SCRIPT.bytes.len());
    }

    #[test]
    fn names_follow_content() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert!(STYLESHEET.path.starts_with("/assets/maillage-") && STYLESHEET.path.ends_with(".css"));
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        let css = String::from_utf8_lossy(&STYLESHEET.bytes);
        assert!(
            !css.contains("//") && !css.contains("@import") && !css.replace("url(#", "").contains("url(")
        );
        assert_eq!(css.matches('{').count(), css.matches('}').count());
    }
}
