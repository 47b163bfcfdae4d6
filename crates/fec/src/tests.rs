mod lecture;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::{Cause, Champ, Compte, Ecriture, Fec, Journal, Lettrage, Ligne, Montant, Ou, Piece};
use Montant::{Credit, Debit};
use lecture::Lue;

const DEPOSE: &str = include_str!("tests/data/900000001FEC20261231.txt");

fn compte(numero: &str, libelle: &str) -> Compte {
    Compte { numero: numero.into(), libelle: libelle.into() }
}

fn ligne(account: (&str, &str), reference: &str, day: Date, libelle: &str, montant: Montant) -> Ligne {
    let piece = Piece { reference: reference.into(), date: day };
    let compte = compte(account.0, account.1);
    Ligne { compte, auxiliaire: None, piece, libelle: libelle.into(), montant, lettrage: None }
}

fn ecriture(journal: (&str, &str), day: Date, validation: Date, lignes: Vec<Ligne>) -> Ecriture {
    let journal = Journal { code: journal.0.into(), libelle: journal.1.into() };
    Ecriture { journal, date: day, validation, a_nouveau: false, lignes }
}

/// The line of a professional who is owed, then paid.
fn professionnel(reference: &str, day: Date, libelle: &str, montant: Montant) -> Ligne {
    let line = ligne(("467000", "Professionnels à payer"), reference, day, libelle, montant);
    let lettrage = Some(Lettrage { code: "A".into(), date: date(2026, 2, 10) });
    Ligne { auxiliaire: Some(compte("P000042", "FICTIF Alix")), lettrage, ..line }
}

/// The year of the golden file: an advance is received, an indemnity owed, then paid.
fn fec() -> Fec {
    let (received, owed, paid) = (date(2026, 1, 15), date(2026, 2, 3), date(2026, 2, 10));
    let (january, february) = (date(2026, 1, 31), date(2026, 2, 28));
    let bank = ("512000", "Banque");
    let advance =
        |account, amount| ligne(account, "REL-2026-01", received, "Versement CPAM avance ACI", amount);
    let (indemnity, transfer) = ("Indemnité SNP janvier", "Virement SEPA CPTS-2026-000123");
    let first = vec![
        advance(bank, Debit(12_000_000)),
        advance(("441700", "Subventions à recevoir"), Credit(12_000_000)),
    ];
    let second = vec![
        ligne(("622600", "Indemnités professionnels"), "IND-000123", owed, indemnity, Debit(12_050)),
        professionnel("IND-000123", owed, indemnity, Credit(12_050)),
    ];
    let third = vec![
        professionnel("VIR-000123", paid, transfer, Debit(12_050)),
        ligne(bank, "VIR-000123", paid, transfer, Credit(12_050)),
    ];
    let ecritures = vec![
        ecriture(("BQ", "Banque"), received, january, first),
        ecriture(("AC", "Achats"), owed, february, second),
        ecriture(("BQ", "Banque"), paid, february, third),
    ];
    Fec { siren: "900000001".parse().unwrap(), du: date(2026, 1, 1), au: date(2026, 12, 31), ecritures }
}

/// The only fault of the file once changed.
fn fault(change: impl FnOnce(&mut Fec)) -> (Champ, Cause) {
    let mut fec = fec();
    change(&mut fec);
    let [faute] = <[_; 1]>::try_from(fec.fautes()).unwrap();
    (faute.champ, faute.cause)
}

#[test]
fn the_file_is_the_golden_one_with_tabs() {
    assert_eq!(fec().nom(), "900000001FEC20261231.txt");
    assert_eq!(fec().ecrire().unwrap().replace('\t', "|"), DEPOSE);
}

#[test]
fn days_are_inside_the_year_and_validation_follows() {
    let (du, au) = (date(2026, 1, 1), date(2026, 12, 31));
    let (before, after) = (date(2025, 12, 31), date(2027, 1, 1));
    let (champ, cause) = fault(|fec| fec.ecritures[0].date = before);
    assert_eq!((champ, cause), (Champ::Date, Cause::HorsExercice { jour: before, du, au }));
    let late = |fec: &mut Fec| (fec.ecritures[2].date, fec.ecritures[2].validation) = (after, after);
    assert_eq!(fault(late), (Champ::Date, Cause::HorsExercice { jour: after, du, au }));
    let (champ, cause) = fault(|fec| fec.ecritures[0].validation = du);
    assert_eq!(
        (champ, cause),
        (Champ::Validation, Cause::ValideeAvant { validation: du, ecriture: date(2026, 1, 15) })
    );
    let mut fec = fec();
    fec.au = date(2025, 12, 31);
    assert_eq!(fec.fautes()[0].cause, Cause::Inverse);
}

#[test]
fn an_entry_balances_to_the_cent() {
    let (champ, cause) = fault(|fec| fec.ecritures[1].lignes[0].montant = Debit(12_051));
    assert_eq!(
        (champ, cause.to_string()),
        (Champ::Equilibre, "débit 120,51\u{a0}€, crédit 120,50\u{a0}€".into())
    );
    assert_eq!(fault(|fec| fec.ecritures[1].lignes.clear()), (Champ::Equilibre, Cause::Aucune));
    assert_eq!(fault(|fec| fec.ecritures.clear()), (Champ::Ecritures, Cause::Aucune));
}

#[test]
fn an_amount_is_at_least_one_cent_and_never_absurd() {
    let mut fec = fec();
    for (line, amount) in [(0, Debit(0)), (1, Credit(0))] {
        fec.ecritures[0].lignes[line].montant = amount;
    }
    assert!(fec.fautes().iter().all(|one| one.cause == Cause::HorsBornes(0)) && fec.fautes().len() == 2);
    fec.ecritures[0].lignes[0].montant = Debit(i64::MIN);
    assert!(fec.fautes().iter().any(|one| one.cause == Cause::HorsBornes(i64::MIN)));
}

