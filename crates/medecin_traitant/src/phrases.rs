//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] = &[];
