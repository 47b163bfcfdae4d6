use jiff::civil::Date;

/// An accounting entry: its lines balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecriture {
    /// The journal that it belongs to.
    pub journal: Journal,
    /// Day of the entry, inside the year.
    pub date: Date,
    /// Day on which it was validated: from then on it is never changed.
    pub validation: Date,
    /// Opens the year with the balances of the year before: such entries come first.
    pub a_nouveau: bool,
    /// At least two.
    pub lignes: Vec<Ligne>,
}

/// A journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// « BQ ».
    pub code: String,
    /// « Banque ».
    pub libelle: String,
}

/// A movement on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// The account, in the chart of accounts.
    pub compte: Compte,
    /// The account of a person or supplier behind it.
    pub auxiliaire: Option<Compte>,
    /// The paper that proves it.
    pub piece: Piece,
    /// What it is about.
    pub libelle: String,
    /// How much, on which side.
    pub montant: Montant,
    /// The mark of lines that settle one another.
    pub lettrage: Option<Lettrage>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compte {
    /// « 512000 »; in the chart of accounts it starts with three digits, the first from 1 to 8.
    pub numero: String,
    /// « Banque ».
    pub libelle: String,
}

/// The paper that proves a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// « REL-2026-01 ».
    pub reference: String,
    /// Day written on it.
    pub date: Date,
}

/// Amount of a line, in cents: from 1 to 99 999 999 999 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Montant {
    /// On the left.
    Debit(i64),
    /// On the right.
    Credit(i64),
}

/// The mark of lines that settle one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettrage {
    /// « A ».
    pub code: String,
    /// Day on which they were brought together.
    pub date: Date,
}

impl Montant {
    /// Cents on the left and on the right, one of them zero.
    #[must_use]
    pub fn colonnes(self) -> (i64, i64) {
        match self {
            Self::Debit(cents) => (cents, 0),
            Self::Credit(cents) => (0, cents),
        }
    }
}

impl Ecriture {
    /// Cents on the left and on the right, all lines together.
    pub(crate) fn totaux(&self) -> (i64, i64) {
        self.lignes.iter().fold((0, 0), |(debit, credit), ligne| {
            let (left, right) = ligne.montant.colonnes();
            (left.saturating_add(debit), right.saturating_add(credit))
        })
    }
}
