use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{at, cpts, place, professional, publication, slot};
use crate::check;
use crate::issue::refused;
use crate::sas::{Answer, Publication, StructureId, Visibility, searchset};
use crate::search::{Flavour, self_link};

const BASE: &str = "https://cpts.example/fhir";

fn answer(flavour: Flavour, publication: &Publication) -> Value {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let link = self_link("https://cpts.example/fhir/Slot", b"status=free&start=ge2026-11-21");
    let bytes = Answer { base: BASE, zone: &zone, flavour }.bundle("lot-1", &link, publication);
    serde_json::from_slice(&bytes).unwrap()
}

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|one| &one["resource"]).filter(|one| one["resourceType"] == kind).collect()
}

fn ids(bundle: &Value, kind: &str) -> Vec<String> {
    resources(bundle, kind).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_slot_for_two_cpts_is_written_as_the_guide_says() {
    let bundle = answer(Flavour::Cpts, &publication());
    let expected = json!({
        "resourceType": "Slot",
        "id": "s1",
        "meta": {
            "profile": ["https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-cpts-slot-aggregator"],
            "security": [
                {"system": "https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau", "code": "PUBLIC"},
                {"system": "https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau", "code": "CPTS"},
            ],
        },
        "serviceType": [
            {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}]},
            {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "VR"}]},
            service("velay"),
            service("lignon"),
            {"text": "Visite de contrôle"},
        ],
        "specialty": [
            {"coding": [{
                "system": "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
                "code": "SM54",
            }]},
            {"text": "Médecine du sport"},
        ],
        "appointmentType": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0276", "code": "ROUTINE"}]},
        "schedule": {"reference": "Schedule/l1"},
        "status": "free",
        "start": "2026-11-21T10:00:00.000+01:00",
        "end": "2026-11-21T10:20:00.000+01:00",
        "comment": "https://cpts.example/rdv?effecteur=1",
    });
    assert_eq!(
        bundle["entry"][0],
        json!({
            "fullUrl": "https://cpts.example/fhir/Slot/s1",
            "resource": expected,
            "search": {"mode": "match"},
        })
    );
}

fn service(cpts: &str) -> Value {
    json!({
        "extension": [{
            "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Slot.serviceType",
            "valueReference": {"reference": format!("HealthcareService/{cpts}")},
        }],
        "coding": [{
            "system": "https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
            "code": "604",
        }],
    })
}

#[test]
fn the_bundle_of_cpts_holds_each_resource_once() {
    let bundle = answer(Flavour::Cpts, &publication());
    assert_eq!(bundle["total"], 4);
    assert_eq!(bundle["type"], "searchset");
    assert_eq!(
        bundle["link"],
        json!([{
            "relation": "self",
            "url": "https://cpts.example/fhir/Slot?status=free&start=ge2026-11-21",
        }])
    );
    assert_eq!(ids(&bundle, "Slot"), ["s1", "s2", "s3", "s4"]);
    assert_eq!(ids(&bundle, "Schedule"), ["l1", "l2", "l4"], "a place without slot is not there");
    assert_eq!(ids(&bundle, "PractitionerRole"), ["l1", "l2", "l4"]);
    assert_eq!(ids(&bundle, "Practitioner"), ["p1", "p2"], "nor a professional without slot");
    assert_eq!(ids(&bundle, "HealthcareService"), ["velay", "lignon"], "nor a CPTS that no slot names");
    assert_eq!(ids(&bundle, "Organization"), ["velay", "lignon"]);
    assert_eq!(check::searchset(&bundle), []);
}

