//! The browser audits (accessibility, three widths, keyboard) walk a list of addresses: every page must be on it.

use crate::assembly;
use axum::http::Method;

const LISTED: &str = include_str!("../../tests/journeys/pages.rs");

/// Routes that answer something else than a page, or a page that only a secret opens.
const NOT_PAGES: &[&str] = &[
    "/api/",
    "/fhir",
    "/assets/",
    ".csv",
    ".pdf",
    ".docx",
    ".xlsx",
    ".xml",
    ".vcf",
    ".ics",
    ".txt",
    "/fichier|",
    "/espace/pieces/{id}|",
    "/liasse/archive/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/{token}",
    "/connexion/code",
    "/espace/actes/{id}",
    "/reglages/membres/{id}",
    "/{cpts}/espace|",
    "/espaces|",
];

fn matches(route: &str, address: &str) -> bool {
    let (route, address) =
        (route.split('/'), address.split(['?', '#']).next().unwrap_or_default().split('/'));
    route.clone().count() == address.clone().count()
        && route.zip(address).all(|(part, given)| part == given || part.starts_with('{'))
}

#[test]
fn every_page_is_audited_in_the_browser() {
    let quoted = LISTED.split('"').filter(|text| text.starts_with('/'));
    let steps = quoted.flat_map(|text| text.split(" > "));
    let listed: Vec<&str> = steps.map(|step| step.split('@').next().unwrap_or_default()).collect();
    let routes = assembly::routes(true);
    let pages = routes.declared().filter(|route| route.method == Method::GET).map(|route| route.path);
    let wanted = pages.filter(|path| !NOT_PAGES.iter().any(|mark| format!("{path}|").contains(mark)));
    let missing: Vec<&str> =
        wanted.filter(|path| !listed.iter().any(|address| matches(path, address))).collect();
    assert!(missing.is_empty(), "not in tests/journeys/pages.rs: {missing:#?}");
}
