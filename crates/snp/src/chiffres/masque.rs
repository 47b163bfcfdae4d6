//! The figures as lines that may leave the CPTS: a group too small is masked, and so is what a subtraction would give back.

use super::Chiffres;
use crate::affluence::Plage;
use documents::masked::{Line, alone, measured, part, parts};

/// The days of the week, from Monday.
pub const SEMAINE: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

impl Chiffres {
    /// Every figure, masked; `motif` gives the words of a code.
    #[must_use]
    pub fn lignes(&self, motif: impl Fn(&str) -> String) -> Vec<Line> {
        let all = self.ensemble;
        let placed = part(all.dans_le_delai, &[all.recues, all.a_placer]);
        // Without those that a small rest would give back.
        let mut lines = vec![
            Line::new("Ensemble", "Reçues", alone(all.recues), DEMANDES),
            Line::new(
                "Ensemble",
                "Qui cherchaient une place, délai écoulé ou place trouvée",
                part(all.a_placer, &[all.recues]),
                DEMANDES,
            ),
            Line::new("Ensemble", "Dont place trouvée dans le délai", placed, DEMANDES),
        ];
        for (words, minutes) in [("Médiane", self.delai.mediane), ("Neuf demandes sur dix", self.delai.p90)]
        {
            let value = measured(self.delai.combien, minutes);
            lines.push(Line::new("Temps pour trouver une place", words, value, "minutes"));
        }
        let mut whole = |rubrique, counts: Vec<(String, u32)>| {
            let values = parts(&counts.iter().map(|(_, many)| *many).collect::<Vec<_>>());
            let named = counts.into_iter().zip(values);
            lines.extend(named.map(|((words, _), value)| Line::new(rubrique, &words, value, DEMANDES)));
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
