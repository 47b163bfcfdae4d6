//! Exact addresses of the guide, of its code systems and of its naming systems: inconsistent by design, copied literally.

/// Bundle of INT_R01, and of any empty answer.
pub const BUNDLE: &str = "http://sas.fr/fhir/StructureDefinition/BundleAgregateur";
/// Bundle of INT_R04.
pub const BUNDLE_CPTS: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-cpts-bundle-aggregator";
/// Slot of INT_R01.
pub const SLOT: &str = "http://sas.fr/fhir/StructureDefinition/FrSlotAgregateur";
/// Slot of INT_R04.
pub const SLOT_CPTS: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-cpts-slot-aggregator";
/// Schedule.
pub const SCHEDULE: &str = "http://sas.fr/fhir/StructureDefinition/FrScheduleAgregateur";
/// Practitioner whose slots are published.
pub const PRACTITIONER: &str = "http://sas.fr/fhir/StructureDefinition/FrPractitionerAgregateur";
/// Practitioner in a place.
pub const ROLE: &str = "http://sas.fr/fhir/StructureDefinition/FrPractitionerRoleExerciceAgregateur";
/// Place, contained in the role.
pub const LOCATION: &str = "http://sas.fr/fhir/StructureDefinition/FrLocationAgregateur";
/// The service that links a slot to a CPTS.
pub const HEALTHCARE_SERVICE: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-cpts-healthcareservice-aggregator";
/// CPTS.
pub const ORGANIZATION_CPTS: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-cpts-organization-aggregator";
/// Booking sent to SAS.
pub const APPOINTMENT: &str = "http://sas.fr/fhir/StructureDefinition/FrAppointmentSAS";
/// Regulator sent by SAS.
pub const REGULATOR: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/FrPractitionerRegul";

/// Extension of a `604` serviceType: the service of the CPTS.
pub const SERVICE_TYPE: &str = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Slot.serviceType";
/// Extension of an Appointment: the regulator who booked.
pub const APPOINTMENT_OPERATOR: &str =
    "http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator";
/// Extension of an Appointment (1.2.0): to what the patient was sent.
pub const ORIENTATION: &str =
    "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-categorie-orientation";

/// Who gives national identifiers of professionals.
pub const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
/// Who gives national identifiers of structures.
pub const IDNST: &str = "urn:oid:1.2.250.1.71.4.2.2";
/// Who gives RPPS numbers without prefix (FR Core 2).
pub const RPPS: &str = "https://rpps.esante.gouv.fr";
/// Who gives the technical ids of SAS accounts.
pub const SAS: &str = "urn:oid:1.2.250.1.213.3.6";

/// Who may see a slot.
pub const SLOT_TYPE: &str = "https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau";
/// How the patient is seen.
pub const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/// Categories of structures: `604` is a CPTS.
pub const STRUCTURE_CATEGORY: &str =
    "https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement";
/// The same as the FAQ of the guide writes it: read, never written.
pub const STRUCTURE_CATEGORY_SHORT: &str = "https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement";
/// Code of a CPTS in [`STRUCTURE_CATEGORY`].
pub const CPTS: &str = "604";
/// Specialties.
pub const SPECIALTY: &str =
    "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale";
/// With or without booking.
pub const APPOINTMENT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v2-0276";
/// Kinds of identifiers: `IDNPS`, `IDNST`, `INTRN`.
pub const IDENTIFIER_TYPE: &str = "http://interopsante.org/fhir/CodeSystem/fr-v2-0203";
/// Kinds of identifiers of places and, in 1.1.0, of CPTS.
pub const LOCATION_IDENTIFIER_TYPE: &str =
    "http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type";
/// Kinds of identifiers of CPTS in 1.2.0.
pub const CORE_IDENTIFIER_TYPE: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
