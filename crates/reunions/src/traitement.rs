//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[REUNIONS, PRESENCES],
    sans_personne: &[("reunions_compteur", "le dernier numéro d’attestation de chaque année")],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const REUNIONS: Traitement = Traitement {
    nom: "Réunions\u{a0}: invitations et comptes rendus",
    finalite: "Préparer les réunions, inviter, relancer, écrire ce qui a été dit et décidé, suivre qui porte quoi.",
    base: "Intérêt légitime de la CPTS à se réunir et à rendre compte (RGPD, article\u{a0}6.1.f).",
    personnes: &["Membres", "Personnes invitées de l’extérieur, par leur nom et leur adresse"],
    donnees: &["Nom, courriel, réponse à l’invitation, décisions confiées, texte du compte rendu"],
    destinataires: &[
        "Coordination, présidence, secrétariat, responsable de la réunion",
        "Tout compte de la CPTS\u{a0}: la réunion, sa date, son compte rendu validé",
    ],
    duree: "Tant que l’instance vit\u{a0}: une invitation retirée avant la réunion est effacée, le reste ne l’est pas par le programme.",
    mesures: &[
        "Droits par rôle",
        "Lien personnel pour répondre sans compte",
        "Chaque changement est au journal",
    ],
    droits: &["Accès, rectification, opposition\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un compte rendu parle d’un patient",
        contre: &["Aucune donnée de patient n’est demandée", "Un compte rendu est relu avant d’être validé"],
    }],
    a_completer: &["Délai de conservation des adresses de personnes invitées de l’extérieur"],
    champs: &[
        Champs {
            table: "reunions_reunion",
            colonnes: &[
                ("id serie titre genre mission action theme jour debut fin minutes", RIEN),
                ("lieu commune visio ordre jauge oui sequence etat etat_le motif acte", RIEN),
                ("responsable", "membre responsable de la réunion"),
                ("auteur cree_le change_le", AUTEUR),
            ],
        },
        Champs { table: "reunions_serie", colonnes: &[("id regle", RIEN), ("auteur cree_le", AUTEUR)] },
        Champs {
            table: "reunions_invite",
            colonnes: &[
                ("id reunion", RIEN),
                ("adherent nom courriel", "membre invité, ou nom et adresse d’une personne de l’extérieur"),
                ("reponse repondu_le relance_le", "réponse, relance"),
                ("auteur invite_le", AUTEUR),
            ],
        },
        Champs {
            table: "reunions_compte_rendu",
            colonnes: &[
                ("reunion numero", RIEN),
                ("texte", "ce qui a été dit, tel qu’écrit"),
                ("auteur ecrit_le", AUTEUR),
                ("valide_par valide_le", "compte de qui l’a validé, et quand"),
            ],
        },
        Champs {
            table: "reunions_decision",
            colonnes: &[
                ("id reunion echeance fait_le", RIEN),
                ("texte porteur", "ce qui est décidé, et qui le porte"),
                ("auteur ecrite_le retiree_le", AUTEUR),
            ],
        },
    ],
};

const PRESENCES: Traitement = Traitement {
    nom: "Réunions\u{a0}: émargements et attestations",
    finalite: "Prouver qui a participé, combien de temps, pour les indemnités et pour les financeurs\u{a0}; attester l’adhésion et la \
        participation d’une année.",
    base: "Intérêt légitime à prouver l’activité financée (RGPD, article\u{a0}6.1.f\u{a0}; accord conventionnel interprofessionnel du 20\u{a0}juin 2019).",
    personnes: &["Membres présents", "Visiteurs qui signent de leur nom"],
    donnees: &["Nom, profession, heures d’arrivée et de départ, manière de signer\u{a0}; attestations"],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat, responsable de la réunion",
        "La personne elle-même",
        "ARS et assurance maladie\u{a0}: les feuilles d’émargement citées comme preuves",
        "Qui a le code d’une attestation\u{a0}: si elle est vraie",
    ],
    duree: "Tant que l’instance vit\u{a0}: une présence se corrige ou s’annule avec son motif, elle ne s’efface pas.",
    mesures: &[
        "Code affiché à la porte, qui change toutes les trente secondes",
        "Une présence par personne et par réunion",
        "Attestations numérotées, vérifiables par un code",
    ],
    droits: &[
        "Accès\u{a0}: depuis «\u{a0}Mon année\u{a0}»",
        "Rectification\u{a0}: auprès de la coordination",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Une présence est signée pour un autre",
        contre: &[
            "Le code change sans cesse, et la signature dit comment elle a été faite",
            "La coordination corrige, avec un motif",
        ],
    }],
    a_completer: &["Délai de conservation des émargements, au regard de celui du contrat"],
    champs: &[
        Champs {
            table: "reunions_presence",
            colonnes: &[
                ("id reunion acte", RIEN),
                ("adherent jour", "qui, quel jour"),
                (
                    "arrivee depart minutes a_distance comment",
                    "heures, durée, sur place ou non, comment elle est signée",
                ),
                ("annulee motif version", "correction ou annulation, et pourquoi"),
                ("auteur signee_le", AUTEUR),
            ],
        },
        Champs {
            table: "reunions_visiteur",
            colonnes: &[
                ("id reunion", RIEN),
                ("nom cle profession", "nom écrit à la porte, profession"),
                ("a_distance signe_le retire_le", "sur place ou non, quand, retrait"),
                ("rattache", "présence du membre que c’était"),
            ],
        },
        Champs {
            table: "reunions_attestation",
            colonnes: &[
                ("id code numero empreinte", RIEN),
                ("adherent annee faits", "à qui, pour quelle année, ce qui est attesté"),
                ("emise_par emise_le retiree_le motif", "qui l’a émise, quand, retrait et motif"),
            ],
        },
    ],
};
