//! Against every assignment there is, on small networks; against itself solved anew, on larger ones.

use crate::{Arc, Moteur, Places, Refus, Reseau};
use proptest::prelude::*;

/// What is left without a place, and arcs, for each demand; costs of the places of each holder.
#[derive(Debug, Clone)]
struct Cas {
    demandes: Vec<(i64, Vec<(u32, i32)>)>,
    places: Vec<Vec<i64>>,
}

impl Cas {
    fn reseau(&self) -> Reseau {
        let mut reseau = Reseau::new(1);
        for (sans, arcs) in &self.demandes {
            let arcs: Vec<Arc> = arcs.iter().map(|&(vers, cout)| Arc { vers, cout }).collect();
            reseau.push(*sans, &arcs);
        }
        reseau
    }

    fn places(&self) -> Vec<Places> {
        self.places.iter().cloned().map(Places::croissantes).collect()
    }

    /// The least cost over every assignment, one demand after the other.
    fn brute(&self, from: usize, taken: &mut Vec<usize>) -> i64 {
        let Some((sans, arcs)) = self.demandes.get(from) else { return 0 };
        let mut best = sans + self.brute(from + 1, taken);
        for (vers, cout) in arcs {
            let holder = *vers as usize;
            if let Some(place) = self.places[holder].get(taken[holder]) {
                taken[holder] += 1;
                best = best.min(i64::from(*cout) + place + self.brute(from + 1, taken));
                taken[holder] -= 1;
            }
        }
        best
    }
}

fn cas(demandes: usize, holders: u32, most: i32) -> impl Strategy<Value = Cas> {
    let arcs = prop::collection::btree_map(0..holders, 0..most, 0..=holders as usize);
    let demande = (0..i64::from(most) * 2, arcs.prop_map(|all| all.into_iter().collect()));
    let places = prop::collection::vec(0..i64::from(most) / 2 + 1, 0..4).prop_map(|mut all| {
        all.sort_unstable();
        all
    });
    let places = prop::collection::vec(places, holders as usize);
    (prop::collection::vec(demande, 1..demandes), places)
        .prop_map(|(demandes, places)| Cas { demandes, places })
}

fn optimal(moteur: &Moteur) -> i128 {
    let preuve = moteur.preuve();
    assert!(preuve.est_optimale(), "{preuve:?}");
    assert_eq!(preuve.cout, moteur.cout(), "what is added step by step is what is added at once");
    preuve.cout
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_assignment_is_better_and_the_proof_says_so(cas in cas(7, 4, 12)) {
        let moteur = Moteur::solve(cas.reseau(), cas.places()).unwrap();
        prop_assert_eq!(optimal(&moteur), i128::from(cas.brute(0, &mut vec![0; cas.places.len()])));
    }

    #[test]
    fn one_more_or_one_less_is_as_if_all_were_solved_anew(cas in cas(40, 8, 30), steps in prop::collection::vec((0..8_u8, any::<usize>()), 1..30)) {
        let mut moteur = Moteur::new(cas.reseau(), cas.places()).unwrap();
        let mut inside = vec![false; cas.demandes.len()];
        let mut changed = cas.clone();
        for (step, n) in steps {
            let (demande, holder) = (n % cas.demandes.len(), n % cas.places.len());
            match step {
                0 | 1 => { moteur.insert(demande); inside[demande] = true; }
                2 => { moteur.withdraw(demande); inside[demande] = false; }
                3 if n % 5 == 0 => { moteur.close(holder); changed.places[holder].clear(); }
                4 if !moteur.tenants[holder].ferme => { moteur.narrow(holder); changed.places[holder].pop(); }
                5 => {
                    changed.places[holder] = (0..n % 5).map(|k| (k * (n % 7)) as i64).collect();
                    moteur.reopen(holder, Places::croissantes(changed.places[holder].clone()));
                }
                6 => {
                    let cost = |at: usize| (!(n + at).is_multiple_of(3)).then_some(((n / 3 + at * 5) % 30) as i32);
                    moteur.redefine(demande, (n % 50) as i64, cost);
                    let (sans, arcs) = &mut changed.demandes[demande];
                    *sans = (n % 50) as i64;
                    *arcs = cas.demandes[demande].1.iter().enumerate().filter_map(|(at, arc)| Some((arc.0, cost(at)?))).collect();
                }
                _ => {
                    if !moteur.tenants[holder].ferme {
                        moteur.widen(holder, 1);
                        let last = changed.places[holder].last().copied().unwrap_or(0);
                        changed.places[holder].push(last);
                    }
                }
            }
            let anew = Cas { demandes: changed.demandes.iter().zip(&inside).filter(|one| *one.1).map(|one| one.0.clone()).collect(), ..changed.clone() };
            let anew = Moteur::solve(anew.reseau(), anew.places()).unwrap();
            prop_assert_eq!(optimal(&moteur), optimal(&anew));
        }
    }
}

#[test]
fn what_cannot_be_solved_is_refused_with_its_rank() {
    let refused = |demandes: Vec<(i64, Vec<(u32, i32)>)>, places: Vec<Vec<i64>>| {
        let cas = Cas { demandes, places };
        Moteur::new(cas.reseau(), cas.places()).err()
    };
    assert_eq!(
        refused(vec![(1, vec![(2, 0)])], vec![vec![0]]),
        Some(Refus::Inconnue { demande: 0, vers: 2 })
    );
    assert_eq!(
        refused(vec![(1, vec![(0, 0), (0, 1)])], vec![vec![0]]),
        Some(Refus::Double { demande: 0, vers: 0 })
    );
    assert_eq!(refused(vec![(1, vec![(0, -1)])], vec![vec![0]]), Some(Refus::Negatif { demande: 0 }));
    assert_eq!(refused(vec![(-1, vec![])], vec![]), Some(Refus::Negatif { demande: 0 }));
    assert_eq!(refused(vec![], vec![vec![3, 2]]), Some(Refus::Decroissant { place: 0 }));
    assert_eq!(refused(vec![(i64::MAX, vec![])], vec![]), Some(Refus::TropGrand));
    assert_eq!(refused(vec![], vec![]), None);
}

#[test]
fn a_full_neighbour_moves_somebody_further_when_all_gain() {
    let mut reseau = Reseau::new(1);
    let arc = |vers, cout| Arc { vers, cout };
    reseau.push(100, &[arc(0, 1), arc(1, 5)]);
    reseau.push(100, &[arc(0, 2)]);
    let mut moteur = Moteur::solve(reseau, vec![Places::simples(1), Places::simples(1)]).unwrap();
    assert_eq!((moteur.chez(0), moteur.chez(1)), (Some(1), Some(0)));
    assert!(moteur.prix(0) >= 4, "one more place at the first would save the detour");
    moteur.withdraw(1);
    assert_eq!((moteur.chez(0), optimal(&moteur)), (Some(0), 1));
    assert_eq!(moteur.close(0), [0]);
    assert_eq!(moteur.chez(0), Some(1));
}
