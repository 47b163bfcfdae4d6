//! What still lacks when a dialogue is about to be closed: said, not forbidden; whoever closes says that they read it.

use crate::prepare::{Manque, checklist};
use crate::{Dialogue, Partie, WriteError, texte};
use contrat::Contrat;
use db::Tx;
use jiff::civil::Date;
use law::Parameters;

/// Something that a closing leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reserve {
    /// What the checklist still says.
    Manque(Manque),
    /// A party for which nobody was at the meeting.
    Absente(Partie),
}

impl Reserve {
    /// In one sentence, with components as people say them.
    #[must_use]
    pub fn en_mots(&self, label: impl Fn(&str) -> String) -> String {
        match self {
            Self::Manque(one) => one.en_mots(label),
            Self::Absente(partie) => format!("Personne n’était là {}", partie.pour()),
        }
    }

    /// Where to mend it, as [`Manque::lieu`].
    #[must_use]
    pub fn lieu(&self, dialogue: &str, annee: u32) -> String {
        match self {
            Self::Manque(one) => one.lieu(dialogue, annee),
            Self::Absente(_) => format!("{dialogue}/rencontre"),
        }
    }
}

/// Everything that closing would leave as it is. What closing itself refuses is not among them.
pub(crate) async fn reserves(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    dialogue: &Dialogue,
    today: Date,
) -> Result<Vec<Reserve>, WriteError> {
    let list = checklist(tx, law, contrat, dialogue.annee, today).await?;
    let said =
        |one: &Manque| !matches!(one, Manque::SansValeur(_) | Manque::HorsContrat(..) | Manque::Poids(_));
    let missing = list.into_iter().filter(said).map(Reserve::Manque);
    Ok(missing.chain(absent(dialogue).map(Reserve::Absente)).collect())
}

/// The parties for which nobody was at the meeting; none once names are erased.
fn absent(dialogue: &Dialogue) -> impl Iterator<Item = Partie> + '_ {
    let people = dialogue.tenue().map(|one| &one.participants).filter(|all| !all.is_empty());
    people.into_iter().flat_map(|all| Partie::ALL.into_iter().filter(|partie| all.of(*partie).is_empty()))
}

/// The print of a list as somebody read it.
pub(crate) fn empreinte(all: &[Reserve]) -> String {
    texte::empreinte(&phrases(all).join("\n"))
}

/// The list in words.
pub(crate) fn phrases(all: &[Reserve]) -> Vec<String> {
    all.iter().map(|one| one.en_mots(str::to_owned)).collect()
}
