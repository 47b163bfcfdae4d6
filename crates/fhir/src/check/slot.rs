use super::follows_one;
use super::node::{Node, Report};
use crate::issue::IssueCode;
use crate::sas::canonical as at;
use crate::sas::{BookingMode, Mode, Visibility};

/// A slot: free, when, in which diary, seen by whom, how.
pub(super) fn slot(report: &mut Report, node: &Node) {
    report.one_of(&node.get("status"), &["free"]);
    report.span(node);
    report.reference(&node.get("schedule"), "Schedule");
    let accepted: Vec<&str> = match follows_one(node, at::SLOT) {
        true => Visibility::CODES.iter().copied().filter(|code| *code != Visibility::Cpts.code()).collect(),
        false => Visibility::CODES.to_vec(),
    };
    let labels = node.get("meta").get("security");
    for label in &report.list(&labels) {
        report.one_of(&label.get("system"), &[at::SLOT_TYPE]);
        report.one_of(&label.get("code"), &accepted);
    }
    if labels.value.is_none() {
        report.warn(IssueCode::Required, &labels, "Sans type de créneau, nul ne sait qui peut le voir.");
    }
    for one in &report.list(&node.get("serviceType")) {
        service_type(report, one);
    }
    let booking = node.get("appointmentType").get("coding");
    for one in &report.list(&booking) {
        report.one_of(&one.get("code"), BookingMode::CODES);
    }
    let comment = node.get("comment");
    let is_page = |one: &str| one.starts_with("https://") || one.starts_with("http://");
    if report.text(&comment).is_some_and(|one| !is_page(one)) {
        report.warn(IssueCode::Value, &comment, "L’adresse complète de la page de rendez-vous est attendue.");
    }
}

/// How the patient is seen, or the CPTS that may see the slot.
fn service_type(report: &mut Report, node: &Node) {
    let extension = node.get("extension");
    let extensions = report.list(&extension);
    let services =
        extensions.iter().filter(|one| one.peek("url") == Some(at::SERVICE_TYPE)).collect::<Vec<_>>();
    for coding in &report.list(&node.get("coding")) {
        let code = coding.get("code");
        match coding.peek("system") {
            Some(at::ACT_CODE) => {
                if !services.is_empty() {
                    report.error(
                        IssueCode::Invalid,
                        &extension,
                        "Un type de consultation ne porte pas d’extension.",
                    );
                }
                if report.words(&code, "AMB, HH ou VR").is_some_and(|one| Mode::of(one).is_none()) {
                    report.warn(IssueCode::Value, &code, "Le SAS ne connaît que AMB, HH et VR.");
                }
            }
            Some(at::STRUCTURE_CATEGORY | at::STRUCTURE_CATEGORY_SHORT) => {
                report.one_of(&code, &[at::CPTS]);
                match services.as_slice() {
                    [service] => {
                        report.reference(&service.get("valueReference"), "HealthcareService");
                    }
                    _ => {
                        report.missing(&extension, "une référence HealthcareService/<id>, une seule par CPTS")
                    }
                }
            }
            _ => {}
        }
    }
}

/// A diary: whose.
pub(super) fn schedule(report: &mut Report, node: &Node) {
    for actor in &report.some(&node.get("actor"), "le professionnel et son lieu") {
        report.reference(actor, "Practitioner");
    }
    let forbidden = node.get("serviceType");
    if follows_one(node, at::SCHEDULE) && forbidden.value.is_some() {
        report.error(IssueCode::Invalid, &forbidden, "Cet élément n’est pas admis dans un agenda.");
    }
}
