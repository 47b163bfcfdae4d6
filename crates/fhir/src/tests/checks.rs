use proptest::prelude::*;
use serde_json::{Value, json};

use super::{vector, vectors};
use crate::check;
use crate::resource::OperationOutcome;
use crate::sas::{Regulator, read};
use crate::{Issue, IssueCode, Severity, refused};

fn errors(value: &Value) -> Vec<(String, IssueCode)> {
    let issues = check::resource(value).into_iter().filter(|one| one.severity == Severity::Error);
    issues.map(|one| (one.path, one.code)).collect()
}

#[test]
fn every_example_of_the_guide_is_accepted() {
    for folder in ["sas-1.1.0", "derived-positive"] {
        for (name, value) in vectors(folder) {
            assert_eq!(errors(&value), [], "{name}");
        }
    }
}

#[test]
fn each_fault_is_found_where_it_is() {
    let expected = [
        ("appointment-no-operator.json", "Appointment.extension", IssueCode::Required),
        ("org-cpts-finess-without-prefix.json", "Organization.identifier[0].value", IssueCode::Value),
        ("regulator-no-active.json", "Practitioner.active", IssueCode::Required),
        ("regulator-telecom-phone.json", "Practitioner.telecom[0].system", IssueCode::Value),
        ("role-no-contained-location.json", "PractitionerRole.contained", IssueCode::Required),
        ("slot-no-end.json", "Slot.end", IssueCode::Required),
        ("slot-security-unknown-code.json", "Slot.meta.security[2].code", IssueCode::Value),
        ("slot-status-busy.json", "Slot.status", IssueCode::Value),
    ];
    let negative = vectors("negative");
    assert_eq!(negative.len(), expected.len());
    for ((name, value), (file, path, code)) in negative.iter().zip(expected) {
        assert_eq!(name, file);
        assert_eq!(errors(value), [(path.to_owned(), code)], "{name}");
    }
}

/// An example of the guide, what is changed in it (JSON pointer, new value or none), and where the fault must be found.
type Case = (&'static str, &'static str, &'static str, &'static str);

const SLOT: &str = "Slot-ExampleSlotCPTS1.json";
const REGULATOR: &str = "Practitioner-ExamplePractitionerRegul2.json";
const ROLE: &str = "PractitionerRole-ExamplePractitionerRoleAgregateur.json";
const SCHEDULE: &str = "Schedule-ExampleSchedule.json";