#[test]
fn what_slots_refer_to_is_written_as_the_guide_says() {
    let bundle = answer(Flavour::Cpts, &publication());
    let type_of = |system: &str, code: &str| json!({"coding": [{"system": system, "code": code}]});
    assert_eq!(
        resources(&bundle, "Schedule")[1],
        &json!({
            "resourceType": "Schedule", "id": "l2",
            "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/FrScheduleAgregateur"]},
            "actor": [{"reference": "Practitioner/p1"}, {"reference": "PractitionerRole/l2"}],
        })
    );
    assert_eq!(
        resources(&bundle, "Practitioner")[0],
        &json!({
            "resourceType": "Practitioner", "id": "p1",
            "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/FrPractitionerAgregateur"]},
            "identifier": [{
                "type": type_of("http://interopsante.org/fhir/CodeSystem/fr-v2-0203", "IDNPS"),
                "system": "urn:oid:1.2.250.1.71.4.2.1",
                "value": "899729141772",
            }],
            "name": [{"family": "FICTIVE", "given": ["Alix"]}],
        })
    );
    assert_eq!(
        resources(&bundle, "PractitionerRole")[0],
        &json!({
            "resourceType": "PractitionerRole", "id": "l1",
            "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/FrPractitionerRoleExerciceAgregateur"]},
            "contained": [{
                "resourceType": "Location", "id": "l1",
                "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/FrLocationAgregateur"]},
                "identifier": [{
                    "type": type_of("http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type", "INTRN"),
                    "system": "https://cpts.example/lieux",
                    "value": "l1",
                }],
                "address": {"line": ["1 place du Marché"], "city": "Le Puy-en-Velay", "postalCode": "43000"},
            }],
            "practitioner": {"reference": "Practitioner/p1"},
            "organization": {"identifier": {
                "type": type_of("http://interopsante.org/fhir/CodeSystem/fr-v2-0203", "IDNST"),
                "system": "urn:oid:1.2.250.1.71.4.2.2",
                "value": "1430000109",
            }},
            "location": [{"reference": "#l1"}],
            "telecom": [{"system": "phone", "value": "+33471000000"}],
        })
    );
}

#[test]
fn a_cpts_has_the_kinds_of_number_of_both_guides() {
    let bundle = answer(Flavour::Cpts, &publication());
    assert_eq!(
        resources(&bundle, "HealthcareService")[0]["providedBy"],
        json!({"reference": "Organization/velay"})
    );
    let number = &resources(&bundle, "Organization")[0]["identifier"][0];
    assert_eq!(number["value"], "1430009999");
    assert_eq!(
        number["type"]["coding"],
        json!([
            {"system": "http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type", "code": "IDNST"},
            {"system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", "code": "IDNST"},
        ])
    );
}

#[test]
fn individuals_never_hear_of_cpts() {
    let mut publication = publication();
    publication.professionals[0].places[1].slots[0].visible = vec![Visibility::Cpts];
    let bundle = answer(Flavour::Individual, &publication);
    let text = bundle.to_string();
    assert!(!text.contains("604") && !text.contains("CPTS\"") && !text.contains("HealthcareService"));
    assert_eq!(bundle["meta"]["profile"][0], "http://sas.fr/fhir/StructureDefinition/BundleAgregateur");
    assert_eq!(ids(&bundle, "Slot"), ["s1", "s2", "s4"], "the slot that only CPTS may see is not there");
    assert_eq!(ids(&bundle, "Schedule"), ["l1", "l4"]);
    assert_eq!(check::searchset(&bundle), []);
}

#[test]
fn a_label_that_names_no_cpts_is_not_shown() {
    let mut alone = slot("s", "2026-11-21T09:00:00Z", &[]);
    alone.visible = vec![Visibility::Cpts];
    let mut public = slot("t", "2026-11-21T09:00:00Z", &["velay"]);
    public.visible = vec![Visibility::Snp];
    let publication = Publication {
        professionals: vec![professional("p", "99729141772", vec![place("l", vec![alone, public])])],
        cpts: vec![cpts("velay", "430009999")],
    };
    let bundle = answer(Flavour::Cpts, &publication);
    assert_eq!(ids(&bundle, "Slot"), ["t"]);
    assert!(!bundle.to_string().contains("604"), "named without the label: kept for oneself");
}

#[test]
fn an_empty_answer_has_no_entry_and_the_profile_of_individuals() {
    for flavour in [Flavour::Individual, Flavour::Cpts] {
        let expected = json!({
            "resourceType": "Bundle", "id": "lot-1",
            "meta": {"profile": ["http://sas.fr/fhir/StructureDefinition/BundleAgregateur"]},
            "type": "searchset", "total": 0,
            "link": [{"relation": "self", "url": "https://cpts.example/fhir/Slot?status=free&start=ge2026-11-21"}],
        });
        assert_eq!(answer(flavour, &Publication::default()), expected);
        let idle = Publication {
            professionals: vec![professional("p", "99729141772", vec![place("l", Vec::new())])],
            ..Publication::default()
        };
        assert_eq!(answer(flavour, &idle), expected);
    }
}

