//! Any event of the CPTS: invitations and answers, attendance proved at the door, minutes and decisions, attestations.

pub mod droits;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "reunions",
    files: &[("001_reunions", include_str!("../migrations/001_reunions.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "reunions",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[],
        cards: None,
        api: None,
    }
}
