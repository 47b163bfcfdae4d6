//! Figures over a period: who waits, who found, how long it takes, what doctors answer. Requests that are kept and what stays of
//! those that were erased are read together, in one transaction: each is counted once.

mod equite;
mod masque;
mod reponses;

pub use equite::{Equite, Part};
pub use reponses::Reponses;

use crate::store::bilans::Bilan;
use crate::{Cloture, Coffre, Demande, Etat, Origine, Situation, store};
use db::{Result, Tx};
use jiff::civil::Date;

/// From that age on somebody is counted among the oldest.
const AGE: u16 = 70;

/// Figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffres {
    /// First day.
    pub du: Date,
    /// Last day.
    pub au: Date,
    /// The day on which they were counted.
    pub jour: Date,
    /// Requests that came.
    pub recues: u32,
    /// Those who wait for a doctor today; those that the office has not looked at yet are left out.
    pub attendent: Population,
    /// Those whose médecin traitant was declared, closed in the period.
    pub trouves: Population,
    /// Those to whom a doctor said yes and who are not declared yet, today.
    pub acceptees: u32,
    /// From the request to a doctor’s yes.
    pub delai_oui: Delai,
    /// From the request to the declaration.
    pub delai_declare: Delai,
    /// By whom requests came.
    pub origines: Vec<ParOrigine>,
    /// Requests closed, by reason.
    pub clotures: Vec<(Cloture, u32)>,
    /// What doctors answered.
    pub reponses: Reponses,
    /// Why doctors said no.
    pub refus: Vec<(&'static str, u32)>,
    /// How places were shared between doctors over twelve months.
    pub equite: Equite,
}

/// People counted together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Population {
    /// All of them.
    pub total: u32,
    /// Long-term illness.
    pub ald: u32,
    /// 70 or older.
    pub age_70: u32,
    /// C2S.
    pub c2s: u32,
    /// C2S, AME or another precarious situation.
    pub precarite: u32,
    /// Long-term illness, 70 or older, or precarious: one at least.
    pub vises: u32,
}

/// How long something takes, in whole days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delai {
    /// How many were measured.
    pub combien: u32,
    /// Half of them took no longer.
    pub mediane: Option<u32>,
    /// Nine out of ten took no longer.
    pub p90: Option<u32>,
}

/// Requests of one origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParOrigine {
    /// By whom.
    pub origine: Origine,
    /// Came in the period.
    pub recues: u32,
    /// Wait today.
    pub attendent: u32,
    /// Found in the period.
    pub trouves: u32,
}

impl Delai {
    /// Of these numbers of days.
    #[must_use]
    pub fn of(mut days: Vec<u32>) -> Self {
        days.sort_unstable();
        Self {
            combien: u32::try_from(days.len()).unwrap_or(u32::MAX),
            mediane: rang(&days, 50),
            p90: rang(&days, 90),
        }
    }
}

/// The least value that `percent` of them do not pass.
fn rang(sorted: &[u32], percent: usize) -> Option<u32> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

impl Population {
    fn add(&mut self, (ald, age_70): (bool, bool), (c2s, precarite): (bool, bool)) {
        self.total += 1;
        self.ald += u32::from(ald);
        self.age_70 += u32::from(age_70);
        self.c2s += u32::from(c2s);
        self.precarite += u32::from(precarite);
        self.vises += u32::from(ald || age_70 || precarite);
    }

    fn someone(&mut self, one: &Situation, jour: Date) {
        self.add((one.a("ald"), one.age(jour) >= AGE), (one.a("c2s"), precaire(one)));
    }
}

/// Whether somebody is in one of the precarious situations that the agreement speaks of.
#[must_use]
pub fn precaire(one: &Situation) -> bool {
    ["c2s", "ame", "precarite"].iter().any(|code| one.a(code))
}

/// The figures from a day to another, both included. Whole months count requests that were erased exactly: only their month is
/// kept.
///
/// # Errors
/// A fault of storage.
pub async fn chiffres(tx: &mut Tx, coffre: &Coffre, du: Date, au: Date) -> Result<Chiffres> {
    let now = tx.ctx().now;
    let jour = kernel::today(now);
    let instant = |day: Date| day.in_tz("Europe/Paris").map_or(now, |at| at.timestamp());
    let kept = store::chiffres::demandes(tx, coffre).await?;
    let gone = store::chiffres::effacees(tx, du, au).await?;
    let after = instant(au.saturating_add(jiff::Span::new().days(1)));
    let cards = store::chiffres::reponses(tx, instant(du), after).await?;
    let year = instant(jour.saturating_sub(jiff::Span::new().years(1)));
    let taken = store::propositions::acceptees_depuis(tx, year).await?;
    let medecins = store::medecins::medecins(tx).await?;
    let mut all = Chiffres {
        equite: Equite::of(&medecins, &taken),
        reponses: reponses::answers(&cards),
        refus: reponses::refusals(&cards),
        ..Chiffres::vides(du, au, jour)
    };
    all.count(&kept, &gone);
    Ok(all)
}

