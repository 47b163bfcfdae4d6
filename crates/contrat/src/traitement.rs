//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[CONTRAT],
    sans_personne: &[
        ("contrat_montant", "les montants du contrat"),
        ("contrat_mission", "les missions du contrat"),
        ("contrat_crise", "les faits de la mission de crise"),
        ("contrat_realisation", "les réalisations arrêtées"),
        ("contrat_echeance", "les échéances du contrat"),
        ("contrat_annexe", "quel fichier est joint à quoi"),
    ],
};

const CONTRAT: Traitement = Traitement {
    nom: "Contrat ACI et commissions paritaires",
    finalite: "Tenir le contrat, ses signataires, l’argent reçu, et savoir qui siège aux commissions paritaires.",
    base: "Exécution du contrat de la CPTS (RGPD, article\u{a0}6.1.f\u{a0}; accord conventionnel interprofessionnel du 20\u{a0}juin 2019).",
    personnes: &[
        "Représentants des trois parties",
        "Membres des commissions paritaires",
        "Qui confirme une population, qui note un versement",
    ],
    donnees: &["Nom, qualité, dates"],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat, membres",
        "Référents de l’ARS et de l’assurance maladie",
    ],
    duree: "Tant que l’instance vit\u{a0}: un siège ou un contrat qui n’est pas signé s’efface à la main, un contrat signé jamais.",
    mesures: &["Droits par rôle", "Chaque changement est au journal"],
    droits: &["Accès, rectification\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Aucun risque notable",
        contre: &["Des noms liés à une fonction publique ou associative"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "contrat_contrat",
            colonnes: &[
                ("id nom finess rna adresse ars_nom caisse_nom", RIEN),
                ("representant qualite", "qui signe pour la CPTS"),
                ("ars_representant ars_qualite", "qui signe pour l’ARS"),
                ("caisse_representant caisse_qualite", "qui signe pour la caisse"),
                ("signe_cpts signe_ars signe_caisse signature duree_ans version habitants", RIEN),
                ("population_source population_annee", RIEN),
                ("confirmee_par confirmee_le", "qui a confirmé la population, et quand"),
                ("fin_le fin_motif ecrit_le", RIEN),
            ],
        },
        Champs {
            table: "contrat_avenant",
            colonnes: &[
                (
                    "id contrat le signe_le objet texte version habitants population_source population_annee",
                    RIEN,
                ),
                ("confirmee_par confirmee_le", "qui a confirmé la population, et quand"),
            ],
        },
        Champs {
            table: "contrat_versement",
            colonnes: &[
                ("id contrat recu_le cents composante part annee virement libelle reference", RIEN),
                ("auteur saisi_le", "compte de qui l’a noté, et quand"),
            ],
        },
        Champs {
            table: "contrat_siege",
            colonnes: &[
                ("id comite section", RIEN),
                ("nom qualite depuis jusquau", "qui siège, à quel titre, quand"),
            ],
        },
        Champs {
            table: "contrat_reunion",
            colonnes: &[
                ("id comite le lieu convocation_le ordre_du_jour_le ordre_du_jour sequence change_le", RIEN),
                ("decisions", "ce qui est décidé, tel qu’écrit"),
            ],
        },
    ],
};
