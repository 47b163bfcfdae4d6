use super::{SCHEMA, TODAY, leader, somebody, write};
use crate::seance::Refus;
use crate::{Sort, WriteError, besoin, cast_vote, close_seance, open_seance, settle_besoin, store};
use testkit::{each_engine, race};

each_engine! { &SCHEMA;
    async fn the_ranking_is_final_and_says_who_gave_what(db) {
        let ids = write(&db, &leader(), &["Besoin un", "Besoin deux", "Besoin trois"]).await;
        let liste = ids.iter().copied().collect();
        let seance = open_seance(&leader(), &db, "Séance de mars", TODAY, 5, &liste).await.unwrap();
        cast_vote(&somebody(7), &db, seance, &[(ids[0], 5)].into()).await.unwrap();
        cast_vote(&somebody(7), &db, seance, &[(ids[1], 3), (ids[2], 2)].into()).await.unwrap();
        cast_vote(&somebody(8), &db, seance, &[(ids[1], 1), (ids[0], 0)].into()).await.unwrap();
        close_seance(&leader(), &db, seance).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let places = store::seances::places(&mut tx, seance).await.unwrap();
        let short: Vec<_> = places.iter().map(|p| (p.besoin, p.rang, p.points, p.votants)).collect();
        assert_eq!(short, [(ids[1], 1, 4, 2), (ids[2], 2, 2, 1), (ids[0], 3, 0, 0)]);
        assert_eq!(store::seances::votes(&mut tx, seance).await.unwrap().len(), 3);
        drop(tx);
        let late = cast_vote(&somebody(9), &db, seance, &[(ids[0], 5)].into()).await;
        assert!(matches!(late, Err(WriteError::Seance(Refus::Close))), "{late:?}");
    }

    async fn one_session_at_a_time_even_when_two_open_at_once(db) {
        let liste = write(&db, &leader(), &["Besoin un", "Besoin deux"]).await.into_iter().collect();
        let leader = leader();
        let opened = race(4, || open_seance(&leader, &db, "Séance", TODAY, 5, &liste)).await;
        assert_eq!(opened.iter().filter(|done| done.is_ok()).count(), 1, "{opened:?}");
    }

    async fn a_need_being_ranked_is_not_withdrawn(db) {
        let ids = write(&db, &leader(), &["Besoin un", "Besoin deux"]).await;
        let liste = ids.iter().copied().collect();
        let seance = open_seance(&leader(), &db, "Séance", TODAY, 5, &liste).await.unwrap();
        let refused = settle_besoin(&leader(), &db, ids[0], &Sort::Retirer("non".to_owned())).await;
        assert!(matches!(refused, Err(WriteError::Besoin(besoin::Refus::EnSeance))), "{refused:?}");
        close_seance(&leader(), &db, seance).await.unwrap();
        settle_besoin(&leader(), &db, ids[0], &Sort::Retirer("non".to_owned())).await.unwrap();
    }

    async fn ballots_beyond_their_points_or_the_list_are_refused(db) {
        let ids = write(&db, &leader(), &["Besoin un", "Besoin deux", "Besoin trois"]).await;
        let liste = ids[..2].iter().copied().collect();
        let seance = open_seance(&leader(), &db, "Séance", TODAY, 5, &liste).await.unwrap();
        for (choix, why) in [([(ids[0], 6)].into(), "points"), ([(ids[2], 1)].into(), "liste")] {
            let refused = cast_vote(&somebody(7), &db, seance, &choix).await.unwrap_err();
            assert!(refused.to_string().contains(why), "{refused}");
        }
        let one = open_seance(&leader(), &db, "Seule", TODAY, 5, &ids[..1].iter().copied().collect()).await;
        assert!(matches!(one, Err(WriteError::Seance(Refus::PasAssez))), "{one:?}");
    }
}
