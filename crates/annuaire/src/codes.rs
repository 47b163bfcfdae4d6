//! Closed lists: a code for the database and for exchanges, words for people.

/// The text is none of the codes of its list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un choix de la liste.")]
pub struct CodeInconnu(pub(crate) String);

/// An enumeration whose cases have a code and words: `code()`, `label()`, `ALL`, `Display` and `FromStr` by code.
macro_rules! codes {
    ($(#[$meta:meta])* enum $name:ident { $($(#[$doc:meta])* $case:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $case,)+ }

        impl $name {
            /// Every case, in the order that lists use.
            pub const ALL: &'static [Self] = &[$(Self::$case),+];

            /// The code kept in the database and in exchanges.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code,)+ }
            }

            /// The words that people use.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$case => $label,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::codes::CodeInconnu;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|one| one.code() == text);
                found.ok_or_else(|| crate::codes::CodeInconnu(text.chars().take(40).collect()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;
