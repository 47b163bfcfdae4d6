//! The guide and what follows from it: versions, places that are freed.

use super::*;
use db::Db;

async fn appel(ctx: &Ctx, db: &Db, change: impl FnOnce(&mut Situation)) -> Id<Demande> {
    let mut new = nouvelle(ctx);
    change(&mut new.situation);
    receive(ctx, db, new).await.unwrap().id
}

each_engine! { SCHEMA;
    async fn a_version_of_the_guide_follows_the_one_that_was_read(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let guide = Guide { ailleurs: "Maison de garde".to_owned(), ..Guide::proposee() };
        let kept = testkit::race(4, || async { set_guide(&ctx, &db, 0, guide.clone(), "relu").await }).await;
        assert_eq!(kept.iter().filter(|one| matches!(one, Ok(1))).count(), 1);
        assert!(matches!(set_guide(&ctx, &db, 0, guide.clone(), "relu").await, Err(WriteError::Change)));
        let wrong = Guide { drapeaux: Vec::new(), ..guide.clone() };
        assert!(matches!(set_guide(&ctx, &db, 1, wrong, "vide").await, Err(WriteError::Saisie(_))));
        let operator = Ctx { rights: kernel::Rights::of([droits::TRAITER]), ..ctx.clone() };
        assert!(matches!(set_guide(&operator, &db, 1, guide.clone(), "non").await, Err(WriteError::Denied(_))));
        let now = store::guides::en_vigueur(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((now.numero, now.guide), (1, guide));
    }

    async fn a_freed_place_is_proposed_to_those_it_suits_and_taken_only_for_who_asked(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        appel(&ctx, &db, |one| one.se_deplace = false).await;
        appel(&ctx, &db, |one| "dent".clone_into(&mut one.motif)).await;
        appel(&ctx, &db, |one| one.commune = "43051".parse().unwrap()).await;
        alarme(&ctx, &db).await;
        let later = at(&ctx, "2026-03-02T08:10:00Z");
        let second = demande(&later, &db).await;
        let first = demande(&ctx, &db).await;
        let far = |_, _| Some(31);
        let done = refill(&later, &db, slot, None, &far).await.unwrap();
        assert_eq!(done, Reprise { placees: vec![], proposees: vec![first, second] });
        assert_eq!(libres(&ctx, &db, slot).await, 2, "nothing is booked silently");
        refill(&later, &db, slot, None, &far).await.unwrap();
        let open = store::aubaines::ouvertes(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(open.len(), 2, "proposed once");
        let ready = appel(&later, &db, |one| one.avance = true).await;
        let done = refill(&later, &db, slot, None, &far).await.unwrap();
        assert_eq!((done.placees, phase(&ctx, &db, ready).await), (vec![ready], Phase::Placee));
        place(&later, &db, first, slot, cle(&ctx)).await.unwrap();
        let open = store::aubaines::ouvertes(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(open.iter().map(|one| one.demande).collect::<Vec<_>>(), [second]);
        assert_eq!(refill(&later, &db, slot, None, &far).await.unwrap(), Reprise::default(), "no place is left");
    }
}
