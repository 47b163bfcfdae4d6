use super::*;
use crate::loi;
use jiff::civil::date;

fn champs(code: &str) -> Vec<ChampType> {
    loi::points(date(2026, 3, 2)).into_iter().find(|one| one.code == code).unwrap().champs
}

fn faits(facts: &[(&str, &[&str])]) -> Faits {
    let values = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    Faits(facts.iter().map(|(code, all)| ((*code).to_owned(), values(all))).collect())
}

fn siege(profession: &str, nombre: Option<u32>) -> Siege {
    Siege { profession: profession.to_owned(), college: "Bureau".to_owned(), nombre }
}

fn seated(sieges: &[Siege]) -> Bilan {
    Faits::default().with_sieges("sieges", sieges).assess(&champs("professions"), &[])
}

#[test]
fn one_profession_alone_does_not_fit_and_those_seen_first_are_named_when_absent() {
    let alone = seated(&[siege("Infirmier", Some(2)), siege("Usager", Some(2))]);
    assert_eq!(alone.propose, Resultat::NonConforme);
    assert!(alone.manques[1].contains("Médecin généraliste") && !alone.manques[1].contains("Infirmier"));
    let all: Vec<Siege> = champs("professions")[0].choix.iter().map(|one| siege(one, Some(1))).collect();
    assert_eq!(seated(&all).propose, Resultat::Conforme);
    assert_eq!(seated(&[]).propose, Resultat::ARevoir);
}

#[test]
fn a_profession_with_more_than_half_of_the_seats_and_an_unknown_number_are_said() {
    let said = seated(&[siege("Infirmier", Some(3)), siege("Pharmacien", Some(2))]).manques.join("/");
    assert!(said.contains("Plus de la moitié") && said.contains("Infirmier"), "{said}");
    let said = seated(&[siege("Infirmier", None), siege("Pharmacien", Some(2))]).manques.join("/");
    assert!(said.contains("Nombre de sièges à dire\u{a0}: Infirmier"), "{said}");
}

#[test]
fn a_number_of_seats_that_cannot_be_is_refused_and_no_sum_of_them_overflows() {
    let refused = Siege::read(3, ["Infirmier", "Bureau", "4294967295"]).unwrap_err();
    assert_eq!(refused.pourquoi, "Ligne 3\u{a0}: 1\u{202f}000 sièges au plus sont acceptés.");
    assert!(Siege::read(3, ["Infirmier", "Bureau", "1000"]).unwrap().is_some());
    let kept = [siege("Infirmier", Some(u32::MAX)), siege("Pharmacien", Some(u32::MAX))];
    assert!(!seated(&kept).manques.join("/").contains("Plus de la moitié"));
}

#[test]
fn each_kind_that_cannot_join_is_named() {
    let admis: Vec<String> = champs("ouverture")[0].choix.iter().skip(1).cloned().collect();
    let mut one = faits(&[("conditions", &["oui"])]);
    one.0.insert("admis".to_owned(), admis);
    let bilan = one.assess(&champs("ouverture"), &[]);
    assert_eq!(bilan.manques, ["Ne peut pas adhérer\u{a0}: Professionnels de santé libéraux"]);
    let refused = faits(&[("conditions", &["non"])]).assess(&champs("ouverture"), &[]);
    assert_eq!(refused.propose, Resultat::NonConforme);
}

#[test]
fn numbers_are_checked_and_a_bank_account_is_asked_for() {
    let field = |code: &str, text: &str| {
        faits(&[(code, &[text])]).check(&champs("financements")).map_err(|one| one.champ)
    };
    assert_eq!(field("rna", "w 431 234 567").unwrap().first("rna"), "W431234567");
    assert!(field("rna", "W9R1234567").is_ok());
    assert_eq!(field("rna", "431234567"), Err("rna"));
    assert_eq!(field("siret", "35600000000000"), Err("siret"));
    assert_eq!(field("finess", "123"), Err("finess"));
    let known = faits(&[("rna", &["W431234567"]), ("siret", &["x"]), ("compte", &["oui"])]);
    assert_eq!(known.assess(&champs("financements"), &[]).propose, Resultat::Conforme);
    assert_eq!(Faits::default().assess(&champs("financements"), &[]).manques.len(), 3);
}

#[test]
fn missions_chosen_that_the_statutes_do_not_name_are_named() {
    let mission = |id: &str| Mission { id: id.to_owned(), libelle: id.to_uppercase(), socle: true };
    let chosen = [mission("acces"), mission("crise")];
    let bilan = faits(&[("objet", &["acces", "qualite"])]).assess(&champs("missions"), &chosen);
    assert_eq!(bilan.manques, ["Mission choisie que l’objet ne nomme pas\u{a0}: CRISE"]);
    assert_eq!(bilan.notes.len(), 1);
    let whole = faits(&[("objet", &["acces", "crise"])]).assess(&champs("missions"), &chosen);
    assert_eq!((whole.propose, whole.notes.len()), (Resultat::Conforme, 0));
}

#[test]
fn who_signs_and_under_which_agreement_is_asked_before_hiring() {
    let bilan =
        faits(&[("clause", &["oui"]), ("signataire", &["Présidence"])]).assess(&champs("emploi"), &[]);
    assert_eq!(bilan.manques, ["Convention collective appliquée"]);
    assert_eq!(faits(&[("clause", &["non"])]).assess(&champs("emploi"), &[]).propose, Resultat::NonConforme);
}

#[test]
fn a_row_of_seats_names_who_sits() {
    assert_eq!(Siege::read(1, ["", "", ""]).unwrap(), None);
    assert!(Siege::read(2, ["", "Bureau", "1"]).unwrap_err().pourquoi.starts_with("Ligne 2"));
    assert!(Siege::read(2, ["Infirmier", "Bureau", "deux"]).is_err());
    let one = Siege::read(1, ["Infirmier", "Bureau", ""]).unwrap().unwrap();
    let kept = Faits::default().with_sieges("sieges", std::slice::from_ref(&one));
    assert_eq!(kept.sieges("sieges"), [one]);
}
