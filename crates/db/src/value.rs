use jiff::{Timestamp, civil::Date};
use kernel::Id;
use uuid::Uuid;

/// A parameter or a cell, the same for both engines.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// True or false; an integer on SQLite.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A measure, never money.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An identifier; sixteen bytes on SQLite.
    Uuid(Uuid),
    /// An instant, to the microsecond; fixed-width UTC text on SQLite.
    Instant(Timestamp),
    /// A day; ISO text on SQLite.
    Date(Date),
}

/// Builds the parameters of a statement: `params![tx.cpts(), id, "texte"]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] as &[$crate::Value] };
}

macro_rules! from {
    ($($type:ty => |$v:ident| $make:expr),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from($v: $type) -> Self { $make }
        }
    )*};
}
from! {
    bool => |v| Self::Bool(v),
    i64 => |v| Self::Int(v),
    i32 => |v| Self::Int(v.into()),
    u32 => |v| Self::Int(v.into()),
    u16 => |v| Self::Int(v.into()),
    f64 => |v| Self::Real(v),
    String => |v| Self::Text(v),
    &String => |v| Self::Text(v.clone()),
    &str => |v| Self::Text(v.to_owned()),
    Vec<u8> => |v| Self::Bytes(v),
    &[u8] => |v| Self::Bytes(v.to_vec()),
    Uuid => |v| Self::Uuid(v),
    Timestamp => |v| Self::Instant(v),
    Date => |v| Self::Date(v),
}

impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Uuid(id.uuid())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What a cell can be read as.
pub trait FromValue: Sized {
    /// What was expected, for the message of a fault.
    const EXPECTED: &'static str;

    /// The cell as `Self`, or `None` when it is something else.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! read {
    ($($type:ty, $name:literal: $($pattern:pat => $make:expr),+;)*) => {$(
        impl FromValue for $type {
            const EXPECTED: &'static str = $name;
            fn from_value(value: &Value) -> Option<Self> {
                match value { $($pattern => $make,)+ _ => None }
            }
        }
    )*};
}
read! {
    bool, "a boolean": Value::Bool(v) => Some(*v), Value::Int(v) => Some(*v != 0);
    i64, "a whole number": Value::Int(v) => Some(*v);
    i32, "a small whole number": Value::Int(v) => i32::try_from(*v).ok();
    u32, "a positive whole number": Value::Int(v) => u32::try_from(*v).ok();
    u16, "a small positive number": Value::Int(v) => u16::try_from(*v).ok();
    f64, "a number": Value::Real(v) => Some(*v);
    String, "a text": Value::Text(v) => Some(v.clone());
    Vec<u8>, "bytes": Value::Bytes(v) => Some(v.clone());
    Uuid, "an id": Value::Uuid(v) => Some(*v), Value::Bytes(v) => Uuid::from_slice(v).ok();
    Timestamp, "an instant": Value::Instant(v) => Some(*v), Value::Text(v) => v.parse().ok();
    Date, "a day": Value::Date(v) => Some(*v), Value::Text(v) => v.parse().ok();
}

impl<T> FromValue for Id<T> {
    const EXPECTED: &'static str = "an id";
    fn from_value(value: &Value) -> Option<Self> {
        Uuid::from_value(value).map(Self::new)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_value(value: &Value) -> Option<Self> {
        if *value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}
