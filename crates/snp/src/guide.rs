//! The orientation guide: what an operator asks, and where a call goes. Written by the doctors of the CPTS, by version.
//!
//! The program decides nothing of care: a « oui » to a red-flag question goes to the 15, everything else is what the guide says.

mod edition;
pub mod proposition;

pub use edition::{changes, code};

use jiff::civil::Time;
use kernel::saisie::Refuses;
use rendez_vous::{Modalite, Profession, Soin};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A question whose « oui » hands the call over to the 15.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drapeau {
    /// Stable code, kept with the request.
    pub code: String,
    /// As it is read aloud.
    pub question: String,
    /// Age in whole years at most for which it is asked; none: at any age.
    pub age_max: Option<u16>,
    /// Whether the doctors of the CPTS have read and kept it.
    pub valide: bool,
}

/// Ages for which the same professions are usual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tranche {
    /// From that age, in whole years.
    pub age_min: u16,
    /// To that age, included.
    pub age_max: u16,
    /// Who usually takes it, the first first.
    pub professions: Vec<Profession>,
}

/// Why somebody calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motif {
    /// Stable code, kept with the request.
    pub code: String,
    /// « Fièvre ».
    pub libelle: String,
    /// Other words under which it is found as it is typed.
    pub synonymes: Vec<String>,
    /// Its own red flags, beside those of every call.
    pub drapeaux: Vec<Drapeau>,
    /// Who takes it, by age; ages that none covers go elsewhere.
    pub tranches: Vec<Tranche>,
    /// Kinds of care that a slot must offer one of; none: any.
    pub soins: BTreeSet<Soin>,
    /// How the patient may be seen.
    pub modalites: Vec<Modalite>,
}

/// A version of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Asked on every call.
    pub drapeaux: Vec<Drapeau>,
    /// Why people call.
    pub motifs: Vec<Motif>,
    /// When practices are open: from that hour.
    pub ouvre: Time,
    /// Until that hour, not included.
    pub ferme: Time,
    /// Where to send outside these hours.
    pub hors_horaires: String,
    /// Where to send when nobody here usually takes it.
    pub ailleurs: String,
}

/// Where a call goes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Orientation {
    /// To the 15: the questions answered « oui ».
    Quinze(Vec<Drapeau>),
    /// To these professions, the first first.
    Professions {
        /// Who.
        professions: Vec<Profession>,
        /// Why, in words.
        raison: String,
    },
    /// To another place.
    Ailleurs {
        /// Where, in words.
        lieu: String,
        /// Why, in words.
        raison: String,
    },
}

impl Tranche {
    /// Whether that age is one of these.
    fn takes(&self, age: u16) -> bool {
        (self.age_min..=self.age_max).contains(&age)
    }
}

impl Guide {
    /// Who usually takes a motif at that age, the first first; nobody when the guide says nothing.
    #[must_use]
    pub fn professions(&self, motif: &str, age: u16) -> &[Profession] {
        let ages = self.motif(motif).and_then(|one| one.tranches.iter().find(|ages| ages.takes(age)));
        ages.map_or(&[], |ages| &ages.professions)
    }

    /// The red-flag questions of a call: those of every call, then those of its motif, for that age.
    #[must_use]
    pub fn questions(&self, motif: &str, age: u16) -> Vec<&Drapeau> {
        let own = self.motif(motif).into_iter().flat_map(|one| &one.drapeaux);
        self.drapeaux.iter().chain(own).filter(|one| one.age_max.is_none_or(|most| age <= most)).collect()
    }

    /// Every red-flag question: those of every call, then those of each motif.
    pub fn alarmes(&self) -> impl Iterator<Item = &Drapeau> + Clone {
        self.drapeaux.iter().chain(self.motifs.iter().flat_map(|one| &one.drapeaux))
    }

    /// A motif, by its code.
    #[must_use]
    pub fn motif(&self, code: &str) -> Option<&Motif> {
        self.motifs.iter().find(|one| one.code == code)
    }

