//! Every route with every role, and without any: what the rights table says is what happens.

use super::{SCHEMA, demo_site, sign_in};
use crate::{assembly, demo};
use axum::Router;
use std::collections::BTreeSet;
use testkit::{Visitor, each_engine, http::Page};
use web::Declared;

/// Columns of the table that are not roles of the demo's accounts.
const OUTSIDE: [&str; 2] = ["visiteur", "connecte"];

/// A real address for a declared path.
fn address(path: &str) -> String {
    let id = uuid::Uuid::from_u128(5).to_string();
    let address = path.replace("{cpts}", demo::MAIN).replace("{departement}", "43").replace("{code}", "43");
    address
        .split('/')
        .map(|part| if part.starts_with('{') { id.clone() } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join("/")
}

async fn ask(visitor: &mut Visitor, route: &Declared) -> Page {
    let path = address(route.path);
    if route.method == axum::http::Method::GET {
        visitor.get(&path).await
    } else {
        visitor.post(&path, &[]).await
    }
}

/// Refused at the door: sent to sign in, 401, or 403 for lack of a right.
fn turned_away(page: &Page) -> bool {
    page.location().starts_with("/connexion?retour=")
        || page.status == 401
        || (page.status == 403 && !page.body.contains("provenance"))
}

async fn walk(router: &Router, routes: &[Declared], role: &str) {
    let table = assembly::rights().unwrap();
    let anonymous = role == "visiteur";
    let mut visitor = enter(router, role).await;
    for route in routes {
        let granted = table.grants(role, route.right.0)
            || table.grants("visiteur", route.right.0)
            || (!anonymous && table.grants("connecte", route.right.0));
        let page = ask(&mut visitor, route).await;
        let name = format!("{} {} as {role}: {} {}", route.method, route.path, page.status, page.location());
        assert_eq!(turned_away(&page), !granted, "{name}");
        assert!(page.status.as_u16() < 500, "{name}\n{}", page.body);
        // An action on the account may end the session: the next route needs a fresh one.
        let account = route.method != axum::http::Method::GET && !route.path.starts_with("/{cpts}");
        if account && !anonymous && turned_away(&visitor.get("/compte").await) {
            visitor = enter(router, role).await;
        }
    }
}

/// Somebody in that role; to sign in costs a password, so only when needed.
async fn enter(router: &Router, role: &str) -> Visitor {
    if role == "visiteur" { Visitor::new(router.clone()) } else { sign_in(router, role).await }
}

#[test]
fn every_route_has_a_line_in_the_table_and_every_line_a_use() {
    let table = assembly::rights().unwrap();
    let lines: BTreeSet<&str> = table.lines().map(|(right, _)| right).collect();
    let routes = assembly::routes(true);
    let missing: Vec<_> = routes.declared().filter(|route| !lines.contains(route.right.0)).collect();
    assert!(missing.is_empty(), "routes without a line in droits.txt: {missing:#?}");
    let used: BTreeSet<&str> = routes.declared().map(|route| route.right.0).collect();
    // Asked by a verb, behind a route that another right opens.
    let by_verbs = BTreeSet::from([
        "comptes.ouvrir_cpts",
        "comptes.desactiver",
        "territoire.importer",
        "pieces.voir_internes",
        "gouvernance.voir_interne",
        "contrat.voir_projet",
    ]);
    let idle: Vec<_> =
        lines.iter().filter(|line| !used.contains(*line) && !by_verbs.contains(*line)).collect();
    assert!(idle.is_empty(), "lines of droits.txt that nothing asks for: {idle:?}");
}

#[test]
fn every_right_says_what_it_allows() {
    assert!(assembly::rights().unwrap().lines().all(|(_, meaning)| meaning.chars().count() > 10));
}

each_engine! { &SCHEMA;
    async fn every_route_with_every_role_does_what_the_table_says(db) {
        let (router, routes) = demo_site(db).await;
        let table = assembly::rights().unwrap();
        walk(&router, &routes, "visiteur").await;
        for role in table.roles().iter().filter(|role| !OUTSIDE.contains(role)) {
            walk(&router, &routes, role).await;
        }
    }
}
