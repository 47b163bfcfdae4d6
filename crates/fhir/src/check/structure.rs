use serde_json::Value;

use super::follows_one;
use super::node::{Node, Report};
use super::people::coded;
use crate::issue::IssueCode;
use crate::sas::canonical as at;

/// A professional in a place, which it contains.
pub(super) fn role(report: &mut Report, node: &Node) {
    if !follows_one(node, at::ROLE) {
        return;
    }
    let contained = report.some(&node.get("contained"), "le lieu de consultation (Location)");
    for place in contained.iter().filter(|one| one.name() == Some("Location")) {
        location(report, place);
    }
    report.reference(&node.get("practitioner"), "Practitioner");
    let structure = node.get("organization").get("identifier");
    let system = structure.get("system");
    if report.text(&system).is_some_and(|one| one != at::IDNST) {
        report.unexpected(IssueCode::Value, &system, at::IDNST);
    }
    let kind = structure.get("type");
    if kind.value.is_some() {
        coded(report, &kind, at::IDENTIFIER_TYPE, "IDNST");
    }
    if let Some(place) = report.only(&node.get("location"), "la référence du lieu (#id)")
        && let Some(reference) = report.reference(&place, "Location")
        && let Some(id) = reference.strip_prefix('#')
        && !contained.is_empty()
        && !contained.iter().any(|one| one.peek("id") == Some(id))
    {
        report.unexpected(IssueCode::BusinessRule, &place.get("reference"), "l’identifiant du lieu contenu");
    }
}

/// A place: its number and its address.
pub(super) fn location(report: &mut Report, node: &Node) {
    if !follows_one(node, at::LOCATION) {
        return;
    }
    for one in &report.some(&node.get("identifier"), "le numéro du lieu") {
        if one.get("type").value.is_none() {
            report.missing(&one.get("type"), "un type d’identifiant");
        }
        report.words(&one.get("system"), "qui donne ce numéro");
        report.words(&one.get("value"), "le numéro du lieu");
    }
    let address = node.get("address");
    if address.value.is_none() {
        report.missing(&address, "l’adresse du lieu");
        return;
    }
    if let Some(line) = report.only(&address.get("line"), "la ligne de rue") {
        report.text(&line);
    }
    report.words(&address.get("city"), "la commune");
    let code = address.get("postalCode");
    let right = |one: &str| one.len() == 5 && one.bytes().all(|byte| byte.is_ascii_digit());
    if report.words(&code, "un code postal de cinq chiffres").is_some_and(|one| !right(one)) {
        report.warn(IssueCode::Value, &code, "Un code postal de cinq chiffres est attendu.");
    }
}

/// The service of a CPTS.
pub(super) fn healthcare_service(report: &mut Report, node: &Node) {
    if follows_one(node, at::HEALTHCARE_SERVICE) {
        report.words(&node.get("id"), "un identifiant");
        report.reference(&node.get("providedBy"), "Organization");
    }
}

/// A CPTS: one FINESS number, whose kind is that of 1.1.0 or that of 1.2.0.
pub(super) fn organization(report: &mut Report, node: &Node) {
    if !follows_one(node, at::ORGANIZATION_CPTS) {
        return;
    }
    let Some(number) = report.only(&node.get("identifier"), "le numéro FINESS de la CPTS") else { return };
    let kind = number.get("type").get("coding");
    let kinds = report.some(&kind, "le code IDNST");
    let known = |one: &Node| {
        let system = one.peek("system");
        let of_guide =
            system == Some(at::LOCATION_IDENTIFIER_TYPE) || system == Some(at::CORE_IDENTIFIER_TYPE);
        of_guide && one.value.and_then(|value| value.get("code")).and_then(Value::as_str) == Some("IDNST")
    };
    if !kinds.is_empty() && !kinds.iter().any(known) {
        report.unexpected(IssueCode::Value, &kind, "le code IDNST");
    }
    report.one_of(&number.get("system"), &[at::IDNST]);
    let value = number.get("value");
    let right =
        |one: &str| one.len() == 10 && one.starts_with('1') && one.bytes().all(|byte| byte.is_ascii_digit());
    if report.words(&value, "1 suivi des 9 chiffres du FINESS").is_some_and(|one| !right(one)) {
        report.unexpected(IssueCode::Value, &value, "1 suivi des 9 chiffres du FINESS");
    }
}
