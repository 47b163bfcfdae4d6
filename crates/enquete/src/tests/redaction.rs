use super::*;
use testkit::each_engine;

async fn numbers(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Vec<u16> {
    let questions = store::question::questions(&mut db.read(ctx).await.unwrap(), id).await.unwrap();
    questions.iter().map(|question| question.numero).collect()
}

fn yes_no(intitule: &str, si: Option<(u16, &str)>) -> Enonce {
    let si = si.map(|(question, code)| Condition { question, code: code.to_owned() });
    Enonce { si, ..enonce(intitule, Genre::OuiNon, false) }
}

each_engine! { SCHEMA;
    async fn a_ready_made_survey_opens_as_it_is_and_is_read_back_whole(db) {
        let ctx = cpts(&db, "velay").await;
        for modele in modeles() {
            let id = write_from(&ctx, &db, modele).await.unwrap();
            open(&ctx, &db, id, TODAY, FIN).await.unwrap();
            let mut tx = db.read(&ctx).await.unwrap();
            assert_eq!(store::question::questions(&mut tx, id).await.unwrap(), modele.questions());
            assert_eq!(survey(&ctx, &db, id).await.etat(TODAY), Etat::Ouverte { du: TODAY, au: FIN });
        }
    }

    async fn questions_move_change_go_and_come_back_while_it_is_a_draft(db) {
        let ctx = cpts(&db, "velay").await;
        let id = draft(&ctx, &db, Anonymat::Anonyme).await;
        shift(&ctx, &db, id, 4, Sens::Monter).await.unwrap();
        shift(&ctx, &db, id, 1, Sens::Monter).await.unwrap();
        shift(&ctx, &db, id, 1, Sens::Descendre).await.unwrap();
        assert_eq!(numbers(&ctx, &db, id).await, [2, 1, 4, 3]);
        withdraw(&ctx, &db, id, 1).await.unwrap();
        assert_eq!(ask(&ctx, &db, id, yes_no("Encore", None)).await.unwrap(), 5, "a number is never given twice");
        assert_eq!(numbers(&ctx, &db, id).await, [2, 4, 3, 5]);
        restore(&ctx, &db, id, 1).await.unwrap();
        assert_eq!(numbers(&ctx, &db, id).await, [2, 1, 4, 3, 5]);
        rephrase(&ctx, &db, id, 2, yes_no("Autrement", None)).await.unwrap();
        let again = store::question::questions(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!(again[0].enonce, yes_no("Autrement", None));
    }

    async fn a_question_stays_after_the_one_it_depends_on(db) {
        let ctx = cpts(&db, "velay").await;
        let id = write(&ctx, &db, intitule("E"), Anonymat::Anonyme).await.unwrap();
        let refused = |done: Result<u16, EditError>| matches!(done, Err(EditError::Malformee(Malformee::Condition(_))));
        assert!(refused(ask(&ctx, &db, id, yes_no("Trop tôt", Some((1, "oui")))).await));
        ask(&ctx, &db, id, yes_no("Un", None)).await.unwrap();
        assert!(refused(ask(&ctx, &db, id, yes_no("Peut-être", Some((1, "peut-etre")))).await));
        ask(&ctx, &db, id, yes_no("Deux", Some((1, "oui")))).await.unwrap();
        assert!(refused(shift(&ctx, &db, id, 2, Sens::Monter).await.map(|()| 0)));
        assert!(refused(withdraw(&ctx, &db, id, 1).await.map(|()| 0)));
        let text = enonce("Un", Genre::TexteCourt, false);
        assert!(refused(rephrase(&ctx, &db, id, 1, text).await.map(|()| 0)));
        assert_eq!(numbers(&ctx, &db, id).await, [1, 2]);
    }

    async fn once_open_nothing_of_it_changes_but_a_copy_does(db) {
        let ctx = cpts(&db, "velay").await;
        let id = draft(&ctx, &db, Anonymat::Nominative).await;
        withdraw(&ctx, &db, id, 4).await.unwrap();
        open(&ctx, &db, id, TODAY, FIN).await.unwrap();
        let frozen = |done: Result<(), EditError>| matches!(done, Err(EditError::Refus(Refus::Figee)));
        assert!(frozen(ask(&ctx, &db, id, yes_no("Non", None)).await.map(|_| ())));
        assert!(frozen(rephrase(&ctx, &db, id, 1, yes_no("Non", None)).await));
        assert!(frozen(shift(&ctx, &db, id, 2, Sens::Monter).await));
        assert!(frozen(withdraw(&ctx, &db, id, 1).await) && frozen(restore(&ctx, &db, id, 4).await));
        assert!(frozen(describe(&ctx, &db, id, intitule("Non"), Anonymat::Anonyme).await));
        assert!(frozen(discard(&ctx, &db, id).await) && frozen(open(&ctx, &db, id, TODAY, FIN).await));
        let copy = copy(&ctx, &db, id).await.unwrap();
        assert_eq!(numbers(&ctx, &db, copy).await, [1, 2, 3], "what was withdrawn was forgotten");
        withdraw(&ctx, &db, copy, 3).await.unwrap();
        describe(&ctx, &db, copy, intitule("Bis"), Anonymat::Anonyme).await.unwrap();
        discard(&ctx, &db, copy).await.unwrap();
        assert_eq!(enquetes(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
    }

    async fn dates_alone_close_it_and_a_hand_reopens_it(db) {
        let ctx = cpts(&db, "velay").await;
        let id = draft(&ctx, &db, Anonymat::Anonyme).await;
        let tuesday = date(2026, 3, 3);
        open(&ctx, &db, id, tuesday, FIN).await.unwrap();
        let one = survey(&ctx, &db, id).await;
        assert_eq!(one.etat(TODAY), Etat::Prevue { du: tuesday, au: FIN });
        assert_eq!(one.etat(FIN), Etat::Ouverte { du: tuesday, au: FIN });
        assert_eq!(one.etat(date(2026, 3, 21)), Etat::Close { du: tuesday, au: FIN });
        let late = on(&ctx, date(2026, 3, 21));
        assert!(matches!(close(&late, &db, id).await, Err(EditError::Refus(Refus::DejaClose))));
        assert!(matches!(reopen(&late, &db, id, FIN).await, Err(EditError::Refus(Refus::Passe(_)))));
        reopen(&late, &db, id, date(2026, 4, 1)).await.unwrap();
        close(&on(&ctx, date(2026, 3, 25)), &db, id).await.unwrap();
        let one = survey(&ctx, &db, id).await;
        assert_eq!(one.etat(date(2026, 3, 25)), Etat::Close { du: tuesday, au: date(2026, 3, 25) });
    }

    async fn a_survey_that_cannot_be_answered_does_not_open(db) {
        let ctx = cpts(&db, "velay").await;
        let empty = write(&ctx, &db, intitule("Vide"), Anonymat::Anonyme).await.unwrap();
        let id = draft(&ctx, &db, Anonymat::Anonyme).await;
        let yesterday = date(2026, 3, 1);
        for (enquete, du, au, refus) in [
            (empty, TODAY, FIN, Refus::SansQuestion), (id, yesterday, FIN, Refus::Passe(TODAY)),
            (id, FIN, TODAY, Refus::Ordre), (id, TODAY, date(2027, 3, 4), Refus::TropLongtemps),
        ] {
            let done = open(&ctx, &db, enquete, du, au).await;
            assert!(matches!(&done, Err(EditError::Refus(r)) if *r == refus), "{done:?}");
        }
        let long = Intitule { titre: "x".repeat(201), ..intitule("") };
        assert!(matches!(write(&ctx, &db, long, Anonymat::Anonyme).await, Err(EditError::Refus(Refus::TropLong(200)))));
    }

    async fn whoever_lacks_the_right_writes_opens_and_sends_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        let id = draft(&ctx, &db, Anonymat::Anonyme).await;
        let member = only(&ctx, &[VOIR_RESULTATS, REPONDRE]);
        let denied = |done: Result<(), EditError>| matches!(done, Err(EditError::Denied(_)));
        assert!(denied(write(&member, &db, intitule("E"), Anonymat::Anonyme).await.map(|_| ())));
        assert!(denied(ask(&member, &db, id, yes_no("E", None)).await.map(|_| ())));
        assert!(denied(open(&member, &db, id, TODAY, FIN).await) && denied(copy(&member, &db, id).await.map(|_| ())));
        assert!(denied(invite(&member, &db, id, &people(&["Anne"]), false).await.map(|_| ())));
        assert!(denied(share(&member, &db, id).await.map(|_| ())) && denied(discard(&member, &db, id).await));
    }
}
