//! Whole problems, with households and limits, against every assignment there is.

use crate::{
    Arc, Attribution, Candidats, Effort, Medecin, Motif, Objectif, Patient, Probleme, Suivi, Valeur, charge,
};
use proptest::prelude::*;

fn probleme(patients: Vec<Patient>, medecins: Vec<Medecin>, arcs: &[(u32, u32, i32)]) -> Probleme {
    let qui: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
    let to = arcs.iter().map(|&(_, vers, cout)| Arc { vers, cout }).collect();
    let candidats = Candidats::new(patients.len(), &qui, to).unwrap();
    Probleme { patients, medecins, candidats }
}

/// The least over every assignment that keeps households together.
struct Brute<'a> {
    probleme: &'a Probleme,
    objectif: Objectif,
    chez: Vec<Option<u32>>,
    best: Option<Valeur>,
}

impl Brute<'_> {
    fn valeur(&self) -> Valeur {
        let (mut taken, mut poids, mut sans, mut arcs, mut load) = ([0; 8], 0, 0, 0, 0);
        for (n, patient) in self.probleme.patients.iter().enumerate() {
            let Some(medecin) = self.chez[n] else {
                (poids, sans) = (poids + patient.poids, sans + patient.sans);
                continue;
            };
            taken[medecin as usize] += 1;
            let one = self.probleme.medecins[medecin as usize];
            let deja = if self.objectif == Objectif::Fair { 0 } else { one.deja };
            load += charge(taken[medecin as usize], one.capacite, deja);
            arcs +=
                i64::from(self.probleme.candidats.of(n).iter().find(|arc| arc.vers == medecin).unwrap().cout);
        }
        let all = match self.objectif {
            Objectif::Plain => [arcs + sans, 0, 0],
            Objectif::Fair => [arcs + sans + load, 0, 0],
            Objectif::Lexicographic => [poids, arcs, load],
        };
        Valeur { d_abord: all[0].into(), puis: all[1].into(), enfin: all[2].into() }
    }

    fn walk(&mut self, patient: usize) {
        if patient == self.probleme.patients.len() {
            let here = self.valeur();
            self.best = Some(self.best.map_or(here, |best| best.min(here)));
            return;
        }
        let foyer = self.probleme.patients[patient].foyer;
        let before =
            (0..patient).find(|other| foyer.is_some() && self.probleme.patients[*other].foyer == foyer);
        let mut choices = vec![None];
        choices.extend(self.probleme.candidats.of(patient).iter().map(|arc| Some(arc.vers)));
        for choice in choices {
            let together = before.is_none_or(|other| self.chez[other] == choice);
            let room = choice.is_none_or(|medecin| {
                let taken = self.chez[..patient].iter().filter(|one| **one == Some(medecin)).count();
                taken < self.probleme.medecins[medecin as usize].capacite as usize
                    && self.probleme.admet(patient, medecin as usize)
            });
            if together && room {
                self.chez[patient] = choice;
                self.walk(patient + 1);
                self.chez[patient] = None;
            }
        }
    }
}

fn brute(probleme: &Probleme, objectif: Objectif) -> Valeur {
    let mut brute = Brute { probleme, objectif, chez: vec![None; probleme.patients.len()], best: None };
    brute.walk(0);
    brute.best.unwrap()
}

fn cas() -> impl Strategy<Value = Probleme> {
    let patient = (0..4_i64, 0..30_i64, prop::option::of(0..3_u32), 0..100_u16, prop::option::of(0..60_u32));
    let patient = (patient, (0..50, 0..50)).prop_map(|((poids, sans, foyer, age, au_plus_m), at)| Patient {
        position: Some(at),
        age: Some(age),
        poids,
        sans,
        foyer,
        au_plus_m,
    });
    let medecin = (0..5_u32, 0..4_u32, prop::bool::ANY, (0..50, 0..50));
    let medecin = medecin.prop_map(|(capacite, deja, young, at)| Medecin {
        position: Some(at),
        capacite,
        deja,
        ages: if young { (0, 60) } else { (0, u16::MAX) },
    });
    let arcs = prop::collection::btree_map((0..7_u32, 0..4_u32), 0..15_i32, 0..28);
    (prop::collection::vec(patient, 7), prop::collection::vec(medecin, 4), arcs).prop_map(
        |(patients, medecins, arcs)| {
            let arcs: Vec<_> = arcs.into_iter().map(|((who, to), cout)| (who, to, cout)).collect();
            probleme(patients, medecins, &arcs)
        },
    )
}

