//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("snp.demande_placee", "a trouvé un rendez-vous pour une demande de soins non programmés"),
    ("snp.demande_recue", "a noté une demande de soins non programmés"),
    ("snp.demande_rouverte", "a rouvert une demande de soins non programmés qui a perdu sa place"),
    ("snp.reglage_change", "a changé les réglages de la salle Soins non programmés"),
];
