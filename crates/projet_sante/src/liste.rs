//! Closed lists of words.

/// A closed list of words, each with the code that the database keeps and the words that people read.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item])* $variant,)+ }

        impl $name {
            /// Every one, in the order of a list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As the database and forms write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// As people read it.
            #[must_use]
            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let all = || Self::ALL.iter().map(|one| one.libelle()).collect::<Vec<_>>().join(", ");
                let found = Self::ALL.iter().find(|one| one.code() == text);
                found.copied().ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas dans la liste\u{a0}: {}.", all()))
            }
        }
    };
}
pub(crate) use words;
