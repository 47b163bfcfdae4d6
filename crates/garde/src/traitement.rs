//! What this room does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[GARDES];

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: TRAITEMENTS,
    sans_personne: &[(
        "garde_demi_journee",
        "les demi-journées à couvrir\u{a0}: quand, combien de personnes",
    )],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const GARDES: Traitement = Traitement {
    nom: "Planning des gardes de soins non programmés",
    finalite: "Répartir les gardes d’un centre de soins non programmés ou de la régulation entre ceux qui le veulent, avec \
        équité, et indemniser ce qui est assuré.",
    base: "Intérêt légitime de la CPTS et de ses membres (RGPD, article 6.1.f)\u{a0}; mission d’accès aux soins de l’accord \
        conventionnel interprofessionnel.",
    personnes: &["Professionnels qui prennent des gardes"],
    donnees: &[
        "Qui participe, ses limites et ses compétences",
        "Ses vœux par demi-journée, ses gardes, ses échanges",
        "Les gardes assurées ou non, leur durée, les créneaux gardés",
    ],
    destinataires: &[
        "Coordination et secrétariat\u{a0}: tout",
        "Membres de la CPTS\u{a0}: qui est de garde et quand, jamais les vœux des autres",
    ],
    duree: "Trois ans après la garde, pour l’équité entre les personnes et les comptes de la mission.",
    mesures: &[
        "Droits par rôle\u{a0}: chacun dit ses vœux et échange ses gardes, le bureau celles de tous",
        "Lien personnel qui expire deux mois après le planning",
        "Chaque changement est au journal",
    ],
    droits: &[
        "Accès, rectification, retrait\u{a0}: depuis son compte, son lien, ou auprès de la coordination",
    ],
    risques: &[Risque {
        quoi: "Quelqu’un lit les vœux ou les absences d’un autre",
        contre: &["Les vœux ne sont montrés qu’à la personne et à la coordination"],
    }],
    a_completer: &["Durée de conservation décidée par le bureau"],
    champs: &[
        Champs {
            table: "garde_planning",
            colonnes: &[
                ("id nom lieu du au par_semaine fin_de_semaine compte_depuis etat revision cout borne", RIEN),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "garde_participant",
            colonnes: &[
                ("id planning", RIEN),
                ("effecteur", "qui participe"),
                ("par_semaine au_plus competences", "ce qu’on peut lui demander"),
                ("retire_le", "quand il ne participe plus"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "garde_voeu",
            colonnes: &[
                ("demi_journee", RIEN),
                ("participant avis", "ce que quelqu’un souhaite ou ne peut pas"),
                ("ecrit_le", "quand il l’a dit"),
            ],
        },
        Champs {
            table: "garde_affectation",
            colonnes: &[
                ("demi_journee fixe", RIEN),
                ("participant effecteur debut fin", "quand quelqu’un est de garde"),
                ("origine", "comment il l’est devenu"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "garde_constat",
            colonnes: &[
                ("demi_journee source acte", RIEN),
                ("participant assuree minutes", "si la garde a été assurée, combien de temps"),
                ("gardes inutilises", "créneaux gardés pour des patients, et ceux que personne n’a pris"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "garde_echange",
            colonnes: &[
                ("id planning donne contre", RIEN),
                ("de a", "qui donne une garde, à qui"),
                ("motif etat", "pourquoi, et où en est l’échange"),
                ("auteur ecrit_le change_le", AUTEUR),
            ],
        },
    ],
};
