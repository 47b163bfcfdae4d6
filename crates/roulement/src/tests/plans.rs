//! What is said of a plan.

use crate::{
    Affectation, Creneau, Effort, Noms, Obstacle, Personne, Possible, Probleme, Regles, Suivant, Violation,
};

const fn has(personne: u32, creneau: u32) -> Affectation {
    Affectation { creneau, personne }
}

/// Three people; Monday twice, Tuesday, two Saturdays.
fn probleme() -> Probleme {
    let creneau = |jour, fin_de_semaine| Creneau { jour, fin_de_semaine, besoin: 1 };
    let possible = |(personne, creneau, cout)| Possible { personne, creneau, cout };
    Probleme {
        personnes: vec![Personne::new(1), Personne::new(3), Personne { deja: 10, ..Personne::new(2) }],
        creneaux: vec![
            creneau(0, false),
            creneau(0, false),
            creneau(1, false),
            creneau(5, true),
            creneau(12, true),
        ],
        possibles: [
            (0, 0, 0),
            (0, 1, 0),
            (0, 2, 0),
            (1, 0, 1),
            (1, 2, 1),
            (1, 3, 0),
            (1, 4, 0),
            (2, 0, 2),
            (2, 3, 4),
        ]
        .map(possible)
        .to_vec(),
        regles: Regles { fin_de_semaine: Some(4), ..Regles::default() },
        ..Probleme::default()
    }
}

#[test]
fn each_has_a_reason_and_each_hole_too() {
    let probleme = probleme();
    let solution = probleme.solve(Effort::default()).unwrap();
    assert_eq!(solution.affectations, [has(1, 0), has(0, 1), has(1, 2), has(2, 3), has(1, 4)]);
    let said = probleme.explain(&solution.affectations).unwrap();
    assert!(said.trous.is_empty());
    let alone = said.motifs[1];
    assert_eq!((alone.cout, alone.charge, alone.remplacants, alone.suivant), (Some(0), 1, 0, None));

    let plan = [has(0, 1), has(1, 3)];
    let said = probleme.explain(&plan).unwrap();
    let second = said.motifs[1];
    // Dr 2 would cost 4 + 3 × 21 instead of 0 + 3.
    assert_eq!(second.suivant, Some(Suivant { personne: 2, surcout: 64 }));
    assert_eq!((second.remplacants, second.moindre_charge), (1, Some(10)));
    let holes: Vec<u32> = said.trous.iter().map(|one| one.creneau).collect();
    assert_eq!(holes, [0, 2, 4]);
    assert_eq!(said.trous[0].obstacles, [(0, Obstacle::MemeJour { creneau: 1 })]);
    assert_eq!(said.trous[0].libres.iter().map(|one| one.personne).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(said.trous[1].obstacles, [(0, Obstacle::Semaine)]);
    assert_eq!(said.trous[2].obstacles, [(1, Obstacle::FinDeSemaine { creneau: 3 })]);
}

#[test]
fn what_somebody_else_would_cost_is_what_the_plan_would_cost_more() {
    let probleme = probleme();
    let plan = [has(0, 1), has(1, 3), has(1, 2)];
    let before = probleme.bilan(&plan).unwrap().objectif;
    for (n, motif) in probleme.explain(&plan).unwrap().motifs.iter().enumerate() {
        let Some(Suivant { personne, surcout }) = motif.suivant else { continue };
        let mut other = plan;
        other[n].personne = personne;
        assert_eq!(probleme.bilan(&other).unwrap().objectif - before, surcout);
        assert_eq!(probleme.violations(&other).unwrap(), []);
    }
}

#[test]
fn broken_rules_are_said_in_french() {
    let mut probleme = probleme();
    probleme.personnes[1].au_plus = Some(2);
    probleme.interdites = vec![has(2, 0)];
    let plan = [has(0, 0), has(0, 1), has(1, 3), has(1, 4), has(1, 2), has(2, 0), has(2, 2), has(2, 2)];
    let violations = probleme.violations(&plan).unwrap();
    let said: Vec<String> = violations
        .iter()
        .map(|one| {
            one.phrase(Noms {
                personne: &|n| format!("Dr {n}"),
                creneau: &|n| format!("le créneau {n}"),
                semaine: &|n| format!("la semaine {n}"),
            })
            .replace('\u{a0}', " ")
        })
        .collect();
    assert_eq!(
        said,
        [
            "Trop de monde le créneau 0 : 2 pour 1.",
            "Dr 2 ne doit pas être de garde le créneau 0.",
            "Trop de monde le créneau 2 : 3 pour 1.",
            "Dr 2 est deux fois le créneau 2.",
            "Dr 2 n’est pas disponible le créneau 2.",
            "Dr 0 a deux demi-journées le même jour : le créneau 0 et le créneau 1.",
            "Dr 0 a 2 demi-journées la semaine 0, pour 1 au plus.",
            "Dr 1 a 3 demi-journées en tout, pour 2 au plus.",
            "Dr 1 a deux demi-journées de week-end en moins de 4 semaines : le créneau 3 et le créneau 4.",
        ]
    );
    assert_eq!(violations[1], Violation::Interdite(has(2, 0)));
}

#[test]
fn a_load_already_carried_goes_to_others() {
    let mut probleme = probleme();
    probleme.regles.fin_de_semaine = None;
    let charges = |probleme: &Probleme| {
        probleme.bilan(&probleme.solve(Effort::default()).unwrap().affectations).unwrap().charges
    };
    assert_eq!(charges(&probleme), [1, 4, 0]);
    probleme.personnes[2].deja = 0;
    assert_eq!(charges(&probleme), [1, 2, 2]);
}
