//! Places of a slot, by the two hours of the day over which it lasts.

use crate::affluence::Plage;
use identifiants::CommuneCode;
use jiff::Timestamp;
use jiff::civil::Date;
use rendez_vous::{Creneau, Horaire, Profession};

/// Places of one profession, in two hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offre {
    /// The day, in France.
    pub jour: Date,
    /// Its two hours.
    pub plage: Plage,
    /// Whose.
    pub profession: Profession,
    /// Where the patient is received.
    pub commune: CommuneCode,
    /// How many places.
    pub places: u32,
    /// How many that nobody has.
    pub libres: u32,
}

impl Offre {
    /// The places of a slot, shared by the time that it lasts in each two hours; all of them are there, once.
    #[must_use]
    pub fn of(slot: &Creneau, profession: Profession, commune: CommuneCode) -> Vec<Self> {
        let whole = slot.horaire;
        let long = whole.fin.duration_since(whole.debut).as_secs();
        let share = |many: u32, at: Timestamp| {
            let passed = at.duration_since(whole.debut).as_secs();
            u32::try_from((i64::from(many) * passed + long / 2) / long.max(1)).unwrap_or(0)
        };
        let (libres, pris) = (slot.libres, slot.pris());
        let parts = pieces(whole).into_iter().map(|(jour, plage, piece)| {
            let part = |many: u32| share(many, piece.fin) - share(many, piece.debut);
            Self { jour, plage, profession, commune, places: part(libres) + part(pris), libres: part(libres) }
        });
        parts.filter(|one| one.places > 0).collect()
    }
}

/// A stretch of time, cut where the clocks of France show an even hour.
fn pieces(whole: Horaire) -> Vec<(Date, Plage, Horaire)> {
    let mut all = Vec::new();
    let mut debut = whole.debut;
    while debut < whole.fin {
        let here = kernel::paris(debut);
        let next = Plage::fin(here).in_tz("Europe/Paris").map_or(whole.fin, |at| at.timestamp());
        let fin = if next > debut { next.min(whole.fin) } else { whole.fin };
        all.push((here.date(), Plage::of(here.hour()), Horaire { debut, fin }));
        debut = fin;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demande::tests::at;
    use jiff::civil::date;
    use kernel::Id;
    use rendez_vous::{Contenu, Modalite, Source};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn slot(debut: &str, fin: &str, places: u32, libres: u32) -> Creneau {
        let contenu = Contenu {
            lieu: Id::new(Uuid::from_u128(1)),
            places,
            visibilite: BTreeSet::new(),
            modalite: Modalite::Cabinet,
            soins: BTreeSet::new(),
            note: String::new(),
        };
        Creneau {
            id: Id::new(Uuid::from_u128(2)),
            effecteur: Id::new(Uuid::from_u128(3)),
            serie: None,
            horaire: Horaire { debut: at(debut), fin: at(fin) },
            contenu,
            libres,
            source: Source::Saisie,
            externe: None,
            retire_le: None,
            motif: String::new(),
        }
    }

    fn shared(one: &Creneau) -> Vec<(Date, i8, u32, u32)> {
        let all = Offre::of(one, Profession::Infirmier, "43157".parse().unwrap());
        all.into_iter().map(|one| (one.jour, one.plage.debut(), one.places, one.libres)).collect()
    }

    #[test]
    fn places_are_shared_by_the_time_and_none_is_lost() {
        let day = date(2026, 3, 2);
        let hour = slot("2026-03-02T17:00:00Z", "2026-03-02T18:00:00Z", 4, 3);
        assert_eq!(shared(&hour), [(day, 18, 4, 3)]);
        // From 13 h to 17 h: an hour, two, one. Eight free: 2, 4, 2; two taken: 1, 1, 0.
        let long = slot("2026-03-02T12:00:00Z", "2026-03-02T16:00:00Z", 10, 8);
        assert_eq!(shared(&long), [(day, 12, 3, 2), (day, 14, 5, 4), (day, 16, 2, 2)]);
        let night = slot("2026-03-02T22:30:00Z", "2026-03-02T23:30:00Z", 2, 2);
        assert_eq!(shared(&night), [(day, 22, 1, 1), (date(2026, 3, 3), 0, 1, 1)]);
        for (places, libres) in [(1, 0), (7, 3), (60, 59)] {
            let all = shared(&slot("2026-03-02T07:10:00Z", "2026-03-02T18:50:00Z", places, libres));
            assert_eq!(all.iter().map(|one| one.2).sum::<u32>(), places);
            assert_eq!(all.iter().map(|one| one.3).sum::<u32>(), libres);
        }
    }

    #[test]
    fn the_nights_on_which_the_clocks_change_are_cut_as_they_are_lived() {
        let spring = slot("2026-03-28T23:00:00Z", "2026-03-29T02:00:00Z", 3, 3);
        assert_eq!(
            shared(&spring),
            [(date(2026, 3, 29), 0, 2, 2), (date(2026, 3, 29), 2, 1, 1)],
            "2 h to 3 h is not lived"
        );
        let autumn = slot("2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z", 5, 5);
        assert_eq!(
            shared(&autumn),
            [(date(2026, 10, 25), 0, 2, 2), (date(2026, 10, 25), 2, 3, 3)],
            "2 h is lived twice"
        );
    }

    #[test]
    fn a_slot_of_no_time_has_no_place() {
        assert!(shared(&slot("2026-03-02T17:00:00Z", "2026-03-02T17:00:00Z", 4, 4)).is_empty());
    }
}
