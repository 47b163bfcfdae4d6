//! The HTML doors.
pub(crate) fn routes() -> web::Routes { web::Routes::new() }
