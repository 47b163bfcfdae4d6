use serde_json::Value;

use super::canonical as at;
use crate::check;
use crate::issue::{Issue, IssueCode, refused};
use crate::resource::Practitioner;
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
