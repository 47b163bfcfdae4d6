use crate::champ::{Erreurs, Parts, Texte, accueil::MOTS};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

kernel::codes! {
    /// What makes a place or a person easier to reach.
    pub enum Acces {
        /// Wheelchair from the street to the room.
        Fauteuil = "fauteuil", "Accès en fauteuil roulant";
        /// No step, or help to enter.
        PlainPied = "plain_pied", "De plain-pied ou ascenseur";
        /// Parking for disabled people.
        Stationnement = "stationnement", "Place de stationnement adaptée";
        /// Adapted toilets.
        Toilettes = "toilettes", "Toilettes adaptées";
        /// Height-adjustable table, scales…
        Mobilier = "mobilier", "Table ou fauteuil de soin adapté";
        /// Langue des signes française.
        Lsf = "lsf", "Langue des signes (LSF)";
        /// Magnetic loop.
        Boucle = "boucle", "Boucle magnétique";
        /// Documents easy to read.
        Falc = "falc", "Documents faciles à lire (FALC)";
        /// Guide dogs welcome.
        Chien = "chien", "Chien d’assistance bienvenu";
        /// Bus, demand-responsive transport.
        Transport = "transport", "Desservi par un transport";
    }
}

/// Ways of access, and what the list cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accessibilite {
    /// From the list.
    pub acces: BTreeSet<Acces>,
    /// In words.
    pub mots: Texte<MOTS>,
}

impl Accessibilite {
    pub(crate) fn read(parts: &Parts, erreurs: &mut Erreurs) -> Option<Self> {
        let codes = parts.get("valeur").split(',').map(str::trim).filter(|code| !code.is_empty());
        let acces = codes.map(str::parse).collect::<Result<BTreeSet<Acces>, _>>();
        let acces = acces.map_err(|error| erreurs.add("valeur", error)).unwrap_or_default();
        let mots: Texte<MOTS> = parts.optional("mots", erreurs).unwrap_or_default();
        (!acces.is_empty() || !mots.is_empty()).then_some(Self { acces, mots })
    }

    pub(crate) fn parts(&self) -> Parts {
        let codes: Vec<&str> = self.acces.iter().map(|acces| acces.code()).collect();
        Parts::one(&codes.join(", ")).with("mots", &self.mots)
    }

    pub(crate) fn en_mots(&self) -> String {
        let known = self.acces.iter().map(|acces| acces.libelle());
        let more = Some(self.mots.as_str()).filter(|mots| !mots.is_empty());
        known.chain(more).collect::<Vec<_>>().join("\u{a0}; ")
    }
}

/// At most `N` things of at most `L` characters, in the order typed, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liste<const N: usize, const L: usize>(Vec<String>);

/// Why a list cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListeError {
    /// Too many.
    #[error("{0} éléments\u{a0}; {1} au plus.")]
    Trop(usize, usize),
    /// Too long.
    #[error("«\u{a0}{0}…\u{a0}» est trop long\u{a0}: {1} caractères au plus.")]
    Long(String, usize),
}

impl<const N: usize, const L: usize> Liste<N, L> {
    /// Each thing.
    #[must_use]
    pub fn items(&self) -> &[String] {
        &self.0
    }

    /// Languages are separated by commas, acts by lines or semicolons since they hold commas.
    pub(crate) fn read(text: &str, separators: &[char]) -> Result<Self, ListeError> {
        let mut items: Vec<String> = Vec::new();
        for item in text.split(separators).map(str::trim).filter(|item| !item.is_empty()) {
            if item.chars().count() > L {
                return Err(ListeError::Long(item.chars().take(30).collect(), L));
            }
            let folded = kernel::fold(item);
            if items.iter().all(|known| kernel::fold(known) != folded) {
                items.push(item.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        if items.len() > N { Err(ListeError::Trop(items.len(), N)) } else { Ok(Self(items)) }
    }
}

/// Languages.
impl FromStr for Liste<12, 30> {
    type Err = ListeError;
    fn from_str(text: &str) -> Result<Self, ListeError> {
        Self::read(text, &[',', ';', '\n', '/'])
    }
}

/// Acts.
impl FromStr for Liste<30, 120> {
    type Err = ListeError;
    fn from_str(text: &str) -> Result<Self, ListeError> {
        Self::read(text, &[';', '\n'])
    }
}

impl<const N: usize, const L: usize> fmt::Display for Liste<N, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_each_thing_once_in_the_order_typed() {
        let langues: Liste<12, 30> = "Anglais, arabe ,, anglais ; langue  d’oc".parse().unwrap();
        assert_eq!(langues.items(), ["Anglais", "arabe", "langue d’oc"]);
        assert_eq!(langues.to_string().parse(), Ok(langues));
        assert!("a".repeat(31).parse::<Liste<12, 30>>().is_err());
        let many: Vec<String> = (0..13).map(|n| format!("l{n}")).collect();
        assert_eq!(many.join(",").parse::<Liste<12, 30>>(), Err(ListeError::Trop(13, 12)));
    }

    #[test]
    fn an_unknown_way_of_access_is_refused() {
        let mut erreurs = Erreurs::default();
        Accessibilite::read(&Parts::one("fauteuil, tapis"), &mut erreurs);
        assert!(erreurs.to_string().contains("tapis"));
        let parts = Parts::one("fauteuil, lsf").with("mots", "Sonner");
        let read = Accessibilite::read(&parts, &mut Erreurs::default()).unwrap();
        assert_eq!((read.parts(), read.acces.len()), (parts, 2));
    }
}
