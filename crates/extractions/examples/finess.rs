//! Reads a file of structures, CSV or FINESS+, and prints what was found as one line of JSON.
//!
//! `cargo run --release -p extractions --example finess -- FILE`

use std::fs::File;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: finess FILE")?;
    let (mut open, mut placed) = (0, 0);
    let mut each = |site: extractions::finess::Etablissement| {
        open += u64::from(site.actif);
        placed += u64::from(site.position.is_some());
    };
    let mut rejeter =
        |rejet: extractions::Rejet| eprintln!("{}: {} {}", rejet.ligne, rejet.recu, rejet.raison);
    let bilan = extractions::finess::read(File::open(path)?, &mut each, &mut rejeter)?;
    println!(
        "{{\"rows\":{},\"invalid\":{},\"open\":{open},\"placed\":{placed},\"doubtful\":{}}}",
        bilan.lus, bilan.rejetes, bilan.cles_douteuses
    );
    for avis in bilan.avis {
        eprintln!("{avis}");
    }
    Ok(())
}
