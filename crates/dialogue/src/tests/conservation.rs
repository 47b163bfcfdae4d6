//! Names are forgotten when their time is over; what was said and decided stays.

use super::{SCHEMA, leader, lois, open, read, tenue, world};
use crate::cible::Accord;
use crate::liasse::EtatLiasse;
use crate::store::{cibles, liasses};
use crate::{Partie, ask_liasse, build_liasse, erase_noms, hold_dialogue, note_accord, propose_cible};
use indicateurs::Nombre;
use jiff::civil::date;
use kernel::Ctx;
use testkit::{actors::instant, each_engine};

each_engine! { &SCHEMA;
    async fn the_names_of_a_contract_that_ended_five_years_ago_are_forgotten_once_and_the_rest_stays(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        let cible = propose_cible(&leader(), &db, id, (world.indicateur, 2), Nombre::ZERO, "Essai").await.unwrap();
        let accord = Accord { partie: Partie::Ars, le: date(2026, 3, 1), nom: "Mme Roche".into() };
        note_accord(&leader(), &db, id, cible, accord).await.unwrap();
        let pack = ask_liasse(&leader(), &db, id).await.unwrap();
        build_liasse(&leader(), &db, &lois(), pack).await.unwrap();
        let on = |day: &str| Ctx { now: instant(&format!("{day}T08:00:00Z")), ..leader() };
        assert_eq!(erase_noms(&on("2034-09-19"), &db).await.unwrap(), 0, "five years after the end, not before");
        assert_eq!(erase_noms(&on("2034-09-20"), &db).await.unwrap(), 3);
        assert_eq!(erase_noms(&on("2034-09-21"), &db).await.unwrap(), 0);
        let held = read(&db, &leader(), id).await;
        assert!(held.tenue().is_some_and(|one| one.participants.is_empty() && one.lieu == "Mairie"));
        let mut tx = db.read(&leader()).await.unwrap();
        assert_eq!(cibles::cibles(&mut tx, id).await.unwrap()[0].accords[0].nom(), "nom effacé");
        let pack = liasses::liasse(&mut tx, pack).await.unwrap().unwrap();
        assert!(matches!(pack.etat, EtatLiasse::Effacee(_)), "its files name people");
    }
}
