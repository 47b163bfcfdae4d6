use super::*;
use jiff::civil::date;

fn lot() -> Lot {
    Lot {
        id: Id::new(Uuid::from_u128(0xabcd)),
        numero: 12,
        execution: date(2026, 12, 1),
        version: Version::V09,
        remise: Remise::Reference,
        etat: Etat::Prepare,
        total: 1,
        virements: 1,
        prepare_par: Uuid::from_u128(1),
        prepare_le: Timestamp::UNIX_EPOCH,
        emis_par: None,
        emis_le: None,
        empreinte: String::new(),
        lectures: 0,
    }
}

#[test]
fn identifiers_are_short_stable_and_told_apart() {
    assert_eq!(lot().message(), "IND20261201-0012-000000abcd");
    assert!(lot().message().len() <= 33);
    assert_eq!(Lot::reference(12, date(2026, 12, 1), 345), "IND-2026-0012-00345");
    let rf = structuree("IND-2026-0012-00345").unwrap();
    assert!(rf.as_str().ends_with("IND2026001200345") && rf.as_str().parse() == Ok(rf.clone()));
    assert_eq!(Lot { lectures: 2, ..lot() }.fichier(), "virements-lot-0012-2026-12-01-copie-2.xml");
}

#[test]
fn whoever_prepared_does_not_issue_and_the_day_is_one_of_banks() {
    let (other, today) = (Uuid::from_u128(2), date(2026, 11, 30));
    assert_eq!(lot().check_issue(other, today), Ok(()));
    assert_eq!(lot().check_issue(Uuid::from_u128(1), today), Err(Refus::MemePersonne));
    assert_eq!(Lot { etat: Etat::Emis, ..lot() }.check_issue(other, today), Err(Refus::Etat(Etat::Emis)));
    assert_eq!(lot().check_issue(other, date(2026, 12, 2)), Err(Refus::Passe(date(2026, 12, 1))));
    let sunday = Lot { execution: date(2026, 12, 6), ..lot() };
    assert_eq!(
        sunday.check_issue(other, today),
        Err(Refus::NonBancaire(date(2026, 12, 6), date(2026, 12, 7)))
    );
}
