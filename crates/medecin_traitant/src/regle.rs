//! What comes first: the rule of priority of a CPTS, by version, and what it gives a request, line by line. No hidden score.
//!
//! The criteria proposed at the start are those of the agreement (ACI, mission 1: patients with a long-term illness, over 70,
//! in a precarious situation); what each is worth is for the CPTS to decide, and the proposal says so.

use crate::Situation;
use jiff::civil::Date;
use kernel::saisie::{Refus, UpTo};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Criteria of a rule.
pub const CRITERES_AU_PLUS: usize = 30;
/// What a criterion is worth at most.
pub const POINTS_AU_PLUS: u32 = 1_000;
/// What a month is worth at most.
const MOIS_POINTS_AU_PLUS: u32 = 20;
/// Months that count at most.
const MOIS_AU_PLUS: u32 = 240;
/// An age that a criterion speaks of.
const AGE_AU_PLUS: u16 = 120;

/// What is wrong in a rule, by field: the code of a criterion is in the name of its fields.
pub type Fautes = Vec<(String, String)>;

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

/// A line, its spaces made single; those of French before « : » and « ? » stay.
fn words(text: &str) -> String {
    let space = |sign: char| sign.is_whitespace() && !matches!(sign, '\u{a0}' | '\u{202f}');
    text.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Critere {
    /// Whether the CPTS added it: it may be taken away again.
    #[must_use]
    pub fn est_local(&self) -> bool {
        self.code.starts_with("local_")
    }

    /// Trims its words; every fault.
    fn tidy(&mut self, faults: &mut Fautes) {
        let code = &self.code;
        let mut fault = |field: &str, why: String| faults.push((format!("{field}_{code}"), why));
        (self.libelle, self.question) = (words(&self.libelle), words(&self.question));
        if let Err(Refus { pourquoi, .. }) = UpTo(100).line("libelle", &self.libelle) {
            fault("libelle", pourquoi);
        }
        if let Err(Refus { pourquoi, .. }) = UpTo(200).maybe_line("question", &self.question) {
            fault("question", pourquoi);
        }
        if self.points > POINTS_AU_PLUS {
            fault("points", format!("De 0 à {POINTS_AU_PLUS}\u{a0}points."));
        }
        let age = match self.quand {
            Quand::AgeDepuis(age) | Quand::AgeSous(age) => Some(age),
            Quand::Coche | Quand::SansMobilite => None,
        };
        if age.is_some_and(|age| !(1..=AGE_AU_PLUS).contains(&age)) {
            fault("age", format!("De 1 à {AGE_AU_PLUS}\u{a0}ans."));
        }
        if self.quand != Quand::Coche {
            self.question.clear();
        }
    }

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
                ticked(
                    "ald",
                    "Affection de longue durée (ALD)",
                    "J’ai une affection de longue durée (ALD, prise en charge à 100\u{a0}%)",
                    100,
                ),
                computed("age_70", "70 ans ou plus", Quand::AgeDepuis(70), 100),
                ticked(
                    "c2s",
                    "Complémentaire santé solidaire (C2S)",
                    "J’ai la complémentaire santé solidaire (C2S)",
                    100,
                ),
                ticked("ame", "Aide médicale de l’État (AME)", "J’ai l’aide médicale de l’État (AME)", 100),
                ticked(
                    "precarite",
                    "Autre situation de précarité",
                    "Ma situation est difficile\u{a0}: logement, ressources, démarches",
                    100,
                ),
                ticked("handicap", "Handicap", "Je suis en situation de handicap", 50),
                ticked("grossesse", "Grossesse", "J’attends un enfant", 50),
                computed("enfant", "Enfant de moins de 6 ans", Quand::AgeSous(6), 50),
                ticked("isolement", "Isolement", "Je vis seul, sans proche pour m’aider", 50),
                computed("sans_mobilite", "Ne peut pas se déplacer", Quand::SansMobilite, 50),
                ticked(
                    "depart",
                    "Médecin traitant parti ou sur le départ",
                    "Mon médecin traitant est parti ou va s’arrêter",
                    20,
                ),
            ],
            points_par_mois: 1,
            mois_au_plus: 36,
        }
    }

    /// The same, its words trimmed.
    ///
    /// # Errors
    /// Every fault; fields are those of each criterion: `points_ald`, `libelle_local_1`.
    pub fn check(mut self) -> Result<Self, Fautes> {
        let mut faults: Fautes = Vec::new();
        if self.criteres.len() > CRITERES_AU_PLUS {
            faults.push((String::new(), format!("Au plus {CRITERES_AU_PLUS}\u{a0}critères.")));
        }
        for one in &mut self.criteres {
            one.tidy(&mut faults);
        }
        let mut seen = BTreeSet::new();
        for one in self.criteres.iter().filter(|one| !seen.insert(kernel::fold(&one.libelle))) {
            faults.push((format!("libelle_{}", one.code), "Deux critères ont ce nom.".to_owned()));
        }
        if self.points_par_mois > MOIS_POINTS_AU_PLUS {
            let why = format!("De 0 à {MOIS_POINTS_AU_PLUS}\u{a0}points.");
            faults.push(("points_par_mois".to_owned(), why));
        }
        if self.mois_au_plus > MOIS_AU_PLUS {
            faults.push(("mois_au_plus".to_owned(), format!("De 0 à {MOIS_AU_PLUS}\u{a0}mois.")));
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
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
            let capped =
                if counted < months { format!(" ({counted} comptés au plus)") } else { String::new() };
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

    #[test]
    fn every_fault_of_a_rule_is_said_at_once() {
        assert_eq!(Regle::proposee().check(), Ok(Regle::proposee()));
        let mut wrong = Regle { points_par_mois: 21, mois_au_plus: 241, ..Regle::proposee() };
        wrong.criteres[0].points = 1_001;
        wrong.criteres[1].quand = Quand::AgeDepuis(121);
        wrong.criteres[2].libelle = " ".to_owned();
        wrong.criteres[3].libelle = wrong.criteres[4].libelle.to_uppercase();
        let fields: Vec<String> = wrong.check().unwrap_err().into_iter().map(|(field, _)| field).collect();
        let said = [
            "points_ald",
            "age_age_70",
            "libelle_c2s",
            "libelle_precarite",
            "points_par_mois",
            "mois_au_plus",
        ];
        assert_eq!(fields, said);
    }
}
