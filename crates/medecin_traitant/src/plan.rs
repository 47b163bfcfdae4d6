//! Who could go to whom: the households that wait, the doctors who take, matched by `appariement`. Pure.
//!
//! First the most priority is served, then the least distance is asked, then load is shared between doctors in proportion to
//! what they declared and took over a year. A household goes to one doctor, or waits.

mod obstacle;
mod raison;

use crate::demande::Foyer;
use crate::{Demande, Medecin, Offre, Situation};
use appariement::{Arc, Candidats, Effort, Objectif, Patient, Probleme, Refus, Suivi, Valeur};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::Id;
use obstacle::{LOIN, Regard};
pub(crate) use raison::kilometres;
use std::collections::{BTreeMap, BTreeSet};

/// The doctor that a « what if » adds.
pub const EN_PLUS: Id<Medecin> = Id::new(uuid::Uuid::nil());

/// Somebody who waits.
#[derive(Debug, Clone, Hash)]
pub struct APlacer {
    /// Their request.
    pub demande: Id<Demande>,
    /// With whom they go.
    pub foyer: Id<Foyer>,
    /// Their priority.
    pub points: u32,
    /// What counts.
    pub situation: Situation,
}

/// A doctor who takes part.
#[derive(Debug, Clone, Hash)]
pub struct Preneur {
    /// Who.
    pub medecin: Id<Medecin>,
    /// Their name.
    pub nom: String,
    /// Where they receive.
    pub commune: CommuneCode,
    /// What they declare.
    pub offre: Offre,
    /// People accepted over the last twelve months.
    pub deja: u32,
    /// People on cards that they have not answered.
    pub en_cours: u32,
}

/// What a plan is made from.
#[derive(Debug, Clone, Hash)]
pub struct Matiere {
    /// The day.
    pub jour: Date,
    /// Distance at most for those who gave none, in kilometres.
    pub au_plus_km: u32,
    /// Cards open at once for one household.
    pub cartes_a_la_fois: u32,
    /// Those who wait for a card, most priority first.
    pub personnes: Vec<APlacer>,
    /// Doctors.
    pub medecins: Vec<Preneur>,
    /// Pairs that are not made again: said no, did not answer, have the card now, or « not now ».
    pub ecartes: BTreeSet<(Id<Foyer>, Id<Medecin>)>,
    /// Households to whom a doctor was proposed already.
    pub suivis: BTreeSet<Id<Foyer>>,
    /// Centres of communes, in metres on a plane.
    pub lieux: BTreeMap<CommuneCode, (i32, i32)>,
}

/// What if.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Essai {
    /// Another distance at most, in kilometres.
    pub au_plus_km: Option<u32>,
    /// A doctor more in that commune, with so many places.
    pub ajout: Option<(CommuneCode, u32)>,
    /// A doctor less.
    pub sans: Option<Id<Medecin>>,
}

/// A household and the doctor found for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pose {
    /// The household.
    pub foyer: Id<Foyer>,
    /// Its requests.
    pub demandes: Vec<Id<Demande>>,
    /// Their priority, together.
    pub points: u32,
    /// To whom.
    pub medecin: Id<Medecin>,
    /// Their name.
    pub nom: String,
    /// Between both communes; none when a position is unknown.
    pub metres: Option<u32>,
    /// Why this doctor.
    pub raison: String,
}

/// A household for whom nobody was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnAttente {
    /// The household.
    pub foyer: Id<Foyer>,
    /// Its requests.
    pub demandes: Vec<Id<Demande>>,
    /// Their priority, together.
    pub points: u32,
    /// What blocks.
    pub obstacle: String,
    /// What would unblock.
    pub suffirait: String,
}

/// Who goes to whom, who waits, and the proof that nothing is better.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Households with a doctor, most priority first.
    pub poses: Vec<Pose>,
    /// The others.
    pub attentes: Vec<EnAttente>,
    /// What it costs: priority left without, hundreds of metres, load.
    pub valeur: Valeur,
    /// What nothing can cost less than.
    pub borne: Valeur,
}

impl Essai {
    /// Whether nothing is tried.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        *self == Self::default()
    }
}

impl Matiere {
    /// The same, were it otherwise.
    #[must_use]
    pub fn essayer(mut self, essai: &Essai) -> Self {
        self.au_plus_km = essai.au_plus_km.unwrap_or(self.au_plus_km);
        self.medecins.retain(|one| Some(one.medecin) != essai.sans);
        if let Some((commune, places)) = essai.ajout {
            let open = crate::medecin::Quand::Maintenant;
            let offre = Offre { places, quand: open, visites: true, ..Offre::vide(self.jour) };
            let nom = "un médecin de plus".to_owned();
            self.medecins.push(Preneur { medecin: EN_PLUS, nom, commune, offre, deja: 0, en_cours: 0 });
        }
        self
    }

    /// Doctors who could take somebody, were a place free: full ones stay, so that it is told.
    fn preneurs(&self) -> Vec<&Preneur> {
        let open = |one: &&Preneur| {
            let offre = Offre { places: one.offre.prises.saturating_add(1), ..one.offre.clone() };
            offre.est_ouverte(self.jour)
        };
        self.medecins.iter().filter(open).collect()
    }

