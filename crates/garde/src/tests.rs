//! Feature tests, through verbs and doors, on both engines.

mod bureau;
mod cloison;
mod courses;
mod monde;
mod payer;
mod plan;

use crate::*;
use kernel::Rights;
use monde::*;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn a_planning_goes_from_wishes_to_what_was_kept(db) {
        let monde = monde(&db, 3).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        open_voeux(ctx, &db, false, id).await.unwrap();
        let halves = halves(&db, ctx, id).await;
        assert_eq!(halves.len(), 10, "mornings of two weeks");
        say_voeux(ctx, &db, monde.gens[0], &[(halves[0].id, Avis::Impossible), (halves[1].id, Avis::Souhaite)]).await.unwrap();
        let done = propose(ctx, &db, id).await.unwrap();
        assert_eq!((done.manques, done.cout == done.borne), (0, true));
        let tableau = tableau(&db, ctx, id).await;
        assert_eq!(tableau.planning.etat, Etat::Propose);
        assert_eq!(tableau.planning.preuve, Some((done.cout, done.borne)));
        assert!(tableau.violations().unwrap().is_empty());
        assert!(!tableau.presents(halves[0].id).any(|one| one.participant == monde.gens[0]));
        assert!(tableau.presents(halves[1].id).any(|one| one.participant == monde.gens[0]));
        let why = tableau.pourquoi().unwrap();
        assert_eq!((why.motifs.len(), why.trous.len()), (10, 0));
        let told = publish(ctx, &db, false, id).await.unwrap();
        assert_eq!(told, 3, "each has an address");
        let letters = messages(&db, ctx).await;
        assert!(letters.iter().any(|one| one.texte.contains("4\u{a0}gardes pour vous") && one.texte.contains("lundi 9\u{a0}mars 2026")), "{letters:#?}");
        let again = propose(ctx, &db, id).await;
        assert!(matches!(again, Err(WriteError::Planning(_))), "{again:?}");
        close_planning(ctx, &db, id).await.unwrap();
        let late = assign(ctx, &db, false, halves[0].id, monde.gens[0]).await;
        assert!(matches!(late, Err(WriteError::Planning(_))), "{late:?}");
    }

    async fn a_wish_after_the_closing_is_refused_and_changes_nothing(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let first = halves(&db, ctx, id).await[0].id;
        let early = say_voeux(ctx, &db, monde.gens[0], &[(first, Avis::Impossible)]).await;
        assert_eq!(early.unwrap_err().to_string(), "Ce planning est «\u{a0}Brouillon\u{a0}»\u{a0}: les vœux ne sont pas encore ouverts.");
        open_voeux(ctx, &db, false, id).await.unwrap();
        propose(ctx, &db, id).await.unwrap();
        let late = say_voeux(ctx, &db, monde.gens[0], &[(first, Avis::Impossible)]).await;
        assert!(matches!(late, Err(WriteError::Planning(_))), "{late:?}");
        assert!(tableau(&db, ctx, id).await.voeux.is_empty());
    }

    async fn one_speaks_for_oneself_and_the_office_for_all(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        open_voeux(ctx, &db, false, id).await.unwrap();
        let first = halves(&db, ctx, id).await[0].id;
        let wish = [(first, Avis::Souhaite)];
        // Participant 0 has account number 1, participant 1 has none.
        let member = Ctx { rights: Rights::of([droits::VOIR, droits::PARTICIPER]), ..ctx.clone() };
        say_voeux(&member, &db, monde.gens[0], &wish).await.unwrap();
        let other = say_voeux(&member, &db, monde.gens[1], &wish).await;
        assert!(matches!(other, Err(WriteError::Inconnu(_))), "{other:?}");
        let reader = Ctx { rights: Rights::of([droits::VOIR]), ..ctx.clone() };
        assert!(matches!(say_voeux(&reader, &db, monde.gens[0], &wish).await, Err(WriteError::Denied(_))));
        assert!(matches!(publish(&member, &db, false, id).await, Err(WriteError::Denied(_))));
        say_voeux(ctx, &db, monde.gens[1], &wish).await.unwrap();
    }

    async fn half_days_of_the_past_of_holidays_or_met_already_are_left_out(db) {
        let monde = monde(&db, 1).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let again = add_demi_journees(ctx, &db, id, matins(), un()).await;
        assert!(matches!(again, Err(WriteError::Saisie(_))), "{again:?}");
        let late = rendez_vous::Regle { debut: jiff::civil::time(12, 0, 0, 0), fin: jiff::civil::time(14, 0, 0, 0), ..matins() };
        let met = add_demi_journees(ctx, &db, id, late.clone(), un()).await;
        assert!(matches!(met, Err(WriteError::Saisie(_))), "they overlap mornings");
        let nurses = Besoin { competence: Some(Competence::Infirmier), ..un() };
        assert_eq!(add_demi_journees(ctx, &db, id, late, nurses).await.unwrap().combien, 10, "nurses are others");
        let none = add_demi_journees(ctx, &db, id, matins(), Besoin { personnes: 0, ..un() }).await;
        assert!(matches!(none, Err(WriteError::Saisie(_))), "{none:?}");
        // Easter Monday, and a night when clocks jump.
        let cadre = Cadre { du: date(2026, 3, 28), au: date(2026, 4, 6), ..cadre(monde.lieu) };
        let spring = keep_planning(ctx, &db, ctx.id(), cadre).await.unwrap();
        let nights = rendez_vous::Regle { jours: [true; 7], debut: time(2, 30, 0, 0), fin: time(6, 0, 0, 0), ..matins() };
        let done = add_demi_journees(ctx, &db, spring, nights, un()).await.unwrap();
        assert_eq!((done.combien, done.sautes), (8, vec![date(2026, 3, 29)]), "ten days, less the holiday and the jump");
        let late = Ctx { now: instant("2026-04-02T08:00:00Z"), ..ctx.clone() };
        let noons = rendez_vous::Regle { jours: [true; 7], debut: time(12, 0, 0, 0), fin: time(14, 0, 0, 0), ..matins() };
        let done = add_demi_journees(&late, &db, spring, noons, Besoin { feries: true, ..un() }).await.unwrap();
        assert_eq!((done.combien, done.ecartees), (5, 5), "days gone by are left out");
    }

    async fn who_leaves_frees_what_is_to_come_and_is_asked_nothing(db) {
        let monde = monde(&db, 3).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        propose(ctx, &db, id).await.unwrap();
        publish(ctx, &db, false, id).await.unwrap();
        let mine = |tableau: &Tableau, who| tableau.affectations.iter().filter(|one| one.participant == who).count();
        let before = mine(&tableau(&db, ctx, id).await, monde.gens[2]);
        assert_eq!(withdraw_participant(ctx, &db, monde.gens[2]).await.unwrap(), before as u64);
        let now = tableau(&db, ctx, id).await;
        assert_eq!((mine(&now, monde.gens[2]), now.trous(ctx.now).len()), (0, before));
        let back = assign(ctx, &db, false, now.trous(ctx.now)[0].0.id, monde.gens[2]).await;
        assert!(matches!(back, Err(WriteError::PasPossible(_))), "{back:?}");
        let taken = take_trou(ctx, &db, monde.gens[2], now.trous(ctx.now)[0].0.id).await;
        assert!(matches!(taken, Err(WriteError::PasPossible(_))), "{taken:?}");
        let changed = change_participant(ctx, &db, monde.gens[2], Limites { par_semaine: 7, ..Limites::default() }).await;
        assert!(matches!(changed, Err(WriteError::PasPossible(_))), "{changed:?}");
        // Nor does who no longer gives care at all.
        rendez_vous::withdraw_effecteur(ctx, &db, monde.effecteurs[1]).await.unwrap();
        let taken = take_trou(ctx, &db, monde.gens[1], now.trous(ctx.now)[0].0.id).await;
        assert!(matches!(taken, Err(WriteError::PasPossible(_))), "{taken:?}");
        assert_eq!(announce_trous(ctx, &db, false, id).await.unwrap(), 1, "only who still takes part");
    }

    async fn a_draft_is_thrown_away_a_published_planning_is_not(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        propose(ctx, &db, id).await.unwrap();
        discard_planning(ctx, &db, id).await.unwrap();
        let gone = Tableau::read(&mut db.read(ctx).await.unwrap(), id).await;
        assert!(matches!(gone, Err(WriteError::Inconnu(_))));
        let other = autre(&db, &monde, "2026-03-09").await;
        publish(ctx, &db, false, other).await.unwrap();
        let kept = discard_planning(ctx, &db, other).await;
        assert!(matches!(kept, Err(WriteError::Planning(_))), "{kept:?}");
    }
}
