//! Feature tests, through the doors, on both engines.
