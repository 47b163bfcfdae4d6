//! How the association decides: convocations, quorum, proxies, votes, mandates and interests.

pub mod droits;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "gouvernance",
    files: &[("001_gouvernance", include_str!("../migrations/001_gouvernance.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "gouvernance",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[],
        cards: None,
        api: None,
    }
}
