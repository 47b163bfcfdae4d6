//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[INDEMNITES, COORDONNEES],
    sans_personne: &[("indemnites_choix", "les lignes choisies par un geste, le temps de sa transaction")],
};

const AUTEUR: &str = "compte de qui l’a écrit, et quand";

const INDEMNITES: Traitement = Traitement {
    nom: "Indemnités\u{a0}: ce qui est dû aux personnes",
    finalite: "Calculer ce que le règlement intérieur accorde pour chaque acte, l’approuver, rester sous le plafond annuel, le payer, en rendre \
        compte à chacun.",
    base: "Exécution de ce qui est dû (RGPD, article\u{a0}6.1.b)\u{a0}; obligations comptables et fiscales (RGPD, article\u{a0}6.1.c\u{a0}; livre des procédures \
        fiscales, article L.\u{a0}102\u{a0}B).",
    personnes: &[
        "Membres indemnisés",
        "Employeurs à qui une indemnité est versée",
        "Qui déclare, approuve, prépare, émet",
    ],
    donnees: &[
        "Acte, jour, durée, profession, perte de revenu, montant, calcul, décision et motif, paiement",
    ],
    destinataires: &[
        "Coordination, présidence, trésorerie, secrétariat",
        "La personne elle-même, dans «\u{a0}Mon année\u{a0}»",
        "Comptable de l’association\u{a0}; ARS et assurance maladie\u{a0}: des totaux",
    ],
    duree: "Tant que l’instance vit\u{a0}: une ligne se corrige, se refuse ou s’annule, rien n’est effacé par le programme. La loi demande six ans au \
        moins.",
    mesures: &[
        "Qui approuve n’est ni qui déclare ni qui est payé\u{a0}; qui émet n’est pas qui prépare",
        "Chaque montant explique son calcul",
        "Chaque décision est au journal",
    ],
    droits: &[
        "Accès et copie\u{a0}: «\u{a0}Mon année\u{a0}»",
        "Rectification\u{a0}: auprès de la coordination",
        "Pas d’effacement avant la fin des obligations comptables (RGPD, article\u{a0}17.3.b)",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Ce que touche un membre est connu d’autres membres",
        contre: &["Chacun ne voit que sa ligne", "Les écrans partagés montrent des totaux"],
    }],
    a_completer: &["Délai de conservation au-delà de l’obligation comptable"],
    champs: &[
        Champs {
            table: "indemnites_indemnite",
            colonnes: &[
                ("id source_genre source origine objet mission genre action bareme", RIEN),
                ("personne racine beneficiaire", "pour qui, et à qui c’est versé"),
                ("compte", "compte de la personne"),
                ("libelle jour debut fin quantite tardive", "acte, jour, heures, quantité"),
                ("profession perd_un_revenu regime", "profession, perte de revenu, régime"),
                ("cents calcul annee", "montant, calcul, année de paiement"),
                (
                    "etat motif decide_le rejete_le rejet lot piece",
                    "décision, rejet par la banque, lot, preuve",
                ),
                ("declarant approbateur repris_par", "comptes de qui déclare, approuve, reprend"),
                ("ecrit_le", "quand"),
            ],
        },
        Champs {
            table: "indemnites_plafond",
            colonnes: &[("personne annee engage", "montant engagé pour une personne dans l’année")],
        },
        Champs {
            table: "indemnites_lot",
            colonnes: &[
                ("id numero execution version etat total virements empreinte lectures remise", RIEN),
                ("fichier", "fichier de virements, chiffré\u{a0}: noms, comptes, montants"),
                ("prepare_par prepare_le emis_par emis_le", "comptes de qui prépare et de qui émet, quand"),
                ("execute_le annule_le", RIEN),
            ],
        },
        Champs {
            table: "indemnites_lot_ligne",
            colonnes: &[("lot ligne libere_le", "quelle ligne d’une personne est dans quel lot")],
        },
        Champs {
            table: "indemnites_preuve",
            colonnes: &[("ligne piece", "quel fichier prouve quelle ligne d’une personne")],
        },
        Champs {
            table: "indemnites_bareme",
            colonnes: &[
                ("id regime objet profession mission genre action cents unite arrondi du au source", RIEN),
                ("auteur ecrit_le", AUTEUR),
            ],
        },
        Champs {
            table: "indemnites_pass",
            colonnes: &[("annee cents source", RIEN), ("auteur ecrit_le", AUTEUR)],
        },
    ],
};

