use super::*;
use testkit::{each_engine, race};

each_engine! { SCHEMA;
    async fn needs_without_action_and_actions_without_need_are_seen(db) {
        let ctx = cpts(&db, "velay").await;
        let (one, two) = (besoin(&ctx, &db, "Trouver un médecin").await, besoin(&ctx, &db, "Dépister plus tôt").await);
        let goal = write_objectif(&ctx, &db, None, ("Chacun son médecin", ""), BTreeSet::from([one])).await.unwrap();
        let served = write_action(&ctx, &db, &law(), fiche("Placer les patients", Some(goal))).await.unwrap();
        let alone = write_action(&ctx, &db, &law(), fiche("Acheter un bus", None)).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let coverage = couverture(&mut tx).await.unwrap();
        assert_eq!(coverage.besoins_sans_action().iter().map(|one| one.id).collect::<Vec<_>>(), [two]);
        assert_eq!(coverage.actions_sans_besoin().iter().map(|one| one.id).collect::<Vec<_>>(), [alone]);
        assert_eq!(besoins_sans_action(&mut tx).await.unwrap().len(), 1);
        drop(tx);
        let stopped = Fiche { avancement: Avancement::Suspendue, ..fiche("Placer les patients", Some(goal)) };
        rewrite_action(&ctx, &db, &law(), (served, 1), stopped).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(couverture(&mut tx).await.unwrap().besoins_sans_action().len(), 2, "a suspended action answers nothing");
    }

    async fn a_sheet_shows_what_the_ledger_says_was_done_of_it_and_of_no_other(db) {
        let ctx = cpts(&db, "velay").await;
        let id = write_action(&ctx, &db, &law(), fiche("Placer les patients", None)).await.unwrap();
        let other = write_action(&ctx, &db, &law(), fiche("Acheter un bus", None)).await.unwrap();
        let act = |jour, action: Id<Action>| actes::acte::Fait {
            minutes: 90,
            personnes: 8,
            action: Some(action.uuid()),
            ..actes::acte::Fait::new(jour, actes::Mission::Acces, "Réunion")
        };
        let mut tx = db.begin(&ctx).await.unwrap();
        for (n, one) in [act(TODAY, id), act(date(2026, 1, 9), id), act(date(2024, 1, 9), id), act(TODAY, other)].into_iter().enumerate() {
            actes::record(&mut tx, one, ("essai", &n.to_string())).await.unwrap();
        }
        tx.commit().await.unwrap();
        let done = realise(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!((done.total.actes, done.total.minutes, done.total.personnes), (3, 270, 24));
        let counts: Vec<i64> = done.mois.iter().map(|(_, sum)| sum.actes).collect();
        assert_eq!(counts, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
        assert_eq!(done.derniers.iter().map(|one| one.fait.jour).collect::<Vec<_>>(), [TODAY, date(2026, 1, 9), date(2024, 1, 9)]);
    }

    async fn of_two_who_change_a_sheet_the_first_is_kept(db) {
        let ctx = cpts(&db, "velay").await;
        let id = write_action(&ctx, &db, &law(), fiche("Placer les patients", None)).await.unwrap();
        let law = law();
        let done = race(4, || rewrite_action(&ctx, &db, &law, (id, 1), fiche("Placer 200 patients", None))).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().any(|one| matches!(one, Err(WriteError::FicheChangee))), "{done:?}");
        let kept = action(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        assert_eq!((kept.version, kept.fiche.titre.as_str()), (2, "Placer 200 patients"));
        assert_eq!(kept.fiche.budget_cents, Some(1_250_050));
    }

    async fn an_action_leaves_the_list_with_a_reason_and_comes_back(db) {
        let ctx = cpts(&db, "velay").await;
        let id = write_action(&ctx, &db, &law(), fiche("Placer les patients", None)).await.unwrap();
        assert!(matches!(withdraw_action(&ctx, &db, id, " ").await, Err(WriteError::Saisie(_))));
        withdraw_action(&ctx, &db, id, "Faite par une autre CPTS").await.unwrap();
        assert!(actions(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
        restore_action(&ctx, &db, id).await.unwrap();
        assert_eq!(actions(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
    }

    async fn a_sheet_names_what_exists(db) {
        let ctx = cpts(&db, "velay").await;
        let field = async |fiche: Fiche| match write_action(&ctx, &db, &law(), fiche).await {
            Err(WriteError::Saisie(refus)) => refus.champ,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(Fiche { mission: "voyages".into(), ..fiche("Titre", None) }).await, "mission");
        assert_eq!(field(fiche("Titre", Some(ctx.id()))).await, "objectif");
        assert_eq!(field(Fiche { visees: [ctx.id()].into(), ..fiche("Titre", None) }).await, "visees");
        assert_eq!(field(Fiche { responsable: Some(Uuid::from_u128(99)), ..fiche("Titre", None) }).await, "responsable");
        let gone = write_objectif(&ctx, &db, None, ("Chacun son médecin", ""), [ctx.id()].into()).await;
        assert!(matches!(gone, Err(WriteError::Saisie(_))), "{gone:?}");
    }

    async fn aims_are_pasted_said_again_and_served(db) {
        let ctx = cpts(&db, "velay").await;
        let prs = ("PRS Auvergne-Rhône-Alpes 2023-2028", "Arrêté du 31 octobre 2023");
        let list = "1.1 ; Réduire le renoncement\n1.2 ; Dépister plus tôt";
        assert_eq!(list_visees(&ctx, &db, prs, TODAY, list).await.unwrap(), (2, 0));
        assert_eq!(list_visees(&ctx, &db, prs, TODAY, "1.2 ; Dépister tôt\n1.3 ; Former").await.unwrap(), (1, 1));
        let all = visees(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let aim = all.iter().find(|one| one.code == "1.2").unwrap();
        assert_eq!(aim.libelle, "Dépister tôt");
        let serves = Fiche { visees: [aim.id].into(), ..fiche("Placer les patients", None) };
        write_action(&ctx, &db, &law(), serves).await.unwrap();
        let coverage = couverture(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((coverage.visees_sans_action().len(), coverage.actions_sans_visee().len()), (2, 0));
        withdraw_visee(&ctx, &db, aim.id).await.unwrap();
        assert_eq!(visees(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 2);
    }

    async fn an_objective_that_leaves_takes_no_action_with_it(db) {
        let ctx = cpts(&db, "velay").await;
        let need = besoin(&ctx, &db, "Trouver un médecin").await;
        let goal = write_objectif(&ctx, &db, None, ("Chacun son médecin", ""), [need].into()).await.unwrap();
        write_action(&ctx, &db, &law(), fiche("Placer les patients", Some(goal))).await.unwrap();
        withdraw_objectif(&ctx, &db, goal, true).await.unwrap();
        let coverage = couverture(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((coverage.actions.len(), coverage.actions_sans_besoin().len()), (1, 1));
        withdraw_objectif(&ctx, &db, goal, false).await.unwrap();
        assert!(couverture(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_complete());
    }
}
