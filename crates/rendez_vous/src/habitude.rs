//! What somebody usually offers, ready to be offered again in one tap.

use crate::creneau::{Contenu, Horaire};
use crate::heure::paris;
use crate::serie::instant;
use jiff::Timestamp;

/// Offered at most.
const AU_PLUS: usize = 3;

/// A slot like one of those offered before, on the next day when it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habitude {
    /// When.
    pub horaire: Horaire,
    /// What.
    pub contenu: Contenu,
}

/// Slots like those given, newest first: today while their hour is to come and nothing of `pris` meets them, else tomorrow.
#[must_use]
pub fn habitudes(derniers: &[Habitude], pris: &[Horaire], now: Timestamp) -> Vec<Habitude> {
    let mut found: Vec<Habitude> = Vec::new();
    for one in derniers {
        let Some(again) = again(one, pris, now) else { continue };
        let same = |kept: &Habitude| kept.horaire == again.horaire && kept.contenu.lieu == again.contenu.lieu;
        if !found.iter().any(same) {
            found.push(again);
        }
        if found.len() == AU_PLUS {
            break;
        }
    }
    found
}

fn again(one: &Habitude, pris: &[Horaire], now: Timestamp) -> Option<Habitude> {
    let clock = kernel::paris(one.horaire.debut).time();
    let long = one.horaire.fin.duration_since(one.horaire.debut);
    let today = kernel::today(now);
    [today, today.tomorrow().ok()?].into_iter().find_map(|day| {
        let debut = instant(day, clock, &paris())?;
        let horaire = Horaire { debut, fin: debut.checked_add(long).ok()? };
        let free = debut > now && !pris.iter().any(|other| other.meets(horaire));
        free.then(|| Habitude { horaire, contenu: one.contenu.clone() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Modalite, Visibilite};
    use std::collections::BTreeSet;

    fn one(debut: &str, fin: &str, places: u32) -> Habitude {
        let contenu = Contenu {
            lieu: kernel::Id::new(uuid::Uuid::from_u128(1)),
            places,
            visibilite: [Visibilite::Cpts].into(),
            modalite: Modalite::Cabinet,
            soins: BTreeSet::new(),
            note: String::new(),
        };
        Habitude { horaire: Horaire { debut: debut.parse().unwrap(), fin: fin.parse().unwrap() }, contenu }
    }

    fn starts(derniers: &[Habitude], pris: &[Horaire], now: &str) -> Vec<(String, u32)> {
        let all = habitudes(derniers, pris, now.parse().unwrap());
        all.iter().map(|one| (one.horaire.debut.to_string(), one.contenu.places)).collect()
    }

    #[test]
    fn what_was_offered_comes_back_the_next_time_that_it_may() {
        let evening = one("2026-02-02T17:00:00Z", "2026-02-02T18:00:00Z", 4);
        let older = one("2026-01-05T17:00:00Z", "2026-01-05T18:00:00Z", 2);
        let morning = one("2026-01-06T07:00:00Z", "2026-01-06T08:00:00Z", 1);
        let all = [evening.clone(), older, morning];
        let now = "2026-03-02T08:00:00Z";
        let words = |at: &str, places| (at.to_owned(), places);
        let plain = [words("2026-03-02T17:00:00Z", 4), words("2026-03-03T07:00:00Z", 1)];
        assert_eq!(starts(&all, &[], now), plain, "the same hour twice is said once, the newest");
        let taken = [one("2026-03-02T17:30:00Z", "2026-03-02T19:00:00Z", 1).horaire];
        assert_eq!(starts(&all, &taken, now)[0], words("2026-03-03T17:00:00Z", 4));
        // In summer the clock in France still says 18:00.
        assert_eq!(starts(&[evening], &[], "2026-07-01T08:00:00Z"), [words("2026-07-01T16:00:00Z", 4)]);
    }
}
