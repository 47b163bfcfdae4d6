//! Closed lists: a code for the database, forms and exchanges, words for people.

/// The text is none of the codes of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{recu}\u{a0}» n’est pas dans la liste\u{a0}: {codes}.")]
pub struct CodeError {
    /// What came, its first forty characters.
    pub recu: String,
    /// What is accepted.
    pub codes: String,
}

impl CodeError {
    /// A text that none of these codes is.
    #[must_use]
    pub fn new(text: &str, codes: &[&str]) -> Self {
        Self { recu: text.chars().take(40).collect(), codes: codes.join(", ") }
    }
}

/// An enumeration whose cases have a code and words: `ALL`, `code()`, `libelle()`, `Display`, `FromStr` and serde by code.
///
/// ```
/// kernel::codes! {
///     /// Where a part stands.
///     pub enum Etat {
///         /// Being written.
///         EnCours = "en_cours", "En cours";
///     }
/// }
/// assert_eq!("en_cours".parse::<Etat>().unwrap().libelle(), "En cours");
/// assert!("fini".parse::<Etat>().unwrap_err().to_string().ends_with("en_cours."));
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $case:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* $case,)+ }

        impl $name {
            /// Every case, in the order that lists use.
            pub const ALL: &'static [Self] = &[$(Self::$case),+];

            /// The code kept in the database, in forms and in exchanges.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code,)+ }
            }

            /// The words that people read.
            #[must_use]
            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$case => $words,)+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::CodeError;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|one| one.code() == text);
                found.ok_or_else(|| $crate::CodeError::new(text, &[$($code),+]))
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as $crate::serde::Deserialize>::deserialize(d)?;
                text.parse().map_err($crate::serde::de::Error::custom)
            }
        }
    };
}
