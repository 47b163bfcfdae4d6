//! A line: what is owed to a person for one act.

use crate::bareme::{Bareme, Calcul, Fait};
use crate::lot::Lot;
use crate::regime::Regime;
use adhesions::Adherent;
use jiff::Timestamp;
use kernel::Id;
use law::Pourquoi;
use pieces::Piece;
use serde::Serialize;
use ui::Tone;
use uuid::Uuid;

kernel::codes! {
    /// Where a line stands.
    pub enum Etat {
        /// Waits for an approval.
        Proposee = "proposee", "À approuver";
        /// Approved: it waits for a batch.
        Approuvee = "approuvee", "Approuvée";
        /// In a batch that is prepared or issued.
        EnLot = "en_lot", "En cours de paiement";
        /// Paid.
        Payee = "payee", "Payée";
        /// Sent back by the bank.
        Rejetee = "rejetee", "Rejetée par la banque";
        /// Refused, with a reason.
        Refusee = "refusee", "Refusée";
        /// Its act no longer stands.
        Annulee = "annulee", "Annulée";
    }
}

impl Etat {
    /// How it is shown.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Proposee => Tone::Info,
            Self::Approuvee | Self::EnLot => Tone::Neutral,
            Self::Payee => Tone::Success,
            Self::Rejetee => Tone::Danger,
            Self::Refusee | Self::Annulee => Tone::Warning,
        }
    }

    /// The association owes it, and has not paid it.
    #[must_use]
    pub const fn due(self) -> bool {
        matches!(self, Self::Approuvee | Self::EnLot | Self::Rejetee)
    }
}

kernel::codes! {
    /// What the bank sent a transfer back for.
    pub enum Rejet {
        /// The account, or its holder: the same would be refused again.
        Compte = "compte", "Compte à corriger";
        /// Anything else: it may be presented again.
        Autre = "autre", "À représenter";
    }
}

/// Sources of lines that this room writes itself; other rooms give their own.
pub mod source {
    /// An attendance.
    pub const PRESENCE: &str = "presence";
    /// A declaration, without any event.
    pub const DECLARATION: &str = "declaration";
    /// What is taken back of a paid line whose act was cancelled.
    pub const CONTRE: &str = "contre";
    /// What a rate written afterwards, or a corrected attendance, changes to an approved line.
    pub const DIFFERENCE: &str = "difference";
}

/// What is owed for one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indemnite {
    /// Its id.
    pub id: Id<Self>,
    /// The row that it was born of: its kind and its id.
    pub source: (String, Uuid),
    /// The line that it corrects.
    pub origine: Option<Id<Self>>,
    /// Who took part.
    pub personne: Id<Adherent>,
    /// Their first membership: whoever leaves and comes back has one ceiling.
    pub racine: Id<Adherent>,
    /// Who is paid: the person, or their employer when their convention says so.
    pub beneficiaire: Id<Adherent>,
    /// What was done, in words.
    pub libelle: String,
    /// The facts that rates read.
    pub fait: Fait,
    /// From which minute of the day to which, when it is known.
    pub horaire: Option<(u32, u32)>,
    /// What the rates give; none when no rate applies.
    pub montant: Option<Montant>,
    /// Where it stands.
    pub etat: Etat,
    /// Why it was refused, cancelled or sent back; empty otherwise.
    pub motif: String,
    /// The account that declared it; none when an act did.
    pub declarant: Option<Uuid>,
    /// When it was written.
    pub ecrit_le: Timestamp,
    /// The account that approved or refused it.
    pub approbateur: Option<Uuid>,
    /// When.
    pub decide_le: Option<Timestamp>,
    /// Civil year of payment that it counts in.
    pub annee: Option<i16>,
    /// The batch that it is in.
    pub lot: Option<Id<Lot>>,
    /// The proof.
    pub piece: Option<Id<Piece>>,
    /// The account that took it back as a whole, after its approval: what its act says afterwards no longer changes it.
    pub repris_par: Option<Uuid>,
}

