//! A session where people rank needs.

use crate::Besoin;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A session where people rank the needs: each shares the same number of points between those on its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seance {
    /// Its id.
    pub id: Id<Self>,
    /// What it is called.
    pub titre: String,
    /// Day of the meeting.
    pub jour: Date,
    /// Points that each person shares.
    pub points: u32,
    /// When it opened.
    pub ouverte_le: Timestamp,
    /// When it closed; the ranking is final from then on.
    pub close_le: Option<Timestamp>,
}

/// Who gave how many points to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// Account of the person.
    pub personne: Uuid,
    /// What they chose.
    pub besoin: Id<Besoin>,
    /// With how many points, at least 1.
    pub points: u32,
}

/// The place of a need at the end of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The need.
    pub besoin: Id<Besoin>,
    /// Rank from 1; needs that nothing separates have the same.
    pub rang: u32,
    /// Points received.
    pub points: u32,
    /// People who gave at least one.
    pub votants: u32,
}

/// Why a ballot or a session is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// More points than there are.
    #[error("{donnes} points donnés\u{a0}: chacun en a {points} à partager.")]
    TropDePoints {
        /// Given.
        donnes: u64,
        /// Allowed.
        points: u32,
    },
    /// Not on the list of the session.
    #[error("Un besoin choisi n’est pas sur la liste de cette séance.")]
    HorsListe,
    /// Too late.
    #[error("Cette séance est close\u{a0}: le classement ne change plus.")]
    Close,
    /// Another is open.
    #[error("Une séance est déjà ouverte\u{a0}: la clore avant d’en ouvrir une autre.")]
    DejaUne,
    /// Nothing to rank.
    #[error("Il faut au moins deux besoins sur la liste pour les classer.")]
    PasAssez,
    /// Points out of bounds.
    #[error("{0} points par personne\u{a0}: de 1 à 100 sont acceptés.")]
    Points(u32),
    /// No title.
    #[error("Donner un titre à la séance, de 3 à 200 caractères.")]
    SansTitre,
}

impl Seance {
    /// Checks what one person wants to give: no more than their points, to needs of the list only.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn check(
        &self,
        liste: &BTreeSet<Id<Besoin>>,
        choix: &BTreeMap<Id<Besoin>, u32>,
    ) -> Result<(), Refus> {
        if self.close_le.is_some() {
            return Err(Refus::Close);
        }
        let donnes: u64 = choix.values().map(|points| u64::from(*points)).sum();
        if donnes > u64::from(self.points) {
            return Err(Refus::TropDePoints { donnes, points: self.points });
        }
        let inside = choix.keys().all(|besoin| liste.contains(besoin));
        if inside { Ok(()) } else { Err(Refus::HorsListe) }
    }
}

/// The ranking of a list: most points first, then most voters; what nothing separates shares a rank, and the next rank
/// counts them (1, 2, 2, 4). A need without a point comes last, and stays.
#[must_use]
pub fn rank(liste: &BTreeSet<Id<Besoin>>, votes: &[Vote]) -> Vec<Place> {
    let mut sums: BTreeMap<Id<Besoin>, (u32, u32)> = liste.iter().map(|besoin| (*besoin, (0, 0))).collect();
    for vote in votes {
        if let Some((points, votants)) = sums.get_mut(&vote.besoin) {
            *points += vote.points;
            *votants += 1;
        }
    }
    let mut order: Vec<_> = sums.into_iter().collect();
    order.sort_by_key(|(besoin, sum)| (std::cmp::Reverse(*sum), *besoin));
    let better = |sum: (u32, u32)| order.iter().filter(|(_, other)| *other > sum).count();
    let place = |(besoin, sum): &(Id<Besoin>, (u32, u32))| Place {
        besoin: *besoin,
        rang: u32::try_from(better(*sum)).map_or(u32::MAX, |n| n + 1),
        points: sum.0,
        votants: sum.1,
    };
    order.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u128) -> Id<Besoin> {
        Id::new(Uuid::from_u128(n))
    }

    fn vote(personne: u128, besoin: u128, points: u32) -> Vote {
        Vote { personne: Uuid::from_u128(personne), besoin: id(besoin), points }
    }

    fn seance() -> Seance {
        Seance {
            id: Id::new(Uuid::from_u128(1)),
            titre: "Séance".to_owned(),
            jour: Date::constant(2026, 3, 2),
            points: 5,
            ouverte_le: Timestamp::UNIX_EPOCH,
            close_le: None,
        }
    }

    #[test]
    fn points_then_voters_decide_and_ties_share_a_rank() {
        let liste = (1..=5).map(id).collect();
        let votes = [vote(1, 2, 3), vote(2, 3, 2), vote(3, 3, 1), vote(1, 4, 2), vote(2, 5, 2)];
        let places: Vec<_> =
            rank(&liste, &votes).iter().map(|p| (p.besoin, p.rang, p.points, p.votants)).collect();
        let expected =
            [(id(3), 1, 3, 2), (id(2), 2, 3, 1), (id(4), 3, 2, 1), (id(5), 3, 2, 1), (id(1), 5, 0, 0)];
        assert_eq!(places, expected);
    }

    #[test]
    fn a_ballot_keeps_to_its_points_and_to_the_list() {
        let liste = (1..=2).map(id).collect();
        assert_eq!(seance().check(&liste, &[(id(1), 5)].into()), Ok(()));
        let refused = seance().check(&liste, &[(id(1), 3), (id(2), 3)].into());
        assert_eq!(refused, Err(Refus::TropDePoints { donnes: 6, points: 5 }));
        assert_eq!(seance().check(&liste, &[(id(9), 1)].into()), Err(Refus::HorsListe));
        let huge = seance().check(&liste, &[(id(1), u32::MAX), (id(2), u32::MAX)].into());
        assert!(matches!(huge, Err(Refus::TropDePoints { .. })));
        let closed = Seance { close_le: Some(Timestamp::UNIX_EPOCH), ..seance() };
        assert_eq!(closed.check(&liste, &BTreeMap::new()), Err(Refus::Close));
    }

    proptest! {
        #[test]
        fn every_need_has_a_place_and_no_point_is_lost(given in prop::collection::vec((0u128..6, 0u128..8, 1u32..9), 0..40)) {
            let liste: BTreeSet<_> = (0..8).map(id).collect();
            let votes: Vec<_> = given.iter().map(|(p, b, n)| vote(*p, *b, *n)).collect();
            let places = rank(&liste, &votes);
            prop_assert_eq!(places.len(), 8);
            prop_assert_eq!(places.iter().map(|p| p.points).sum::<u32>(), votes.iter().map(|v| v.points).sum::<u32>());
            prop_assert!(places.windows(2).all(|w| (w[0].rang < w[1].rang) == ((w[0].points, w[0].votants) > (w[1].points, w[1].votants))));
        }
    }
}
