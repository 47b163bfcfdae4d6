//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[FICHES, REFERENTS],
    sans_personne: &[
        ("annuaire_revision", "un compteur de changements"),
        ("annuaire_reglage", "combien de mois une fiche reste fraîche"),
        ("annuaire_socle", "jusqu’à quelle édition les changements sont vus"),
        ("annuaire_revue", "quels changements sont vus, par leur numéro"),
        ("annuaire_socle_structure", "jusqu’à quelle édition les changements de structures sont vus"),
        ("annuaire_revue_structure", "quels changements de structures sont vus, par leur numéro"),
    ],
};

const FICHES: Traitement = Traitement {
    nom: "Annuaire\u{a0}: ce que la CPTS et les titulaires ajoutent",
    finalite: "Savoir qui exerce où, comment le joindre, quand il est absent, et le montrer à qui chacun l’a voulu.",
    base: "Intérêt légitime de la CPTS à coordonner les soins (RGPD, article\u{a0}6.1.f)\u{a0}; consentement pour ce qu’un titulaire rend public ou \
        confie (RGPD, article\u{a0}6.1.a).",
    personnes: &["Professionnels de santé du territoire", "Autres acteurs, et contacts dans les structures"],
    donnees: &[
        "Contact, horaires, exercice, accueil, absences et remplaçants, structures\u{a0}; qui l’a dit et quand",
    ],
    destinataires: &[
        "Public, membres ou bureau\u{a0}: champ par champ, selon le choix du titulaire",
        "Coordination, présidence, secrétariat\u{a0}: tout",
    ],
    duree: "Tant que la fiche sert\u{a0}: une fiche s’efface à la demande (valeurs, absences, structures, réponses), il reste qu’elle l’a été et que la \
        personne ne veut plus de message. Sans demande, rien n’est effacé par le programme.",
    mesures: &[
        "Visibilité par champ",
        "Confirmation demandée au titulaire par un lien personnel, à intervalle réglé",
        "Chaque changement est au journal, sans la valeur",
    ],
    droits: &[
        "Accès, rectification, choix de ce qui est montré\u{a0}: par le lien reçu ou depuis son compte",
        "Opposition aux messages\u{a0}: par le lien reçu\u{a0}; effacement\u{a0}: auprès de la CPTS",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Un numéro personnel devient public",
        contre: &["Chaque champ dit qui le voit", "Ce que la CPTS saisit se confirme par son titulaire"],
    }],
    a_completer: &["Délai après lequel la fiche de qui a quitté le territoire est effacée"],
    champs: &[
        Champs {
            table: "annuaire_fiche",
            colonnes: &[
                ("id genre precision_genre numero creee_le", RIEN),
                ("reference", "numéro RPPS, FINESS ou interne"),
                (
                    "nom contact communes",
                    "nom, contact, communes, pour qui n’est dans aucun fichier officiel",
                ),
                ("confirmee_le confirmee_source confirmee_par", "confirmation\u{a0}: quand, par qui"),
                ("demandee_le ne_plus_ecrire", "dernière demande, refus des messages"),
                ("parti_le retiree_le effacee_le", "départ, retrait, effacement"),
            ],
        },
        Champs {
            table: "annuaire_champ",
            colonnes: &[
                ("id", RIEN),
                ("fiche nature valeur", "de qui, quel champ, sa valeur"),
                ("visibilite", "qui la voit"),
                ("source par le", "qui l’a dite, par quel compte, quand"),
                ("ecarte", "valeur officielle que la CPTS n’a pas suivie"),
            ],
        },
        Champs {
            table: "annuaire_absence",
            colonnes: &[
                ("id", RIEN),
                ("fiche du au note", "qui est absent, de quand à quand, note"),
                ("remplacant_idnps remplacant_mots", "qui remplace"),
                ("source le", "qui l’a dit, quand"),
            ],
        },
        Champs {
            table: "annuaire_rattachement",
            colonnes: &[
                ("id", RIEN),
                ("fiche structure fonction depuis jusquau", "qui travaille où, dans quelle fonction, quand"),
            ],
        },
        Champs {
            table: "annuaire_reponse",
            colonnes: &[
                ("id suite", RIEN),
                ("fiche natures absence le", "ce qu’un titulaire a répondu, quand"),
                ("vue_le", "quand le bureau l’a lu"),
            ],
        },
    ],
};

const REFERENTS: Traitement = Traitement {
    nom: "Annuaire\u{a0}: référents des institutions",
    finalite: "Savoir à qui s’adresser dans chaque institution, par territoire et par sujet.",
    base: "Intérêt légitime de la CPTS à joindre ses interlocuteurs (RGPD, article\u{a0}6.1.f).",
    personnes: &["Agents des institutions (ARS, assurance maladie, collectivités)"],
    donnees: &["Nom, rôle, unité, contact professionnel"],
    destinataires: &["Tout compte de la CPTS qui lit l’annuaire"],
    duree: "Tant que la personne est référente\u{a0}: une vérification est demandée à intervalle réglé. Un référent retiré reste dans la base, sans être \
        montré\u{a0}: rien ne l’efface.",
    mesures: &["Contact professionnel seulement", "Chaque changement est au journal"],
    droits: &["Accès, rectification, opposition\u{a0}: auprès de la CPTS", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Un contact n’est plus le bon",
        contre: &["La date de vérification est montrée, et redemandée"],
    }],
    a_completer: &["Délai après lequel un référent retiré est effacé"],
    champs: &[Champs {
        table: "annuaire_referent",
        colonnes: &[
            ("id institution departement theme", RIEN),
            ("role unite nom", "rôle, unité, nom"),
            ("courriel telephone", "contact professionnel"),
            ("verifie_le retire_le", "vérification, retrait"),
        ],
    }],
};