/// What a line is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Montant {
    /// What it pays.
    pub regime: Regime,
    /// The rate that gave it; none for what takes money back.
    pub bareme: Option<Id<Bareme>>,
    /// In cents; negative when money is taken back.
    pub cents: i64,
    /// Why, as it was on the day.
    pub pourquoi: Pourquoi,
}

impl From<Calcul> for Montant {
    fn from(one: Calcul) -> Self {
        Self { regime: one.regime, bareme: Some(one.bareme), cents: one.cents, pourquoi: one.pourquoi }
    }
}

/// Why a line is not decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// It was decided, paid or cancelled.
    #[error("Cette ligne n’attend plus d’approbation\u{a0}: elle est «\u{a0}{}\u{a0}».", .0.libelle())]
    PasProposee(Etat),
    /// No rate.
    #[error(
        "Aucun barème ne s’applique à cette ligne\u{a0}: écrivez d’abord celui du règlement intérieur, ou refusez-la."
    )]
    SansBareme,
    /// One does not approve what one is paid.
    #[error("Cette ligne vous est payée\u{a0}: demandez à quelqu’un d’autre de l’approuver.")]
    PourSoi,
    /// One does not approve what one declared.
    #[error("Vous avez déclaré cette ligne\u{a0}: demandez à quelqu’un d’autre de l’approuver.")]
    Declarant,
    /// Too late to take it back.
    #[error("Cette ligne ne peut plus être annulée\u{a0}: elle est «\u{a0}{}\u{a0}».", .0.libelle())]
    TropTard(Etat),
    /// Taken back already.
    #[error("Cette ligne est déjà reprise\u{a0}: ce qui a été payé est déduit du prochain paiement.")]
    DejaReprise,
    /// It says a difference: the line that it corrects is the one that is computed.
    #[error("Cette ligne corrige une autre ligne\u{a0}: elle ne se recalcule pas.")]
    Correction,
    /// Not one of the person’s professions.
    #[error("«\u{a0}{0}\u{a0}» n’est pas une profession de cette personne.")]
    Profession(String),
}

/// Whoever decides: their account, and their record as a member.
#[derive(Debug, Clone, Copy)]
pub struct Approbateur {
    /// The account.
    pub compte: Uuid,
    /// The member, when they are one.
    pub adherent: Option<Id<Adherent>>,
}

impl Indemnite {
    /// In cents; none when no rate applies.
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        self.montant.as_ref().map(|one| one.cents)
    }

    /// It pays this member, or their employer for what they did.
    #[must_use]
    pub fn pays(&self, adherent: Option<Id<Adherent>>) -> bool {
        adherent.is_some_and(|me| me == self.personne || me == self.beneficiaire)
    }

    /// Still owed or paid, or proposed: neither refused nor cancelled.
    #[must_use]
    pub const fn stands(&self) -> bool {
        !matches!(self.etat, Etat::Refusee | Etat::Annulee)
    }

    /// Somebody cancelled it, rather than its act.
    #[must_use]
    pub fn settled_by_somebody(&self) -> bool {
        self.repris_par.is_some() || (self.etat == Etat::Annulee && self.approbateur.is_some())
    }

    /// Somebody else than whoever is paid and whoever declared.
    ///
    /// # Errors
    /// [`Refus::PourSoi`], [`Refus::Declarant`].
    pub fn check_other(&self, by: Approbateur) -> Result<(), Refus> {
        match () {
            () if self.pays(by.adherent) => Err(Refus::PourSoi),
            () if self.declarant == Some(by.compte) => Err(Refus::Declarant),
            () => Ok(()),
        }
    }

    /// What approving it commits, in cents.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn check_approval(&self, by: Approbateur) -> Result<i64, Refus> {
        if self.etat != Etat::Proposee {
            return Err(Refus::PasProposee(self.etat));
        }
        self.check_other(by)?;
        self.cents().ok_or(Refus::SansBareme)
    }

    /// What is counted, in words.
    #[must_use]
    pub fn quantite(&self) -> String {
        self.fait.objet.mots(self.fait.quantite)
    }
}
