//! Who goes where, as text.

use super::{Identifiants, phrases};
use crate::{Attribution, Motif};

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
