//! What tests start from.

use super::*;
use crate::creneau::Contenu;
use crate::lieu::Sorte;
use crate::rdv::Origine;
use db::Db;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use kernel::{Event, Ids};
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
    MIGRATIONS,
];

pub(super) fn instant(text: &str) -> Timestamp {
    testkit::actors::instant(text)
}

/// A CPTS of that address on Monday 2 March 2026 at 9:00, person number 1, who has every right and gives care in Le Puy-en-Velay.
pub(super) async fn cpts(db: &Db, slug: &str) -> (Ctx, Id<Effecteur>) {
    let ctx = Ctx { ids: Ids::Random, now: instant("2026-03-02T08:00:00Z"), ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx.within(id) };
    let who = effecteur(&ctx, db, "Claire Roche").await;
    (ctx, who)
}

/// A general practitioner with a practice of their own, whose account is that of whoever acts.
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
    let lieu = keep_lieu(ctx, db, lieu).await.unwrap();
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
        courriel: None,
        retire_le: None,
    };
    keep_effecteur(ctx, db, one).await.unwrap()
}

pub(super) async fn lieu_de(db: &Db, ctx: &Ctx, who: Id<Effecteur>) -> Id<Lieu> {
    let mut tx = db.read(ctx).await.unwrap();
    store::effecteurs::effecteur(&mut tx, who).await.unwrap().unwrap().lieu
}

pub(super) fn horaire(debut: &str, minutes: i64) -> Horaire {
    let debut = instant(debut);
    Horaire { debut, fin: debut.checked_add(SignedDuration::from_mins(minutes)).unwrap() }
}

pub(super) fn contenu(lieu: Id<Lieu>, places: u32) -> Contenu {
    Contenu {
        lieu,
        places,
        visibilite: [Visibilite::Cpts, Visibilite::Snp].into(),
        modalite: Modalite::Cabinet,
        soins: BTreeSet::new(),
        note: String::new(),
    }
}

/// An hour from that instant.
pub(super) async fn creneau(ctx: &Ctx, db: &Db, who: Id<Effecteur>, debut: &str, places: u32) -> Id<Creneau> {
    let lieu = lieu_de(db, ctx, who).await;
    offer(ctx, db, ctx.id(), who, horaire(debut, 60), contenu(lieu, places)).await.unwrap()
}

pub(super) fn ordre(creneau: Id<Creneau>) -> Ordre {
    let cle = system().id::<()>().uuid();
    Ordre { cle, creneau, demande: None, origine: Origine::Console }
}

/// Tuesdays and Fridays from 18:00 to 19:00, five weeks.
pub(super) fn regle() -> Regle {
    Regle {
        jours: [false, true, false, false, true, false, false],
        toutes_les: 1,
        debut: time(18, 0, 0, 0),
        fin: time(19, 0, 0, 0),
        minutes: None,
        du: date(2026, 3, 2),
        au: date(2026, 4, 5),
        sauf: BTreeSet::new(),
    }
}

pub(super) async fn read(db: &Db, ctx: &Ctx, id: Id<Creneau>) -> Creneau {
    let mut tx = db.read(ctx).await.unwrap();
    store::creneaux::creneau(&mut tx, id).await.unwrap().unwrap()
}

/// What was told, in order.
pub(super) async fn events<E: Event + DeserializeOwned>(db: &Db, ctx: &Ctx) -> Vec<E> {
    let late = Ctx { now: instant("2030-01-01T00:00:00Z"), ..ctx.clone() };
    let mut tx = db.read(&late).await.unwrap();
    let all = db::outbox::due(&mut tx, 1_000).await.unwrap();
    all.iter().filter(|one| one.nom == E::NAME).map(|one| one.read().unwrap()).collect()
}

/// A doctor who belongs to the association; the number that their account has.
pub(super) async fn membre(ctx: &Ctx, db: &Db) -> (Id<adhesions::Adherent>, u128) {
    let id = ctx.id();
    let qui = adhesions::Qui::Personne { nom: "Vigouroux".to_owned(), prenom: "Jeanne".to_owned() };
    let professions = vec!["Médecin généraliste".to_owned()];
    let fiche = adhesions::Fiche { professions, ..adhesions::Fiche::new(qui, adhesions::Mode::Liberal) };
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2025, 1, 1))).await.unwrap();
    let nouveau = comptes::NouveauMembre {
        courriel: "vigouroux@exemple.fr".parse().unwrap(),
        nom: "Vigouroux".parse().unwrap(),
        prenom: "Jeanne".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: comptes::Roles::of([comptes::Role::Membre]),
        depuis: date(2026, 3, 2),
    };
    let compte = comptes::add_personne(ctx, db, &nouveau).await.unwrap().uuid();
    adhesions::link_compte(ctx, db, id, Some(compte)).await.unwrap();
    (id, compte.as_u128())
}
