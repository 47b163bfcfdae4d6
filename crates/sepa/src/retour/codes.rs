//! Codes of ISO 20022 (external code sets `ExternalPaymentGroupStatus1Code`, `ExternalStatusReason1Code`), in French.
//!
//! Words of ours, after the guidelines of the EPC for credit transfers (EPC132-08) and the list of French banks (CFONB),
//! both recalled.

/// What became of an order or of a transfer.
pub(super) const STATUTS: &[(&str, &str)] = &[
    ("ACCC", "Compte du bénéficiaire crédité"),
    ("ACCP", "Accepté après contrôle du titulaire"),
    ("ACSC", "Réglé, compte débité"),
    ("ACSP", "Accepté, exécution en cours"),
    ("ACTC", "Format contrôlé et accepté"),
    ("ACWC", "Accepté, la banque a changé quelque chose"),
    ("ACWP", "Accepté, pas encore crédité"),
    ("CANC", "Annulé"),
    ("PART", "Accepté en partie"),
    ("PATC", "Signatures incomplètes"),
    ("PDNG", "En attente à la banque"),
    ("RCVD", "Reçu par la banque"),
    ("RJCT", "Refusé"),
];

/// Why a bank refuses, sends back or keeps waiting.
pub(super) const RAISONS: &[(&str, &str)] = &[
    ("AB05", "Délai dépassé chez la banque du bénéficiaire"),
    ("AC01", "Numéro de compte inexact"),
    ("AC02", "Compte du débiteur inexact"),
    ("AC03", "Compte du bénéficiaire inexact"),
    ("AC04", "Compte clos"),
    ("AC06", "Compte bloqué"),
    ("AC13", "Type du compte du débiteur non accepté"),
    ("AC14", "Type du compte du bénéficiaire non accepté"),
    ("AG01", "Virement interdit sur ce type de compte"),
    ("AG02", "Code d’opération inexact"),
    ("AG03", "Type d’opération non accepté"),
    ("AM01", "Montant nul"),
    ("AM02", "Montant supérieur au plafond"),
    ("AM03", "Devise non acceptée"),
    ("AM04", "Provision insuffisante"),
    ("AM05", "Virement déjà reçu"),
    ("AM09", "Montant inexact"),
    ("AM10", "Somme de contrôle inexacte"),
    ("AM18", "Nombre de virements inexact"),
    ("AM23", "Montant supérieur à ce qui a été convenu avec la banque"),
    ("BE01", "Le nom ne correspond pas au compte"),
    ("BE04", "Adresse du bénéficiaire manquante ou inexacte"),
    ("BE05", "Émetteur de l’ordre non reconnu"),
    ("BE06", "Client inconnu de la banque"),
    ("BE07", "Adresse du débiteur manquante ou inexacte"),
    ("CH03", "Jour d’exécution trop lointain"),
    ("CH04", "Jour d’exécution passé"),
    ("CH20", "Nombre de décimales non accepté"),
    ("CNOR", "Banque du bénéficiaire inconnue du système de règlement"),
    ("CURR", "Devise inexacte"),
    ("CUST", "À la demande du client"),
    ("DNOR", "Banque du débiteur inconnue du système de règlement"),
    ("DS01", "Signatures correctes"),
    ("DS02", "Ordre annulé par une personne habilitée"),
    ("DS0H", "Le signataire n’est pas habilité sur ce compte"),
    ("DT01", "Date inexacte"),
    ("DU01", "Identifiant de l’ordre déjà utilisé"),
    ("DU02", "Identifiant de remise déjà utilisé"),
    ("DU03", "Virement déjà reçu"),
    ("DU04", "Identifiant de bout en bout déjà utilisé"),
    ("DUPL", "Virement en double"),
    ("ED05", "Règlement entre banques échoué"),
    ("ERIN", "Option non acceptée par la banque"),
    ("FF01", "Format du fichier inexact"),
    ("FF05", "Type d’opération inexact"),
    ("FOCR", "À la suite d’une demande d’annulation"),
    ("FRAD", "Fraude suspectée ou avérée"),
    ("LEGL", "Décision de justice ou obligation légale"),
    ("MD07", "Titulaire décédé"),
    ("MS02", "Refusé par le client, sans raison donnée"),
    ("MS03", "Refusé par la banque, sans raison donnée"),
    ("NARR", "Raison écrite en toutes lettres"),
    ("NOAS", "Pas de réponse du bénéficiaire"),
    ("RC01", "BIC inexact"),
    ("RC03", "BIC du débiteur inexact"),
    ("RC04", "BIC du bénéficiaire inexact"),
    ("RC07", "BIC du bénéficiaire inexact"),
    ("RF01", "Référence déjà utilisée"),
    ("RR01", "Raison réglementaire\u{a0}: compte ou identification du débiteur manquants"),
    ("RR02", "Raison réglementaire\u{a0}: nom ou adresse du débiteur manquants"),
    ("RR03", "Raison réglementaire\u{a0}: nom ou adresse du bénéficiaire manquants"),
    ("RR04", "Raison réglementaire"),
    ("RR05", "Raison réglementaire\u{a0}: information réglementaire manquante ou inexacte"),
    ("RR06", "Raison réglementaire\u{a0}: information fiscale manquante ou inexacte"),
    ("RR07", "Motif structuré inexact"),
    ("RR09", "Référence structurée du bénéficiaire inexacte"),
    ("RR10", "Caractère non accepté"),
    ("RR12", "Identification du bénéficiaire inexacte"),
    ("SL01", "Service particulier de la banque du débiteur"),
    ("TD03", "Fichier incomplet"),
    ("TM01", "Ordre reçu après l’heure limite"),
    ("UPAY", "Paiement indu"),
];

/// Reasons about the account of the beneficiary, or about who holds it.
pub(super) const COMPTE: &[&str] =
    &["AC01", "AC03", "AC04", "AC06", "AC14", "AG01", "BE01", "BE06", "CNOR", "MD07", "RC01", "RC04", "RC07"];

/// Reasons that say that the bank has it already.
pub(super) const DOUBLON: &[&str] = &["AM05", "DU01", "DU02", "DU03", "DU04", "DU05", "DUPL", "RF01"];

/// The words of a code.
pub(super) fn words(table: &[(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}