    /// The motifs that what is typed may mean: every word begins a word of the motif. All of them for nothing.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<&Motif> {
        let typed = kernel::fold(typed);
        let said = |one: &Motif| {
            let names = std::iter::once(&one.libelle).chain(&one.synonymes).map(|name| kernel::fold(name));
            let names: Vec<String> = names.collect();
            let words: Vec<&str> = names.iter().flat_map(|name| parts(name)).collect();
            parts(&typed).all(|part| words.iter().any(|word| word.starts_with(part)))
        };
        self.motifs.iter().filter(|one| said(one)).collect()
    }

    /// Where a call goes: codes of the questions answered « oui », age in whole years, hour in France. A red flag comes before
    /// everything, whatever the motif, the age or the hour.
    #[must_use]
    pub fn orient(&self, motif: &str, age: u16, hour: Time, oui: &BTreeSet<String>) -> Orientation {
        let every = self.drapeaux.iter().chain(self.motifs.iter().flat_map(|one| &one.drapeaux));
        let mut flags: Vec<Drapeau> = Vec::new();
        for flag in every.filter(|one| oui.contains(&one.code)) {
            if flags.iter().all(|one| one.code != flag.code) {
                flags.push(flag.clone());
            }
        }
        // A flag that this version no longer has was answered « oui » all the same.
        for code in oui {
            if flags.iter().all(|one| one.code != *code) {
                let question = format!("Signe noté\u{a0}: {code}");
                flags.push(Drapeau { code: code.clone(), question, age_max: None, valide: false });
            }
        }
        if !flags.is_empty() {
            return Orientation::Quinze(flags);
        }
        if hour < self.ouvre || hour >= self.ferme {
            let raison = format!(
                "Il est {}\u{a0}h\u{a0}{:02}\u{a0}: les cabinets sont fermés.",
                hour.hour(),
                hour.minute()
            );
            return Orientation::Ailleurs { lieu: self.hors_horaires.clone(), raison };
        }
        let elsewhere = |raison: String| Orientation::Ailleurs { lieu: self.ailleurs.clone(), raison };
        let Some(one) = self.motif(motif) else {
            return elsewhere("Ce motif n’est pas dans le guide.".to_owned());
        };
        match one.tranches.iter().find(|ages| ages.takes(age)) {
            Some(ages) => Orientation::Professions {
                professions: ages.professions.clone(),
                raison: format!("{}, de {} à {}\u{a0}ans.", one.libelle, ages.age_min, ages.age_max),
            },
            None => elsewhere(format!("{}\u{a0}: le guide ne dit rien à {age}\u{a0}ans.", one.libelle)),
        }
    }

    /// The same, when it can be followed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        let mut seen = BTreeSet::new();
        if self.drapeaux.is_empty() {
            faults.add("drapeaux", "Gardez au moins une question d’alarme posée à chaque appel.");
        }
        if self.ouvre >= self.ferme {
            faults.add("ouvre", "L’heure d’ouverture vient avant celle de fermeture.");
        }
        for (champ, lieu) in [("hors_horaires", &self.hors_horaires), ("ailleurs", &self.ailleurs)] {
            if lieu.trim().is_empty() {
                faults.add(champ, "Dites où adresser.");
            }
        }
        for one in &self.motifs {
            if one.libelle.trim().is_empty() || one.code.trim().is_empty() || !seen.insert(&one.code) {
                faults.add(
                    "motifs",
                    format!("Le motif «\u{a0}{}\u{a0}» n’a pas de nom, ou un code déjà pris.", one.libelle),
                );
            }
            if one.tranches.iter().any(|ages| ages.age_min > ages.age_max || ages.professions.is_empty()) {
                faults.add(
                    "motifs",
                    format!("{}\u{a0}: une tranche d’âges est vide ou sans profession.", one.libelle),
                );
            }
            let crossed = |(at, ages): (usize, &Tranche)| {
                let before = one.tranches.get(..at).unwrap_or_default();
                before.iter().any(|other| other.age_min <= ages.age_max && ages.age_min <= other.age_max)
            };
            if one.tranches.iter().enumerate().any(crossed) {
                faults.add("motifs", format!("{}\u{a0}: deux tranches d’âges se recouvrent.", one.libelle));
            }
            if one.modalites.is_empty() {
                faults
                    .add("motifs", format!("{}\u{a0}: dites comment le patient peut être vu.", one.libelle));
            }
        }
        let all = self.alarmes();
        if all.clone().any(|one| one.question.trim().is_empty() || one.code.trim().is_empty()) {
            faults.add("drapeaux", "Une question d’alarme est vide.");
        }
        let mut codes = BTreeSet::new();
        if !all.map(|one| &one.code).all(|code| codes.insert(code)) {
            faults.add("drapeaux", "Deux questions d’alarme ont le même code.");
        }
        faults.finish(self)
    }
}

