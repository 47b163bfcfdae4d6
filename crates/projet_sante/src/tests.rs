//! Feature tests, on both engines, through verbs and doors.

mod chaine;
mod cloison;
mod dossier;
mod lecteurs;
mod parcours;
mod portes;
mod redaction;
mod site;
mod versions;
mod vie;

use crate::*;
use comptes::{NouveauMembre, Personne, Role, Roles};
use db::{Db, Migrations};
use diagnostic::{Besoin, Origine as DeQui, Public, Texte};
use jiff::civil::{Date, date};
use kernel::{Id, Rights};
use law::Parameters;
use std::collections::BTreeSet;
use territoire::Atlas;
use testkit::actors::{instant, system};

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    territoire::MIGRATIONS,
    diagnostic::MIGRATIONS,
    MIGRATIONS,
];
/// Every test begins on that day.
const TODAY: Date = date(2026, 3, 2);

/// A CPTS of that address, and the program with every right in it, as a person.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    person(&system().within(id), 1)
}

/// The `n`th person, with every right.
fn person(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { actor: Actor::Personne(Uuid::from_u128(n)), ..ctx.clone() }
}

/// Somebody with these rights and no other.
fn only(ctx: &Ctx, rights: &[kernel::Right]) -> Ctx {
    Ctx { rights: Rights::of(rights.iter().copied()), ..ctx.clone() }
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

fn law() -> Parameters {
    Parameters::embedded().unwrap()
}

/// A member named after `prenom`.
async fn membre(ctx: &Ctx, db: &Db, prenom: &str, role: Role) -> Id<Personne> {
    let nouveau = NouveauMembre {
        courriel: format!("{}@exemple.fr", kernel::fold(prenom)).parse().unwrap(),
        nom: "Roux".parse().unwrap(),
        prenom: prenom.parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([role]),
        depuis: TODAY,
    };
    comptes::add_personne(ctx, db, &nouveau).await.unwrap()
}

async fn besoin(ctx: &Ctx, db: &Db, titre: &str) -> Id<Besoin> {
    let texte = Texte {
        public: Public::Population,
        titre: titre.parse().unwrap(),
        description: String::new(),
        communes: BTreeSet::new(),
    };
    diagnostic::write_besoin(ctx, db, texte, DeQui::Cpts).await.unwrap()
}

fn fiche(titre: &str, objectif: Option<Id<Objectif>>) -> Fiche {
    Fiche {
        titre: titre.to_owned(),
        description: "Appeler les **cabinets**.".to_owned(),
        mission: "acces".to_owned(),
        objectif,
        responsable: None,
        debut: Some(date(2026, 4, 1)),
        fin: None,
        partenaires: vec!["CCAS".to_owned()],
        indicateurs: vec!["Patients placés".to_owned()],
        budget_cents: Some(1_250_050),
        avancement: Avancement::Prevue,
        visees: BTreeSet::new(),
    }
}

async fn frozen(ctx: &Ctx, db: &Db, texte: &str) -> u32 {
    let lue = section(&mut db.read(ctx).await.unwrap(), "besoins").await.unwrap().unwrap().numero();
    write_section(ctx, db, "besoins", lue, texte).await.unwrap();
    let atlas = Atlas::load(db, ctx.now).await.unwrap();
    freeze(ctx, db, &atlas, "Envoi à l’ARS").await.unwrap().numero
}