#[test]
fn an_account_starts_with_three_digits_of_the_chart() {
    for wrong in ["", "51", "5A2000", "912000", "012000", "512 000", "512000é"] {
        let (champ, cause) = fault(|fec| fec.ecritures[0].lignes[0].compte.numero = wrong.into());
        assert_eq!((champ, cause), (Champ::Compte, Cause::NumeroDeCompte(wrong.into())));
    }
    let mut fec = fec();
    for right in ["512", "864000", "512BNP1"] {
        fec.ecritures[0].lignes[0].compte.numero = right.into();
        assert_eq!(fec.fautes(), [], "{right}");
    }
}

#[test]
fn mandatory_texts_are_asked_for_even_when_only_separators_are_left() {
    assert_eq!(
        fault(|fec| fec.ecritures[0].journal.libelle = "\t|".into()),
        (Champ::Journal, Cause::CodeOuIntitule)
    );
    let empty = |fec: &mut Fec| fec.ecritures[1].lignes[1].piece.reference.clear();
    assert_eq!(fault(empty), (Champ::Piece, Cause::Vide));
    assert_eq!(fault(|fec| fec.ecritures[1].lignes[1].libelle = "\n".into()), (Champ::Libelle, Cause::Vide));
    let nameless = |fec: &mut Fec| fec.ecritures[1].lignes[1].auxiliaire = Some(compte("P1", ""));
    assert_eq!(fault(nameless), (Champ::Auxiliaire, Cause::CodeOuIntitule));
    let unmarked = |fec: &mut Fec| fec.ecritures[1].lignes[1].lettrage.as_mut().unwrap().code.clear();
    assert_eq!(fault(unmarked), (Champ::Lettrage, Cause::Vide));
}

#[test]
fn opening_entries_come_first_and_numbers_follow_validations() {
    assert_eq!(fault(|fec| fec.ecritures[1].a_nouveau = true), (Champ::Ordre, Cause::ANouveauTardif));
    let (champ, cause) = fault(|fec| fec.ecritures.swap(0, 1));
    let (validation, precedente) = (date(2026, 1, 31), date(2026, 2, 28));
    assert_eq!((champ, cause), (Champ::Ordre, Cause::Desordre { validation, precedente }));
    let mut mixed = fec();
    mixed.ecritures[2].a_nouveau = true;
    mixed.ecritures.swap(0, 1);
    mixed.ordonner();
    assert_eq!(mixed.fautes(), []);
    let references = mixed.ecritures.iter().map(|one| one.lignes[0].piece.reference.as_str());
    assert_eq!(references.collect::<Vec<_>>(), ["VIR-000123", "REL-2026-01", "IND-000123"]);
}

#[test]
fn every_fault_is_said_at_once_with_its_entry_and_line() {
    let mut fec = fec();
    fec.ecritures[0].lignes[0].montant = Debit(1);
    fec.ecritures[2].lignes[1].compte.numero = "5".into();
    let places: Vec<Ou> = fec.fautes().into_iter().map(|one| one.ou).collect();
    let journal = || "BQ".to_owned();
    assert_eq!(places[0], Ou::Ecriture { numero: 1, journal: journal() });
    assert_eq!(places[1], Ou::Ligne { numero: 3, journal: journal(), ligne: 2 });
    let sentences = fec.ecrire().unwrap_err().to_string();
    let first =
        "Écriture n°\u{a0}1 (BQ), équilibre\u{a0}: débit 0,01\u{a0}€, crédit 120\u{202f}000,00\u{a0}€.\n";
    assert!(sentences.starts_with(first), "{sentences}");
    assert!(
        sentences.contains("Écriture n°\u{a0}3 (BQ), ligne\u{a0}2, compte\u{a0}: «\u{a0}5\u{a0}»"),
        "{sentences}"
    );
}

#[test]
fn a_reader_finds_the_totals_again() {
    let lines = lecture::read(&fec().ecrire().unwrap());
    let total = |side: fn(&Lue) -> i64| lines.iter().map(side).sum::<i64>();
    assert_eq!((total(|one| one.debit), total(|one| one.credit)), (12_024_100, 12_024_100));
    assert_eq!(lines.iter().map(|one| one.numero).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3]);
}

proptest! {
    #[test]
    fn whatever_the_texts_and_amounts_the_file_reads_back(amounts in prop::collection::vec(1i64..=99_999_999_999_999, 1..20),
        text in "[a-z]\\PC{0,30}[\t\r\n| ]{0,3}\\PC{0,30}") {
        let mut fec = fec();
        let line = |amount| ligne(("512000", &text), &text, fec.du, &text, amount);
        let entry = |amount: &i64| ecriture((&text, &text), fec.du, fec.au, vec![line(Debit(*amount)), line(Credit(*amount))]);
        fec.ecritures = amounts.iter().map(entry).collect();
        let lines = lecture::read(&fec.ecrire().unwrap());
        let read: Vec<(usize, i64, i64)> = lines.iter().map(|one| (one.numero, one.debit, one.credit)).collect();
        let sides = |(at, amount): (usize, &i64)| [(at + 1, *amount, 0), (at + 1, 0, *amount)];
        prop_assert_eq!(read, amounts.iter().enumerate().flat_map(sides).collect::<Vec<_>>());
        let kept = |sign: &char| !sign.is_whitespace() && !sign.is_control() && *sign != '|';
        prop_assert!(lines.iter().all(|one| one.libelle.chars().filter(|sign| *sign != ' ').eq(text.chars().filter(kept))));
    }
}
