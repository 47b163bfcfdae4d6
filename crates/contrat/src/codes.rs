//! Closed lists: a code for the database and for forms, words for people.

/// The text names nothing of the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{recu}\u{a0}» n’est pas un {liste}.")]
pub struct CodeError {
    /// What came.
    pub recu: String,
    /// What the list holds.
    pub liste: &'static str,
}

/// Gives an enum its list, its codes, its words, `FromStr` and `Display` (the code).
#[macro_export]
#[doc(hidden)]
macro_rules! codes {
    ($($type:ident: $liste:literal { $($case:ident = $code:literal, $words:literal;)+ })+) => {$(
        impl $type {
            /// Every one, in the order of the code.
            pub const ALL: &'static [Self] = &[$(Self::$case),+];

            /// As the database and forms write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code),+ }
            }

            /// As people say it.
            #[must_use]
            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$case => $words),+ }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::CodeError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unknown = || $crate::CodeError { recu: text.to_owned(), liste: $liste };
                Self::ALL.iter().copied().find(|one| one.code() == text).ok_or_else(unknown)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    )+};
}
