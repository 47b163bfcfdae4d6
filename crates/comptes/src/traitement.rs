//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[COMPTES, CONNEXION],
    sans_personne: &[
        ("comptes_cpts", "nom et adresse d’associations"),
        ("comptes_effectif", "un nombre de membres par CPTS"),
    ],
};

const COMPTES: Traitement = Traitement {
    nom: "Comptes et rôles",
    finalite: "Donner à chacun un accès à son nom, avec les droits de son rôle dans chaque CPTS, et savoir à qui écrire.",
    base: "Intérêt légitime de la CPTS à un accès nominatif à ses outils (RGPD, article\u{a0}6.1.f)\u{a0}; sécurité du traitement \
        (RGPD, article\u{a0}32).",
    personnes: &[
        "Membres de la CPTS, salariés, partenaires, référents d’institutions, élus, usagers qui ont un compte",
    ],
    donnees: &["Identité, contact, profession, commune, rôles, état de l’accès"],
    destinataires: &[
        "La personne elle-même, depuis son compte",
        "Coordination, présidence, trésorerie, secrétariat\u{a0}: la liste des membres de leur CPTS",
        "Administration de la plateforme\u{a0}: pour ouvrir et fermer un accès",
    ],
    duree: "Tant que l’instance vit\u{a0}: un accès se suspend, un compte se ferme, rien n’est effacé par le programme. La CPTS fixe un \
        délai après le départ et demande l’effacement à l’administration de la plateforme.",
    mesures: &["Droits par rôle, CPTS séparées", "Chaque changement de rôle ou d’accès est au journal"],
    droits: &[
        "Accès et rectification\u{a0}: depuis son compte ou auprès de la CPTS",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Quelqu’un garde un accès après son départ",
        contre: &["La suspension prend effet au prochain clic", "Les invitations sans réponse sont listées"],
    }],
    a_completer: &["Délai après lequel un compte qui ne sert plus est fermé, et les données effacées"],
    champs: &[
        Champs {
            table: "comptes_personne",
            colonnes: &[
                ("id", "numéro interne de la personne"),
                ("courriel", "adresse électronique, qui identifie le compte"),
                ("nom prenom", "nom et prénom"),
                ("mot_de_passe", "empreinte Argon2id du mot de passe, jamais le mot de passe"),
                (
                    "totp totp_attente totp_pas",
                    "second facteur\u{a0}: clé chiffrée, clé en attente, dernier code servi",
                ),
                ("creee_le desactivee_le", "création et fermeture du compte"),
            ],
        },
        Champs {
            table: "comptes_appartenance",
            colonnes: &[
                ("personne", "numéro interne de la personne"),
                ("nom prenom cle_tri", "nom et prénom, et leur forme de tri"),
                ("courriel telephone", "contact"),
                ("profession commune", "profession et commune d’exercice"),
                ("roles etat depuis", "rôles dans la CPTS, état de l’accès, depuis quand"),
            ],
        },
        Champs {
            table: "comptes_code_secours",
            colonnes: &[
                ("personne", "numéro interne de la personne"),
                ("empreinte utilise_le", "empreinte à clé d’un code de secours, quand il a servi"),
            ],
        },
    ],
};

const CONNEXION: Traitement = Traitement {
    nom: "Connexion, sessions et liens personnels",
    finalite: "Reconnaître qui se connecte ou suit un lien reçu, laisser chacun fermer ses sessions, freiner qui essaie des mots de \
        passe.",
    base: "Sécurité du traitement (RGPD, articles\u{a0}6.1.f et\u{a0}32)\u{a0}; CNIL, délibération 2022-100 (mots de passe).",
    personnes: &[
        "Qui a un compte",
        "Qui reçoit un lien personnel, même sans compte",
        "Qui essaie de se connecter",
    ],
    donnees: &[
        "Moments, adresse IP et navigateur des sessions ouvertes",
        "Empreintes de liens et de tentatives",
    ],
    destinataires: &[
        "La personne elle-même\u{a0}: ses sessions",
        "Personne d’autre\u{a0}: aucune page ne montre ces tables",
    ],
    duree: "Une session finit après 12\u{a0}heures sans activité, 30\u{a0}jours au plus\u{a0}; un lien de connexion à son terme\u{a0}; un lien personnel 90\u{a0}jours \
        après son terme\u{a0}; un compteur de tentatives à la fin de sa fenêtre. Ce qui est fini est effacé chaque jour.",
    mesures: &[
        "Les jetons ne sont pas gardés, seulement leur empreinte SHA-256\u{a0}: lire la base n’ouvre pas de session",
        "Adresses et réseaux des tentatives sous empreinte à clé",
        "Un seul témoin de connexion (cookie), nécessaire au service",
    ],
    droits: &[
        "Accès et effacement de ses sessions\u{a0}: depuis son compte",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Quelqu’un prend la session ou le lien d’un autre",
        contre: &[
            "Jetons tirés au hasard, à usage unique pour les liens de connexion",
            "Second facteur possible",
            "Un lien personnel n’ouvre ni le compte ni une donnée de patient",
        ],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "comptes_session",
            colonnes: &[
                ("id personne empreinte", "numéros internes, empreinte du jeton"),
                ("moyen", "mot de passe ou lien"),
                ("creee_le vue_le expire_le", "ouverture, dernière activité à cinq minutes près, terme"),
                ("ip agent", "adresse IP et navigateur"),
            ],
        },
        Champs {
            table: "comptes_lien",
            colonnes: &[
                ("personne empreinte", "numéro interne de la personne, empreinte du jeton"),
                ("usage moyen", "à quoi sert le lien"),
                ("cree_le expire_le utilise_le", "quand il a été demandé, son terme, quand il a servi"),
            ],
        },
        Champs {
            table: "comptes_lien_direct",
            colonnes: &[
                ("id empreinte", "numéro interne, empreinte du jeton"),
                ("usage sujet", "à quoi sert le lien, et pour quelle ligne"),
                ("vers", "à qui il est parti, en indice («\u{a0}c…@exemple.fr\u{a0}»)"),
                (
                    "cree_le expire_le suivi_le utilise_le revoque_le",
                    "envoi, terme, ouverture, usage, retrait",
                ),
            ],
        },
        Champs {
            table: "comptes_tentative",
            colonnes: &[
                ("cle", "empreinte à clé d’une adresse électronique ou d’un réseau"),
                ("nombre serie fin", "essais comptés, et jusqu’à quand"),
            ],
        },
    ],
};
