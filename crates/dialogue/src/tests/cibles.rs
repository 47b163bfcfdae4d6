//! A target that could never apply is refused when it is proposed; a mission that left the contract does not keep a year open.

use super::{SCHEMA, leader, lois, open, tenue, world};
use crate::cible::Refus;
use crate::prepare::{Manque, checklist};
use crate::{Consentement, WriteError, close_dialogue, hold_dialogue, propose_cible};
use indicateurs::Nombre;
use kernel::Id;
use testkit::each_engine;
use uuid::Uuid;

each_engine! { &SCHEMA;
    async fn a_target_that_could_never_apply_is_refused_when_it_is_proposed(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let nowhere = (Id::new(Uuid::from_u128(404)), 2);
        let unknown = propose_cible(&leader(), &db, id, nowhere, Nombre::ZERO, "Essai").await;
        assert!(matches!(unknown, Err(WriteError::Inconnu(_))), "{unknown:?}");
        let high = propose_cible(&leader(), &db, id, (world.indicateur, 2), Nombre::entier(101), "Essai").await;
        assert!(matches!(high, Err(WriteError::Indicateurs(_))), "101 % {high:?}");
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        crate::reopen_dialogue(&leader(), &db, id, "Une cible").await.unwrap();
        let settled = propose_cible(&leader(), &db, id, (world.indicateur, 1), Nombre::ZERO, "Essai").await;
        assert!(matches!(settled, Err(WriteError::Cible(Refus::Arretee(1)))), "{settled:?}");
    }

    async fn a_target_of_a_mission_that_left_the_contract_is_refused_and_the_checklist_names_it(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        contrat::drop_mission(&leader(), &db, &lois(), world.contrat.id, "acces").await.unwrap();
        let gone = propose_cible(&leader(), &db, id, (world.indicateur, 2), Nombre::ZERO, "Essai").await;
        assert!(matches!(gone, Err(WriteError::HorsMission)), "{gone:?}");
        let mut tx = db.read(&leader()).await.unwrap();
        let contrat = contrat::contrat(&mut tx, world.contrat.id).await.unwrap().unwrap();
        let list = checklist(&mut tx, &lois(), &contrat, 1, kernel::today(leader().now)).await.unwrap();
        let named = list.iter().find(|one| matches!(one, Manque::HorsContrat(..))).unwrap().phrase();
        assert!(named.contains("Habitants sans médecin traitant, ours"), "{named}");
        assert!(!list.iter().any(|one| matches!(one, Manque::SansCible(..) | Manque::Poids(_))), "{list:?}");
    }

    async fn figures_frozen_before_their_mission_left_the_contract_do_not_keep_the_year_open(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        let mut tx = db.begin(&leader()).await.unwrap();
        let demande = indicateurs::Demande { libelle: "Essai".into(), definitif: true, cle: "essai".into(), a_zero: false };
        indicateurs::freeze(&mut tx, &lois(), &world.contrat, 1, demande).await.unwrap();
        tx.commit().await.unwrap();
        contrat::drop_mission(&leader(), &db, &lois(), world.contrat.id, "acces").await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let contrat = contrat::contrat(&mut tx, world.contrat.id).await.unwrap().unwrap();
        assert!(contrat.realisations.is_empty(), "{:?}", contrat.realisations);
    }
}
