//! What is wrong in what comes: each issue says where, what came and what is accepted, in French.
//!
//! Errors are what the guide forbids; warnings are what it lets through, or what its own examples get wrong (a false RPPS key, a
//! structure number system on a person). Nothing here changes what came.

mod appointment;
mod empty;
mod node;
mod people;
mod searchset;
mod slot;
mod structure;

use serde_json::Value;

use crate::issue::{Issue, IssueCode};
use crate::sas::canonical as at;
use node::{Node, Report};

/// A regulator that SAS sends (INT_R02).
#[must_use]
pub fn regulator(value: &Value) -> Vec<Issue> {
    run(value, "Practitioner", people::regulator)
}

/// A booking in the form of INT_R03.
#[must_use]
pub fn appointment(value: &Value) -> Vec<Issue> {
    run(value, "Appointment", appointment::appointment)
}

/// An answer of another publisher: the bundle, each resource in it, and what they refer to.
#[must_use]
pub fn searchset(value: &Value) -> Vec<Issue> {
    run(value, "Bundle", searchset::searchset)
}

/// Any resource, by its type and its profile; of a type or a profile that we do not exchange, only that nothing is empty.
#[must_use]
pub fn resource(value: &Value) -> Vec<Issue> {
    match value.get("resourceType").and_then(Value::as_str) {
        Some("Bundle") => searchset(value),
        Some("Appointment") if follows(value, at::APPOINTMENT) => appointment(value),
        Some("Practitioner") if follows(value, at::REGULATOR) => regulator(value),
        Some(name) => run(value, name, entry),
        None => vec![not_a_resource()],
    }
}

/// The rules of a resource inside a searchset.
fn entry(report: &mut Report, node: &Node) {
    match node.name() {
        Some("Slot") => slot::slot(report, node),
        Some("Schedule") => slot::schedule(report, node),
        Some("Practitioner") => people::practitioner(report, node),
        Some("PractitionerRole") => structure::role(report, node),
        Some("Location") => structure::location(report, node),
        Some("HealthcareService") => structure::healthcare_service(report, node),
        Some("Organization") => structure::organization(report, node),
        _ => {}
    }
}

fn run(value: &Value, name: &str, rules: fn(&mut Report, &Node)) -> Vec<Issue> {
    let node = Node::root(value, name);
    if node.name() != Some(name) {
        return vec![match node.name() {
            Some(came) => Issue::error(
                IssueCode::Invalid,
                "resourceType",
                format!("Une ressource {came} a été reçue au lieu d’une ressource {name}."),
            ),
            None => not_a_resource(),
        }];
    }
    let mut report = Report::default();
    empty::elements(&mut report, value, name);
    rules(&mut report, &node);
    report.issues
}

fn not_a_resource() -> Issue {
    Issue::error(
        IssueCode::Structure,
        "",
        "Une ressource FHIR est attendue\u{a0}: un objet JSON avec resourceType.",
    )
}

/// Whether a resource says that it follows a profile, whatever the version of it.
fn follows(value: &Value, profile: &str) -> bool {
    let said = value.pointer("/meta/profile").and_then(Value::as_array);
    let same = |one: &str| one.split('|').next() == Some(profile);
    said.is_some_and(|list| list.iter().filter_map(Value::as_str).any(same))
}

/// The same, of a resource inside another.
fn follows_one(node: &Node, profile: &str) -> bool {
    node.value.is_some_and(|value| follows(value, profile))
}
