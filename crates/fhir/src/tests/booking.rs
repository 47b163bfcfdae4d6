use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::world::at;
use super::{vector, vectors};
use crate::capability::{Declared, Parameter, Server, statement};
use crate::check;
use crate::sas::{Booking, BookingStatus, Operator, OperatorKind, Orientation, Regulator};
use crate::search::Token;
use crate::{IssueCode, NationalId, Severity};

fn token(system: &str, value: &str) -> Token {
    Token { system: system.into(), value: value.into() }
}

fn booking(status: BookingStatus) -> Booking {
    Booking {
        number: token("https://cpts.example/rdv", "0192f7a0-0000-7000-8000-000000000001"),
        status,
        start: at("2026-11-21T09:00:00Z"),
        end: at("2026-11-21T09:20:00Z"),
        created: Some(at("2026-11-21T08:00:00Z")),
        operator: Operator {
            kind: OperatorKind::Technical,
            number: token("urn:oid:1.2.250.1.213.3.6", "b6e39355-8a61-4556-b340-36f7b95fec6a"),
        },
        practitioner: NationalId::read("99729141772").unwrap(),
        accepted: true,
        orientation: None,
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

#[test]
fn a_booking_is_written_as_the_guide_says() {
    let mut one = booking(BookingStatus::Booked);
    one.orientation = Some(Orientation::Cpts);
    let kind = |code: &str| json!({"coding": [{"system": "http://interopsante.org/fhir/CodeSystem/fr-v2-0203", "code": code}]});
    assert_eq!(
        serde_json::to_value(one.appointment(&paris())).unwrap(),
        json!({
            "resourceType": "Appointment",
            "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/FrAppointmentSAS"]},
            "extension": [
                {
                    "url": "http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator",
                    "valueReference": {"identifier": {
                        "type": kind("INTRN"),
                        "system": "urn:oid:1.2.250.1.213.3.6",
                        "value": "b6e39355-8a61-4556-b340-36f7b95fec6a",
                    }},
                },
                {
                    "url": "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-categorie-orientation",
                    "valueCodeableConcept": {"coding": [{
                        "system": "https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
                        "code": "604",
                    }]},
                },
            ],
            "identifier": [{"system": "https://cpts.example/rdv", "value": "0192f7a0-0000-7000-8000-000000000001"}],
            "status": "booked",
            "start": "2026-11-21T10:00:00.000+01:00",
            "end": "2026-11-21T10:20:00.000+01:00",
            "created": "2026-11-21T09:00:00.000+01:00",
            "participant": [{
                "actor": {"identifier": {"type": kind("IDNPS"), "system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899729141772"}},
                "status": "accepted",
            }],
        })
    );
}

#[test]
fn a_booking_comes_back_in_each_of_its_states() {
    for status in BookingStatus::ALL {
        for (kind, orientation) in
            [(OperatorKind::National, None), (OperatorKind::Technical, Some(Orientation::Marketplace))]
        {
            let mut one = booking(*status);
            (one.operator.kind, one.orientation, one.accepted) = (kind, orientation, orientation.is_none());
            let written = serde_json::to_value(one.appointment(&paris())).unwrap();
            assert_eq!(check::appointment(&written), []);
            assert_eq!(Booking::read(&written, &paris()), Ok(one));
        }
    }
}

#[test]
fn the_example_of_the_guide_is_read() {
    let read = Booking::read(&vector("sas-1.1.0", "Appointment-1.json"), &paris()).unwrap();
    assert_eq!(
        read.operator,
        Operator {
            kind: OperatorKind::National,
            number: token("urn:oid:1.2.250.1.71.4.2.1", "3456780581/11242343"),
        }
    );
    assert_eq!((read.practitioner.as_str(), read.status), ("810100050075", BookingStatus::Booked));
    assert_eq!(read.start, at("2022-09-04T13:00:00Z"));
}

#[test]
fn a_booking_that_carries_a_patient_or_a_state_of_others_is_refused() {
    let mut value = vector("sas-1.1.0", "Appointment-1.json");
    value["participant"][0]["actor"]["reference"] = "Patient/1".into();
    value["status"] = "proposed".into();
    value["end"] = value["start"].clone();
    let issues = Booking::read(&value, &paris()).unwrap_err();
    let of = |path: &str| issues.iter().find(|one| one.path == path).map(|one| one.code);
    assert_eq!(of("Appointment.participant[0].actor.reference"), Some(IssueCode::Invalid));
    assert_eq!(of("Appointment.status"), Some(IssueCode::Value));
    assert_eq!(of("Appointment.end"), Some(IssueCode::BusinessRule));
}

