use super::{SCHEMA, leader, lois, open, read, world};
use crate::{WriteError, declare_depenses, depense, gather, store};
use testkit::each_engine;

fn line(composante: &str, cents: Option<i64>) -> (String, Option<i64>, String) {
    (composante.to_owned(), cents, "grand livre".to_owned())
}

each_engine! { &SCHEMA;
    async fn spending_is_declared_corrected_taken_back_and_traced(db) {
        let world = world(&db, &leader(), "ours").await;
        let year = (world.contrat.id, 1);
        declare_depenses(&leader(), &db, year, &[line("acces", Some(4_512_050)), line("fonctionnement", None)]).await.unwrap();
        declare_depenses(&leader(), &db, year, &[line("acces", Some(4_600_000))]).await.unwrap();
        let known = store::depenses::depenses(&mut db.read(&leader()).await.unwrap(), year.0, 1).await.unwrap();
        assert_eq!(known.iter().map(|one| one.cents).collect::<Vec<_>>(), [4_600_000]);
        declare_depenses(&leader(), &db, year, &[line("acces", None)]).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        assert!(store::depenses::depenses(&mut tx, year.0, 1).await.unwrap().is_empty());
        let objet = format!("contrat:{}:annee:1", year.0);
        assert_eq!(db::journal::about(&mut tx, &objet, 10).await.unwrap().len(), 3);
    }

    async fn a_declaration_is_taken_back_only_as_it_was_read(db) {
        let ctx = leader();
        let year = (world(&db, &ctx, "ours").await.contrat.id, 1);
        declare_depenses(&ctx, &db, year, &[line("acces", Some(4_512_050))]).await.unwrap();
        let read = store::depenses::depenses(&mut db.read(&ctx).await.unwrap(), year.0, 1).await.unwrap().remove(0);
        let later = kernel::Ctx { now: ctx.now + jiff::SignedDuration::from_secs(1), ..leader() };
        declare_depenses(&later, &db, year, &[line("acces", Some(4_600_000))]).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(!store::depenses::forget(&mut tx, year, &read).await.unwrap(), "somebody declared another");
        let kept = store::depenses::depenses(&mut tx, year.0, 1).await.unwrap();
        assert_eq!(kept.iter().map(|one| one.cents).collect::<Vec<_>>(), [4_600_000]);
    }

    async fn a_component_outside_the_contract_or_a_negative_amount_is_refused(db) {
        let world = world(&db, &leader(), "ours").await;
        let year = (world.contrat.id, 1);
        let outside = declare_depenses(&leader(), &db, year, &[line("crise", Some(1))]).await;
        assert!(matches!(outside, Err(WriteError::Depense(depense::Refus::HorsContrat))), "{outside:?}");
        let negative = declare_depenses(&leader(), &db, year, &[line("acces", Some(-1))]).await;
        assert!(matches!(negative, Err(WriteError::Depense(depense::Refus::Montant))), "{negative:?}");
        let never = declare_depenses::<crate::Declaration>(&leader(), &db, (world.contrat.id, 9), &[]).await;
        assert!(matches!(never, Err(WriteError::HorsContrat(9))), "{never:?}");
    }

    async fn what_nobody_declared_is_unknown_and_never_zero(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let dialogue = read(&db, &leader(), id).await;
        let dossier = gather(&leader(), &db, &lois(), &dialogue).await.unwrap();
        assert_eq!(dossier.depenses(), (None, false));
        let acces = dossier.argent.iter().find(|one| one.libelle == "Accès aux soins").unwrap();
        assert_eq!((acces.plafond, acces.recu, acces.depense), (Some(8_000_000), 0, None));
        declare_depenses(&leader(), &db, (world.contrat.id, 1), &[line("acces", Some(0))]).await.unwrap();
        let dossier = gather(&leader(), &db, &lois(), &dialogue).await.unwrap();
        assert_eq!(dossier.depenses(), (Some(0), false), "a declared zero is known");
    }
}
