//! Who decides, and under which rules: what the statutes say, with the article that says it.

use adhesions::College;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::{self, Refus};
use serde::Serialize;
use std::collections::BTreeMap;

kernel::codes! {
    /// The kind of an instance.
    pub enum Genre {
        /// Ordinary general meeting.
        AgOrdinaire = "ag_ordinaire", "Assemblée générale ordinaire";
        /// Extraordinary general meeting.
        AgExtraordinaire = "ag_extraordinaire", "Assemblée générale extraordinaire";
        /// Board of directors.
        Ca = "ca", "Conseil d’administration";
        /// Office.
        Bureau = "bureau", "Bureau";
        /// Another one that the statutes name.
        Autre = "autre", "Autre instance prévue par les statuts";
    }
}

kernel::codes! {
    /// Who is a member of an instance.
    pub enum Composition {
        /// Every member of the association.
        Adherents = "adherents", "Tous les adhérents";
        /// Those who hold a mandate in it.
        Mandats = "mandats", "Les personnes qui y ont un mandat";
    }
}

kernel::codes! {
    /// The share of members that must be present or represented.
    pub enum Quorum {
        /// None.
        Aucun = "aucun", "Aucun quorum";
        /// One tenth.
        Dixieme = "dixieme", "Le dixième";
        /// One fifth.
        Cinquieme = "cinquieme", "Le cinquième";
        /// One quarter.
        Quart = "quart", "Le quart";
        /// One third.
        Tiers = "tiers", "Le tiers";
        /// One half.
        Moitie = "moitie", "La moitié";
        /// More than one half.
        PlusMoitie = "plus_moitie", "Plus de la moitié";
        /// Two thirds.
        DeuxTiers = "deux_tiers", "Les deux tiers";
        /// Three quarters.
        TroisQuarts = "trois_quarts", "Les trois quarts";
    }
}

impl Quorum {
    /// How many of `n` members that is, rounded up.
    #[must_use]
    pub const fn requis(self, n: u32) -> u32 {
        match self {
            Self::Aucun => 0,
            Self::Dixieme => n.div_ceil(10),
            Self::Cinquieme => n.div_ceil(5),
            Self::Quart => n.div_ceil(4),
            Self::Tiers => n.div_ceil(3),
            Self::Moitie => n.div_ceil(2),
            Self::PlusMoitie => n / 2 + 1,
            Self::DeuxTiers => (n * 2).div_ceil(3),
            Self::TroisQuarts => (n * 3).div_ceil(4),
        }
    }
}

kernel::codes! {
    /// The majority that a decision needs.
    pub enum Majorite {
        /// More for than against.
        Simple = "simple", "Majorité simple (plus de pour que de contre)";
        /// More than one half.
        Absolue = "absolue", "Majorité absolue (plus de la moitié)";
        /// Two thirds.
        DeuxTiers = "deux_tiers", "Deux tiers";
        /// Three quarters.
        TroisQuarts = "trois_quarts", "Trois quarts";
    }
}

kernel::codes! {
    /// Of which voices the majority is counted.
    pub enum Assiette {
        /// For and against: abstentions and blanks do not count.
        Exprimes = "exprimes", "Des voix exprimées (ni abstentions, ni blancs)";
        /// All voices present or represented.
        Presents = "presents", "Des voix présentes et représentées (abstentions comprises)";
    }
}

kernel::codes! {
    /// What becomes of as many for as against.
    pub enum Egalite {
        /// The chair decides.
        President = "president", "La voix de la présidence l’emporte";
        /// Nothing is adopted.
        Rejet = "rejet", "La proposition est rejetée";
    }
}

/// A body of the association, with the rules that it had and has, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instance {
    /// Its id.
    pub id: Id<Self>,
    /// Its kind.
    pub genre: Genre,
    /// Its name.
    pub nom: String,
    /// Whether the statutes no longer have it.
    pub fermee: bool,
    /// Its rules, newest first.
    pub regles: Vec<Regle>,
}

