//! What comes first: the rule of priority of a CPTS, by version, and what it gives a request, line by line. No hidden score.
//!
//! The criteria proposed at the start are those of the agreement (ACI, mission 1: patients with a long-term illness, over 70,
//! in a precarious situation); what each is worth is for the CPTS to decide, and the proposal says so.

use crate::Situation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One version of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regle {
    /// What counts, in the order that pages show.
    pub criteres: Vec<Critere>,
    /// Points for each whole month without a doctor.
    pub points_par_mois: u32,
    /// Months that count at most.
    pub mois_au_plus: u32,
}

/// A situation and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Critere {
    /// Kept with requests: « ald »; those that a CPTS adds are « local_1 »…
    pub code: String,
    /// What people read.
    pub libelle: String,
    /// What the public form asks; empty when nobody is asked: it is computed, or only the office ticks it.
    pub question: String,
    /// When it holds.
    pub quand: Quand,
    /// What it is worth; 0: shown, never counted.
    pub points: u32,
}

/// When a criterion holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quand {
    /// It was ticked.
    Coche,
    /// From that age on.
    AgeDepuis(u16),
    /// Under that age.
    AgeSous(u16),
    /// They cannot go to a doctor.
    SansMobilite,
}

/// Why a request has its points: one line for each thing that counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// « Affection de longue durée », « 14 mois sans médecin traitant ».
    pub libelle: String,
    /// What it gave.
    pub points: u32,
}

impl Critere {
    /// Whether it holds on that day.
    #[must_use]
    pub fn holds(&self, situation: &Situation, jour: Date) -> bool {
        match self.quand {
            Quand::Coche => situation.a(&self.code),
            Quand::AgeDepuis(age) => situation.age(jour) >= age,
            Quand::AgeSous(age) => situation.age(jour) < age,
            Quand::SansMobilite => !situation.se_deplace,
        }
    }
}

impl Regle {
    /// The rule that a CPTS starts from.
    #[must_use]
    pub fn proposee() -> Self {
        let ticked = |code: &str, libelle: &str, question: &str, points| Critere {
            code: code.to_owned(),
            libelle: libelle.to_owned(),
            question: question.to_owned(),
            quand: Quand::Coche,
            points,
        };
        let computed = |code: &str, libelle: &str, quand, points| Critere {
            code: code.to_owned(),
            libelle: libelle.to_owned(),
            question: String::new(),
            quand,
            points,
        };
        Self {
            criteres: vec![
                ticked("ald", "Affection de longue durée (ALD)", "J’ai une affection de longue durée (ALD, prise en charge à 100\u{a0}%)", 100),
                computed("age_70", "70 ans ou plus", Quand::AgeDepuis(70), 100),
                ticked("c2s", "Complémentaire santé solidaire (C2S)", "J’ai la complémentaire santé solidaire (C2S)", 100),
                ticked("ame", "Aide médicale de l’État (AME)", "J’ai l’aide médicale de l’État (AME)", 100),
                ticked("precarite", "Autre situation de précarité", "Ma situation est difficile\u{a0}: logement, ressources, démarches", 100),
                ticked("handicap", "Handicap", "Je suis en situation de handicap", 50),
                ticked("grossesse", "Grossesse", "J’attends un enfant", 50),
                computed("enfant", "Enfant de moins de 6 ans", Quand::AgeSous(6), 50),
                ticked("isolement", "Isolement", "Je vis seul, sans proche pour m’aider", 50),
                computed("sans_mobilite", "Ne peut pas se déplacer", Quand::SansMobilite, 50),
                ticked("depart", "Médecin traitant parti ou sur le départ", "Mon médecin traitant est parti ou va s’arrêter", 20),
            ],
            points_par_mois: 1,
            mois_au_plus: 36,
        }
    }

    /// Every line that counts on that day for somebody without a doctor since `depuis`; most points first.
    #[must_use]
    pub fn lignes(&self, situation: &Situation, depuis: Date, jour: Date) -> Vec<Ligne> {
        let held = self.criteres.iter().filter(|one| one.points > 0 && one.holds(situation, jour));
        let mut lines: Vec<Ligne> =
            held.map(|one| Ligne { libelle: one.libelle.clone(), points: one.points }).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.points));
        let months = months_between(depuis, jour);
        let counted = months.min(self.mois_au_plus);
        if counted > 0 && self.points_par_mois > 0 {
            let capped = if counted < months { format!(" ({counted} comptés au plus)") } else { String::new() };
            lines.push(Ligne {
                libelle: format!("{months}\u{a0}mois sans médecin traitant{capped}"),
                points: counted * self.points_par_mois,
            });
        }
        lines
    }

    /// The sum of [`Regle::lignes`].
    #[must_use]
    pub fn points(&self, situation: &Situation, depuis: Date, jour: Date) -> u32 {
        self.lignes(situation, depuis, jour).iter().map(|line| line.points).sum()
    }
}

/// Whole months from a day to another; 0 when it is not before.
fn months_between(depuis: Date, jour: Date) -> u32 {
    let months = (i32::from(jour.year()) - i32::from(depuis.year())) * 12 + i32::from(jour.month())
        - i32::from(depuis.month())
        - i32::from(jour.day() < depuis.day());
    u32::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::situation::Canal;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    fn someone(annee: i16, criteres: &[&str]) -> Situation {
        Situation {
            annee,
            mois: 3,
            commune: "43157".parse().unwrap(),
            criteres: criteres.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(),
            se_deplace: true,
            au_plus_km: None,
            langue: String::new(),
            choix: None,
            canal: Canal::Lettre,
        }
    }

    #[test]
    fn each_line_says_what_counted_and_the_sum_is_the_priority() {
        let (rule, today) = (Regle::proposee(), date(2026, 3, 15));
        let old = someone(1950, &["ald"]);
        let lines = rule.lignes(&old, date(2025, 1, 20), today);
        let told: Vec<(&str, u32)> = lines.iter().map(|line| (line.libelle.as_str(), line.points)).collect();
        assert_eq!(
            told,
            [
                ("Affection de longue durée (ALD)", 100),
                ("70 ans ou plus", 100),
                ("13\u{a0}mois sans médecin traitant", 13)
            ]
        );
        assert_eq!(rule.points(&old, date(2025, 1, 20), today), 213);
        assert_eq!(rule.points(&someone(1990, &[]), today, today), 0);
        let long = rule.lignes(&someone(1990, &[]), date(2010, 1, 1), today);
        assert_eq!(long[0].points, 36);
        assert!(long[0].libelle.contains("36 comptés au plus"));
    }

    #[test]
    fn a_criterion_worth_nothing_is_not_told() {
        let mut rule = Regle::proposee();
        rule.criteres[0].points = 0;
        assert!(rule.lignes(&someone(1990, &["ald"]), date(2026, 3, 1), date(2026, 3, 1)).is_empty());
    }
}
