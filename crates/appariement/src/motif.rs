use crate::foyers::Recherche;
use crate::groupes::Groupes;
use crate::moteur::{PERSONNE, rank};
use crate::objectif::Echelle;
use crate::suivi::Etape;
use crate::{Attribution, Objectif, Probleme, Suivi, Valeur, charge};
use std::collections::{BTreeMap, HashMap};

/// More places than that are not tried.
pub const PLACES_ESSAYEES: u32 = 10;

/// Why this doctor, or why none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motif {
    /// No doctor that they may go to is nearer.
    Proche,
    /// The nearest is full.
    Complet {
        /// Rank of the nearest.
        medecin: u32,
        /// What one more place there would save, when it was tried.
        vaut: Option<Valeur>,
    },
    /// The nearest has places left, not enough for the household.
    Ensemble {
        /// Rank of the nearest.
        medecin: u32,
        /// How many they are.
        personnes: u32,
    },
    /// The nearest has places left, and more load than this one in proportion.
    Partage {
        /// Rank of the nearest.
        medecin: u32,
    },
    /// Nobody is offered to them.
    SansCandidat,
    /// Doctors are offered, all of them beyond a limit: age, distance, or common to the whole household.
    HorsLimites,
    /// There is a place, and it costs more than leaving them without.
    TropCher,
    /// All that they may go to are full.
    Complets {
        /// How many those are.
        combien: u32,
        /// Rank of the nearest.
        medecin: u32,
        /// How many they are.
        personnes: u32,
        /// What would do, when it was tried.
        suffirait: Option<Deblocage>,
    },
}

/// What would give a place to somebody who has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deblocage {
    /// So many more places at the nearest.
    Places(u32),
    /// More than [`PLACES_ESSAYEES`]: others come first.
    Davantage,
}

/// What trying one more place told.
#[derive(Default)]
struct Essais {
    vaut: HashMap<u32, Valeur>,
    /// By group.
    suffirait: HashMap<u32, Deblocage>,
}

impl Attribution {
    /// Why each patient has this doctor, or none. `essayer`: more places are tried, so that what they would bring is told;
    /// that takes time in proportion to the doctors. Households stay where they are meanwhile, unless they are the question.
    /// Asked to stop, it tries no other doctor: what was not tried is not told.
    pub fn motifs(&mut self, essayer: bool, suivi: &Suivi) -> Vec<Motif> {
        let mut taken = vec![0_u32; self.probleme.medecins.len()];
        (0..self.probleme.patients.len())
            .filter_map(|n| self.chez(n))
            .for_each(|medecin| taken[medecin] += 1);
        let mut motifs = vec![Motif::SansCandidat; self.probleme.patients.len()];
        let (mut arcs, mut by_group) = (Vec::new(), Vec::new());
        for groupe in 0..rank(self.groupes.debuts.len() - 1) {
            self.groupes.arcs(&self.probleme, groupe, true, &mut arcs);
            arcs.retain(|(medecin, _)| !self.moteur.tenants[*medecin as usize].ferme);
            by_group.push(self.motif(groupe, &arcs, &taken));
        }
        if essayer {
            let essais = self.essais(&by_group, suivi);
            by_group.iter_mut().enumerate().for_each(|(groupe, motif)| essais.tell(rank(groupe), motif));
        }
        for (groupe, motif) in by_group.into_iter().enumerate() {
            let patients = self.groupes.patients(rank(groupe));
            patients.iter().for_each(|patient| motifs[*patient as usize] = motif);
        }
        motifs
    }

    fn motif(&self, groupe: u32, arcs: &[(u32, i64)], taken: &[u32]) -> Motif {
        let patients = self.groupes.patients(groupe);
        let personnes = rank(patients.len());
        let here = self.chez(patients[0] as usize);
        let capacity = |medecin: u32| self.probleme.medecins[medecin as usize].capacite;
        let room = |medecin: u32| capacity(medecin).saturating_sub(taken[medecin as usize]);
        let nearest =
            arcs.iter().min_by_key(|(medecin, cout)| (*cout, here != Some(*medecin as usize), *medecin));
        let Some((medecin, _)) = nearest.copied() else {
            let offered =
                patients.iter().any(|patient| !self.probleme.candidats.of(*patient as usize).is_empty());
            return if offered { Motif::HorsLimites } else { Motif::SansCandidat };
        };
        match here {
            Some(here) if here == medecin as usize => Motif::Proche,
            Some(_) if room(medecin) >= personnes => Motif::Partage { medecin },
            Some(_) if room(medecin) > 0 => Motif::Ensemble { medecin, personnes },
            Some(_) => Motif::Complet { medecin, vaut: None },
            None if arcs.iter().any(|(medecin, _)| room(*medecin) >= personnes) => Motif::TropCher,
            None => Motif::Complets { combien: rank(arcs.len()), medecin, personnes, suffirait: None },
        }
    }

