//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("sas.reglage_change", "a changé ce que le SAS peut lire des créneaux"),
    ("sas.regulateur_ouvert", "a ouvert le compte d’un régulateur du SAS"),
    ("sas.regulateur_change", "a changé le compte d’un régulateur du SAS"),
    ("sas.regulateur_ferme", "a fermé le compte d’un régulateur du SAS"),
    ("sas.rdv_recu", "a reçu du SAS un rendez-vous, ou ce qu’il devient"),
    ("sas.rdv_pris", "a pris un rendez-vous comme régulateur du SAS"),
    ("sas.purge", "a oublié des rendez-vous et des comptes de régulateurs passés de temps"),
    ("sas.rdv_dit", "a dit au SAS ce que devient un rendez-vous"),
];
