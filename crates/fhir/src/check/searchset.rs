use std::collections::HashSet;

use serde_json::Value;

use super::node::{Node, Report};
use crate::issue::IssueCode;
use crate::sas::canonical as at;

/// The bundle, each resource, and that references find what they name.
pub(super) fn searchset(report: &mut Report, node: &Node) {
    report.one_of(&node.get("type"), &["searchset"]);
    let entries = report.list(&node.get("entry"));
    let slots = entries.iter().filter(|one| one.get("resource").name() == Some("Slot")).count();
    let total = node.get("total");
    match total.value.map(Value::as_u64) {
        Some(Some(count)) if usize::try_from(count) == Ok(slots) => {}
        Some(Some(_)) => {
            let words = format!("Le total doit être le nombre de créneaux\u{a0}: {slots}.");
            report.warn(IssueCode::Value, &total, words);
        }
        Some(None) => report.unexpected(IssueCode::Structure, &total, "un nombre entier"),
        None => report.warn(IssueCode::Required, &total, "Le nombre de créneaux est attendu."),
    }
    links(report, node);
    let mut known = HashSet::new();
    for entry in &entries {
        let resource = entry.get("resource");
        known.extend(entry.peek("fullUrl").map(str::to_owned));
        if let (Some(name), Some(id)) = (resource.name(), resource.peek("id")) {
            known.insert(format!("{name}/{id}"));
        }
    }
    for entry in &entries {
        let resource = entry.get("resource");
        let address = entry.get("fullUrl");
        if address.value.is_none() {
            report.warn(IssueCode::Required, &address, "L’adresse complète de la ressource est attendue.");
        }
        if resource.name().is_none() {
            report.missing(&resource, "une ressource");
        }
        super::entry(report, &resource);
        references(report, &resource, &known);
    }
}

fn links(report: &mut Report, node: &Node) {
    let link = node.get("link");
    let links = report.list(&link);
    let selves = links.iter().filter(|one| one.peek("relation") == Some("self")).count();
    if selves != 1
        || node.value.is_some_and(|value| super::follows(value, at::BUNDLE_CPTS)) && links.len() != 1
    {
        report.warn(
            IssueCode::Required,
            &link,
            "Un lien self est attendu, et lui seul\u{a0}: la recherche reçue.",
        );
    }
}

/// References inside the bundle: the diary of a slot, who and where for a diary, the structure of a service.
fn references(report: &mut Report, node: &Node, known: &HashSet<String>) {
    let mut named = Vec::new();
    match node.name() {
        Some("Slot") => {
            named.push(node.get("schedule"));
            for kind in node.get("serviceType").items() {
                let extensions = kind.get("extension").items();
                named.extend(extensions.iter().map(|one| one.get("valueReference")));
            }
        }
        Some("Schedule") => named.extend(node.get("actor").items()),
        Some("PractitionerRole") => named.push(node.get("practitioner")),
        Some("HealthcareService") => named.push(node.get("providedBy")),
        _ => {}
    }
    for one in named {
        let reference = one.get("reference");
        if one.peek("reference").is_some_and(|text| !known.contains(text)) {
            report.unexpected(IssueCode::BusinessRule, &reference, "une ressource du même lot");
        }
    }
}
