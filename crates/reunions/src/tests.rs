//! Feature tests, through verbs and doors, on both engines.

mod agenda;
mod attestation;
mod cloison;
mod courses;
mod foule;
mod invitations;
mod portes;
mod presences;

use crate::*;
use adhesions::{Adherent, Fiche, Mode, Qui};
use db::{Db, Migrations};
use jiff::civil::{Date, DateTime, date};
use kernel::{Id, Rights};
use testkit::Visitor;
use testkit::actors::{instant, system};

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    MIGRATIONS,
];
/// The table that is shipped: who is let in here is let in for real.
const RIGHTS: &str = include_str!("../../app/droits.txt");
/// Every test begins on that day.
const TODAY: Date = date(2026, 3, 2);
/// During the meeting of most tests: 19:05 in Paris.
const DURING: &str = "2026-03-02T18:05:00Z";

/// A CPTS of that address, and somebody with every right in it.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    person(&Ctx { ids: kernel::Ids::Random, ..system().within(id) }, 1)
}

/// The `n`th person, with every right.
fn person(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { actor: Actor::Personne(Uuid::from_u128(n)), ..ctx.clone() }
}

/// The same at another instant.
fn at(ctx: &Ctx, now: &str) -> Ctx {
    Ctx { now: instant(now), ..ctx.clone() }
}

/// Somebody with these rights and no other.
fn only(ctx: &Ctx, rights: &[kernel::Right]) -> Ctx {
    Ctx { rights: Rights::of(rights.iter().copied()), ..ctx.clone() }
}

/// A member named so, who can be written to.
async fn membre(ctx: &Ctx, db: &Db, prenom: &str, nom: &str) -> Id<Adherent> {
    let id = ctx.id();
    let qui = Qui::Personne { nom: nom.to_owned(), prenom: prenom.to_owned() };
    let courriel = format!("{}.{}@exemple.fr", kernel::fold(prenom), kernel::fold(nom)).parse().ok();
    let fiche =
        Fiche { courriel, professions: vec!["Infirmier".to_owned()], ..Fiche::new(qui, Mode::Liberal) };
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2025, 1, 1))).await.unwrap();
    id
}

/// The account of a member, who acts with every right.
async fn linked(ctx: &Ctx, db: &Db, who: Id<Adherent>, word: &str) -> Ctx {
    let nouveau = comptes::NouveauMembre {
        courriel: format!("{}@exemple.fr", kernel::fold(word)).parse().unwrap(),
        nom: "Roux".parse().unwrap(),
        prenom: "Léa".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: comptes::Roles::of([comptes::Role::Coordination]),
        depuis: TODAY,
    };
    let compte = comptes::add_personne(ctx, db, &nouveau).await.unwrap().uuid();
    adhesions::link_compte(ctx, db, who, Some(compte)).await.unwrap();
    Ctx { actor: Actor::Personne(compte), ..ctx.clone() }
}

fn hour(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// A working group this evening, from 19:00 to 21:00.
fn ce_soir() -> Nouvelle {
    let (debut, fin) = (hour("2026-03-02T19:00"), hour("2026-03-02T21:00"));
    let nouvelle = Nouvelle::new("Groupe insuffisance cardiaque", Genre::GroupeDeTravail, debut, fin);
    Nouvelle {
        mission: actes::Mission::Parcours,
        lieu: "Salle A".into(),
        ordre: "Bilan\nSuite".into(),
        ..nouvelle
    }
}

async fn planned(ctx: &Ctx, db: &Db) -> Id<Reunion> {
    plan_reunion(ctx, db, ce_soir()).await.unwrap()
}

/// What the ledger counts: how many acts of that kind, their minutes, the people reached.
async fn ledger(ctx: &Ctx, db: &Db, genre: actes::Genre) -> (usize, u32, u32) {
    let mut tx = db.read(ctx).await.unwrap();
    assert_eq!(actes::verify(&mut tx).await.unwrap(), [], "the ledger is what the journal saw");
    let all = actes::store::latest(&mut tx, None, 1000).await.unwrap();
    let all: Vec<_> = all.iter().filter(|one| one.fait.genre == Some(genre)).collect();
    (all.len(), all.iter().map(|one| one.fait.minutes).sum(), all.iter().map(|one| one.fait.personnes).sum())
}

/// Somebody in front of the site at that instant: « uuid~role », or nobody.
fn visitor(db: &Db, now: &str, session: &str) -> Visitor {
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), session)
}

/// The coordinator at her desk.
fn claire(db: &Db, now: &str) -> Visitor {
    visitor(db, now, &format!("{}~coordination", Uuid::from_u128(1)))
}

/// The letters that wait to leave: objects and calendar parts.
async fn letters(ctx: &Ctx, db: &Db) -> Vec<comptes::MessageDemande> {
    let mut tx = db.read(ctx).await.unwrap();
    let due = db::outbox::due(&mut tx, 1000).await.unwrap();
    let asked = due.iter().filter(|one| one.nom == "comptes.message_demande");
    asked.map(|one| one.read().unwrap()).collect()
}

/// A telephone that follows links: the pages of `comptes` find them, ours answer.
fn tapped(db: &Db, now: &str) -> Visitor {
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&[comptes::module(), module()]).build();
    testsite::visitor(&app, (comptes::module().routes)().and((module().routes)()), "")
}
