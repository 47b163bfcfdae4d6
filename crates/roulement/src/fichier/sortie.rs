//! Who is on which half-day, as text.

use super::medecins::Noms;
use crate::Affectation;
use files::push_cell;

/// `shift_id,doctor_id`, in the order of the half-days, then of the doctors.
pub(super) fn table(affectations: &[Affectation], noms: &Noms) -> Vec<u8> {
    let mut out = b"shift_id,doctor_id\n".to_vec();
    for one in affectations {
        push_cell(noms.creneaux.get(one.creneau as usize), &mut out);
        out.push(b',');
        push_cell(noms.medecins.get(one.personne as usize), &mut out);
        out.push(b'\n');
    }
    out
}
