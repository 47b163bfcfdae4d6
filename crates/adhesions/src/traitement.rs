//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[MEMBRES, COTISATIONS],
    sans_personne: &[("adhesions_reglage", "comment payer la cotisation, dans les mots de la CPTS")],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const MEMBRES: Traitement = Traitement {
    nom: "Adhésions\u{a0}: registre des membres de l’association",
    finalite: "Recevoir les demandes d’adhésion, tenir le registre des membres et de leurs collèges, garder qui a accepté quel texte.",
    base: "Intérêt légitime de l’association à tenir le registre de ses membres (RGPD, article\u{a0}6.1.f\u{a0}; loi du 1er\u{a0}juillet 1901)\u{a0}; mesures \
        demandées par la personne pour les demandes (RGPD, article\u{a0}6.1.b).",
    personnes: &[
        "Membres, anciens membres, personnes qui ont demandé à l’être",
        "Représentants des organisations membres et des employeurs",
    ],
    donnees: &[
        "Identité, contact, profession et mode d’exercice, numéros RPPS, FINESS et SIRET, collège, employeur, textes acceptés",
    ],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat",
        "La personne elle-même",
        "Autres membres et institutions\u{a0}: des nombres, et les noms qui figurent sur une convocation ou une attestation",
    ],
    duree: "Tant que l’instance vit\u{a0}: un départ ou un refus est daté, rien n’est effacé par le programme. La CPTS fixe le délai après le \
        départ et après un refus.",
    mesures: &[
        "Droits par rôle",
        "Chaque changement est au journal",
        "Une demande en ligne n’apprend pas si l’adresse est connue",
    ],
    droits: &[
        "Accès et rectification\u{a0}: depuis sa fiche ou auprès du secrétariat",
        "Opposition et effacement après le départ\u{a0}: auprès de la CPTS",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "La liste des membres sort de l’association",
        contre: &["Quatre rôles la lisent", "Les exports sont au journal"],
    }],
    a_completer: &["Délai de conservation après un départ, après un refus"],
    champs: &[
        Champs {
            table: "adhesions_adherent",
            colonnes: &[
                ("id compte", "numéro interne, compte de la personne quand elle en a un"),
                ("nature nom prenom cle representant", "personne ou organisation, nom, prénom, représentant"),
                ("courriel telephone commune", "contact et commune"),
                ("idnps finess siret", "numéros RPPS, FINESS, SIRET"),
                ("professions mode conventionne", "professions, mode d’exercice, conventionnement"),
                ("employeur employeur_nom", "employeur"),
                ("college", "collège"),
                ("message", "mot écrit avec la demande"),
                (
                    "etat demande_le depuis fin_le motif",
                    "demande, adhésion, départ ou refus, leurs dates et leur motif",
                ),
                ("decide_par", "compte de qui a décidé"),
                ("auteur ecrit_le", AUTEUR),
                ("textes_rappeles_le", "dernier rappel des textes à accepter"),
                ("en_double", "empreinte d’une demande qui ressemble à une autre"),
            ],
        },
        Champs {
            table: "adhesions_acceptation",
            colonnes: &[
                ("adherent texte", "qui a accepté quel texte"),
                ("le comment", "quand et comment"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "adhesions_convention",
            colonnes: &[
                ("id", RIEN),
                ("employeur", "employeur membre, qui peut être une personne"),
                ("du au verse_a note piece", "durée, à qui l’indemnité est versée, note, fichier"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "adhesions_college",
            colonnes: &[("id nom cle ordre pour ferme_le", RIEN), ("auteur ecrit_le", AUTEUR)],
        },
        Champs {
            table: "adhesions_texte",
            colonnes: &[
                ("id genre version titre contenu piece en_vigueur_du a_accepter", RIEN),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
    ],
};

const COTISATIONS: Traitement = Traitement {
    nom: "Adhésions\u{a0}: cotisations",
    finalite: "Appeler les cotisations, noter ce qui est payé, relancer.",
    base: "Exécution de l’adhésion (RGPD, article\u{a0}6.1.b)\u{a0}; obligations comptables et fiscales (RGPD, article\u{a0}6.1.c\u{a0}; livre des procédures \
        fiscales, article L.\u{a0}102\u{a0}B).",
    personnes: &["Membres et anciens membres"],
    donnees: &["Montant dû, payé, offert, moyen et référence du paiement"],
    destinataires: &[
        "Coordination, trésorerie, secrétariat, présidence",
        "Comptable de l’association",
        "La personne elle-même",
    ],
    duree: "Tant que l’instance vit\u{a0}: rien n’est effacé par le programme. La loi demande six ans au moins.",
    mesures: &[
        "Droits par rôle",
        "Un paiement s’annule, il ne s’efface pas",
        "Chaque changement est au journal",
    ],
    droits: &[
        "Accès\u{a0}: depuis sa fiche",
        "Rectification\u{a0}: auprès de la trésorerie",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Un retard de cotisation est connu d’autres membres",
        contre: &["Les autres membres ne lisent pas les cotisations"],
    }],
    a_completer: &["Délai de conservation au-delà de l’obligation comptable"],
    champs: &[
        Champs {
            table: "adhesions_cotisation",
            colonnes: &[
                ("adherent annee cents", "qui doit combien, pour quelle année"),
                ("appelee_le relancee_le", "appel et relance"),
                ("tarif", RIEN),
                ("offerte", "pourquoi elle est offerte"),
                ("auteur", "compte de qui l’a appelée"),
            ],
        },
        Champs {
            table: "adhesions_paiement",
            colonnes: &[
                ("id", RIEN),
                ("adherent annee cents jour", "qui a payé combien, quand, pour quelle année"),
                (
                    "moyen reference cle",
                    "moyen, référence, clé contre les doublons (elle peut contenir l’adresse du payeur)",
                ),
                ("auteur ecrit_le annule_le", AUTEUR),
            ],
        },
        Champs {
            table: "adhesions_tarif",
            colonnes: &[
                ("id annee college profession pour cents source", RIEN),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
    ],
};
