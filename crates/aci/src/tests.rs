//! The engine as a whole: worked examples of `law/cases`, refusals, invariants, an amendment that does not exist yet.

mod avenant;
mod calendrier;
mod exemples;
mod invariants;
mod refus;
mod revue;

use std::sync::LazyLock;

static LAW: LazyLock<law::Parameters> = LazyLock::new(|| law::Parameters::embedded().unwrap());
