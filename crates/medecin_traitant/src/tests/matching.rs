//! The plan against every assignment there is, on small random worlds; and what it says.

use super::situation;
use crate::medecin::{Offre, Quand};
use crate::plan::{APlacer, EN_PLUS, Essai, Matiere, Plan, Preneur};
use crate::{Foyer, Medecin};
use appariement::Suivi;
use identifiants::CommuneCode;
use jiff::civil::{Date, date};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const DAY: Date = date(2026, 3, 2);
const TOWNS: [(&str, i32); 4] = [("43157", 0), ("43040", 8_000), ("43012", 21_000), ("43020", 45_000)];

fn town(n: usize) -> CommuneCode {
    TOWNS[n].0.parse().unwrap()
}

fn id<T>(n: usize) -> Id<T> {
    Id::new(Uuid::from_u128(n as u128 + 1))
}

/// Knuth’s multiplicative generator: the same worlds each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

fn preneur(n: usize, places: u32, commune: usize) -> Preneur {
    let offre = Offre { places, quand: Quand::Maintenant, visites: true, ..Offre::vide(DAY) };
    Preneur { medecin: id(n), nom: format!("Dr {n}"), commune: town(commune), offre, deja: 0, en_cours: 0 }
}

fn qui(n: usize, foyer: usize, points: u32, commune: usize) -> APlacer {
    let mut who = situation(1960, &[]);
    who.commune = town(commune);
    APlacer { demande: id(n), foyer: id(foyer), points, situation: who }
}

fn matiere(personnes: Vec<APlacer>, medecins: Vec<Preneur>) -> Matiere {
    Matiere {
        jour: DAY,
        au_plus_km: 30,
        cartes_a_la_fois: 1,
        personnes,
        medecins,
        ecartes: BTreeSet::new(),
        suivis: BTreeSet::new(),
        lieux: TOWNS.iter().map(|(code, x)| (code.parse().unwrap(), (*x, 0))).collect(),
    }
}

fn world(seed: u64) -> Matiere {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let medecins: Vec<Preneur> = (0..1 + dice.roll(3))
        .map(|n| {
            let mut one = preneur(n, u32::try_from(dice.roll(4)).unwrap(), dice.roll(4));
            one.deja = u32::try_from(dice.roll(4)).unwrap();
            one.offre.visites = dice.roll(3) > 0;
            one.offre.ages = if dice.roll(4) == 0 { (0, 60) } else { (0, 130) };
            if dice.roll(5) == 0 {
                one.offre.communes = [town(0), town(1)].into();
            }
            if dice.roll(3) == 0 {
                one.offre.langues = vec!["Arabe".to_owned()];
            }
            one
        })
        .collect();
    let foyers = 1 + dice.roll(4);
    let mut personnes = Vec::new();
    for foyer in 0..foyers {
        for _ in 0..=usize::from(dice.roll(3) == 0) {
            let points = [0, 10, 100, 100, 250][dice.roll(5)];
            let mut one = qui(personnes.len(), foyer, points, dice.roll(4));
            one.situation.annee = [1940, 1980, 2020][dice.roll(3)];
            one.situation.se_deplace = dice.roll(4) > 0;
            one.situation.au_plus_km = [None, None, Some(10), Some(60)][dice.roll(4)];
            one.situation.langue = if dice.roll(6) == 0 { "arabe".to_owned() } else { String::new() };
            one.situation.choix = if dice.roll(5) == 0 { Some(id(dice.roll(3))) } else { None };
            personnes.push(one);
        }
    }
    let mut all = matiere(personnes, medecins);
    for foyer in 0..foyers {
        if dice.roll(4) == 0 {
            all.ecartes.insert((id(foyer), id(dice.roll(3))));
        }
    }
    all
}

/// Households, in the order of the plan.
fn foyers(all: &Matiere) -> BTreeMap<Id<Foyer>, Vec<&APlacer>> {
    let mut by: BTreeMap<Id<Foyer>, Vec<&APlacer>> = BTreeMap::new();
    all.personnes.iter().for_each(|one| by.entry(one.foyer).or_default().push(one));
    by
}

