//! What the journal says of the actions of this crate, after the name of whoever did them.

/// Action, words.
pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("budget.annee_close", "a clôturé une année civile"),
    ("budget.compte_affecte", "a choisi le compte d’une dépense"),
    ("budget.compte_nomme", "a ajouté ou renommé un compte"),
    ("budget.decision_notee", "a noté un transfert décidé entre enveloppes"),
    ("budget.decision_retiree", "a retiré un transfert entre enveloppes"),
    ("budget.engagement_rouvert", "a rouvert un engagement"),
    ("budget.engagement_solde", "a soldé un engagement"),
    ("budget.exporte", "a téléchargé un fichier du budget"),
    ("budget.financement_corrige", "a corrigé un financement"),
    ("budget.financement_note", "a noté un financement"),
    ("budget.financement_retire", "a retiré un financement"),
    ("budget.importe", "a importé des mouvements"),
    ("budget.mouvement_annule", "a annulé un mouvement par une écriture inverse"),
    ("budget.mouvement_corrige", "a corrigé un mouvement"),
    ("budget.mouvement_note", "a noté un mouvement"),
    ("budget.mouvement_retire", "a retiré un mouvement"),
    ("budget.piece_jointe", "a joint une pièce à un mouvement"),
    ("budget.piece_retiree", "a retiré une pièce d’un mouvement"),
    ("budget.prevu_note", "a prévu les dépenses d’une enveloppe"),
    ("budget.reglages", "a changé les réglages comptables"),
    ("budget.soldes_notes", "a noté les soldes d’ouverture d’une année"),
];
