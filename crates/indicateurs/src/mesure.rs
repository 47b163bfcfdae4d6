//! How a value is computed from the acts.

use crate::{Nombre, indicateur::Evolution};
use actes::{Acte, Filtre, Quoi, Somme, store::Nature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How a value is computed from the acts: which of them, what is summed, since when. Kept as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mesure {
    /// Which acts.
    pub filtre: Filtre,
    /// What is summed.
    pub compte: Compte,
    /// Since when.
    pub depuis: Depuis,
    /// What the sum is divided by, to give a percentage.
    pub sur: Option<Nombre>,
}

kernel::codes! {
    /// What is summed over the acts.
    pub enum Compte {
        /// The acts themselves.
        Actes = "actes", "Le nombre d’actes";
        /// The people they reached.
        Personnes = "personnes", "Les personnes touchées";
        /// The hours they took.
        Heures = "heures", "Les heures données";
        /// Whoever did them, each counted once.
        Auteurs = "auteurs", "Les professionnels différents";
        /// Where they were done, each commune once.
        Communes = "communes", "Les communes différentes";
    }
}

kernel::codes! {
    /// Since when acts count.
    pub enum Depuis {
        /// The first day of the contract year.
        Annee = "annee", "Depuis le début de l’année du contrat";
        /// The signature.
        Contrat = "contrat", "Depuis la signature";
    }
}

/// What the ledger answers for one period: enough for every measure over it.
#[derive(Debug, Clone, Default)]
pub struct Releve {
    /// Sums by nature of act.
    pub sommes: Vec<Somme>,
    /// Authors by nature of act; empty when no measure asks for them.
    pub auteurs: Vec<(Nature, String)>,
    /// Communes by nature of act; empty when no measure asks for them.
    pub communes: Vec<(Nature, String)>,
}

impl Compte {
    /// What must be told apart to count this, when sums are not enough.
    #[must_use]
    pub const fn distincts(self) -> Option<Quoi> {
        match self {
            Self::Actes | Self::Personnes | Self::Heures => None,
            Self::Auteurs => Some(Quoi::Auteurs),
            Self::Communes => Some(Quoi::Communes),
        }
    }
}

impl Mesure {
    /// How a value computed this way moves.
    #[must_use]
    pub const fn evolution(&self) -> Evolution {
        match self.compte {
            Compte::Actes | Compte::Personnes | Compte::Heures => Evolution::Cumul,
            Compte::Auteurs | Compte::Communes => Evolution::Niveau,
        }
    }

    /// The value that these sums give, and the number of acts behind it.
    #[must_use]
    pub fn compute(&self, releve: &Releve) -> (Nombre, i64) {
        let mine: Vec<&Somme> = releve.sommes.iter().filter(|one| self.filtre.takes(&one.nature)).collect();
        let sum = |of: fn(&Somme) -> i64| mine.iter().map(|one| of(one)).fold(0_i64, i64::saturating_add);
        let distinct = |all: &[(Nature, String)]| {
            let mine = all.iter().filter(|(nature, _)| self.filtre.takes(nature));
            i64::try_from(mine.map(|(_, who)| who).collect::<BTreeSet<_>>().len()).unwrap_or(i64::MAX)
        };
        let acts = sum(|one| one.actes);
        let value = match self.compte {
            Compte::Actes => Nombre::entier(acts),
            Compte::Personnes => Nombre::entier(sum(|one| one.personnes)),
            Compte::Heures => heures(sum(|one| one.minutes)),
            Compte::Auteurs => Nombre::entier(distinct(&releve.auteurs)),
            Compte::Communes => Nombre::entier(distinct(&releve.communes)),
        };
        (self.share(value), acts)
    }

    /// The value that these very acts give: the same as [`Self::compute`] over their sums.
    #[must_use]
    pub fn count(&self, actes: &[Acte]) -> Nombre {
        let sum = |of: fn(&Acte) -> i64| actes.iter().map(of).fold(0_i64, i64::saturating_add);
        let distinct = |of: fn(&Acte) -> Option<String>| {
            i64::try_from(actes.iter().filter_map(of).collect::<BTreeSet<_>>().len()).unwrap_or(i64::MAX)
        };
        self.share(match self.compte {
            Compte::Actes => Nombre::entier(i64::try_from(actes.len()).unwrap_or(i64::MAX)),
            Compte::Personnes => Nombre::entier(sum(|acte| acte.fait.personnes.into())),
            Compte::Heures => heures(sum(|acte| acte.fait.minutes.into())),
            Compte::Auteurs => Nombre::entier(distinct(|acte| acte.fait.auteur.map(|id| id.to_string()))),
            Compte::Communes => {
                Nombre::entier(distinct(|acte| acte.fait.commune.map(|code| code.to_string())))
            }
        })
    }

    /// The value over what it is divided by, in percent, rounded half up to the hundredth; at most 100.
    fn share(&self, value: Nombre) -> Nombre {
        let Some(sur) = self.sur.filter(|sur| *sur > Nombre::ZERO) else { return value };
        let (value, sur) = (i128::from(value.milliemes()), i128::from(sur.milliemes()));
        let hundredths = (value * 10_000 * 2 + sur) / (sur * 2);
        let percent = i64::try_from(hundredths * 10).unwrap_or(i64::MAX);
        Nombre::from_milliemes(percent).min(Nombre::entier(100))
    }

    /// The rule in a sentence: « réunions de la mission Parcours, depuis le début de l’année du contrat ».
    #[must_use]
    pub fn phrase(&self) -> String {
        let Filtre { mission, genre, theme, action, source } = &self.filtre;
        let mut words = format!(
            "{} notés au registre",
            match self.compte {
                Compte::Actes => "actes",
                Compte::Personnes => "personnes touchées par les actes",
                Compte::Heures => "heures des actes",
                Compte::Auteurs => "professionnels différents, auteurs d’actes",
                Compte::Communes => "communes différentes des actes",
            }
        );
        let mut only = Vec::new();
        only.extend(mission.map(|one| format!("mission «\u{a0}{}\u{a0}»", one.label())));
        only.extend(genre.map(|one| format!("genre «\u{a0}{}\u{a0}»", one.label())));
        only.extend(theme.as_ref().map(|one| format!("thème «\u{a0}{one}\u{a0}»")));
        only.extend(action.map(|_| "une fiche-action".to_owned()));
        only.extend(source.as_ref().map(|one| format!("issus de «\u{a0}{one}\u{a0}»")));
        if !only.is_empty() {
            words += &format!(" ({})", only.join(", "));
        }
        if let Some(sur) = self.sur {
            words += &format!(", divisés par {sur}");
        }
        words
            + match self.depuis {
                Depuis::Annee => ", depuis le début de l’année du contrat",
                Depuis::Contrat => ", depuis la signature",
            }
    }
}

/// Minutes as hours, rounded half up to the hundredth.
fn heures(minutes: i64) -> Nombre {
    Nombre::from_milliemes(minutes.saturating_mul(100).saturating_add(30) / 60 * 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::reunions;
    use actes::{Genre, Mission, acte::Fait};
    use jiff::civil::date;
    use kernel::Id;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn acte(n: u128, genre: Option<Genre>, minutes: u32, personnes: u32) -> Acte {
        let fait = Fait {
            minutes,
            personnes,
            genre,
            auteur: Some(Uuid::from_u128(n % 3)),
            ..Fait::new(date(2026, 1, 1), Mission::Parcours, "Réunion")
        };
        Acte {
            id: Id::new(Uuid::from_u128(n)),
            fait,
            source: ("essai".into(), n.to_string()),
            corrige: None,
            saisi_le: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn nature(acte: &Acte) -> Nature {
        let Fait { mission, genre, theme, action, .. } = acte.fait.clone();
        Nature { mission, genre, theme, action, source: acte.source.0.clone() }
    }

    fn releve(actes: &[Acte]) -> Releve {
        let somme = |acte: &Acte| Somme {
            nature: nature(acte),
            actes: 1,
            minutes: acte.fait.minutes.into(),
            personnes: acte.fait.personnes.into(),
        };
        let who = |acte: &Acte| (nature(acte), acte.fait.auteur.unwrap().to_string());
        Releve {
            sommes: actes.iter().map(somme).collect(),
            auteurs: actes.iter().map(who).collect(),
            communes: Vec::new(),
        }
    }

    #[test]
    fn a_share_never_passes_a_hundred() {
        let mesure = Mesure { sur: Some(Nombre::entier(3)), ..reunions().mesure.unwrap() };
        let all: Vec<_> = (0..5).map(|n| acte(n, Some(Genre::Reunion), 60, 4)).collect();
        assert_eq!(mesure.compute(&releve(&all[..2])), (Nombre::from_milliemes(66_670), 2));
        assert_eq!(mesure.compute(&releve(&all)).0, Nombre::entier(100));
    }

    proptest! {
        #[test]
        fn sums_and_lines_give_the_same_value(
            acts in proptest::collection::vec((0..3_usize, 0..600_u32, 0..90_u32), 0..40),
            compte in 0..4_usize,
        ) {
            let genres = [Some(Genre::Reunion), Some(Genre::Public), None];
            let all: Vec<Acte> = (0_u128..).zip(&acts).map(|(n, (g, m, p))| acte(n, genres[*g], *m, *p)).collect();
            let mesure = Mesure { compte: Compte::ALL[compte], ..reunions().mesure.unwrap() };
            let mine: Vec<Acte> = all.iter().filter(|one| mesure.filtre.takes(&nature(one))).cloned().collect();
            let (value, lines) = mesure.compute(&releve(&all));
            prop_assert_eq!(value, mesure.count(&mine));
            prop_assert_eq!(lines, i64::try_from(mine.len()).unwrap());
        }
    }
}
