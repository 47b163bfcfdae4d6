use super::node::{Node, Report};
use super::people::{coded, national};
use crate::issue::IssueCode;
use crate::sas::BookingStatus;
use crate::sas::canonical as at;

/// A booking: its number, its state, when, who booked, with whom.
pub(super) fn appointment(report: &mut Report, node: &Node) {
    operator(report, node);
    if let Some(one) = report.only(&node.get("identifier"), "le numéro du rendez-vous") {
        report.words(&one.get("system"), "l’OID ou l’adresse de qui donne le numéro");
        report.words(&one.get("value"), "le numéro du rendez-vous");
    }
    report.one_of(&node.get("status"), BookingStatus::CODES);
    report.span(node);
    for one in &report.some(&node.get("participant"), "le professionnel") {
        participant(report, one);
    }
}

fn operator(report: &mut Report, node: &Node) {
    let extensions = report.list(&node.get("extension"));
    let operators: Vec<_> =
        extensions.iter().filter(|one| one.peek("url") == Some(at::APPOINTMENT_OPERATOR)).collect();
    let [operator] = operators.as_slice() else {
        let words = format!("L’extension {} (le régulateur) doit venir une fois.", at::APPOINTMENT_OPERATOR);
        report.error(IssueCode::Required, &node.get("extension"), words);
        return;
    };
    let identifier = operator.get("valueReference").get("identifier");
    if identifier.value.is_none() {
        report.missing(&identifier, "l’identifiant du régulateur");
        return;
    }
    let codings = identifier.get("type").get("coding");
    if let Some(kind) = report.only(&codings, "IDNPS ou INTRN") {
        report.one_of(&kind.get("code"), &["IDNPS", "INTRN"]);
    }
    report.words(&identifier.get("system"), "le système de l’identifiant du régulateur");
    report.words(&identifier.get("value"), "l’identifiant du régulateur, tel que le SAS l’a transmis");
}

fn participant(report: &mut Report, node: &Node) {
    let actor = node.get("actor");
    let reference = actor.get("reference");
    if actor.peek("reference").is_some_and(|one| one.contains("Patient/")) {
        report.error(IssueCode::Invalid, &reference, "Aucune donnée de patient ne circule dans ce flux.");
    }
    let identifier = actor.get("identifier");
    if identifier.value.is_none() {
        report.missing(&identifier, "l’identifiant national du professionnel");
    } else {
        coded(report, &identifier.get("type"), at::IDENTIFIER_TYPE, "IDNPS");
        report.one_of(&identifier.get("system"), &[at::IDNPS]);
        national(report, &identifier.get("value"));
    }
    report.one_of(&node.get("status"), &["accepted", "needs-action"]);
}
