use super::*;
use testkit::each_engine;

each_engine! { TABLES;
    async fn a_password_signs_in_whatever_the_case_of_the_address(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        let jeton = signed_in(&ctx, &db, " Claire.Fabre@Exemple.FR ").await;
        let caller = identify(&db, ctx.now, Some(jeton.as_str()), Some("velay-sud")).await.unwrap();
        let identity = caller.identity.unwrap();
        assert_eq!((identity.person, identity.name.as_str()), (id.uuid(), "Claire Fabre"));
        assert_eq!((identity.roles, identity.role_label), (vec!["coordination".to_owned()], "Coordination".to_owned()));
        assert_eq!(caller.tenant.unwrap().nom, "CPTS velay-sud");
    }

    async fn nobody_learns_which_half_was_wrong(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let say = async |courriel: &str| sign_in(&anonymous(&ctx), &db, courriel, "autre chose ici").await.unwrap_err().to_string();
        let (known, unknown) = (say("claire.fabre@exemple.fr").await, say("inconnue@exemple.fr").await);
        assert_eq!(known, unknown);
        assert_eq!(known, "L’adresse électronique ou le mot de passe n’est pas le bon.");
    }

    async fn five_failures_close_the_door_for_a_while_even_to_the_right_password(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let door = anonymous(&ctx);
        let attempt = async |ctx: &Ctx, word: &str| sign_in(ctx, &db, "claire.fabre@exemple.fr", word).await;
        let mut said = String::new();
        for _ in 0..5 {
            said = attempt(&door, "faux mot de passe").await.unwrap_err().to_string();
        }
        assert!(said.ends_with("C’était le dernier essai avant une pause."), "{said}");
        let said = attempt(&door, PASSWORD).await.unwrap_err().to_string();
        assert_eq!(said, "Trop d’essais\u{a0}: réessayez dans 15\u{a0}minutes. Vous pouvez aussi demander un lien de connexion.");
        let after = later(&door, SignedDuration::from_mins(16));
        attempt(&after, "faux mot de passe").await.unwrap_err();
        assert!(attempt(&after, PASSWORD).await.is_ok());
    }

    async fn the_pause_doubles_each_time_the_attempts_are_used_up(db) {
        let ctx = world(&db, "velay-sud").await;
        let mut door = anonymous(&ctx);
        for minutes in [15, 30, 60, 120, 120] {
            for _ in 0..5 {
                sign_in(&door, &db, "x@exemple.fr", "faux").await.unwrap_err();
            }
            let refused = sign_in(&door, &db, "x@exemple.fr", "faux").await.unwrap_err();
            assert!(matches!(refused, SignInError::Pause(pause) if pause.minutes == minutes), "{refused}");
            door = later(&door, SignedDuration::from_mins(minutes + 1));
        }
        let next_day = later(&door, SignedDuration::from_hours(24));
        assert!(matches!(sign_in(&next_day, &db, "x@exemple.fr", "faux").await, Err(SignInError::Refuse { restants: 4 })));
    }

    async fn attempts_made_together_are_all_counted(db) {
        let ctx = world(&db, "velay-sud").await;
        let door = anonymous(&ctx);
        let all = testkit::race(12, || sign_in(&door, &db, "x@exemple.fr", "faux")).await;
        let tried = all.iter().filter(|one| matches!(one, Err(SignInError::Refuse { .. }))).count();
        assert_eq!(tried, 5);
    }

    async fn one_network_cannot_try_a_thousand_addresses(db) {
        let ctx = world(&db, "velay-sud").await;
        let origin = kernel::Origin { ip: "192.0.2.7".to_owned(), ..kernel::Origin::default() };
        let door = Ctx { origin, ..anonymous(&ctx) };
        for n in 0..60 {
            let essai = attempt::Essai::new(&door, &db, tentative::Geste::MotDePasse, &format!("n{n}@exemple.fr"));
            assert!(essai.count(&door, &db).await.unwrap().is_ok());
        }
        assert!(matches!(sign_in(&door, &db, "autre@exemple.fr", "faux").await, Err(SignInError::Pause(_))));
        let elsewhere = anonymous(&ctx);
        assert!(matches!(sign_in(&elsewhere, &db, "autre@exemple.fr", "faux").await, Err(SignInError::Refuse { .. })));
    }

    async fn sign_ins_and_refusals_are_in_the_journal_of_the_instance(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        sign_in(&anonymous(&ctx), &db, "claire.fabre@exemple.fr", "faux").await.unwrap_err();
        let jeton = signed_in(&ctx, &db, "claire.fabre@exemple.fr").await;
        sign_out(&myself(&ctx, &db, &jeton).await, &db).await.unwrap();
        let mut tx = db.read(&ctx.within(Id::INSTANCE)).await.unwrap();
        let lines = db::journal::latest(&mut tx, i64::MAX, 3).await.unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.acteur.as_str(), line.action.as_str())).collect();
        let claire = format!("personne:{id}");
        let expected = [
            (claire.as_str(), "comptes.deconnexion"),
            (claire.as_str(), "comptes.connexion_reussie"),
            ("anonyme", "comptes.connexion_refusee"),
        ];
        assert_eq!(told, expected);
        assert!(lines.iter().all(|line| !line.detail.contains('@') && !line.objet.contains('@')));
    }
}
