//! Every SQL statement of the crate: questions, not CRUD.