const COORDONNEES: Traitement = Traitement {
    nom: "Indemnités\u{a0}: coordonnées bancaires",
    finalite: "Payer chacun sur son compte, sans erreur ni fraude.",
    base: "Exécution de ce qui est dû (RGPD, article\u{a0}6.1.b).",
    personnes: &["Membres indemnisés", "Employeurs à qui une indemnité est versée"],
    donnees: &["Titulaire, IBAN, BIC, relevé d’identité bancaire reçu par le bureau"],
    destinataires: &[
        "La personne elle-même",
        "Trésorerie\u{a0}: en entier, un par un, avec un motif\u{a0}; les autres en voient les derniers chiffres",
        "Banque de l’association",
    ],
    duree: "Jusqu’à ce que d’autres les remplacent\u{a0}; le relevé reçu part avec elles. Les coordonnées d’un virement restent, chiffrées, avec leur \
        lot\u{a0}: rien ne les efface, et aucun délai n’efface celles d’un membre parti.",
    mesures: &[
        "Chiffrées sous une clé de la CPTS (XChaCha20-Poly1305), liées à la personne",
        "Chaque lecture en entier est au journal, avec son motif",
        "Un changement récent est signalé avant de payer\u{a0}; donné par un autre, il est vérifié par un tiers",
    ],
    droits: &[
        "Accès et rectification\u{a0}: depuis «\u{a0}Mon année\u{a0}»",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[
        Risque {
            quoi: "Quelqu’un lit la base ou une sauvegarde",
            contre: &[
                "IBAN, BIC et relevés n’y sont pas lisibles sans la clé de l’instance, gardée hors de la base",
            ],
        },
        Risque {
            quoi: "Quelqu’un change le compte d’un autre pour être payé à sa place",
            contre: &[
                "La personne en est prévenue",
                "Personne n’est payé sur un compte qu’un autre a donné, sans vérification",
            ],
        },
    ],
    a_completer: &[
        "Délai après lequel les coordonnées d’un membre parti sont remplacées par un compte clos ou effacées",
    ],
    champs: &[
        Champs {
            table: "indemnites_coordonnees",
            colonnes: &[
                ("adherent titulaire", "membre, titulaire du compte"),
                ("scelle masque", "IBAN et BIC chiffrés, et ce qu’un écran en montre"),
                (
                    "donne_le donne_par par_autrui",
                    "quand, par quel compte, si c’est un autre que la personne",
                ),
                ("change_le confirme_le piece", "changement, vérification, fichier"),
            ],
        },
        Champs {
            table: "indemnites_papier",
            colonnes: &[
                ("adherent scelle", "relevé d’identité bancaire, chiffré"),
                ("genre taille recu_le", "sorte, taille, réception"),
            ],
        },
        Champs {
            table: "indemnites_virement",
            colonnes: &[
                ("lot rang lignes", RIEN),
                ("beneficiaire titulaire", "à qui, au nom de qui"),
                ("scelle masque", "IBAN et BIC chiffrés, et ce qu’un écran en montre"),
                ("cents reference etat raison", "montant, référence, réponse de la banque"),
            ],
        },
        Champs {
            table: "indemnites_reglage",
            colonnes: &[
                ("lots change_le", RIEN),
                (
                    "compte masque",
                    "compte de l’association, chiffré\u{a0}; son titulaire peut être une personne",
                ),
            ],
        },
    ],
};
