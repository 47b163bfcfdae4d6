use super::*;
use testkit::{each_engine, race};

const INFIRMIER: &str = "q1=infirmier&q2=mt&q3=7,5&q4=";

async fn bulletins(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Vec<Reponse> {
    store::reponse::all(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

each_engine! { SCHEMA;
    async fn eight_answers_by_one_link_count_once(db) {
        let ctx = cpts(&db, "velay").await;
        for anonymat in [Anonymat::Anonyme, Anonymat::Nominative] {
            let id = opened(&ctx, &db, anonymat).await;
            let (invitation, zoe) = invited(&ctx, &db, id, &["Zoé"]).await.remove(0);
            let sent = fields(INFIRMIER);
            let done = race(8, async || answer_link(&zoe, &db, invitation, &sent).await).await;
            assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
            let late = done.iter().filter(|one| matches!(one, Err(AnswerError::DejaRepondu(_))));
            assert_eq!((late.count(), survey(&ctx, &db, id).await.reponses), (7, 1));
        }
    }

    async fn eight_people_answering_at_once_are_eight(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        share(&ctx, &db, id).await.unwrap();
        let code = survey(&ctx, &db, id).await.lien;
        let done = race(8, async || answer_open(&ctx, &db, &code, &form(&ctx, &db, id, INFIRMIER)).await).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let urne = store::reponse::urne(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!((urne.len(), survey(&ctx, &db, id).await.reponses), (8, 8));
    }

    async fn a_form_sent_again_counts_once_and_says_thank_you(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let code = share(&ctx, &db, id).await.unwrap();
        let sent = form(&ctx, &db, id, INFIRMIER);
        let done = race(4, async || answer_open(&ctx, &db, &code, &sent).await).await;
        assert!(done.iter().all(Result::is_ok));
        assert_eq!(survey(&ctx, &db, id).await.reponses, 1);
        let other = opened(&ctx, &db, Anonymat::Anonyme).await;
        let foreign = form(&ctx, &db, other, INFIRMIER);
        for forged in [fields(INFIRMIER), foreign, fields(&format!("{INFIRMIER}&formulaire=x.y"))] {
            assert!(matches!(answer_open(&ctx, &db, &code, &forged).await, Err(AnswerError::Formulaire)));
        }
    }

    async fn the_second_time_says_when_it_was_answered(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let (invitation, zoe) = invited(&ctx, &db, id, &["Zoé"]).await.remove(0);
        answer_link(&zoe, &db, invitation, &fields(INFIRMIER)).await.unwrap();
        let later = on(&zoe, date(2026, 3, 5));
        let again = answer_link(&later, &db, invitation, &fields(&format!("{INFIRMIER}&revision=1"))).await.unwrap_err();
        assert_eq!(again.to_string(), "Vous avez déjà répondu à cette enquête le 2\u{a0}mars 2026.");
    }

    async fn a_named_answer_changes_until_the_end_and_never_over_another_change(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let (invitation, zoe) = invited(&ctx, &db, id, &["Zoé"]).await.remove(0);
        answer_link(&zoe, &db, invitation, &fields(INFIRMIER)).await.unwrap();
        let change = |revision: u32| fields(&format!("q1=sage_femme&q2=&q3=&q4=Mieux&revision={revision}"));
        answer_link(&on(&zoe, FIN), &db, invitation, &change(1)).await.unwrap();
        assert!(matches!(answer_link(&zoe, &db, invitation, &change(1)).await, Err(AnswerError::Changee)));
        let one = bulletins(&ctx, &db, id).await.remove(0);
        assert_eq!((one.nom.as_str(), one.revision, one.bulletin.says(1, "sage_femme")), ("Zoé", 2, true));
        assert_eq!((survey(&ctx, &db, id).await.reponses, one.bulletin.get(3)), (1, None));
        let over = answer_link(&on(&zoe, date(2026, 3, 21)), &db, invitation, &change(2)).await;
        assert!(matches!(over, Err(AnswerError::Refus(Refus::Finie(FIN)))));
    }

    async fn nothing_is_taken_before_after_nor_without_the_link(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let code = share(&ctx, &db, id).await.unwrap();
        let (invitation, zoe) = invited(&ctx, &db, id, &["Zoé"]).await.remove(0);
        let late = date(2026, 3, 21);
        let over = |done: Result<(), AnswerError>| matches!(done, Err(AnswerError::Refus(Refus::Finie(FIN))));
        assert!(over(answer_link(&on(&zoe, late), &db, invitation, &fields(INFIRMIER)).await));
        assert!(over(answer_open(&on(&ctx, late), &db, &code, &form(&ctx, &db, id, INFIRMIER)).await));
        assert!(over(enter_paper(&on(&ctx, late), &db, id, &form(&ctx, &db, id, INFIRMIER)).await));
        let gone = on(&zoe, date(2026, 4, 30));
        let unknown = |done: Result<(), AnswerError>| matches!(done, Err(AnswerError::Inconnue));
        assert!(unknown(answer_link(&gone, &db, invitation, &fields(INFIRMIER)).await), "the link has expired");
        assert!(unknown(answer_link(&ctx, &db, invitation, &fields(INFIRMIER)).await), "no link is followed");
        unshare(&ctx, &db, id).await.unwrap();
        assert!(unknown(answer_open(&ctx, &db, &code, &form(&ctx, &db, id, INFIRMIER)).await));
        let draft = draft(&ctx, &db, Anonymat::Anonyme).await;
        let early = enter_paper(&ctx, &db, draft, &form(&ctx, &db, draft, INFIRMIER)).await;
        assert!(matches!(early, Err(AnswerError::Refus(Refus::PasOuverte))));
        assert_eq!(survey(&ctx, &db, id).await.reponses, 0);
    }

    async fn each_answer_at_fault_has_its_sentence_and_nothing_is_kept(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let (invitation, zoe) = invited(&ctx, &db, id, &["Zoé"]).await.remove(0);
        let wrong = "q1=&q2=mt&q2=age&q2=psy&q3=sept&q4=x";
        let Err(AnswerError::Fautes(fautes)) = answer_link(&zoe, &db, invitation, &fields(wrong)).await else { panic!() };
        assert_eq!(fautes, [(1, Faute::Obligatoire), (2, Faute::TropDeChoix(2)), (3, Faute::PasUnNombre("sept".into()))]);
        let wrong = "q1=sorcier&q2=autre&q3=400";
        let Err(AnswerError::Fautes(fautes)) = answer_link(&zoe, &db, invitation, &fields(wrong)).await else { panic!() };
        assert_eq!(fautes, [(1, Faute::HorsListe), (2, Faute::HorsListe), (3, Faute::TropGrand(365))]);
        answer_link(&zoe, &db, invitation, &fields(INFIRMIER)).await.unwrap();
    }

    async fn a_member_answers_once_by_the_link_or_from_their_account(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let personne = membre(&ctx, &db, "Zoé").await;
        let me = only(&Ctx { actor: Actor::Personne(personne.uuid()), ..ctx.clone() }, &[REPONDRE]);
        let sent = fields(INFIRMIER);
        let done = race(4, async || answer_member(&me, &db, id, &sent).await).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::invitation::compte(&mut tx, id).await.unwrap(), (0, 0), "not invited: counted apart");
        drop(tx);
        let again = Destinataire { personne: Some(personne), ..people(&["Zoé"]).remove(0) };
        let sent = invite(&ctx, &db, id, &[again], false).await.unwrap();
        assert_eq!((sent.envoyees, sent.deja), (0, 1), "whoever answered is not asked again");
        assert!(matches!(answer_member(&only(&me, &[]), &db, id, &fields(INFIRMIER)).await, Err(AnswerError::Denied(_))));
    }

    async fn a_named_answer_from_a_paper_needs_its_name(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let unsigned = enter_paper(&ctx, &db, id, &form(&ctx, &db, id, INFIRMIER)).await;
        assert!(matches!(unsigned, Err(AnswerError::SansNom)));
        enter_paper(&ctx, &db, id, &form(&ctx, &db, id, &format!("{INFIRMIER}&nom=Luc+Roux"))).await.unwrap();
        assert_eq!(bulletins(&ctx, &db, id).await[0].nom, "Luc Roux");
    }
}
