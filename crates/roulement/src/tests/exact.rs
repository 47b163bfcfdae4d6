//! The optimum and its proof against every plan there is.

use crate::{Affectation, Creneau, Effort, Personne, Possible, Probleme, Refus, Regles};
use proptest::prelude::*;

/// Whether these may be added to what is kept by hand: told from the rules, not from the solver.
fn is_allowed(probleme: &Probleme, added: &[Affectation]) -> bool {
    let of = |one: &Affectation| probleme.creneaux[one.creneau as usize];
    let weeks = probleme.regles.fin_de_semaine.unwrap_or(0);
    let kept = &probleme.tenues;
    let pairs = |one: &Affectation, other: &Affectation| {
        let (a, b) = (of(one), of(other));
        let week_ends = weeks > 0 && a.fin_de_semaine && b.fin_de_semaine;
        one.personne != other.personne
            || (a.jour != b.jour && !(week_ends && (a.jour / 7).abs_diff(b.jour / 7) < weeks))
    };
    let among =
        |all: &[Affectation], test: &dyn Fn(&Affectation) -> bool| all.iter().filter(|one| test(one)).count();
    let room = |limite: u32, test: &dyn Fn(&Affectation) -> bool| {
        among(added, test) <= (limite as usize).saturating_sub(among(kept, test))
    };
    added.iter().enumerate().all(|(n, one)| {
        let who = probleme.personnes[one.personne as usize];
        let mine = |other: &Affectation| other.personne == one.personne;
        added[n + 1..].iter().chain(kept).all(|other| pairs(one, other))
            && !probleme.interdites.contains(one)
            && !kept.contains(one)
            && room(of(one).besoin, &|other| other.creneau == one.creneau)
            && room(who.par_semaine, &|other| mine(other) && of(other).jour / 7 == of(one).jour / 7)
            && room(who.au_plus.unwrap_or(u32::MAX), &mine)
    })
}

fn cost(probleme: &Probleme, plan: &[Affectation]) -> i64 {
    let Regles { manque, equite, .. } = probleme.regles;
    let count = |test: &dyn Fn(&Affectation) -> bool| plan.iter().filter(|one| test(one)).count() as i64;
    let missing = (0..)
        .zip(&probleme.creneaux)
        .map(|(n, creneau)| manque * (i64::from(creneau.besoin) - count(&|one| one.creneau == n)).max(0));
    let loads = (0..)
        .zip(&probleme.personnes)
        .map(|(n, one)| equite * (i64::from(one.deja) + count(&|other| other.personne == n)).pow(2));
    let taken = probleme
        .possibles
        .iter()
        .filter(|pair| plan.contains(&Affectation { creneau: pair.creneau, personne: pair.personne }));
    missing.sum::<i64>() + loads.sum::<i64>() + taken.map(|pair| pair.cout).sum::<i64>()
}

/// The least cost of all plans.
fn best(probleme: &Probleme) -> i64 {
    let pairs: Vec<Affectation> = probleme
        .possibles
        .iter()
        .map(|one| Affectation { creneau: one.creneau, personne: one.personne })
        .collect();
    fn walk(probleme: &Probleme, rest: &[Affectation], added: &mut Vec<Affectation>) -> i64 {
        let Some((first, rest)) = rest.split_first() else {
            return cost(probleme, &[&added[..], &probleme.tenues].concat());
        };
        let without = walk(probleme, rest, added);
        added.push(*first);
        let with = if is_allowed(probleme, added) { walk(probleme, rest, added) } else { i64::MAX };
        added.pop();
        without.min(with)
    }
    walk(probleme, &pairs, &mut Vec::new())
}

fn pairs(most: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0_u32..4, 0_u32..7), 0..most)
}

