use super::site::cards;
use super::*;
use crate::droits::{AIDES, APPUYER, CONDUIRE, JOINDRE, VOIR};
use pieces::Depot;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

fn octroi() -> Octroi {
    Octroi {
        intitule: "Aide au démarrage".to_owned(),
        financeur: "ARS".to_owned(),
        montant: 1_500_000,
        accordee_le: date(2026, 1, 12),
        source: "Courrier du 12 janvier 2026".to_owned(),
        fin: Some(date(2026, 4, 30)),
    }
}

async fn aid(ctx: &Ctx, db: &Db) -> Aide {
    store::aides::aides(&mut db.read(ctx).await.unwrap()).await.unwrap().remove(0)
}

each_engine! { SCHEMA;
    async fn money_received_is_never_more_than_granted_even_noted_twice_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        grant_aide(&ctx, &db, id, octroi()).await.unwrap();
        let done = race(4, || receive_versement(&ctx, &db, id, ctx.id(), (1_000_000, TODAY), "VIR ARS")).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        receive_versement(&ctx, &db, id, ctx.id(), (500_000, TODAY), "").await.unwrap();
        assert_eq!(aid(&ctx, &db).await.recu(), 1_500_000);
        let first = aid(&ctx, &db).await.versements[0].id;
        withdraw_versement(&ctx, &db, first).await.unwrap();
        assert_eq!(aid(&ctx, &db).await.recu(), 500_000);
        withdraw_aide(&ctx, &db, id).await.unwrap();
        let gone = receive_versement(&ctx, &db, id, ctx.id(), (1, TODAY), "").await;
        assert!(matches!(gone, Err(WriteError::Inconnu(_))), "{gone:?}");
    }

    async fn an_aid_is_never_spent_twice_even_by_two_at_once_and_its_end_is_said(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        grant_aide(&ctx, &db, id, octroi()).await.unwrap();
        let done = race(4, || spend_aide(&ctx, &db, id, ctx.id(), (1_000_000, TODAY), "Loyer")).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        let kept = aid(&ctx, &db).await;
        assert_eq!((kept.depense(), kept.reste()), (1_000_000, 500_000));
        let member = only(&ctx, &[CONDUIRE]);
        assert!(matches!(spend_aide(&member, &db, id, ctx.id(), (1, TODAY), "x").await, Err(WriteError::Denied(_))));
        let desk = only(&ctx, &[VOIR, AIDES]);
        assert!(cards(&db, &desk, TODAY).await.contains("restent à dépenser"));
        withdraw_depense(&ctx, &db, kept.depenses[0].id).await.unwrap();
        assert_eq!(aid(&ctx, &db).await.depense(), 0);
    }

    async fn an_aid_says_its_amount_its_day_and_where_it_is_written(db) {
        let ctx = cpts(&db, "velay").await;
        for bad in [
            Octroi { montant: 0, ..octroi() },
            Octroi { accordee_le: date(2026, 3, 3), ..octroi() },
            Octroi { source: " ".to_owned(), ..octroi() },
        ] {
            assert!(matches!(grant_aide(&ctx, &db, ctx.id(), bad).await, Err(WriteError::Saisie(_))));
        }
        let id = ctx.id();
        grant_aide(&ctx, &db, id, octroi()).await.unwrap();
        let early = receive_versement(&ctx, &db, id, ctx.id(), (1, date(2026, 1, 11)), "").await;
        assert!(matches!(early, Err(WriteError::Saisie(_))), "{early:?}");
        let member = only(&ctx, &[CONDUIRE]);
        assert!(matches!(grant_aide(&member, &db, ctx.id(), octroi()).await, Err(WriteError::Denied(_))));
    }

    async fn what_is_not_right_in_the_statutes_says_what_to_change(db) {
        let ctx = cpts(&db, "velay").await;
        let bare = check_statuts(&ctx, &db, &law(), "ouverture", (Resultat::NonConforme, TODAY), "").await;
        assert!(matches!(bare, Err(WriteError::Saisie(_))), "{bare:?}");
        check_statuts(&ctx, &db, &law(), "ouverture", (Resultat::ARevoir, TODAY), "Article 5 : le social manque.").await.unwrap();
        let unsaid = check_statuts(&ctx, &db, &law(), "ouverture", (Resultat::Conforme, TODAY), "").await;
        assert!(matches!(unsaid, Err(WriteError::Saisie(_))), "{unsaid:?}");
        check_statuts(&ctx, &db, &law(), "ouverture", (Resultat::Conforme, TODAY), "Article 5 réécrit.").await.unwrap();
        let kept = store::statuts::verifications(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(kept.iter().map(|one| one.resultat).collect::<Vec<_>>(), [Resultat::Conforme]);
        let unknown = check_statuts(&ctx, &db, &law(), "couleur", (Resultat::Conforme, TODAY), "").await;
        assert!(matches!(unknown, Err(WriteError::Inconnu(_))), "{unknown:?}");
    }

    async fn what_the_statutes_say_is_noted_and_leads_to_a_proposed_result(db) {
        let ctx = cpts(&db, "velay").await;
        let one = |siret: &str| Faits(BTreeMap::from([("siret", siret), ("rna", "w431234567"), ("compte", "oui"), ("couleur", "bleu")].map(|(code, text)| (code.to_owned(), vec![text.to_owned()]))));
        let bad = note_faits(&ctx, &db, &law(), "financements", &one("123")).await;
        assert!(matches!(&bad, Err(WriteError::Saisie(refus)) if refus.champ == "siret"), "{bad:?}");
        note_faits(&ctx, &db, &law(), "financements", &one("732 829 320 00074")).await.unwrap();
        let points = crate::read_statuts::points(&mut db.read(&ctx).await.unwrap(), &law()).await.unwrap();
        let point = points.iter().find(|one| one.modele.code == "financements").unwrap();
        assert_eq!((point.faits.first("rna"), point.faits.first("couleur")), ("W431234567", ""));
        assert_eq!((point.bilan.propose, point.bilan.manques.len()), (Resultat::Conforme, 0));
        check_statuts(&ctx, &db, &law(), "financements", (Resultat::Conforme, TODAY), "").await.unwrap();
        let object = points.iter().find(|one| one.modele.code == "missions").unwrap();
        assert!(object.bilan.manques.len() >= 4, "{:?}", object.bilan);
    }

    async fn a_help_is_noted_once_received_and_can_be_taken_off(db) {
        let ctx = cpts(&db, "velay").await;
        let recit = |jour, minutes| Recit { jour, institution: "CPAM".into(), personnes: "Mme Coste".into(), minutes, objet: "Statuts relus".into(), suite: String::new() };
        for bad in [recit(date(2026, 3, 3), 60), recit(TODAY, 0)] {
            assert!(matches!(note_appui(&ctx, &db, bad).await, Err(WriteError::Saisie(_))));
        }
        let id = note_appui(&ctx, &db, recit(TODAY, 90)).await.unwrap();
        withdraw_appui(&ctx, &db, id, "Noté deux fois").await.unwrap();
        assert!(store::appuis::appuis(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
        let kept = store::appuis::tous(&mut db.read(&ctx).await.unwrap()).await.unwrap().remove(0);
        assert_eq!(kept.retrait.unwrap().motif, "Noté deux fois");
    }

    async fn a_help_is_taken_off_by_its_author_or_whoever_leads_with_a_reason(db) {
        let ctx = cpts(&db, "velay").await;
        let recit = || Recit { jour: TODAY, institution: "ARS".into(), personnes: String::new(), minutes: 60, objet: "Appel".into(), suite: String::new() };
        let referent = |n| only(&person(&ctx, n), &[VOIR, APPUYER]);
        let id = note_appui(&referent(7), &db, recit()).await.unwrap();
        let other = withdraw_appui(&referent(8), &db, id, "Erreur").await;
        assert!(matches!(other, Err(WriteError::AppuiDAutrui)), "{other:?}");
        let silent = withdraw_appui(&referent(7), &db, id, " ").await;
        assert!(matches!(silent, Err(WriteError::Saisie(_))), "{silent:?}");
        withdraw_appui(&referent(7), &db, id, "Erreur").await.unwrap();
        let id = note_appui(&referent(7), &db, recit()).await.unwrap();
        withdraw_appui(&ctx, &db, id, "Doublon").await.unwrap();
        let twice = withdraw_appui(&ctx, &db, id, "Doublon").await;
        assert!(matches!(twice, Err(WriteError::Inconnu(_))), "{twice:?}");
    }

    async fn a_paper_is_kept_beside_its_subject_and_taken_away(db) {
        let ctx = cpts(&db, "velay").await;
        let depot = Depot::new("statuts.txt", b"Article 1".to_vec());
        attach_piece(&ctx, &db, &Sujet::annexe(), depot.clone()).await.unwrap();
        let treasurer = only(&ctx, &[AIDES, JOINDRE]);
        let refused = attach_piece(&treasurer, &db, &Sujet::statut("ouverture"), depot).await;
        assert!(matches!(refused, Err(WriteError::Denied(_))), "{refused:?}");
        let all = store::pieces::jointes(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(all.iter().map(|one| one.piece.nom.as_str()).collect::<Vec<_>>(), ["statuts.txt"]);
        assert!(matches!(detach_piece(&treasurer, &db, all[0].id).await, Err(WriteError::Denied(_))));
        assert_eq!(detach_piece(&ctx, &db, all[0].id).await.unwrap(), Sujet::annexe());
        assert!(store::pieces::jointes(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
    }

    async fn the_same_form_sent_twice_at_once_notes_one_aid_and_one_payment(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, key) = (ctx.id(), ctx.id());
        let granted = race(4, || grant_aide(&ctx, &db, id, octroi())).await;
        assert!(granted.iter().all(Result::is_ok), "{granted:?}");
        let paid = race(4, || receive_versement(&ctx, &db, id, key, (500_000, TODAY), "VIR ARS")).await;
        assert!(paid.iter().all(Result::is_ok), "{paid:?}");
        assert_eq!(aid(&ctx, &db).await.recu(), 500_000);
        assert_eq!(store::aides::aides(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
        let other = receive_versement(&ctx, &db, id, key, (1, TODAY), "VIR ARS").await;
        assert!(matches!(other, Err(WriteError::DejaNote)), "{other:?}");
        let other = grant_aide(&ctx, &db, id, Octroi { montant: 1, ..octroi() }).await;
        assert!(matches!(other, Err(WriteError::DejaNote)), "{other:?}");
    }

    async fn a_file_taken_away_is_gone(db) {
        let ctx = cpts(&db, "velay").await;
        attach_piece(&ctx, &db, &Sujet::annexe(), Depot::new("statuts.txt", b"Article 1".to_vec())).await.unwrap();
        let one = store::pieces::jointes(&mut db.read(&ctx).await.unwrap()).await.unwrap().remove(0);
        detach_piece(&ctx, &db, one.id).await.unwrap();
        assert_eq!(pieces::piece(&mut db.read(&ctx).await.unwrap(), one.piece.id).await.unwrap(), None);
        let twice = detach_piece(&ctx, &db, one.id).await;
        assert!(matches!(twice, Err(WriteError::Inconnu(_))), "{twice:?}");
    }

    async fn files_go_with_what_they_proved(db) {
        let ctx = cpts(&db, "velay").await;
        let (aide, loyer, salle) = (ctx.id(), ctx.id(), ctx.id());
        grant_aide(&ctx, &db, aide, octroi()).await.unwrap();
        for depense in [loyer, salle] {
            spend_aide(&ctx, &db, aide, depense, (100, TODAY), "Location").await.unwrap();
        }
        for (n, sujet) in [Sujet::depense(loyer), Sujet::depense(salle), Sujet::aide(aide), Sujet::annexe()].iter().enumerate() {
            attach_piece(&ctx, &db, sujet, Depot::new(&format!("{n}.txt"), vec![b'a'; n + 1])).await.unwrap();
        }
        let all = store::pieces::jointes(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        withdraw_depense(&ctx, &db, loyer).await.unwrap();
        assert_eq!(pieces::piece(&mut db.read(&ctx).await.unwrap(), all[0].piece.id).await.unwrap(), None);
        let late = attach_piece(&ctx, &db, &Sujet::depense(loyer), Depot::new("a.txt", b"a".to_vec())).await;
        assert!(matches!(late, Err(WriteError::Inconnu(_))), "{late:?}");
        withdraw_aide(&ctx, &db, aide).await.unwrap();
        let left: Vec<_> = all.iter().map(|one| one.piece.id).collect();
        let left = pieces::pieces(&mut db.read(&ctx).await.unwrap(), &left).await.unwrap();
        assert_eq!(left.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>(), ["3.txt"]);
    }

    async fn of_two_who_note_facts_upon_the_same_reading_one_is_kept(db) {
        let ctx = cpts(&db, "velay").await;
        let faits = |who: usize| Faits(BTreeMap::from([("signataire".to_owned(), vec![format!("Bureau {who}")])]));
        let (lus, turn) = (db::journal::fingerprint(&Faits::default()), AtomicUsize::new(0));
        let note = async || {
            let mine = faits(turn.fetch_add(1, Ordering::SeqCst));
            correct_faits(&ctx, &db, &law(), ("emploi", &lus), &mine).await
        };
        let done = race(4, note).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().all(|one| matches!(one, Ok(()) | Err(WriteError::StatutsChanges))), "{done:?}");
        let kept = store::statuts::faits(&mut db.read(&ctx).await.unwrap()).await.unwrap().remove("emploi").unwrap();
        correct_faits(&ctx, &db, &law(), ("emploi", &lus), &kept).await.unwrap();
    }

    async fn a_file_is_kept_beside_what_exists_only(db) {
        let ctx = cpts(&db, "velay").await;
        let id = Uuid::from_u128(9);
        let depot = || Depot::new("statuts.txt", b"Article 1".to_vec());
        for nowhere in [
            "annexe:autre".to_owned(), "statut:couleur".to_owned(), "critere:emergence/rien".to_owned(), "critere:x".to_owned(),
            "envoi:x".to_owned(), format!("envoi:{id}"), format!("question:{id}"), format!("aide:{id}"),
        ] {
            let refused = attach_piece(&ctx, &db, &nowhere.parse().unwrap(), depot()).await;
            assert!(matches!(refused, Err(WriteError::Inconnu(_))), "{nowhere} {refused:?}");
        }
        let aide = ctx.id();
        grant_aide(&ctx, &db, aide, octroi()).await.unwrap();
        for known in [Sujet::critere("emergence", "contacts"), Sujet::statut("ouverture"), Sujet::aide(aide)] {
            attach_piece(&ctx, &db, &known, depot()).await.unwrap();
        }
    }
}
