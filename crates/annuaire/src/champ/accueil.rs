use crate::champ::{Erreurs, Parts, Texte};
use jiff::civil::Date;
use ui::francais;

/// Longest explanation, in characters.
pub(crate) const MOTS: usize = 300;

kernel::codes! {
    /// Whether new patients are taken.
    pub enum Reponse {
        /// Yes.
        Oui = "oui", "Oui";
        /// Yes, for some.
        SousConditions = "sous_conditions", "Sous conditions";
        /// No.
        Non = "non", "Non";
    }
}

kernel::codes! {
    /// Whether somebody goes to patients' homes.
    pub enum Perimetre {
        /// Yes.
        Oui = "oui", "Oui";
        /// Within some limits.
        Limite = "perimetre", "Dans un périmètre";
        /// No.
        Non = "non", "Non";
    }
}

/// Whether new patients are taken, for whom, and until when that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accueil {
    /// The answer.
    pub reponse: Reponse,
    /// For whom, how.
    pub mots: Texte<MOTS>,
    /// Last day on which this holds.
    pub jusquau: Option<Date>,
}

/// Whether somebody goes to patients' homes, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visites {
    /// The answer.
    pub reponse: Perimetre,
    /// Where.
    pub mots: Texte<MOTS>,
}

/// Yes or no, with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvecMots {
    /// The answer.
    pub oui: bool,
    /// How.
    pub mots: Texte<MOTS>,
}

fn words(parts: &Parts, erreurs: &mut Erreurs) -> Texte<MOTS> {
    parts.optional("mots", erreurs).unwrap_or_default()
}

fn said(answer: &str, mots: &Texte<MOTS>) -> String {
    if mots.is_empty() { answer.to_owned() } else { format!("{answer}\u{a0}: {mots}") }
}

impl Accueil {
    /// Whether new patients may come on that day.
    #[must_use]
    pub fn is_open(&self, jour: Date) -> bool {
        self.holds(jour) && matches!(self.reponse, Reponse::Oui | Reponse::SousConditions)
    }

    /// Whether the answer still holds on that day.
    #[must_use]
    pub fn holds(&self, jour: Date) -> bool {
        self.jusquau.is_none_or(|last| jour <= last)
    }

    pub(crate) fn read(parts: &Parts, erreurs: &mut Erreurs) -> Option<Self> {
        let reponse = parts.required("reponse", erreurs);
        let (mots, jusquau) = (words(parts, erreurs), parts.optional("jusquau", erreurs));
        if reponse == Some(Reponse::SousConditions) && mots.is_empty() {
            erreurs.add("mots", "Dites sous quelles conditions\u{a0}: âge, commune, motif…");
        }
        Some(Self { reponse: reponse?, mots, jusquau })
    }

    pub(crate) fn parts(&self) -> Parts {
        let parts = Parts::new().with("reponse", self.reponse).with("mots", &self.mots);
        match self.jusquau {
            Some(last) => parts.with("jusquau", last),
            None => parts,
        }
    }

    pub(crate) fn en_mots(&self) -> String {
        let answer = said(self.reponse.libelle(), &self.mots);
        match self.jusquau {
            Some(last) => format!("{answer} (jusqu’au {})", francais::date(last)),
            None => answer,
        }
    }
}

impl Visites {
    pub(crate) fn read(parts: &Parts, erreurs: &mut Erreurs) -> Option<Self> {
        let (reponse, mots) = (parts.required("reponse", erreurs), words(parts, erreurs));
        if reponse == Some(Perimetre::Limite) && mots.is_empty() {
            erreurs.add("mots", "Dites dans quel périmètre\u{a0}: communes, distance.");
        }
        Some(Self { reponse: reponse?, mots })
    }

    pub(crate) fn parts(&self) -> Parts {
        Parts::new().with("reponse", self.reponse).with("mots", &self.mots)
    }

    pub(crate) fn en_mots(&self) -> String {
        said(self.reponse.libelle(), &self.mots)
    }
}

impl AvecMots {
    pub(crate) fn read(parts: &Parts, erreurs: &mut Erreurs) -> Option<Self> {
        let mots = words(parts, erreurs);
        match parts.get("reponse") {
            "oui" => Some(Self { oui: true, mots }),
            "non" => Some(Self { oui: false, mots }),
            _ => {
                erreurs.add("reponse", "Répondez par oui ou par non.");
                None
            }
        }
    }

    pub(crate) fn parts(&self) -> Parts {
        Parts::new().with("reponse", if self.oui { "oui" } else { "non" }).with("mots", &self.mots)
    }

    pub(crate) fn en_mots(&self) -> String {
        said(if self.oui { "Oui" } else { "Non" }, &self.mots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn conditions_are_said_and_an_answer_may_expire() {
        let mut erreurs = Erreurs::default();
        Accueil::read(&Parts::new().with("reponse", "sous_conditions"), &mut erreurs);
        assert_eq!(erreurs.iter().next().map(|(part, _)| part), Some("mots"));
        let parts = Parts::new().with("reponse", "oui").with("jusquau", "2026-03-31");
        let accueil = Accueil::read(&parts, &mut Erreurs::default()).unwrap();
        assert!(accueil.is_open(date(2026, 3, 31)) && !accueil.is_open(date(2026, 4, 1)));
        assert_eq!(accueil.en_mots(), "Oui (jusqu’au 31\u{a0}mars 2026)");
        assert_eq!(accueil.parts(), parts);
    }
}
