use super::*;
use crate::{Clause, Refus, WriteError, amend};
use testkit::{each_engine, race};

fn clause(objet: &str, population: Option<u32>) -> Clause {
    let population = population
        .map(|n| Population::new(i64::from(n), "CPAM", Some(2024)).unwrap().confirmed("CPAM", None));
    Clause {
        objet: objet.to_owned(),
        texte: String::new(),
        version: None,
        population,
        signe_le: Some(SIGNATURE),
    }
}

each_engine! { &SCHEMA;
    async fn two_amendments_on_one_day_are_one_too_many(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let day = date(2025, 3, 31);
        let added = race(4, || amend(&ctx, &db, &LAW, id, day, clause("Population", Some(41_000)))).await;
        assert_eq!(added.iter().filter(|done| done.is_ok()).count(), 1, "{added:?}");
        let refused = added.iter().filter(|done| matches!(done, Err(WriteError::Refus(Refus::AvenantMemeJour(_)))));
        assert_eq!(refused.count(), 3, "{added:?}");
    }

    async fn an_amendment_changes_the_population_from_its_day_on(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        amend(&ctx, &db, &LAW, id, date(2025, 3, 31), clause("Taille 2", Some(41_000))).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        assert_eq!(contrat.population_au(date(2025, 3, 30)).habitants, 24_000);
        assert_eq!(contrat.population_au(date(2025, 3, 31)).habitants, 41_000);
        let cas = contrat.cas(&[], TODAY).unwrap();
        assert_eq!((cas.changes.len(), cas.changes[0].population), (1, Some(41_000)));
    }

    async fn an_amendment_being_prepared_changes_nothing_until_it_is_signed(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let draft = Clause { signe_le: None, ..clause("Taille 2", Some(41_000)) };
        let avenant = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), draft.clone()).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        assert_eq!((contrat.population_au(TODAY).habitants, contrat.cas(&[], TODAY).unwrap().changes.len()), (24_000, 0));
        let signed = |jour| crate::Avenant { id: avenant, le: date(2025, 3, 31), clause: Clause { signe_le: Some(jour), ..draft.clone() } };
        let future = crate::correct_avenant(&ctx, &db, &LAW, id, signed(date(2026, 3, 3))).await;
        assert!(matches!(future, Err(WriteError::Refus(Refus::Futur { champ: "signe_le", .. }))), "{future:?}");
        crate::correct_avenant(&ctx, &db, &LAW, id, signed(date(2025, 3, 20))).await.unwrap();
        assert_eq!(read(&db, &ctx, id).await.population_au(TODAY).habitants, 41_000);
    }

    async fn an_amendment_never_goes_back_to_an_older_version(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let back = Clause { version: Some("aci-2019".to_owned()), ..clause("Retour", None) };
        let done = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), back).await;
        assert!(matches!(done, Err(WriteError::Refus(Refus::VersionReculee { .. }))), "{done:?}");
        let same = Clause { version: Some("aci-2019-avenant-2".to_owned()), ..clause("La même", None) };
        amend(&ctx, &db, &LAW, id, date(2025, 3, 31), same).await.unwrap();
    }

    async fn an_amendment_outside_the_contract_is_refused(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        for (day, champ) in [(date(2024, 3, 19), "le"), (date(2029, 3, 20), "le")] {
            let done = amend(&ctx, &db, &LAW, id, day, clause("Objet", None)).await;
            assert!(matches!(&done, Err(WriteError::Refus(refus)) if refus.champ() == champ), "{done:?}");
        }
        let nothing = amend(&ctx, &db, &LAW, id, TODAY, clause(" ", None)).await;
        assert!(matches!(nothing, Err(WriteError::Refus(Refus::Vide { champ: "objet", .. }))));
    }

    async fn a_corrected_amendment_keeps_what_stood_before_in_the_journal(db) {
        let ctx = leader();
        let id = signed(&db, &ctx).await;
        let first = amend(&ctx, &db, &LAW, id, date(2025, 3, 31), clause("Un", None)).await.unwrap();
        amend(&ctx, &db, &LAW, id, date(2025, 4, 30), clause("Deux", None)).await.unwrap();
        let new = crate::Avenant { id: first, le: date(2025, 4, 30), clause: clause("Un, corrigé", None) };
        let same = crate::correct_avenant(&ctx, &db, &LAW, id, new.clone()).await;
        assert!(matches!(same, Err(WriteError::Refus(Refus::AvenantMemeJour(_)))), "{same:?}");
        let new = crate::Avenant { le: date(2025, 5, 1), ..new };
        crate::correct_avenant(&ctx, &db, &LAW, id, new).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let line = db::journal::latest(&mut tx, i64::MAX, 1).await.unwrap().remove(0);
        assert!(line.detail.contains("le\u{a0}: 2025-03-31 → 2025-05-01"), "{line:?}");
        assert!(line.detail.contains("clause.objet\u{a0}: Un → Un, corrigé"), "{line:?}");
    }
}
