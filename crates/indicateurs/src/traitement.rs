//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[INDICATEURS],
    sans_personne: &[
        ("indicateurs_indicateur", "ce que mesure le contrat"),
        ("indicateurs_cible", "les cibles et les poids"),
        ("indicateurs_adaptation", "les cibles changées d’un commun accord"),
        ("indicateurs_gel_ligne", "des chiffres figés"),
        ("indicateurs_gel_acte", "quels actes ont été comptés, par numéro"),
    ],
};

const INDICATEURS: Traitement = Traitement {
    nom: "Indicateurs\u{a0}: qui saisit, qui fige",
    finalite: "Répondre de chaque chiffre transmis aux financeurs.",
    base: "Intérêt légitime à prouver l’activité financée (RGPD, article\u{a0}6.1.f\u{a0}; accord conventionnel interprofessionnel du 20\u{a0}juin 2019).",
    personnes: &["Qui saisit une valeur, joint une preuve, fige une année"],
    donnees: &["Compte, date, mot d’explication", "Les indicateurs sont des nombres, jamais des personnes"],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat, membres",
        "Référents de l’ARS et de l’assurance maladie\u{a0}: les chiffres",
    ],
    duree: "Tant que l’instance vit\u{a0}: une valeur reprise reste avec son motif\u{a0}; rien n’est effacé par le programme.",
    mesures: &["Droits par rôle", "Chaque changement est au journal"],
    droits: &["Accès, rectification\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Aucun risque notable",
        contre: &["Des comptes de professionnels, liés à leur travail"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "indicateurs_valeur",
            colonnes: &[
                ("id indicateur jour valeur origine source retiree_le motif", RIEN),
                ("note", "mot d’explication"),
                ("auteur saisi_le", "compte de qui l’a saisie, et quand"),
            ],
        },
        Champs {
            table: "indicateurs_preuve",
            colonnes: &[
                ("id indicateur annee valeur piece libelle", RIEN),
                ("auteur ajoutee_le", "compte de qui l’a jointe, et quand"),
            ],
        },
        Champs {
            table: "indicateurs_gel",
            colonnes: &[
                ("id contrat annee libelle definitif cle jour", RIEN),
                ("par gele_le", "compte de qui a figé, et quand"),
            ],
        },
    ],
};