#[test]
fn nothing_empty_nor_in_a_form_that_sas_refuses_is_written() {
    let mut bare = slot("s", "2026-11-21T09:00:00Z", &[]);
    (bare.modes, bare.reasons, bare.specialties, bare.booking) = (Vec::new(), Vec::new(), Vec::new(), None);
    bare.page = Some("  ".into());
    let mut plain = place("l", vec![bare]);
    (plain.structure, plain.phone) = (None, Some("04 71 00 00 00".into()));
    let mut nameless = professional("p", "99729141772", vec![plain]);
    (nameless.family, nameless.given) = (None, Vec::new());
    let publication = Publication { professionals: vec![nameless], cpts: Vec::new() };
    for flavour in [Flavour::Individual, Flavour::Cpts] {
        let bundle = answer(flavour, &publication);
        assert_eq!(check::searchset(&bundle), []);
        assert!(!bundle.to_string().contains("telecom"), "a number that SAS does not take is not published");
    }
    for number in ["+262262000000", "+590590000000", "+594594000000", "+596596000000", "+33600000000"] {
        let mut there = place("l", vec![slot("s", "2026-11-21T09:00:00Z", &[])]);
        there.phone = Some(number.into());
        let publication = Publication {
            professionals: vec![professional("p", "99729141772", vec![there])],
            cpts: Vec::new(),
        };
        assert!(answer(Flavour::Individual, &publication).to_string().contains(number), "{number}");
    }
}

#[test]
fn the_best_number_of_a_structure_is_the_one_sent() {
    let best =
        |finess, siret, rang| StructureId::best(finess, siret, rang).map(|one| one.as_str().to_owned());
    assert_eq!(best(Some("430000109"), Some("12345678901234"), None).as_deref(), Some("1430000109"));
    assert_eq!(best(Some(""), Some("12345678901234"), Some("1")).as_deref(), Some("312345678901234"));
    assert_eq!(best(None, None, Some("10002673899001")).as_deref(), Some("410002673899001"));
    assert_eq!(best(None, None, Some("075123456700")).as_deref(), Some("075123456700"));
    assert_eq!(best(None, None, Some("")), None);
}

#[test]
fn kept_fragments_make_the_same_answer() {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let answer = Answer { base: BASE, zone: &zone, flavour: Flavour::Cpts };
    let who = professional(
        "p",
        "99729141772",
        vec![place("l", vec![slot("s", "2026-11-21T09:00:00Z", &["velay"])])],
    );
    let velay = cpts("velay", "430009999");
    let slots = [answer.slot(&who.places[0].slots[0], "l").unwrap()];
    let included = [answer.place("p", &who.places[0]), answer.professional(&who), answer.cpts(&velay)];
    let kept = searchset("1", Flavour::Cpts, "https://cpts.example", &slots, &included);
    let whole = answer.bundle(
        "1",
        "https://cpts.example",
        &Publication { professionals: vec![who], cpts: vec![velay] },
    );
    assert_eq!(kept, whole);
}

proptest! {
    #[test]
    fn whatever_people_typed_the_answer_is_json_that_we_accept(
        words in "\\PC{1,30}|[\"\\\\\u{0}-\u{1f}\u{2028}é]{1,10}",
        minutes in 0i64..2_000_000,
        count in 1usize..6,
        visible in proptest::sample::subsequence(Visibility::ALL, 0..=4),
    ) {
        let slots = (0..count).map(|rank| {
            let mut one = slot(&format!("s{rank}"), "2026-11-21T09:00:00Z", &["velay"]);
            one.start = at("2026-01-01T00:00:00Z") + jiff::SignedDuration::from_mins(minutes);
            one.end = one.start + jiff::SignedDuration::from_mins(15);
            one.visible.clone_from(&visible);
            one.reasons = vec![words.clone()];
            one
        });
        let mut there = place("l", slots.collect());
        there.city.clone_from(&words);
        let mut who = professional("p", "99729141772", vec![there]);
        who.family = Some(words.clone());
        let publication = Publication { professionals: vec![who], cpts: vec![cpts("velay", "430009999")] };
        for flavour in [Flavour::Individual, Flavour::Cpts] {
            let bundle = answer(flavour, &publication);
            prop_assert_eq!(bundle["total"].as_u64(), u64::try_from(ids(&bundle, "Slot").len()).ok());
            let issues = check::searchset(&bundle);
            prop_assert!(!refused(&issues) || words.trim().is_empty(), "{:?}", issues);
            let addresses: Vec<_> = bundle["entry"].as_array().into_iter().flatten().map(|one| one["fullUrl"].to_string()).collect();
            prop_assert_eq!(addresses.iter().collect::<BTreeSet<_>>().len(), addresses.len());
        }
    }
}
