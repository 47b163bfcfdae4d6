//! The room « Médecin traitant » and its public pages.

use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
}
