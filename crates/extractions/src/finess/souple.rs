//! Reading JSON that does not keep its promises: keys in any case, padded texts, an object where a text was announced.
//! A value of an unexpected kind is empty; only broken JSON is an error.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// An object whose known keys are taken and others passed over.
pub(super) trait Objet: Default {
    /// Takes the value of a key in lower case.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

/// A text, trimmed; numbers as they are written.
#[derive(Debug, Default)]
pub(super) struct Texte(pub String);

/// A list, those of its elements that are not objects being empty.
#[derive(Debug)]
pub(super) struct Liste<T>(pub Vec<T>);

/// A key in lower case.
pub(super) struct Cle(pub String);

impl<T> Default for Liste<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Declares a struct and how each key fills it.
macro_rules! objet {
    ($nom:ident { $($cle:literal => $champ:ident: $genre:ty,)* }) => {
        #[derive(Debug, Default)]
        struct $nom {
            $($champ: $genre,)*
        }

        impl Objet for $nom {
            fn take<'de, A: serde::de::MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
                match key {
                    $($cle => self.$champ = map.next_value()?,)*
                    _ => {
                        map.next_value::<serde::de::IgnoredAny>()?;
                    }
                }
                Ok(())
            }
        }

        impl<'de> serde::Deserialize<'de> for $nom {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::souple::read_object(deserializer)
            }
        }
    };
}
pub(super) use objet;

/// Reads an object; anything else is an empty one.
pub(super) fn read_object<'de, T: Objet, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(Souple(PhantomData::<T>))
}

/// One visitor for the three: what is not expected gives the default.
struct Souple<T>(PhantomData<T>);

/// What every visitor does of what it did not expect.
macro_rules! empty_otherwise {
    ($($visit:ident($genre:ty))*) => {
        $(fn $visit<E>(self, _: $genre) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        })*

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

fn pass_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

impl<'de, T: Objet> Visitor<'de> for Souple<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut objet = T::default();
        while let Some(Cle(key)) = map.next_key()? {
            objet.take(&key, &mut map)?;
        }
        Ok(objet)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        pass_list(list)?;
        Ok(T::default())
    }

    empty_otherwise! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str) }
}

/// Visitor of [`Liste`].
struct Elements<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
    type Value = Liste<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Liste<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = list.next_element()? {
            all.push(element);
        }
        Ok(Liste(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Liste<T>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Liste::default())
    }

    empty_otherwise! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str) }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Liste<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Elements(PhantomData))
    }
}

/// Visitor of [`Texte`].
struct Signes;

impl<'de> Visitor<'de> for Signes {
    type Value = Texte;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Texte, E> {
        Ok(Texte(text.trim().to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Texte, E> {
        Ok(Texte(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Texte, E> {
        Ok(Texte(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Texte, E> {
        Ok(Texte(number.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Texte, A::Error> {
        pass_list(list)?;
        Ok(Texte::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texte, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Texte::default())
    }

    empty_otherwise! { visit_bool(bool) }
}

impl<'de> Deserialize<'de> for Texte {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Signes)
    }
}

/// Visitor of [`Cle`].
struct Minuscules;

impl Visitor<'_> for Minuscules {
    type Value = Cle;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Cle, E> {
        let signs = text.chars().filter(|sign| *sign != '_');
        Ok(Cle(signs.map(|sign| sign.to_ascii_lowercase()).collect()))
    }
}

impl<'de> Deserialize<'de> for Cle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Minuscules)
    }
}