#[test]
fn regulators_are_read_whatever_their_number() {
    let read = |name: &str| Regulator::read(&vector("sas-1.1.0", name)).unwrap();
    let first = read("Practitioner-ExamplePractitionerRegul1.json");
    assert_eq!(first.others, [token("urn:oid:1.2.250.1.71.4.2.2", "3456780581/11242343")]);
    assert_eq!((first.family.as_str(), first.given.as_str()), ("Loridon", "Sébastien"));
    let second = read("Practitioner-ExamplePractitionerRegul2.json");
    assert_eq!(second.national_id.as_deref(), Some("810002673899"));
    assert_eq!((second.active, second.email.as_str()), (true, "jules.marius@test.com"));
    let mut both = vector("sas-1.1.0", "Practitioner-ExamplePractitionerRegul2.json");
    both["identifier"].as_array_mut().unwrap().push(json!({
        "type": {"coding": [{"system": "http://interopsante.org/fhir/CodeSystem/fr-v2-0203", "code": "INTRN"}]},
        "system": "urn:oid:1.2.250.1.213.3.6", "value": "b6e39355",
    }));
    both["active"] = Value::Bool(false);
    let both = Regulator::read(&both).unwrap();
    assert_eq!((both.sas_id.as_deref(), both.active), (Some("b6e39355"), false));
}

#[test]
fn regulators_without_what_an_account_needs_are_refused() {
    for (name, _) in vectors("negative").iter().filter(|(name, _)| name.starts_with("regulator")) {
        assert!(Regulator::read(&vector("negative", name)).is_err(), "{name}");
    }
    for member in ["identifier", "name", "telecom", "active"] {
        let mut value = vector("sas-1.1.0", "Practitioner-ExamplePractitionerRegul2.json");
        value.as_object_mut().unwrap().remove(member);
        let issues = Regulator::read(&value).unwrap_err();
        let wrong: Vec<_> = issues.iter().filter(|one| one.severity == Severity::Error).collect();
        assert_eq!(wrong.len(), 1);
        assert_eq!(
            (wrong[0].path.as_str(), wrong[0].code),
            (format!("Practitioner.{member}").as_str(), IssueCode::Required)
        );
    }
}

#[test]
fn the_statement_says_what_is_declared_and_nothing_else() {
    let resources = [
        Declared {
            name: "Slot",
            profiles: &["https://a.example", "https://b.example"],
            interactions: &["read", "search-type"],
            includes: &["Slot:schedule"],
            parameters: &[Parameter {
                name: "start",
                kind: "date",
                definition: None,
                words: "Début du créneau",
            }],
            ..Declared::default()
        },
        Declared {
            name: "Practitioner",
            profiles: &["https://c.example"],
            interactions: &["create", "update"],
            update_create: true,
            conditional_update: true,
            ..Declared::default()
        },
    ];
    let server = Server {
        software: "Maillage",
        version: "1.0",
        description: "Agenda d’une CPTS",
        base: "https://cpts.example/fhir",
        since: at("2026-11-21T09:00:00Z"),
        resources: &resources,
    };
    assert_eq!(
        serde_json::to_value(statement(&server, &paris())).unwrap(),
        json!({
            "resourceType": "CapabilityStatement",
            "status": "active", "date": "2026-11-21T10:00:00.000+01:00", "kind": "instance",
            "software": {"name": "Maillage", "version": "1.0"},
            "implementation": {"description": "Agenda d’une CPTS", "url": "https://cpts.example/fhir"},
            "fhirVersion": "4.0.1", "format": ["application/fhir+json", "json"],
            "implementationGuide": ["https://interop.esante.gouv.fr/ig/fhir/sas"],
            "rest": [{"mode": "server", "resource": [
                {
                    "type": "Slot", "supportedProfile": ["https://a.example", "https://b.example"],
                    "interaction": [{"code": "read"}, {"code": "search-type"}], "searchInclude": ["Slot:schedule"],
                    "searchParam": [{"name": "start", "type": "date", "documentation": "Début du créneau"}],
                },
                {
                    "type": "Practitioner", "profile": "https://c.example",
                    "interaction": [{"code": "create"}, {"code": "update"}], "updateCreate": true, "conditionalUpdate": true,
                },
            ]}],
        })
    );
}
