//! Many who act at once: holes, the same person in two places, swaps, a plan that changes while it is computed.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A planning published without anybody on duty.
async fn vide(db: &db::Db, people: usize) -> Monde {
    let monde = monde(db, people).await;
    publish(&monde.ctx, db, false, monde.planning).await.unwrap();
    monde
}

each_engine! { SCHEMA;
    async fn a_hole_is_filled_once_whoever_answers_at_once(db) {
        let monde = vide(&db, 32).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let hole = halves(&db, ctx, id).await[3].id;
        set_besoin(ctx, &db, hole, 3).await.unwrap();
        let turn = AtomicUsize::new(0);
        let asked = testkit::race(32, || async {
            let who = monde.gens[turn.fetch_add(1, Ordering::SeqCst)];
            take_trou(ctx, &db, who, hole).await
        })
        .await;
        let (won, lost): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 3);
        assert!(lost.iter().all(|one| matches!(one, Err(WriteError::Prise))), "{lost:?}");
        assert_eq!(tableau(&db, ctx, id).await.presents(hole).count(), 3);
    }

    async fn one_person_takes_one_half_day_of_two_that_overlap_even_at_once(db) {
        let monde = vide(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let other = autre(&db, &monde, "2026-03-09").await;
        let late = rendez_vous::Regle { debut: time(12, 0, 0, 0), fin: time(14, 0, 0, 0), ..matins() };
        let nurse = Besoin { competence: Some(Competence::Medecin), ..un() };
        add_demi_journees(ctx, &db, other, late, nurse).await.unwrap();
        let there = tableau(&db, ctx, other).await;
        let me = there.participants.iter().find(|one| one.effecteur == monde.effecteurs[0]).unwrap().id;
        let noon = there.demi_journees.iter().find(|one| one.competence.is_some()).unwrap().id;
        let (morning, same) = (halves(&db, ctx, id).await[0].id, there.demi_journees[0].id);
        let turn = AtomicUsize::new(0);
        let asked = testkit::race(9, || async {
            match turn.fetch_add(1, Ordering::SeqCst) % 3 {
                0 => assign(ctx, &db, false, morning, monde.gens[0]).await,
                1 => assign(ctx, &db, false, same, me).await,
                _ => assign(ctx, &db, false, noon, me).await,
            }
        })
        .await;
        assert_eq!(asked.iter().filter(|one| one.is_ok()).count(), 1, "{asked:?}");
        let refused = asked.into_iter().find_map(Result::err).unwrap();
        assert_eq!(refused.to_string(), "Dr Roche 0 est déjà de garde à ce moment-là.");
    }

    async fn a_swap_is_taken_by_one_approved_once_and_moves_both(db) {
        let monde = vide(&db, 6).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let all = halves(&db, ctx, id).await;
        for (what, who) in all.iter().zip(&monde.gens[..2]) {
            assign(ctx, &db, false, what.id, *who).await.unwrap();
        }
        let swap = Echange { id: ctx.id(), planning: id, donne: all[0].id, de: monde.gens[0], a: None, contre: None, motif: "mariage".to_owned(), etat: EtatEchange::Demande };
        ask_echange(ctx, &db, false, swap.clone()).await.unwrap();
        let twice = ask_echange(ctx, &db, false, Echange { id: ctx.id(), ..swap.clone() }).await;
        assert!(matches!(twice, Err(WriteError::PasPossible(_))), "{twice:?}");
        let early = approve_echange(ctx, &db, false, swap.id).await;
        assert!(matches!(early, Err(WriteError::PasPossible(_))), "nobody took it: {early:?}");
        let turn = AtomicUsize::new(2);
        let asked = testkit::race(4, || async {
            accept_echange(ctx, &db, monde.gens[turn.fetch_add(1, Ordering::SeqCst)], swap.id).await
        })
        .await;
        assert_eq!(asked.iter().filter(|one| one.is_ok()).count(), 1, "{asked:?}");
        let approved = testkit::race(4, || async { approve_echange(ctx, &db, false, swap.id).await }).await;
        assert_eq!(approved.iter().filter(|one| one.is_ok()).count(), 1, "{approved:?}");
        let now = tableau(&db, ctx, id).await;
        let taker = store::echanges::echange(&mut db.read(ctx).await.unwrap(), swap.id).await.unwrap().unwrap().a;
        assert_eq!(now.presents(all[0].id).map(|one| Some(one.participant)).collect::<Vec<_>>(), [taker]);
        // Against another half-day: both move.
        let taker = taker.unwrap();
        let back = Echange { id: ctx.id(), donne: all[1].id, de: monde.gens[1], a: Some(taker), contre: Some(all[0].id), ..swap };
        ask_echange(ctx, &db, false, back.clone()).await.unwrap();
        let stranger = accept_echange(ctx, &db, monde.gens[0], back.id).await;
        assert!(matches!(stranger, Err(WriteError::PasPossible(_))), "{stranger:?}");
        accept_echange(ctx, &db, taker, back.id).await.unwrap();
        approve_echange(ctx, &db, false, back.id).await.unwrap();
        let now = tableau(&db, ctx, id).await;
        assert!(now.presents(all[0].id).all(|one| one.participant == monde.gens[1]));
        assert!(now.presents(all[1].id).all(|one| one.participant == taker));
    }

    async fn a_swap_of_what_is_no_longer_ones_own_moves_nothing(db) {
        let monde = vide(&db, 3).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let first = halves(&db, ctx, id).await[0].id;
        let swap = Echange { id: ctx.id(), planning: id, donne: first, de: monde.gens[0], a: Some(monde.gens[1]), contre: None, motif: String::new(), etat: EtatEchange::Demande };
        let not_mine = ask_echange(ctx, &db, false, swap.clone()).await;
        assert!(matches!(not_mine, Err(WriteError::PasPossible(_))), "{not_mine:?}");
        assign(ctx, &db, false, first, monde.gens[0]).await.unwrap();
        ask_echange(ctx, &db, false, swap.clone()).await.unwrap();
        accept_echange(ctx, &db, monde.gens[1], swap.id).await.unwrap();
        remove(ctx, &db, false, first, monde.gens[0]).await.unwrap();
        assign(ctx, &db, false, first, monde.gens[2]).await.unwrap();
        let gone = approve_echange(ctx, &db, false, swap.id).await;
        assert!(matches!(gone, Err(WriteError::PasPossible(_))), "{gone:?}");
        let now = tableau(&db, ctx, id).await;
        assert_eq!(now.presents(first).map(|one| one.participant).collect::<Vec<_>>(), [monde.gens[2]]);
        withdraw_echange(ctx, &db, swap.id).await.unwrap();
        let over = withdraw_echange(ctx, &db, swap.id).await;
        assert!(matches!(over, Err(WriteError::PasPossible(_))), "{over:?}");
    }

    async fn of_many_proposals_at_once_each_is_whole_or_refused(db) {
        let monde = monde(&db, 4).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let asked = testkit::race(6, || async { propose(ctx, &db, id).await }).await;
        assert!(asked.iter().any(Result::is_ok), "{asked:?}");
        assert!(asked.iter().all(|one| matches!(one, Ok(_) | Err(WriteError::Depasse))), "{asked:?}");
        let now = tableau(&db, ctx, id).await;
        assert_eq!((now.affectations.len(), now.trous(ctx.now).len()), (10, 0));
    }
}
