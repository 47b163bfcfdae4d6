//! What the journal says, in French: one line per action. An action that is not here is read from its own name.

const PHRASES: [(&str, &str); 32] = [
    ("actes.acte_corrige", "a corrigé un acte"),
    ("actes.acte_note", "a noté un acte"),
    ("comptes.compte_ferme", "a fermé un compte"),
    ("comptes.compte_rouvert", "a rouvert un compte"),
    ("comptes.connexion_refusee", "n’a pas pu se connecter"),
    ("comptes.connexion_reussie", "s’est connecté"),
    ("comptes.cpts_ouverte", "a ouvert l’espace de la CPTS"),
    ("comptes.deconnexion", "s’est déconnecté"),
    ("comptes.deconnexion_partout", "a déconnecté ses autres appareils"),
    ("comptes.essais_arretes", "a été arrêté après trop d’essais de connexion"),
    ("comptes.journal_exporte", "a téléchargé le journal"),
    ("comptes.lien_demande", "a demandé un lien de connexion"),
    ("comptes.membre_ajoute", "a ajouté un membre"),
    ("comptes.membre_invite", "a invité un membre"),
    ("comptes.membre_retabli", "a rétabli un accès"),
    ("comptes.membre_suspendu", "a suspendu un accès"),
    ("comptes.membres_exportes", "a téléchargé la liste des membres"),
    ("comptes.mot_de_passe_change", "a changé de mot de passe"),
    ("comptes.nom_change", "a changé de nom"),
    ("comptes.roles_changes", "a changé des rôles"),
    ("comptes.totp_active", "a activé la double authentification"),
    ("comptes.totp_leve", "a levé une double authentification"),
    ("comptes.totp_prepare", "a préparé la double authentification"),
    ("comptes.totp_retire", "a retiré la double authentification"),
    ("territoire.communes_importees", "a chargé des communes"),
    ("territoire.contours_importes", "a chargé des contours"),
    ("territoire.indicateurs_importes", "a chargé des indicateurs"),
    ("territoire.perimetre_modifie", "a changé les communes du territoire"),
    ("territoire.projet_ouvert", "a ouvert un projet de CPTS"),
    ("territoire.statut_change", "a changé l’étape de la CPTS"),
    ("territoire.statut_corrige", "a corrigé l’étape de la CPTS"),
    ("territoire.statut_modifie", "a changé l’étape de la CPTS"),
];

/// The sentence of an action, after the name of whoever did it.
pub(super) fn phrase(action: &str) -> String {
    match PHRASES.iter().find(|(name, _)| *name == action) {
        Some((_, phrase)) => (*phrase).to_owned(),
        None => fallback(action),
    }
}

/// « snp.creneau_reserve » reads « snp : creneau reserve ».
fn fallback(action: &str) -> String {
    let plain = |text: &str| text.replace('_', " ");
    match action.split_once('.') {
        Some((module, fact)) => format!("{}\u{a0}: {}", plain(module), plain(fact)),
        None => plain(action),
    }
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, phrase};

    #[test]
    fn every_action_reads_as_a_sentence() {
        assert_eq!(phrase("comptes.roles_changes"), "a changé des rôles");
        assert_eq!(phrase("snp.creneau_reserve"), "snp\u{a0}: creneau reserve");
        assert!(PHRASES.is_sorted());
    }
}
