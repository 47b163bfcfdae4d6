use serde_json::json;

use super::vectors;
use crate::resource::{HumanName, Organization, Resource, Slot};

#[test]
fn what_comes_goes_back_field_by_field() {
    let mut typed = 0;
    for folder in ["sas-1.1.0", "fr-core-2.2.0", "derived-positive", "negative"] {
        for (name, value) in vectors(folder) {
            let resource = Resource::read(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!matches!(resource, Resource::Other(_)), "{name} has a type of ours");
            assert_eq!(serde_json::to_value(&resource).unwrap(), value, "{name}");
            typed += 1;
        }
    }
    assert!(typed > 40, "{typed}");
}

#[test]
fn unknown_members_and_extensions_of_primitives_are_kept() {
    let came = json!({
        "resourceType": "Organization", "id": "1", "language": "fr", "implicitRules": "https://rules.example",
        "address": [{"line": [null], "_line": [{"extension": [{"url": "https://x.example", "valueString": "96"}]}]}],
        "name": "Maison de santé", "_name": {"extension": [{"url": "https://y.example", "valueCode": "a"}]},
        "alias": ["MSP"], "telecom": [{"system": "phone", "value": "+33471000000", "rank": 1}],
    });
    let read: Organization = serde_json::from_value(came.clone()).unwrap();
    assert_eq!(read.address[0].line, [None]);
    assert_eq!(serde_json::to_value(&read).unwrap(), came);
}

#[test]
fn a_resource_of_another_type_is_not_taken_for_ours() {
    let schedule = json!({"resourceType": "Schedule", "id": "1"});
    assert!(serde_json::from_value::<Slot>(schedule).unwrap_err().to_string().contains("expected Slot"));
    assert!(serde_json::from_value::<Slot>(json!({"id": "1"})).is_err());
    let other = json!({"resourceType": "Patient", "id": "p"});
    assert_eq!(Resource::read(other.clone()).unwrap(), Resource::Other(other));
}

#[test]
fn nothing_empty_is_written() {
    assert_eq!(serde_json::to_value(Slot::default()).unwrap(), json!({"resourceType": "Slot"}));
    assert_eq!(serde_json::to_value(HumanName::default()).unwrap(), json!({}));
}
