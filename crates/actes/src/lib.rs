//! The evidence ledger: append-only acts, corrections, the questions asked of it
