//! The fonts that every file carries: Libertinus Serif (SIL Open Font License 1.1), and DejaVu Sans Mono (Bitstream
//! Vera licence) for the letters that it lacks. `build.rs` takes them from the crate `typst-assets`.

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice()
    };
}

/// Font files, some 2.2 MB together.
pub(crate) const FONTS: [&[u8]; 7] = [
    font!("regular.otf"),
    font!("bold.otf"),
    font!("italic.otf"),
    font!("bold-italic.otf"),
    font!("semibold.otf"),
    font!("fallback.ttf"),
    font!("fallback-bold.ttf"),
];
