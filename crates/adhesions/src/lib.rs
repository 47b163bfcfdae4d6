//! Who belongs to the association: requests, members and their colleges, fees, texts accepted, conventions with employers.

pub mod droits;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "adhesions",
    files: &[("001_adhesions", include_str!("../migrations/001_adhesions.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "adhesions",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[],
        cards: None,
        api: None,
    }
}
