//! Every SQL statement of the directory of a CPTS, which is the first parameter of each.

mod champ;
mod demande;
mod fiche;
mod ligne;
mod presence;
mod referent;
mod reglage;
mod reponse;
mod revue;

pub use champ::{drop_champ, drop_champs, keep_champ, keep_ecarte};
pub use demande::{a_reconfirmer, by_courriel, claim_demande, count_a_reconfirmer};
pub use fiche::{
    advance, by_reference, fiche, fiches, keep_confirmation, keep_effacement, keep_local, keep_parti,
    keep_retrait, keep_silence, open, references,
};
pub use presence::{
    drop_absence, drop_absences, drop_rattachement, drop_rattachements, end_rattachement, keep_absence,
    keep_rattachement, rattaches,
};
pub use referent::{keep_referent, referent, referents, rewrite_referent};
pub use reglage::{keep_reglage, reglage, revise, revision};
pub use reponse::{count_reponses, drop_reponses, keep_reponse, keep_vues, reponses};
pub use revue::{Fil, keep_revue, keep_socle, revue};

use db::Error;

fn unreadable(column: &str, got: &str) -> Error {
    Error::Decode {
        column: column.to_owned(),
        expected: "what the program writes",
        got: got.chars().take(80).collect(),
    }
}
