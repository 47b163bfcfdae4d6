use crate::moteur::rank;
use crate::objectif::Echelle;
use crate::probleme::ordre;
use crate::reseau::arc_cost;
use crate::{Arc, Objectif, Probleme, Refus, Reseau};
use std::collections::HashMap;

/// People who go together: a household, or somebody alone. Each demand of the network is one member of one group.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groupes {
    /// Ranks of patients, by group, near ones together.
    pub(crate) membres: Vec<u32>,
    /// Where each group begins among the members; one more at the end.
    pub(crate) debuts: Vec<u32>,
    /// The groups of several people.
    pub(crate) foyers: Vec<u32>,
}

impl Groupes {
    pub(crate) fn new(probleme: &Probleme) -> Self {
        let patients = &probleme.patients;
        let ordre = ordre(patients.iter().map(|one| one.position));
        let mut households: HashMap<u32, Vec<u32>> = HashMap::new();
        for (n, patient) in patients.iter().enumerate() {
            if let Some(foyer) = patient.foyer {
                households.entry(foyer).or_default().push(rank(n));
            }
        }
        let mut groupes = Self { debuts: vec![0], ..Self::default() };
        for patient in ordre {
            let alone = [patient];
            let together = match patients[patient as usize].foyer {
                Some(foyer) => match households.remove(&foyer) {
                    Some(together) => together,
                    None => continue, // they came with the first of them
                },
                None => Vec::new(),
            };
            if together.len() > 1 {
                groupes.foyers.push(rank(groupes.debuts.len() - 1));
            }
            groupes.membres.extend_from_slice(if together.is_empty() { &alone } else { &together });
            groupes.debuts.push(rank(groupes.membres.len()));
        }
        groupes
    }

    /// Its demands, which are places among the members.
    pub(crate) fn demandes(&self, groupe: u32) -> std::ops::Range<usize> {
        self.debuts[groupe as usize] as usize..self.debuts[groupe as usize + 1] as usize
    }

    /// Its patients.
    pub(crate) fn patients(&self, groupe: u32) -> &[u32] {
        &self.membres[self.demandes(groupe)]
    }

    /// So many times is everything counted, so that the cost of a household is cut in equal parts; the remainder, if any, is
    /// shared out: the parts always sum to the whole.
    pub(crate) fn fois(&self) -> i64 {
        let sizes = self.foyers.iter().map(|foyer| self.demandes(*foyer).len() as i64);
        let all = sizes.fold(1, |all, size| if all > 60 { all } else { lcm(all, size) });
        if all > 60 { 12 } else { all }
    }

    /// Where all of a group may go, and what it costs them together.
    pub(crate) fn arcs(&self, probleme: &Probleme, groupe: u32, limits: bool, out: &mut Vec<(u32, i64)>) {
        out.clear();
        for (n, patient) in self.patients(groupe).iter().enumerate() {
            let arcs = probleme.candidats.of(*patient as usize).iter();
            let mut admitted =
                arcs.filter(|arc| !limits || probleme.admet(*patient as usize, arc.vers as usize)).peekable();
            if n == 0 {
                out.extend(admitted.map(|arc| (arc.vers, i64::from(arc.cout))));
                continue;
            }
            out.retain_mut(|(vers, cout)| {
                while admitted.next_if(|arc| arc.vers < *vers).is_some() {}
                let same = admitted.next_if(|arc| arc.vers == *vers);
                *cout += same.map_or(0, |arc| i64::from(arc.cout));
                same.is_some()
            });
        }
    }
}

fn lcm(a: i64, b: i64) -> i64 {
    let gcd = |mut a: i64, mut b: i64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    a / gcd(a, b) * b
}

/// The `n`th of `parts` parts of a cost: they sum to it.
pub(crate) const fn part(cost: i64, n: usize, parts: usize) -> i64 {
    (cost + n as i64).div_euclid(parts as i64)
}

/// The network of a problem: one demand by person, in the order of the groups.
pub(crate) fn reseau(
    probleme: &Probleme,
    groupes: &Groupes,
    objectif: Objectif,
) -> Result<(Reseau, Echelle), Refus> {
    let fois = groupes.fois();
    let limits = probleme.patients.iter().any(|one| one.au_plus_m.is_some())
        || probleme.medecins.iter().any(|one| one.ages != (0, u16::MAX));
    let dearest = probleme.candidats.arcs.iter().map(|arc| i64::from(arc.cout)).max().unwrap_or(0);
    // The parts of a household cost at most one more than a person of it.
    let dearest = dearest.checked_mul(fois).and_then(|all| all.checked_add(1)).ok_or(Refus::TropGrand)?;
    let echelle = Echelle::new(objectif, fois, dearest, probleme.medecins.len())?;
    let mut reseau = Reseau::new(echelle.distance);
    reseau.reserve(groupes.membres.len(), probleme.candidats.nombre());
    let (mut together, mut arcs) = (Vec::new(), Vec::new());
    for groupe in 0..rank(groupes.debuts.len() - 1) {
        groupes.arcs(probleme, groupe, limits, &mut together);
        let patients = groupes.patients(groupe);
        let sum = |what: fn(&crate::Patient) -> i64| {
            let all = patients.iter().map(|one| i128::from(what(&probleme.patients[*one as usize])));
            i64::try_from(all.sum::<i128>() * i128::from(fois)).map_err(|_| Refus::TropGrand)
        };
        let (poids, sans) = (sum(|one| one.poids)?, sum(|one| one.sans)?);
        for n in 0..patients.len() {
            let cut = |cost: i64| part(cost, n, patients.len());
            arcs.clear();
            for (vers, cout) in &together {
                arcs.push(Arc { vers: *vers, cout: arc_cost(cut(cout * fois))? });
            }
            reseau.push(echelle.sans(cut(poids), cut(sans))?, &arcs);
        }
    }
    Ok((reseau, echelle))
}
