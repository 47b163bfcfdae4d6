//! Feature tests, through verbs, on both engines.

mod cloison;
mod monde;
mod placer;

use crate::*;
use monde::*;
use testkit::each_engine;
