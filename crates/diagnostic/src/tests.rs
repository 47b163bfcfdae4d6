//! Feature tests of the diagnostic, on both engines.

mod besoins;
mod cloison;
mod fichiers;
mod gestes;
mod monde;
mod pages;
mod seances;
mod signalements;

use crate::besoin::{Besoin, Origine, Public, Texte};
use crate::droits::{ANIMER, CLASSER, ECRIRE, SIGNALER, VOIR};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Actor, Ctx, Id};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(crate) const SCHEMA: [Migrations; 2] = [db::MIGRATIONS, crate::MIGRATIONS];
pub(crate) const TODAY: Date = date(2026, 3, 2);

/// Whoever leads the diagnostic.
pub(crate) fn leader() -> Ctx {
    testkit::ctx(testkit::CPTS, &[VOIR, ECRIRE, SIGNALER, CLASSER, ANIMER])
}

/// The `n`th person, who writes, reports and ranks.
pub(crate) fn somebody(n: u128) -> Ctx {
    let ctx = testkit::ctx(testkit::CPTS, &[VOIR, ECRIRE, SIGNALER, CLASSER]);
    Ctx { actor: Actor::Personne(Uuid::from_u128(n)), ..ctx }
}

pub(crate) fn texte(titre: &str) -> Texte {
    Texte {
        public: Public::Population,
        titre: titre.parse().unwrap(),
        description: "Deux médecins partent en 2027.".to_owned(),
        communes: BTreeSet::from(["43157".parse().unwrap()]),
    }
}

/// Writes needs with these titles.
pub(crate) async fn write(db: &Db, ctx: &Ctx, titres: &[&str]) -> Vec<Id<Besoin>> {
    let mut ids = Vec::new();
    for titre in titres {
        ids.push(crate::write_besoin(ctx, db, texte(titre), Origine::Cpts).await.unwrap());
    }
    ids
}
