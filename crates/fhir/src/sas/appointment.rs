//! A booking made by a regulator, as it is told to SAS (INT_R03). No patient data goes there.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::canonical as at;
use super::publication::wire_codes;
use super::resources::{follows, national, numbered};
use crate::check;
use crate::date::{DateTime, Instant};
use crate::issue::{Issue, IssueCode, refused};
use crate::national_id::NationalId;
use crate::resource::{Appointment, CodeableConcept, Coding, Extension, Participant, Reference};
use crate::search::Token;

wire_codes! {
    /// Where a booking stands.
    BookingStatus {
        /// Made.
        Booked = "booked",
        /// The patient came.
        Fulfilled = "fulfilled",
        /// The patient did not come.
        NoShow = "noshow",
        /// Called off.
        Cancelled = "cancelled",
    }
}

wire_codes! {
    /// What kind of number a regulator has.
    OperatorKind {
        /// A national identifier.
        National = "IDNPS",
        /// The technical id of the SAS account.
        Technical = "INTRN",
    }
}

wire_codes! {
    /// To what the patient was sent (guide 1.2.0).
    Orientation {
        /// A professional.
        Professional = "001",
        /// A « place de marché ».
        Marketplace = "002",
        /// SOS Médecins.
        Sos = "003",
        /// A CPTS.
        Cpts = "604",
        /// A « maison de santé ».
        HealthHouse = "603",
        /// A « centre de santé ».
        HealthCentre = "124",
    }
}

/// The regulator who booked, as SAS sent it to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// What kind of number.
    pub kind: OperatorKind,
    /// The number and who gives it.
    pub number: Token,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Our number, the same at each change: SAS finds the booking by it.
    pub number: Token,
    /// Where it stands.
    pub status: BookingStatus,
    /// First instant.
    pub start: Timestamp,
    /// Last instant.
    pub end: Timestamp,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Who booked.
    pub operator: Operator,
    /// With whom.
    pub practitioner: NationalId,
    /// Whether the professional agreed already; 1.1.0 knows no other case.
    pub accepted: bool,
    /// To what the patient was sent: 1.2.0 only.
    pub orientation: Option<Orientation>,
}

impl Orientation {
    const SYSTEM: &str =
        "https://interop.esante.gouv.fr/ig/fhir/sas/CodeSystem/categorie-orientation-sas-codesystem";

    /// The code system of its code.
    #[must_use]
    pub const fn system(self) -> &'static str {
        match self {
            Self::Professional | Self::Marketplace | Self::Sos => Self::SYSTEM,
            Self::Cpts | Self::HealthHouse | Self::HealthCentre => at::STRUCTURE_CATEGORY,
        }
    }
}

impl Booking {
    /// The resource to send: `POST [SAS]/Appointment`, then `PUT [SAS]/Appointment?identifier=<system>|<value>`. Instants are
    /// written on the clocks of `zone`.
    #[must_use]
    pub fn appointment(&self, zone: &TimeZone) -> Appointment {
        let number = &self.operator.number;
        let kind = self.operator.kind.code();
        let operator =
            Reference::numbered(numbered(at::IDENTIFIER_TYPE, kind, number.system.clone(), &number.value));
        let operator = serde_json::to_value(operator).unwrap_or_default();
        let mut extension = vec![Extension::new(at::APPOINTMENT_OPERATOR, "valueReference", operator)];
        if let Some(one) = self.orientation {
            let concept = CodeableConcept::from(Coding::of(one.system(), one.code()));
            let concept = serde_json::to_value(concept).unwrap_or_default();
            extension.push(Extension::new(at::ORIENTATION, "valueCodeableConcept", concept));
        }
        let status = if self.accepted { "accepted" } else { "needs-action" };
        Appointment {
            meta: Some(follows(at::APPOINTMENT)),
            extension,
            identifier: vec![self.number.identifier()],
            status: Some(self.status.code().into()),
            start: Some(Instant::new(self.start, zone)),
            end: Some(Instant::new(self.end, zone)),
            created: self.created.map(|at| DateTime::new(at, zone)),
            participant: vec![Participant {
                actor: Some(Reference::numbered(national(self.practitioner.as_str()))),
                status: Some(status.into()),
                ..Participant::default()
            }],
            ..Appointment::default()
        }
    }

    /// Reads a booking in the form of INT_R03; a day without hour begins at midnight in `zone`.
    ///
    /// # Errors
    /// Everything that [`check::appointment`] refuses.
    pub fn read(value: &Value, zone: &TimeZone) -> Result<Self, Vec<Issue>> {
        let issues = check::appointment(value);
        if refused(&issues) {
            return Err(issues);
        }
        let resource: Option<Appointment> = serde_json::from_value(value.clone()).ok();
        resource.and_then(|resource| Self::of(&resource, zone)).ok_or_else(|| {
            let words = "Un élément n’a pas la forme que FHIR lui donne.";
            vec![Issue::error(IssueCode::Structure, "Appointment", words)]
        })
    }

    fn of(resource: &Appointment, zone: &TimeZone) -> Option<Self> {
        let extension = |url: &str| resource.extension.iter().find(|one| one.url == url);
        let operator = extension(at::APPOINTMENT_OPERATOR)?.more.get("valueReference")?;
        let operator: Reference = serde_json::from_value(operator.clone()).ok()?;
        let operator = operator.identifier?;
        let kind = operator.r#type.as_ref()?.coding.first()?.code.as_deref()?;
        let participant = resource.participant.first()?;
        let practitioner = participant.actor.as_ref()?.identifier.as_ref()?.value.as_deref()?;
        let orientation = extension(at::ORIENTATION).and_then(|one| {
            Orientation::of(one.more.get("valueCodeableConcept")?.pointer("/coding/0/code")?.as_str()?)
        });
        let token = |system: Option<&str>, value: &str| Token {
            system: system.unwrap_or_default().to_owned(),
            value: value.to_owned(),
        };
        let number = resource.identifier.first()?;
        Some(Self {
            number: token(number.system.as_deref(), number.value.as_deref()?),
            status: BookingStatus::of(resource.status.as_deref()?)?,
            start: resource.start.as_ref()?.timestamp().ok()?,
            end: resource.end.as_ref()?.timestamp().ok()?,
            created: resource.created.as_ref().and_then(|at| at.first_instant(zone)),
            operator: Operator {
                kind: OperatorKind::of(kind)?,
                number: token(operator.system.as_deref(), operator.value.as_deref()?),
            },
            practitioner: NationalId::read(practitioner)?,
            accepted: participant.status.as_deref() == Some("accepted"),
            orientation,
        })
    }
}
