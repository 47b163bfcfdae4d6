use super::*;
use testkit::each_engine;

/// Claire with a second factor on, her key and her recovery codes; three minutes have passed since.
async fn protected(ctx: &Ctx, db: &Db) -> (Ctx, Cle, Vec<String>) {
    claire(ctx, db).await;
    let jeton = signed_in(ctx, db, "claire.fabre@exemple.fr").await;
    let me = myself(ctx, db, &jeton).await;
    let cle = enable_totp(&me, db).await.unwrap();
    let codes = confirm_totp(&me, db, &cle.code_at(me.now).unwrap()).await.unwrap();
    (later(ctx, SignedDuration::from_mins(3)), cle, codes)
}

/// The first step: right password, no session yet.
async fn first_step(ctx: &Ctx, db: &Db) -> Jeton {
    match sign_in(&anonymous(ctx), db, "claire.fabre@exemple.fr", PASSWORD).await.unwrap() {
        Entree::Code(attente) => attente,
        Entree::Ouverte(_) => panic!("no code was asked for"),
    }
}

each_engine! { TABLES;
    async fn a_password_alone_no_longer_signs_in(db) {
        let (ctx, cle, _) = protected(&world(&db, "velay-sud").await, &db).await;
        let attente = first_step(&ctx, &db).await;
        let caller = identify(&db, ctx.now, Some(attente.as_str()), None).await.unwrap();
        assert!(caller.identity.is_none(), "the wait for a code is not a session");
        assert!(use_link(&anonymous(&ctx), &db, attente.as_str()).await.is_err(), "nor a link");
        let code = cle.code_at(ctx.now).unwrap();
        let jeton = confirm_sign_in(&anonymous(&ctx), &db, attente.as_str(), &code).await.unwrap();
        assert!(identify(&db, ctx.now, Some(jeton.as_str()), None).await.unwrap().identity.is_some());
    }

    async fn a_link_asks_for_the_code_too(db) {
        let (ctx, ..) = protected(&world(&db, "velay-sud").await, &db).await;
        ask_link(&anonymous(&ctx), &db, &"claire.fabre@exemple.fr".parse().unwrap()).await.unwrap();
        let token = mailed(&ctx, &db, "comptes.lien_demande").await;
        assert!(matches!(use_link(&anonymous(&ctx), &db, &token).await, Ok(Entree::Code(_))));
    }

    async fn a_code_is_good_once(db) {
        let (ctx, cle, _) = protected(&world(&db, "velay-sud").await, &db).await;
        let door = anonymous(&ctx);
        let code = cle.code_at(ctx.now).unwrap();
        let (one, other) = (first_step(&ctx, &db).await, first_step(&ctx, &db).await);
        confirm_sign_in(&door, &db, one.as_str(), &code).await.unwrap();
        let said = confirm_sign_in(&door, &db, other.as_str(), &code).await.unwrap_err().to_string();
        assert_eq!(said, "Ce code n’est pas le bon, ou il a déjà servi\u{a0}: attendez le suivant.");
        let next = later(&door, SignedDuration::from_secs(30));
        let code = cle.code_at(next.now).unwrap();
        assert!(confirm_sign_in(&next, &db, other.as_str(), &code).await.is_ok());
    }

    async fn eight_replays_of_one_code_let_one_in(db) {
        let (ctx, cle, _) = protected(&world(&db, "velay-sud").await, &db).await;
        let (door, code) = (anonymous(&ctx), cle.code_at(ctx.now).unwrap());
        let mut waits = Vec::new();
        for _ in 0..4 {
            waits.push(first_step(&ctx, &db).await);
        }
        let next = std::sync::atomic::AtomicUsize::new(0);
        let won = testkit::race(4, || {
            let attente = &waits[next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)];
            confirm_sign_in(&door, &db, attente.as_str(), &code)
        });
        assert_eq!(won.await.into_iter().filter(Result::is_ok).count(), 1);
    }

    async fn five_wrong_codes_make_wait(db) {
        let (ctx, cle, _) = protected(&world(&db, "velay-sud").await, &db).await;
        let (door, attente) = (anonymous(&ctx), first_step(&ctx, &db).await);
        for _ in 0..5 {
            confirm_sign_in(&door, &db, attente.as_str(), "000000").await.unwrap_err();
        }
        let right = cle.code_at(ctx.now).unwrap();
        let refused = confirm_sign_in(&door, &db, attente.as_str(), &right).await.unwrap_err();
        assert!(matches!(refused, ConfirmSignInError::Pause(_)));
    }

    async fn a_recovery_code_works_once_and_the_wait_is_short(db) {
        let (ctx, _, codes) = protected(&world(&db, "velay-sud").await, &db).await;
        let door = anonymous(&ctx);
        let (one, other) = (first_step(&ctx, &db).await, first_step(&ctx, &db).await);
        assert_eq!(codes.len(), 8);
        let jeton = confirm_sign_in(&door, &db, one.as_str(), &codes[0].to_lowercase()).await.unwrap();
        assert!(confirm_sign_in(&door, &db, one.as_str(), &codes[1]).await.is_err(), "the wait is used");
        assert!(confirm_sign_in(&door, &db, other.as_str(), &codes[0]).await.is_err(), "the code is used");
        assert_eq!(read_account(&myself(&ctx, &db, &jeton).await, &db).await.unwrap().codes_restants, 7);
        let late = later(&door, SignedDuration::from_mins(5));
        let refused = confirm_sign_in(&late, &db, other.as_str(), &codes[2]).await.unwrap_err();
        assert!(matches!(refused, ConfirmSignInError::Perime));
    }

    async fn a_wrong_first_code_changes_nothing(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let me = myself(&ctx, &db, &jeton).await;
        assert!(matches!(confirm_totp(&me, &db, "000000").await, Err(ConfirmTotpError::RienEnAttente)));
        enable_totp(&me, &db).await.unwrap();
        assert!(matches!(confirm_totp(&me, &db, "000000").await, Err(ConfirmTotpError::Code)));
        signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
    }

    async fn the_second_factor_is_removed_with_a_code_or_by_the_administration(db) {
        let (ctx, cle, codes) = protected(&world(&db, "velay-sud").await, &db).await;
        let attente = first_step(&ctx, &db).await;
        let jeton = confirm_sign_in(&anonymous(&ctx), &db, attente.as_str(), &codes[0]).await.unwrap();
        let me = myself(&ctx, &db, &jeton).await;
        assert!(matches!(enable_totp(&me, &db).await, Err(EnableTotpError::Deja)));
        assert!(matches!(disable_totp(&me, &db, "000000").await, Err(DisableTotpError::Code)));
        disable_totp(&me, &db, &cle.code_at(me.now).unwrap()).await.unwrap();
        signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        let person = Id::new(match me.actor { kernel::Actor::Personne(id) => id, _ => unreachable!() });
        assert!(matches!(lift_totp(&me, &db, person).await, Err(DisableTotpError::Denied(_))));
        assert!(matches!(lift_totp(&ctx, &db, person).await, Err(DisableTotpError::Inactive)));
    }
}
