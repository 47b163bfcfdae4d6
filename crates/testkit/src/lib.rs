//! Test machinery: both engines, a set clock, actors, an HTTP caller, an HTML checker.
//!
//! ```ignore
//! each_engine! { &[db::MIGRATIONS, snp::MIGRATIONS];
//!     async fn eight_regulators_one_slot_one_winner(db) {
//!         let ctx = ctx(CPTS, &[REGULER]);
//!         let won = race(8, || book(&ctx, &db, id, tel())).await.into_iter().filter(Result::is_ok).count();
//!         assert_eq!(won, 1);
//!     }
//! }
//! ```
//!
//! * [`each_engine!`] runs a test on SQLite and on PostgreSQL, each time on a fresh migrated database.
//! * [`actors`]: who acts in tests, at which instant, and [`race`] for all at once.

#![expect(clippy::expect_used, reason = "what goes wrong here must fail the test")]

pub mod actors;
pub mod engines;
pub mod http;

pub use actors::{CPTS, at, ctx, race};
pub use http::Visitor;
