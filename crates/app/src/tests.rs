//! Tests of the whole program: rights of every route, description of the API, command line, demo.

mod actions;
mod api;
mod audited;
mod command_line;
mod donnees;
mod echanges;
mod messages;
mod problemes;
mod registre;
mod rights;
mod soins;

use crate::{assembly, demo, mail::Mailbox};
use axum::Router;
use db::{Db, Migrations};
use kernel::Clock;
use std::sync::LazyLock;
use testkit::Visitor;
use web::{Declared, Settings};

pub(crate) static SCHEMA: LazyLock<Vec<Migrations>> = LazyLock::new(assembly::migrations);

pub(crate) fn settings() -> Settings {
    Settings { public_url: "http://essai.test".to_owned(), demo: false, name: "Maillage".to_owned() }
}

/// The demo on its day, and its routes.
pub(crate) async fn demo_site(db: Db) -> (Router, Vec<Declared>) {
    let clock = Clock::Fixed(testkit::actors::instant("2026-03-02T07:30:00Z"));
    demo::open(&db, clock).await.unwrap();
    let settings = Settings { demo: true, ..settings() };
    let app = assembly::app(db, clock, settings, Mailbox::local(), sas::Acces::Ouvert).await.unwrap();
    web::router(&app, assembly::routes(true))
}

/// Signs in with the password of the demo.
pub(crate) async fn sign_in(router: &Router, role: &str) -> Visitor {
    let mut visitor = Visitor::new(router.clone());
    let courriel = format!("{}@demo.example", role.replace('_', "-"));
    let answer =
        visitor.post("/connexion", &[("courriel", &courriel), ("mot_de_passe", demo::PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{role} does not sign in: {}", answer.body);
    visitor
}
