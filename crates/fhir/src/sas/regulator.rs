use serde_json::Value;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::canonical as at;
use super::resources::{numbered, text};
use crate::check;
use crate::date::Instant;
use crate::issue::{Issue, IssueCode, refused};
use crate::resource::{ContactPoint, HumanName, Meta, Practitioner};
use crate::search::Token;

/// A regulator whose account SAS opens, changes or closes here (INT_R02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulator {
    /// National identifier, opaque: staff without RPPS number have `3…/…`.
    pub national_id: Option<String>,
    /// Technical id of the SAS account.
    pub sas_id: Option<String>,
    /// Numbers of a system that is neither: an example of the guide itself has one.
    pub others: Vec<Token>,
    /// Whether the account is open.
    pub active: bool,
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Where the person is written to.
    pub email: String,
}

impl Regulator {
    /// Reads a regulator.
    ///
    /// # Errors
    /// Everything that [`check::regulator`] refuses.
    pub fn read(value: &Value) -> Result<Self, Vec<Issue>> {
        let issues = check::regulator(value);
        if refused(&issues) {
            return Err(issues);
        }
        let resource: Option<Practitioner> = serde_json::from_value(value.clone()).ok();
        resource.and_then(|resource| Self::of(&resource)).ok_or_else(|| {
            let words = "Un élément n’a pas la forme que FHIR lui donne.";
            vec![Issue::error(IssueCode::Structure, "Practitioner", words)]
        })
    }

    /// The resource that the server answers: the account as it stands, `updated` when it last changed here.
    #[must_use]
    pub fn practitioner(&self, id: &str, updated: Timestamp, zone: &TimeZone) -> Practitioner {
        let of = |kind: &'static str, system: &str, number: &str| {
            numbered(at::IDENTIFIER_TYPE, kind, system.to_owned(), number)
        };
        let national = self.national_id.iter().map(|number| of("IDNPS", at::IDNPS, number));
        let technical = self.sas_id.iter().map(|number| of("INTRN", at::SAS, number));
        let others = self.others.iter().map(|one| of("IDNPS", &one.system, &one.value));
        Practitioner {
            id: text(id),
            meta: Some(Meta {
                last_updated: Some(Instant::new(updated, zone)),
                source: Some(at::SAS.into()),
                profile: vec![at::REGULATOR.into()],
                ..Meta::default()
            }),
            identifier: national.chain(technical).chain(others).collect(),
            active: Some(self.active),
            name: vec![HumanName {
                family: text(&self.family),
                given: vec![text(&self.given)],
                ..HumanName::default()
            }],
            telecom: vec![ContactPoint {
                system: Some("email".into()),
                value: text(&self.email),
                ..ContactPoint::default()
            }],
            ..Practitioner::default()
        }
    }

    fn of(resource: &Practitioner) -> Option<Self> {
        let owned = |text: &str| text.trim().to_owned();
        let (mut national_id, mut sas_id, mut others) = (None, None, Vec::new());
        for one in &resource.identifier {
            let Some(value) = one.value.as_deref().map(owned) else { continue };
            match one.system.as_deref() {
                Some(at::IDNPS) => national_id = Some(value),
                Some(at::SAS) => sas_id = Some(value),
                system => others.push(Token { system: system.map(owned).unwrap_or_default(), value }),
            }
        }
        let name = resource.name.first()?;
        Some(Self {
            national_id,
            sas_id,
            others,
            active: resource.active?,
            family: owned(name.family.as_deref()?),
            given: owned(name.given.first()?.as_deref()?),
            email: owned(resource.telecom.first()?.value.as_deref()?),
        })
    }
}
