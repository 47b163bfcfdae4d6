//! Codes kept in the database and in forms, for enums.

/// Gives an enum its codes, its French words, and its reading back.
macro_rules! codes {
    ($type:ident { $($variant:ident => $code:literal, $words:literal;)* }) => {
        impl $type {
            /// Every case, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code kept in the database and in forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The words that people read.
            #[must_use]
            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$variant => $words),* }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::codes::Inconnu;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($code => Ok(Self::$variant),)* _ => Err($crate::codes::Inconnu(text.to_owned())) }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use codes;

/// The text is none of the codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas un choix possible.")]
pub struct Inconnu(pub String);
