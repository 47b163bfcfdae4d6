//! What a closing says, asks, refuses and leaves.

use super::{SCHEMA, World, leader, lois, open, read, tenue, texte, world};
use crate::reserve::{empreinte, reserves};
use crate::{
    Consentement, Dialogue, WriteError, close_dialogue, compte_rendu, declare_depenses, gather,
    hold_dialogue, propose_cible, tableur, withdraw_cible,
};
use contrat::MissionContrat;
use db::Db;
use indicateurs::{Cible, Etat, Nombre};
use jiff::civil::date;
use kernel::Id;
use std::collections::BTreeMap;
use testkit::each_engine;

async fn held(db: &Db) -> (World, Id<Dialogue>) {
    let world = world(db, &leader(), "ours").await;
    let id = open(db, &leader(), &world, 1).await;
    hold_dialogue(&leader(), db, id, tenue()).await.unwrap();
    (world, id)
}

/// What closing says as somebody who read what lacks, or did not.
async fn close(db: &Db, id: Id<Dialogue>, lues: &str) -> Result<(), WriteError> {
    let dit = Consentement { a_zero: false, lues: Some(lues.to_owned()) };
    close_dialogue(&leader(), db, &lois(), id, &dit).await
}

/// A mission that has not started, with an indicator that weighs and has no value.
async fn waiting(db: &Db, world: &World) {
    let choix = MissionContrat { mission: "crise".into(), prevue_le: None, debut: None, note: String::new() };
    let (ctx, law, id) = (leader(), lois(), world.contrat.id);
    contrat::choose_mission(&ctx, db, &law, id, choix).await.unwrap();
    let contrat = contrat::contrat(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
    let texte = indicateurs::Texte { mission: "crise".into(), ..texte("ours") };
    let one = indicateurs::add_indicateur(&ctx, db, &law, &contrat, texte).await.unwrap();
    let cible = Cible { annee: 1, cible: Some(Nombre::from_milliemes(6_400)), poids: Some(1000) };
    let cibles = BTreeMap::from([(one, cible)]);
    indicateurs::set_cibles(&ctx, db, &contrat, ("crise", 1), &cibles, Etat::Complet).await.unwrap();
}

each_engine! { &SCHEMA;
    async fn what_lacks_is_named_and_closed_only_by_somebody_who_read_it(db) {
        let (world, id) = held(&db).await;
        let refused = close(&db, id, "").await.unwrap_err().to_string();
        assert!(refused.contains("Personne n’était là pour la CPAM") && refused.contains("dépensé"), "{refused}");
        let dialogue = read(&db, &leader(), id).await;
        let mut tx = db.read(&leader()).await.unwrap();
        let list = reserves(&mut tx, &lois(), &world.contrat, &dialogue, kernel::today(leader().now)).await.unwrap();
        drop(tx);
        let line = [("acces".to_owned(), Some(100), String::new())];
        declare_depenses(&leader(), &db, (world.contrat.id, 1), &line).await.unwrap();
        assert!(close(&db, id, &empreinte(&list)).await.is_err(), "the list is another now");
        let mut tx = db.read(&leader()).await.unwrap();
        let list = reserves(&mut tx, &lois(), &world.contrat, &dialogue, kernel::today(leader().now)).await.unwrap();
        drop(tx);
        close(&db, id, &empreinte(&list)).await.unwrap();
    }

    async fn a_proposed_target_is_decided_or_withdrawn_before_closing(db) {
        let (world, id) = held(&db).await;
        let which = (world.indicateur, 2);
        let cible = propose_cible(&leader(), &db, id, which, Nombre::ZERO, "Essai").await.unwrap();
        let refused = close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await;
        assert!(matches!(refused, Err(WriteError::CiblesEnAttente)), "{refused:?}");
        withdraw_cible(&leader(), &db, id, cible).await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
    }

    async fn nothing_is_settled_of_a_mission_that_has_not_started(db) {
        let (world, id) = held(&db).await;
        waiting(&db, &world).await;
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        let dialogue = read(&db, &leader(), id).await;
        let contrat = contrat::contrat(&mut db.read(&leader()).await.unwrap(), world.contrat.id).await.unwrap().unwrap();
        let settled: Vec<&str> = contrat.realisations.iter().map(|one| one.mission.as_str()).collect();
        assert_eq!(settled, ["acces"]);
        let dossier = gather(&leader(), &db, &lois(), &dialogue).await.unwrap();
        let parts: Vec<_> = dossier.parts.iter().map(|one| (one.mission.as_str(), one.taux, one.demarree)).collect();
        assert_eq!(parts, [("acces", Some(500_000), true), ("crise", None, false)]);
    }

    async fn a_shared_pack_is_older_than_an_expense_that_changed(db) {
        let (world, id) = held(&db).await;
        let pack = crate::ask_liasse(&leader(), &db, id).await.unwrap();
        crate::build_liasse(&leader(), &db, &lois(), pack).await.unwrap();
        crate::share_liasse(&leader(), &db, pack, true).await.unwrap();
        let dialogue = read(&db, &leader(), id).await;
        let shared = crate::store::liasses::liasse(&mut db.read(&leader()).await.unwrap(), pack).await.unwrap().unwrap();
        let (ctx, law) = (leader(), lois());
        let now = || gather(&ctx, &db, &law, &dialogue);
        assert!(!shared.is_outdated(&now().await.unwrap().chiffres));
        let line = [("acces".to_owned(), Some(100), String::new())];
        declare_depenses(&leader(), &db, (world.contrat.id, 1), &line).await.unwrap();
        assert!(shared.is_outdated(&now().await.unwrap().chiffres));
    }

    async fn minutes_and_tables_say_rates_parties_and_obligations(db) {
        let (_, id) = held(&db).await;
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        let dialogue = read(&db, &leader(), id).await;
        let dossier = gather(&leader(), &db, &lois(), &dialogue).await.unwrap();
        let minutes = format!("{:?}", compte_rendu::document(&dossier).blocks);
        for words in ["\"CPAM\", value: \"personne\"", "Part variable arrêtée", "000,00"] {
            assert!(minutes.contains(words), "{words} {minutes}");
        }
        assert!(dossier.obligations.iter().any(|one| one.jour >= date(2024, 9, 20)), "{:?}", dossier.obligations);
        let book = tableur::indicateurs(&dossier);
        assert!(book.sheets.iter().any(|sheet| sheet.name == "Obligations"));
        let total = book.sheets[0].rows.last().unwrap();
        assert_eq!(total[11], documents::Cell::from(0.5).total());
        assert_eq!(total[13], documents::Cell::from(15_000.0).total(), "what was settled");
    }
}