    /// Places that cards may still be made for: with several cards at once for a household, as many times.
    pub(crate) fn places(&self, one: &Preneur) -> u32 {
        let left = one.offre.restantes();
        left.min(left.saturating_mul(self.cartes_a_la_fois.max(1)).saturating_sub(one.en_cours))
    }

    /// Metres between two communes; none when the centre of one is unknown and they are not the same.
    fn metres(&self, a: CommuneCode, b: CommuneCode) -> Option<u32> {
        if a == b {
            return Some(0);
        }
        let (from, to) = (self.lieux.get(&a)?, self.lieux.get(&b)?);
        u32::try_from(appariement::metres_carres(*from, *to).isqrt()).ok()
    }

    /// The best plan; the best found when the search is told to stop.
    ///
    /// # Errors
    /// [`Refus`]: numbers too large to be added exactly.
    pub fn plan(&self, suivi: &Suivi) -> Result<Plan, Refus> {
        let regard = Regard::new(self);
        let (patients, qui, arcs) = regard.candidats();
        let candidats = Candidats::new(patients.len(), &qui, arcs).unwrap_or_default();
        let medecins = regard.preneurs.iter().map(|one| appariement::Medecin {
            position: self.lieux.get(&one.commune).copied(),
            capacite: self.places(one),
            deja: one.deja,
            ..appariement::Medecin::default()
        });
        let probleme = Probleme { patients, medecins: medecins.collect(), candidats };
        let mut found = probleme.solve_watched(Objectif::Lexicographic, Effort::default(), suivi)?;
        let motifs = found.motifs(true, suivi);
        let mut plan = Plan { valeur: found.valeur(), borne: found.borne(), ..Plan::default() };
        let first = |rangs: &[usize]| rangs.first().copied().unwrap_or_default();
        for (rank, foyer) in regard.foyers.iter().enumerate() {
            let (chez, motif) = (found.chez(first(&foyer.rangs)), motifs[first(&foyer.rangs)]);
            let demandes = foyer.rangs.iter().map(|rang| self.personnes[*rang].demande).collect();
            let points = foyer.rangs.iter().map(|rang| self.personnes[*rang].points).sum();
            match chez {
                Some(chez) => plan.poses.push(regard.pose((rank, demandes, points), chez, motif)),
                None => plan.attentes.push(regard.attente((rank, demandes, points), motif)),
            }
        }
        Ok(plan)
    }
}

impl Regard<'_> {
    /// Everybody with the doctors to whom nothing stands against sending them, the cost in hundreds of metres.
    fn candidats(&self) -> (Vec<Patient>, Vec<u32>, Vec<Arc>) {
        let rank = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut whose = vec![0; self.matiere.personnes.len()];
        for (n, foyer) in self.foyers.iter().enumerate() {
            foyer.rangs.iter().for_each(|rang| whose[*rang] = n);
        }
        let (mut patients, mut qui, mut arcs) = (Vec::new(), Vec::new(), Vec::new());
        for (n, one) in self.matiere.personnes.iter().enumerate() {
            let foyer = whose[n];
            for (to, preneur) in self.preneurs.iter().enumerate() {
                if self.obstacles(foyer, to) == 0 {
                    let metres = self.matiere.metres(one.situation.commune, preneur.commune).unwrap_or(0);
                    qui.push(rank(n));
                    arcs.push(Arc { vers: rank(to), cout: i32::try_from(metres / 100).unwrap_or(i32::MAX) });
                }
            }
            patients.push(Patient {
                position: self.matiere.lieux.get(&one.situation.commune).copied(),
                // Whoever has no point at all is still to be served.
                poids: i64::from(one.points.max(1)),
                foyer: Some(rank(foyer)),
                ..Patient::default()
            });
        }
        (patients, qui, arcs)
    }
}

impl Plan {
    /// Whether it is proved that nothing is better.
    #[must_use]
    pub fn est_prouve(&self) -> bool {
        self.valeur == self.borne
    }

    /// People with a doctor, people without.
    #[must_use]
    pub fn personnes(&self) -> (usize, usize) {
        let placed = self.poses.iter().map(|one| one.demandes.len()).sum();
        (placed, self.attentes.iter().map(|one| one.demandes.len()).sum())
    }

    /// The distance of those who have one, in metres, by person.
    #[must_use]
    pub fn distance_moyenne(&self) -> Option<u32> {
        let known =
            self.poses.iter().filter_map(|one| Some((u64::from(one.metres?), one.demandes.len() as u64)));
        let (sum, many) = known.fold((0, 0), |(sum, many), (metres, n)| (sum + metres * n, many + n));
        u32::try_from(sum.checked_div(many)?).ok()
    }

    /// What somebody saw, to be recognised: the same pairs have the same text.
    #[must_use]
    pub fn empreinte(&self) -> String {
        let pairs: Vec<_> = self.poses.iter().map(|one| (one.foyer, one.medecin)).collect();
        db::journal::fingerprint(&pairs)
    }
}

/// Whether nothing but the distance stands against it.
const fn trop_loin_seulement(obstacles: u8) -> bool {
    obstacles == LOIN
}
