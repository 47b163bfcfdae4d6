use crate::{App, Routes};
use db::{Migrations, Tx};
use kernel::Right;
use std::pin::Pin;

/// A boxed future, for functions kept in tables.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a French crate plugs into the program.
pub struct Module {
    /// Name of the crate.
    pub name: &'static str,
    /// Its tables.
    pub migrations: Migrations,
    /// Its routes.
    pub routes: fn() -> Routes,
    /// Its entries in the workspace's navigation.
    pub nav: &'static [Nav],
    /// What the journal says of its actions, after the name of whoever did them: « a noté un acte ».
    pub phrases: &'static [(&'static str, &'static str)],
    /// Its cards on *Ma journée*.
    pub cards: Option<Cards>,
    /// Its JSON routes, described.
    pub api: Option<fn() -> utoipa::openapi::OpenApi>,
    /// What it keeps about people, table by table.
    pub registre: kernel::Registre,
}

/// One entry of the workspace's navigation.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    /// French label.
    pub label: &'static str,
    /// Segment after `/{cpts}/espace/`.
    pub segment: &'static str,
    /// Icon.
    pub icon: ui::Icon,
    /// Who sees it.
    pub right: Right,
    /// Place in the list, small first.
    pub rank: u8,
}

/// Reads the cards that wait for the caller today, each with its place on the page (small first).
pub type Cards = for<'a> fn(&'a App, &'a mut Tx) -> BoxFuture<'a, db::Result<Vec<(u8, ui::Card)>>>;
