use super::{
    CodeableConcept, ContactPoint, Extension, HumanName, Identifier, Period, Reference, Resource, resource,
};

resource! {
    /// A professional, or a regulator.
    Practitioner {
        /// Extensions.
        extension: Vec<Extension>,
        /// National number, numbers of others.
        identifier: Vec<Identifier>,
        /// Whether the record is in use; for a regulator, whether the account is open.
        active: Option<bool>,
        /// Names.
        name: Vec<HumanName>,
        /// Telephones, e-mails.
        telecom: Vec<ContactPoint>,
    }
}

resource! {
    /// A professional in a place.
    PractitionerRole {
        /// For SAS, the place.
        contained: Vec<Resource>,
        /// Extensions.
        extension: Vec<Extension>,
        /// Numbers.
        identifier: Vec<Identifier>,
        /// Whether it is in use.
        active: Option<bool>,
        /// From when to when.
        period: Option<Period>,
        /// Who.
        practitioner: Option<Reference>,
        /// For which structure.
        organization: Option<Reference>,
        /// Parts played.
        code: Vec<CodeableConcept>,
        /// Specialties.
        specialty: Vec<CodeableConcept>,
        /// Where.
        location: Vec<Reference>,
        /// Telephones, e-mails.
        telecom: Vec<ContactPoint>,
    }
}
