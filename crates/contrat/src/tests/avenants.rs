use super::*;
use crate::{Avenant, Clause, Imprime, Refus, WriteError, amend};
use testkit::{each_engine, race};

fn sized(objet: &str, population: Option<u32>) -> Clause {
    let population = population
        .map(|n| Population::new(i64::from(n), "CPAM", Some(2024)).unwrap().confirmed("CPAM", None));
    Clause { population, ..clause(objet, Some(SIGNATURE)) }
}

/// Amounts of the contract: from when, how much.
async fn amounts(db: &Db, ctx: &Ctx, id: Id<Contrat>) -> Vec<(Date, i64)> {
    read(db, ctx, id).await.montants.iter().map(|one| (one.du, one.cents)).collect()
}

fn running(cents: i64, du: Date) -> Imprime {
    let (composante, part) = ("fonctionnement".to_owned(), "total".to_owned());
    Imprime { composante, part, cents, du: Some(du) }
}

each_engine! { &SCHEMA;
    async fn two_amendments_on_one_day_are_one_too_many(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let day = date(2025, 3, 31);
        let added = race(4, || amend(&ctx, &db, &LAW, id, day, sized("Population", Some(41_000)))).await;
        assert_eq!(added.iter().filter(|done| done.is_ok()).count(), 1, "{added:?}");
        let refused = added.iter().filter(|done| matches!(done, Err(WriteError::Refus(Refus::AvenantMemeJour(_)))));
        assert_eq!(refused.count(), 3, "{added:?}");
    }

    async fn an_amendment_changes_the_population_from_its_day_on(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        amend(&ctx, &db, &LAW, id, date(2025, 3, 31), sized("Taille 2", Some(41_000))).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        assert_eq!(contrat.population_au(date(2025, 3, 30)).habitants, 24_000);
        assert_eq!(contrat.population_au(date(2025, 3, 31)).habitants, 41_000);
        let cas = contrat.cas(&[], TODAY).unwrap();
        assert_eq!((cas.changes.len(), cas.changes[0].population), (1, Some(41_000)));
    }

    async fn an_amendment_being_prepared_changes_nothing_until_it_is_signed(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let draft = Clause { signe_le: None, ..sized("Taille 2", Some(41_000)) };
        let avenant = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), draft.clone()).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        assert_eq!((contrat.population_au(TODAY).habitants, contrat.cas(&[], TODAY).unwrap().changes.len()), (24_000, 0));
        let signed = |jour| Avenant { id: avenant, le: date(2025, 3, 31), clause: Clause { signe_le: Some(jour), ..draft.clone() } };
        let future = corrected(&db, &ctx, id, signed(date(2026, 3, 3))).await;
        assert!(matches!(future, Err(WriteError::Refus(Refus::Futur { champ: "signe_le", .. }))), "{future:?}");
        corrected(&db, &ctx, id, signed(date(2025, 3, 20))).await.unwrap();
        assert_eq!(read(&db, &ctx, id).await.population_au(TODAY).habitants, 41_000);
    }

    async fn an_amendment_never_goes_back_to_an_older_version(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let back = Clause { version: Some("aci-2019".to_owned()), ..sized("Retour", None) };
        let done = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), back).await;
        assert!(matches!(done, Err(WriteError::Refus(Refus::VersionReculee { .. }))), "{done:?}");
        let same = Clause { version: Some("aci-2019-avenant-2".to_owned()), ..sized("La même", None) };
        amend(&ctx, &db, &LAW, id, date(2025, 3, 31), same).await.unwrap();
    }

    async fn an_amendment_outside_the_contract_is_refused(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        for (day, champ) in [(date(2024, 3, 19), "le"), (date(2029, 3, 20), "le")] {
            let done = amend(&ctx, &db, &LAW, id, day, sized("Objet", None)).await;
            assert!(matches!(&done, Err(WriteError::Refus(refus)) if refus.champ() == champ), "{done:?}");
        }
        let nothing = amend(&ctx, &db, &LAW, id, TODAY, sized(" ", None)).await;
        assert!(matches!(nothing, Err(WriteError::Refus(Refus::Vide { champ: "objet", .. }))));
    }

    async fn a_corrected_amendment_keeps_what_stood_before_in_the_journal(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let first = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), sized("Un", None)).await.unwrap();
        amend(&ctx, &db, &LAW, id, date(2025, 4, 30), sized("Deux", None)).await.unwrap();
        let new = Avenant { id: first, le: date(2025, 4, 30), clause: sized("Un, corrigé", None) };
        let same = corrected(&db, &ctx, id, new.clone()).await;
        assert!(matches!(same, Err(WriteError::Refus(Refus::AvenantMemeJour(_)))), "{same:?}");
        let new = Avenant { le: date(2025, 5, 1), ..new };
        corrected(&db, &ctx, id, new).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let line = db::journal::latest(&mut tx, i64::MAX, 1).await.unwrap().remove(0);
        assert!(line.detail.contains("le\u{a0}: 2025-03-31 → 2025-05-01"), "{line:?}");
        assert!(line.detail.contains("clause.objet\u{a0}: Un → Un, corrigé"), "{line:?}");
    }

    async fn a_page_read_before_a_signature_never_takes_it_away(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let (id, le) = (signed(&db, &ctx).await, date(2025, 3, 31));
        let avenant = amend(&ctx, &db, &LAW, id, le, clause("Tail 2", None)).await.unwrap();
        let mut visitor = site(&db, &ctx, "coordination").await;
        let path = format!("{BASE}/avenants/{avenant}");
        let lu = visitor.get(&path).await.input("lu").unwrap().to_owned();
        corrected(&db, &ctx, id, Avenant { id: avenant, le, clause: clause("Tail 2", Some(le)) }).await.unwrap();
        let typo = [("le", "2025-03-31"), ("objet", "Taille 2"), ("lu", &lu)];
        let page = visitor.post(&path, &typo).await;
        assert!(page.status == 409 && page.body.contains("Quelqu’un a modifié cet avenant entre-temps"), "{}", page.body);
        assert_eq!(read(&db, &ctx, id).await.avenants[0].clause, clause("Tail 2", Some(le)));
        let lu = visitor.get(&path).await.input("lu").unwrap().to_owned();
        let wrong = visitor.post(&path, &[("le", "2025-03-31"), ("lu", &lu)]).await;
        assert_eq!((wrong.status.as_u16(), wrong.input("lu")), (422, Some(lu.as_str())), "a refusal keeps what was read");
    }

    async fn the_amounts_of_an_amendment_move_and_go_with_it(db) {
        let ctx = leader();
        let (id, le, later) = (signed(&db, &ctx).await, date(2025, 3, 31), date(2025, 5, 1));
        let avenant = amend(&ctx, &db, &LAW, id, le, clause("Taille 2", None)).await.unwrap();
        crate::set_montants(&ctx, &db, &LAW, id, &[running(100, SIGNATURE)]).await.unwrap();
        crate::set_montants(&ctx, &db, &LAW, id, &[running(200, le)]).await.unwrap();
        let at = |le| Avenant { id: avenant, le, clause: clause("Taille 2", None) };
        let first = corrected(&db, &ctx, id, at(SIGNATURE)).await;
        assert!(matches!(first, Err(WriteError::Refus(Refus::Ordre(_)))), "{first:?}");
        corrected(&db, &ctx, id, at(later)).await.unwrap();
        assert_eq!(amounts(&db, &ctx, id).await, [(SIGNATURE, 100), (later, 200)]);
        crate::set_montants(&ctx, &db, &LAW, id, &[running(300, le)]).await.unwrap();
        let twice = corrected(&db, &ctx, id, at(le)).await;
        assert!(matches!(twice, Err(WriteError::Refus(Refus::DejaUnMontant))), "{twice:?}");
        crate::remove_avenant(&ctx, &db, &LAW, id, avenant).await.unwrap();
        assert_eq!(amounts(&db, &ctx, id).await, [(SIGNATURE, 100), (le, 300)]);
    }
}
