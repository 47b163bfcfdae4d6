use super::{Address, CodeableConcept, ContactPoint, Extension, Identifier, Reference, Text, resource};

resource! {
    /// A structure: for SAS, a CPTS.
    Organization {
        /// Extensions.
        extension: Vec<Extension>,
        /// FINESS, SIRET and others.
        identifier: Vec<Identifier>,
        /// Whether it is in use.
        active: Option<bool>,
        /// Kinds of structure.
        r#type: Vec<CodeableConcept>,
        /// Its name.
        name: Option<Text>,
        /// Telephones, e-mails.
        telecom: Vec<ContactPoint>,
        /// Postal addresses.
        address: Vec<Address>,
        /// The structure that it belongs to.
        part_of: Option<Reference>,
    }
}

resource! {
    /// A place.
    Location {
        /// Extensions.
        extension: Vec<Extension>,
        /// Numbers of the place.
        identifier: Vec<Identifier>,
        /// `active`, `suspended`, `inactive`.
        status: Option<Text>,
        /// Its name.
        name: Option<Text>,
        /// Telephones, e-mails.
        telecom: Vec<ContactPoint>,
        /// Postal address.
        address: Option<Address>,
        /// Who runs it.
        managing_organization: Option<Reference>,
    }
}

resource! {
    /// What a structure offers: for SAS, the link from a slot to a CPTS.
    HealthcareService {
        /// Extensions.
        extension: Vec<Extension>,
        /// Numbers.
        identifier: Vec<Identifier>,
        /// Whether it is in use.
        active: Option<bool>,
        /// Who offers it.
        provided_by: Option<Reference>,
        /// What it is.
        r#type: Vec<CodeableConcept>,
        /// Specialties.
        specialty: Vec<CodeableConcept>,
        /// Its name.
        name: Option<Text>,
        /// Telephones, e-mails.
        telecom: Vec<ContactPoint>,
    }
}