/// What was found is allowed, and costs what it says.
fn checked(attribution: &Attribution, objectif: Objectif) -> Valeur {
    let probleme = attribution.probleme();
    let chez: Vec<Option<u32>> =
        (0..probleme.patients.len()).map(|one| attribution.chez(one).map(|to| to as u32)).collect();
    for (n, patient) in probleme.patients.iter().enumerate() {
        let same =
            |other: &usize| patient.foyer.is_some() && probleme.patients[*other].foyer == patient.foyer;
        assert!((0..n).filter(same).all(|other| chez[other] == chez[n]), "households go together");
        assert!(chez[n].is_none_or(|to| probleme.admet(n, to as usize)));
    }
    for (n, medecin) in probleme.medecins.iter().enumerate() {
        assert!(chez.iter().filter(|one| **one == Some(n as u32)).count() <= medecin.capacite as usize);
    }
    let valeur = Brute { probleme, objectif, chez, best: None }.valeur();
    assert_eq!(valeur, attribution.valeur());
    valeur
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn households_together_within_limits_nothing_is_better(cas in cas()) {
        for objectif in Objectif::TOUS {
            let attribution = cas.clone().solve(objectif, Effort::default()).unwrap();
            let valeur = checked(&attribution, objectif);
            prop_assert_eq!(valeur, brute(&cas, objectif), "{}", objectif);
            prop_assert_eq!(valeur, attribution.borne(), "{}", objectif);
        }
    }

    #[test]
    fn what_if_is_as_if_all_were_solved_anew(cas in cas(), steps in prop::collection::vec((0..4_usize, 0..6_u32), 1..4)) {
        for objectif in Objectif::TOUS {
            let (mut attribution, mut anew) = (cas.clone().solve(objectif, Effort::default()).unwrap(), cas.clone());
            for (medecin, capacite) in &steps {
                anew.medecins[*medecin].capacite = *capacite;
                if *capacite == 0 { attribution.close(*medecin) } else { attribution.resize(*medecin, *capacite) }
                let anew = anew.clone().solve(objectif, Effort::default()).unwrap();
                prop_assert_eq!(checked(&attribution, objectif), anew.valeur(), "{}", objectif);
            }
        }
    }

    #[test]
    fn a_boundless_capacity_takes_no_more_room_than_those_who_may_come(cas in cas(), step in 0..4_usize) {
        let most = cas.candidats.nombre();
        for objectif in [Objectif::Plain, Objectif::Fair] {
            let mut wide = cas.clone();
            wide.medecins.iter_mut().for_each(|one| one.capacite = 1_000_000);
            let mut found = wide.solve(objectif, Effort::default()).unwrap();
            found.resize(step, 3_000_000);
            let places: usize = found.moteur.tenants.iter().map(|one| one.places.nombre()).sum();
            prop_assert!(places <= most, "{places}");
            prop_assert_eq!(checked(&found, objectif), found.borne());
            found.resize(step, 2);
            let mut anew = found.probleme().clone();
            anew.medecins[step].capacite = 2;
            prop_assert_eq!(checked(&found, objectif), anew.solve(objectif, Effort::default()).unwrap().valeur());
        }
    }

    #[test]
    fn a_search_told_to_stop_keeps_what_it_has_and_says_what_it_does_not_know(cas in cas()) {
        for objectif in Objectif::TOUS {
            let (watched, stopped) = (Suivi::default(), Suivi::default());
            stopped.stop();
            let whole = cas.clone().solve_watched(objectif, Effort::default(), &watched).unwrap();
            prop_assert_eq!(whole.valeur(), brute(&cas, objectif), "watching changes nothing");
            let mut short = cas.clone().solve_watched(objectif, Effort::default(), &stopped).unwrap();
            prop_assert!(checked(&short, objectif) >= whole.valeur() && short.borne() <= whole.valeur());
            let served = stopped.avancement().servis;
            prop_assert!(served.is_none_or(|served| served == short.servis()), "the first is the one that is kept");
            let told = |motif: &Motif| matches!(motif, Motif::Complets { suffirait: Some(_), .. });
            prop_assert!(!short.motifs(true, &stopped).iter().any(told), "nothing more is tried");
        }
    }

    #[test]
    fn a_search_cut_short_says_what_it_does_not_know(cas in cas()) {
        for objectif in Objectif::TOUS {
            let attribution = cas.clone().solve(objectif, Effort { noeuds: 0 }).unwrap();
            let best = brute(&cas, objectif);
            prop_assert!(checked(&attribution, objectif) >= best && attribution.borne() <= best);
        }
    }
}

#[test]
fn a_household_larger_than_each_doctor_is_known_to_wait_without_a_search() {
    let patient = Patient { poids: 1, foyer: Some(0), ..Patient::default() };
    let medecin = Medecin { capacite: 1, ..Medecin::default() };
    let arcs = [(0, 0, 3), (0, 1, 5), (1, 0, 4), (1, 1, 2)];
    let mut found = probleme(vec![patient; 2], vec![medecin; 2], &arcs)
        .solve(Objectif::Lexicographic, Effort { noeuds: 0 })
        .unwrap();
    assert_eq!(checked(&found, Objectif::Lexicographic).d_abord, 2);
    assert_eq!(found.borne(), found.valeur());
    found.resize(1, 2);
    assert_eq!((found.chez(0), found.chez(1)), (Some(1), Some(1)));
    assert_eq!(found.borne(), found.valeur());
}
