//! What this room does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[PLATEFORME, REGULATEURS];

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre { traitements: TRAITEMENTS, sans_personne: &[] };

const PLATEFORME: Traitement = Traitement {
    nom: "Créneaux lus par la plateforme nationale du SAS",
    finalite: "Montrer aux régulateurs du service d’accès aux soins les créneaux encore libres que des professionnels leur ouvrent.",
    base: "Mission d’intérêt public (RGPD, article 6.1.e) du service d’accès aux soins (CSP, article L. 6311-3)\u{a0}; le professionnel choisit qui voit chaque créneau.",
    personnes: &["Professionnels qui ouvrent leurs créneaux au SAS"],
    donnees: &["Nom, numéro RPPS, lieu d’exercice et son téléphone, créneaux libres", "Aucun patient"],
    destinataires: &[
        "Plateforme nationale du SAS (Agence du numérique en santé), authentifiée par certificat",
    ],
    duree: "Rien n’est gardé ici\u{a0}: la réponse est faite à chaque demande. Un créneau pris ou retiré n’y est plus.",
    mesures: &[
        "Certificat client vérifié, nom et unité comparés",
        "La CPTS ouvre ou ferme l’échange\u{a0}; un créneau dont la visibilité ne le permet pas ne part pas",
    ],
    droits: &["Changer la visibilité de ses créneaux, ou les retirer\u{a0}: depuis son compte"],
    risques: &[Risque {
        quoi: "Quelqu’un d’autre que la plateforme lit les créneaux",
        contre: &["Sans certificat reconnu, rien n’est répondu", "Ce qui est lu ne dit rien d’un patient"],
    }],
    a_completer: &["Date de la convention avec le SAS"],
    champs: &[Champs {
        table: "sas_reglage",
        colonnes: &[
            ("ouvert finess", RIEN),
            ("telephone", "où la CPTS répond"),
            ("auteur ecrit_le", "compte de qui l’a écrit, et quand"),
        ],
    }],
};

const REGULATEURS: Traitement = Traitement {
    nom: "Comptes et rendez-vous des régulateurs du SAS",
    finalite: "Laisser les régulateurs du service d’accès aux soins prendre une place pour un patient, et dire à la plateforme nationale ce \
        que devient le rendez-vous.",
    base: "Mission d’intérêt public (RGPD, article 6.1.e) du service d’accès aux soins (CSP, article L. 6311-3).",
    personnes: &["Régulateurs du SAS", "Professionnels chez qui un rendez-vous est pris"],
    donnees: &[
        "Nom, prénom, adresse électronique, identifiant national ou identifiant de la plateforme du régulateur",
        "Professionnel, heures et état du rendez-vous",
        "Aucun patient\u{a0}: la plateforme n’en dit rien, et rien n’est demandé",
    ],
    destinataires: &[
        "Plateforme nationale du SAS (Agence du numérique en santé), authentifiée par certificat",
        "La CPTS chez qui le rendez-vous est pris\u{a0}: qu’un régulateur l’a pris, sans son nom",
    ],
    duree: "Le compte, tant que la plateforme le tient ouvert, puis trois ans\u{a0}; les rendez-vous, trois ans après leur date.",
    mesures: &[
        "La plateforme seule ouvre, change et ferme un compte, par certificat",
        "Un régulateur ne voit que les créneaux ouverts au SAS, et seulement en venant de la plateforme",
        "Chaque changement est au journal",
    ],
    droits: &["Accès et rectification\u{a0}: auprès du SAS, qui renvoie la fiche corrigée"],
    risques: &[Risque {
        quoi: "Quelqu’un prend des places sous le nom d’un régulateur",
        contre: &[
            "La connexion passe par un lien envoyé à l’adresse que la plateforme a donnée",
            "Un compte fermé perd ses droits à la demande suivante",
        ],
    }],
    a_completer: &["Date de la convention avec le SAS"],
    champs: &[
        Champs {
            table: "sas_regulateur",
            colonnes: &[
                ("id actif marque", RIEN),
                ("personne courriel", "le compte et l’adresse du régulateur"),
                ("nom prenom", "qui il est"),
                ("systeme national technique", "ses identifiants, et qui les donne"),
                ("change_le", "quand la plateforme l’a changé"),
            ],
        },
        Champs {
            table: "sas_annonce",
            colonnes: &[
                ("systeme valeur chez rdv marque dit change_le", RIEN),
                (
                    "sorte operateur_systeme operateur",
                    "l’identifiant du régulateur qui a pris le rendez-vous",
                ),
                ("professionnel", "l’identifiant national du professionnel"),
                ("debut fin statut", "les heures du rendez-vous, et ce qu’il devient"),
            ],
        },
    ],
};
