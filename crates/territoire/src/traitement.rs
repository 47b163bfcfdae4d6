//! What this crate does with data about people, as the register of the RGPD tells it.

use kernel::{Champs, RIEN, Registre, Risque, Traitement};

/// What this crate keeps.
pub(crate) const REGISTRE: Registre = Registre {
    traitements: &[IMPORTS],
    sans_personne: &[
        ("territoire_contour", "des contours de communes"),
        ("territoire_revision", "un compteur de changements"),
        ("territoire_perimetre", "les communes d’une CPTS"),
        ("territoire_etape", "les étapes d’une CPTS"),
    ],
};

const IMPORTS: Traitement = Traitement {
    nom: "Territoire\u{a0}: fichiers de référence chargés",
    finalite: "Savoir qui a chargé quel fichier officiel, quand.",
    base: "Intérêt légitime de l’exploitant à répondre de ses données (RGPD, article\u{a0}6.1.f).",
    personnes: &["Qui charge un fichier"],
    donnees: &["Nom de qui l’a chargé, date"],
    destinataires: &["Administration de la plateforme"],
    duree: "Tant que l’instance vit\u{a0}: rien n’est effacé par le programme.",
    mesures: &["Droits par rôle"],
    droits: &["Accès\u{a0}: auprès de l’exploitant", "Réclamation auprès de la CNIL"],
    risques: &[Risque {
        quoi: "Aucun risque notable",
        contre: &["Un nom de professionnel, lié à son travail"],
    }],
    a_completer: &[],
    champs: &[Champs {
        table: "territoire_edition",
        colonnes: &[
            ("nature numero importee_le fichier empreinte resume contenu", RIEN),
            ("par", "qui a chargé le fichier"),
        ],
    }],
};
