//! What this room does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[DEMANDES];

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: TRAITEMENTS,
    sans_personne: &[
        ("snp_bilan", "ce qui se compte d’une demande effacée, sans lien avec elle"),
        (
            "snp_affluence",
            "nombre d’appels par jour, par deux heures et par profession, sans motif, âge ni commune",
        ),
    ],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const DEMANDES: Traitement = Traitement {
    nom: "Soins non programmés\u{a0}: demandes des patients",
    finalite: "Trouver à qui appelle une place le jour même ou dans les 24\u{a0}heures, ou transmettre au 15.",
    base: "Mission d’accès aux soins de l’accord conventionnel interprofessionnel, intérêt légitime de la CPTS (RGPD, article \
        6.1.f)\u{a0}; prise en charge sanitaire (article 9.2.h).",
    personnes: &[
        "Patients qui demandent un soin non programmé",
        "Professionnels à qui une demande est proposée",
    ],
    donnees: &[
        "Nom et téléphone, chiffrés sous une clé par demande",
        "Situation\u{a0}: motif, âge, commune, mobilité, médecin traitant, signes d’alarme",
        "Suivi\u{a0}: où en est la demande, réponses, rendez-vous, issue, ce qui a été dit au 15",
        "Pas de numéro de sécurité sociale, pas de dossier médical",
    ],
    destinataires: &[
        "Opérateurs de la CPTS\u{a0}: la situation\u{a0}; l’identité une par une, avec un motif",
        "Membres, ARS, assurance maladie\u{a0}: des nombres, jamais de personnes",
    ],
    duree: "Jusqu’à la fin de la demande, puis le délai réglé par la CPTS (30\u{a0}jours proposés\u{a0}: un choix de ce logiciel, \
        aucun texte ne le fixe)\u{a0}; ensuite la clé, les empreintes et la demande sont détruites, il reste un compte sans lien.",
    mesures: &[
        "Situation et transmission chiffrées sous des clés de la CPTS (XChaCha20-Poly1305)",
        "Identité chiffrée sous une clé par demande, absente des sauvegardes\u{a0}: détruire la clé efface partout",
        "Appelant reconnu par une empreinte à clé de son numéro, sans lire le numéro",
        "Chaque lecture d’une identité est au journal, avec qui et pourquoi",
    ],
    droits: &["Accès, rectification, effacement\u{a0}: auprès de la CPTS"],
    risques: &[Risque {
        quoi: "Quelqu’un apprend qu’une personne a demandé un soin, et pour quoi",
        contre: &["Tout ce qui la concerne est chiffré", "Une lecture sans motif est refusée"],
    }],
    a_completer: &["Durée de conservation décidée par le bureau"],
    champs: &[
        Champs { table: "snp_reglage", colonnes: &[("contenu", RIEN), ("auteur ecrit_le", AUTEUR)] },
        Champs {
            table: "snp_guide",
            colonnes: &[("version contenu note", RIEN), ("auteur ecrit_le", AUTEUR)],
        },
        Champs {
            table: "snp_demande",
            colonnes: &[
                ("id", RIEN),
                ("origine", "qui fait la demande\u{a0}: la personne, le SAS, un professionnel"),
                ("situation", "motif, âge, commune, mobilité, médecin traitant, signes d’alarme, chiffrés"),
                ("phase recue_le echeance trouvee_le clos_le", "où en est la demande, depuis quand"),
                ("jusqu_a effecteur rdv", "à qui elle est proposée, le rendez-vous pris"),
                ("alerte_le escalade_le", "quand son retard a été signalé"),
                ("auteur change_le", AUTEUR),
            ],
        },
        Champs {
            table: "snp_identite",
            colonnes: &[
                ("demande", RIEN),
                ("scelle", "nom et téléphone, chiffrés sous une clé par demande"),
                (
                    "cle_personne",
                    "cette clé, elle-même chiffrée\u{a0}; la détruire efface, des sauvegardes aussi",
                ),
            ],
        },
        Champs {
            table: "snp_empreinte",
            colonnes: &[("demande", RIEN), ("valeur", "empreinte à clé du numéro de téléphone")],
        },
        Champs {
            table: "snp_transmission",
            colonnes: &[
                ("demande", RIEN),
                ("contenu", "signes d’alarme et ce qui a été dit au 15, chiffrés"),
                ("auteur le", AUTEUR),
            ],
        },
        Champs {
            table: "snp_sollicitation",
            colonnes: &[
                ("id demande", RIEN),
                ("effecteur", "à quel professionnel la demande est proposée, sans nom de patient"),
                ("envoyee_le expire_le reponse repondue_le", "quand, et ce qu’il répond"),
            ],
        },
        Champs {
            table: "snp_aubaine",
            colonnes: &[("creneau demande le", "une place libérée, proposée pour une demande")],
        },
        Champs {
            table: "snp_message",
            colonnes: &[("rdv quoi le", "quand un rendez-vous a été annoncé, sans à qui")],
        },
        Champs {
            table: "snp_etape",
            colonnes: &[
                ("id acte", RIEN),
                ("demande quoi le", "soin donné ou transmission, comptés au registre"),
            ],
        },
    ],
};
