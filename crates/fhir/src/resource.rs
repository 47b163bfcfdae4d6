//! The resources that we exchange, as they travel: nothing here decides, nothing is lost.
//!
//! Every member that the struct does not name is kept in `more` and written back. Members absent or empty are not written:
//! FHIR knows no empty text, list or object. Required members are optional here, since what comes may lack them: [`crate::check`]
//! says so. Decimals are the one exception to a faithful copy: they keep their value, not their trailing zeros.

mod agenda;
mod bundle;
mod capability;
mod datatype;
mod outcome;
mod people;
mod structure;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

pub use agenda::{Appointment, Participant, Schedule, Slot};
pub use bundle::{Bundle, Entry, EntrySearch, Link};
pub use capability::{
    CapabilityResource, CapabilityRest, CapabilityStatement, Implementation, Interaction, SearchParam,
    Software,
};
pub use datatype::{
    Address, CodeableConcept, Coding, ContactPoint, Extension, HumanName, Identifier, Meta, Period, Reference,
};
pub use outcome::{OperationOutcome, OutcomeIssue};
pub use people::{Practitioner, PractitionerRole};
pub use structure::{HealthcareService, Location, Organization};

/// A text of the wire: constants cost nothing, the rest is owned.
pub type Text = Cow<'static, str>;
/// The members that a struct does not name.
pub type More = Map<String, Value>;

/// What FHIR forbids to write: an absent member, an empty list.
pub(crate) trait Absent {
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

/// A datatype: derives, names of the wire, empty members left out, unknown members kept.
macro_rules! element {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$doc])*
            #[serde(default, skip_serializing_if = "crate::resource::Absent::absent")]
            pub $field: $type,)*
            /// The members not named above, as they came.
            #[serde(flatten)]
            pub more: $crate::resource::More,
        }
    };
}
pub(crate) use element;

/// A resource: an element that says its type and carries `id` and `meta`.
macro_rules! resource {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// Always the name of this type.
            pub resource_type: $crate::resource::ResourceType<$name>,
            /// Logical id on the server, 64 characters at most: letters, digits, `-` and `.`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub id: Option<$crate::resource::Text>,
            /// Profiles, security labels, version.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub meta: Option<$crate::resource::Meta>,
            $($(#[$doc])*
            #[serde(default, skip_serializing_if = "crate::resource::Absent::absent")]
            pub $field: $type,)*
            /// The members not named above, as they came.
            #[serde(flatten)]
            pub more: $crate::resource::More,
        }

        impl $crate::resource::Named for $name {
            const NAME: &'static str = stringify!($name);
        }
    };
}
pub(crate) use resource;

/// A resource that knows the name of its type.
pub trait Named {
    /// `resourceType` on the wire.
    const NAME: &'static str;
}

/// The member `resourceType`: written for its resource, refused when another resource came.
pub struct ResourceType<T>(PhantomData<T>);

impl<T> Default for ResourceType<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for ResourceType<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for ResourceType<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T: Named> fmt::Debug for ResourceType<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NAME)
    }
}

impl<T: Named> Serialize for ResourceType<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(T::NAME)
    }
}

impl<'de, T: Named> Deserialize<'de> for ResourceType<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let came = Cow::<str>::deserialize(deserializer)?;
        if came == T::NAME {
            return Ok(Self::default());
        }
        Err(serde::de::Error::custom(format_args!("resourceType {came}, expected {}", T::NAME)))
    }
}

/// Any resource: one of ours, typed, or another one, as it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each case is named after its resource")]
pub enum Resource {
    Appointment(Box<Appointment>),
    Bundle(Box<Bundle>),
    CapabilityStatement(Box<CapabilityStatement>),
    HealthcareService(Box<HealthcareService>),
    Location(Box<Location>),
    OperationOutcome(Box<OperationOutcome>),
    Organization(Box<Organization>),
    Practitioner(Box<Practitioner>),
    PractitionerRole(Box<PractitionerRole>),
    Schedule(Box<Schedule>),
    Slot(Box<Slot>),
    Other(Value),
}

impl Resource {
    /// The resource that `resourceType` names; an unknown type is kept as it came.
    ///
    /// # Errors
    /// When a member that we know has another JSON type than FHIR gives it.
    pub fn read(value: Value) -> serde_json::Result<Self> {
        fn typed<T: serde::de::DeserializeOwned>(value: Value) -> serde_json::Result<Box<T>> {
            serde_json::from_value(value).map(Box::new)
        }
        match value.get("resourceType").and_then(Value::as_str) {
            Some("Appointment") => typed(value).map(Self::Appointment),
            Some("Bundle") => typed(value).map(Self::Bundle),
            Some("CapabilityStatement") => typed(value).map(Self::CapabilityStatement),
            Some("HealthcareService") => typed(value).map(Self::HealthcareService),
            Some("Location") => typed(value).map(Self::Location),
            Some("OperationOutcome") => typed(value).map(Self::OperationOutcome),
            Some("Organization") => typed(value).map(Self::Organization),
            Some("Practitioner") => typed(value).map(Self::Practitioner),
            Some("PractitionerRole") => typed(value).map(Self::PractitionerRole),
            Some("Schedule") => typed(value).map(Self::Schedule),
            Some("Slot") => typed(value).map(Self::Slot),
            _ => Ok(Self::Other(value)),
        }
    }
}

/// When a resource that comes was last changed where it comes from (`meta.lastUpdated`); nothing when it does not say.
///
/// # Errors
/// When it says something that is no instant.
pub fn last_updated(value: &Value) -> Result<Option<jiff::Timestamp>, crate::Issue> {
    let Some(said) = value.pointer("/meta/lastUpdated") else { return Ok(None) };
    let instant = said.as_str().and_then(|text| text.parse::<crate::date::Instant>().ok());
    instant.and_then(|instant| instant.timestamp().ok()).map(Some).ok_or_else(|| {
        let words = "Un instant est attendu (AAAA-MM-JJThh:mm:ss±hh:mm).";
        crate::Issue::error(crate::IssueCode::Value, "meta.lastUpdated", words)
    })
}

impl<'de> Deserialize<'de> for Resource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
