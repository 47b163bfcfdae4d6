//! What tests start from.

use super::*;
use db::Db;
use jiff::{SignedDuration, Timestamp};
use kernel::{Event, Ids};
use rendez_vous::lieu::Sorte;
use rendez_vous::{Contenu, Creneau, Effecteur, Horaire, Lieu, Modalite, Profession, Visibilite};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use testkit::actors::system;

pub(super) const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    territoire::MIGRATIONS,
    rendez_vous::MIGRATIONS,
    MIGRATIONS,
];

pub(super) fn instant(text: &str) -> Timestamp {
    testkit::actors::instant(text)
}

/// A CPTS of that address on Monday 2 March 2026 at 9:00, person number 1, who has every right, and a doctor of Le Puy-en-Velay.
pub(super) async fn cpts(db: &Db, slug: &str) -> (Ctx, Id<Effecteur>) {
    let ctx = Ctx { ids: Ids::Random, now: instant("2026-03-02T08:00:00Z"), ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx.within(id) };
    let who = effecteur(&ctx, db, "Claire Roche").await;
    (ctx, who)
}

/// The same person, at another instant.
pub(super) fn at(ctx: &Ctx, now: &str) -> Ctx {
    Ctx { now: instant(now), ..ctx.clone() }
}

/// A general practitioner of Le Puy-en-Velay with a practice of their own.
pub(super) async fn effecteur(ctx: &Ctx, db: &Db, nom: &str) -> Id<Effecteur> {
    let lieu = Lieu {
        id: ctx.id(),
        sorte: Sorte::Cabinet,
        nom: format!("Cabinet de {nom}"),
        commune: "43157".parse().unwrap(),
        adresse: "1 place du Plot".to_owned(),
        code_postal: "43000".to_owned(),
        telephone: None,
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    };
    let lieu = rendez_vous::keep_lieu(ctx, db, lieu).await.unwrap();
    let one = Effecteur {
        id: ctx.id(),
        adherent: None,
        compte: author(ctx),
        rpps: None,
        nom: format!("Dr {nom}"),
        profession: Profession::MedecinGeneraliste,
        specialite: String::new(),
        lieu,
        telephone: None,
        courriel: Some(format!("{}@exemple.fr", kernel::fold(nom).replace(' ', ".")).parse().unwrap()),
        retire_le: None,
    };
    rendez_vous::keep_effecteur(ctx, db, one).await.unwrap()
}

/// An hour of that doctor from that instant.
pub(super) async fn creneau(ctx: &Ctx, db: &Db, who: Id<Effecteur>, debut: &str, places: u32) -> Id<Creneau> {
    let mut tx = db.read(ctx).await.unwrap();
    let lieu = rendez_vous::store::effecteurs::effecteur(&mut tx, who).await.unwrap().unwrap().lieu;
    drop(tx);
    let contenu = Contenu {
        lieu,
        places,
        visibilite: [Visibilite::Cpts, Visibilite::Snp].into(),
        modalite: Modalite::Cabinet,
        soins: BTreeSet::new(),
        note: String::new(),
    };
    let debut = instant(debut);
    let horaire = Horaire { debut, fin: debut.checked_add(SignedDuration::from_mins(60)).unwrap() };
    rendez_vous::offer(ctx, db, ctx.id(), who, horaire, contenu).await.unwrap()
}

pub(super) fn identite(nom: &str) -> Identite {
    Identite { nom: nom.to_owned(), telephone: Some("0612345678".parse().unwrap()) }
}

pub(super) fn nouvelle(ctx: &Ctx) -> Nouvelle {
    Nouvelle {
        id: ctx.id(),
        origine: Origine::Appel,
        situation: crate::demande::tests::situation(),
        identite: Some(identite("Jeanne Chaussegros")),
    }
}

/// A call that was kept.
pub(super) async fn demande(ctx: &Ctx, db: &Db) -> Id<Demande> {
    receive(ctx, db, nouvelle(ctx)).await.unwrap().id
}

/// A call with a red flag.
pub(super) async fn alarme(ctx: &Ctx, db: &Db) -> Id<Demande> {
    let mut new = nouvelle(ctx);
    new.situation.drapeaux = ["thorax".to_owned()].into();
    receive(ctx, db, new).await.unwrap().id
}

pub(super) async fn lue(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Demande {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    store::demandes::demande(&mut db.read(ctx).await.unwrap(), &coffre, id).await.unwrap().unwrap()
}

pub(super) async fn phase(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Phase {
    lue(ctx, db, id).await.etat.phase()
}

pub(super) async fn libres(ctx: &Ctx, db: &Db, slot: Id<Creneau>) -> u32 {
    let mut tx = db.read(ctx).await.unwrap();
    rendez_vous::store::creneaux::creneau(&mut tx, slot).await.unwrap().unwrap().libres
}

/// What was told, in order.
pub(super) async fn events<E: Event + DeserializeOwned>(db: &Db, ctx: &Ctx) -> Vec<E> {
    let late = Ctx { now: instant("2030-01-01T00:00:00Z"), ..ctx.clone() };
    let mut tx = db.read(&late).await.unwrap();
    let all = db::outbox::due(&mut tx, 1_000).await.unwrap();
    all.iter().filter(|one| one.nom == E::NAME).map(|one| one.read().unwrap()).collect()
}

pub(super) fn cle(ctx: &Ctx) -> Uuid {
    ctx.id::<()>().uuid()
}
