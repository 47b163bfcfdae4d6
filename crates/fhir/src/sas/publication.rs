//! What is published, as plain data: professionals, their places, the free slots there, the CPTS that may see them.

use jiff::Timestamp;

use crate::national_id::NationalId;

/// What a search found here, or what a bundle of another publisher holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// Each professional once.
    pub professionals: Vec<Professional>,
    /// The CPTS that slots name, each once.
    pub cpts: Vec<Cpts>,
}

/// A professional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Professional {
    /// Logical id: 64 characters at most, letters, digits, `-`, `.`; so are the ids of places, slots and CPTS.
    pub id: String,
    /// With its prefix.
    pub national_id: NationalId,
    /// Family name, when known.
    pub family: Option<String>,
    /// Given names.
    pub given: Vec<String>,
    /// One diary a place.
    pub places: Vec<Place>,
}

/// A professional in a place: one Schedule, one PractitionerRole, one Location, all with this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Logical id.
    pub id: String,
    /// The structure, by the best number known.
    pub structure: Option<StructureId>,
    /// Who numbers places (URI): our own address.
    pub system: String,
    /// Number of the place.
    pub number: String,
    /// One street line.
    pub line: String,
    /// Town.
    pub city: String,
    /// Five digits.
    pub postal_code: String,
    /// As networks write it, `+33…`; another form is not published.
    pub phone: Option<String>,
    /// Free slots, in the order in which they are to be answered.
    pub slots: Vec<FreeSlot>,
}

/// A slot that can still be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeSlot {
    /// Logical id.
    pub id: String,
    /// First instant.
    pub start: Timestamp,
    /// Last instant, after the first.
    pub end: Timestamp,
    /// Who may see it: at least one, else it is not published.
    pub visible: Vec<Visibility>,
    /// How the patient is seen.
    pub modes: Vec<Mode>,
    /// Reasons for a visit, in words.
    pub reasons: Vec<String>,
    /// Specialties offered.
    pub specialties: Vec<Specialty>,
    /// To be booked or not.
    pub booking: Option<BookingMode>,
    /// Page where the professional is booked (not the slot), absolute; with a `?` in it, since SAS may add `&origin=sas`.
    pub page: Option<String>,
    /// Ids of the CPTS that may see it: named in INT_R04 only, and only when [`Visibility::Cpts`] is there.
    pub cpts: Vec<String>,
}

/// A CPTS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpts {
    /// Logical id of its HealthcareService and of its Organization.
    pub id: String,
    /// Its FINESS number, nine characters.
    pub finess: String,
    /// Its name.
    pub name: Option<String>,
    /// As networks write it, `+33…`; another form is not published.
    pub phone: Option<String>,
}

/// National identifier of a structure, with its prefix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StructureId(String);

impl StructureId {
    /// The best of the numbers known: FINESS, else SIRET, else RPPS-rang (or ADELI-rang, given with its `0`).
    #[must_use]
    pub fn best(finess: Option<&str>, siret: Option<&str>, rang: Option<&str>) -> Option<Self> {
        let said = |one: &&str| !one.is_empty();
        let prefixed = |prefix: &str, number: &str| Self(format!("{prefix}{number}"));
        let rang = rang.filter(said).map(|one| match one.len() {
            14 => prefixed("4", one),
            _ => Self(one.to_owned()),
        });
        finess
            .filter(said)
            .map(|one| prefixed("1", one))
            .or_else(|| siret.filter(said).map(|one| prefixed("3", one)))
            .or(rang)
    }

    /// A number that has its prefix already, as directories and bundles give it.
    #[must_use]
    pub fn prefixed(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// With its prefix.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A specialty: its code in TRE_R38, or words when it has none there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Specialty {
    /// Code (`SM54`).
    Code(String),
    /// Words.
    Text(String),
}

/// A closed list whose cases have a code on the wire.
macro_rules! wire_codes {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $case:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $case,)+ }

        impl $name {
            /// Every case.
            pub const ALL: &'static [Self] = &[$(Self::$case),+];
            /// Every code.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// On the wire.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code,)+ }
            }

            /// The case of a code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
pub(super) use wire_codes;

wire_codes! {
    /// Who may see a slot (TRE_R314).
    Visibility {
        /// Everybody.
        Public = "PUBLIC",
        /// Regulators and those who take part in unscheduled care.
        Snp = "SNP",
        /// Health professionals.
        Pro = "PRO",
        /// The CPTS that it names.
        Cpts = "CPTS",
    }
}

wire_codes! {
    /// How the patient is seen.
    Mode {
        /// In the practice.
        Office = "AMB",
        /// At home.
        Home = "HH",
        /// From afar.
        Remote = "VR",
    }
}

wire_codes! {
    /// Whether the slot is booked.
    BookingMode {
        /// It is booked.
        Booked = "ROUTINE",
        /// People come without booking.
        WalkIn = "WALKIN",
    }
}
