//! What the journal says of each action, after the name of whoever did it.

/// Action and phrase.
pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("dialogue.accord_note", "a noté l’accord d’une partie à une cible adaptée"),
    ("dialogue.cible_appliquee", "a appliqué une cible adaptée avec l’accord des trois parties"),
    ("dialogue.cible_proposee", "a proposé une cible adaptée"),
    ("dialogue.cible_retiree", "a retiré une cible proposée"),
    ("dialogue.clos", "a clos un dialogue de gestion"),
    ("dialogue.compte_rendu_lu", "a téléchargé un compte rendu de dialogue"),
    ("dialogue.date_prevue", "a fixé la date d’un dialogue de gestion"),
    ("dialogue.depense_declaree", "a déclaré une dépense"),
    ("dialogue.liasse_demandee", "a demandé la liasse d’un dialogue"),
    ("dialogue.liasse_faite", "a assemblé la liasse d’un dialogue"),
    ("dialogue.liasse_lue", "a téléchargé la liasse d’un dialogue"),
    ("dialogue.liasse_partagee", "a partagé une liasse avec l’ARS et la CPAM"),
    ("dialogue.liasse_ratee", "n’a pas pu assembler une liasse"),
    ("dialogue.liasse_reprise", "a cessé de partager une liasse avec l’ARS et la CPAM"),
    ("dialogue.liasse_supprimee", "a supprimé une liasse non partagée"),
    ("dialogue.noms_effaces", "a effacé les noms des participants aux dialogues d’un contrat terminé"),
    ("dialogue.ouvert", "a ouvert un dialogue de gestion"),
    ("dialogue.point_ajoute", "a ajouté un point à l’ordre du jour"),
    ("dialogue.point_deplace", "a déplacé un point de l’ordre du jour"),
    ("dialogue.point_ecrit", "a écrit un point de l’ordre du jour"),
    ("dialogue.point_retire", "a retiré un point de l’ordre du jour"),
    ("dialogue.rapport_ecrit", "a écrit le rapport d’activité"),
    ("dialogue.rouvert", "a rouvert un dialogue de gestion clos"),
    ("dialogue.tenu", "a noté la tenue d’un dialogue de gestion"),
];