#[rustfmt::skip]
const CASES: &[Case] = &[
    (SLOT, "/start", r#""2024-06-12T16:40:00""#, "Slot.start"),
    (SLOT, "/start", "3", "Slot.start"),
    (SLOT, "/end", r#""2024-06-12T16:40:00.000+02:00""#, "Slot.end"),
    (SLOT, "/comment", r#""""#, "Slot.comment"),
    (SLOT, "/specialty", "[]", "Slot.specialty"),
    (SLOT, "/schedule", r#"{"display": "?"}"#, "Slot.schedule.reference"),
    (SLOT, "/serviceType/1/coding/0/code", r#""603""#, "Slot.serviceType[1].coding[0].code"),
    (SLOT, "/serviceType/1/extension", "", "Slot.serviceType[1].extension"),
    (SLOT, "/serviceType/1/coding/0/system", r#""http://terminology.hl7.org/CodeSystem/v3-ActCode""#, "Slot.serviceType[1].extension"),
    (SLOT, "/appointmentType/coding/0/code", r#""X""#, "Slot.appointmentType.coding[0].code"),
    (SLOT, "/meta/security/0/system", r#""x""#, "Slot.meta.security[0].system"),
    ("Slot-ExampleSlotPSIndiv1.json", "/meta/security/0/code", r#""CPTS""#, "Slot.meta.security[0].code"),
    (SCHEDULE, "/serviceType", r#"[{"text": "x"}]"#, "Schedule.serviceType"),
    (SCHEDULE, "/actor", "", "Schedule.actor"),
    ("Practitioner-ExamplePractitioner.json", "/identifier/0/system", r#""x""#, "Practitioner.identifier[0].system"),
    (REGULATOR, "/active", r#""true""#, "Practitioner.active"),
    (REGULATOR, "/name/0/given", r#"["A", "B"]"#, "Practitioner.name[0].given"),
    (REGULATOR, "/name/0/family", r#"" ""#, "Practitioner.name[0].family"),
    (REGULATOR, "/name", r#""Jules""#, "Practitioner.name"),
    (REGULATOR, "/identifier/0/type/coding/0/code", r#""INTRN""#, "Practitioner.identifier[0].type.coding"),
    (REGULATOR, "/identifier/0/value", r#""deux mots""#, "Practitioner.identifier[0].value"),
    (REGULATOR, "/telecom/0/value", r#""0471000000""#, "Practitioner.telecom[0].value"),
    (ROLE, "/location/0/reference", r##""#x""##, "PractitionerRole.location[0].reference"),
    (ROLE, "/contained/0/address", "", "PractitionerRole.contained[0].address"),
    (ROLE, "/contained/0/address/line", r#"["1 rue A", "2 rue B"]"#, "PractitionerRole.contained[0].address.line"),
    (ROLE, "/practitioner", "", "PractitionerRole.practitioner.reference"),
    ("Organization-ExampleOrgaCPTS1.json", "/identifier/0/type/coding/0/code", r#""SIRET""#, "Organization.identifier[0].type.coding"),
    ("HealthcareService-ExampleHealthcareServiceCPTS1.json", "/providedBy", "", "HealthcareService.providedBy.reference"),
    ("Appointment-1.json", "/participant/0/actor", r#"{"display": "x"}"#, "Appointment.participant[0].actor.identifier"),
    ("Appointment-1.json", "/extension/0/valueReference/identifier/type/coding/0/code", r#""X""#,
     "Appointment.extension[0].valueReference.identifier.type.coding[0].code"),
    ("Bundle-ExampleBundlePSIndiv.json", "/type", r#""collection""#, "Bundle.type"),
    ("Bundle-ExampleBundlePSIndiv.json", "/total", r#""4""#, "Bundle.total"),
    ("Bundle-ExampleBundlePSIndiv.json", "/entry/2/resource", "", "Bundle.entry[2].resource"),
];

#[test]
fn more_faults_are_found_where_they_are() {
    for (name, pointer, value, path) in CASES {
        let mut resource = vector("sas-1.1.0", name);
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let parent = resource.pointer_mut(parent).unwrap();
        match (parent, value.is_empty()) {
            (Value::Object(members), true) => drop(members.remove(member).unwrap()),
            (Value::Object(members), false) => {
                members.insert((*member).to_owned(), serde_json::from_str(value).unwrap());
            }
            (Value::Array(items), _) => {
                items[member.parse::<usize>().unwrap()] = serde_json::from_str(value).unwrap();
            }
            _ => panic!("{pointer}"),
        }
        let errors = errors(&resource);
        assert!(errors.iter().any(|(at, _)| at == path), "{name} {pointer} {value}: {errors:?}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_an_error_of_the_bundle() {
    let mut bundle = vector("sas-1.1.0", "Bundle-ExampleBundlePSIndiv.json");
    bundle["entry"][0]["resource"]["schedule"]["reference"] = "Schedule/nulle-part".into();
    bundle["total"] = 17.into();
    let issues = check::searchset(&bundle);
    let lost = issues.iter().find(|one| one.severity == Severity::Error).unwrap();
    assert_eq!(lost.path, "Bundle.entry[0].resource.schedule.reference");
    assert_eq!(
        lost.diagnostics,
        "«\u{a0}Schedule/nulle-part\u{a0}» a été reçu au lieu de\u{a0}: une ressource du même lot."
    );
    let total = issues.iter().find(|one| one.path == "Bundle.total").unwrap();
    assert_eq!(
        (total.severity, total.diagnostics.as_str()),
        (Severity::Warning, "Le total doit être le nombre de créneaux\u{a0}: 4.")
    );
}

#[test]
fn a_false_key_is_told_and_never_refused() {
    let mut value = vector("sas-1.1.0", "Practitioner-ExamplePractitionerRegul2.json");
    value["identifier"][0]["value"] = "899729141773".into();
    let issues = check::regulator(&value);
    assert!(!refused(&issues));
    assert_eq!(issues.len(), 1);
    assert!(issues[0].diagnostics.contains("clé"));
    value["identifier"][0]["value"] = "899729141772".into();
    assert_eq!(check::regulator(&value), []);
}

#[test]
fn what_is_no_resource_or_another_one_is_said() {
    for wrong in [json!(null), json!([]), json!("Slot"), json!({}), json!({"resourceType": 3})] {
        assert_eq!(check::resource(&wrong)[0].code, IssueCode::Structure, "{wrong}");
        assert!(refused(&check::regulator(&wrong)));
    }
    let other = check::appointment(&json!({"resourceType": "Slot"}));
    assert_eq!(other[0].diagnostics, "Une ressource Slot a été reçue au lieu d’une ressource Appointment.");
}

#[test]
fn issues_make_an_outcome() {
    let issues = [
        Issue::error(IssueCode::Required, "Slot.end", "Il manque la fin."),
        Issue::warning(IssueCode::Value, "", "Étrange."),
    ];
    let outcome = OperationOutcome::from(issues.as_slice());
    assert_eq!(
        serde_json::to_value(outcome).unwrap(),
        json!({"resourceType": "OperationOutcome", "issue": [
            {"severity": "error", "code": "required", "diagnostics": "Il manque la fin.", "expression": ["Slot.end"]},
            {"severity": "warning", "code": "value", "diagnostics": "Étrange."},
        ]})
    );
    assert_eq!(issues[0].to_string(), "Slot.end\u{a0}: Il manque la fin.");
}

/// Any JSON, of the names that our rules look at.
fn any_json() -> impl Strategy<Value = Value> {
    let name = proptest::sample::select(vec![
        "resourceType",
        "entry",
        "resource",
        "identifier",
        "meta",
        "security",
        "serviceType",
        "coding",
        "extension",
        "url",
        "name",
        "given",
        "telecom",
        "contained",
        "location",
        "address",
        "line",
        "type",
        "system",
        "value",
        "reference",
        "id",
    ]);
    let text = proptest::sample::select(vec![
        "",
        "Slot",
        "Bundle",
        "Practitioner",
        "PractitionerRole",
        "Organization",
        "Appointment",
        "free",
        "604",
        "é",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_that_comes_makes_us_panic(value in any_json(), name in 0usize..7) {
        let names = ["Slot", "Bundle", "Practitioner", "PractitionerRole", "Organization", "Appointment", "Location"];
        let mut value = value;
        if let Some(members) = value.as_object_mut() {
            members.insert("resourceType".into(), names[name].into());
        }
        let _ = (check::resource(&value), check::regulator(&value), check::searchset(&value));
        let _ = (Regulator::read(&value), read(&value));
    }
}
