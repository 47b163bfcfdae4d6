use super::*;
use crate::contrat::GenreCrise;
use crate::{Refus, WriteError, annees};
use testkit::{each_engine, race};

async fn choose(db: &Db, id: Id<Contrat>, mission: MissionContrat) -> Result<(), WriteError> {
    crate::choose_mission(&leader(), db, &LAW, id, mission).await
}

fn refus<T: std::fmt::Debug>(done: Result<T, WriteError>) -> Refus {
    match done {
        Err(WriteError::Refus(refus)) => refus,
        other => panic!("{other:?}"),
    }
}

each_engine! { &SCHEMA;
    async fn a_draft_is_completed_signed_and_read_back(db) {
        let ctx = leader();
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS du Mézenc")).await.unwrap();
        assert_eq!(read(&db, &ctx, id).await.terme(), None);
        crate::sign_contrat(&ctx, &db, &LAW, id, Signatures { ars: None, ..all_on(SIGNATURE) }).await.unwrap();
        assert_eq!(read(&db, &ctx, id).await.signature, None, "two of three");
        let days = Signatures { ars: Some(date(2024, 3, 28)), ..all_on(SIGNATURE) };
        crate::sign_contrat(&ctx, &db, &LAW, id, days).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        assert_eq!((contrat.signature, contrat.terme()), (Some(date(2024, 3, 28)), Some(date(2029, 3, 28))));
        assert_eq!(contrat.termes, termes("CPTS du Mézenc"));
        assert_eq!((contrat.annee(TODAY), annees(&contrat).len()), (Some(2), 5));
        assert_eq!(actions(&db, &ctx).await, ["contrat.signe", "contrat.signature_notee", "contrat.prepare"]);
    }

    async fn a_signature_before_the_accord_or_to_come_is_refused(db) {
        let ctx = leader();
        let old = Termes { version: "aci-2019".to_owned(), ..termes("CPTS") };
        let id = crate::write_contrat(&ctx, &db, &LAW, old).await.unwrap();
        let early = refus(crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2019, 8, 24))).await);
        assert!(matches!(early, Refus::AvantAci(_)), "{early:?}");
        let late = refus(crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2026, 3, 3))).await);
        assert!(matches!(late, Refus::Futur { .. }), "{late:?}");
        crate::correct_contrat(&ctx, &db, &LAW, id, termes("CPTS")).await.unwrap();
        let version = refus(crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2021, 5, 1))).await);
        assert!(matches!(version, Refus::VersionFuture { .. }), "{version:?}");
    }

    async fn one_draft_at_a_time_even_when_two_are_written_at_once(db) {
        let ctx = leader();
        let written = race(4, || crate::write_contrat(&ctx, &db, &LAW, termes("CPTS"))).await;
        assert_eq!(written.iter().filter(|done| done.is_ok()).count(), 1, "{written:?}");
    }

    async fn two_contracts_do_not_overlap(db) {
        let ctx = leader();
        let first = signed(&db, &ctx).await;
        let next = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS")).await.unwrap();
        let done = crate::sign_contrat(&ctx, &db, &LAW, next, all_on(date(2026, 1, 5))).await;
        assert!(matches!(refus(done), Refus::Chevauche { .. }));
        crate::end_contrat(&ctx, &db, &LAW, first, date(2026, 1, 5), "Nouveau contrat").await.unwrap();
        crate::sign_contrat(&ctx, &db, &LAW, next, all_on(date(2026, 1, 5))).await.unwrap();
        let done = crate::resume_contrat(&ctx, &db, &LAW, first).await;
        assert!(matches!(refus(done), Refus::Chevauche { .. }));
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(crate::en_cours(&mut tx, TODAY).await.unwrap().unwrap().id, next);
        assert_eq!(crate::en_cours(&mut tx, date(2026, 1, 4)).await.unwrap().unwrap().id, first);
    }

    async fn a_mission_starts_inside_the_contract_and_in_the_past(db) {
        let id = signed(&db, &leader()).await;
        let before = refus(choose(&db, id, mission("acces", Some(date(2024, 3, 19)))).await);
        assert!(matches!(before, Refus::AvantSignature { champ: "debut", .. }), "{before:?}");
        let after = refus(choose(&db, id, mission("acces", Some(date(2029, 3, 20)))).await);
        assert!(matches!(after, Refus::ApresTerme { champ: "debut", .. }), "{after:?}");
        let future = refus(choose(&db, id, mission("acces", Some(date(2026, 3, 3)))).await);
        assert!(matches!(future, Refus::Futur { champ: "debut", .. }), "{future:?}");
        choose(&db, id, mission("acces", Some(SIGNATURE))).await.unwrap();
        choose(&db, id, mission("acces", Some(TODAY))).await.unwrap();
        assert_eq!(read(&db, &leader(), id).await.mission("acces").unwrap().debut, Some(TODAY));
    }

    async fn a_mission_unknown_to_the_version_in_force_is_refused(db) {
        let ctx = leader();
        let old = Termes { version: "aci-2019".to_owned(), ..termes("CPTS") };
        let id = crate::write_contrat(&ctx, &db, &LAW, old).await.unwrap();
        crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2021, 6, 1))).await.unwrap();
        let crise = refus(choose(&db, id, mission("crise", Some(date(2022, 6, 1)))).await);
        assert_eq!(crise.champ(), "debut");
        assert!(crise.to_string().contains("n’existe pas dans la version"), "{crise}");
        assert!(matches!(refus(choose(&db, id, mission("jardinage", None)).await), Refus::MissionInconnue { .. }));
        let clause = crate::Clause { objet: "Avenant 2".to_owned(), texte: String::new(), version: Some("aci-2019-avenant-2".to_owned()), population: None, signe_le: Some(date(2022, 4, 20)) };
        crate::amend(&ctx, &db, &LAW, id, date(2022, 5, 1), clause).await.unwrap();
        choose(&db, id, mission("crise", Some(date(2022, 6, 1)))).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let avenant = crate::contrats(&mut tx).await.unwrap()[0].avenants[0].id;
        drop(tx);
        let gone = refus(crate::remove_avenant(&ctx, &db, &LAW, id, avenant).await);
        assert!(matches!(gone, Refus::MissionInconnue { .. }), "the crisis mission would be left without version: {gone:?}");
    }

    async fn a_signature_is_not_moved_past_what_already_happened(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        choose(&db, id, mission("acces", Some(date(2024, 4, 1)))).await.unwrap();
        let moved = refus(crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2024, 5, 1))).await);
        assert!(matches!(moved, Refus::FaitDehors { .. }), "{moved:?}");
        crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2024, 3, 1))).await.unwrap();
        assert_eq!(actions(&db, &ctx).await[0], "contrat.signature_corrigee");
    }

    async fn the_amounts_of_a_draft_count_from_its_signature_and_follow_it(db) {
        let ctx = leader();
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS")).await.unwrap();
        let imprime = |cents| crate::Imprime { composante: "fonctionnement".to_owned(), part: "total".to_owned(), cents, du: None };
        crate::set_montants(&ctx, &db, &LAW, id, &[imprime(5_100_000)]).await.unwrap();
        let twice = crate::set_montants(&ctx, &db, &LAW, id, &[imprime(5_200_000)]).await;
        let Err(WriteError::Fautes(all)) = twice else { panic!("{twice:?}") };
        assert_eq!(all[0].champ, "montant-fonctionnement-total");
        for day in [SIGNATURE, date(2024, 3, 25)] {
            crate::sign_contrat(&ctx, &db, &LAW, id, all_on(day)).await.unwrap();
            let contrat = read(&db, &ctx, id).await;
            assert_eq!((contrat.montants[0].du, contrat.montants[0].cents), (day, 5_100_000));
            let resultat = crate::argent::simulate(&LAW, &contrat, &[], TODAY).unwrap().unwrap();
            assert_eq!((resultat.payments[0].date, resultat.payments[0].cents), (day, 5_100_000));
        }
    }

    async fn the_crisis_plan_is_delivered_once_then_updated(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let note = async |genre, le| crate::note_crise(&ctx, &db, &LAW, id, genre, le, "").await;
        assert_eq!(refus(note(GenreCrise::Plan, date(2024, 9, 1)).await), Refus::SansMissionCrise);
        choose(&db, id, mission("crise", Some(date(2024, 6, 1)))).await.unwrap();
        assert_eq!(refus(note(GenreCrise::MiseAJour, date(2024, 9, 1)).await), Refus::SansPlan);
        note(GenreCrise::Plan, date(2024, 9, 1)).await.unwrap();
        assert_eq!(refus(note(GenreCrise::Plan, date(2024, 10, 1)).await), Refus::DejaUnPlan);
        note(GenreCrise::MiseAJour, date(2025, 9, 1)).await.unwrap();
        note(GenreCrise::Crise, date(2025, 7, 1)).await.unwrap();
        assert_eq!(refus(note(GenreCrise::Crise, date(2025, 7, 1)).await), Refus::DejaNote(date(2025, 7, 1)));
        let cas = read(&db, &ctx, id).await.cas(&[], TODAY).unwrap();
        assert_eq!(cas.missions[0].plan_delivered, Some(date(2024, 9, 1)));
        assert_eq!(cas.missions[0].crises, [date(2025, 7, 1)]);
    }

    async fn a_leap_day_keeps_its_anniversaries(db) {
        let ctx = leader();
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS")).await.unwrap();
        crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2024, 2, 29))).await.unwrap();
        let starts: Vec<Date> = annees(&read(&db, &ctx, id).await).iter().map(|annee| annee.du).collect();
        assert_eq!(starts, [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]);
    }

    async fn settled_achievements_replace_those_of_the_year_and_weigh_one(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        choose(&db, id, mission("acces", Some(date(2024, 6, 1)))).await.unwrap();
        crate::note_taux(&ctx, &db, id, 1, "acces", 875_000, "Dialogue du 3 avril 2025").await.unwrap();
        let unknown = crate::note_taux(&ctx, &db, id, 6, "acces", 875_000, "Dialogue").await;
        assert_eq!(refus(unknown), Refus::AnneeInconnue(6));
        assert_eq!(refus(crate::note_taux(&ctx, &db, id, 1, "acces", 1_000_001, "Dialogue").await), Refus::Taux);
        let cas = read(&db, &ctx, id).await.cas(&[], TODAY).unwrap();
        assert_eq!(cas.achievements[0].indicators[0].label.as_deref(), Some("Ensemble de la mission"));
        let mut arretee = read(&db, &ctx, id).await.realisations.remove(0);
        assert_eq!(arretee.taux(), 875_000);
        arretee.indicateurs[0].poids = 999_999;
        let mut tx = db.begin(&ctx).await.unwrap();
        let short = refus(crate::settle_realisations(&mut tx, id, 1, &[arretee]).await);
        assert!(matches!(short, Refus::Poids { .. }), "{short:?}");
    }

    async fn nobody_writes_without_the_right_to(db) {
        let reader = testkit::ctx(testkit::CPTS, &[VOIR]);
        let done = crate::write_contrat(&reader, &db, &LAW, termes("CPTS")).await;
        assert!(matches!(done, Err(WriteError::Denied(_))), "{done:?}");
        let id = signed(&db, &leader()).await;
        assert!(matches!(crate::mark_echeance(&reader, &db, &LAW, id, "x", None, "").await, Err(WriteError::Denied(_))));
        assert!(matches!(crate::discard_contrat(&leader(), &db, id).await, Err(WriteError::Refus(Refus::DejaSigne))));
    }
}
