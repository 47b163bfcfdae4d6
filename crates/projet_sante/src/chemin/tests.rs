use super::*;
use crate::loi;
use jiff::civil::{Date, date};

const JOUR: Date = date(2026, 3, 2);

fn constat(rempli: bool) -> Constat {
    Constat { rempli, mots: "12 communes".to_owned(), ou: "territoire".to_owned() }
}

fn path(adaptations: &[Adaptation], suivis: &[Suivi], perimetre: bool) -> Parcours {
    Parcours::of(&loi::etapes(JOUR), adaptations, suivis, &[("perimetre", constat(perimetre))].into())
}

fn suivi(code: &str, etat: Etat) -> Suivi {
    Suivi {
        etape: "emergence".to_owned(),
        code: code.to_owned(),
        libelle: "Réunion publique tenue".to_owned(),
        propre: code == "p1",
        etat,
        jour: Some(JOUR),
        note: String::new(),
    }
}

#[test]
fn what_is_missing_is_what_neither_people_nor_the_program_say_is_met() {
    let bare = path(&[], &[], false);
    assert_eq!(bare.courante().unwrap().manquants().len(), 3);
    let known = path(&[], &[suivi("initiateurs", Etat::Fait), suivi("contacts", Etat::SansObjet)], true);
    assert!(known.courante().unwrap().manquants().is_empty());
}

#[test]
fn a_region_words_adds_and_leaves_out_stages() {
    let renamed = Adaptation { titre: "Pré-projet".to_owned(), ..Adaptation::blank("lettre", 20) };
    let without = Adaptation { sans_objet: true, ..Adaptation::blank("elaboration", 30) };
    let added = Adaptation { titre: "Audition".to_owned(), ..Adaptation::blank("p2", 45) };
    let parcours = path(&[renamed, without, added], &[suivi("p1", Etat::AFaire)], false);
    let titles: Vec<&str> = parcours.suivies().map(|etape| etape.titre.as_str()).collect();
    assert_eq!(titles, ["Émergence", "Pré-projet", "Validation", "Audition", "Contrat ACI et déploiement"]);
    assert!(parcours.etape("lettre").unwrap().adaptee);
    assert_eq!(parcours.etape("emergence").unwrap().criteres.len(), 4);
}

#[test]
fn a_stage_is_left_once_and_not_in_the_future() {
    let reached = Adaptation { atteinte_le: Some(JOUR), ..Adaptation::blank("emergence", 10) };
    let parcours = path(&[reached], &[], false);
    assert_eq!(parcours.courante().unwrap().code, "lettre");
    let first = parcours.etape("emergence").unwrap();
    assert_eq!(first.reach(JOUR, JOUR), Err(Refus::DejaFranchie));
    let next = parcours.courante().unwrap();
    assert_eq!(next.reach(date(2026, 3, 3), JOUR), Err(Refus::Futur));
    assert_eq!(next.reach(JOUR, JOUR), Ok(()));
}

#[test]
fn a_stage_is_left_without_its_criteria_and_the_stages_before_it_by_name() {
    let later = Adaptation { atteinte_le: Some(JOUR), ..Adaptation::blank("emergence", 10) };
    let parcours = path(&[later], &[], true);
    let letter = parcours.etape("lettre").unwrap();
    let sans = parcours.sans(letter, date(2026, 3, 1));
    assert_eq!(sans.len(), 4, "{sans:?}");
    assert_eq!(sans[3], "l’étape «\u{a0}Émergence\u{a0}», franchie plus tard, le 2\u{a0}mars 2026");
    let said = parcours.why_not(letter, date(2019, 1, 1)).unwrap().to_string();
    assert!(said.contains("1er\u{a0}janvier 2019 vient avant le 2\u{a0}mars 2026"), "{said}");
    assert_eq!(parcours.sans(letter, JOUR).len(), 3, "in order");
    let first = parcours.sans(parcours.etape("elaboration").unwrap(), JOUR);
    assert!(first.last().unwrap().ends_with("«\u{a0}Lettre d’intention\u{a0}», pas encore franchie"));
}
