//! pain.002: what the bank did with an order.

mod codes;
mod lecture;

use lecture::Lecture;

/// The answer of a bank to one order (pain.002, any version).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retour {
    /// Identifier that the bank gave to its answer.
    pub id: String,
    /// Identifier of the order that it answers: [`crate::Lot::id`].
    pub lot: String,
    /// What is said of the whole order.
    pub groupe: Avis,
    /// What is said of payment blocks.
    pub blocs: Vec<AvisBloc>,
    /// What is said of single transfers; banks often name the refused ones only.
    pub virements: Vec<AvisVirement>,
}

/// What a bank says of an order, of a block or of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Avis {
    /// What became of it, when the bank says so.
    pub statut: Option<Statut>,
    /// Why, in the order of the file.
    pub raisons: Vec<Raison>,
}

/// What is said of a payment block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AvisBloc {
    /// Identifier of the block.
    pub id: String,
    /// What is said.
    pub avis: Avis,
}

/// What is said of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AvisVirement {
    /// Identifier « end to end »: [`crate::Virement::id`].
    pub id: String,
    /// Place of its block in [`Retour::blocs`].
    pub bloc: Option<usize>,
    /// What is said.
    pub avis: Avis,
}

/// What became of an order or of a transfer: a code of ISO 20022, kept even when it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statut {
    /// « RJCT », « ACSC »…
    pub code: String,
}

/// Why a bank refused or kept waiting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raison {
    /// « AC01 », « AM04 »… or the bank’s own; empty when the bank only wrote a sentence.
    pub code: String,
    /// What the bank wrote beside the code.
    pub precisions: Vec<String>,
}

/// Why a file is not an answer of a bank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RetourError {
    /// Larger than any answer.
    #[error("Ce fichier est trop gros pour un compte rendu de virements\u{a0}: 16\u{a0}Mo au plus.")]
    TropGros,
    /// Not well-formed XML, or cut.
    #[error(
        "Ce fichier n’est pas lisible\u{a0}: il est abîmé ou incomplet. Téléchargez-le de nouveau auprès de la banque."
    )]
    Illisible,
    /// Another message.
    #[error("Ce fichier n’est pas un compte rendu de virements (pain.002)\u{a0}: {0}.")]
    AutreMessage(&'static str),
    /// The order is not named.
    #[error("Ce compte rendu ne dit pas à quel ordre de virement il répond.")]
    SansLot,
}

impl Retour {
    /// Read the file of a bank: UTF-8, or the encoding of old French banks.
    ///
    /// # Errors
    ///
    /// When the file is not a pain.002, is damaged, holds a DTD, or is larger than 16 MB.
    pub fn lire(file: &[u8]) -> Result<Self, RetourError> {
        Lecture::read(file)
    }

    /// What the bank says of a transfer: of itself, else of its block, else of the whole order.
    ///
    /// `None`: nothing yet, for instance when only some transfers are accepted and this one is not named.
    #[must_use]
    pub fn avis(&self, virement: &str) -> Option<Avis> {
        let (own, order) = self.niveaux(virement);
        let levels = || own.into_iter().chain(order.into_iter().flatten());
        let statut = levels().filter_map(|avis| avis.statut.as_ref()).find(|statut| !statut.partiel())?;
        // The reasons may stand on another level than the status, as long as that level does not say otherwise.
        let agrees = |avis: &&Avis| avis.statut.as_ref().is_none_or(|said| said == statut);
        let raisons = levels().filter(agrees).map(|avis| &avis.raisons).find(|raisons| !raisons.is_empty());
        Some(Avis { statut: Some(statut.clone()), raisons: raisons.cloned().unwrap_or_default() })
    }

    /// The order, or the block of this transfer, is refused as a whole: nothing of the account of one beneficiary.
    #[must_use]
    pub fn ordre_refuse(&self, virement: &str) -> bool {
        self.niveaux(virement).1.into_iter().flatten().any(Avis::refuse)
    }

    /// The bank refuses this transfer because it has it already: what it received first still stands.
    #[must_use]
    pub fn deja_recu(&self, virement: &str) -> bool {
        let (own, order) = self.niveaux(virement);
        let refused = own.into_iter().chain(order.into_iter().flatten().filter(|avis| avis.refuse()));
        let twice = refused.flat_map(|avis| &avis.raisons).any(Raison::doublon);
        twice && self.avis(virement).is_some_and(|avis| avis.refuse())
    }

    /// The order is accepted in part: what the answer does not name is accepted.
    #[must_use]
    pub fn en_partie(&self) -> bool {
        let levels = std::iter::once(&self.groupe).chain(self.blocs.iter().map(|one| &one.avis));
        levels.filter_map(|avis| avis.statut.as_ref()).any(Statut::partiel)
    }

    /// What is said of a transfer itself, then of its block and of the whole order.
    fn niveaux(&self, virement: &str) -> (Option<&Avis>, [Option<&Avis>; 2]) {
        let own = self.virements.iter().find(|one| one.id == virement);
        let only = (self.blocs.len() == 1).then_some(0);
        let bloc = own.map_or(only, |one| one.bloc).and_then(|place| self.blocs.get(place));
        (own.map(|one| &one.avis), [bloc.map(|one| &one.avis), Some(&self.groupe)])
    }
}

impl Avis {
    /// Refused by the bank.
    #[must_use]
    pub fn refuse(&self) -> bool {
        self.statut.as_ref().is_some_and(Statut::refuse)
    }
}

impl Statut {
    /// The words that people read.
    #[must_use]
    pub fn libelle(&self) -> &'static str {
        codes::words(codes::STATUTS, &self.code).unwrap_or("statut que Maillage ne connaît pas")
    }

    /// Refused by the bank, or cancelled: it will not be paid.
    #[must_use]
    pub fn refuse(&self) -> bool {
        matches!(self.code.as_str(), "RJCT" | "CANC")
    }

    /// Settled: the account is debited, or the beneficiary credited.
    #[must_use]
    pub fn regle(&self) -> bool {
        matches!(self.code.as_str(), "ACSC" | "ACCC")
    }

    /// Accepted for good, and settled on the day of execution.
    #[must_use]
    pub fn en_cours(&self) -> bool {
        self.code == "ACSP"
    }

    /// Says nothing of a single transfer.
    fn partiel(&self) -> bool {
        self.code == "PART"
    }
}

impl Raison {
    /// The words that people read.
    #[must_use]
    pub fn libelle(&self) -> &'static str {
        codes::words(codes::RAISONS, &self.code).unwrap_or("motif que Maillage ne connaît pas")
    }

    /// About the account of the beneficiary, or about its holder: the same transfer would be refused again.
    #[must_use]
    pub fn sur_compte(&self) -> bool {
        codes::COMPTE.contains(&self.code.as_str())
    }

    /// The bank received the same one before.
    #[must_use]
    pub fn doublon(&self) -> bool {
        codes::DOUBLON.contains(&self.code.as_str())
    }
}
