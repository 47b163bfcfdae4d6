//! What this room does with data about people, as the register of the RGPD tells it.

mod champs;

use kernel::{Registre, Risque, Traitement};

/// Its entries of the register.
pub const TRAITEMENTS: &[Traitement] = &[PATIENTS, MEDECINS];

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: TRAITEMENTS,
    sans_personne: &[
        ("medecin_traitant_bilan", "ce qui se compte d’une demande effacée, sans lien avec elle"),
        ("medecin_traitant_tour", "quand les cartes ont été préparées"),
        ("medecin_traitant_moyen", "si cette instance envoie des SMS"),
        ("medecin_traitant_recompte", "le jour où les points ont été recomptés"),
    ],
};

const PATIENTS: Traitement = Traitement {
    nom: "Médecin traitant\u{a0}: demandes des patients",
    finalite: "Trouver un médecin traitant à qui n’en a pas\u{a0}: recevoir la demande, la classer selon une règle publique, la \
        proposer sans nom à des médecins, suivre la réponse jusqu’à la déclaration.",
    base: "Consentement de la personne ou de qui la représente (RGPD, articles 6.1.a et 9.2.a), donné dans le formulaire\u{a0}; \
        mission d’accès aux soins de l’accord conventionnel interprofessionnel.",
    personnes: &[
        "Personnes sans médecin traitant, enfants compris",
        "Proches et professionnels qui font la demande pour elles",
    ],
    donnees: &[
        "Identité et contact\u{a0}: nom, prénom, date de naissance, téléphone, courriel, adresse si elle est donnée",
        "Situation\u{a0}: commune, mois et année de naissance, mobilité, langue, distance acceptée, depuis quand",
        "Données de santé et situation sociale, si elles sont cochées\u{a0}: ALD, grossesse, handicap, C2S, AME",
        "Suivi\u{a0}: étapes, réponses des médecins, rendez-vous, issue",
        "Pas de numéro de sécurité sociale, pas de dossier médical",
    ],
    destinataires: &[
        "Coordination et secrétariat de la CPTS\u{a0}: la situation\u{a0}; l’identité une par une, avec un motif",
        "Médecins sollicités\u{a0}: âge, critères, distance, sans nom\u{a0}; l’identité après leur accord seulement",
        "Membres, ARS, assurance maladie\u{a0}: des nombres, jamais de personnes",
    ],
    duree: "Tant que la personne cherche, puis le délai réglé par la CPTS après la clôture (3\u{a0}mois proposés)\u{a0}; ensuite la clé \
        et les données sont détruites, il reste un compte par mois, sans lien avec la demande. Une sauvegarde d’avant \
        n’ouvre plus l’identité dès que la suivante est faite\u{a0}; la situation sans nom et les empreintes y restent, chiffrées, \
        jusqu’à la fin de son propre délai.",
    mesures: &[
        "Situation chiffrée sous la clé de la CPTS (XChaCha20-Poly1305)",
        "Identité chiffrée sous une clé par personne, absente des sauvegardes\u{a0}: détruire la clé efface partout",
        "Restaurer une sauvegarde ancienne efface de nouveau qui l’a été depuis",
        "Doublons trouvés par empreintes à clé (HMAC-SHA-256), sans lire les noms",
        "Chaque lecture d’une identité est au journal, avec qui et pourquoi",
        "Cartes des médecins\u{a0}: lien signé, limité dans le temps, à une personne, et code pour ouvrir l’identité",
        "Messages aux patients sans donnée de santé ni nom de médecin",
        "Aucun traceur, aucun tiers sur les pages",
    ],
    droits: &[
        "Par le code de suivi\u{a0}: changer de contact, arrêter la demande, effacer (articles 7 et 17)",
        "Auprès de la coordination\u{a0}: accès, rectification, effacement, copie en un fichier (articles 15 à 17 et 20)",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[
        Risque {
            quoi: "Quelqu’un lit la base ou une sauvegarde",
            contre: &[
                "Rien n’y est lisible sans la clé de l’instance, gardée hors de la base",
                "L’identité de qui est effacé ne s’ouvre plus, même avec cette clé et une sauvegarde d’avant",
                "Seule la dernière version du fichier des clés des personnes est gardée",
            ],
        },
        Risque {
            quoi: "Quelqu’un du bureau lit sans raison",
            contre: &[
                "Les listes n’ont pas de nom",
                "Un motif est demandé, et le journal se relit par motif",
            ],
        },
        Risque {
            quoi: "Un médecin reconnaît une personne avant de répondre, dans une petite commune",
            contre: &[
                "La carte dit une distance, pas la commune, et un âge, pas une date",
                "Les médecins sont tenus au secret professionnel",
            ],
        },
        Risque {
            quoi: "Un lien est transmis ou intercepté",
            contre: &[
                "Il expire, il est à une personne, il ne montre pas d’identité",
                "L’identité demande un code reçu par un autre chemin",
            ],
        },
        Risque {
            quoi: "La règle de priorité désavantage des personnes",
            contre: &[
                "Elle est publique, expliquée ligne par ligne, gardée par version",
                "Personne n’est écarté par une machine\u{a0}: le bureau et les médecins décident",
            ],
        },
    ],
    a_completer: &[
        "Responsable du traitement et son représentant",
        "Délégué à la protection des données, et comment le joindre",
        "Hébergeur et certification HDS",
        "Délai de conservation des sauvegardes",
        "Où est gardé le fichier des clés des personnes, toujours remplacé par le dernier",
        "Où est gardée la clé de l’instance, qui peut la lire",
        "Avis des personnes concernées ou de leurs représentants",
        "Risque résiduel accepté, par qui, le",
    ],
    champs: champs::PATIENTS,
};

const MEDECINS: Traitement = Traitement {
    nom: "Médecin traitant\u{a0}: places déclarées par les médecins",
    finalite: "Savoir combien de patients chaque médecin prend, lesquels, et lui proposer des demandes à ses heures.",
    base: "Intérêt légitime de la CPTS et de ses membres (RGPD, article 6.1.f)\u{a0}: chacun déclare ce qu’il veut, et s’arrête quand il veut.",
    personnes: &["Médecins du territoire qui prennent des patients"],
    donnees: &[
        "Nom, lieu d’exercice, téléphone et courriel professionnels",
        "Places, limites, pauses\u{a0}; réponses aux cartes et leurs motifs",
    ],
    destinataires: &[
        "Coordination, secrétariat, présidence",
        "Patients acceptés\u{a0}: nom, adresse et téléphone du cabinet",
        "Autres\u{a0}: des parts et des nombres",
    ],
    duree: "Tant que le médecin participe, puis trois ans pour les chiffres d’équité.",
    mesures: &["Droits par rôle", "Chaque changement est au journal"],
    droits: &["Accès, rectification, retrait\u{a0}: depuis son compte ou auprès de la coordination"],
    risques: &[Risque {
        quoi: "Les refus d’un médecin sont lus comme un jugement",
        contre: &["Les motifs sont comptés ensemble", "Le motif est facultatif"],
    }],
    a_completer: &["Durée de conservation décidée par le bureau"],
    champs: champs::MEDECINS,
};
