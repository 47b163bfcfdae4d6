use super::*;
use testkit::{each_engine, race};

fn refused<T: std::fmt::Debug>(result: Result<T, WriteError>) -> Refus {
    match result {
        Err(WriteError::Refus(refus)) => refus.into_iter().next().unwrap(),
        other => panic!("{other:?}"),
    }
}

each_engine! { SCHEMA;
    async fn an_invoice_is_split_to_the_cent_and_noted_once(db) {
        let ctx = cpts(&db, "velay").await;
        let (acces, crise) = (Cle::Aci(Mission::Acces), Cle::Aci(Mission::Crise));
        let split = |second| saisie(Genre::Depense, date(2026, 1, 5), 10_001, &[(acces, "6132", 5_000), (crise, "6132", second)], "F-1");
        let wrong = refused(write_mouvement(&ctx, &db, ctx.id(), split(5_000), None).await);
        assert_eq!(wrong, Refus::Somme { total: 10_001, parts: 10_000 });
        let id = ctx.id();
        write_mouvement(&ctx, &db, id, split(5_001), None).await.unwrap();
        write_mouvement(&ctx, &db, id, split(5_001), None).await.unwrap();
        let again = refused(write_mouvement(&ctx, &db, ctx.id(), split(5_001), None).await);
        assert!(matches!(again, Refus::Doublon { cents: 10_001, .. }));
        let book = read(&ctx, &db).await;
        assert_eq!((book.somme(acces, Genre::Depense, |_| true), book.somme(crise, Genre::Depense, |_| true)), (5_000, 5_001));
        let bank = saisie(Genre::Depense, date(2026, 1, 5), 1, &[(acces, "512", 1)], "");
        assert_eq!(refused(write_mouvement(&ctx, &db, ctx.id(), bank, None).await).champ(), "compte-1");
        let ghost = saisie(Genre::Depense, date(2026, 1, 5), 1, &[(Cle::Libre(ctx.id()), "6132", 1)], "");
        assert_eq!(refused(write_mouvement(&ctx, &db, ctx.id(), ghost, None).await).champ(), "enveloppe-1");
    }

    async fn the_same_reference_day_and_amount_typed_at_once_is_kept_once(db) {
        let ctx = cpts(&db, "velay").await;
        let one = || write_mouvement(&ctx, &db, ctx.id(), facture(date(2026, 1, 5), 100, Mission::Acces, "F-1"), None);
        let won = race(8, one).await.into_iter().filter(Result::is_ok).count();
        assert_eq!(won, 1);
        assert_eq!(read(&ctx, &db).await.lignes.len(), 1);
    }

    async fn a_commitment_becomes_spent_and_is_never_counted_twice(db) {
        let ctx = cpts(&db, "velay").await;
        let acces = Cle::Aci(Mission::Acces);
        let promise = note(&ctx, &db, saisie(Genre::Engagement, date(2026, 1, 5), 30_000, &[(acces, "6185", 30_000)], "D-1")).await;
        let pay = |cents, reference: &str| Saisie { engagement: Some(promise), ..facture(date(2026, 2, 5), cents, Mission::Acces, reference) };
        note(&ctx, &db, pay(10_000, "F-1")).await;
        let book = read(&ctx, &db).await;
        let sums = |book: &Livre| (book.somme(acces, Genre::Engagement, |_| true), book.somme(acces, Genre::Depense, |_| true));
        assert_eq!(sums(&book), (20_000, 10_000));
        assert!(matches!(withdraw_mouvement(&ctx, &db, promise).await, Err(WriteError::Cite)));
        settle_engagement(&ctx, &db, promise, true).await.unwrap();
        assert_eq!(sums(&read(&ctx, &db).await), (0, 10_000));
        assert_eq!(refused(write_mouvement(&ctx, &db, ctx.id(), pay(1, "F-2"), None).await), Refus::Engagement);
        assert_eq!(refused(settle_engagement(&ctx, &db, promise, true).await), Refus::Engagement);
        settle_engagement(&ctx, &db, promise, false).await.unwrap();
        note(&ctx, &db, pay(25_000, "F-2")).await;
        assert_eq!(sums(&read(&ctx, &db).await), (0, 35_000), "an invoice above its quote");
    }

    async fn a_correction_keeps_the_old_line_in_the_journal_and_a_stale_page_overwrites_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        let id = note(&ctx, &db, facture(date(2026, 1, 5), 100, Mission::Acces, "F-1")).await;
        let seen = store::mouvements::one(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        let new = facture(date(2026, 1, 6), 200, Mission::Acces, "F-1");
        correct_mouvement(&ctx, &db, id, new.clone(), &seen.lecture()).await.unwrap();
        let late = correct_mouvement(&ctx, &db, id, new, &seen.lecture()).await;
        assert!(matches!(late, Err(WriteError::Change)));
        let line = db::journal::latest(&mut db.read(&ctx).await.unwrap(), i64::MAX, 1).await.unwrap().remove(0);
        assert!(line.action == "budget.mouvement_corrige" && line.detail.contains("1,00\u{a0}€ → 2,00\u{a0}€"), "{line:?}");
        let other = note(&ctx, &db, facture(date(2026, 1, 7), 200, Mission::Acces, "F-2")).await;
        let seen = store::mouvements::one(&mut db.read(&ctx).await.unwrap(), other).await.unwrap().unwrap();
        let clash = correct_mouvement(&ctx, &db, other, facture(date(2026, 1, 6), 200, Mission::Acces, "F-1"), &seen.lecture()).await;
        assert!(matches!(refused(clash), Refus::Doublon { .. }));
        withdraw_mouvement(&ctx, &db, other).await.unwrap();
        note(&ctx, &db, facture(date(2026, 1, 7), 200, Mission::Acces, "F-2")).await;
    }

    async fn a_closed_year_is_corrected_by_a_contra_entry_in_the_next(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        let id = note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-1")).await;
        assert_eq!(refused(close_annee(&ctx, &db, Arc::clone(&LAW), 2026).await), Refus::EnCours(2026));
        close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.unwrap();
        assert_eq!(refused(close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await), Refus::Close(2025));
        assert_eq!(refused(write_mouvement(&ctx, &db, ctx.id(), facture(date(2025, 12, 31), 1, Mission::Acces, ""), None).await), Refus::Close(2025));
        assert_eq!(refused(withdraw_mouvement(&ctx, &db, id).await), Refus::Close(2025));
        let seen = store::mouvements::one(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        let moved = correct_mouvement(&ctx, &db, id, facture(date(2026, 1, 1), 100, Mission::Acces, "F-1"), &seen.lecture()).await;
        assert_eq!(refused(moved), Refus::Close(2025), "out of a closed year neither");
        assert_eq!(refused(reverse_mouvement(&ctx, &db, id, date(2025, 12, 31)).await), Refus::Close(2025));
        let contra = reverse_mouvement(&ctx, &db, id, TODAY).await.unwrap();
        assert_eq!(refused(reverse_mouvement(&ctx, &db, id, TODAY).await), Refus::Contre);
        assert_eq!(refused(reverse_mouvement(&ctx, &db, contra, TODAY).await), Refus::Contre);
        let book = read(&ctx, &db).await;
        let (acces, of) = (Cle::Aci(Mission::Acces), |annee| move |jour: Date| jour.year() == annee);
        assert_eq!((book.somme(acces, Genre::Depense, of(2025)), book.somme(acces, Genre::Depense, of(2026))), (100, -100));
    }

    async fn years_are_closed_in_order_and_nothing_is_written_before_a_closed_one(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        let close = async |annee| close_annee(&ctx, &db, Arc::clone(&LAW), annee).await;
        note(&ctx, &db, facture(date(2023, 5, 5), 100, Mission::Acces, "F-1")).await;
        note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-2")).await;
        assert_eq!(refused(close(2025).await), Refus::Precedente(2023));
        close(2023).await.unwrap();
        assert_eq!(refused(close(2025).await), Refus::Precedente(2024), "it has no movement and balances to hand on");
        close(2024).await.unwrap();
        close(2025).await.unwrap();
        let before = store::annees::soldes(&mut db.read(&ctx).await.unwrap(), 2026).await.unwrap();
        assert_eq!(before.iter().find(|one| one.compte == "512").map(|one| one.cents), Some(-200));
        for annee in [2023, 2024] {
            assert_eq!(refused(close(annee).await), Refus::Close(annee));
        }
        assert_eq!(refused(write_mouvement(&ctx, &db, ctx.id(), facture(date(2022, 1, 1), 1, Mission::Acces, ""), None).await), Refus::Close(2022), "older than a closed one");
        assert_eq!(store::annees::soldes(&mut db.read(&ctx).await.unwrap(), 2026).await.unwrap(), before);
    }

    async fn balances_that_were_typed_settle_the_years_before(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        note(&ctx, &db, facture(date(2024, 5, 5), 100, Mission::Acces, "F-1")).await;
        note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-2")).await;
        let solde = |compte: &str, cents| Solde { compte: compte.into(), libelle: String::new(), cents };
        set_soldes(&ctx, &db, 2025, vec![solde("512", 500), solde("110", -500)]).await.unwrap();
        close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.unwrap();
        assert_eq!(refused(close_annee(&ctx, &db, Arc::clone(&LAW), 2024).await), Refus::Close(2024));
    }

    async fn of_closing_a_year_and_writing_before_it_at_once_nothing_is_left_behind(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-1")).await;
        let turn = std::sync::atomic::AtomicU32::new(0);
        let done = race(8, || async {
            match turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                3 => close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.is_ok(),
                n => write_mouvement(&ctx, &db, ctx.id(), facture(date(2024, 6, 1), i64::from(n) + 1, Mission::Acces, ""), None).await.is_ok(),
            }
        }).await;
        let old = read(&ctx, &db).await.lignes.iter().filter(|one| one.jour.year() == 2024).count();
        let closed = store::annees::closes(&mut db.read(&ctx).await.unwrap()).await.unwrap().contains_key(&2025);
        assert!(closed != (old > 0), "{done:?}");
    }

    async fn of_closing_and_writing_at_once_one_wins_and_the_file_holds_what_was_written(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-1")).await;
        let turn = std::sync::atomic::AtomicU32::new(0);
        let done = race(8, || async {
            match turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                3 => close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.map(|()| 0),
                n => write_mouvement(&ctx, &db, ctx.id(), facture(date(2025, 6, 1), i64::from(n) + 1, Mission::Acces, ""), None).await.map(|()| i64::from(n) + 1),
            }
        }).await;
        let written: i64 = done.iter().filter_map(|one| one.as_ref().ok()).sum();
        let opening = store::annees::soldes(&mut db.read(&ctx).await.unwrap(), 2026).await.unwrap();
        let bank = opening.iter().find(|one| one.compte == "512").unwrap();
        assert_eq!(bank.cents, -(100 + written), "{done:?}");
    }

    async fn a_file_is_tried_then_written_and_never_doubled(db) {
        let ctx = cpts(&db, "velay").await;
        let cle = Cle::Aci(Mission::Fonctionnement);
        let defaut = releve::Defaut { genre: Genre::Depense, cle, compte: "6064".to_owned(), enveloppes: Vec::new() };
        let file = "date;libelle;montant;reference\n05/01/2026;Papier;12,50;F-1\n06/01/2026;Encre;7;\n06/01/2026;Encre;7;\n07/01/2030;Futur;7;\n08/01/2026;Rien;0;\n";
        let bring = async |essai| import_mouvements(&ctx, &db, file.as_bytes(), &defaut, essai).await.unwrap();
        let tried = bring(true).await;
        assert_eq!((tried.ecrites.len(), tried.connues.clone(), tried.refuses.len()), (2, vec![4], 2));
        assert_eq!(read(&ctx, &db).await.lignes.len(), 0, "nothing is written by a try");
        assert_eq!(bring(false).await.ecrites.len(), 2);
        let again = bring(false).await;
        assert_eq!((again.ecrites.len(), again.connues.len()), (0, 3));
        let typed = write_mouvement(&ctx, &db, ctx.id(), saisie(Genre::Depense, date(2026, 1, 5), 1_250, &[(cle, "6064", 1_250)], "f-1"), None).await;
        assert!(matches!(refused(typed), Refus::Doublon { .. }));
        assert_eq!(read(&ctx, &db).await.somme(cle, Genre::Depense, |_| true), 1_950);
    }

    async fn an_imported_row_that_was_corrected_is_not_written_again(db) {
        let ctx = cpts(&db, "velay").await;
        let cle = Cle::Aci(Mission::Fonctionnement);
        let defaut = releve::Defaut { genre: Genre::Depense, cle, compte: "6064".to_owned(), enveloppes: Vec::new() };
        let file = "date;libelle;montant;reference\n05/01/2026;Papier;12,50;F-1\n06/01/2026;Encre;7;\n";
        let bring = async || import_mouvements(&ctx, &db, file.as_bytes(), &defaut, false).await.unwrap();
        assert_eq!(bring().await.ecrites.len(), 2);
        let all = store::mouvements::mouvements(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        for one in &all {
            let parts = vec![Part { cents: 900, ..one.saisie.parts[0].clone() }];
            let reference = if one.saisie.reference.is_empty() { "F-8" } else { "F-9" }.to_owned();
            let right = Saisie { libelle: "Corrigé".into(), cents: 900, parts, reference, ..one.saisie.clone() };
            correct_mouvement(&ctx, &db, one.id, right, &one.lecture()).await.unwrap();
        }
        let again = bring().await;
        assert_eq!((again.ecrites.len(), again.connues.len()), (0, 2));
        assert_eq!(read(&ctx, &db).await.somme(cle, Genre::Depense, |_| true), 1_800);
        let typed = saisie(Genre::Depense, date(2026, 1, 5), 900, &[(cle, "6064", 900)], "F-9");
        assert!(matches!(refused(write_mouvement(&ctx, &db, ctx.id(), typed, None).await), Refus::Doublon { .. }), "its new reference counts too");
        withdraw_mouvement(&ctx, &db, all[0].id).await.unwrap();
        assert_eq!(bring().await.ecrites.len(), 1, "taken away, its row may come back");
    }

    async fn a_paper_joined_by_mistake_is_taken_off_with_a_trace_while_its_year_is_open(db) {
        let ctx = cpts(&db, "velay").await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned())].into()).await.unwrap();
        let id = note(&ctx, &db, facture(date(2025, 5, 5), 100, Mission::Acces, "F-1")).await;
        let papers = async || store::pieces::of(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        for name in ["facture.txt", "autre.txt"] {
            attach_piece(&ctx, &db, id, &pieces::Depot::new(name, name.as_bytes().to_vec())).await.unwrap();
        }
        let wrong = papers().await.into_iter().find(|one| one.nom == "autre.txt").unwrap().id;
        let stranger = Ctx { rights: kernel::Rights::none(), ..ctx.clone() };
        assert!(matches!(detach_piece(&stranger, &db, id, wrong).await, Err(WriteError::Denied(_))));
        detach_piece(&ctx, &db, id, wrong).await.unwrap();
        assert!(matches!(detach_piece(&ctx, &db, id, wrong).await, Err(WriteError::Inconnu(_))));
        let left = papers().await;
        assert_eq!(left.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>(), ["facture.txt"]);
        let lines = db::journal::latest(&mut db.read(&ctx).await.unwrap(), i64::MAX, 5).await.unwrap();
        assert!(lines.iter().any(|one| one.action == "budget.piece_retiree" && one.detail == "autre.txt"), "{lines:?}");
        close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.unwrap();
        assert_eq!(refused(detach_piece(&ctx, &db, id, left[0].id).await), Refus::Close(2025), "the proof of a closed year stays");
    }

    async fn a_transfer_between_envelopes_needs_its_paper(db) {
        let ctx = cpts(&db, "velay").await;
        let (acces, crise) = (Cle::Aci(Mission::Acces), Cle::Aci(Mission::Crise));
        let tried = Transfert { de: acces, vers: crise, cents: 5_000 };
        let why = (TODAY, "Accord de la CPAM");
        assert_eq!(refused(note_decision(&ctx, &db, ctx.id(), tried, why, None).await), Refus::SansPiece);
        let depot = || Some(pieces::Depot::new("accord.txt", b"Accord".to_vec()));
        let same = Transfert { vers: acces, ..tried };
        assert_eq!(refused(note_decision(&ctx, &db, ctx.id(), same, why, depot()).await), Refus::Memes);
        let id = ctx.id();
        note_decision(&ctx, &db, id, tried, why, depot()).await.unwrap();
        let book = read(&ctx, &db).await;
        assert_eq!((book.en_caisse(acces), book.en_caisse(crise)), (-5_000, 5_000));
        withdraw_decision(&ctx, &db, id).await.unwrap();
        assert_eq!(read(&ctx, &db).await.en_caisse(acces), 0);
    }

    async fn a_grant_that_pays_something_is_not_taken_away(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        add_financement(&ctx, &db, id, texte("Article 51", 100_000)).await.unwrap();
        add_financement(&ctx, &db, id, texte("Article 51", 100_000)).await.unwrap();
        assert!(matches!(add_financement(&ctx, &db, id, texte("Autre", 1)).await, Err(WriteError::DejaNote)));
        let paid = note(&ctx, &db, saisie(Genre::Depense, TODAY, 5, &[(Cle::Libre(id), "6132", 5)], "")).await;
        assert!(matches!(withdraw_financement(&ctx, &db, id).await, Err(WriteError::Cite)));
        withdraw_mouvement(&ctx, &db, paid).await.unwrap();
        correct_financement(&ctx, &db, id, texte("Article 51, IPEP", 90_000)).await.unwrap();
        assert_eq!(read(&ctx, &db).await.nom(Cle::Libre(id)), "Article 51, IPEP");
        withdraw_financement(&ctx, &db, id).await.unwrap();
        assert!(read(&ctx, &db).await.enveloppes.is_empty());
    }
}
