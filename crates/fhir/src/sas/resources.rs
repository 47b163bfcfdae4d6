//! Plain data as the resources of the guide (sections « Slot », « Schedule »… of its profiles).

use super::answer::Answer;
use super::canonical as at;
use super::publication::{Cpts, FreeSlot, Place, Professional, Specialty, Visibility};
use crate::date::Instant;
use crate::resource::{
    Address, CodeableConcept, Coding, ContactPoint, Extension, HealthcareService, HumanName, Identifier,
    Location, Meta, Organization, Practitioner, PractitionerRole, Reference, Resource, Schedule, Slot, Text,
};
use crate::search::Flavour;

/// A slot, with the labels and the CPTS that the answer shows.
pub(super) fn slot(
    slot: &FreeSlot,
    place: &str,
    visible: &[Visibility],
    cpts: &[String],
    answer: &Answer,
) -> Slot {
    let profile = match answer.flavour {
        Flavour::Individual => at::SLOT,
        Flavour::Cpts => at::SLOT_CPTS,
    };
    let labels = visible.iter().map(|one| Coding::of(at::SLOT_TYPE, one.code()));
    let modes = slot.modes.iter().map(|one| Coding::of(at::ACT_CODE, one.code()).into());
    let reasons = slot.reasons.iter().map(|words| CodeableConcept::text(words.clone()));
    let specialty = |one: &Specialty| match one {
        Specialty::Code(code) => Coding::of(at::SPECIALTY, code.clone()).into(),
        Specialty::Text(words) => CodeableConcept::text(words.clone()),
    };
    Slot {
        id: text(&slot.id),
        meta: Some(Meta { security: labels.collect(), ..follows(profile) }),
        service_type: modes.chain(cpts.iter().map(|one| for_cpts(one))).chain(reasons).collect(),
        specialty: slot.specialties.iter().map(specialty).collect(),
        appointment_type: slot.booking.map(|one| Coding::of(at::APPOINTMENT_REASON, one.code()).into()),
        schedule: Some(refer("Schedule/", place)),
        status: Some("free".into()),
        start: Some(Instant::new(slot.start, answer.zone)),
        end: Some(Instant::new(slot.end, answer.zone)),
        comment: slot.page.as_deref().filter(|page| !page.trim().is_empty()).and_then(text),
        ..Slot::default()
    }
}

/// The serviceType by which a CPTS sees a slot.
fn for_cpts(cpts: &str) -> CodeableConcept {
    let service = serde_json::json!({ "reference": format!("HealthcareService/{cpts}") });
    CodeableConcept {
        extension: vec![Extension::new(at::SERVICE_TYPE, "valueReference", service)],
        ..Coding::of(at::STRUCTURE_CATEGORY, at::CPTS).into()
    }
}

/// The diary of a professional in a place.
pub(super) fn schedule(professional: &str, place: &Place) -> Schedule {
    Schedule {
        id: text(&place.id),
        meta: Some(follows(at::SCHEDULE)),
        actor: vec![refer("Practitioner/", professional), refer("PractitionerRole/", &place.id)],
        ..Schedule::default()
    }
}

/// A professional.
pub(super) fn practitioner(professional: &Professional) -> Practitioner {
    let name = HumanName {
        family: professional.family.as_deref().and_then(text),
        given: professional.given.iter().map(|one| text(one)).filter(Option::is_some).collect(),
        ..HumanName::default()
    };
    let named = name.family.is_some() || !name.given.is_empty();
    Practitioner {
        id: text(&professional.id),
        meta: Some(follows(at::PRACTITIONER)),
        identifier: vec![national(professional.national_id.as_str())],
        name: if named { vec![name] } else { Vec::new() },
        ..Practitioner::default()
    }
}

/// A professional in a place, which it contains.
pub(super) fn role(professional: &str, place: &Place) -> PractitionerRole {
    let structure = place
        .structure
        .as_ref()
        .map(|id| Reference::numbered(numbered(at::IDENTIFIER_TYPE, "IDNST", at::IDNST, id.as_str())));
    let location = Location {
        id: text(&place.id),
        meta: Some(follows(at::LOCATION)),
        identifier: vec![numbered(
            at::LOCATION_IDENTIFIER_TYPE,
            "INTRN",
            place.system.clone(),
            &place.number,
        )],
        address: Some(Address {
            line: text(&place.line).map(Some).into_iter().collect(),
            city: text(&place.city),
            postal_code: text(&place.postal_code),
            ..Address::default()
        }),
        ..Location::default()
    };
    PractitionerRole {
        id: text(&place.id),
        meta: Some(follows(at::ROLE)),
        contained: vec![Resource::Location(Box::new(location))],
        practitioner: Some(refer("Practitioner/", professional)),
        organization: structure,
        location: vec![refer("#", &place.id)],
        telecom: phone(place.phone.as_deref()),
        ..PractitionerRole::default()
    }
}

/// The service that stands for a CPTS.
pub(super) fn healthcare_service(cpts: &Cpts) -> HealthcareService {
    HealthcareService {
        id: text(&cpts.id),
        meta: Some(follows(at::HEALTHCARE_SERVICE)),
        provided_by: Some(refer("Organization/", &cpts.id)),
        ..HealthcareService::default()
    }
}

/// A CPTS. Its number has the kind that 1.1.0 wants and the one that 1.2.0 wants: both patterns are met.
pub(super) fn organization(cpts: &Cpts) -> Organization {
    let finess = format!("1{}", cpts.finess);
    let mut number = numbered(at::LOCATION_IDENTIFIER_TYPE, "IDNST", at::IDNST, &finess);
    if let Some(kind) = &mut number.r#type {
        kind.coding.push(Coding::of(at::CORE_IDENTIFIER_TYPE, "IDNST"));
    }
    Organization {
        id: text(&cpts.id),
        meta: Some(follows(at::ORGANIZATION_CPTS)),
        identifier: vec![number],
        name: cpts.name.as_deref().and_then(text),
        telecom: phone(cpts.phone.as_deref()),
        ..Organization::default()
    }
}

/// The national identifier of a professional.
pub(super) fn national(number: &str) -> Identifier {
    numbered(at::IDENTIFIER_TYPE, "IDNPS", at::IDNPS, number)
}

pub(super) fn numbered(
    kinds: &'static str,
    kind: &'static str,
    system: impl Into<Text>,
    number: &str,
) -> Identifier {
    Identifier {
        r#type: Some(Coding::of(kinds, kind).into()),
        system: Some(system.into()),
        value: text(number),
        ..Identifier::default()
    }
}

pub(super) fn follows(profile: &'static str) -> Meta {
    Meta { profile: vec![profile.into()], ..Meta::default() }
}

/// A text, absent when empty.
pub(super) fn text(words: &str) -> Option<Text> {
    (!words.is_empty()).then(|| words.to_owned().into())
}

fn refer(kind: &str, id: &str) -> Reference {
    Reference::to([kind, id].concat())
}

/// A number that SAS takes: `+33`, `+262`, `+590`, `+594` or `+596`, and nine digits.
fn phone(number: Option<&str>) -> Vec<ContactPoint> {
    let known = ["+33", "+262", "+590", "+594", "+596"];
    let taken = |number: &&str| {
        let national = known.iter().find_map(|code| number.strip_prefix(code));
        national.is_some_and(|rest| rest.len() == 9 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let point = |number: &str| ContactPoint {
        system: Some("phone".into()),
        value: text(number),
        ..ContactPoint::default()
    };
    number.filter(taken).map(point).into_iter().collect()
}