/// What the statutes say of an instance from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Regle {
    /// Its id.
    pub id: Id<Self>,
    /// From that day.
    pub du: Date,
    /// « Statuts, article 12 ».
    pub source: String,
    /// Who is a member.
    pub composition: Composition,
    /// Whether a member must have paid the fee of the year.
    pub a_jour: bool,
    /// Days between the convocation and the meeting.
    pub preavis: u32,
    /// Members present or represented.
    pub quorum: Quorum,
    /// Whether each college must reach it.
    pub par_college: bool,
    /// What changes at a second convocation; none when the statutes say nothing of one.
    pub seconde: Option<Seconde>,
    /// Proxies that one person may hold; 0: no proxy.
    pub pouvoirs_max: u32,
    /// To adopt something.
    pub majorite: Majorite,
    /// Of which voices.
    pub assiette: Assiette,
    /// As many for as against.
    pub egalite: Egalite,
    /// Voices of a member by college; one where nothing is said.
    pub poids: BTreeMap<Id<College>, u32>,
}

/// A second convocation, when the first meeting had no quorum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Seconde {
    /// Days at least between the two meetings.
    pub delai: u32,
    /// The quorum then.
    pub quorum: Quorum,
}

impl Instance {
    /// The rule in force that day.
    #[must_use]
    pub fn regle(&self, jour: Date) -> Option<&Regle> {
        self.regles.iter().find(|one| one.du <= jour)
    }
}

impl Regle {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self) -> Result<Self, Refus> {
        let most = |champ, n: u32, max: u32| {
            if n > max {
                Err(Refus::new(champ, format!("{max} au plus sont acceptés ici.")))
            } else {
                Ok(())
            }
        };
        most("preavis", self.preavis, 180)?;
        most("pouvoirs_max", self.pouvoirs_max, 100)?;
        most("seconde_delai", self.seconde.map_or(0, |one| one.delai), 180)?;
        if self.poids.values().any(|n| !(1..=1_000).contains(n)) {
            return Err(Refus::new("poids", "Entre 1 et 1\u{202f}000 voix par membre."));
        }
        Ok(Self { source: saisie::line("source", &self.source)?, ..self })
    }

    /// Voices of a member of that college.
    #[must_use]
    pub fn voix(&self, college: Option<Id<College>>) -> u32 {
        college.and_then(|id| self.poids.get(&id).copied()).unwrap_or(1)
    }

    /// What is usual for that kind of instance: a suggestion to check against the statutes, never a rule of law.
    #[must_use]
    pub fn usuelle(genre: Genre, id: Id<Self>, du: Date) -> Self {
        let (preavis, quorum, pouvoirs_max, majorite) = match genre {
            Genre::AgOrdinaire => (15, Quorum::Quart, 2, Majorite::Simple),
            Genre::AgExtraordinaire => (15, Quorum::Moitie, 2, Majorite::DeuxTiers),
            Genre::Ca => (8, Quorum::Moitie, 1, Majorite::Simple),
            Genre::Bureau | Genre::Autre => (0, Quorum::Aucun, 0, Majorite::Simple),
        };
        let general = matches!(genre, Genre::AgOrdinaire | Genre::AgExtraordinaire);
        Self {
            id,
            du,
            source: String::new(),
            composition: if general { Composition::Adherents } else { Composition::Mandats },
            a_jour: general,
            preavis,
            quorum,
            par_college: false,
            seconde: general.then_some(Seconde { delai: 15, quorum: Quorum::Aucun }),
            pouvoirs_max,
            majorite,
            assiette: Assiette::Exprimes,
            egalite: Egalite::President,
            poids: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quorum_is_rounded_up_and_more_than_half_is_more() {
        let required = |n| Quorum::ALL.iter().map(|one| one.requis(n)).collect::<Vec<_>>();
        assert_eq!(required(10), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(required(11), [0, 2, 3, 3, 4, 6, 6, 8, 9]);
        assert_eq!(Quorum::PlusMoitie.requis(0), 1, "nobody is no majority");
    }
}
