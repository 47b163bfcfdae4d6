//! Test machinery: both engines, a set clock, actors, an HTTP caller, an HTML checker
