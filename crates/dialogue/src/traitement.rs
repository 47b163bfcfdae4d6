//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre { traitements: &[DIALOGUE], sans_personne: &[] };

const DIALOGUE: Traitement = Traitement {
    nom: "Dialogue de gestion",
    finalite: "Préparer et tenir la rencontre annuelle avec l’ARS et l’assurance maladie, garder qui y était, ce qui a été dit, qui s’est accordé.",
    base: "Exécution du contrat de la CPTS (RGPD, article\u{a0}6.1.f\u{a0}; accord conventionnel interprofessionnel du 20\u{a0}juin 2019).",
    personnes: &["Participants des trois parties", "Qui écrit, déclare, demande une liasse"],
    donnees: &["Nom, qualité, présence, accord donné\u{a0}; textes"],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat, membres",
        "Référents de l’ARS et de l’assurance maladie",
    ],
    duree: "Les noms des participants et des accords, et les liasses qui les portent, sont effacés cinq ans après la fin du contrat, chaque jour. Ce qui a été dit \
        et décidé, et les chiffres, restent.",
    mesures: &[
        "Droits par rôle",
        "Une liasse ne contient aucune donnée de patient",
        "Chaque changement est au journal",
    ],
    droits: &["Accès, rectification\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Une liasse part avec un fichier qui nomme des personnes",
        contre: &[
            "La liasse liste ses fichiers, et se relit avant d’être partagée",
            "Elle se retire, et s’efface",
        ],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "dialogue_dialogue",
            colonnes: &[
                ("id contrat annee ouvert_le prevu_le tenu_le lieu gel", RIEN),
                ("participants", "noms et qualités des participants"),
                ("clos_le clos_par rouvert_le", "compte de qui l’a clos, et quand"),
            ],
        },
        Champs {
            table: "dialogue_correction",
            colonnes: &[("dialogue", RIEN), ("le par motif", "compte de qui l’a rouvert, quand, pourquoi")],
        },
        Champs {
            table: "dialogue_accord",
            colonnes: &[
                ("dialogue cible partie le", RIEN),
                ("nom", "qui s’est accordé pour une partie"),
                ("note_le note_par", "compte de qui l’a noté, et quand"),
            ],
        },
        Champs {
            table: "dialogue_point",
            colonnes: &[
                ("dialogue id rang titre", RIEN),
                ("notes decision", "ce qui a été dit et décidé, tel qu’écrit"),
            ],
        },
        Champs {
            table: "dialogue_texte",
            colonnes: &[("dialogue cle ecrit_le", RIEN), ("texte", "ce que la CPTS écrit")],
        },
        Champs {
            table: "dialogue_cible",
            colonnes: &[
                ("dialogue id indicateur annee cible proposee_le appliquee_le retiree_le", RIEN),
                ("motif", "pourquoi, tel qu’écrit"),
            ],
        },
        Champs {
            table: "dialogue_depense",
            colonnes: &[
                ("contrat annee composante cents note", RIEN),
                ("declaree_le declaree_par", "compte de qui l’a déclarée, et quand"),
            ],
        },
        Champs {
            table: "dialogue_liasse",
            colonnes: &[
                ("id dialogue etape bouge_le faite_le echec taille pieces empreinte chiffres", RIEN),
                ("demandee_le demandee_par", "compte de qui l’a demandée, et quand"),
                ("partagee_le effacee_le", RIEN),
            ],
        },
        Champs {
            table: "dialogue_tranche",
            colonnes: &[
                ("liasse rang", RIEN),
                ("octets", "l’archive, avec les noms que ses fichiers portent"),
            ],
        },
    ],
};
