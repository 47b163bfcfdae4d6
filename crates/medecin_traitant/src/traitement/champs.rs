//! The tables of this room, field by field.

use kernel::{Champs, RIEN};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

/// What is kept of patients.
pub(super) const PATIENTS: &[Champs] = &[
    Champs {
        table: "medecin_traitant_demande",
        colonnes: &[
            ("id foyer campagne regle", RIEN),
            ("origine", "qui fait la demande\u{a0}: la personne, un proche, un professionnel, une liste"),
            (
                "situation",
                "âge, commune, critères de santé et sociaux, mobilité, langue, chiffrés sous la clé de la CPTS",
            ),
            ("points", "priorité calculée par la règle publique"),
            (
                "etat recue_le cherche_depuis clos_le cloture",
                "où en est la demande, depuis quand, comment elle finit",
            ),
            ("medecin accepte_le rendez_vous", "médecin qui accepte, rendez-vous"),
            ("preuve preuve_le", "qui confirme la déclaration"),
            ("relance_le relances", "relances"),
            ("auteur change_le", AUTEUR),
        ],
    },
    Champs {
        table: "medecin_traitant_identite",
        colonnes: &[
            ("demande", RIEN),
            ("scelle", "nom, prénom, date de naissance, contact, chiffrés sous une clé par personne"),
            (
                "cle_personne",
                "cette clé, elle-même chiffrée\u{a0}; la détruire efface, des sauvegardes aussi",
            ),
        ],
    },
    Champs {
        table: "medecin_traitant_empreinte",
        colonnes: &[
            ("demande", RIEN),
            ("sorte valeur", "empreintes à clé du nom, de la naissance, du contact, du code de suivi"),
        ],
    },
    Champs {
        table: "medecin_traitant_doublon",
        colonnes: &[
            ("demande autre raisons", "deux demandes qui se ressemblent, et par quoi"),
            ("decision decide_par decide_le", "ce qui est décidé, par quel compte, quand"),
        ],
    },
    Champs {
        table: "medecin_traitant_proposition",
        colonnes: &[
            ("id", RIEN),
            ("foyer medecin", "quel foyer est proposé à quel médecin, sans nom"),
            ("personnes metres", "combien de personnes, à quelle distance"),
            ("etat prete_le envoyee_le expire_le repondue_le revenir_le", "envoi, réponse, quand revenir"),
            ("par motif", "comment le médecin répond, son motif s’il en donne un"),
            ("auteur", "compte de qui répond"),
        ],
    },
    Champs {
        table: "medecin_traitant_etape",
        colonnes: &[("id acte", RIEN), ("demande quoi le", "étapes d’une demande, et leur jour")],
    },
    Champs {
        table: "medecin_traitant_courrier",
        colonnes: &[
            ("id", RIEN),
            ("demande sorte quoi", "lettre ou appel à faire, et pour dire quoi"),
            ("voulu_le fait_le auteur", "quand, et par quel compte"),
        ],
    },
];

/// What is kept of doctors, and of those who work in the room.
pub(super) const MEDECINS: &[Champs] = &[
    Champs {
        table: "medecin_traitant_medecin",
        colonnes: &[
            ("id adherent compte", "numéro interne, membre, compte"),
            ("nom cle commune adresse telephone courriel", "nom, lieu d’exercice, contact professionnel"),
            ("places prises quand a_partir", "places déclarées et prises, à partir de quand"),
            ("age_min age_max communes visites langues", "limites et langues"),
            ("rythme jours heure pause_du pause_au", "quand écrire, pauses"),
            (
                "depart_le declare_le envoye_le retire_le",
                "départ, dernière déclaration, dernier envoi, retrait",
            ),
            ("auteur ecrit_le", AUTEUR),
        ],
    },
    Champs {
        table: "medecin_traitant_campagne",
        colonnes: &[
            ("id", RIEN),
            ("medecin nom depart_le", "médecin qui s’arrête, et quand"),
            ("auteur ecrit_le", AUTEUR),
        ],
    },
    Champs {
        table: "medecin_traitant_code",
        colonnes: &[
            ("medecin empreinte", "médecin, empreinte à clé du code qui lui est envoyé"),
            ("envoye_le expire_le essais jour envois", "envoi, terme, essais"),
        ],
    },
    Champs {
        table: "medecin_traitant_rappel",
        colonnes: &[("medecin le rappels", "quand ses places lui ont été redemandées")],
    },
    Champs { table: "medecin_traitant_reglage", colonnes: &[("contenu", RIEN), ("auteur ecrit_le", AUTEUR)] },
    Champs {
        table: "medecin_traitant_regle",
        colonnes: &[("version contenu note", RIEN), ("auteur ecrit_le", AUTEUR)],
    },
];
