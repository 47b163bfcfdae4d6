//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[ENQUETES],
    sans_personne: &[
        ("enquete_enquete", "le texte et les dates d’une enquête"),
        ("enquete_question", "ses questions"),
        ("enquete_formulaire", "des empreintes d’envois, pour ne compter chacun qu’une fois"),
    ],
};

const ENQUETES: Traitement = Traitement {
    nom: "Enquêtes",
    finalite: "Demander leur avis aux professionnels, aux habitants, aux partenaires, et en tirer des nombres.",
    base: "Consentement, donné en répondant (RGPD, article\u{a0}6.1.a)\u{a0}; intérêt légitime pour l’invitation (RGPD, article\u{a0}6.1.f).",
    personnes: &["Personnes invitées", "Personnes qui répondent"],
    donnees: &[
        "Nom et adresse des personnes invitées",
        "Réponses, avec un nom quand l’enquête n’est pas anonyme",
    ],
    destinataires: &[
        "Coordination, présidence, secrétariat\u{a0}: invitations, réponses nominatives",
        "Membres et référents\u{a0}: des nombres, masqués quand ils sont petits",
    ],
    duree: "Nom et adresse des personnes invitées\u{a0}: effacés 30\u{a0}jours après la fin de l’enquête\u{a0}; le numéro de compte d’un membre invité reste. Les réponses nominatives et leur nom restent\u{a0}: rien ne \
        les efface, sauf à supprimer le brouillon. Les réponses anonymes n’ont pas de lien avec une personne.",
    mesures: &[
        "Enquête anonyme\u{a0}: les bulletins sont gardés ensemble, sans date ni ordre, sans lien avec l’invitation",
        "Les petits nombres sont masqués",
    ],
    droits: &[
        "Changer sa réponse jusqu’à la fin de l’enquête\u{a0}: par son lien",
        "Accès, effacement d’une réponse nominative\u{a0}: auprès de la CPTS",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Quelqu’un est reconnu dans une réponse anonyme",
        contre: &[
            "Les petits nombres sont masqués",
            "Les réponses d’une enquête anonyme ne sont lues qu’ensemble",
        ],
    }],
    a_completer: &["Délai de conservation des réponses nominatives"],
    champs: &[
        Champs {
            table: "enquete_invitation",
            colonnes: &[
                ("enquete id canal", RIEN),
                ("personne nom adresse", "qui est invité, à quelle adresse"),
                ("relances repondue_le", "relances, jour de la réponse"),
            ],
        },
        Champs {
            table: "enquete_reponse",
            colonnes: &[
                ("enquete id revision", RIEN),
                ("invitation nom", "qui répond, dans une enquête nominative"),
                ("bulletin", "ses réponses"),
                ("recue_le modifiee_le", "quand"),
            ],
        },
        Champs {
            table: "enquete_urne",
            colonnes: &[
                ("enquete", RIEN),
                ("bulletins", "réponses anonymes, ensemble\u{a0}; un texte libre peut nommer quelqu’un"),
            ],
        },
    ],
};
