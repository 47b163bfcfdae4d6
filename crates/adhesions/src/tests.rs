//! Feature tests, through verbs and doors, on both engines.

mod cloison;
mod importation;
mod lettres;
mod portes;
mod site;
mod vie;

use crate::*;
use db::Db;
use jiff::civil::{Date, date};
use testkit::actors::{instant, system};

const SCHEMA: &[Migrations] = &[db::MIGRATIONS, comptes::MIGRATIONS, pieces::MIGRATIONS, MIGRATIONS];
/// Every test begins on that day.
const TODAY: Date = date(2026, 3, 2);

/// A CPTS of that address, and the program with every right in it, as person number 1.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    person(&ctx.within(id), 1)
}

/// The `n`th person, with every right.
fn person(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { actor: Actor::Personne(Uuid::from_u128(n)), ..ctx.clone() }
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

/// « Zoé Roux », with an address of her own.
fn fiche(name: &str) -> Fiche {
    let (prenom, nom) = name.split_once(' ').unwrap();
    let qui = Qui::Personne { nom: nom.to_owned(), prenom: prenom.to_owned() };
    let address = format!("{}@exemple.fr", kernel::fold(name).replace(' ', "."));
    Fiche { courriel: Some(address.parse().unwrap()), ..Fiche::new(qui, Mode::Liberal) }
}

fn maison(nom: &str) -> Fiche {
    let qui = Qui::Organisation { nom: nom.to_owned(), representant: "Ève Abrial".to_owned() };
    Fiche::new(qui, Mode::SansObjet)
}

/// A member since the first day of 2025.
async fn membre(ctx: &Ctx, db: &Db, name: &str) -> Id<Adherent> {
    let id = ctx.id();
    add_adherent(ctx, db, id, fiche(name), Some(date(2025, 1, 1))).await.unwrap();
    id
}

async fn organisation(ctx: &Ctx, db: &Db, nom: &str) -> Id<Adherent> {
    let id = ctx.id();
    add_adherent(ctx, db, id, maison(nom), Some(date(2025, 1, 1))).await.unwrap();
    id
}

/// A rate of 20 € for everybody.
async fn rate(ctx: &Ctx, db: &Db) {
    let source = "Règlement intérieur, article 4".to_owned();
    let tarif =
        Tarif { id: ctx.id(), annee: 2025, college: None, profession: String::new(), cents: 2_000, source };
    set_tarif(ctx, db, tarif).await.unwrap();
}

/// A charter in force since 2025.
async fn charte(ctx: &Ctx, db: &Db, version: &str, du: Date) -> Id<Texte> {
    let id = ctx.id();
    let text = Texte {
        id,
        genre: texte::Genre::Charte,
        version: version.to_owned(),
        titre: "Charte des membres".to_owned(),
        contenu: "Nous nous engageons.\n\nEnsemble.".to_owned(),
        piece: None,
        en_vigueur_du: du,
        a_accepter: true,
    };
    publish_texte(ctx, db, text, None).await.unwrap();
    id
}

async fn read(ctx: &Ctx, db: &Db, id: Id<Adherent>) -> Adherent {
    adherent(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

async fn stands(ctx: &Ctx, db: &Db, id: Id<Adherent>) -> Situation {
    situation(&mut db.read(ctx).await.unwrap(), id, TODAY).await.unwrap().unwrap()
}
