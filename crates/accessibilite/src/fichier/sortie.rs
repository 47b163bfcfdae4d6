//! Scores as text.

use super::nombre;
use crate::Etude;

/// `code_insee,score,supply_reached,places_reached`, in the order of the places; those without a score left out.
pub(super) fn table(etude: &Etude, keep: impl Fn(usize) -> bool) -> (String, usize) {
    use std::fmt::Write;
    let mut text = String::from("code_insee,score,supply_reached,places_reached\n");
    let mut written = 0;
    for (rang, lieu) in etude.lieux().iter().enumerate().filter(|(rang, _)| keep(*rang)) {
        let Some(score) = etude.score(rang) else { continue };
        code(&lieu.code, &mut text);
        text.push(',');
        nombre::write(score.score, &mut text);
        text.push(',');
        nombre::write(score.offre_atteinte, &mut text);
        let _ = writeln!(text, ",{}", score.lieux_atteints);
        written += 1;
    }
    (text, written)
}

fn code(code: &str, out: &mut String) {
    if code.contains([',', '"']) {
        out.push('"');
        out.push_str(&code.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(code);
    }
}
