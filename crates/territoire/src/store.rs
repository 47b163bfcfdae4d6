//! Every SQL statement of the crate. Reference files belong to the instance; territories and stages to a CPTS, which is
//! the first parameter of each statement about them, but for the two questions named `public_…`: where every CPTS is,
//! and at which stage, are facts that its neighbours must see.

mod cpts;
mod editions;

pub use cpts::{
    Decision, keep_perimetre, keep_statut, perimetres, public_perimetres, public_statuts, statut,
};
pub use editions::{
    Revision, contenu, contour, contours, editions, keep_contour, keep_edition, next_numero, revise, revision,
};
