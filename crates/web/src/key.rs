//! A form carries the id of what it will write: sent twice, it is kept once.

use crate::{Fields, Visit};
use kernel::Id;
use maud::Markup;

const FIELD: &str = "cle";

impl Visit {
    /// The hidden field that [`Fields::key`] reads; a form shown again keeps its own.
    #[must_use]
    pub fn key(&self, filled: &ui::Filled) -> Markup {
        let kept = filled.get(FIELD).filter(|text| !text.is_empty()).map(str::to_owned);
        ui::form::hidden(FIELD, &kept.unwrap_or_else(|| self.ctx.id::<()>().to_string()))
    }
}

impl Fields {
    /// The id that the form carries. One that came without is given one.
    #[must_use]
    pub fn key<T>(&self, visit: &Visit) -> Id<T> {
        self.get(FIELD).parse().unwrap_or_else(|_| visit.ctx.id())
    }
}
