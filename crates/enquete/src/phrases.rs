//! What the journal says of the actions of this crate, after the name of whoever did them.

pub(crate) const PHRASES: &[(&str, &str)] = &[
    ("enquete.adresses_effacees", "a effacé les adresses des personnes invitées à une enquête"),
    ("enquete.brouillon_jete", "a jeté le brouillon d’une enquête"),
    ("enquete.enquete_close", "a clos une enquête"),
    ("enquete.enquete_commencee", "a commencé une enquête"),
    ("enquete.enquete_decrite", "a changé le texte d’une enquête"),
    ("enquete.enquete_ouverte", "a ouvert une enquête"),
    ("enquete.enquete_rouverte", "a rouvert une enquête"),
    ("enquete.invitations_envoyees", "a envoyé les invitations d’une enquête"),
    ("enquete.lien_ouvert", "a créé le lien ouvert d’une enquête"),
    ("enquete.lien_retire", "a retiré le lien ouvert d’une enquête"),
    ("enquete.question_changee", "a changé une question d’enquête"),
    ("enquete.question_deplacee", "a déplacé une question d’enquête"),
    ("enquete.question_ecrite", "a écrit une question d’enquête"),
    ("enquete.question_remise", "a remis une question d’enquête"),
    ("enquete.question_retiree", "a retiré une question d’enquête"),
    ("enquete.relances_envoyees", "a relancé les personnes qui n’ont pas répondu à une enquête"),
    ("enquete.reponse_changee", "a changé sa réponse à une enquête"),
    ("enquete.reponse_recue", "a répondu à une enquête"),
    ("enquete.reponse_saisie", "a saisi une réponse reçue sur papier"),
    ("enquete.resultats_exportes", "a téléchargé les résultats d’une enquête"),
];
