//! The figures as lines that may leave the CPTS: groups too small to be shown are masked, and so are those that a subtraction
//! would give back.

use super::{Chiffres, Delai, Population};

/// Groups under that are masked.
const PETIT: u32 = 5;

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
    /// « personnes », « jours ».
    pub unite: &'static str,
}

impl Chiffres {
    /// Every figure, masked, without the name of a doctor.
    #[must_use]
    pub fn lignes(&self) -> Vec<Ligne> {
        let mut all = Vec::new();
        let mut add = |rubrique, mesure: &str, valeur, unite| {
            all.push(Ligne { rubrique, mesure: mesure.to_owned(), valeur, unite });
        };
        add("Demandes", "Reçues sur la période", seul(self.recues), "personnes");
        add(
            "Demandes",
            "Acceptées par un médecin, pas encore déclarées, à ce jour",
            seul(self.acceptees),
            "personnes",
        );
        for (rubrique, one) in [
            ("En attente à ce jour", self.attendent),
            ("Médecin traitant déclaré sur la période", self.trouves),
        ] {
            for (mesure, valeur) in population(one) {
                add(rubrique, mesure, valeur, "personnes");
            }
        }
        for (rubrique, one) in [
            ("Délai jusqu’au oui d’un médecin", self.delai_oui),
            ("Délai jusqu’à la déclaration", self.delai_declare),
        ] {
            for (mesure, valeur) in delai(one) {
                add(rubrique, mesure, valeur, "jours");
            }
        }
        let by =
            |of: fn(&super::ParOrigine) -> u32| partition(&self.origines.iter().map(of).collect::<Vec<_>>());
        for (rubrique, values) in [
            ("Reçues, par origine", by(|one| one.recues)),
            ("En attente, par origine", by(|one| one.attendent)),
            ("Déclarées, par origine", by(|one| one.trouves)),
        ] {
            for (one, valeur) in self.origines.iter().zip(values) {
                add(rubrique, one.origine.libelle(), valeur, "personnes");
            }
        }
        let closed = partition(&self.clotures.iter().map(|(_, many)| *many).collect::<Vec<_>>());
        for ((one, _), valeur) in self.clotures.iter().zip(closed) {
            add("Demandes closes, par motif", one.libelle(), valeur, "personnes");
        }
        let said = self.reponses;
        let answers = partition(&[said.oui, said.pas_maintenant, said.non, said.sans_reponse]);
        for (mesure, valeur) in
            ["Oui", "Pas maintenant", "Non", "Sans réponse à temps"].into_iter().zip(answers)
        {
            add("Réponses des médecins", mesure, valeur, "cartes");
        }
        let hours = said.mediane_heures.map_or(Valeur::Rien, Valeur::Nombre);
        add("Réponses des médecins", "Temps pour répondre, médiane", hours, "heures");
        let refused = partition(&self.refus.iter().map(|(_, many)| *many).collect::<Vec<_>>());
        for ((why, _), valeur) in self.refus.iter().zip(refused) {
            add("Refus, par raison", why, valeur, "cartes");
        }
        for (mesure, valeur) in self.etendue() {
            add("Partage entre médecins, sur douze mois", mesure, valeur, "pour 100 places offertes");
        }
        all
    }

    fn etendue(&self) -> [(&'static str, Valeur); 3] {
        let few = u32::try_from(self.equite.parts.len()).is_ok_and(|many| many < PETIT);
        let shown = |value: u32| if few { Valeur::Masque } else { Valeur::Nombre(value) };
        let (least, middle, most) = match self.equite.etendue() {
            Some((least, middle, most)) => (shown(least), shown(middle), shown(most)),
            None => (Valeur::Rien, Valeur::Rien, Valeur::Rien),
        };
        [("Le moins sollicité", least), ("Médiane", middle), ("Le plus sollicité", most)]
    }
}

/// A count on its own.
const fn seul(many: u32) -> Valeur {
    if many > 0 && many < PETIT { Valeur::Masque } else { Valeur::Nombre(many) }
}

/// A part of a whole that is shown: neither it nor what is left may be too small.
const fn partie(many: u32, total: u32) -> Valeur {
    let rest = total.saturating_sub(many);
    if total > 0 && total < PETIT || rest > 0 && rest < PETIT { Valeur::Masque } else { seul(many) }
}

fn population(one: Population) -> [(&'static str, Valeur); 5] {
    [
        ("Ensemble", seul(one.total)),
        ("En affection de longue durée (ALD)", partie(one.ald, one.total)),
        ("De 70 ans ou plus", partie(one.age_70, one.total)),
        ("En situation de précarité (C2S, AME, autre)", partie(one.precarite, one.total)),
        ("Dans une de ces trois situations au moins", partie(one.vises, one.total)),
    ]
}

fn delai(one: Delai) -> [(&'static str, Valeur); 2] {
    let shown = |value: Option<u32>| match value {
        None => Valeur::Rien,
        Some(_) if one.combien < PETIT => Valeur::Masque,
        Some(days) => Valeur::Nombre(days),
    };
    [("Médiane", shown(one.mediane)), ("Neuf demandes sur dix", shown(one.p90))]
}

/// The parts of a whole that is shown: masked ones are never alone, and never less than the least group together.
fn partition(parts: &[u32]) -> Vec<Valeur> {
    let mut hidden: Vec<bool> = parts.iter().map(|many| *many > 0 && *many < PETIT).collect();
    while hidden.contains(&true) {
        let masked = || parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden);
        if masked().count() > 1 && masked().map(|(many, _)| *many).sum::<u32>() >= PETIT {
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
        assert_eq!(partition(&[4, 4, 30]), [Masque, Masque, Nombre(30)]);
        assert_eq!(partition(&[3]), [Masque]);
        assert_eq!((seul(0), seul(4), seul(5)), (Nombre(0), Masque, Nombre(5)));
        assert_eq!(
            (partie(18, 20), partie(15, 20), partie(20, 20), partie(0, 3)),
            (Masque, Nombre(15), Nombre(20), Masque)
        );
    }
}
