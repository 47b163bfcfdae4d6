//! National identifiers: parse, check digit, display
