use super::*;
use crate::contrat::{FaitCrise, Fin, GenreCrise};
use crate::tests::{LAW, SIGNATURE, mission, termes};
use jiff::civil::date;
use kernel::Id;
use uuid::Uuid;

/// A contract signed on [`SIGNATURE`] whose missions started that day.
fn contrat(missions: &[&str]) -> Contrat {
    let draft = Contrat::draft(Id::new(Uuid::from_u128(1)), termes("CPTS d’essai"), 5);
    let missions = missions.iter().map(|id| mission(id, Some(SIGNATURE))).collect();
    Contrat { signature: Some(SIGNATURE), missions, ..draft }
}

fn ended(missions: &[&str], le: Date) -> Contrat {
    Contrat { fin: Some(Fin { le, motif: "Résiliation".to_owned() }), ..contrat(missions) }
}

fn fait(genre: GenreCrise, le: Date) -> FaitCrise {
    FaitCrise { id: Id::new(Uuid::from_u128(2)), genre, le, note: String::new() }
}

fn read(contrat: &Contrat, today: Date) -> (Resultat, Vec<AnneeBilan>) {
    let resultat = simulate(&LAW, contrat, &[], today).unwrap().unwrap();
    let years = bilan(&resultat, &[], today);
    (resultat, years)
}

fn ligne<'a>(year: &'a AnneeBilan, id: &str) -> &'a LigneBilan {
    year.lignes.iter().find(|line| line.composante == id).unwrap()
}

#[test]
fn nothing_is_earned_nor_awaited_after_an_early_end() {
    let (resultat, years) = read(&ended(&["acces"], date(2025, 9, 1)), date(2028, 1, 1));
    assert_eq!(years.iter().map(|one| one.numero).collect::<Vec<_>>(), [1, 2]);
    assert!(resultat.payments.iter().all(|one| one.date < date(2025, 9, 1)), "{:?}", resultat.payments);
    let last = &years[1];
    assert_eq!((last.au, last.coupee, years[0].coupee), (date(2025, 8, 31), true, false));
    assert!(last.gagne.partiel && last.gagne.incertain && last.attendu.partiel && last.attendu.incertain);
    assert!(ligne(last, "fonctionnement").partiel && !years[0].attendu.incertain);
    assert!(resultat.uncertain.iter().any(|words| words.contains("à lire au contrat")));
    assert!(resultat.missing.iter().all(|one| one.years.iter().all(|year| *year <= 2)));
}

#[test]
fn an_end_on_an_anniversary_keeps_the_balance_of_the_whole_year_unconfirmed() {
    let (resultat, years) = read(&ended(&["acces"], date(2026, 3, 20)), date(2028, 1, 1));
    let last = years.last().unwrap();
    assert_eq!((last.numero, last.coupee, last.au), (2, false, date(2026, 3, 19)));
    let late: Vec<_> = resultat.payments.iter().filter(|one| one.date >= date(2026, 3, 20)).collect();
    assert!(!late.is_empty() && late.iter().all(|one| one.kind == aci::Nature::Balance && one.uncertain));
    assert!(last.attendus.iter().any(|one| one.date == date(2026, 3, 20)));
}

fn came(annee: u32, recu_le: Date, cents: i64) -> crate::Recu {
    let (composante, text) = ("fonctionnement".to_owned(), String::new());
    let ligne = crate::Ligne { recu_le, cents, composante, libelle: text.clone(), reference: text };
    let id = Id::new(Uuid::from_u128(1));
    let versement = Versement { id, ligne, auteur: None, saisi_le: jiff::Timestamp::UNIX_EPOCH };
    let pour = crate::Destination { part: "total".to_owned(), annee: Some(annee) };
    crate::Recu { versement, pour, virement: Uuid::nil() }
}

#[test]
fn a_payment_that_came_a_year_late_leaves_no_gap_in_either_year() {
    let today = date(2026, 5, 1);
    let resultat = simulate(&LAW, &contrat(&["acces"]), &[], today).unwrap().unwrap();
    let due = |n: u8| resultat.payments.iter().filter(move |one| one.year == n && one.date <= today);
    let of = |n: u8| due(n).filter(|one| &*one.component == "fonctionnement").map(|one| one.cents).sum();
    let recus = [1_u8, 2, 3].map(|n| came(u32::from(n), date(2026, 4, 1), of(n)));
    let (touches, left) = matched(&resultat.payments, &recus);
    let all: Vec<Versement> = recus.iter().map(|one| one.versement.clone()).collect();
    let years = bilan(&resultat, &all, today);
    assert_eq!(years[1].recu, 0, "nothing came during the second year");
    for year in &years[..3] {
        assert!(ligne(year, "fonctionnement").attendu.cents > 0);
        assert_eq!(ecarts(year, &resultat.payments, &touches)["fonctionnement"], 0, "{}", year.numero);
    }
    assert_eq!(left, [0, 0, 0]);
    let (none, _) = matched(&resultat.payments, &recus[..1]);
    assert!(ecarts(&years[1], &resultat.payments, &none)["fonctionnement"] < 0);
}

