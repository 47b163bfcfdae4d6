//! Feature tests, on both engines, through verbs and doors.

mod cloison;
mod courses;
mod papier;
mod portes;
mod regles;
mod renvoi;
mod secret;
mod vie;

use crate::*;
use adhesions::{Adherent, Fiche, Qui};
use db::{Db, Migrations, Trace};
use jiff::civil::{Date, date};
use kernel::{Id, Rights};
use reunions::{Comment, Passage};
use std::collections::BTreeMap;
use testkit::actors::{instant, system};

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    reunions::MIGRATIONS,
    MIGRATIONS,
];
/// The day of every meeting.
const TODAY: Date = date(2026, 3, 2);
/// The table that is shipped: who is let in here is let in for real.
const RIGHTS: &str = include_str!("../../app/droits.txt");

/// A CPTS of that address, and its coordination with every right, three weeks before the meeting.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), format!("CPTS {slug}").parse().unwrap())
        .await
        .unwrap();
    before(&person(&system().within(id), 1))
}

/// The `n`th account, with every right.
fn person(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { actor: Actor::Personne(Uuid::from_u128(n)), ..ctx.clone() }
}

/// Somebody with the rights of a plain member.
fn member(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { rights: Rights::of([droits::VOIR, droits::VOTER]), ..person(ctx, n) }
}

fn before(ctx: &Ctx) -> Ctx {
    Ctx { now: instant("2026-02-09T08:00:00Z"), ..ctx.clone() }
}

/// During the meeting.
fn during(ctx: &Ctx) -> Ctx {
    Ctx { now: instant("2026-03-02T19:30:00Z"), ..ctx.clone() }
}

/// The `n`th member, whose account is number `100 + n`.
async fn adherent(ctx: &Ctx, db: &Db, n: u128, courriel: bool) -> Id<Adherent> {
    let id = ctx.id();
    let qui = Qui::Personne { nom: format!("Nom{n:02}"), prenom: "Luc".to_owned() };
    let courriel = courriel.then(|| format!("luc{n}@exemple.fr").parse().unwrap());
    let fiche = Fiche { courriel, ..Fiche::new(qui, adhesions::Mode::Liberal) };
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2025, 1, 6))).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    adhesions::store::vie::link(&mut tx, id, Some(Uuid::from_u128(100 + n))).await.unwrap();
    tx.record(Trace::new("essai.lie", id));
    tx.commit().await.unwrap();
    id
}

async fn adherents(ctx: &Ctx, db: &Db, count: u128, courriel: bool) -> Vec<Id<Adherent>> {
    let mut all = Vec::new();
    for n in 1..=count {
        all.push(adherent(ctx, db, n, courriel).await);
    }
    all
}

fn regle(ctx: &Ctx, genre: Genre) -> Regle {
    let usual = Regle::usuelle(genre, ctx.id(), date(2025, 1, 1));
    Regle { source: "Statuts, article 12".to_owned(), quorum: Quorum::Tiers, ..usual }
}

/// An ordinary general meeting with its rule.
async fn ag(ctx: &Ctx, db: &Db) -> Id<Instance> {
    let id = ctx.id();
    open_instance(ctx, db, id, Genre::AgOrdinaire, "").await.unwrap();
    set_regle(ctx, db, id, regle(ctx, Genre::AgOrdinaire)).await.unwrap();
    id
}

fn soir(jour: Date) -> Rendez {
    Rendez {
        debut: jour.at(20, 0, 0, 0),
        fin: jour.at(22, 0, 0, 0),
        lieu: "Mairie".to_owned(),
        visio: String::new(),
    }
}

/// A meeting of the instance with one point, called.
async fn seance(ctx: &Ctx, db: &Db, instance: Id<Instance>) -> (Id<Seance>, Id<Point>) {
    let (id, point) = (ctx.id(), ctx.id());
    plan_seance(ctx, db, id, instance, soir(TODAY), None).await.unwrap();
    add_point(ctx, db, id, point, ("Comptes de l’année", "Approuver les comptes.")).await.unwrap();
    convoke(ctx, db, id, false).await.unwrap();
    (id, point)
}

/// These members come and the meeting opens.
async fn open(ctx: &Ctx, db: &Db, id: Id<Seance>, presents: &[Id<Adherent>]) {
    come(ctx, db, id, presents).await;
    open_seance(&during(ctx), db, id).await.unwrap();
}

async fn come(ctx: &Ctx, db: &Db, id: Id<Seance>, presents: &[Id<Adherent>]) {
    let vue = vue(ctx, db, id).await;
    let lines =
        presents.iter().map(|one| (*one, Passage::whole(Comment::Bureau))).collect::<BTreeMap<_, _>>();
    reunions::note_presences(&during(ctx), db, vue.reunion.id, &lines).await.unwrap();
}

async fn vue(ctx: &Ctx, db: &Db, id: Id<Seance>) -> Vue {
    read_seance(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

fn projet(seance: Id<Seance>, mode: Mode) -> Projet {
    Projet {
        cadre: Cadre::Seance(seance, None),
        question: "Approuvez-vous les comptes ?".to_owned(),
        texte: String::new(),
        mode,
        candidats: Vec::new(),
        sieges: 0,
        majorite: None,
    }
}

/// A vote of the open meeting, open.
async fn vote(ctx: &Ctx, db: &Db, projet: &Projet) -> Id<Scrutin> {
    let id = ctx.id();
    prepare_scrutin(&during(ctx), db, id, projet).await.unwrap();
    open_scrutin(&during(ctx), db, id).await.unwrap();
    id
}

/// The account of the `n`th member chooses, for all the voices it casts.
async fn choose(ctx: &Ctx, db: &Db, n: u128, id: Id<Scrutin>, rang: u32) -> Result<(), WriteError> {
    let me = member(&during(ctx), 100 + n);
    let roll = store::scrutins::roll(&mut db.read(ctx).await.unwrap(), id).await.unwrap();
    let all: Bulletins = roll.iter().map(|one| (one.electeur, vec![rang])).collect();
    cast(&me, db, Voie::Compte, id, &all).await
}

async fn scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>) -> Scrutin {
    store::scrutins::scrutin(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

/// The letters that wait to leave.
async fn letters(ctx: &Ctx, db: &Db) -> Vec<comptes::MessageDemande> {
    let due = db::outbox::due(&mut db.read(ctx).await.unwrap(), 1000).await.unwrap();
    due.iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.read().unwrap()).collect()
}

fn voices(one: &Scrutin) -> Vec<Option<u32>> {
    one.choix.iter().map(|choix| choix.voix).collect()
}
