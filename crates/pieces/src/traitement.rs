//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre { traitements: &[PIECES], sans_personne: &[] };

const PIECES: Traitement = Traitement {
    nom: "Pièces jointes",
    finalite: "Garder les fichiers qui prouvent ce que la CPTS fait et dépense.",
    base: "Celle du traitement qui cite le fichier.",
    personnes: &["Qui est nommé dans un fichier", "Qui le dépose"],
    donnees: &[
        "Ce que contient le fichier\u{a0}: émargements, factures, conventions, comptes rendus",
        "Nom du fichier, qui l’a déposé",
    ],
    destinataires: &[
        "Les rôles de la CPTS",
        "ARS et assurance maladie\u{a0}: les fichiers du cercle des financeurs",
    ],
    duree: "Tant que quelque chose cite le fichier\u{a0}; dès que plus rien ne le cite et qu’il est retiré, il est effacé, octets compris.",
    mesures: &[
        "Deux cercles de lecture",
        "Empreinte SHA-256 de chaque fichier",
        "Dépôt et retrait au journal",
    ],
    droits: &["Ceux du traitement qui cite le fichier", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un fichier contient une donnée de santé",
        contre: &["Aucun formulaire n’en demande", "Un fichier se retire et s’efface"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "pieces_piece",
            colonnes: &[
                ("id genre empreinte cercle", RIEN),
                ("nom", "nom du fichier"),
                ("deposee_le deposee_par", "quand, par quel compte"),
            ],
        },
        Champs {
            table: "pieces_contenu",
            colonnes: &[("empreinte taille", "empreinte et taille du contenu")],
        },
        Champs { table: "pieces_tranche", colonnes: &[("empreinte rang octets", "contenu du fichier")] },
    ],
};
