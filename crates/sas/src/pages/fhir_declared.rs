//! What `/fhir/metadata` says that can be done: nothing that is not.

use fhir::capability::{Declared, Parameter};
use fhir::sas::canonical;

const ID: Parameter = Parameter {
    name: "_id",
    kind: "token",
    definition: Some("http://hl7.org/fhir/SearchParameter/Resource-id"),
    words: "Un à 25 identifiants, séparés par des virgules.",
};
const NUMBER: Parameter = Parameter {
    name: "identifier",
    kind: "token",
    definition: None,
    words: "Un identifiant, <système>|<valeur>.",
};
/// What is read one by one and found by its id.
const READ: Declared = Declared {
    name: "",
    profiles: &[],
    interactions: &["read", "search-type"],
    includes: &[],
    parameters: &[ID],
    update_create: false,
    conditional_update: false,
    conditional_read: true,
};
/// What the platform writes too, by a number that it gives.
const WRITTEN: Declared = Declared {
    interactions: &["read", "search-type", "create", "update"],
    parameters: &[ID, NUMBER],
    update_create: true,
    conditional_update: true,
    ..READ
};

pub(super) const RESOURCES: &[Declared] = &[
    SLOT,
    Declared { name: "Schedule", profiles: &[canonical::SCHEDULE], ..READ },
    Declared { name: "Practitioner", profiles: &[canonical::REGULATOR, canonical::PRACTITIONER], ..WRITTEN },
    Declared { name: "PractitionerRole", profiles: &[canonical::ROLE], ..READ },
    Declared { name: "HealthcareService", profiles: &[canonical::HEALTHCARE_SERVICE], ..READ },
    Declared { name: "Organization", profiles: &[canonical::ORGANIZATION_CPTS], ..READ },
    Declared { name: "Appointment", profiles: &[canonical::APPOINTMENT], ..WRITTEN },
];

const SLOT: Declared = Declared {
    name: "Slot",
    profiles: &[canonical::SLOT, canonical::SLOT_CPTS],
    includes: &[
        "Slot:schedule",
        "Schedule:actor",
        "Slot:service-type-reference",
        "HealthcareService:organization",
    ],
    parameters: &[
        Parameter {
            name: "schedule.actor:Practitioner.identifier",
            kind: "token",
            definition: None,
            words: "Un à 25 identifiants nationaux, séparés par des virgules. Obligatoire.",
        },
        Parameter {
            name: "start",
            kind: "date",
            definition: Some("http://hl7.org/fhir/SearchParameter/Slot-start"),
            words: "Deux fois, avec ge ou gt, puis le ou lt. Obligatoire. Une date sans décalage est à l’heure de Paris.",
        },
        Parameter {
            name: "status",
            kind: "token",
            definition: Some("http://hl7.org/fhir/SearchParameter/Slot-status"),
            words: "free. Obligatoire.",
        },
    ],
    ..READ
};
