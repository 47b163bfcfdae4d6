//! Feature tests, on both engines, through verbs and doors.

mod cloison;
mod imports;
mod portes;
mod verbes;

use crate::droits::{CHANGER_STATUT, CONSULTER, IMPORTER, MODIFIER, OUVRIR_PROJET, VOIR};
use crate::{Atlas, MIGRATIONS, module};
use comptes::{NouveauMembre, Role, Roles, Slug};
use db::{Db, Migrations};
use identifiants::CommuneCode;
use kernel::Ctx;
use std::collections::BTreeSet;
use testkit::{Visitor, actors};
use web::App;

const SCHEMA: &[Migrations] = &[db::MIGRATIONS, comptes::MIGRATIONS, MIGRATIONS];
const ALL: &[kernel::Right] = &[VOIR, MODIFIER, CHANGER_STATUT, CONSULTER, OUVRIR_PROJET, IMPORTER];

fn codes(text: &str) -> BTreeSet<CommuneCode> {
    text.split_whitespace().map(|code| code.parse().unwrap()).collect()
}

/// The program, with every right, in a new CPTS of that address.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..actors::system() };
    let slug: Slug = slug.parse().unwrap();
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug, nom).await.unwrap();
    ctx.within(id)
}

async fn atlas(db: &Db) -> Atlas {
    Atlas::load(db, actors::instant(actors::NOW)).await.unwrap()
}

const RIGHTS: &str = "droit | sens | visiteur | connecte | coordination
territoire.consulter | a | x | |
territoire.ouvrir_projet | a | | x |
territoire.voir | a | | | x
territoire.modifier | a | | | x
territoire.changer_statut | a | | | x";

/// The program.
async fn program(db: &Db) -> App {
    let builder = testsite::builder(db, actors::instant(actors::NOW), RIGHTS).with(atlas(db).await);
    builder.modules(&[module()]).build()
}

/// Somebody with that session in front of it.
fn visitor(app: &App, session: &str) -> Visitor {
    testsite::visitor(app, (module().routes)(), session)
}

fn claire() -> NouveauMembre {
    NouveauMembre {
        courriel: "claire@exemple.fr".parse().unwrap(),
        nom: "Fabre".parse().unwrap(),
        prenom: "Claire".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([Role::Membre]),
        depuis: jiff::civil::date(2026, 3, 2),
    }
}
