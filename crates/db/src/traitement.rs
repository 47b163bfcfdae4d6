//! What this crate keeps about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub const REGISTRE: Registre = Registre {
    traitements: &[JOURNAL, MESSAGES],
    sans_personne: &[
        ("db_journal_tete", "le numéro et le sceau de la dernière ligne de chaque journal"),
        ("db_migration", "les versions du schéma"),
    ],
};

const JOURNAL: Traitement = Traitement {
    nom: "Journal",
    finalite: "Savoir qui a changé quoi, qui a lu une donnée de patient et pourquoi, et pouvoir le prouver.",
    base: "Sécurité du traitement et responsabilité (RGPD, articles\u{a0}5.2 et\u{a0}32)\u{a0}; CNIL, délibération 2021-122 (journalisation).",
    personnes: &[
        "Qui agit dans la plateforme",
        "Qui est visé par une action, par un numéro ou un mot d’explication",
    ],
    donnees: &[
        "Qui, quoi, quand, depuis où",
        "De l’état avant et après, une empreinte seulement",
        "Jamais l’identité d’un patient",
    ],
    destinataires: &[
        "Coordination et présidence\u{a0}: le journal de leur CPTS",
        "Administration de la plateforme",
    ],
    duree: "Sans limite\u{a0}: le journal ne s’efface ni ne se corrige, ses lignes sont chaînées. C’est plus que les six mois à un an que la CNIL \
        recommande pour une journalisation de sécurité\u{a0}: la CPTS le justifie par la preuve due aux financeurs et aux patients.",
    mesures: &[
        "Chaîne d’empreintes à clé\u{a0}: une ligne changée, retirée ou ajoutée se voit",
        "La base refuse de modifier ou d’effacer une ligne",
    ],
    droits: &[
        "Accès\u{a0}: auprès de la CPTS",
        "Pas d’effacement\u{a0}: l’intégrité de la preuve prime (RGPD, articles\u{a0}17.3.b et\u{a0}17.3.e)",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Le journal sert à surveiller le travail des personnes",
        contre: &[
            "Deux rôles le lisent, et l’administration",
            "Il dit des actions, pas des durées de présence devant l’écran",
        ],
    }],
    a_completer: &[
        "Pourquoi la CPTS garde son journal au-delà d’un an, ou quand elle repart d’une base neuve",
    ],
    champs: &[Champs {
        table: "db_journal",
        colonnes: &[
            ("numero", RIEN),
            ("instant", "quand"),
            ("acteur", "numéro du compte, du lien, ou nom de la tâche automatique"),
            ("action objet detail", "ce qui a été fait, sur quoi, en quelques mots"),
            ("ip agent session", "adresse IP, navigateur, numéro de session"),
            ("avant apres", "empreintes de l’état avant et après"),
            ("precedent empreinte", RIEN),
        ],
    }],
};

const MESSAGES: Traitement = Traitement {
    nom: "Messages en attente d’envoi",
    finalite: "Faire suivre chaque fait par ce qu’il entraîne\u{a0}: un courriel, un SMS, une ligne d’indemnité.",
    base: "Celle du traitement qui envoie le message.",
    personnes: &["Destinataires de courriels et de SMS"],
    donnees: &["Adresse ou numéro, texte du message, lien qu’il contient"],
    destinataires: &[
        "Le destinataire",
        "Le service de courriel et la passerelle de SMS choisis par l’exploitant, comme sous-traitants",
    ],
    duree: "Effacé dès que le message est parti. De ce qui n’a pas pu partir après tous les essais, il reste le nom du fait et l’erreur, sans \
        l’adresse ni le texte.",
    mesures: &["Aucune page ne le montre", "Les messages aux patients sont sans donnée de santé"],
    droits: &["Ceux du traitement qui envoie le message"],
    risques: &[Risque {
        quoi: "Un message part à la mauvaise adresse",
        contre: &[
            "Les liens expirent, et ne servent qu’à une personne",
            "Ce qui est sensible demande un code en plus",
        ],
    }],
    a_completer: &[
        "Service de courriel et passerelle de SMS, leurs contrats de sous-traitance",
        "Durée pendant laquelle ils gardent trace des envois",
    ],
    champs: &[Champs {
        table: "db_outbox",
        colonnes: &[
            ("id", RIEN),
            ("nom contenu", "le fait, avec l’adresse et le texte du message quand c’en est un"),
            ("ecrit_le", "depuis quand il attend"),
            ("essais faites prochain_essai_le", RIEN),
            ("erreur", "ce que le service d’envoi a répondu"),
        ],
    }],
};
