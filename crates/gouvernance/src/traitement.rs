//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[SEANCES, MANDATS],
    sans_personne: &[
        ("gouvernance_instance", "les instances des statuts"),
        ("gouvernance_regle", "ce que disent les statuts"),
        ("gouvernance_poids", "les voix de chaque collège"),
        ("gouvernance_seance", "les dates d’une séance"),
        ("gouvernance_point", "l’ordre du jour"),
        ("gouvernance_jointe", "quel fichier est joint à quoi"),
        ("gouvernance_scrutin", "une question, et le résultat du vote"),
        ("gouvernance_urne", "les voix d’un vote secret, ensemble et chiffrées, sans lien avec qui a voté"),
    ],
};

const SEANCES: Traitement = Traitement {
    nom: "Gouvernance\u{a0}: séances et votes",
    finalite: "Convoquer, compter le quorum et les pouvoirs, voter, prouver que les décisions sont prises selon les statuts.",
    base: "Intérêt légitime de l’association à décider selon ses statuts (RGPD, article\u{a0}6.1.f\u{a0}; loi du 1er\u{a0}juillet 1901).",
    personnes: &["Membres convoqués, présents, représentés, votants, candidats"],
    donnees: &[
        "Convocations et réponses, pouvoirs, déports et leurs motifs",
        "Qui a voté\u{a0}; ce qu’il a voté, pour les votes nominatifs seulement",
    ],
    destinataires: &[
        "Coordination, présidence, secrétariat",
        "Membres\u{a0}: décisions, résultats, votes nominatifs, motifs de déport",
        "Personne\u{a0}: le choix d’un votant dans un vote secret",
    ],
    duree: "Tant que l’instance vit\u{a0}: rien n’est effacé par le programme après une séance, sauf l’urne d’un vote secret, détruite à la clôture.",
    mesures: &[
        "Vote secret\u{a0}: seul le total est gardé, chiffré, rescellé à chaque bulletin, sans heure ni ordre",
        "Un résultat qui dirait qui a voté quoi n’est pas montré",
        "Chaque séance et chaque clôture sont au journal",
    ],
    droits: &["Accès, rectification\u{a0}: auprès du secrétariat", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Quelqu’un retrouve le choix d’un votant",
        contre: &["Aucun bulletin n’est gardé", "La liste d’émargement ne garde ni heure ni ordre"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "gouvernance_convoque",
            colonnes: &[
                ("id seance scrutin", RIEN),
                ("adherent", "membre convoqué"),
                ("par_courriel reponse", "comment, et sa réponse"),
            ],
        },
        Champs {
            table: "gouvernance_porteur",
            colonnes: &[
                ("seance maximum", RIEN),
                ("adherent recus a_donne", "membre, pouvoirs reçus, pouvoir donné"),
            ],
        },
        Champs {
            table: "gouvernance_pouvoir",
            colonnes: &[("seance", RIEN), ("mandant mandataire", "qui donne pouvoir à qui")],
        },
        Champs {
            table: "gouvernance_deport",
            colonnes: &[("point", RIEN), ("adherent motif", "qui ne prend pas part au vote, et pourquoi")],
        },
        Champs {
            table: "gouvernance_emargement",
            colonnes: &[
                ("scrutin", RIEN),
                ("electeur porteur voix", "électeur, qui porte ses voix, combien"),
                ("a_vote", "s’il a voté, sans heure"),
            ],
        },
        Champs {
            table: "gouvernance_choix",
            colonnes: &[
                ("scrutin rang sens", RIEN),
                ("libelle voix retenu", "dans une élection, nom d’un candidat, ses voix, s’il est élu"),
            ],
        },
        Champs {
            table: "gouvernance_vote",
            colonnes: &[
                ("scrutin", RIEN),
                ("electeur rang", "choix de chacun, dans un vote nominatif seulement"),
            ],
        },
    ],
};

const MANDATS: Traitement = Traitement {
    nom: "Gouvernance\u{a0}: mandats et liens d’intérêts",
    finalite: "Savoir qui exerce quelle fonction et jusqu’à quand, déclarer les dirigeants, prévenir les conflits d’intérêts.",
    base: "Obligation légale de déclarer les dirigeants (RGPD, article\u{a0}6.1.c\u{a0}; loi du 1er\u{a0}juillet 1901, article\u{a0}5)\u{a0}; intérêt légitime à prévenir \
        les conflits d’intérêts (RGPD, article\u{a0}6.1.f).",
    personnes: &["Titulaires d’une fonction, présents et passés"],
    donnees: &["Fonction, dates, liens déclarés"],
    destinataires: &[
        "Tout compte de la CPTS\u{a0}: les mandats",
        "Membres\u{a0}: les liens déclarés",
        "Préfecture\u{a0}: les dirigeants, par l’association",
    ],
    duree: "Tant que l’instance vit\u{a0}: un mandat finit à sa date, une déclaration est suivie d’une autre, rien n’est effacé par le programme.",
    mesures: &["Les liens déclarés ne sortent pas du cercle des membres", "Chaque changement est au journal"],
    droits: &["Accès, rectification\u{a0}: auprès du secrétariat", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un lien déclaré révèle la vie privée",
        contre: &[
            "La déclaration ne demande que ce qui touche aux décisions de la CPTS",
            "Elle se remplace quand elle change",
        ],
    }],
    a_completer: &["Délai de conservation des déclarations après la fin d’un mandat"],
    champs: &[
        Champs {
            table: "gouvernance_mandat",
            colonnes: &[
                ("id instance seance", RIEN),
                ("adherent fonction precision_de", "qui, quelle fonction"),
                ("du au fini_le motif", "dates, fin anticipée et motif"),
            ],
        },
        Champs {
            table: "gouvernance_interet",
            colonnes: &[("adherent le liens", "qui déclare quels liens, quel jour")],
        },
    ],
};
