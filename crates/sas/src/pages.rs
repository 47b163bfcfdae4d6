//! The FHIR door, the page where a CPTS opens it, and the one where regulators take places.

mod fhir_declared;
mod fhir_door;
mod fhir_read;
mod fhir_write;
mod reglage;
mod reserver;

use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(fhir_door::routes())
        .and(fhir_read::routes())
        .and(fhir_write::routes())
        .and(reglage::routes())
        .and(reserver::routes())
}
