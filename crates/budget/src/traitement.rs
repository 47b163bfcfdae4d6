//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[BUDGET],
    sans_personne: &[
        ("budget_part", "quelle enveloppe paie quelle part"),
        ("budget_compte", "des comptes du plan comptable"),
        ("budget_affectation", "le compte d’une ligne écrite ailleurs"),
        ("budget_solde", "les soldes d’ouverture"),
    ],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const BUDGET: Traitement = Traitement {
    nom: "Budget et comptabilité",
    finalite: "Suivre recettes et dépenses par enveloppe, en rendre compte, tenir les écritures pour le comptable et l’administration.",
    base: "Obligations comptables et fiscales de l’association (RGPD, article\u{a0}6.1.c\u{a0}; livre des procédures fiscales, articles L.\u{a0}47\u{a0}A et \
        L.\u{a0}102\u{a0}B).",
    personnes: &[
        "Fournisseurs et bénéficiaires qui sont des personnes",
        "Salariés de l’association",
        "Qui tient les comptes",
    ],
    donnees: &["Nom du tiers, libellé, montant, date, moyen"],
    destinataires: &[
        "Coordination, présidence, trésorerie\u{a0}: chaque mouvement, salaires compris",
        "Membres\u{a0}: des totaux par enveloppe",
        "Comptable, administration fiscale\u{a0}: le fichier des écritures",
    ],
    duree: "Tant que l’instance vit\u{a0}: un mouvement retiré reste, les écritures d’une année close ne changent plus\u{a0}; rien n’est effacé par le programme. La loi \
        demande six ans au moins.",
    mesures: &["Droits par rôle, le détail à part des totaux", "Chaque changement est au journal"],
    droits: &[
        "Accès, rectification\u{a0}: auprès de la trésorerie",
        "Pas d’effacement avant la fin des obligations comptables (RGPD, article\u{a0}17.3.b)",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Un salaire est connu des membres",
        contre: &["Le détail n’est lu que par la coordination, la présidence et la trésorerie"],
    }],
    a_completer: &["Délai de conservation au-delà de l’obligation comptable"],
    champs: &[
        Champs {
            table: "budget_mouvement",
            colonnes: &[
                ("id genre nature engagement contre solde_le", RIEN),
                ("tiers libelle reference", "à qui ou de qui, pour quoi"),
                ("jour facture_le moyen cents", "quand, comment, combien"),
                ("doublon importe", "clés contre les doublons, qui peuvent reprendre le libellé"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "budget_ligne_close",
            colonnes: &[
                ("annee rang origine genre nature enveloppe compte", RIEN),
                ("tiers libelle reference", "à qui ou de qui, pour quoi"),
                ("jour facture_le moyen cents", "quand, comment, combien"),
            ],
        },
        Champs {
            table: "budget_cloture",
            colonnes: &[
                ("annee nom empreinte banque", RIEN),
                ("octets", "fichier des écritures de l’année\u{a0}: tiers, libellés, montants"),
            ],
        },
        Champs {
            table: "budget_annee",
            colonnes: &[
                ("annee ecritures", RIEN),
                ("close_le close_par", "compte de qui l’a close, et quand"),
            ],
        },
        Champs {
            table: "budget_financement",
            colonnes: &[
                ("id genre nom financeur source montant publique du au attendu_le conditions compte", RIEN),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "budget_piece",
            colonnes: &[("id mouvement piece", RIEN), ("auteur jointe_le", AUTEUR)],
        },
        Champs {
            table: "budget_prevu",
            colonnes: &[("enveloppe exercice cents note", RIEN), ("auteur ecrit_le", AUTEUR)],
        },
        Champs {
            table: "budget_decision",
            colonnes: &[("id jour de vers cents texte piece", RIEN), ("auteur ecrit_le retire_le", AUTEUR)],
        },
        Champs {
            table: "budget_reglage",
            colonnes: &[("cle valeur", "réglages de la comptabilité\u{a0}: SIREN, comptes de tiers")],
        },
    ],
};
