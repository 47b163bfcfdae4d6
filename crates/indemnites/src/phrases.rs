//! What the journal says of the actions of this crate, after the name of whoever did them.

/// Action, words.
pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("indemnites.bareme_ecrit", "a écrit un barème d’indemnités"),
    ("indemnites.bareme_ferme", "a fermé un barème d’indemnités"),
    ("indemnites.compte_ecrit", "a noté le compte bancaire de l’association"),
    ("indemnites.coordonnees_confirmees", "a vérifié un changement de coordonnées bancaires"),
    ("indemnites.coordonnees_donnees", "a donné des coordonnées bancaires"),
    ("indemnites.coordonnees_lues", "a lu des coordonnées bancaires en entier"),
    ("indemnites.declaration_retiree", "a retiré une déclaration"),
    ("indemnites.ligne_annulee", "a annulé une indemnité"),
    ("indemnites.ligne_approuvee", "a approuvé une indemnité"),
    ("indemnites.ligne_proposee", "a fait naître une indemnité"),
    ("indemnites.ligne_recalculee", "a fait recalculer une indemnité"),
    ("indemnites.ligne_refusee", "a refusé une indemnité"),
    ("indemnites.ligne_reprise", "a repris une indemnité déjà payée"),
    ("indemnites.lignes_approuvees", "a approuvé des indemnités en une fois"),
    ("indemnites.lot_annule", "a annulé un lot de virements"),
    ("indemnites.lot_emis", "a émis un lot de virements"),
    ("indemnites.lot_execute", "a confirmé l’exécution d’un lot de virements"),
    ("indemnites.lot_prepare", "a préparé un lot de virements"),
    ("indemnites.lot_telecharge", "a téléchargé le fichier d’un lot de virements"),
    ("indemnites.montants_exportes", "a téléchargé les montants à déclarer"),
    ("indemnites.plafond_ecrit", "a écrit le plafond annuel d’une personne"),
    ("indemnites.profession_choisie", "a choisi la profession d’une indemnité"),
    ("indemnites.releve_telecharge", "a téléchargé un relevé annuel d’indemnités"),
    ("indemnites.retour_lu", "a importé un compte rendu de la banque"),
];
