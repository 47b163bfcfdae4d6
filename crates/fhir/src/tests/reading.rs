use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::vector;
use super::world::{at, publication};
use crate::sas::{Answer, Mode, Publication, Specialty, Visibility, read};
use crate::search::Flavour;

fn written(publication: &Publication) -> Value {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let answer = Answer { base: "https://cpts.example/fhir", zone: &zone, flavour: Flavour::Cpts };
    serde_json::from_slice(&answer.bundle("1", "https://cpts.example/fhir/Slot", publication)).unwrap()
}

/// What is published of it: places, people and CPTS without slot are not.
fn published(mut publication: Publication) -> Publication {
    for one in &mut publication.professionals {
        one.places.retain(|place| !place.slots.is_empty());
    }
    publication.professionals.retain(|one| !one.places.is_empty());
    publication.cpts.retain(|one| one.id != "ailleurs");
    publication
}

#[test]
fn what_we_publish_is_what_we_read() {
    let reading = read(&written(&publication())).unwrap();
    assert_eq!(reading.left_out, []);
    assert_eq!(reading.publication, published(publication()));
}

#[test]
fn the_bundle_of_the_guide_is_read_whole() {
    let reading = read(&vector("sas-1.1.0", "Bundle-ExampleBundlePSIndiv.json")).unwrap();
    assert_eq!(reading.left_out, []);
    let people = &reading.publication.professionals;
    let shape: Vec<(&str, Vec<usize>)> = people
        .iter()
        .map(|one| (one.national_id.as_str(), one.places.iter().map(|place| place.slots.len()).collect()))
        .collect();
    assert_eq!(shape, [("810100050075", vec![1, 1]), ("810002673899", vec![2])]);
    let slot = &people[1].places[0].slots[1];
    assert_eq!(slot.start, at("2021-11-04T14:40:00Z"));
    assert_eq!(slot.visible, [Visibility::Public, Visibility::Pro]);
    assert_eq!((slot.modes.as_slice(), slot.reasons.len()), ([Mode::Home].as_slice(), 2));
    assert_eq!(slot.specialties[0], Specialty::Code("SM41".into()));
    assert_eq!(people[1].places[0].phone.as_deref(), Some("+33658913859"));
    assert_eq!(people[0].places[1].city, "AGEN");
    assert_eq!(people[0].places[1].structure.as_ref().unwrap().as_str(), "1810004956");
}

#[test]
fn absolute_addresses_and_unknown_profiles_are_fine() {
    let mut bundle = written(&publication());
    for entry in bundle["entry"].as_array_mut().unwrap() {
        entry["resource"]["meta"]["profile"] = json!(["https://autre.example/profil"]);
        for name in ["schedule", "practitioner", "providedBy"] {
            if let Some(reference) = entry["resource"].get_mut(name).and_then(|one| one.get_mut("reference"))
            {
                *reference = format!("https://cpts.example/fhir/{}", reference.as_str().unwrap()).into();
            }
        }
        if entry["resource"]["resourceType"] == "Schedule" {
            // Only the role: the professional is found through it.
            entry["resource"]["actor"].as_array_mut().unwrap().remove(0);
            entry.as_object_mut().unwrap().remove("fullUrl");
        }
    }
    let reading = read(&bundle).unwrap();
    assert_eq!(reading.left_out, []);
    assert_eq!(reading.publication, published(publication()));
}

#[test]
fn what_cannot_be_used_is_left_out_and_said() {
    let mut bundle = written(&publication());
    let resource = |bundle: &mut Value, rank: usize| bundle["entry"][rank]["resource"].take();
    let mut broken = resource(&mut bundle, 0);
    broken["start"] = "demain".into();
    bundle["entry"][0]["resource"] = broken;
    bundle["entry"][1]["resource"]["status"] = "busy".into();
    bundle["entry"][2]["resource"]["meta"]["security"][0]["code"] = "AUTRE".into();
    bundle["entry"][2]["resource"]["serviceType"][2]["extension"][0]["valueReference"]["reference"] =
        "HealthcareService/x".into();
    bundle["entry"][3]["resource"]["schedule"]["reference"] = "Schedule/x".into();
    let reading = read(&bundle).unwrap();
    let said: Vec<String> = reading.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 5, "{said:#?}");
    assert!(
        said[0].starts_with("Bundle.entry[0].resource\u{a0}: Ressource laissée de côté, illisible. Slot.start\u{a0}: «\u{a0}demain"),
        "{said:?}"
    );
    assert!(said[1].ends_with("Créneau laissé de côté\u{a0}: il n’est pas libre."));
    assert!(said[2].ends_with("Type de créneau inconnu, laissé de côté\u{a0}: AUTRE."));
    assert!(said[3].ends_with("La CPTS que nomme ce créneau n’est pas dans le lot."));
    assert!(said[4].ends_with("son agenda n’est pas dans le lot."));
    let people = reading.publication.professionals;
    assert_eq!((people.len(), people[0].places.len()), (1, 1));
    assert_eq!(people[0].places[0].slots[0].visible, [Visibility::Cpts]);
}

#[test]
fn a_place_without_address_is_kept_and_said() {
    let mut bundle = written(&publication());
    for entry in bundle["entry"].as_array_mut().unwrap() {
        entry["resource"].as_object_mut().unwrap().remove("contained");
    }
    let reading = read(&bundle).unwrap();
    assert_eq!(reading.left_out.len(), 3);
    assert!(reading.left_out[0].diagnostics.contains("adresse"));
    assert_eq!(reading.publication.professionals[0].places[0].city, "");
}

#[test]
fn a_comment_that_is_no_address_never_becomes_a_link() {
    let mut bundle = written(&publication());
    bundle["entry"][0]["resource"]["comment"] = "javascript:alert(1)".into();
    let reading = read(&bundle).unwrap();
    assert_eq!(reading.publication.professionals[0].places[0].slots[0].page, None);
    assert!(reading.left_out[0].diagnostics.contains("page de rendez-vous"));
}

#[test]
fn slots_of_a_structure_without_professional_are_left_out() {
    let reading = read(&vector("sas-1.1.0", "Bundle-ExampleBundleAgregateurSOS.json")).unwrap();
    assert_eq!(reading.publication, Publication::default());
    assert!(reading.left_out.iter().all(|one| one.diagnostics.contains("aucun professionnel")));
}

#[test]
fn a_refusal_of_the_publisher_is_told_in_its_words() {
    let outcome = json!({"resourceType": "OperationOutcome", "issue": [
        {"severity": "error", "code": "too-costly", "diagnostics": "Trop d’identifiants."},
        {"severity": "error", "code": "invalid"},
    ]});
    let said: Vec<String> = read(&outcome).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["Le serveur a refusé\u{a0}: Trop d’identifiants.", "Le serveur a refusé\u{a0}: invalid"]
    );
    assert!(read(&json!({"resourceType": "Slot"})).is_err());
    let empty = read(&vector("derived-positive", "bundle-empty.json")).unwrap();
    assert_eq!((empty.publication, empty.left_out), (Publication::default(), Vec::new()));
}
