//! The ceiling: exact at any moment, whoever approves at once.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

each_engine! { SCHEMA;
    async fn thirty_two_approvals_at_once_use_the_ceiling_to_the_last_line_and_never_pass_it(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let lines = slots(&ctx, &db, nora, 200_000, 32).await;
        let (law, next) = (law(), AtomicUsize::new(0));
        let results = race(32, || {
            let id = lines[next.fetch_add(1, Ordering::Relaxed)];
            let (ctx, db, law) = (&ctx, &db, &law);
            async move { approve(ctx, db, law, id, PAYDAY).await }
        })
        .await;
        let won = results.iter().filter(|one| one.is_ok()).count();
        assert_eq!(won, 24, "48 060 € is twenty-four times 2 000 €, and 60 € are left");
        assert!(results.iter().all(|one| matches!(one, Ok(()) | Err(WriteError::PlafondAtteint { .. }))));
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 4_800_000);
        let small = slots_of(&ctx, &db, nora, 6_000).await;
        approve(&ctx, &db, &law, small, PAYDAY).await.unwrap();
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 4_806_000, "included");
        let lost = results.iter().position(Result::is_err).unwrap();
        assert!(lost < 32);
        let sums = lectures::sommes(&mut db.read(&ctx).await.unwrap(), &lectures::Filtre::default()).await.unwrap();
        assert_eq!(sums[&Etat::Approuvee], (25, 4_806_000));
    }

    async fn whole_lists_approved_at_once_never_pass_it_either(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let lines = slots(&ctx, &db, nora, 200_000, 20).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        let (law, turn) = (law(), AtomicUsize::new(0));
        race(8, || {
            let at = turn.fetch_add(1, Ordering::Relaxed);
            let (ctx, db, law, lines) = (if at % 2 == 0 { &ctx } else { &other }, &db, &law, &lines);
            async move {
                if at < 4 {
                    approve_all(ctx, db, law, Geste::SansAlerte, PAYDAY).await.map(drop)
                } else {
                    approve(ctx, db, law, lines[at], PAYDAY).await
                }
            }
        })
        .await;
        let sums = lectures::sommes(&mut db.read(&ctx).await.unwrap(), &lectures::Filtre::default()).await.unwrap();
        assert_eq!(sums[&Etat::Approuvee], (20, 4_000_000));
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 4_000_000, "each line once");
        slots(&ctx, &db, nora, 200_000, 10).await;
        let seen = examen(&mut db.read(&ctx).await.unwrap(), &law, None, 2026).await.unwrap();
        assert_eq!((seen.sures.len(), seen.alertes[0].nature), (0, alerte::Nature::PlafondAtteint));
        assert_eq!(approve_all(&ctx, &db, &law, Geste::SansAlerte, PAYDAY).await.unwrap().lignes, 0);
    }

    async fn a_set_that_would_pass_the_ceiling_stays_waiting_as_a_whole(db) {
        let ctx = cpts(&db, "velay").await;
        let (nora, marc) = (adherent(&ctx, &db, "Nora", &[]).await, adherent(&ctx, &db, "Marc", &[]).await);
        let mut all = slots(&ctx, &db, nora, 2_000_000, 3).await;
        all.extend(slots(&ctx, &db, marc, 2_000_000, 2).await);
        let mut tx = db.begin(&ctx).await.unwrap();
        store::hold(&mut tx).await.unwrap();
        store::choix::choose(&mut tx, &all).await.unwrap();
        assert_eq!(store::choix::approve(&mut tx, Uuid::from_u128(1), 2026).await.unwrap(), 5);
        assert_eq!(store::plafonds::engage_choice(&mut tx, 2026, 4_806_000).await.unwrap(), 3);
        assert_eq!(store::plafonds::engages(&mut tx, 2026).await.unwrap(), BTreeMap::from([(nora, 0), (marc, 4_000_000)]));
    }

    async fn who_leaves_and_comes_back_has_one_ceiling(db) {
        let ctx = cpts(&db, "velay").await;
        let law = law();
        let before = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let first = slots(&ctx, &db, before, 4_000_000, 1).await;
        approve(&ctx, &db, &law, first[0], PAYDAY).await.unwrap();
        adhesions::leave(&ctx, &db, before, TODAY, "Déménagement").await.unwrap();
        let after = adherent(&on(&ctx, date(2026, 3, 3)), &db, "Nora", &["Infirmier"]).await;
        let more = slots(&ctx, &db, after, 4_000_000, 1).await;
        let refused = approve(&ctx, &db, &law, more[0], PAYDAY).await;
        assert!(matches!(refused, Err(WriteError::PlafondAtteint { engage: 4_000_000, .. })), "{refused:?}");
        let seen = examen(&mut db.read(&ctx).await.unwrap(), &law, None, 2026).await.unwrap();
        assert_eq!(seen.alertes[0].nature, alerte::Nature::PlafondAtteint);
    }

    async fn a_year_that_no_text_settles_is_asked_for(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let id = slots(&ctx, &db, nora, 1_000, 1).await[0];
        let next_year = date(2027, 1, 4);
        assert!(matches!(approve(&ctx, &db, &law(), id, next_year).await, Err(WriteError::PlafondInconnu(2027))));
        assert!(matches!(set_plafond(&ctx, &db, 2027, 10, "").await, Err(WriteError::Saisie(faults)) if faults.0.len() == 2));
        set_plafond(&ctx, &db, 2027, 4_900_000, "Arrêté de décembre 2026").await.unwrap();
        approve(&ctx, &db, &law(), id, next_year).await.unwrap();
        assert_eq!((engaged(&ctx, &db, nora, 2027).await, engaged(&ctx, &db, nora, 2026).await), (1_000, 0));
    }

    async fn a_batch_of_another_year_moves_what_is_committed_or_is_refused(db) {
        let ctx = cpts(&db, "velay").await;
        debit(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        set_plafond(&ctx, &db, 2027, 1_500_000, "Pour l’essai").await.unwrap();
        let lines = slots(&ctx, &db, nora, 1_000_000, 2).await;
        approve(&ctx, &db, &law(), lines[0], PAYDAY).await.unwrap();
        let winter = on(&ctx, date(2026, 12, 20));
        let first = ctx.id();
        prepare_lot(&winter, &db, &law(), first, date(2027, 1, 4), sepa::Version::V09, Remise::Reference).await.unwrap();
        assert_eq!((engaged(&ctx, &db, nora, 2026).await, engaged(&ctx, &db, nora, 2027).await), (0, 1_000_000));
        assert_eq!(line(&ctx, &db, lines[0]).await.annee, Some(2027));
        approve(&ctx, &db, &law(), lines[1], PAYDAY).await.unwrap();
        let over = prepare_lot(&winter, &db, &law(), ctx.id(), date(2027, 1, 4), sepa::Version::V09, Remise::Reference).await;
        assert!(matches!(&over, Err(WriteError::PlafondDuLot(2027, who)) if who == "Nora Roux"), "{over:?}");
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 1_000_000, "nothing moved");
        prepare_lot(&winter, &db, &law(), ctx.id(), date(2026, 12, 21), sepa::Version::V09, Remise::Reference).await.unwrap();
    }
}

async fn slots_of(ctx: &Ctx, db: &Db, who: Id<Adherent>, cents: i64) -> Id<Indemnite> {
    let mut new = rate(ctx, "", cents);
    (new.cle.objet, new.cle.regime, new.unite) =
        (Objet::Tutorat, Regime::RemunerationDeMission, Unite::Unite);
    write_bareme(ctx, db, new).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    let source: Id<()> = ctx.id();
    let id = propose(
        &mut tx,
        ("stages.tutorat", source.uuid()),
        Proposition { objet: Objet::Tutorat, ..slot(who) },
    )
    .await
    .unwrap()
    .unwrap();
    tx.commit().await.unwrap();
    id
}
