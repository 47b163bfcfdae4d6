//! Feature tests, through verbs, on both engines.

mod choisir;
mod cloison;
mod compter;
mod console;
mod guide_pages;
mod guider;
mod lire;
mod monde;
mod placer;
mod prive;
mod public;
mod suivre;

use crate::*;
use monde::*;
use testkit::each_engine;
