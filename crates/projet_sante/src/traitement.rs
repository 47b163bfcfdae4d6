//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[PROJET],
    sans_personne: &[
        ("projet_sante_etape", "les étapes de la création"),
        ("projet_sante_visee", "les visées du plan régional"),
    ],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const PROJET: Traitement = Traitement {
    nom: "Projet de santé et création de la CPTS",
    finalite: "Écrire le projet à plusieurs, savoir qui en porte quelle partie, constituer le dossier de l’ARS, suivre les aides au démarrage.",
    base: "Intérêt légitime de la CPTS à écrire et à porter son projet (RGPD, article\u{a0}6.1.f\u{a0}; code de la santé publique, article L.\u{a0}1434-12).",
    personnes: &[
        "Qui écrit, commente, porte une partie ou une action",
        "Interlocuteurs des institutions qui ont aidé ou répondu",
    ],
    donnees: &["Comptes des auteurs et des responsables, textes, noms dans les appuis et les envois"],
    destinataires: &[
        "Tout compte de la CPTS\u{a0}: ce qui est validé",
        "Membres du bureau\u{a0}: le travail en cours",
        "ARS\u{a0}: le dossier",
    ],
    duree: "Tant que l’instance vit\u{a0}: chaque texte garde ses versions, ce qui est retiré n’est plus montré mais reste, rien n’est effacé par le programme.",
    mesures: &["Droits par rôle", "Chaque changement est au journal"],
    droits: &["Accès, rectification\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un texte du projet nomme quelqu’un sans son accord",
        contre: &["Une partie est relue avant d’être validée", "Un commentaire se retire"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "projet_sante_origine",
            colonnes: &[
                (
                    "porte_par institution motif ouverte_le",
                    "qui a ouvert la création, des professionnels ou une institution",
                ),
                ("remise_le remise_a remise_par", "à qui la création est remise, par qui, quand"),
            ],
        },
        Champs {
            table: "projet_sante_critere",
            colonnes: &[
                ("etape code libelle propre etat jour note", RIEN),
                ("auteur note_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_version",
            colonnes: &[
                ("numero motif empreinte", RIEN),
                ("contenu", "le projet tel qu’il était, avec les noms qu’il contient"),
                ("auteur figee_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_envoi",
            colonnes: &[
                ("id objet version jour moyen note", RIEN),
                ("destinataires", "à qui le dossier est parti"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_decision",
            colonnes: &[("envoi nature jour reference note", RIEN), ("auteur ecrit_le", AUTEUR)],
        },
        Champs {
            table: "projet_sante_question",
            colonnes: &[
                ("id envoi recue_le repondue_le", RIEN),
                ("de texte reponse", "qui demande quoi, et la réponse"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_statut",
            colonnes: &[("code resultat note jour", RIEN), ("auteur", AUTEUR)],
        },
        Champs {
            table: "projet_sante_fait",
            colonnes: &[
                ("code", RIEN),
                ("faits", "faits notés sur les statuts"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_appui",
            colonnes: &[
                ("id jour institution minutes objet suite motif_retrait", RIEN),
                ("personnes", "noms de qui a aidé"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_aide",
            colonnes: &[
                ("id intitule financeur montant accordee_le source fin", RIEN),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_depense",
            colonnes: &[
                ("id aide montant jour", RIEN),
                ("libelle", "ce qui est payé, parfois à qui"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_versement",
            colonnes: &[("id aide montant recu_le reference", RIEN), ("auteur ecrit_le retire_le", AUTEUR)],
        },
        Champs {
            table: "projet_sante_section",
            colonnes: &[("code etat", RIEN), ("responsable", "qui écrit cette partie")],
        },
        Champs {
            table: "projet_sante_redaction",
            colonnes: &[
                ("section numero", RIEN),
                ("texte tableau", "chaque texte d’une partie"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_commentaire",
            colonnes: &[
                ("id section redaction", RIEN),
                ("texte", "ce qui est écrit"),
                ("auteur ecrit_le retire_le", AUTEUR),
                ("resolu_le resolu_par", "compte de qui l’a réglé, et quand"),
            ],
        },
        Champs {
            table: "projet_sante_objectif",
            colonnes: &[("id titre cible besoins", RIEN), ("auteur ecrit_le retire_le", AUTEUR)],
        },
        Champs {
            table: "projet_sante_action",
            colonnes: &[
                (
                    "id objectif titre mission debut fin indicateurs budget avancement visees version motif",
                    RIEN,
                ),
                ("description partenaires", "ce qui est écrit, partenaires nommés"),
                ("responsable", "qui porte l’action"),
                ("auteur ecrite_le retiree_le", AUTEUR),
            ],
        },
        Champs {
            table: "projet_sante_piece",
            colonnes: &[("id sujet piece", RIEN), ("auteur jointe_le", AUTEUR)],
        },
    ],
};
