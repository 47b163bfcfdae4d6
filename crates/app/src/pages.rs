//! Pages and routes of the program itself: *Ma journée*, display preferences, operations, the demo's mailbox.

mod api;
mod courriels;
mod donnees;
mod ma_journee;
mod operations;
mod preferences;
mod problemes;
mod registre;

pub(crate) use operations::Metrics;

use comptes::droits::VOIR_REGISTRE;
use db::Migrations;
use kernel::Right;
use web::{Module, Nav, Routes};

/// May see public pages: everybody.
pub(crate) const VOIR_SITE: Right = Right("site.voir");
/// May see the day's page of a CPTS.
pub(crate) const MA_JOURNEE: Right = Right("journee.voir");

/// These pages as a module: no table, one entry in the navigation.
pub(crate) fn module() -> Module {
    Module {
        name: "app",
        migrations: Migrations { module: "app", files: &[] },
        routes,
        nav: &[Nav {
            label: "Ma journée",
            segment: "ma-journee",
            icon: ui::Icon::Day,
            right: MA_JOURNEE,
            rank: 0,
        }],
        phrases: &[
            ("db.sauvegarde_ecrite", "a copié toute la base"),
            ("db.sauvegarde_restauree", "a remis une copie de la base"),
            ("journal.chaine_ouverte", "a ouvert une chaîne du journal"),
        ],
        cards: None,
        api: None,
        registre: kernel::Registre::VIDE,
    }
}

fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace", MA_JOURNEE, ma_journee::enter)
        .get("/{cpts}/espace/ma-journee", MA_JOURNEE, ma_journee::show)
        .post("/preferences", VOIR_SITE, preferences::keep)
        .get("/problemes/{code}", VOIR_SITE, problemes::show)
        .get("/donnees", VOIR_SITE, donnees::show)
        .get("/accessibilite", VOIR_SITE, preferences::accessibility)
        .get("/api/openapi.json", VOIR_SITE, api::describe)
        .get("/{cpts}/espace/reglages/registre", VOIR_REGISTRE, registre::show)
        .get("/{cpts}/espace/reglages/registre.pdf", VOIR_REGISTRE, registre::pdf)
        .get("/healthz", VOIR_SITE, operations::alive)
        .get("/readyz", VOIR_SITE, operations::ready)
        .get("/metrics", VOIR_SITE, operations::metrics)
}

/// Routes that exist in a demo only.
pub(crate) fn demo_routes() -> Routes {
    Routes::new().get("/style", VOIR_SITE, courriels::style).get("/courriels", VOIR_SITE, courriels::show)
}
