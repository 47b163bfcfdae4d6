//! What this room does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[CRENEAUX];

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: TRAITEMENTS,
    sans_personne: &[("rendez_vous_place", "les places d’un créneau, et quel rendez-vous tient chacune")],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const CRENEAUX: Traitement = Traitement {
    nom: "Créneaux de soins et rendez-vous",
    finalite: "Savoir qui donne des soins, où et quand, et donner chaque place à un patient et un seul.",
    base: "Intérêt légitime de la CPTS et de ses membres (RGPD, article 6.1.f)\u{a0}; mission d’accès aux soins de l’accord \
        conventionnel interprofessionnel.",
    personnes: &["Professionnels qui proposent des créneaux"],
    donnees: &[
        "Nom, profession, spécialité, numéro RPPS, lieu d’exercice, téléphone et courriel professionnels",
        "Créneaux proposés, pris, retirés, et leur motif",
        "Aucun patient\u{a0}: un rendez-vous renvoie à une demande, gardée ailleurs",
    ],
    destinataires: &[
        "Coordination, secrétariat, opérateurs de soins non programmés, membres",
        "Selon la visibilité choisie\u{a0}: plateforme nationale du SAS, public",
    ],
    duree: "Trois ans après le créneau, pour les comptes de la mission et l’indemnisation.",
    mesures: &[
        "Droits par rôle\u{a0}: chacun propose ses créneaux, le bureau ceux de tous",
        "Une place est une ligne de la base, tenue par un rendez-vous au plus",
        "Chaque changement est au journal",
    ],
    droits: &["Accès, rectification, retrait\u{a0}: depuis son compte ou auprès de la coordination"],
    risques: &[Risque {
        quoi: "Quelqu’un rapproche un rendez-vous d’un patient",
        contre: &["Rien ici ne dit qui est le patient", "La demande est chiffrée, dans une autre salle"],
    }],
    a_completer: &["Durée de conservation décidée par le bureau"],
    champs: &[
        Champs {
            table: "rendez_vous_lieu",
            colonnes: &[
                ("id sorte cle commune code_postal finess retire_le", RIEN),
                ("nom adresse telephone", "le cabinet de quelqu’un\u{a0}: son nom, où il est, son téléphone"),
                ("horaires acces", "quand et comment y venir"),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "rendez_vous_effecteur",
            colonnes: &[
                ("id lieu cle", RIEN),
                ("adherent compte", "l’adhésion et le compte de la personne"),
                ("rpps nom profession specialite", "qui donne les soins"),
                ("telephone courriel", "comment le joindre"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "rendez_vous_serie",
            colonnes: &[
                ("id", RIEN),
                (
                    "effecteur regle",
                    "les heures auxquelles quelqu’un propose des soins, semaine après semaine",
                ),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "rendez_vous_creneau",
            colonnes: &[
                ("id lieu serie", RIEN),
                ("effecteur debut fin", "quand quelqu’un donne des soins"),
                ("places visibilite modalite soins note", "combien de patients, lesquels, vus par qui"),
                ("source externe", "d’où vient le créneau, son nom dans l’agenda du professionnel"),
                ("auteur ecrit_le change_le", AUTEUR),
                ("retire_le motif", "quand il est retiré, et pourquoi"),
            ],
        },
        Champs {
            table: "rendez_vous_rdv",
            colonnes: &[
                ("id cle creneau", RIEN),
                ("demande", "la demande à laquelle il répond, gardée ailleurs"),
                ("origine etat motif", "qui l’a demandé, ce qu’il est devenu, pourquoi"),
                ("auteur pris_le change_le", AUTEUR),
            ],
        },
    ],
};
