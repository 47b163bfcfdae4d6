use crate::bottin::{Cadre, Entree, Sorte};
use crate::champ::Recours as RecoursDit;
use crate::{Absence, Fraicheur, Nature, Reference, Regard, Valeur, Vue, fraicheur};
use identifiants::CommuneCode;
use jiff::Timestamp;
use jiff::civil::Date;
use repertoire::Recours;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A structure where somebody works, said by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attache {
    /// The structure.
    pub structure: Reference,
    /// Its name.
    pub nom: String,
    /// As what.
    pub fonction: String,
}

/// An entry of the directory, as one reader may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inscrit {
    entree: Arc<Entree>,
    vue: Option<Vue>,
    regard: Regard,
    attaches: Vec<Attache>,
    communes: BTreeSet<CommuneCode>,
    cadres: BTreeSet<Cadre>,
    recours: Recours,
    ici: bool,
    pub(super) effectif: u32,
}

impl Inscrit {
    /// Merges what the official files say and what this reader may know of the rest. The field of the CPTS wins over the
    /// default of a profession; `autour`: communes of the structures where somebody is attached by hand.
    pub(super) fn new(
        entree: Arc<Entree>,
        vue: Option<Vue>,
        regard: Regard,
        attaches: Vec<Attache>,
        autour: BTreeSet<CommuneCode>,
        territoire: &BTreeSet<CommuneCode>,
    ) -> Self {
        let said = |nature| vue.as_ref().and_then(|vue| vue.get(nature));
        let recours = match said(Nature::Recours) {
            Some(Valeur::Recours(RecoursDit::Premier)) => Recours::Premier,
            Some(Valeur::Recours(RecoursDit::Second)) => Recours::Second,
            _ => entree.famille.map_or(Recours::Aucun, |famille| famille.recours),
        };
        let cadres = match said(Nature::ModeExercice) {
            Some(Valeur::ModeExercice(mode)) => BTreeSet::from([Cadre::from(*mode)]),
            _ => entree.cadres(),
        };
        let communes: BTreeSet<CommuneCode> = entree.communes.union(&autour).copied().collect();
        let local = matches!(entree.reference, Reference::Locale(_));
        let ici = local || !attaches.is_empty() || !communes.is_disjoint(territoire);
        Self { entree, vue, regard, attaches, communes, cadres, recours, ici, effectif: 0 }
    }

    /// What the official files say.
    #[must_use]
    pub fn entree(&self) -> &Entree {
        &self.entree
    }

    /// The subject.
    #[must_use]
    pub fn reference(&self) -> &Reference {
        &self.entree.reference
    }

    /// What was said of it, as far as this reader may know.
    #[must_use]
    pub const fn vue(&self) -> Option<&Vue> {
        self.vue.as_ref()
    }

    /// Structures said by hand.
    #[must_use]
    pub fn attaches(&self) -> &[Attache] {
        &self.attaches
    }

    /// Where it practises or what it serves.
    #[must_use]
    pub const fn communes(&self) -> &BTreeSet<CommuneCode> {
        &self.communes
    }

    /// Kinds of places.
    #[must_use]
    pub const fn cadres(&self) -> &BTreeSet<Cadre> {
        &self.cadres
    }

    /// Level of care.
    #[must_use]
    pub const fn recours(&self) -> Recours {
        self.recours
    }

    /// Whether it has something to do with the territory.
    #[must_use]
    pub const fn is_ici(&self) -> bool {
        self.ici
    }

    /// Taken out of the directory.
    #[must_use]
    pub fn is_retiree(&self) -> bool {
        self.vue.as_ref().is_some_and(|vue| vue.retiree_le.is_some())
    }

    /// People who practise in this structure, as far as the files know.
    #[must_use]
    pub const fn effectif(&self) -> u32 {
        self.effectif
    }

    /// The absence of that day.
    #[must_use]
    pub fn absence(&self, jour: Date) -> Option<&Absence> {
        self.vue.as_ref().and_then(|vue| vue.absence(jour))
    }

    /// Whether new patients may come, when it is known.
    #[must_use]
    pub fn nouveaux_patients(&self, jour: Date) -> Option<bool> {
        self.vue.as_ref().and_then(|vue| vue.nouveaux_patients(jour))
    }

    /// How old the entry is.
    #[must_use]
    pub fn fraicheur(&self, now: Timestamp, mois: u16) -> Fraicheur {
        fraicheur(self.vue.as_ref().and_then(|vue| vue.confirmee).map(|one| one.le), now, mois)
    }

    /// A field in words, when this reader may know.
    #[must_use]
    pub fn dit(&self, nature: Nature) -> Option<String> {
        self.vue.as_ref().and_then(|vue| vue.get(nature)).map(Valeur::en_mots)
    }

    /// Telephones: the one that was said, then those of the places.
    #[must_use]
    pub fn telephones(&self) -> Vec<String> {
        let places = self.entree.lieux.iter().flat_map(|lieu| lieu.telephones(self.regard));
        once(self.dit(Nature::Telephone).into_iter().chain(places.map(str::to_owned)))
    }

    /// E-mail addresses: the one that was said, then those of the places.
    #[must_use]
    pub fn courriels(&self) -> Vec<String> {
        let places = self.entree.lieux.iter().flat_map(|lieu| lieu.courriels(self.regard));
        once(self.dit(Nature::Courriel).into_iter().chain(places.map(str::to_owned)))
    }

    /// Whether it works in that structure.
    #[must_use]
    pub fn works_in(&self, structure: &Reference) -> bool {
        self.entree.lieux.iter().any(|lieu| lieu.structure.as_ref() == Some(structure))
            || self.attaches.iter().any(|one| one.structure == *structure)
    }

    /// Under which title lists and files group it: the plural of its profession, its kind otherwise.
    #[must_use]
    pub fn groupe(&self) -> &str {
        match (self.entree.famille, self.entree.sorte) {
            (Some(famille), _) => famille.pluriel,
            (None, Sorte::Professionnel) => "Autres professionnels",
            (None, Sorte::Structure | Sorte::Acteur) if self.entree.metier.is_empty() => "Autres structures",
            (None, Sorte::Structure | Sorte::Acteur) => &self.entree.metier,
        }
    }
}

fn once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
