//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[REPERTOIRE],
    sans_personne: &[
        ("repertoire_empreinte", "des empreintes de lignes, pour ne relire que ce qui change"),
        ("repertoire_cle", "quelles lignes vont ensemble, par numéro"),
        ("repertoire_mouvement", "ce qui change dans les structures"),
        ("repertoire_revision", "un compteur de changements"),
    ],
};

const REPERTOIRE: Traitement = Traitement {
    nom: "Répertoires officiels\u{a0}: RPPS et FINESS",
    finalite: "Connaître les professionnels et les structures du pays, et ce qui change sur le territoire.",
    base: "Intérêt légitime des CPTS à connaître l’offre de soins (RGPD, article\u{a0}6.1.f), à partir de fichiers publics (Agence du numérique en \
        santé, FINESS\u{a0}; Licence Ouverte\u{a0}2.0).",
    personnes: &[
        "Professionnels de santé inscrits au RPPS",
        "Titulaires d’un établissement qui est une personne",
        "Qui charge un fichier",
    ],
    donnees: &[
        "Ce que publient ces fichiers\u{a0}: identité professionnelle, profession, diplômes, lieux d’exercice, contact professionnel",
    ],
    destinataires: &[
        "Public\u{a0}: ce que les fichiers publient",
        "Qui a un compte\u{a0}: la même chose, et les changements",
    ],
    duree: "Tant que l’instance vit\u{a0}: qui disparaît du fichier est marqué absent, jamais effacé\u{a0}; les changements et les lignes écartées restent.",
    mesures: &["Aucune donnée ajoutée à celles du fichier", "Éditions datées, avec leur empreinte"],
    droits: &[
        "Rectification à la source\u{a0}: auprès de l’ordre ou de l’Agence du numérique en santé, reprise à l’édition suivante",
        "Opposition\u{a0}: auprès de l’exploitant de l’instance",
        "Réclamation auprès de la CNIL",
    ],
    risques: &[Risque {
        quoi: "Quelqu’un qui a cessé son activité reste montré",
        contre: &["L’absence du fichier est datée, et dite sur sa fiche"],
    }],
    a_completer: &["Délai après lequel un professionnel absent du fichier est effacé"],
    champs: &[
        Champs {
            table: "repertoire_activite",
            colonnes: &[
                ("id", RIEN),
                ("idnps commune", "numéro RPPS, commune d’exercice"),
                ("ligne", "la ligne du fichier\u{a0}: identité, profession, lieu, contact"),
                ("absente_du", "date du fichier où elle n’est plus"),
            ],
        },
        Champs {
            table: "repertoire_savoir_faire",
            colonnes: &[("id", RIEN), ("idnps ligne absente_du", "numéro RPPS, spécialité, absence")],
        },
        Champs {
            table: "repertoire_diplome",
            colonnes: &[("id", RIEN), ("idnps ligne absente_du", "numéro RPPS, diplôme, absence")],
        },
        Champs {
            table: "repertoire_etablissement",
            colonnes: &[
                ("finess finess_juridique siret categorie libelle_categorie", RIEN),
                (
                    "nom adresse code_postal ville commune telephone lat lon",
                    "nom et contact, ceux d’une personne pour un cabinet ou une officine",
                ),
                ("ouvert_le ferme_le actif absent_du empreinte", RIEN),
            ],
        },
        Champs {
            table: "repertoire_changement",
            colonnes: &[
                ("id edition du nature", RIEN),
                ("idnps nom profession", "qui"),
                ("departement_avant departement_apres commune_avant commune_apres detail", "ce qui change"),
            ],
        },
        Champs {
            table: "repertoire_ecarte",
            colonnes: &[
                ("nature numero rang ligne colonne raison", RIEN),
                (
                    "recu identifiant commune departement",
                    "ce que disait une ligne écartée\u{a0}: valeur, numéro, lieu",
                ),
            ],
        },
        Champs {
            table: "repertoire_edition",
            colonnes: &[
                ("nature numero du importee_le fichier empreinte communes resume", RIEN),
                ("par", "qui a chargé le fichier"),
            ],
        },
    ],
};