fn metres(all: &Matiere, a: CommuneCode, b: CommuneCode) -> u32 {
    all.lieux[&a].0.abs_diff(all.lieux[&b].0)
}

/// The constraints, written another time.
fn admits(all: &Matiere, foyer: Id<Foyer>, people: &[&APlacer], to: &Preneur) -> bool {
    !all.ecartes.contains(&(foyer, to.medecin))
        && people.iter().all(|one| {
            let who = &one.situation;
            let age = 2026 - u16::try_from(who.annee).unwrap();
            let most = who.au_plus_km.map_or(30, u32::from) * 1000;
            age <= to.offre.ages.1
                && (to.offre.communes.is_empty() || to.offre.communes.contains(&who.commune))
                && (who.se_deplace || to.offre.visites)
                && (who.langue.is_empty() || !to.offre.langues.is_empty())
                && (metres(all, who.commune, to.commune) <= most || who.choix == Some(to.medecin))
        })
}

fn allowed(all: &Matiere, foyer: Id<Foyer>, people: &[&APlacer], to: &Preneur) -> bool {
    let open = |choice: Id<Medecin>| {
        let who = all.medecins.iter().find(|one| one.medecin == choice);
        who.is_some_and(|who| who.offre.places > 0 && admits(all, foyer, people, who))
    };
    let elsewhere = people
        .iter()
        .filter_map(|one| one.situation.choix)
        .any(|choice| choice != to.medecin && open(choice));
    admits(all, foyer, people, to) && !elsewhere
}

/// The least of all assignments: priority left without, hundreds of metres, load.
fn least(all: &Matiere) -> (i128, i128, i128) {
    let by: Vec<_> = foyers(all).into_iter().collect();
    let choices = all.medecins.len() + 1;
    let mut best = None;
    for code in 0..choices.pow(u32::try_from(by.len()).unwrap()) {
        let (mut rest, mut value, mut taken) =
            (code, (0_i128, 0_i128, 0_i128), vec![0_u32; all.medecins.len()]);
        let mut possible = true;
        for (foyer, people) in &by {
            let choice = rest % choices;
            rest /= choices;
            let weight: i128 = people.iter().map(|one| i128::from(one.points.max(1))).sum();
            if choice == 0 {
                value.0 += weight;
                continue;
            }
            let to = &all.medecins[choice - 1];
            possible &= allowed(all, *foyer, people, to);
            taken[choice - 1] += u32::try_from(people.len()).unwrap();
            value.1 += people
                .iter()
                .map(|one| i128::from(metres(all, one.situation.commune, to.commune) / 100))
                .sum::<i128>();
        }
        for (to, taken) in all.medecins.iter().zip(&taken) {
            possible &= *taken <= to.offre.places;
            value.2 += (1..=*taken)
                .map(|k| i128::from(appariement::charge(k, to.offre.places, to.deja)))
                .sum::<i128>();
        }
        if possible && best.is_none_or(|best| value < best) {
            best = Some(value);
        }
    }
    best.unwrap()
}

fn planned(all: &Matiere) -> Plan {
    all.plan(&Suivi::default()).unwrap()
}

#[test]
fn on_small_worlds_the_plan_is_the_best_of_all_and_respects_every_constraint() {
    for seed in 0..600 {
        let all = world(seed);
        let plan = planned(&all);
        let (first, then, last) = least(&all);
        assert_eq!(
            (plan.valeur.d_abord, plan.valeur.puis, plan.valeur.enfin),
            (first, then, last),
            "world {seed}"
        );
        assert!(plan.borne <= plan.valeur, "world {seed}");
        let by = foyers(&all);
        assert_eq!(plan.poses.len() + plan.attentes.len(), by.len(), "world {seed}");
        for pose in &plan.poses {
            let to = all.medecins.iter().find(|one| one.medecin == pose.medecin).unwrap();
            assert!(allowed(&all, pose.foyer, &by[&pose.foyer], to), "world {seed}");
            assert_eq!(pose.demandes.len(), by[&pose.foyer].len(), "together");
        }
        for left in &plan.attentes {
            assert!(!left.obstacle.is_empty() && !left.suffirait.is_empty(), "world {seed}");
        }
    }
}

