//! What JSON leaves out.

use super::{LignePlafond, Plafond};
use crate::droit::Sources;
use serde::{Serialize, Serializer};

/// A ceiling without its derivations.
pub(super) fn without_why<S: Serializer>(plafond: &Plafond, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Short<'a> {
        total_cents: i64,
        partial: bool,
        uncertain: bool,
        without_crisis_cents: i64,
        without_crisis_partial: bool,
        without_crisis_uncertain: bool,
        lines: Vec<ShortLine<'a>>,
    }
    #[derive(Serialize)]
    struct ShortLine<'a> {
        component: &'a str,
        cents: i64,
        uncertain: bool,
        source: &'a Sources,
    }
    fn short(line: &LignePlafond) -> ShortLine<'_> {
        ShortLine {
            component: &line.component,
            cents: line.cents,
            uncertain: line.uncertain,
            source: &line.source,
        }
    }
    Short {
        total_cents: plafond.total_cents,
        partial: plafond.partial,
        uncertain: plafond.uncertain,
        without_crisis_cents: plafond.without_crisis_cents,
        without_crisis_partial: plafond.without_crisis_partial,
        without_crisis_uncertain: plafond.without_crisis_uncertain,
        lines: plafond.lines.iter().map(short).collect(),
    }
    .serialize(serializer)
}
