//! Decisions without a database.

use crate::Participants;
use crate::cible::{Accord, CibleProposee, Refus as CibleRefus, Sort};
use crate::dialogue::{Cloture, Dialogue, Etat, Refus, Tenue};
use crate::{Partie, point};
use indicateurs::Nombre;
use jiff::civil::{Date, date};
use kernel::Id;
use proptest::prelude::*;
use testkit::actors::instant;
use uuid::Uuid;

const TODAY: Date = date(2026, 3, 2);

fn new() -> Dialogue {
    Dialogue::open(Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(2)), 1, instant(testkit::actors::NOW))
}

fn closing() -> Cloture {
    Cloture { gel: Id::new(Uuid::from_u128(3)), le: instant(testkit::actors::NOW), par: None }
}

#[test]
fn a_dialogue_is_held_then_closed_and_only_then_reopened() {
    let dialogue = new();
    assert_eq!(dialogue.may_close(), Err(Refus::PasTenu));
    assert_eq!(dialogue.reopened(dialogue.ouvert_le), Err(Refus::PasClos));
    let held = dialogue.held(super::tenue(), super::SIGNED, TODAY).unwrap();
    let closed = held.closed(closing()).unwrap();
    assert_eq!(
        (closed.writable(), closed.held(super::tenue(), super::SIGNED, TODAY)),
        (Err(Refus::Clos), Err(Refus::Clos))
    );
    let again = closed.reopened(closed.ouvert_le).unwrap();
    assert_eq!(again.may_close(), Ok(Some(closing().gel)), "the first figures serve again");
    assert!(matches!(again.held(super::tenue(), super::SIGNED, TODAY).unwrap().etat, Etat::Rouvert(..)));
}

#[test]
fn a_meeting_has_people_and_is_not_of_tomorrow() {
    let late = Tenue { le: date(2026, 3, 3), ..super::tenue() };
    assert_eq!(new().held(late, super::SIGNED, TODAY), Err(Refus::Futur));
    let nobody = Tenue { participants: Participants::default(), ..super::tenue() };
    assert_eq!(new().held(nobody, super::SIGNED, TODAY), Err(Refus::Personne));
    let (early, du) = (Tenue { le: date(2024, 9, 19), ..super::tenue() }, super::SIGNED);
    assert_eq!(new().held(early, du, TODAY), Err(Refus::AvantAnnee(du)), "before its year");
    let crowd = "Quelqu’un\n".repeat(41);
    assert_eq!(Participants::read(&[(Partie::Ars, &crowd)]), Err(Refus::Foule));
}

#[test]
fn the_agenda_asks_for_what_is_missing() {
    let missions = ["Accès aux soins".to_owned()];
    let full = point::proposed(2, &missions, 1, 3);
    assert!(full.contains(&"Obligations du contrat en retard".to_owned()));
    assert!(full.contains(&"Plan d’action de l’année 3, cibles à fixer".to_owned()));
    let calm = point::proposed(2, &missions, 0, 0);
    assert_eq!((calm.len(), full.len()), (7, 8));
}

fn proposed() -> CibleProposee {
    CibleProposee {
        id: Id::new(Uuid::from_u128(4)),
        indicateur: Id::new(Uuid::from_u128(5)),
        annee: 2,
        cible: Nombre::from_milliemes(6_000),
        motif: "essai".to_owned(),
        proposee_le: instant(testkit::actors::NOW),
        accords: Vec::new(),
        sort: Sort::EnAttente,
    }
}

fn accord(partie: Partie) -> Accord {
    Accord { partie, le: TODAY, nom: "Mme Roche".to_owned() }
}

#[test]
fn an_agreement_is_said_once_by_somebody_and_not_tomorrow() {
    let one = proposed().agreed(accord(Partie::Ars), TODAY).unwrap();
    assert_eq!(one.agreed(accord(Partie::Ars), TODAY), Err(CibleRefus::DejaAccorde));
    let late = Accord { le: date(2026, 3, 3), ..accord(Partie::Cpam) };
    assert_eq!(one.agreed(late, TODAY), Err(CibleRefus::Futur));
    let unsigned = Accord { nom: " ".to_owned(), ..accord(Partie::Cpam) };
    assert!(matches!(one.agreed(unsigned, TODAY), Err(CibleRefus::Mots(_))));
    assert_eq!(one.missing(), [Partie::Cpts, Partie::Cpam]);
}

proptest! {
    #[test]
    fn three_parties_in_any_order_and_no_fewer_make_an_agreement(order in Just(Partie::ALL).prop_shuffle(), count in 0_usize..=3) {
        let agreed = order.iter().take(count).try_fold(proposed(), |one, partie| one.agreed(accord(*partie), TODAY)).unwrap();
        prop_assert_eq!(agreed.is_agreed(), count == 3);
        prop_assert_eq!(agreed.missing().len(), 3 - count);
    }
}