/// The words of a folded text.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn oui(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn a_red_flag_comes_before_everything() {
        let guide = Guide::proposee();
        for (motif, age, hour) in [("fievre", 34, 10), ("inconnu", 3, 3), ("dent", 90, 23)] {
            for flag in &guide.drapeaux {
                let Orientation::Quinze(flags) =
                    guide.orient(motif, age, time(hour, 0, 0, 0), &oui(&[&flag.code]))
                else {
                    panic!("{}", flag.code)
                };
                assert_eq!(flags, std::slice::from_ref(flag));
            }
        }
        let gone = guide.orient("fievre", 34, time(10, 0, 0, 0), &oui(&["ancien"]));
        assert!(matches!(gone, Orientation::Quinze(flags) if flags[0].question.ends_with("ancien")));
    }

    #[test]
    fn a_call_goes_by_motif_age_and_hour_with_its_reason() {
        let guide = Guide::proposee();
        let at = |motif: &str, age: u16, hour: i8| guide.orient(motif, age, time(hour, 0, 0, 0), &oui(&[]));
        let Orientation::Professions { professions, raison } = at("fievre", 34, 8) else { panic!() };
        assert_eq!(
            (professions[0], raison.as_str()),
            (Profession::MedecinGeneraliste, "Fièvre, de 0 à 120\u{a0}ans.")
        );
        assert!(
            matches!(at("dent", 34, 19), Orientation::Professions { professions, .. } if professions[0] == Profession::ChirurgienDentiste)
        );
        for (motif, hour) in [("fievre", 7), ("fievre", 20)] {
            assert!(
                matches!(at(motif, 34, hour), Orientation::Ailleurs { lieu, .. } if lieu == guide.hors_horaires)
            );
        }
        assert!(
            matches!(at("inconnu", 34, 10), Orientation::Ailleurs { lieu, .. } if lieu == guide.ailleurs)
        );
    }

    #[test]
    fn a_motif_is_found_as_it_is_typed() {
        let guide = Guide::proposee();
        let found = |typed: &str| guide.find(typed).iter().map(|one| one.code.as_str()).collect::<Vec<_>>();
        assert_eq!(found("FIEV"), ["fievre"]);
        assert_eq!(found("mal dent"), ["dent"]);
        assert_eq!(found("xyz"), Vec::<&str>::new());
        assert_eq!(found("").len(), guide.motifs.len());
    }

    #[test]
    fn the_proposal_holds_is_not_validated_and_asks_by_age() {
        let guide = Guide::proposee();
        assert_eq!(guide.clone().check(), Ok(guide.clone()));
        assert!(guide.drapeaux.iter().all(|one| !one.valide && one.question.ends_with("\u{a0}?")));
        assert_eq!(guide.questions("fievre", 34).len() + 1, guide.questions("fievre", 0).len(), "babies");
        let mut doubled = guide.clone();
        doubled.drapeaux.push(guide.drapeaux[0].clone());
        doubled.motifs[0].modalites.clear();
        let again = doubled.motifs[0].tranches[0].clone();
        doubled.motifs[0].tranches.push(Tranche { age_min: 120, ..again });
        assert_eq!(doubled.check().unwrap_err().0.len(), 3);
        let wrong = Guide { drapeaux: Vec::new(), ouvre: guide.ferme, ailleurs: String::new(), ..guide };
        assert_eq!(wrong.check().unwrap_err().0.len(), 3);
    }
}
