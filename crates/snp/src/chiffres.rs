//! Figures over whole months: who called, who found a place and how fast, when people call, how requests end. Requests that are
//! kept and what stays of those that were erased are read in one transaction: each is counted once.

mod delai;
mod masque;

pub use delai::Delai;
pub use masque::SEMAINE;

use crate::store::{affluences, bilans, demandes};
use crate::{Affluence, Bilan, Coffre, Demande, Origine, Phase};
use db::{Result, Tx};
use jiff::civil::{Date, Time, Weekday};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// How a request ends, in the order of lists.
const ISSUES: [Phase; 5] =
    [Phase::Honoree, Phase::NonHonoree, Phase::Redirigee, Phase::Transmise15, Phase::Abandonnee];

/// Requests counted together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Those that came.
    pub recues: u32,
    /// Of these, those that looked for a place and whose time is over or that found one: neither handed over to the 15, nor
    /// still in time without a place.
    pub a_placer: u32,
    /// Of these, those that found a place before their deadline.
    pub dans_le_delai: u32,
}

/// Figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffres {
    /// First day, the first of a month.
    pub du: Date,
    /// Last day, the last of a month.
    pub au: Date,
    /// All of them.
    pub ensemble: Part,
    /// Those that found a place, in time or not.
    pub placees: u32,
    /// From the call to a place, in minutes.
    pub delai: Delai,
    /// By whom they came.
    pub origines: Vec<(Origine, Part)>,
    /// By code of motif, the most frequent first.
    pub motifs: Vec<(String, Part)>,
    /// By hour of the day in France, from midnight.
    pub heures: [u32; 24],
    /// By day of the week in France, from Monday.
    pub jours: [u32; 7],
    /// How they ended.
    pub issues: Vec<(Phase, u32)>,
    /// Those that have not ended.
    pub en_cours: u32,
}

/// The figures of the months from that of `du` to that of `au`, both included.
///
/// # Errors
/// A fault of storage.
pub async fn chiffres(tx: &mut Tx, coffre: &Coffre, du: Date, au: Date) -> Result<Chiffres> {
    let now = tx.ctx().now;
    let (du, au) = (du.first_of_month(), au.last_of_month());
    let after = au.saturating_add(1.day());
    let kept = demandes::recues(tx, coffre, midnight(du, now), midnight(after, now)).await?;
    let gone = bilans::bilans(tx, du, au.first_of_month()).await?;
    let days = affluences::entre(tx, du, au).await?;
    Ok(Chiffres::of((du, au), now, &kept, &gone, &days))
}

/// The instant at which a day begins in France; `now` for a day that no calendar has.
pub(crate) fn midnight(day: Date, now: Timestamp) -> Timestamp {
    day.to_datetime(Time::midnight()).in_tz("Europe/Paris").map_or(now, |at| at.timestamp())
}

impl Chiffres {
    /// Counted from requests that are kept, received in the period, and from what stays of the others. One pass.
    #[must_use]
    pub fn of(
        (du, au): (Date, Date),
        now: Timestamp,
        kept: &[Demande],
        gone: &[Bilan],
        days: &[Affluence],
    ) -> Self {
        let mut all = Self {
            du,
            au,
            ensemble: Part::default(),
            placees: 0,
            delai: Delai::default(),
            origines: Origine::ALL.iter().map(|one| (*one, Part::default())).collect(),
            motifs: Vec::new(),
            heures: [0; 24],
            jours: [0; 7],
            issues: ISSUES.iter().map(|one| (*one, 0)).collect(),
            en_cours: 0,
        };
        let (mut motifs, mut minutes) = (BTreeMap::<&str, Part>::new(), Vec::new());
        let bilans: Vec<(Bilan, bool)> =
            kept.iter().map(|one| (Bilan::of(one), one.attend() && now < one.echeance)).collect();
        for (one, attend) in
            bilans.iter().map(|(one, attend)| (one, *attend)).chain(gone.iter().map(|one| (one, false)))
        {
            let part = all.add(one, attend);
            motifs.entry(&one.motif).or_default().add(part);
            minutes.extend(one.minutes);
        }
        kept.iter().for_each(|one| all.on(kernel::today(one.recue_le).weekday(), 1));
        days.iter().for_each(|one| all.on(one.jour.weekday(), one.nombre));
        all.placees = u32::try_from(minutes.len()).unwrap_or(u32::MAX);
        all.delai = Delai::of(minutes);
        all.motifs = motifs.into_iter().map(|(code, part)| (code.to_owned(), part)).collect();
        all.motifs.sort_by_key(|(_, part)| std::cmp::Reverse(part.recues));
        all
    }

    /// Counts one request; `attend` when it has no place and is still in time.
    fn add(&mut self, one: &Bilan, attend: bool) -> Part {
        let a_placer = u32::from(one.phase != Phase::Transmise15 && !attend);
        let part = Part { recues: 1, a_placer, dans_le_delai: a_placer * u32::from(one.dans_le_delai) };
        self.ensemble.add(part);
        if let Some((_, line)) = self.origines.iter_mut().find(|(origine, _)| *origine == one.origine) {
            line.add(part);
        }
        match self.issues.iter_mut().find(|(phase, _)| *phase == one.phase) {
            Some((_, many)) => *many += 1,
            None => self.en_cours += 1,
        }
        let hour = usize::try_from(one.heure).ok().and_then(|hour| self.heures.get_mut(hour));
        hour.into_iter().for_each(|many| *many += 1);
        part
    }

