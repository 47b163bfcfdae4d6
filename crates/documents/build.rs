//! Takes the few fonts that the documents use out of the registry crate that carries them, so that the program
//! embeds those alone.

use std::path::PathBuf;
use std::{env, fs, io};

/// Places in `typst_assets::fonts()`, and the names under which `pdf/fonts.rs` embeds them.
const FONTS: [(usize, &str); 7] = [
    (0, "regular.otf"),
    (1, "bold.otf"),
    (2, "italic.otf"),
    (3, "bold-italic.otf"),
    (4, "semibold.otf"),
    // Letters that the serif lacks (Arabic, Armenian, signs).
    (13, "fallback-bold.ttf"),
    (16, "fallback.ttf"),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let fonts: Vec<&[u8]> = typst_assets::fonts().collect();
    for (place, name) in FONTS {
        let font = fonts.get(place).ok_or_else(|| io::Error::other("typst-assets has fewer fonts"))?;
        fs::write(out.join(name), font)?;
    }
    Ok(())
}
