use super::{SCHEMA, add, contrat, leader, lois, reunions, sans_mt};
use crate::indicateur::{Refus, Texte};
use crate::{WriteError, add_indicateur, restore_indicateur, retire_indicateur, reword_indicateur, store};
use testkit::{each_engine, race};

each_engine! { &SCHEMA;
    async fn an_indicator_is_read_as_it_was_written(db) {
        for texte in [reunions(), sans_mt()] {
            let id = add(&db, &leader(), texte.clone()).await;
            let mut tx = db.read(&leader()).await.unwrap();
            let kept = store::indicateurs::indicateur(&mut tx, id).await.unwrap().unwrap();
            assert_eq!((kept.texte, kept.retire, kept.contrat), (texte, None, contrat().id));
        }
    }

    async fn one_of_the_catalogue_joins_once_even_when_eight_choose_it(db) {
        let (ctx, lois, contrat) = (leader(), lois(), contrat());
        let answers = race(8, || add_indicateur(&ctx, &db, &lois, &contrat, reunions())).await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(answers.iter().any(|one| matches!(one, Err(WriteError::Indicateur(Refus::DejaChoisi)))));
    }

    async fn what_left_the_contract_can_come_back_unless_its_twin_took_the_place(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        let mute = retire_indicateur(&ctx, &db, id, " ").await;
        assert!(matches!(mute, Err(WriteError::Indicateur(Refus::SansMotif))), "{mute:?}");
        retire_indicateur(&ctx, &db, id, "avenant du 1er mars").await.unwrap();
        restore_indicateur(&ctx, &db, &lois(), &contrat(), id).await.unwrap();
        retire_indicateur(&ctx, &db, id, "encore").await.unwrap();
        add(&db, &ctx, reunions()).await;
        let taken = restore_indicateur(&ctx, &db, &lois(), &contrat(), id).await;
        assert!(matches!(taken, Err(WriteError::Indicateur(Refus::DejaChoisi))), "{taken:?}");
    }

    async fn words_change_but_the_place_in_the_catalogue_stays(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        let new = Texte { libelle: "Réunions tenues".into(), code: String::new(), ..reunions() };
        reword_indicateur(&ctx, &db, &lois(), &contrat(), id, new).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let kept = store::indicateurs::indicateur(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((kept.texte.libelle.as_str(), kept.texte.code.as_str()), ("Réunions tenues", "parcours.reunions"));
    }

    async fn a_mission_unknown_to_the_agreement_is_refused(db) {
        let odd = Texte { mission: "voyages".into(), code: String::new(), ..reunions() };
        let refused = add_indicateur(&leader(), &db, &lois(), &contrat(), odd).await;
        assert!(matches!(refused, Err(WriteError::Indicateur(Refus::Mission(_)))), "{refused:?}");
    }

    async fn eight_who_put_twins_back_are_refused_in_words(db) {
        let (ctx, lois, contrat) = (leader(), lois(), contrat());
        let mut twins = Vec::new();
        for _ in 0..8 {
            let id = add(&db, &ctx, reunions()).await;
            retire_indicateur(&ctx, &db, id, "essai").await.unwrap();
            twins.push(id);
        }
        let n = std::sync::atomic::AtomicUsize::new(0);
        let answers = race(8, || {
            let id = twins[n.fetch_add(1, std::sync::atomic::Ordering::Relaxed)];
            restore_indicateur(&ctx, &db, &lois, &contrat, id)
        }).await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|one| matches!(one, Ok(()) | Err(WriteError::Indicateur(Refus::DejaChoisi)))), "{answers:?}");
    }

    async fn every_way_to_a_mission_asks_whether_the_contract_holds_it(db) {
        let (ctx, lois, contrat) = (leader(), lois(), contrat());
        let elsewhere = |mission: &str| Texte { mission: mission.into(), code: String::new(), ..reunions() };
        let absent = add_indicateur(&ctx, &db, &lois, &contrat, elsewhere("prevention")).await;
        assert!(matches!(absent, Err(WriteError::Indicateur(Refus::MissionAbsente(_)))), "{absent:?}");
        let absent = crate::add_from_catalogue(&ctx, &db, &lois, &contrat, "prevention.actions").await;
        assert!(matches!(absent, Err(WriteError::Indicateur(Refus::MissionAbsente(_)))), "{absent:?}");
        let id = add(&db, &ctx, reunions()).await;
        for mission in ["prevention", "../../etc"] {
            let refused = reword_indicateur(&ctx, &db, &lois, &contrat, id, elsewhere(mission)).await;
            assert!(matches!(refused, Err(WriteError::Indicateur(Refus::MissionAbsente(_) | Refus::Mission(_)))), "{refused:?}");
        }
        retire_indicateur(&ctx, &db, id, "essai").await.unwrap();
        let bare = contrat::Contrat { missions: Vec::new(), ..contrat };
        let back = restore_indicateur(&ctx, &db, &lois, &bare, id).await;
        assert!(matches!(back, Err(WriteError::Indicateur(Refus::MissionAbsente(_)))), "{back:?}");
    }

    async fn whoever_may_only_read_writes_nothing(db) {
        let ctx = testkit::ctx(testkit::CPTS, &[crate::droits::VOIR]);
        let refused = add_indicateur(&ctx, &db, &lois(), &contrat(), reunions()).await;
        assert!(matches!(refused, Err(WriteError::Denied(_))), "{refused:?}");
    }
}
