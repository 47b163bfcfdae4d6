//! Cards are prepared, leave, expire, follow each other.

use super::*;

each_engine! { SCHEMA;
    async fn cards_are_prepared_once_however_many_ask(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        medecin(&ctx, &db, "Claire Roche", 5).await;
        medecin(&ctx, &db, "Paul Favier", 5).await;
        for _ in 0..4 {
            foyer(&ctx, &db, 1, 1952).await;
        }
        let atlas = atlas(&db).await;
        let seen = plan(&ctx, &db, &atlas, &Essai::default()).await.unwrap();
        assert!(seen.est_prouve());
        let choix = Choix::Vu(seen.empreinte());
        let made = testkit::race(4, || async { propose(&ctx, &db, &atlas, &choix).await }).await;
        let sum: u32 = made.iter().filter_map(|one| one.as_ref().ok()).sum();
        assert_eq!(sum, 4, "{made:?}");
        let pairs = seen.poses.iter().map(|one| (one.foyer, one.medecin)).collect();
        assert_eq!(propose(&ctx, &db, &atlas, &Choix::Paires(pairs)).await.unwrap(), 0, "already made");
        assert!(plan(&ctx, &db, &atlas, &Essai::default()).await.unwrap().poses.is_empty());
    }

    async fn cards_leave_at_the_hour_of_the_doctor_once_a_day_and_at_their_pace(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 9).await;
        for _ in 0..5 {
            foyer(&ctx, &db, 1, 1952).await;
        }
        let atlas = atlas(&db).await;
        let seen = plan(&ctx, &db, &atlas, &Essai::default()).await.unwrap();
        assert_eq!(propose(&ctx, &db, &atlas, &Choix::Vu(seen.empreinte())).await.unwrap(), 5);
        // Monday, half past nine in Paris: too early; noon is the hour; Sunday is no day.
        let early = at(&ctx, "2026-03-02T08:30:00Z");
        assert_eq!(send_cartes(&early, &db, false, false).await.unwrap().cartes, 0);
        let noon = at(&ctx, "2026-03-02T11:00:00Z");
        let sent = testkit::race(2, || async { send_cartes(&noon, &db, false, false).await.unwrap().cartes }).await;
        assert_eq!(sent.iter().sum::<u32>(), 3, "three at a time, once");
        assert_eq!(send_cartes(&at(&ctx, "2026-03-02T15:00:00Z"), &db, false, false).await.unwrap().cartes, 0);
        let told = messages(&noon, &db).await;
        let own: Vec<_> = told.iter().filter(|one| one.vers.to_string().starts_with("claire")).collect();
        assert_eq!(own.len(), 1);
        assert!(own[0].objet.contains("3\u{a0}demandes de patients vous attendent"), "{}", own[0].objet);
        assert!(!format!("{told:?}").contains("Valmondois"));
        // One answered: on the next day one more leaves.
        let mut tx = db.read(&ctx).await.unwrap();
        let open = store::propositions::ouvertes(&mut tx, doctor).await.unwrap();
        drop(tx);
        let first = open.iter().find(|one| one.reponse == Reponse::Envoyee).unwrap();
        answer_carte(&noon, &db, first.id, Avis::Non("distance".into()), Voie::Bureau).await.unwrap();
        assert_eq!(send_cartes(&at(&ctx, "2026-03-03T11:00:00Z"), &db, false, false).await.unwrap().cartes, 1);
        assert_eq!(send_cartes(&at(&ctx, "2026-03-08T11:00:00Z"), &db, false, false).await.unwrap().cartes, 0, "Sunday");
    }

    async fn who_does_not_answer_is_followed_by_the_next_doctor(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let first = medecin(&ctx, &db, "Claire Roche", 1).await;
        let second = medecin(&ctx, &db, "Paul Favier", 1).await;
        let (home, _) = foyer(&ctx, &db, 1, 1952).await;
        let card = envoyee(&at(&ctx, "2026-03-02T11:00:00Z"), &db, home, first, 1).await;
        let clock = async |now: &str| tick(&app(&db, now).await, &Ctx { now: instant(now), ..testkit::actors::system().within(ctx.cpts) }).await.unwrap();
        assert_eq!(clock("2026-03-09T10:59:00Z").await.expirees, 0);
        let done = clock("2026-03-09T11:00:00Z").await;
        assert_eq!((done.expirees, done.preparees, done.depart.cartes), (1, 1, 1));
        assert_eq!(reponse(&ctx, &db, card).await, Reponse::SansReponse);
        assert!(matches!(yes(&ctx, &db, card).await, Err(WriteError::PlusOuverte)));
        let again = clock("2026-03-09T11:05:00Z").await;
        assert_eq!((again.expirees, again.preparees, again.depart.cartes), (0, 0, 0), "once");
        let mut tx = db.read(&ctx).await.unwrap();
        let cards = store::propositions::du_foyer(&mut tx, home).await.unwrap();
        assert_eq!(cards.iter().map(|one| (one.medecin, one.reponse)).collect::<Vec<_>>(), [(first, Reponse::SansReponse), (second, Reponse::Envoyee)]);
        drop(tx);
        // Without the cascade, nobody is asked without a click.
        set_reglage(&ctx, &db, &Reglage { suite_automatique: false, ..Reglage::default() }).await;
        assert_eq!(clock("2026-03-17T11:00:00Z").await.preparees, 0);
    }

    async fn two_servers_whose_clocks_strike_at_once_do_it_once(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let first = medecin(&ctx, &db, "Claire Roche", 9).await;
        medecin(&ctx, &db, "Paul Favier", 9).await;
        for _ in 0..3 {
            let (home, _) = foyer(&ctx, &db, 1, 1952).await;
            envoyee(&ctx, &db, home, first, 1).await;
        }
        let later = "2026-03-10T11:00:00Z";
        let app = app(&db, later).await;
        let system = Ctx { now: instant(later), ids: kernel::Ids::Random, ..testkit::actors::system().within(ctx.cpts) };
        let done = testkit::race(4, || async { tick(&app, &system).await.unwrap() }).await;
        let sum = |of: fn(&Passage) -> u32| done.iter().map(of).sum::<u32>();
        assert_eq!((sum(|one| one.expirees), sum(|one| one.preparees), sum(|one| one.depart.cartes)), (3, 3, 3));
    }

    async fn a_pause_takes_back_what_has_not_left(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        foyer(&ctx, &db, 1, 1952).await;
        let atlas = atlas(&db).await;
        let seen = plan(&ctx, &db, &atlas, &Essai::default()).await.unwrap();
        propose(&ctx, &db, &atlas, &Choix::Vu(seen.empreinte())).await.unwrap();
        let offre = Offre { quand: Quand::Maintenant, pause: Some((TODAY, None)), ..Offre::vide(TODAY) };
        let mut tx = db.begin(&ctx).await.unwrap();
        store::medecins::declare(&mut tx, doctor, 3, &offre).await.unwrap();
        tx.record(db::Trace::new("essai", "medecin"));
        tx.commit().await.unwrap();
        assert_eq!(send_cartes(&ctx, &db, false, true).await.unwrap(), Depart::default(), "not even by hand");
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(store::propositions::ouvertes(&mut tx, doctor).await.unwrap().is_empty());
    }
}
