//! The FHIR door, and the page where a CPTS opens it.

mod fhir_door;
mod reglage;

use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().and(fhir_door::routes()).and(reglage::routes())
}
