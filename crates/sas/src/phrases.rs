//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] =
    &[("sas.reglage_change", "a changé ce que le SAS peut lire des créneaux")];
