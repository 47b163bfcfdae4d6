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
    /// What is not confirmed in its amounts.
    pub doute: Doute,
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
    /// What to know before trusting its amounts.
    #[must_use]
    pub fn doutes(&self) -> Vec<&'static str> {
        let all = [
            (self.hors_contrat, "n’est plus au contrat"),
            (self.partiel, "somme partielle\u{a0}: l’accordé est un minimum"),
        ];
        let said = all.into_iter().filter(|(doubt, _)| *doubt).map(|(_, words)| words);
        said.chain(self.doute.libelle()).collect()
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
