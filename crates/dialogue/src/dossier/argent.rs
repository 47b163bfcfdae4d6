//! The money of the year: granted with its parts, received, declared as spent.

use contrat::Doute;
use jiff::civil::Date;

/// The money of one component over the year.
#[derive(Debug, Clone)]
pub struct Argent {
    /// « Fonctionnement », or a mission.
    pub libelle: String,
    /// Whether it had started by the end of the year: what has not started is granted nothing.
    pub commencee: bool,
    /// The most that the accord gives, in cents; none when an amount is missing.
    pub plafond: Option<i64>,
    /// Granted by what started and what was settled, in cents; none when nothing could be computed.
    pub accorde: Option<i64>,
    /// The same, part by part.
    pub parts: Parts,
    /// Received during the year, in cents.
    pub recu: i64,
    /// Declared as spent, in cents; none when nobody said.
    pub depense: Option<i64>,
    /// Where the declared figure comes from.
    pub note: String,
    /// What is not confirmed in each of its amounts.
    pub doutes: Doutes,
    /// True when a part of what is granted is missing: the sum is the least.
    pub partiel: bool,
    /// True when the mission has left the contract, money of the year remaining.
    pub hors_contrat: bool,
}

/// An amount of one part of a component.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MontantPart {
    /// Cents.
    Connu(i64),
    /// Cents, something else being due and not known: the least.
    AuMoins(i64),
    /// Due, and not known.
    Inconnu,
    /// The component has no such part this year.
    #[default]
    Sans,
}

/// What is granted, part by part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// Means.
    pub fixe: MontantPart,
    /// Achievement.
    pub variable: MontantPart,
    /// The rest: a component that is not split, the crisis plan, a crisis.
    pub autre: MontantPart,
}

/// What is not confirmed, amount by amount: a doubt is said beside the amount that it is of, and nowhere else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doutes {
    /// Of the ceiling.
    pub plafond: Doute,
    /// Of what is granted, all parts together.
    pub accorde: Doute,
    /// Of the means.
    pub fixe: Doute,
    /// Of the achievement.
    pub variable: Doute,
    /// Of the rest.
    pub autre: Doute,
}

impl MontantPart {
    /// What is known of it, in cents: all of it, or the least.
    #[must_use]
    pub const fn cents(self) -> Option<i64> {
        match self {
            Self::Connu(cents) | Self::AuMoins(cents) => Some(cents),
            Self::Inconnu | Self::Sans => None,
        }
    }

    /// Whether something due is not known: a sum that it enters is the least.
    #[must_use]
    pub const fn partiel(self) -> bool {
        matches!(self, Self::AuMoins(_) | Self::Inconnu)
    }
}

impl Argent {
    /// What to know of it where its amounts are bare numbers: each doubt names the amounts that it is of.
    #[must_use]
    pub fn a_savoir(&self) -> Vec<String> {
        let all = [
            (self.hors_contrat, "n’est plus au contrat"),
            (self.partiel, "somme partielle\u{a0}: l’accordé est un minimum"),
        ];
        let said = all.into_iter().filter(|(doubt, _)| *doubt).map(|(_, words)| words.to_owned());
        said.chain(self.doutes.nommes()).collect()
    }

    /// Whether its spending is asked for before what is left can be told.
    #[must_use]
    pub const fn attendue(&self) -> bool {
        self.commencee || self.depense.is_some() || self.recu != 0
    }

    /// The parts of which only the least is known.
    #[must_use]
    pub fn minimums(&self) -> Vec<&'static str> {
        let Parts { fixe, variable, autre } = self.parts;
        let all = [
            (fixe, "la part fixe est un minimum"),
            (variable, "la part variable est un minimum"),
            (autre, "«\u{a0}autre\u{a0}» est un minimum"),
        ];
        let least = |(part, words)| matches!(part, MontantPart::AuMoins(_)).then_some(words);
        all.into_iter().filter_map(least).collect()
    }

    /// What was received and not declared as spent, in cents; none when nobody said what was spent.
    #[must_use]
    pub fn reste(&self) -> Option<i64> {
        self.depense.map(|spent| self.recu - spent)
    }
}

/// What is left of all these: known once the spending of each is, since what lacks can only lower it.
#[must_use]
pub fn reste(all: &[Argent]) -> Option<i64> {
    let asked: Vec<&Argent> = all.iter().filter(|one| one.attendue()).collect();
    let known: Option<Vec<i64>> = asked.iter().map(|one| one.reste()).collect();
    known.filter(|all| !all.is_empty()).map(|all| all.iter().sum())
}

impl Doutes {
    /// The gravest of each amount, over these lines.
    #[must_use]
    pub fn of(all: &[Argent]) -> Self {
        let worst = |of: fn(&Self) -> &Doute| all.iter().map(|one| of(&one.doutes)).max().cloned();
        Self {
            plafond: worst(|one| &one.plafond).unwrap_or_default(),
            accorde: worst(|one| &one.accorde).unwrap_or_default(),
            fixe: worst(|one| &one.fixe).unwrap_or_default(),
            variable: worst(|one| &one.variable).unwrap_or_default(),
            autre: worst(|one| &one.autre).unwrap_or_default(),
        }
    }

    /// « non confirmé : plafond, accordé ».
    #[must_use]
    pub fn nommes(&self) -> Vec<String> {
        let all = [
            (&self.plafond, "plafond"),
            (&self.fixe, "part fixe"),
            (&self.variable, "part variable"),
            (&self.autre, "autre"),
            (&self.accorde, "accordé"),
        ];
        let mut by: Vec<(&str, Vec<&str>)> = Vec::new();
        for (words, name) in all.iter().filter_map(|(doute, name)| Some((doute.en_mots()?, *name))) {
            match by.iter_mut().find(|(known, _)| *known == words) {
                Some((_, names)) => names.push(name),
                None => by.push((words, vec![name])),
            }
        }
        by.into_iter().map(|(words, names)| format!("{words}\u{a0}: {}", names.join(", "))).collect()
    }
}

/// Money received.
#[derive(Debug, Clone)]
pub struct Versement {
    /// The day.
    pub le: Date,
    /// Component.
    pub composante: String,
    /// What the bank statement says.
    pub libelle: String,
    /// Cents.
    pub cents: i64,
}