impl Chiffres {
    fn vides(du: Date, au: Date, jour: Date) -> Self {
        Self {
            du,
            au,
            jour,
            recues: 0,
            attendent: Population::default(),
            trouves: Population::default(),
            acceptees: 0,
            delai_oui: Delai::default(),
            delai_declare: Delai::default(),
            origines: Origine::ALL
                .iter()
                .map(|origine| ParOrigine { origine: *origine, recues: 0, attendent: 0, trouves: 0 })
                .collect(),
            clotures: Cloture::ALL.iter().map(|one| (*one, 0)).collect(),
            reponses: Reponses::default(),
            refus: Vec::new(),
            equite: Equite::default(),
        }
    }

    fn count(&mut self, kept: &[Demande], gone: &[Bilan]) {
        let (mut to_yes, mut to_declared) = (Vec::new(), Vec::new());
        for one in kept {
            self.kept(one, &mut to_yes, &mut to_declared);
        }
        for one in gone {
            self.gone(one, &mut to_yes, &mut to_declared);
        }
        (self.delai_oui, self.delai_declare) = (Delai::of(to_yes), Delai::of(to_declared));
    }

    fn kept(&mut self, one: &Demande, to_yes: &mut Vec<u32>, to_declared: &mut Vec<u32>) {
        let came = kernel::today(one.recue_le);
        if self.has(came) {
            self.recues += 1;
            self.origine(one.origine, |line| line.recues += 1);
        }
        let yes = one.etat.medecin().map(|(_, le)| kernel::today(le));
        match &one.etat {
            Etat::AVerifier => {}
            Etat::Attente => {
                self.attendent.someone(&one.situation, self.jour);
                self.origine(one.origine, |line| line.attendent += 1);
            }
            Etat::Acceptee { .. } | Etat::RendezVous { .. } => {
                self.acceptees += 1;
                to_yes.extend(yes.filter(|day| self.has(*day)).map(|day| days(came, day)));
            }
            Etat::Close { le, cloture, preuve, .. } if self.has(*le) => {
                self.closed(*cloture);
                if *cloture == Cloture::MtDeclare {
                    self.trouves.someone(&one.situation, came);
                    self.origine(one.origine, |line| line.trouves += 1);
                    to_yes.extend(yes.map(|day| days(came, day)));
                    to_declared.extend(preuve.map(|(_, day)| days(came, day)));
                }
            }
            Etat::Close { .. } => {}
        }
    }

    fn gone(&mut self, one: &Bilan, to_yes: &mut Vec<u32>, to_declared: &mut Vec<u32>) {
        if self.has(one.recue) {
            self.recues += 1;
            self.origine(one.origine, |line| line.recues += 1);
        }
        if !self.has(one.close) {
            return;
        }
        self.closed(one.cloture);
        if one.cloture == Cloture::MtDeclare {
            self.trouves.add((one.ald, one.age_70), (one.c2s, one.precarite));
            self.origine(one.origine, |line| line.trouves += 1);
            to_yes.extend(one.delai_jours);
            to_declared.extend(one.delai_declare_jours);
        }
    }

    fn has(&self, day: Date) -> bool {
        (self.du..=self.au).contains(&day)
    }

    fn closed(&mut self, cloture: Cloture) {
        self.clotures.iter_mut().filter(|(one, _)| *one == cloture).for_each(|(_, many)| *many += 1);
    }

    fn origine(&mut self, origine: Origine, add: impl FnMut(&mut ParOrigine)) {
        self.origines.iter_mut().filter(|line| line.origine == origine).for_each(add);
    }
}

/// Whole days from a day to another; 0 when it is not before.
fn days(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_out_of_ten_are_values_that_were_measured() {
        let none = Delai::of(vec![]);
        assert_eq!((none.combien, none.mediane, none.p90), (0, None, None));
        let ten = Delai::of((1..=10).rev().collect());
        assert_eq!((ten.combien, ten.mediane, ten.p90), (10, Some(5), Some(9)));
        assert_eq!(Delai::of(vec![7]).p90, Some(7));
    }
}
