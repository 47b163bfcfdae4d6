//! The figures as lines that may leave the CPTS: groups too small to be shown are masked, and so are those that a subtraction
//! would give back.

use super::{Chiffres, Delai, Population, Reponses};
use documents::masked::{Line, SMALL, Value, alone, measured, part, parts};

impl Chiffres {
    /// Every figure, masked, without the name of a doctor.
    #[must_use]
    pub fn lignes(&self) -> Vec<Line> {
        let mut all = Vec::new();
        let mut add = |rubrique, mesure: &str, valeur, unite| {
            all.push(Line::new(rubrique, mesure, valeur, unite));
        };
        add("Demandes", "Reçues sur la période", alone(self.recues), "personnes");
        add(
            "Demandes",
            "Acceptées par un médecin, pas encore déclarées, à ce jour",
            alone(self.acceptees),
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
        let by = |of: fn(&super::ParOrigine) -> u32| parts(&self.origines.iter().map(of).collect::<Vec<_>>());
        for (rubrique, values) in [
            ("Reçues, par origine", by(|one| one.recues)),
            ("En attente, par origine", by(|one| one.attendent)),
            ("Déclarées, par origine", by(|one| one.trouves)),
        ] {
            for (one, valeur) in self.origines.iter().zip(values) {
                add(rubrique, one.origine.libelle(), valeur, "personnes");
            }
        }
        let closed = parts(&self.clotures.iter().map(|(_, many)| *many).collect::<Vec<_>>());
        for ((one, _), valeur) in self.clotures.iter().zip(closed) {
            add("Demandes closes, par motif", one.libelle(), valeur, "personnes");
        }
        for (mesure, valeur) in answers(self.reponses) {
            add("Réponses des médecins", mesure, valeur, "cartes");
        }
        let hours = self.reponses.mediane_heures.map_or(Value::Nothing, Value::Shown);
        add("Réponses des médecins", "Temps pour répondre, médiane", hours, "heures");
        let refused = parts(&self.refus.iter().map(|(_, many)| *many).collect::<Vec<_>>());
        for ((why, _), valeur) in self.refus.iter().zip(refused) {
            add("Refus, par raison", why, valeur, "cartes");
        }
        for (mesure, valeur) in self.etendue() {
            add("Partage entre médecins, sur douze mois", mesure, valeur, "pour 100 places offertes");
        }
        all
    }

    fn etendue(&self) -> [(&'static str, Value); 3] {
        let few = u32::try_from(self.equite.parts.len()).is_ok_and(|many| many < SMALL);
        let shown = |value: u32| if few { Value::Hidden } else { Value::Shown(value) };
        let (least, middle, most) = match self.equite.etendue() {
            Some((least, middle, most)) => (shown(least), shown(middle), shown(most)),
            None => (Value::Nothing, Value::Nothing, Value::Nothing),
        };
        [("Le moins sollicité", least), ("Médiane", middle), ("Le plus sollicité", most)]
    }
}

fn population(one: Population) -> [(&'static str, Value); 6] {
    [
        ("Ensemble", alone(one.total)),
        ("En affection de longue durée (ALD)", part(one.ald, &[one.total, one.vises])),
        ("De 70 ans ou plus", part(one.age_70, &[one.total, one.vises])),
        ("Avec la complémentaire santé solidaire (C2S)", part(one.c2s, &[one.total, one.precarite])),
        ("En situation de précarité (C2S, AME, autre)", part(one.precarite, &[one.total, one.vises])),
        ("En ALD, de 70 ans ou plus, ou en situation de précarité", part(one.vises, &[one.total])),
    ]
}

fn answers(said: Reponses) -> impl Iterator<Item = (&'static str, Value)> {
    let shown = parts(&[said.oui, said.pas_maintenant, said.non, said.sans_reponse]);
    ["Oui", "Pas maintenant", "Non", "Sans réponse à temps"].into_iter().zip(shown)
}

fn delai(one: Delai) -> [(&'static str, Value); 2] {
    let shown = |value| measured(one.combien, value);
    [("Médiane", shown(one.mediane)), ("Neuf demandes sur dix", shown(one.p90))]
}
