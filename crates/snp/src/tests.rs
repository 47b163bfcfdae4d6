//! Feature tests, through verbs, on both engines.

mod choisir;
mod cloison;
mod console;
mod guider;
mod monde;
mod placer;
mod prive;
mod suivre;

use crate::*;
use monde::*;
use testkit::each_engine;
