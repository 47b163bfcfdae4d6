//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[ACTES],
    sans_personne: &[("actes_total", "des totaux par mission et par mois")],
};

const ACTES: Traitement = Traitement {
    nom: "Registre des actes",
    finalite: "Prouver l’activité de la CPTS à ses financeurs, acte par acte.",
    base: "Intérêt légitime à prouver l’activité financée (RGPD, article\u{a0}6.1.f\u{a0}; accord conventionnel interprofessionnel du 20\u{a0}juin 2019).",
    personnes: &["Qui note un acte"],
    donnees: &[
        "Compte de qui a noté, acte, jour, durée, nombre de personnes",
        "Jamais le nom d’un patient ni d’un participant",
    ],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat, membres",
        "Référents d’institutions",
    ],
    duree: "Sans limite\u{a0}: une ligne ne se modifie ni ne s’efface, une correction est une autre ligne.",
    mesures: &["La base refuse de modifier ou d’effacer une ligne", "Les participants sont un nombre"],
    droits: &[
        "Accès\u{a0}: auprès de la CPTS",
        "Rectification\u{a0}: par une ligne qui corrige",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "L’intitulé d’un acte nomme un patient",
        contre: &["Le formulaire demande de n’en nommer aucun", "Une correction remplace la ligne à l’écran"],
    }],
    a_completer: &[],
    champs: &[Champs {
        table: "actes_acte",
        colonnes: &[
            ("id jour mission genre theme action commune minutes personnes", RIEN),
            ("intitule motif", "ce qui est écrit de l’acte, et d’une correction"),
            ("auteur saisi_le", "compte de qui l’a noté, et quand"),
            ("source source_id corrige annule", RIEN),
        ],
    }],
};