#[test]
fn the_ceiling_of_a_year_counts_the_missions_that_the_contract_holds_in_it() {
    let accord = crate::accord::Accord::of(&LAW).unwrap();
    let (alone, mut with) = (contrat(&["acces"]), contrat(&["acces"]));
    with.missions.push(mission("qualite", Some(date(2025, 6, 1))));
    let ceilings = |contrat: &Contrat| -> Vec<i64> {
        let years = read(contrat, date(2026, 3, 2)).1;
        years.iter().map(|year| year.plafond_choisi(contrat, &accord).cents).collect()
    };
    let (before, after) = (ceilings(&alone), ceilings(&with));
    assert_eq!(before[0], after[0], "not yet in the contract");
    assert!(before[1] < after[1] && before[4] < after[4]);
    let year = &read(&with, date(2026, 3, 2)).1[0];
    assert!(!year.holds(&with, &accord, "qualite") && year.holds(&with, &accord, "acces"));
}

#[test]
fn an_unknown_fixed_part_makes_what_is_awaited_partial_this_year_and_the_next() {
    let (_, years) = read(&contrat(&["acces"]), date(2026, 3, 2));
    for year in &years[..2] {
        let line = ligne(year, "acces");
        assert!(line.partiel && line.manque.contains(&aci::Part::Fixe), "{}", year.numero);
        assert!(line.attendu.partiel && year.attendu.partiel, "{}", year.numero);
    }
    assert!(!ligne(&years[0], "fonctionnement").attendu.partiel);
    assert!(!ligne(&years[3], "acces").attendu.partiel, "nothing is due yet");
}

#[test]
fn a_rate_still_to_settle_weighs_on_the_year_of_its_balance() {
    let mut contrat = contrat(&["acces"]);
    for (part, n) in [("fixe", 3), ("variable", 4)] {
        let id = Id::new(Uuid::from_u128(n));
        let composante = "acces".to_owned();
        contrat.montants.push(crate::MontantContrat {
            id,
            composante,
            part: part.to_owned(),
            cents: 1_000_000,
            du: SIGNATURE,
        });
    }
    let (_, years) = read(&contrat, date(2025, 9, 1));
    let partial =
        |at: usize| (ligne(&years[at], "acces").partiel, ligne(&years[at], "acces").attendu.partiel);
    assert_eq!((partial(0), partial(1)), ((true, false), (true, true)));
}

#[test]
fn an_update_that_nobody_noted_is_asked_for_once_its_year_has_ended() {
    let mut contrat = contrat(&["crise"]);
    contrat.crises =
        vec![fait(GenreCrise::Plan, date(2024, 9, 1)), fait(GenreCrise::MiseAJour, date(2025, 9, 1))];
    let (resultat, years) = read(&contrat, date(2027, 9, 1));
    let asked: Vec<_> = resultat.missing.iter().filter(|one| !asks_amount(one)).collect();
    assert_eq!(asked.iter().map(|one| one.years.clone()).collect::<Vec<_>>(), [[3]]);
    assert_eq!(asked[0].question, "La mise à jour du plan de l’année 3 a-t-elle été remise\u{202f}?");
    assert!(years[2].gagne.partiel && ligne(&years[2], "crise").partiel && !years[3].gagne.partiel);
    assert!(missing_amounts(&LAW, &contrat, date(2027, 9, 1)).iter().any(|one| !asks_amount(one)));
}

#[test]
fn the_amount_of_a_crisis_that_nobody_declared_stops_no_year() {
    let mut contrat = contrat(&["crise"]);
    let id = Id::new(Uuid::from_u128(3));
    let (composante, part) = ("crise".to_owned(), "total".to_owned());
    contrat.montants = vec![crate::MontantContrat { id, composante, part, cents: 7_000_000, du: SIGNATURE }];
    let (resultat, years) = read(&contrat, date(2026, 3, 2));
    assert!(resultat.missing.iter().any(|one| one.part == aci::Part::Crise), "{:?}", resultat.missing);
    assert!(years.iter().all(|year| !ligne(year, "crise").partiel && !ligne(year, "crise").attendu.partiel));
}

#[test]
fn a_size_on_a_bound_is_unconfirmed() {
    let mut contrat = contrat(&[]);
    contrat.termes.population = crate::Population::new(80_000, "INSEE", None).unwrap();
    assert!(read(&contrat, date(2025, 1, 1)).1.iter().all(|year| year.taille_incertaine));
}
