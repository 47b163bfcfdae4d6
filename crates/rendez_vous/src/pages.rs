//! The room « Créneaux ».

use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().and(crate::api::routes())
}
