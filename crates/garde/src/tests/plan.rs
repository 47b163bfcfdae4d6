//! The plan: what is fixed stays, shares are counted, rules that are broken are said, large ones are fast.

use super::*;

each_engine! { SCHEMA;
    async fn what_is_fixed_stays_and_what_is_broken_is_said_in_french(db) {
        let monde = monde(&db, 3).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let all = halves(&db, ctx, id).await;
        for one in &all[..4] {
            assign(ctx, &db, false, one.id, monde.gens[2]).await.unwrap();
        }
        let said = tableau(&db, ctx, id).await.violations().unwrap();
        assert_eq!(said, ["Dr Roche 2 a 4\u{a0}demi-journées la semaine du 9\u{a0}mars 2026, pour 3 au plus."]);
        propose(ctx, &db, id).await.unwrap();
        let now = tableau(&db, ctx, id).await;
        assert!(all[..4].iter().all(|one| now.presents(one.id).all(|who| who.participant == monde.gens[2])), "kept by hand");
        let before = now.planning.preuve;
        assert!(before.is_some());
        fix(ctx, &db, all[0].id, monde.gens[2], false).await.unwrap();
        remove(ctx, &db, false, all[1].id, monde.gens[2]).await.unwrap();
        assert_eq!(tableau(&db, ctx, id).await.planning.preuve, None, "the plan changed");
        propose(ctx, &db, id).await.unwrap();
        let now = tableau(&db, ctx, id).await;
        assert!(now.presents(all[0].id).all(|who| who.participant != monde.gens[2]), "no longer kept");
        assert!(messages(&db, ctx).await.is_empty(), "nobody is told before it is published");
    }

    async fn who_did_much_elsewhere_has_less_here_and_is_not_twice_at_once(db) {
        let monde = monde(&db, 3).await;
        let ctx = &monde.ctx;
        let all = halves(&db, ctx, monde.planning).await;
        for one in all.iter().step_by(2) {
            assign(ctx, &db, false, one.id, monde.gens[0]).await.unwrap();
        }
        let other = autre(&db, &monde, "2026-03-09").await;
        propose(ctx, &db, other).await.unwrap();
        let load = |tableau: &Tableau| tableau.affectations.iter().filter(|one| one.effecteur == monde.effecteurs[0]).count();
        let draft = tableau(&db, ctx, other).await;
        let at = |what: &DemiJournee| draft.presents(what.id).any(|one| one.effecteur == monde.effecteurs[0]);
        assert!(draft.demi_journees.iter().step_by(2).all(|what| !at(what)), "on duty elsewhere then");
        assert!(draft.deja.is_empty(), "what is not published does not count");
        publish(ctx, &db, false, monde.planning).await.unwrap();
        propose(ctx, &db, other).await.unwrap();
        let now = tableau(&db, ctx, other).await;
        assert_eq!(now.deja.get(&monde.effecteurs[0]), Some(&5));
        assert!(load(&now) < load(&draft) && load(&now) <= 1, "{} {}", load(&now), load(&draft));
    }

    async fn a_hole_says_who_could_and_why_others_cannot(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let all = halves(&db, ctx, id).await;
        open_voeux(ctx, &db, false, id).await.unwrap();
        say_voeux(ctx, &db, monde.gens[0], &[(all[0].id, Avis::Impossible)]).await.unwrap();
        for one in &all[1..4] {
            assign(ctx, &db, false, one.id, monde.gens[1]).await.unwrap();
        }
        let why = tableau(&db, ctx, id).await.pourquoi().unwrap();
        let first = &why.trous.iter().find(|(what, _)| *what == all[0].id).unwrap().1;
        assert_eq!(first, "1\u{a0}personne manque. Dr Roche 1\u{a0}: semaine pleine\u{a0}; 1\u{a0}personne ne peut pas ou n’a pas la compétence.");
        let free = &why.trous.iter().find(|(what, _)| *what == all[4].id).unwrap().1;
        assert!(free.contains("Dr Roche 0 peut la prendre sans enfreindre de règle"), "{free}");
        let kept = &why.motifs.iter().find(|(what, ..)| *what == all[1].id).unwrap().2;
        assert!(kept.starts_with("Disponible\u{a0}; 3\u{a0}demi-journées en comptant celle-ci\u{a0}; 1\u{a0}autre pourrait la prendre, d’abord Dr Roche 0"), "{kept}");
    }

    async fn four_hundred_half_days_and_forty_people_are_filled_and_explained(db) {
        let monde = monde(&db, 40).await;
        let ctx = &monde.ctx;
        let cadre = Cadre { du: date(2026, 3, 9), au: date(2026, 9, 20), fin_de_semaine: Some(2), ..cadre(monde.lieu) };
        let id = keep_planning(ctx, &db, ctx.id(), cadre).await.unwrap();
        let days = rendez_vous::Regle { jours: [true; 7], ..matins() };
        let evenings = rendez_vous::Regle { debut: time(18, 0, 0, 0), fin: time(22, 0, 0, 0), ..days.clone() };
        let mut count = 0;
        for regle in [days, evenings] {
            count += add_demi_journees(ctx, &db, id, regle, Besoin { feries: true, ..un() }).await.unwrap().combien;
        }
        assert_eq!(count, 392);
        join(&db, ctx, id, &monde.effecteurs).await;
        let done = propose(ctx, &db, id).await.unwrap();
        assert_eq!((done.manques, done.cout), (0, done.borne));
        let now = tableau(&db, ctx, id).await;
        assert_eq!(now.affectations.len(), 392);
        assert!(now.violations().unwrap().is_empty());
        assert_eq!(now.pourquoi().unwrap().motifs.len(), 392);
    }
}