    fn on(&mut self, day: Weekday, many: u32) {
        let rank = usize::try_from(day.to_monday_zero_offset()).ok();
        rank.and_then(|rank| self.jours.get_mut(rank)).into_iter().for_each(|sum| *sum += many);
    }
}

impl Part {
    fn add(&mut self, other: Self) {
        self.recues += other.recues;
        self.a_placer += other.a_placer;
        self.dans_le_delai += other.dans_le_delai;
    }

    /// How many of a hundred found a place in time, rounded to the nearest; none when nobody looked for one.
    #[must_use]
    pub const fn pour_cent(self) -> Option<u32> {
        match self.a_placer {
            0 => None,
            all => Some((self.dans_le_delai * 100 + all / 2) / all),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demande::tests::{at, situation};
    use crate::{Etat, Issue};
    use jiff::SignedDuration;
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    const PERIODE: (Date, Date) = (date(2026, 3, 1), date(2026, 3, 31));

    fn one(le: &str, motif: &str, etat: impl Fn(Timestamp) -> Etat) -> Demande {
        let recue_le = at(le);
        let echeance = recue_le.checked_add(SignedDuration::from_hours(24)).unwrap();
        let mut asked = situation();
        motif.clone_into(&mut asked.motif);
        let etat = etat(recue_le);
        Demande {
            id: Id::new(Uuid::from_u128(1)),
            origine: Origine::Appel,
            recue_le,
            echeance,
            situation: asked,
            etat,
        }
    }

    fn after(minutes: i64) -> impl Fn(Timestamp) -> Etat {
        move |le| {
            let le = le.checked_add(SignedDuration::from_mins(minutes)).unwrap();
            Etat::Reglee { issue: Issue::Honoree, rdv: None, trouvee_le: le, le }
        }
    }

    #[test]
    fn nothing_is_all_zero_and_no_rate() {
        let none = Chiffres::of(PERIODE, at("2026-03-31T08:00:00Z"), &[], &[], &[]);
        assert_eq!(
            (none.ensemble, none.ensemble.pour_cent(), none.delai),
            (Part::default(), None, Delai::default())
        );
        assert!(none.motifs.is_empty() && none.issues.iter().all(|(_, many)| *many == 0));
    }

    #[test]
    fn each_call_is_counted_by_hand() {
        let now = at("2026-03-31T08:00:00Z");
        let calls = [
            one("2026-03-02T08:00:00Z", "fievre", after(10)), // Monday 9 h
            one("2026-03-02T08:30:00Z", "fievre", after(30)), // Monday 9 h
            one("2026-03-03T17:00:00Z", "dent", after(24 * 60)), // Tuesday 18 h, at the last minute
            one("2026-03-29T00:30:00Z", "dent", after(24 * 60 + 1)), // Sunday 1 h 30, a minute late
            one("2026-03-29T01:30:00Z", "fievre", |le| Etat::Abandonnee { le }), // Sunday 3 h 30: the clock changed
            one("2026-03-30T07:00:00Z", "fievre", |le| Etat::Transmise15 { le }), // Monday 9 h
            one("2026-03-31T07:00:00Z", "fievre", |_| Etat::Rappel),             // Tuesday 9 h: still in time
            one("2026-03-30T07:59:00Z", "fievre", |_| Etat::Ouverte),            // Monday 9 h: too late
        ];
        let all = Chiffres::of(PERIODE, now, &calls, &[], &[]);
        assert_eq!(all.ensemble, Part { recues: 8, a_placer: 6, dans_le_delai: 3 });
        assert_eq!((all.ensemble.pour_cent(), all.placees, all.en_cours), (Some(50), 4, 2));
        assert_eq!(all.delai, Delai { combien: 4, mediane: Some(30), p90: Some(1441) });
        assert_eq!(all.motifs[0], ("fievre".to_owned(), Part { recues: 6, a_placer: 4, dans_le_delai: 2 }));
        assert_eq!(all.motifs[1], ("dent".to_owned(), Part { recues: 2, a_placer: 2, dans_le_delai: 1 }));
        assert_eq!((all.heures[9], all.heures[18], all.heures[1], all.heures[3]), (5, 1, 1, 1));
        assert_eq!(all.jours, [4, 2, 0, 0, 0, 0, 2]);
        let ended: Vec<u32> = all.issues.iter().map(|(_, many)| *many).collect();
        assert_eq!(ended, [4, 0, 0, 1, 1]);
    }

    #[test]
    fn an_erased_call_counts_as_before() {
        let now = at("2026-03-31T08:00:00Z");
        let calls =
            [one("2026-03-02T08:00:00Z", "fievre", after(10)), one("2026-03-29T01:30:00Z", "dent", after(2))];
        let seen = Chiffres::of(PERIODE, now, &calls, &[], &[]);
        let gone: Vec<Bilan> = calls.iter().map(Bilan::of).collect();
        let days: Vec<Affluence> =
            calls.iter().map(|one| Affluence::of(one, &crate::Guide::proposee())).collect();
        assert_eq!(Chiffres::of(PERIODE, now, &[], &gone, &days), seen);
        assert_eq!(Chiffres::of(PERIODE, now, &calls[..1], &gone[1..], &days[1..]), seen);
    }
}
