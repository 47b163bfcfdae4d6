use super::*;
use testkit::each_engine;

each_engine! { TABLES;
    async fn a_link_signs_in_once_whatever_the_number_of_clicks(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let door = anonymous(&ctx);
        ask_link(&door, &db, &"Claire.Fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        let won = testkit::race(8, || use_link(&door, &db, &token)).await;
        assert_eq!(won.iter().filter(|one| matches!(one, Ok(Entree::Ouverte(_)))).count(), 1);
        assert!(won.iter().all(|one| !matches!(one, Err(UseLinkError::Db(_)))));
    }

    async fn a_link_is_good_for_a_quarter_of_an_hour(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let told = told(&ctx, &db, "comptes.lien_demande").await;
        assert_eq!((told["courriel"].as_str(), told["prenom"].as_str()), (Some("claire.fabre@exemple.fr"), Some("Claire")));
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        let late = later(&anonymous(&ctx), SignedDuration::from_mins(15));
        let said = use_link(&late, &db, &token).await.unwrap_err().to_string();
        assert_eq!(said, "Ce lien a déjà servi ou n’est plus valable\u{a0}: demandez-en un autre.");
    }

    async fn asking_for_an_unknown_address_answers_the_same_and_tells_nothing(db) {
        let ctx = world(&db, "velay-sud").await;
        ask_link(&anonymous(&ctx), &db, &"inconnue@exemple.fr".parse().unwrap()).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(db::outbox::due(&mut tx, 10).await.unwrap().is_empty());
    }

    async fn a_mailbox_cannot_be_flooded(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        for n in 0..6 {
            let asked = ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await;
            assert_eq!(asked.is_ok(), n < 5);
        }
    }

    async fn the_database_alone_opens_nothing(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        let kept = jeton::empreinte(&token);
        let encoded = data_encoding::BASE64URL_NOPAD.encode(&kept);
        assert!(use_link(&anonymous(&ctx), &db, &encoded).await.is_err());
        assert!(use_link(&anonymous(&ctx), &db, &token).await.is_ok());
    }

    async fn an_invitation_brings_somebody_in_and_makes_them_active(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = invite(&ctx, &db, &nouveau("Zoé", "Roux", &[Role::Membre])).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(membre(&mut tx, id).await.unwrap().unwrap().etat, Etat::Invite);
        drop(tx);
        assert_eq!(told(&ctx, &db, "comptes.membre_invite").await["cpts"], "CPTS velay-sud");
        let token = mailed(&ctx, &db, "comptes.membre_invite").await;
        let next_week = later(&anonymous(&ctx), SignedDuration::from_hours(6 * 24));
        assert!(matches!(use_link(&next_week, &db, &token).await, Ok(Entree::Ouverte(_))));
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(membre(&mut tx, id).await.unwrap().unwrap().etat, Etat::Actif);
    }

    async fn what_has_expired_is_forgotten(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        ask_link(&anonymous(&ctx), &db, &"inconnue@exemple.fr".parse().unwrap()).await.unwrap();
        assert_eq!(purge(&ctx, &db).await.unwrap(), 0);
        let gone = purge(&later(&ctx, SignedDuration::from_hours(31 * 24)), &db).await.unwrap();
        assert_eq!(gone, 4, "one session, two decoys, one counter");
    }
}
