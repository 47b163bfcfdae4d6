//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[DIAGNOSTIC],
    sans_personne: &[
        ("diagnostic_seance", "les dates d’une séance"),
        ("diagnostic_seance_besoin", "les besoins d’une séance, et leurs points ensemble"),
    ],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const DIAGNOSTIC: Traitement = Traitement {
    nom: "Diagnostic\u{a0}: besoins, signalements, séances",
    finalite: "Écrire ensemble les besoins du territoire, les prouver, les classer.",
    base: "Intérêt légitime de la CPTS à connaître son territoire (RGPD, article\u{a0}6.1.f).",
    personnes: &["Membres, partenaires, élus, référents qui écrivent ou classent"],
    donnees: &["Ce que chacun écrit, les points qu’il donne"],
    destinataires: &[
        "Tout compte de la CPTS qui lit le diagnostic",
        "Points de chacun\u{a0}: qui a pris part à la séance",
    ],
    duree: "Tant que l’instance vit\u{a0}: ce qui est retiré n’est plus montré mais reste\u{a0}; rien n’est effacé par le programme, sauf les points qu’une personne \
        donne à nouveau.",
    mesures: &["Droits par rôle", "Chaque changement est au journal"],
    droits: &["Accès, rectification\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un besoin ou un signalement nomme un habitant",
        contre: &["Ils parlent d’une commune ou d’un public", "L’animateur peut les retirer"],
    }],
    a_completer: &[],
    champs: &[
        Champs {
            table: "diagnostic_besoin",
            colonnes: &[
                ("id public origine communes motif fondu_dans", RIEN),
                ("titre description", "ce qui est écrit"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "diagnostic_preuve",
            colonnes: &[
                ("id besoin nature reference libelle valeur source", RIEN),
                ("auteur ajoutee_le retiree_le", AUTEUR),
            ],
        },
        Champs {
            table: "diagnostic_commentaire",
            colonnes: &[
                ("id besoin", RIEN),
                ("texte", "ce qui est écrit"),
                ("auteur ecrit_le retire_le", AUTEUR),
            ],
        },
        Champs {
            table: "diagnostic_signalement",
            colonnes: &[
                ("id commune besoin", RIEN),
                ("texte reponse repondu_le", "ce qu’un élu signale, et la réponse"),
                ("auteur recu_le", AUTEUR),
            ],
        },
        Champs {
            table: "diagnostic_vote",
            colonnes: &[
                ("seance", RIEN),
                ("personne besoin points vote_le", "qui donne combien de points à quoi, quand"),
            ],
        },
    ],
};
