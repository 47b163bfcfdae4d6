use jiff::civil::date;

use super::{lot, virement};
use crate::{Cause, Champ, Lot, LotError, Motif, Ou, Version};

/// The only fault of the order once changed.
fn fault(change: impl FnOnce(&mut Lot)) -> (Champ, Cause) {
    let mut lot = lot();
    change(&mut lot);
    let [faute] = <[_; 1]>::try_from(lot.fautes()).unwrap();
    (faute.champ, faute.cause)
}

#[test]
fn an_order_that_is_right_has_no_fault() {
    assert_eq!(lot().fautes(), []);
    assert_eq!(lot().total(), 19_550);
}

#[test]
fn the_day_must_be_a_banking_day_to_come() {
    let (champ, cause) = fault(|lot| lot.execution = date(2026, 12, 25));
    assert_eq!(champ, Champ::Execution);
    let sentence = "les banques ne règlent pas de virement le 25\u{a0}décembre 2026\u{202f}; le premier jour possible ensuite est le 28\u{a0}décembre 2026";
    assert_eq!(cause.to_string(), sentence);
    let past = date(2026, 11, 20);
    assert_eq!(fault(|lot| lot.execution = past).1, Cause::Passe(past));
}

#[test]
fn an_empty_order_is_refused() {
    assert_eq!(fault(|lot| lot.virements.clear()), (Champ::Virements, Cause::AucunVirement));
}

#[test]
fn amounts_go_from_one_cent_to_a_billion_less_one_cent() {
    for wrong in [0, -1, i64::MIN, 100_000_000_000, i64::MAX] {
        let set = |lot: &mut Lot| lot.virements[1].montant = wrong;
        assert_eq!(fault(set), (Champ::Montant, Cause::HorsBornes(wrong)));
    }
    let mut lot = lot();
    (lot.virements[0].montant, lot.virements[1].montant) = (1, 99_999_999_999);
    assert_eq!(lot.fautes(), []);
}

#[test]
fn identifiers_are_refused_rather_than_rewritten() {
    for (id, cause) in [
        ("", Cause::Vide),
        ("CPTS-é", Cause::Caractere('é')),
        ("a_b", Cause::Caractere('_')),
        ("/a", Cause::Separateur),
        ("a/", Cause::Separateur),
        ("a//b", Cause::Separateur),
        (" a", Cause::Separateur),
        ("a23456789012345678901234567890123456", Cause::TropLong { recu: 36, max: 35 }),
    ] {
        assert_eq!(fault(|lot| lot.virements[0].id = id.into()), (Champ::Identifiant, cause));
    }
    let long = Cause::TropLong { recu: 34, max: 33 };
    assert_eq!(fault(|lot| lot.id = "a".repeat(34)), (Champ::Identifiant, long));
}

#[test]
fn an_identifier_serves_once() {
    let (champ, cause) = fault(|lot| lot.virements[1].id = lot.virements[0].id.clone());
    assert_eq!((champ, cause), (Champ::Identifiant, Cause::DejaPris { rang: 1 }));
}

#[test]
fn names_and_texts_must_leave_something_to_read() {
    assert_eq!(fault(|lot| lot.virements[0].beneficiaire.nom = "«\u{a0}»".into()), (Champ::Nom, Cause::Vide));
    assert_eq!(fault(|lot| lot.virements[0].motif = Motif::Texte("…".into())), (Champ::Motif, Cause::Vide));
}

#[test]
fn a_bank_outside_sepa_is_named_by_its_bic() {
    let set =
        |bic: &'static str| fault(|lot| lot.virements[0].beneficiaire.bic = Some(bic.parse().unwrap())).1;
    assert_eq!(set("CHASUS33"), Cause::HorsSepa("US".into()));
    assert_eq!(set("BCADNCNN"), Cause::Pacifique("Nouvelle-Calédonie"));
    let mut lot = lot();
    for bic in ["AGRIGPGX", "AGRIREREXXX", "BACAADAD", "IBSPSMSM", "CMCIMCM2", "REVOGB21"] {
        lot.virements[0].beneficiaire.bic = Some(bic.parse().unwrap());
        assert_eq!(lot.fautes(), [], "{bic}");
    }
}

#[test]
fn every_fault_is_said_at_once_with_its_place() {
    let mut lot = lot();
    lot.debiteur.nom.clear();
    lot.virements[1].montant = 0;
    lot.virements.push(virement("", 5, lot.virements[0].beneficiaire.clone(), ""));
    let fautes = lot.fautes();
    let places: Vec<&Ou> = fautes.iter().map(|one| &one.ou).collect();
    let second = Ou::Virement { rang: 2, id: "CPTS-2026-000124".into() };
    let third = Ou::Virement { rang: 3, id: String::new() };
    assert_eq!(places, [&Ou::Lot, &second, &third, &third]);
    let sentence = "Virement n°\u{a0}2 (CPTS-2026-000124), montant\u{a0}: 0,00\u{a0}€ n’est pas accepté\u{202f}; de 0,01\u{a0}€ à 999\u{202f}999\u{202f}999,99\u{a0}€.";
    assert_eq!(fautes[1].to_string(), sentence);
    assert!(fautes[2].to_string().starts_with("Virement n°\u{a0}3, identifiant\u{a0}: il manque"));
    let Err(LotError::Fautes(said)) = lot.xml(Version::V09) else { panic!() };
    assert_eq!(said, fautes);
}
