use super::node::{Node, Report};
use crate::issue::IssueCode;
use crate::national_id::NationalId;
use crate::sas::canonical as at;

/// A regulator: number, account open or closed, one name, one e-mail.
pub(super) fn regulator(report: &mut Report, node: &Node) {
    let source = node.get("meta").get("source");
    if report.text(&source).is_some_and(|one| one != at::SAS) {
        report.warn(IssueCode::Value, &source, format!("La source attendue est {}.", at::SAS));
    }
    let list = node.get("identifier");
    let identifiers = report.some(&list, "l’identifiant national ou l’identifiant SAS du régulateur");
    for (system, kind) in [(at::IDNPS, "IDNPS"), (at::SAS, "INTRN")] {
        let of_system = identifiers.iter().filter(|one| one.peek("system") == Some(system));
        if of_system.count() > 1 {
            let words = format!("Un seul identifiant de type {kind} est accepté.");
            report.error(IssueCode::Invalid, &list, words);
        }
    }
    for one in &identifiers {
        regulator_identifier(report, one);
    }
    report.flag(&node.get("active"));
    let names = report.some(&node.get("name"), "le nom du régulateur");
    for name in &names {
        report.words(&name.get("family"), "le nom de famille");
        if let Some(given) = report.only(&name.get("given"), "le prénom") {
            report.text(&given);
        }
    }
    for point in &report.some(&node.get("telecom"), "l’adresse électronique du régulateur") {
        report.one_of(&point.get("system"), &["email"]);
        let value = point.get("value");
        if report.words(&value, "une adresse électronique").is_some_and(|one| !one.contains('@')) {
            report.unexpected(IssueCode::Value, &value, "une adresse électronique");
        }
    }
}

fn regulator_identifier(report: &mut Report, node: &Node) {
    let system = node.get("system");
    let kind = node.get("type");
    match report.words(&system, at::IDNPS) {
        Some(at::IDNPS) => coded(report, &kind, at::IDENTIFIER_TYPE, "IDNPS"),
        Some(at::SAS) => coded(report, &kind, at::IDENTIFIER_TYPE, "INTRN"),
        Some(_) => {
            let words = format!(
                "Ce système n’est pas celui d’un régulateur\u{a0}: {} ou {} est attendu.",
                at::IDNPS,
                at::SAS
            );
            report.warn(IssueCode::Value, &system, words);
            if kind.value.is_none() {
                report.missing(&kind, "un type d’identifiant (IDNPS ou INTRN)");
            }
        }
        None => {}
    }
    national(report, &node.get("value"));
}

/// A professional whose slots are published.
pub(super) fn practitioner(report: &mut Report, node: &Node) {
    for one in &report.some(&node.get("identifier"), "l’identifiant national du professionnel") {
        national(report, &one.get("value"));
        if super::follows_one(node, at::PRACTITIONER) {
            report.one_of(&one.get("system"), &[at::IDNPS]);
            coded(report, &one.get("type"), at::IDENTIFIER_TYPE, "IDNPS");
        }
    }
}

/// A mandatory number of a person; a false key is only told.
pub(super) fn national(report: &mut Report, node: &Node) {
    let Some(text) = report.words(node, "un identifiant") else { return };
    match NationalId::read(text) {
        Some(id) if id.key_is_right() => {}
        Some(_) => {
            report.warn(
                IssueCode::Value,
                node,
                "La clé de ce numéro RPPS est fausse\u{a0}: il est lu tel quel.",
            );
        }
        None => {
            report.unexpected(IssueCode::Value, node, "un identifiant de 80 caractères au plus, sans espace")
        }
    }
}

/// A notion that must hold this code.
pub(super) fn coded(report: &mut Report, node: &Node, system: &str, code: &str) {
    let expected = format!("le code {code} de {system}");
    let codings = report.some(&node.get("coding"), &expected);
    let held = codings.iter().any(|one| one.peek("system") == Some(system) && one.peek("code") == Some(code));
    if !held && !codings.is_empty() {
        report.unexpected(IssueCode::Value, &node.get("coding"), &expected);
    }
}
