//! The figures as lines that may leave the CPTS: a group too small is masked, and so is what a subtraction would give back.

use super::Chiffres;
use crate::affluence::Plage;

/// Groups under that are masked.
pub const PETIT: u32 = 5;

/// The days of the week, from Monday.
pub const SEMAINE: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

/// A value that may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valeur {
    /// Shown.
    Nombre(u32),
    /// A group too small, or one that a subtraction would give back.
    Masque,
    /// Nothing to measure.
    Rien,
}

/// A line of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// What it belongs to.
    pub rubrique: &'static str,
    /// What is counted.
    pub mesure: String,
    /// How many.
    pub valeur: Valeur,
    /// « demandes », « minutes ».
    pub unite: &'static str,
}

impl Chiffres {
    /// Every figure, masked; `motif` gives the words of a code.
    #[must_use]
    pub fn lignes(&self, motif: impl Fn(&str) -> String) -> Vec<Ligne> {
        let all = self.ensemble;
        // Without those that a small rest would give back.
        let parts = [all.recues, all.a_placer, all.dans_le_delai];
        let mut lines = vec![
            ligne("Ensemble", "Reçues", seul(all.recues), DEMANDES),
            ligne(
                "Ensemble",
                "Qui cherchaient une place, délai écoulé ou place trouvée",
                partie(&parts[..2]),
                DEMANDES,
            ),
            ligne("Ensemble", "Dont place trouvée dans le délai", partie(&parts), DEMANDES),
        ];
        let shown = |minutes: Option<u32>| match minutes {
            None => Valeur::Rien,
            Some(_) if self.delai.combien < PETIT => Valeur::Masque,
            Some(minutes) => Valeur::Nombre(minutes),
        };
        for (words, minutes) in [("Médiane", self.delai.mediane), ("Neuf demandes sur dix", self.delai.p90)]
        {
            lines.push(ligne("Temps pour trouver une place", words, shown(minutes), "minutes"));
        }
        let mut whole = |rubrique, counts: Vec<(String, u32)>| {
            let values = partition(&counts.iter().map(|(_, many)| *many).collect::<Vec<_>>());
            let named = counts.into_iter().zip(values);
            lines.extend(named.map(|((mesure, _), valeur)| Ligne {
                rubrique,
                mesure,
                valeur,
                unite: DEMANDES,
            }));
        };
        let words = |one: &str| one.to_owned();
        whole(
            "Par origine",
            self.origines.iter().map(|(one, part)| (words(one.libelle()), part.recues)).collect(),
        );
        whole("Par motif", self.motifs.iter().map(|(code, part)| (motif(code), part.recues)).collect());
        let ended = self.issues.iter().map(|(phase, many)| (words(phase.libelle()), *many));
        whole("Par issue", ended.chain([(words("Pas encore terminée"), self.en_cours)]).collect());
        whole(
            "Par jour de la semaine",
            SEMAINE.iter().zip(self.jours).map(|(day, many)| (words(day), many)).collect(),
        );
        whole("Par heure d’appel", self.plages().map(|(plage, many)| (plage.to_string(), many)).collect());
        lines
    }

    /// The calls by two hours of the day.
    pub fn plages(&self) -> impl Iterator<Item = (Plage, u32)> {
        let pairs = self.heures.chunks(2).map(|pair| pair.iter().sum());
        (0..24).step_by(2).map(Plage::of).zip(pairs)
    }
}

const DEMANDES: &str = "demandes";

fn ligne(rubrique: &'static str, mesure: &str, valeur: Valeur, unite: &'static str) -> Ligne {
    Ligne { rubrique, mesure: mesure.to_owned(), valeur, unite }
}

/// A count on its own.
const fn seul(many: u32) -> Valeur {
    if many > 0 && many < PETIT { Valeur::Masque } else { Valeur::Nombre(many) }
}

/// The last of these counts, each a part of the one before: none, and no difference between two, may be too small.
fn partie(nested: &[u32]) -> Valeur {
    let small = |many: u32| many > 0 && many < PETIT;
    let Some((last, wholes)) = nested.split_last() else { return Valeur::Rien };
    let told = wholes.iter().any(|whole| small(*whole) || small(whole.saturating_sub(*last)));
    if told { Valeur::Masque } else { seul(*last) }
}

/// The parts of a whole that is shown: masked ones are never alone, and never less than the least group together.
fn partition(parts: &[u32]) -> Vec<Valeur> {
    let mut hidden: Vec<bool> = parts.iter().map(|many| matches!(seul(*many), Valeur::Masque)).collect();
    loop {
        let masked: Vec<u32> =
            parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(many, _)| *many).collect();
        let enough = masked.len() > 1 && masked.iter().sum::<u32>() >= PETIT;
        if masked.is_empty() || enough {
            break;
        }
        let shown = (0..parts.len()).filter(|at| !hidden[*at] && parts[*at] > 0);
        let Some(next) = shown.min_by_key(|at| parts[*at]) else { break };
        hidden[next] = true;
    }
    let value = |(many, hidden): (&u32, bool)| if hidden { Valeur::Masque } else { Valeur::Nombre(*many) };
    parts.iter().zip(hidden).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::Valeur::{Masque, Nombre};
    use super::*;

    #[test]
    fn a_small_group_is_masked_and_no_subtraction_gives_it_back() {
        assert_eq!(partition(&[10, 20, 0]), [Nombre(10), Nombre(20), Nombre(0)]);
        assert_eq!(partition(&[3, 20, 8]), [Masque, Nombre(20), Masque]);
        assert_eq!(partition(&[1, 1, 30, 40]), [Masque, Masque, Masque, Nombre(40)]);
        assert_eq!((partition(&[3]), partition(&[])), (vec![Masque], vec![]));
        assert_eq!((partie(&[20, 18]), partie(&[20, 15]), partie(&[3, 0])), (Masque, Nombre(15), Masque));
        assert_eq!(partie(&[30, 20, 17]), Masque, "three of twenty would be told");
        assert_eq!(partie(&[30, 20, 20]), Nombre(20), "nobody is left");
    }
}
