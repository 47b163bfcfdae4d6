//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("rendez_vous.annule", "a annulé un rendez-vous"),
    ("rendez_vous.creneau_offert", "a proposé un créneau"),
    ("rendez_vous.creneau_retire", "a retiré un créneau"),
    ("rendez_vous.effecteur_ajoute", "a ajouté un professionnel qui propose des créneaux"),
    ("rendez_vous.effecteur_change", "a changé la fiche d’un professionnel qui propose des créneaux"),
    ("rendez_vous.lieu_ajoute", "a ajouté un lieu de soins"),
    ("rendez_vous.lieu_change", "a changé un lieu de soins"),
    ("rendez_vous.pris", "a pris un rendez-vous"),
    ("rendez_vous.regle", "a noté l’issue d’un rendez-vous"),
    ("rendez_vous.serie_offerte", "a proposé une série de créneaux"),
];
