//! The figures as lines that may leave the CPTS: groups too small to be shown are masked, and so are those that a subtraction
//! would give back.

use super::{Chiffres, Delai, Population, Reponses};

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
        for (mesure, valeur) in answers(self.reponses) {
            add("Réponses des médecins", mesure, valeur, "cartes");
        }
        let hours = self.reponses.mediane_heures.map_or(Valeur::Rien, Valeur::Nombre);
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

/// A part of these wholes, which are shown: neither it nor what is left of any may be too small.
fn partie(many: u32, wholes: &[u32]) -> Valeur {
    let tells = |whole: &u32| {
        let rest = whole.saturating_sub(many);
        *whole > 0 && *whole < PETIT || rest > 0 && rest < PETIT
    };
    if wholes.iter().any(tells) { Valeur::Masque } else { seul(many) }
}

fn population(one: Population) -> [(&'static str, Valeur); 6] {
    [
        ("Ensemble", seul(one.total)),
        ("En affection de longue durée (ALD)", partie(one.ald, &[one.total, one.vises])),
        ("De 70 ans ou plus", partie(one.age_70, &[one.total, one.vises])),
        ("Avec la complémentaire santé solidaire (C2S)", partie(one.c2s, &[one.total, one.precarite])),
        ("En situation de précarité (C2S, AME, autre)", partie(one.precarite, &[one.total, one.vises])),
        ("En ALD, de 70 ans ou plus, ou en situation de précarité", partie(one.vises, &[one.total])),
    ]
}

fn answers(said: Reponses) -> impl Iterator<Item = (&'static str, Valeur)> {
    let shown = partition(&[said.oui, said.pas_maintenant, said.non, said.sans_reponse]);
    ["Oui", "Pas maintenant", "Non", "Sans réponse à temps"].into_iter().zip(shown)
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
            (partie(18, &[20]), partie(15, &[20]), partie(20, &[20]), partie(0, &[3])),
            (Masque, Nombre(15), Nombre(20), Masque)
        );
        assert_eq!(
            (partie(12, &[30, 14]), partie(0, &[30, 14])),
            (Masque, Nombre(0)),
            "two of fourteen would be told"
        );
    }
}