/// Everything small and tight: weekends on any day, several half-days a day, wishes, costs beyond a hole, what is kept by hand
/// against the rules.
fn problems() -> impl Strategy<Value = Probleme> {
    let people = prop::collection::vec((0_u32..4, prop::option::of(0_u32..4), 0_u32..3), 4);
    let shifts = prop::collection::vec((0_u32..45, any::<bool>(), 0_u32..3), 7);
    let costs =
        prop::collection::vec(prop_oneof![8 => -3_i64..9, 1 => -40_i64..60, 1 => Just(1_000_000_000)], 16);
    let rules = (prop_oneof![Just(20_i64), Just(1_000)], 0_i64..4, prop::option::weighted(0.8, 0_u32..6));
    (people, shifts, pairs(16), costs, pairs(3), pairs(3), rules, 1_u32..8).prop_map(
        |(people, shifts, possible, costs, kept, crossed, rules, spread)| {
            let once = |mut pairs: Vec<(u32, u32)>| {
                let mut seen = std::collections::HashSet::new();
                pairs.retain(|one| seen.insert(*one));
                pairs
            };
            let affectation = |(personne, creneau)| Affectation { creneau, personne };
            Probleme {
                personnes: people
                    .into_iter()
                    .map(|(par_semaine, au_plus, deja)| Personne { par_semaine, au_plus, deja })
                    .collect(),
                creneaux: shifts
                    .into_iter()
                    .map(|(jour, fin_de_semaine, besoin)| Creneau {
                        jour: jour / spread,
                        fin_de_semaine,
                        besoin,
                    })
                    .collect(),
                possibles: once(possible)
                    .into_iter()
                    .zip(costs)
                    .map(|((personne, creneau), cout)| Possible { personne, creneau, cout })
                    .collect(),
                tenues: once(kept).into_iter().map(affectation).collect(),
                interdites: crossed.into_iter().map(affectation).collect(),
                regles: Regles {
                    manque: rules.0,
                    equite: rules.1,
                    fin_de_semaine: rules.2.filter(|n| *n > 0),
                },
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_is_better_and_the_bound_says_so(probleme in problems()) {
        let solution = probleme.solve(Effort::default()).unwrap();
        prop_assert_eq!(solution.objectif, best(&probleme));
        prop_assert_eq!(solution.borne, solution.objectif);
        prop_assert_eq!(solution.objectif, cost(&probleme, &solution.affectations));
        prop_assert!(probleme.tenues.iter().all(|one| solution.affectations.contains(one)));
        let added: Vec<Affectation> =
            solution.affectations.iter().copied().filter(|one| !probleme.tenues.contains(one)).collect();
        prop_assert!(is_allowed(&probleme, &added));
        if probleme.tenues.is_empty() {
            prop_assert_eq!(probleme.violations(&solution.affectations).unwrap(), []);
        }
        prop_assert_eq!(probleme.solve(Effort::default()).unwrap(), solution);
    }

    #[test]
    fn an_effort_cut_short_still_bounds(probleme in problems()) {
        let solution = probleme.solve(Effort { noeuds: 0, stop: &|| true }).unwrap();
        let least = best(&probleme);
        prop_assert!(solution.borne <= least && least <= solution.objectif);
        prop_assert_eq!(solution.objectif, cost(&probleme, &solution.affectations));
    }
}

/// One doctor, one half-day of weekend in each of these weeks.
fn week_ends(weeks: &[u32], semaines: u32) -> Probleme {
    let creneau = |week: &u32| Creneau { jour: 7 * week + 5, fin_de_semaine: true, besoin: 1 };
    let creneaux: Vec<Creneau> = weeks.iter().map(creneau).collect();
    Probleme {
        personnes: vec![Personne::new(7)],
        possibles: (0..)
            .zip(&creneaux)
            .map(|(creneau, _)| Possible { personne: 0, creneau, cout: 0 })
            .collect(),
        creneaux,
        regles: Regles { fin_de_semaine: Some(semaines), ..Regles::default() },
        ..Probleme::default()
    }
}

#[test]
fn one_weekend_in_four_weeks() {
    for (weeks, semaines, taken) in [
        (vec![0, 1, 2, 3], 4, 1),
        (vec![0, 1, 2, 3, 4], 4, 2),
        (vec![10, 13, 14], 4, 2),
        (vec![0, 4, 8, 12], 4, 4),
        (vec![0, 1, 2, 3], 1, 4),
        (vec![0, 1, 2, 3], 2, 2),
    ] {
        let solution = week_ends(&weeks, semaines).solve(Effort::default()).unwrap();
        assert_eq!(solution.affectations.len(), taken, "{weeks:?}");
        assert!(solution.est_prouvee());
    }
}

#[test]
fn nothing_to_plan() {
    let empty = Probleme::default().solve(Effort::default()).unwrap();
    assert_eq!((empty.objectif, empty.borne, empty.affectations.len()), (0, 0, 0));
    let nobody = Probleme { personnes: Vec::new(), possibles: Vec::new(), ..week_ends(&[0, 1], 4) };
    let solution = nobody.solve(Effort::default()).unwrap();
    assert_eq!((solution.objectif, solution.borne, solution.manques), (2_000, 2_000, vec![1, 1]));
}

#[test]
fn what_cannot_be_read_or_added_is_refused() {
    let refused = |change: &dyn Fn(&mut Probleme)| {
        let mut probleme = week_ends(&[0, 1], 4);
        change(&mut probleme);
        probleme.solve(Effort::default()).unwrap_err()
    };
    assert_eq!(refused(&|one| one.possibles[0].personne = 1), Refus::Personne(1));
    assert_eq!(refused(&|one| one.possibles[0].creneau = 2), Refus::Creneau(2));
    assert_eq!(refused(&|one| one.regles.manque = -1), Refus::Regle);
    assert_eq!(refused(&|one| one.possibles[0].cout = i64::MIN), Refus::TropGrand);
    let pair = Affectation { creneau: 1, personne: 0 };
    assert_eq!(refused(&|one| one.possibles[0].creneau = 1), Refus::Double(pair));
    assert_eq!(refused(&|one| one.tenues = vec![pair, pair]), Refus::Double(pair));
}
