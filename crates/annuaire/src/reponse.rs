use crate::Fiche;
use crate::champ::Nature;
use jiff::Timestamp;
use kernel::Id;

kernel::codes! {
    /// What an owner answered.
    pub enum Suite {
        /// All is right.
        Confirmee = "confirmee", "Tout est juste";
        /// Some things changed.
        Corrigee = "corrigee", "A corrigé sa fiche";
        /// They left.
        NexercePlus = "n_exerce_plus", "N’exerce plus ici";
        /// No more messages.
        NePlusEcrire = "ne_plus_ecrire", "Ne veut plus de message";
    }
}

/// An answer of an owner, for somebody of the office to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    /// Its id.
    pub id: Id<Self>,
    /// The entry.
    pub fiche: Id<Fiche>,
    /// What was answered.
    pub suite: Suite,
    /// The fields that changed.
    pub natures: Vec<Nature>,
    /// Whether an absence was announced too.
    pub absence: bool,
    /// When.
    pub le: Timestamp,
}

impl Reponse {
    /// « A corrigé : horaires, téléphone, absence ».
    #[must_use]
    pub fn en_mots(&self) -> String {
        let mut changed: Vec<String> =
            self.natures.iter().map(|nature| nature.libelle().to_lowercase()).collect();
        if self.absence {
            changed.push("absence".to_owned());
        }
        match (self.suite, changed.is_empty()) {
            (Suite::Corrigee, false) => format!("A corrigé\u{a0}: {}", changed.join(", ")),
            (suite, _) => suite.libelle().to_owned(),
        }
    }
}
