//! The HTTP door: what a French crate needs to show pages and answer requests, and nothing about health.
//!
//! * [`Routes`]: each route is declared with the [`Right`](kernel::Right) it needs; there is no other way to add one.
//! * [`Visit`]: who is here, in which CPTS, with which rights; it draws pages.
//! * [`Room`]: the tabs, addresses and crumbs of a part of the workspace.
//! * [`Problem`]: any refusal as a page, or as RFC 9457 JSON.
//! * [`Fields`]: the fields of a form, parsed one by one with an error beside each.
//! * [`App`]: database, clock, settings and shared resources.
//! * [`Module`]: what a French crate plugs in.
//! * [`Taps`]: pages opened by a link sent to one person, without account.

mod app;
mod cookies;
mod csrf;
mod csv;
mod download;
mod fields;
mod gate;
mod headers;
mod key;
mod module;
mod problem;
mod redirect;
mod rights;
mod room;
mod routes;
mod serve;
mod tap;
mod tls;
mod traitement;
mod visit;

#[cfg(test)]
mod tests;

pub use app::{App, Builder, Caller, Identify, Identity, Settings, Tenant};
pub use cookies::{Cookie, PREFERENCES, read as read_cookie, session_cookie};
pub use csv::csv;
pub use download::download;
pub use fields::{FieldErrors, Fields, Reader};
pub use module::{BoxFuture, Cards, Module, Nav};
pub use problem::{Problem, Refusal};
pub use redirect::Redirect;
pub use rights::{RightsTable, RightsTableError};
pub use room::{Part, Room, id_of};
pub use routes::{Declared, Routes};
pub use serve::{router, serve};
pub use tap::{TAP, Taps};
pub use tls::{Files as TlsFiles, Tls, TlsError};
pub use traitement::traitement;
pub use visit::{Answer, Visit};