#[test]
fn it_says_why_and_what_would_unblock() {
    let all = matiere(
        vec![qui(0, 0, 100, 0), qui(1, 1, 50, 0), qui(2, 2, 10, 0)],
        vec![preneur(0, 1, 0), preneur(1, 1, 1)],
    );
    let plan = planned(&all);
    assert!(plan.est_prouve());
    let why: Vec<&str> = plan.poses.iter().map(|one| one.raison.as_str()).collect();
    assert!(why.contains(&"le plus proche qui a une place\u{a0}: même commune"), "{why:?}");
    assert!(why.contains(&"8,0\u{a0}km\u{a0}: les médecins plus proches n’ont plus de place"), "{why:?}");
    let left = &plan.attentes[0];
    assert_eq!(
        (left.obstacle.as_str(), left.suffirait.as_str()),
        (
            "les 2 médecins possibles n’ont plus de place",
            "1\u{a0}place de plus à moins de 1\u{a0}km (chez Dr 0)"
        )
    );
    let far = planned(&matiere(vec![qui(0, 0, 100, 0)], vec![preneur(0, 1, 3)]));
    assert_eq!(far.attentes[0].suffirait, "aller jusqu’à 45\u{a0}km (Dr 0)");
    assert_eq!(far.attentes[0].obstacle, "aucun médecin possible\u{a0}: 1\u{a0}trop loin");
}

#[test]
fn what_if_moves_what_it_says_and_nothing_else() {
    let all = matiere(vec![qui(0, 0, 100, 0), qui(1, 1, 50, 3)], vec![preneur(0, 1, 0)]);
    assert_eq!(planned(&all).personnes(), (1, 1));
    let more = all.clone().essayer(&Essai { ajout: Some((town(3), 5)), ..Essai::default() });
    let plan = planned(&more);
    assert_eq!(plan.personnes(), (2, 0));
    assert!(plan.poses.iter().any(|one| one.medecin == EN_PLUS));
    let less = all.clone().essayer(&Essai { sans: Some(id(0)), ..Essai::default() });
    assert_eq!(planned(&less).personnes(), (0, 2));
    let mut two = all.clone();
    two.medecins[0].offre.places = 2;
    let further = two.essayer(&Essai { au_plus_km: Some(50), ..Essai::default() });
    assert_eq!(planned(&further).personnes(), (2, 0));
}

#[test]
fn a_card_under_way_keeps_its_place_and_an_unknown_commune_is_only_near_itself() {
    let mut all = matiere(vec![qui(0, 0, 100, 0)], vec![preneur(0, 1, 0)]);
    all.medecins[0].en_cours = 1;
    assert_eq!(planned(&all).personnes(), (0, 1));
    all.cartes_a_la_fois = 2;
    assert_eq!(planned(&all).personnes(), (1, 0));
    let mut lost = matiere(vec![qui(0, 0, 100, 0), qui(1, 1, 100, 1)], vec![preneur(0, 2, 0)]);
    lost.lieux.clear();
    let plan = planned(&lost);
    assert_eq!((plan.personnes(), plan.poses[0].metres), ((1, 1), Some(0)));
}

#[test]
fn two_thousand_requests_are_planned_at_once() {
    let mut dice = Dice(7);
    let personnes = (0..2_000).map(|n| {
        let points = u32::try_from(dice.roll(300)).unwrap();
        qui(n, n - usize::from(n % 7 == 1), points, dice.roll(4))
    });
    let personnes = personnes.collect();
    let medecins = (0..100).map(|n| preneur(n, 12, n % 4)).collect();
    let start = std::time::Instant::now();
    let plan = planned(&matiere(personnes, medecins));
    let took = start.elapsed();
    println!("{:?} for {:?}", took, plan.personnes());
    assert!(took.as_secs() < 20, "{took:?}");
}

/// Nobody waits, nobody takes.
pub(super) fn empty() -> Matiere {
    matiere(Vec::new(), Vec::new())
}
