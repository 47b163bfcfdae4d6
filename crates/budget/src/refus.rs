//! Why something is not written: the field, the sentence, the code.

use jiff::civil::Date;
use ui::francais;

/// Longest line, in characters.
const LIGNE: usize = 200;
/// Longest text, in characters.
const TEXTE: usize = 2_000;

/// Why something typed is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Nothing there.
    #[error("Ce champ est obligatoire.")]
    Vide(String),
    /// Too long.
    #[error("{1}\u{a0}caractères au plus sont acceptés.")]
    Long(String, usize),
    /// Not an amount that is possible.
    #[error("Un montant va d’un centime à 10 millions d’euros.")]
    Montant(String),
    /// A day to come.
    #[error("Cette date est dans le futur.")]
    Futur(String),
    /// A day before the one it follows.
    #[error("Cette date vient avant le début.")]
    Avant(String),
    /// Shares that are not the whole.
    #[error("Les parts font {}, le montant est de {}\u{a0}: l’écart est de {}.", francais::euros(*.parts), francais::euros(*.total), francais::euros(.total - .parts))]
    Somme {
        /// Of the paper.
        total: i64,
        /// Of the shares.
        parts: i64,
    },
    /// Not an account.
    #[error(
        "«\u{a0}{1}\u{a0}» n’est pas un compte\u{a0}: trois chiffres du plan comptable au moins, par exemple 6132."
    )]
    Compte(String, String),
    /// The bank pays, it is not paid.
    #[error("Le compte de banque est écrit tout seul\u{a0}: indiquez le compte de charge ou de produit.")]
    Banque(String),
    /// No such envelope.
    #[error("Choisissez une enveloppe de la liste.")]
    Enveloppe(String),
    /// Fees have their room.
    #[error("Les cotisations se notent dans les adhésions\u{a0}: elles arrivent ici toutes seules.")]
    Cotisations(String),
    /// A civil year whose accounts are closed.
    #[error("L’année {0} est clôturée\u{a0}: corrigez par une écriture inverse dans l’année en cours.")]
    Close(i16),
    /// An earlier year waits to be closed.
    #[error("Clôturez d’abord l’année {0}\u{a0}: ses écritures ouvrent la suivante.")]
    Precedente(i16),
    /// The same reference, day and amount.
    #[error("Un mouvement du {}, de {}, avec cette référence, est déjà noté.", francais::date(*.jour), francais::euros(*.cents))]
    Doublon {
        /// Its day.
        jour: Date,
        /// Its amount.
        cents: i64,
    },
    /// The commitment is settled, or is not one.
    #[error("Cet engagement n’est plus ouvert.")]
    Engagement,
    /// Neither contra entries nor commitments are reversed.
    #[error("Seule une recette ou une dépense s’annule par une écriture inverse, une seule fois.")]
    Contre,
    /// Money goes to another envelope.
    #[error("Choisissez deux enveloppes différentes.")]
    Memes,
    /// Not a SIREN.
    #[error("{0}")]
    Siren(String),
    /// A decision has its paper.
    #[error("Joignez la pièce qui porte l’accord\u{a0}: sans elle, rien n’est noté.")]
    SansPiece,
    /// Opening balances that do not balance.
    #[error("Les soldes ne s’équilibrent pas\u{a0}: il manque {} au {}.", francais::euros(.0.abs()), if *.0 > 0 { "crédit" } else { "débit" })]
    Desequilibre(i64),
    /// The year still runs.
    #[error("L’année {0} n’est pas finie.")]
    EnCours(i16),
}

impl Refus {
    /// The field beside which it stands; empty for the whole form.
    #[must_use]
    pub fn champ(&self) -> &str {
        match self {
            Self::Vide(champ)
            | Self::Long(champ, _)
            | Self::Montant(champ)
            | Self::Futur(champ)
            | Self::Avant(champ)
            | Self::Compte(champ, _)
            | Self::Banque(champ)
            | Self::Enveloppe(champ)
            | Self::Cotisations(champ) => champ,
            Self::Somme { .. } => "montant",
            Self::Close(_) => "jour",
            Self::Doublon { .. } => "reference",
            Self::Engagement
            | Self::Contre
            | Self::Desequilibre(_)
            | Self::EnCours(_)
            | Self::Precedente(_) => "",
            Self::Memes => "vers",
            Self::Siren(_) => "siren",
            Self::SansPiece => "piece",
        }
    }

    /// Status and stable code.
    #[must_use]
    pub const fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Close(_) => (409, "budget-annee-close"),
            Self::Doublon { .. } => (409, "budget-doublon"),
            Self::Engagement | Self::Contre | Self::EnCours(_) | Self::Precedente(_) => {
                (409, "budget-etat-refuse")
            }
            _ => (422, "budget-saisie-refusee"),
        }
    }
}

/// One line that must be there, its spaces made single.
///
/// # Errors
/// Empty, or too long.
pub fn line(champ: &str, text: &str) -> Result<String, Refus> {
    match maybe_line(champ, text)? {
        line if line.is_empty() => Err(Refus::Vide(champ.to_owned())),
        line => Ok(line),
    }
}

/// One line that may be empty.
///
/// # Errors
/// Too long.
pub fn maybe_line(champ: &str, text: &str) -> Result<String, Refus> {
    short(champ, text.split_whitespace().collect::<Vec<_>>().join(" "), LIGNE)
}

/// Some lines that may be empty.
///
/// # Errors
/// Too long.
pub fn words(champ: &str, text: &str) -> Result<String, Refus> {
    short(champ, text.replace("\r\n", "\n").trim().to_owned(), TEXTE)
}

fn short(champ: &str, text: String, max: usize) -> Result<String, Refus> {
    if text.chars().count() > max { Err(Refus::Long(champ.to_owned(), max)) } else { Ok(text) }
}
