use super::{CodeableConcept, Extension, Identifier, Period, Reference, Text, element, resource};
use crate::date::{DateTime, Instant};

resource! {
    /// A time that can be booked.
    Slot {
        /// Numbers of the slot.
        identifier: Vec<Identifier>,
        /// How the patient is seen, the reasons, the CPTS that may see it.
        service_type: Vec<CodeableConcept>,
        /// Specialties of the professional for this slot.
        specialty: Vec<CodeableConcept>,
        /// To be booked (`ROUTINE`) or open to all who come (`WALKIN`).
        appointment_type: Option<CodeableConcept>,
        /// The diary.
        schedule: Option<Reference>,
        /// `free`, `busy`…
        status: Option<Text>,
        /// First instant.
        start: Option<Instant>,
        /// Last instant.
        end: Option<Instant>,
        /// For SAS, address of the page where the professional is booked.
        comment: Option<Text>,
    }
}

resource! {
    /// A diary: for SAS, one professional in one place.
    Schedule {
        /// Extensions.
        extension: Vec<Extension>,
        /// Numbers of the diary.
        identifier: Vec<Identifier>,
        /// Whether it is in use.
        active: Option<bool>,
        /// What is done in it.
        service_type: Vec<CodeableConcept>,
        /// Specialties.
        specialty: Vec<CodeableConcept>,
        /// Whose diary it is.
        actor: Vec<Reference>,
        /// The span of time that it covers.
        planning_horizon: Option<Period>,
    }
}

resource! {
    /// A booking.
    Appointment {
        /// Extensions, among them who booked.
        extension: Vec<Extension>,
        /// Numbers of the booking.
        identifier: Vec<Identifier>,
        /// `booked`, `fulfilled`, `noshow`, `cancelled`…
        status: Option<Text>,
        /// What is done.
        service_type: Vec<CodeableConcept>,
        /// Specialty asked for.
        specialty: Vec<CodeableConcept>,
        /// First instant.
        start: Option<Instant>,
        /// Last instant.
        end: Option<Instant>,
        /// When it was made.
        created: Option<DateTime>,
        /// The slots that it takes.
        slot: Vec<Reference>,
        /// Who takes part.
        participant: Vec<Participant>,
    }
}

element! {
    /// One who takes part in a booking.
    Participant {
        /// Part played.
        r#type: Vec<CodeableConcept>,
        /// Who.
        actor: Option<Reference>,
        /// `accepted`, `needs-action`…
        status: Option<Text>,
    }
}
