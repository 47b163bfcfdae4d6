use super::*;
use testkit::each_engine;

each_engine! { TABLES;
    async fn a_new_password_wants_the_present_one_and_closes_the_other_devices(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let (here, there) = (signed_in(&ctx, &db, "claire.fabre@exemple.fr").await, signed_in(&ctx, &db, "claire.fabre@exemple.fr").await);
        let me = myself(&ctx, &db, &here).await;
        let new = "brouette bleue sous la pluie";
        assert!(matches!(set_password(&me, &db, "", new).await, Err(SetPasswordError::Ancien)));
        assert!(matches!(set_password(&me, &db, PASSWORD, "court").await, Err(SetPasswordError::Nouveau(MotDePasseError::Court))));
        set_password(&me, &db, PASSWORD, new).await.unwrap();
        let known = async |jeton: &Jeton| identify(&db, ctx.now, Some(jeton.as_str()), None).await.unwrap().identity.is_some();
        assert!(known(&here).await && !known(&there).await);
        assert!(sign_in(&anonymous(&ctx), &db, "claire.fabre@exemple.fr", PASSWORD).await.is_err());
        assert!(sign_in(&anonymous(&ctx), &db, "claire.fabre@exemple.fr", new).await.is_ok());
    }

    async fn a_forgotten_password_is_replaced_right_after_a_link(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        let Ok(Entree::Ouverte(jeton)) = use_link(&anonymous(&ctx), &db, &token).await else { panic!("no session") };
        let me = myself(&ctx, &db, &jeton).await;
        let late = later(&me, SignedDuration::from_mins(16));
        assert!(matches!(set_password(&late, &db, "", "brouette bleue ici").await, Err(SetPasswordError::Ancien)));
        assert!(!read_account(&me, &db).await.unwrap().ancien_demande);
        set_password(&me, &db, "", "brouette bleue ici").await.unwrap();
    }

    async fn a_new_name_is_seen_in_every_cpts(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let me = myself(&ctx, &db, &jeton).await;
        rename(&me, &db, &"Zola".parse().unwrap(), &"Émilie".parse().unwrap()).await.unwrap();
        let liste = list_membres(&ctx, &db, &Demande { recherche: "emilie".to_owned(), ..Demande::default() }).await.unwrap();
        assert_eq!(liste.membres.iter().map(|one| (one.personne, one.nom.as_str())).collect::<Vec<_>>(), [(id, "Zola")]);
    }

    async fn nobody_acts_on_an_account_without_being_signed_in(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let nobody = anonymous(&ctx);
        assert!(matches!(enable_totp(&nobody, &db).await, Err(EnableTotpError::Denied(_))));
        assert!(matches!(set_password(&nobody, &db, "", PASSWORD).await, Err(SetPasswordError::Denied(_))));
        assert!(matches!(sign_out_everywhere(&nobody, &db).await, Err(SignOutError::Denied(_))));
        assert!(sign_out(&nobody, &db).await.is_ok(), "nothing to close is no fault");
    }
}
