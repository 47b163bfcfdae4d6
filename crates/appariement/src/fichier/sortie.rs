//! Who goes where, as text.

use super::{Identifiants, phrases};
use crate::{Attribution, Motif};
use files::push_cell;

/// `patient_id,doctor_id,cost,reason`, in the order of the patients; nothing in between for those left without.
pub(super) fn table(attribution: &Attribution, motifs: &[Motif], noms: &Identifiants) -> Vec<u8> {
    let mut out = b"patient_id,doctor_id,cost,reason\n".to_vec();
    out.reserve(motifs.len() * 40);
    for (patient, motif) in motifs.iter().enumerate() {
        push_cell(noms.patients.get(patient), &mut out);
        out.push(b',');
        if let Some((medecin, cout)) = attribution.chez(patient).zip(attribution.cout(patient)) {
            push_cell(noms.medecins.noms.get(medecin), &mut out);
            out.extend_from_slice(format!(",{cout},").as_bytes());
        } else {
            out.extend_from_slice(b",,");
        }
        match motif {
            Motif::Proche => out.extend_from_slice("le plus proche".as_bytes()),
            other => push_cell(phrases::reason(attribution, noms, patient, other).as_bytes(), &mut out),
        }
        out.push(b'\n');
    }
    out
}
