//! The definition, word for word: a scan of all slots. And what tests are made of.

use crate::{
    Choix, Creneau, Filtre, Index, Lieu, Modalites, Point, Proche, Proposition, Rang, Recherche, Soins,
    Visibilites,
};
use kernel::Id;
use uuid::Uuid;

pub fn id<T>(key: u128) -> Id<T> {
    Id::new(Uuid::from_u128(key))
}

pub fn point(x_m: i32, y_m: i32) -> Point {
    Point::new(x_m, y_m).unwrap()
}

/// A slot of a doctor with one place, for everybody.
pub fn creneau(key: u128, (x_m, y_m): (i32, i32), debut: i64) -> Creneau {
    Creneau {
        id: id(key),
        lieu: Lieu { effecteur: id(key), profession: 10, point: point(x_m, y_m) },
        debut,
        duree: 15,
        places: 1,
        libres: 1,
        visibilites: Visibilites::PUBLIC,
        modalites: Modalites::CABINET,
        soins: Soins::TOUT,
    }
}

/// A doctor within 50 km and a day.
pub fn recherche((x_m, y_m): (i32, i32), de: i64) -> Recherche {
    Recherche { profession: 10, ici: point(x_m, y_m), de, horizon_min: 1440, max_m: 50_000 }
}

pub fn index(creneaux: &[Creneau]) -> Index {
    let mut index = Index::default();
    for one in creneaux {
        index.offer(one).unwrap();
    }
    index
}

/// Whole metres, the slow way and for any distance.
fn distance(one: Point, other: Point) -> (u128, u32) {
    let (dx, dy) = (i128::from(one.x_m() - other.x_m()), i128::from(one.y_m() - other.y_m()));
    let carre = (dx * dx + dy * dy).unsigned_abs();
    (carre, u32::try_from(carre.isqrt()).unwrap())
}

fn in_reach<'a>(all: &'a [Creneau], wanted: &'a Recherche) -> impl Iterator<Item = &'a Creneau> {
    let end = i128::from(wanted.de) + i128::from(wanted.horizon_min);
    all.iter().filter(move |one| {
        one.libres > 0
            && one.lieu.profession == wanted.profession
            && one.debut >= wanted.de
            && i128::from(one.debut) <= end
            && distance(one.lieu.point, wanted.ici).0 <= u128::from(wanted.max_m).pow(2)
    })
}

pub fn nearest(all: &[Creneau], wanted: &Recherche) -> Option<Proche> {
    let key = |one: &&Creneau| (distance(one.lieu.point, wanted.ici).0, one.debut, one.id);
    let best = in_reach(all, wanted).min_by_key(key)?;
    Some(Proche { id: best.id, debut: best.debut, distance_m: distance(best.lieu.point, wanted.ici).1 })
}

pub fn ranked(all: &[Creneau], wanted: &Recherche, filtre: &Filtre<'_>, limite: usize) -> Vec<Proposition> {
    let pas = i64::from(filtre.pas_min.max(1));
    let propose = |one: &Creneau| {
        let minutes = match filtre.trajet {
            None => None,
            Some(trajet) => Some((trajet.minutes)(one.lieu.point).filter(|n| *n <= trajet.max_min)?),
        };
        let [visibilites, modalites] = [
            u64::from(filtre.visibilites.bits() & one.visibilites.bits()),
            u64::from(filtre.modalites.bits() & one.modalites.bits()),
        ];
        let soins = filtre.soins.bits() & one.soins.bits();
        (visibilites > 0 && modalites > 0 && soins > 0).then(|| Proposition {
            rang: Rang {
                choix: match filtre.prefere == Some(one.lieu.effecteur) {
                    true => Choix::Prefere,
                    false => Choix::Autre,
                },
                tranche: one.debut - one.debut.rem_euclid(pas),
                minutes,
                distance_m: distance(one.lieu.point, wanted.ici).1,
                debut: one.debut,
                id: one.id,
            },
            creneau: *one,
            visibilites: filtre.visibilites.and(one.visibilites),
            modalites: filtre.modalites.and(one.modalites),
            soins: Soins::new(soins),
        })
    };
    let mut all: Vec<Proposition> = in_reach(all, wanted).filter_map(propose).collect();
    all.sort_by_key(|one| one.rang);
    all.truncate(limite);
    all
}
