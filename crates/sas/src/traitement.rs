//! What this room does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[PLATEFORME];

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