    /// One more place, and one more, at each doctor who was too full for somebody; then as before.
    fn essais(&mut self, motifs: &[Motif], suivi: &Suivi) -> Essais {
        let mut wanted: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (groupe, motif) in motifs.iter().enumerate() {
            match motif {
                Motif::Complet { medecin, .. } => drop(wanted.entry(*medecin).or_default()),
                Motif::Complets { medecin, .. } => wanted.entry(*medecin).or_default().push(rank(groupe)),
                _ => {}
            }
        }
        let demandes = self.groupes.membres.iter();
        let seats: Vec<u32> = demandes.map(|who| self.chez(*who as usize).map_or(PERSONNE, rank)).collect();
        let (groupes, echelle) = (&self.groupes, &self.echelle);
        let search = Recherche::pinned(&mut self.moteur, groupes, echelle, seats);
        let mut essayeur =
            Essayeur { search, groupes, echelle, probleme: &self.probleme, essais: Essais::default() };
        suivi.enter(Etape::Motifs, wanted.len());
        for (n, (medecin, asked)) in wanted.into_iter().enumerate() {
            if suivi.est_arrete() {
                break;
            }
            suivi.step(n);
            essayeur.worth(medecin);
            let (alone, together): (Vec<u32>, Vec<u32>) =
                asked.into_iter().partition(|groupe| groupes.patients(*groupe).len() == 1);
            if !alone.is_empty() {
                essayeur.enough(medecin, &alone);
            }
            together.into_iter().for_each(|groupe| essayeur.enough(medecin, &[groupe]));
        }
        essayeur.search.unpin();
        essayeur.essais
    }
}

/// Tries places that are not there.
struct Essayeur<'a> {
    search: Recherche<'a>,
    groupes: &'a Groupes,
    echelle: &'a Echelle,
    probleme: &'a Probleme,
    essais: Essais,
}

impl Essayeur<'_> {
    /// The `more`th place beyond the capacity.
    fn widen(&mut self, medecin: u32, more: u32) {
        let moteur = self.search.moteur();
        match self.echelle.objectif {
            Objectif::Fair => {
                let capacity = self.probleme.medecins[medecin as usize].capacite;
                moteur.widen_at(medecin as usize, self.echelle.fois * charge(capacity + more, capacity, 0));
            }
            Objectif::Plain | Objectif::Lexicographic => moteur.widen(medecin as usize, 1),
        }
    }

    /// What one more place saves.
    fn worth(&mut self, medecin: u32) {
        let before = self.search.moteur().cout();
        self.widen(medecin, 1);
        let saved = before - self.search.moteur().cout();
        self.search.moteur().narrow(medecin as usize);
        let vaut = if saved > 0 { self.echelle.read(saved) } else { Valeur::default() };
        self.essais.vaut.insert(medecin, vaut);
    }

    /// One place more at a time until all these groups are served.
    fn enough(&mut self, medecin: u32, asked: &[u32]) {
        let mut tried = 0;
        while tried < PLACES_ESSAYEES
            && !asked.iter().all(|groupe| self.essais.suffirait.contains_key(groupe))
        {
            tried += 1;
            self.widen(medecin, tried);
            for groupe in asked {
                let demandes = self.groupes.demandes(*groupe);
                let served = match demandes.len() {
                    1 => self.search.moteur().chez(demandes.start).is_some(),
                    _ => self.search.gains(demandes.start, medecin),
                };
                if served {
                    self.essais.suffirait.entry(*groupe).or_insert(Deblocage::Places(tried));
                }
            }
        }
        for groupe in asked {
            self.essais.suffirait.entry(*groupe).or_insert(Deblocage::Davantage);
        }
        (0..tried).for_each(|_| self.search.moteur().narrow(medecin as usize));
    }
}

impl Essais {
    fn tell(&self, groupe: u32, motif: &mut Motif) {
        match motif {
            Motif::Complet { medecin, vaut } => *vaut = self.vaut.get(medecin).copied(),
            Motif::Complets { suffirait, .. } => *suffirait = self.suffirait.get(&groupe).copied(),
            _ => {}
        }
    }
}
