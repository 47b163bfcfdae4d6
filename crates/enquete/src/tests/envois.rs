use super::*;
use comptes::MessageDemande;
use testkit::each_engine;

/// The messages that wait, in the order they were asked for.
async fn letters(ctx: &Ctx, db: &Db) -> Vec<MessageDemande> {
    let later = Ctx { now: ctx.now + jiff::SignedDuration::from_hours(24 * 60), ..ctx.clone() };
    let due = db::outbox::due(&mut db.read(&later).await.unwrap(), 500).await.unwrap();
    due.iter()
        .filter(|event| event.nom == "comptes.message_demande")
        .map(|event| event.read().unwrap())
        .collect()
}

each_engine! { SCHEMA;
    async fn each_person_gets_one_link_of_their_own(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let sent = invite(&ctx, &db, id, &people(&["Anne", "Bruno", "anne"]), false).await.unwrap();
        assert_eq!((sent.envoyees, sent.deja), (2, 1), "one address, one invitation");
        assert_eq!(invite(&ctx, &db, id, &people(&["Bruno"]), false).await.unwrap().deja, 1);
        let letters = letters(&ctx, &db).await;
        let links: std::collections::BTreeSet<_> = letters.iter().map(|letter| letter.chemin.clone()).collect();
        assert_eq!((letters.len(), links.len()), (2, 2));
        let anne = letters.iter().find(|letter| letter.texte.starts_with("Bonjour Anne,")).unwrap();
        assert!(anne.texte.contains("CPTS velay") && anne.texte.contains("20\u{a0}mars 2026") && anne.texte.contains("{lien}"));
        assert_eq!(anne.objet, "Accès aux soins");
    }

    async fn what_nothing_reaches_is_named_and_the_others_are_invited(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let lines = "Anne Roux <anne@exemple.fr>\n06 12 34 56 78; 04 71 00 00 00";
        let people = Destinataire::lines(lines).unwrap();
        assert_eq!(people[0].nom, "Anne Roux");
        let sent = invite(&ctx, &db, id, &people, true).await.unwrap();
        assert_eq!((sent.envoyees, sent.refusees.len(), sent.refusees[0].0.as_str()), (2, 1, "04 71 00 00 00"));
        let letters = letters(&ctx, &db).await;
        assert!(letters.iter().any(|letter| matches!(letter.vers, comptes::Contact::Telephone(_)) && letter.texte.len() < 160));
        assert_eq!(Destinataire::lines("anne@exemple.fr\nLuc\n@"), Err(vec!["Luc".to_owned(), "@".to_owned()]));
    }

    async fn those_who_are_silent_are_reminded_twice_at_most(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let people = invited(&ctx, &db, id, &["Anne", "Bruno"]).await;
        answer_link(&people[0].1, &db, people[0].0, &fields(&said("infirmier", "mt", "1"))).await.unwrap();
        assert_eq!(remind(&ctx, &db, id, 0).await.unwrap(), 1);
        assert_eq!(remind(&ctx, &db, id, 0).await.unwrap(), 0, "the same button pressed again");
        assert_eq!(remind(&ctx, &db, id, 1).await.unwrap(), 1);
        assert!(matches!(remind(&ctx, &db, id, 2).await, Err(EditError::Refus(Refus::TropDeRelances))));
        let letters = letters(&ctx, &db).await;
        let reminders: Vec<_> = letters.iter().filter(|letter| letter.objet.starts_with("Rappel")).collect();
        assert!(reminders.len() == 2 && reminders.iter().all(|letter| letter.vers.to_string() == "bruno@exemple.fr"));
    }

    async fn any_link_of_a_person_answers_once(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let (invitation, first) = invited(&ctx, &db, id, &["Anne"]).await.remove(0);
        remind(&ctx, &db, id, 0).await.unwrap();
        let links = comptes::liens_directs(&mut db.read(&ctx).await.unwrap(), USAGE, invitation.uuid()).await.unwrap();
        assert_eq!(links.len(), 2);
        let sent = fields(&said("infirmier", "mt", "1"));
        answer_link(&first, &db, invitation, &sent).await.unwrap();
        for link in links {
            let follower = Ctx { actor: Actor::Lien(link.id.uuid()), ..first.clone() };
            let again = answer_link(&follower, &db, invitation, &sent).await;
            assert!(matches!(again, Err(AnswerError::DejaRepondu(TODAY))));
        }
    }

    async fn addresses_are_erased_a_month_after_the_end_and_the_counts_stay(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let people = invited(&ctx, &db, id, &["Anne", "Bruno"]).await;
        answer_link(&people[0].1, &db, people[0].0, &fields(&said("infirmier", "mt", "1"))).await.unwrap();
        let path = format!("/velay/espace/diagnostic/enquetes/{id}/invitations");
        let page = async |jour: Date| {
            let personne = Id::new(uuid::Uuid::from_u128(7));
            site::signed(&db, jour, personne, "coordination").get(&path).await.body
        };
        assert!(page(TODAY).await.contains("seront effacés le 19\u{a0}avril 2026"), "{}", page(TODAY).await);
        assert_eq!(erase_addresses(&on(&ctx, date(2026, 4, 18)), &db).await.unwrap(), 0);
        let instance = on(&ctx, date(2026, 4, 19)).within(Id::INSTANCE);
        assert_eq!(purge(&instance, &db).await.unwrap(), 2);
        let mut tx = db.read(&ctx).await.unwrap();
        let left = store::invitation::all(&mut tx, id).await.unwrap();
        assert!(left.iter().all(|one| one.nom.is_empty() && one.adresse.is_empty()), "{left:?}");
        assert_eq!(store::invitation::compte(&mut tx, id).await.unwrap(), (2, 1));
        let journal = db::journal::latest(&mut tx, i64::MAX, 1).await.unwrap();
        assert_eq!(journal[0].action, "enquete.adresses_effacees");
        drop(tx);
        assert!(page(date(2026, 4, 19)).await.contains("ont été effacés"));
        let again = on(&ctx, date(2026, 4, 20));
        assert_eq!(erase_addresses(&again, &db).await.unwrap(), 0);
        reopen(&again, &db, id, date(2026, 4, 30)).await.unwrap();
        let reminded = remind(&again, &db, id, 0).await;
        assert!(matches!(reminded, Err(EditError::Refus(Refus::TropDeRelances))), "nobody can be reminded any more");
        let nobody = only(&ctx, &[VOIR_RESULTATS]);
        assert!(matches!(erase_addresses(&nobody, &db).await, Err(EraseError::Denied(_))));
    }

    async fn nobody_is_asked_to_answer_a_closed_survey(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let late = on(&ctx, date(2026, 3, 21));
        for done in [invite(&late, &db, id, &people(&["Anne"]), false).await.map(|_| 0), remind(&late, &db, id, 0).await] {
            assert!(matches!(done, Err(EditError::Refus(Refus::Finie(FIN)))));
        }
        assert!(letters(&ctx, &db).await.is_empty());
    }
}
