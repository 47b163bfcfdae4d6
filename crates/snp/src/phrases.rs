//! What the journal says of the actions of this room.

pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("snp.aubaine_proposee", "a proposé une place libérée pour des demandes de soins non programmés"),
    ("snp.delai_passe", "a signalé une demande sans place dont le délai est passé"),
    ("snp.delai_proche", "a signalé une demande sans place dont le délai approche"),
    ("snp.demande_abandonnee", "a clos une demande de soins non programmés sans place"),
    ("snp.demande_avancee", "a avancé une demande qui le souhaitait dans une place libérée"),
    ("snp.demande_elargie", "a ouvert une demande de soins non programmés à tous"),
    ("snp.demande_placee", "a trouvé un rendez-vous pour une demande de soins non programmés"),
    ("snp.demande_recue", "a noté une demande de soins non programmés"),
    ("snp.demande_rouverte", "a rouvert une demande de soins non programmés qui a perdu sa place"),
    ("snp.demande_transmise", "a transmis une demande au 15"),
    ("snp.demandes_effacees", "a effacé des demandes de soins non programmés dont le délai est passé"),
    ("snp.guide_change", "a changé le guide d’orientation des soins non programmés"),
    ("snp.identite_lue", "a lu l’identité d’une personne qui demande un soin non programmé"),
    ("snp.issue_notee", "a noté l’issue d’une demande de soins non programmés"),
    ("snp.mt_interroge", "a interrogé un médecin traitant"),
    ("snp.rappel_note", "a mis une demande dans la liste des rappels"),
    ("snp.reglage_change", "a changé les réglages de la salle Soins non programmés"),
    ("snp.reponse_notee", "a noté la réponse d’un professionnel à une demande"),
    ("snp.secteur_interroge", "a proposé une demande aux professionnels du secteur"),
];
