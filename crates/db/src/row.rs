use crate::{Error, FromValue, Result, Value};
use std::{str::FromStr, sync::Arc};

/// One line of an answer.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) columns: Arc<[Box<str>]>,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// The cell of `column`.
    ///
    /// # Errors
    /// A fault when the column does not exist or holds something else than a `T`.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let value = self.value(column)?;
        T::from_value(value).ok_or_else(|| Error::Decode {
            column: column.to_owned(),
            expected: T::EXPECTED,
            got: format!("{value:?}").chars().take(80).collect(),
        })
    }

    /// The text of `column` read as a noun: a state, a code, an e-mail address.
    ///
    /// # Errors
    /// A fault when the text is not a `T`: the database holds what the program would never write.
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<T> {
        let text: String = self.get(column)?;
        text.parse().map_err(|_| Error::Decode {
            column: column.to_owned(),
            expected: std::any::type_name::<T>(),
            got: text,
        })
    }

    /// Names and cells, in the order of the statement.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.columns.iter().map(AsRef::as_ref).zip(&self.values)
    }

    fn value(&self, column: &str) -> Result<&Value> {
        let place = self.columns.iter().position(|name| &**name == column);
        place.and_then(|place| self.values.get(place)).ok_or_else(|| Error::Decode {
            column: column.to_owned(),
            expected: "a column of that name",
            got: self.columns.join(", "),
        })
    }
}
