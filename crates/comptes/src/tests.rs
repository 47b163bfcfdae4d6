//! Feature tests, on both engines.
mod smoke;
