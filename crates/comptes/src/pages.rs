//! The HTML doors: sign-in, account, settings of the CPTS.

mod code;
mod compte;
mod connexion;
mod double_facteur;
mod espaces;
mod invitation;
mod journal;
mod lien;
mod lien_direct;
mod membre;
mod membres;
mod reglages;
mod roles;

pub use lien_direct::LienSuivi;

use crate::{Jeton, droits::*, session::DUREE};
use jiff::{Timestamp, Zoned, tz::TimeZone};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::{Crumb, Frame, francais};
use web::{App, Cookie, Routes, TAP, Visit, session_cookie};

pub(crate) fn routes() -> Routes {
    sign_in_routes().and(tap_routes()).and(account_routes()).and(settings_routes())
}

fn sign_in_routes() -> Routes {
    Routes::new()
        .get("/connexion", SE_CONNECTER, connexion::show)
        .post("/connexion", SE_CONNECTER, connexion::enter)
        .get("/connexion/lien", SE_CONNECTER, lien::sent)
        .post("/connexion/lien", SE_CONNECTER, lien::ask)
        .get("/connexion/lien/{token}", SE_CONNECTER, lien::show)
        .post("/connexion/lien/{token}", SE_CONNECTER, lien::enter)
        .get("/connexion/code", SE_CONNECTER, code::show)
        .post("/connexion/code", SE_CONNECTER, code::enter)
        .post("/deconnexion", SE_CONNECTER, connexion::leave)
}

/// Links sent to one person: the module of their usage draws the page.
fn tap_routes() -> Routes {
    Routes::new().get(TAP, SUIVRE_LIEN, lien_direct::follow).post(TAP, SUIVRE_LIEN, lien_direct::follow)
}

fn account_routes() -> Routes {
    Routes::new()
        .get("/compte", MON_COMPTE, compte::show)
        .post("/compte/nom", MON_COMPTE, compte::rename)
        .post("/compte/mot-de-passe", MON_COMPTE, compte::choose_password)
        .post("/compte/sessions/fermer", MON_COMPTE, compte::close_sessions)
        .post("/compte/sessions/{id}/fermer", MON_COMPTE, compte::close_session)
        .get("/compte/double-facteur", MON_COMPTE, double_facteur::show)
        .post("/compte/double-facteur", MON_COMPTE, double_facteur::prepare)
        .post("/compte/double-facteur/confirmation", MON_COMPTE, double_facteur::confirm)
        .post("/compte/double-facteur/retrait", MON_COMPTE, double_facteur::remove)
        .get("/espaces", MON_COMPTE, espaces::show)
}

fn settings_routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/reglages", VOIR_REGLAGES, reglages::show)
        .get("/{cpts}/espace/reglages/membres", VOIR_MEMBRES, membres::show)
        .get("/{cpts}/espace/reglages/membres.csv", EXPORTER_MEMBRES, membres::download)
        .get("/{cpts}/espace/reglages/membres/inviter", GERER_MEMBRES, invitation::show)
        .post("/{cpts}/espace/reglages/membres/inviter", GERER_MEMBRES, invitation::send)
        .get("/{cpts}/espace/reglages/membres/{id}", VOIR_MEMBRES, membre::show)
        .post("/{cpts}/espace/reglages/membres/{id}/roles", CHANGER_ROLES, membre::change_roles)
        .post("/{cpts}/espace/reglages/membres/{id}/suspendre", GERER_MEMBRES, membre::suspend)
        .post("/{cpts}/espace/reglages/membres/{id}/retablir", GERER_MEMBRES, membre::reinstate)
        .get("/{cpts}/espace/reglages/journal", VOIR_JOURNAL, journal::show)
        .get("/{cpts}/espace/reglages/journal.csv", VOIR_JOURNAL, journal::download)
        .get("/{cpts}/espace/reglages/roles", VOIR_ROLES, roles::show)
}

/// The cookie of a new session.
fn session(app: &App, jeton: &Jeton) -> Cookie {
    let max_age = u32::try_from(DUREE.as_secs()).unwrap_or(u32::MAX);
    Cookie { name: session_cookie(&app.settings), value: jeton.as_str().to_owned(), max_age }
}

/// Where to go after signing in: the page that was asked for, when it is one of ours.
fn destination(retour: &str) -> &str {
    let ours = retour.starts_with('/') && !retour.starts_with("//") && !retour.contains('\\');
    if ours && !retour.chars().any(char::is_control) { retour } else { "/espaces" }
}

/// A value fit for an address.
fn encoded(value: &str) -> String {
    utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()
}

/// An instant on the clock of Paris.
fn paris(instant: Timestamp) -> Zoned {
    instant.in_tz("Europe/Paris").unwrap_or_else(|_| instant.to_zoned(TimeZone::UTC))
}

/// « 22 novembre 2026 à 9 h 05 ».
fn quand(instant: Timestamp) -> String {
    francais::date_heure(paris(instant).datetime())
}

/// The frame of a page under the settings of the CPTS, below the pages of `parents`.
fn settings_frame(visit: &Visit, title: String, parents: &[(&'static str, &str)]) -> Frame {
    let all = [("Réglages", "reglages")];
    let crumbs = all.iter().chain(parents).map(|(label, rest)| Crumb::new(*label, visit.workspace(rest)));
    Frame { breadcrumb: crumbs.collect(), ..visit.frame(title) }
}
