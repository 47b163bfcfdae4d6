use serde_json::Value;

use super::node::{Node, Report};
use crate::issue::IssueCode;

/// FHIR has no empty text, list or object, and no null but the placeholders of a list.
pub(super) fn elements(report: &mut Report, value: &Value, path: &str) {
    match value {
        Value::Object(members) if members.is_empty() => empty(report, path),
        Value::Object(members) => {
            for (name, member) in members {
                let path = format!("{path}.{name}");
                if member.is_null() {
                    empty(report, &path);
                }
                elements(report, member, &path);
            }
        }
        Value::Array(items) if items.is_empty() => empty(report, path),
        Value::Array(items) => {
            for (rank, item) in items.iter().enumerate() {
                elements(report, item, &format!("{path}[{rank}]"));
            }
        }
        Value::String(text) if text.is_empty() => empty(report, path),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn empty(report: &mut Report, path: &str) {
    let node = Node { value: None, path: path.to_owned() };
    report.error(
        IssueCode::Structure,
        &node,
        "Cet élément est vide\u{a0}: un élément sans valeur ne doit pas être transmis.",
    );
}
