//! Somebody who regulates calls for the SAS, as the platform told us.

use fhir::sas::{Operator, OperatorKind, Regulator, canonical};
use fhir::search::Token;
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

/// A regulator. Open, they take places in the slots that their professional shows to the SAS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulateur {
    /// Id.
    pub id: Id<Self>,
    /// The account that they sign in with.
    pub personne: Uuid,
    /// What the platform says of them.
    pub fiche: Regulator,
    /// When the platform last changed what we hold, as it says.
    pub marque: Option<Timestamp>,
    /// When that was taken here.
    pub change_le: Timestamp,
}

impl Regulateur {
    /// Under which number the platform knows whoever books: the national one, else the technical one.
    #[must_use]
    pub fn operator(&self) -> Option<Operator> {
        let of = |kind, system: &str, value: &String| Operator {
            kind,
            number: Token { system: system.to_owned(), value: value.clone() },
        };
        let national = self.fiche.national_id.as_ref();
        let technical = self.fiche.sas_id.as_ref();
        let other = self.fiche.others.first();
        national
            .map(|number| of(OperatorKind::National, canonical::IDNPS, number))
            .or_else(|| technical.map(|number| of(OperatorKind::Technical, canonical::SAS, number)))
            .or_else(|| other.map(|one| of(OperatorKind::National, &one.system, &one.value)))
    }

    /// Whether the one that `?identifier=` looks for is this one: by its technical number, which is looked for under any system,
    /// or by its national one.
    #[must_use]
    pub fn answers_to(&self, token: &Token) -> bool {
        self.fiche.sas_id.as_deref() == Some(&token.value) || self.national() == Some(&token.value)
    }

    /// The number other than that of the platform, whoever gives it.
    pub(crate) fn national(&self) -> Option<&str> {
        let other = || self.fiche.others.first().map(|one| one.value.as_str());
        self.fiche.national_id.as_deref().or_else(other)
    }
}
