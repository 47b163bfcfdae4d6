//! Writes scores: whole or not at all.

use super::erreur::Erreur;
use super::nombre;
use crate::Etude;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// A file beside the other one takes its name once it is whole. What is no plain file (a pipe, a terminal) is
/// written to directly.
pub(super) fn keep(path: &Path, text: &str) -> Result<(), Erreur> {
    let failed = |error: io::Error| Erreur::Ecriture {
        fichier: path.display().to_string(),
        message: error.kind().to_string(),
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(there) if !there.is_file() => fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut pipe| pipe.write_all(text.as_bytes()))
            .map_err(failed),
        // Through links: the file they lead to is replaced, not they.
        Ok(_) => path.canonicalize().and_then(|path| replace(&path, text)).map_err(failed),
        Err(_) => replace(path, text).map_err(failed),
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside: PathBuf = path.with_file_name(beside);
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
