//! What tests start from.

use super::*;
use db::Db;
use jiff::Timestamp;
pub(super) use jiff::civil::{date, time};
use kernel::Ids;
use rendez_vous::lieu::Sorte;
use rendez_vous::{Effecteur, Lieu, Profession, Regle, keep_effecteur, keep_lieu};
use std::collections::BTreeSet;
use testkit::actors::system;
use uuid::Uuid;

pub(super) const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    territoire::MIGRATIONS,
    reunions::MIGRATIONS,
    indemnites::MIGRATIONS,
    rendez_vous::MIGRATIONS,
    MIGRATIONS,
];

/// A CPTS with a planning drawn.
pub(super) struct Monde {
    /// Account number 1, who has every right, on Monday 2 March 2026 at 9:00.
    pub(super) ctx: Ctx,
    pub(super) lieu: Id<Lieu>,
    pub(super) planning: Id<Planning>,
    /// Doctors; the first has account number 1.
    pub(super) effecteurs: Vec<Id<Effecteur>>,
    /// The same, in the planning.
    pub(super) gens: Vec<Id<Participant>>,
}

pub(super) fn instant(text: &str) -> Timestamp {
    testkit::actors::instant(text)
}

pub(super) fn cadre(lieu: Id<Lieu>) -> Cadre {
    Cadre {
        nom: "Centre du Velay".to_owned(),
        lieu,
        du: date(2026, 3, 9),
        au: date(2026, 3, 22),
        par_semaine: 3,
        fin_de_semaine: None,
        compte_depuis: date(2026, 1, 1),
    }
}

/// Mornings of weekdays, from 8:00 to 13:00.
pub(super) fn matins() -> Regle {
    Regle {
        jours: [true, true, true, true, true, false, false],
        toutes_les: 1,
        debut: time(8, 0, 0, 0),
        fin: time(13, 0, 0, 0),
        minutes: None,
        du: date(2026, 1, 1),
        au: date(2026, 1, 1),
        sauf: BTreeSet::new(),
    }
}

pub(super) fn un() -> Besoin {
    Besoin { personnes: 1, competence: None, feries: false }
}

/// A CPTS of address `essai`, so many doctors, a planning of ten mornings.
pub(super) async fn monde(db: &Db, people: usize) -> Monde {
    let ctx = Ctx { ids: Ids::Random, now: instant("2026-03-02T08:00:00Z"), ..system() };
    let id =
        comptes::open_cpts(&ctx, db, "essai".parse().unwrap(), "CPTS essai".parse().unwrap()).await.unwrap();
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx.within(id) };
    monde_in(db, ctx, people, "Roche").await
}

/// The same in a CPTS, people named after a word.
pub(super) async fn monde_in(db: &Db, ctx: Ctx, people: usize, word: &str) -> Monde {
    let lieu = keep_lieu(&ctx, db, centre(&ctx)).await.unwrap();
    let mut effecteurs = Vec::new();
    for n in 0..people {
        let one = effecteur(&ctx, n, word, lieu);
        effecteurs.push(keep_effecteur(&ctx, db, one).await.unwrap());
    }
    let planning = keep_planning(&ctx, db, ctx.id(), cadre(lieu)).await.unwrap();
    add_demi_journees(&ctx, db, planning, matins(), un()).await.unwrap();
    let gens = join(db, &ctx, planning, &effecteurs).await;
    Monde { ctx, lieu, planning, effecteurs, gens }
}

fn centre(ctx: &Ctx) -> Lieu {
    Lieu {
        id: ctx.id(),
        sorte: Sorte::CentreSnp,
        nom: "Centre".to_owned(),
        commune: "43157".parse().unwrap(),
        adresse: String::new(),
        code_postal: String::new(),
        telephone: None,
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    }
}

fn effecteur(ctx: &Ctx, n: usize, word: &str, lieu: Id<Lieu>) -> Effecteur {
    Effecteur {
        id: ctx.id(),
        adherent: None,
        compte: if n == 0 { author(ctx) } else { None },
        rpps: None,
        nom: format!("Dr {word} {n}"),
        profession: Profession::MedecinGeneraliste,
        specialite: String::new(),
        lieu,
        telephone: None,
        courriel: Some(format!("dr{n}@exemple.fr").parse().unwrap()),
        retire_le: None,
    }
}

/// These people in a planning, in that order.
pub(super) async fn join(
    db: &Db,
    ctx: &Ctx,
    planning: Id<Planning>,
    all: &[Id<Effecteur>],
) -> Vec<Id<Participant>> {
    add_participants(ctx, db, planning, all).await.unwrap();
    let there = store::participants::of(&mut db.read(ctx).await.unwrap(), planning).await.unwrap();
    all.iter().map(|who| there.iter().find(|one| one.effecteur == *who).unwrap().id).collect()
}

/// Another planning of the same people and mornings, two weeks from that day.
pub(super) async fn autre(db: &Db, monde: &Monde, du: &str) -> Id<Planning> {
    let du: jiff::civil::Date = du.parse().unwrap();
    let au = du.saturating_add(jiff::Span::new().days(13));
    let cadre = Cadre { du, au, nom: "Autre".to_owned(), ..cadre(monde.lieu) };
    let id = keep_planning(&monde.ctx, db, monde.ctx.id(), cadre).await.unwrap();
    add_demi_journees(&monde.ctx, db, id, matins(), un()).await.unwrap();
    join(db, &monde.ctx, id, &monde.effecteurs).await;
    id
}

pub(super) async fn tableau(db: &Db, ctx: &Ctx, id: Id<Planning>) -> Tableau {
    Tableau::read(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

pub(super) async fn halves(db: &Db, ctx: &Ctx, id: Id<Planning>) -> Vec<DemiJournee> {
    tableau(db, ctx, id).await.demi_journees
}

/// Messages asked for, in order.
pub(super) async fn messages(db: &Db, ctx: &Ctx) -> Vec<comptes::MessageDemande> {
    let late = Ctx { now: instant("2030-01-01T00:00:00Z"), ..ctx.clone() };
    let mut tx = db.read(&late).await.unwrap();
    let all = db::outbox::due(&mut tx, 1_000).await.unwrap();
    all.iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.read().unwrap()).collect()
}
