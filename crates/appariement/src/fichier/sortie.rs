//! Writes who goes where: whole or not at all.

use super::erreur::Erreur;
use super::{Identifiants, phrases};
use crate::{Attribution, Motif};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// `patient_id,doctor_id,cost,reason`, in the order of the patients; nothing in between for those left without.
pub(super) fn table(attribution: &Attribution, motifs: &[Motif], noms: &Identifiants) -> Vec<u8> {
    let mut out = b"patient_id,doctor_id,cost,reason\n".to_vec();
    out.reserve(motifs.len() * 40);
    for (patient, motif) in motifs.iter().enumerate() {
        cell(noms.patients.get(patient), &mut out);
        out.push(b',');
        if let Some((medecin, cout)) = attribution.chez(patient).zip(attribution.cout(patient)) {
            cell(noms.medecins.noms.get(medecin), &mut out);
            out.extend_from_slice(format!(",{cout},").as_bytes());
        } else {
            out.extend_from_slice(b",,");
        }
        match motif {
            Motif::Proche => out.extend_from_slice("le plus proche".as_bytes()),
            other => cell(phrases::reason(attribution, noms, patient, other).as_bytes(), &mut out),
        }
        out.push(b'\n');
    }
    out
}

fn cell(text: &[u8], out: &mut Vec<u8>) {
    if text.iter().any(|byte| matches!(byte, b',' | b'"' | b';' | b'\r' | b'\n')) {
        out.push(b'"');
        for byte in text {
            out.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(text);
    }
}

/// A file beside the other one takes its name once it is whole. What is no plain file (a pipe, a terminal) is
/// written to directly.
pub(super) fn keep(path: &Path, text: &[u8]) -> Result<(), Erreur> {
    let failed = |error: io::Error| Erreur::Ecriture {
        fichier: path.display().to_string(),
        message: error.kind().to_string(),
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(there) if !there.is_file() => fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut pipe| pipe.write_all(text))
            .map_err(failed),
        // Through links: the file they lead to is replaced, not they.
        Ok(_) => path.canonicalize().and_then(|path| replace(&path, text)).map_err(failed),
        Err(_) => replace(path, text).map_err(failed),
    }
}

fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside: PathBuf = path.with_file_name(beside);
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
