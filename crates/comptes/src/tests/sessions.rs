use super::*;
use testkit::each_engine;

async fn known(db: &Db, now: Timestamp, jeton: &Jeton) -> bool {
    identify::find(db, now, Some(jeton.as_str()), None).await.unwrap().0.identity.is_some()
}

each_engine! { TABLES;
    async fn a_session_sleeps_after_twelve_hours_without_a_page(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let hour = |n| ctx.now + SignedDuration::from_hours(n);
        assert!(known(&db, hour(11), &jeton).await && !known(&db, hour(12), &jeton).await);
    }

    async fn activity_keeps_a_session_awake_and_is_written_every_five_minutes(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let soon = ctx.now + SignedDuration::from_mins(4);
        let (_, stale) = identify::find(&db, soon, Some(jeton.as_str()), None).await.unwrap();
        assert!(stale.is_none(), "nothing to write so soon");
        let tonight = later(&ctx, SignedDuration::from_hours(11));
        let (_, stale) = identify::find(&db, tonight.now, Some(jeton.as_str()), None).await.unwrap();
        identify::touch(&tonight, &db, stale.unwrap()).await.unwrap();
        assert!(known(&db, ctx.now + SignedDuration::from_hours(22), &jeton).await);
    }

    async fn nobody_stays_signed_in_more_than_thirty_days(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let mut now = ctx.clone();
        while now.now < ctx.now + SignedDuration::from_hours(30 * 24 - 6) {
            now = later(&now, SignedDuration::from_hours(6));
            let (_, stale) = identify::find(&db, now.now, Some(jeton.as_str()), None).await.unwrap();
            identify::touch(&now, &db, stale.unwrap()).await.unwrap();
        }
        assert!(known(&db, now.now, &jeton).await);
        assert!(!known(&db, ctx.now + SignedDuration::from_hours(30 * 24), &jeton).await);
    }

    async fn signing_out_everywhere_closes_the_others_and_voids_links(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let here = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let (there, other) = (signed_in(&ctx, &db, "claire.fabre@exemple.fr").await, signed_in(&ctx, &db, "claire.fabre@exemple.fr").await);
        assert!(here != there);
        ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        let closed = sign_out_everywhere(&myself(&ctx, &db, &here).await, &db).await.unwrap();
        assert_eq!(closed, 2);
        assert!(known(&db, ctx.now, &here).await && !known(&db, ctx.now, &there).await && !known(&db, ctx.now, &other).await);
        assert!(use_link(&anonymous(&ctx), &db, &token).await.is_err());
    }

    async fn one_session_is_closed_by_its_owner_only(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let luc = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Membre])).await.unwrap();
        give_password(&ctx, &db, luc, &PASSWORD.parse().unwrap()).await.unwrap();
        let (hers, his) = (signed_in(&ctx, &db, "claire.fabre@exemple.fr").await, signed_in(&ctx, &db, "luc.vial@exemple.fr").await);
        let (claire, luc) = (myself(&ctx, &db, &hers).await, myself(&ctx, &db, &his).await);
        let session = claire.origin.session.parse().unwrap();
        assert!(matches!(close_session(&luc, &db, session).await, Err(SignOutError::Inconnue)));
        close_session(&claire, &db, session).await.unwrap();
        assert!(!known(&db, ctx.now, &hers).await && known(&db, ctx.now, &his).await);
    }

    async fn a_closed_account_is_nobody_at_once(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        disable(&ctx, &db, id).await.unwrap();
        assert!(!known(&db, ctx.now, &jeton).await);
        let refused = sign_in(&anonymous(&ctx), &db, "claire.fabre@exemple.fr", PASSWORD).await.unwrap_err();
        assert!(matches!(refused, SignInError::Refuse { .. }));
        assert!(matches!(disable(&ctx, &db, id).await, Err(DisableError::RienAFaire)));
        let again = add_personne(&ctx, &db, &nouveau("Claire", "Fabre", &[Role::Membre])).await;
        assert!(matches!(again, Err(AddError::CompteFerme)));
        enable(&ctx, &db, id).await.unwrap();
        signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
    }

    async fn the_administration_of_the_platform_counts_everywhere(db) {
        let ctx = world(&db, "velay-sud").await;
        let instance = ctx.within(Id::INSTANCE);
        let id = add_personne(&instance, &db, &nouveau("Ada", "Min", &[Role::AdministrateurPlateforme])).await.unwrap();
        give_password(&ctx, &db, id, &PASSWORD.parse().unwrap()).await.unwrap();
        let jeton = signed_in(&ctx, &db, "ada.min@exemple.fr").await;
        let caller = identify(&db, ctx.now, Some(jeton.as_str()), Some("velay-sud")).await.unwrap();
        let identity = caller.identity.unwrap();
        assert_eq!(identity.roles, ["administrateur_plateforme"]);
        assert_eq!(identity.role_label, "Administration de la plateforme");
    }
}
