//! National identifiers: parse at the door, then trust.
//!
//! Each type keeps its field private, is built by `FromStr` only, is displayed in its official form and
//! travels through serde as text. Errors are French sentences that name what came and what is accepted.
//!
//! * [`CommuneCode`]: code of the Code officiel géographique (INSEE), arrondissements municipaux included
//! * [`DepartementCode`]: its first two or three characters
//! * [`Siren`]: number of a legal unit (INSEE), here that of an EPCI
//! * [`Siret`]: number of a site (INSEE)
//! * [`Rpps`], [`Idnps`]: numbers of a professional (ANS)
//! * [`Finess`]: number of a health or social structure
//! * [`Courriel`]: e-mail address
//! * [`Telephone`]: telephone number

mod commune;
mod courriel;
mod departement;
mod finess;
mod idnps;
mod luhn;
mod rpps;
mod siren;
mod siret;
mod telephone;

pub use commune::{CommuneCode, CommuneCodeError};
pub use courriel::{Courriel, CourrielError};
pub use departement::{DepartementCode, DepartementCodeError};
pub use finess::{Finess, FinessError};
pub use idnps::{Idnps, IdnpsError};
pub use rpps::{Rpps, RppsError};
pub use siren::{Siren, SirenError};
pub use siret::{Siret, SiretError};
pub use telephone::{Telephone, TelephoneError};

/// Serialises a type through `Display` and reads it through `FromStr`, so that no door can skip the checks.
macro_rules! serde_as_text {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
use serde_as_text;

/// What a person typed, short enough to be quoted in an error.
fn quoted(text: &str) -> String {
    let short: String = text.trim().chars().take(40).collect();
    let more = if text.trim().chars().count() > 40 { "…" } else { "" };
    format!("«\u{a0}{short}{more}\u{a0}»")
}
