//! A plan that takes a while: what is shown meanwhile, to whom, and what may be done with it.

use super::*;

const PATH: &str = "/essai/espace/medecin-traitant/proposer";
const NOW: &str = "2026-03-02T08:00:00Z";
/// Stands only where a plan is being computed.
const UNDER_WAY: &str = "data-poll";

/// A site where nobody waits, and where plans are computed when the test lets them: [`let_go`].
async fn held(db: &Db) -> web::App {
    app_with(db, NOW, Calculs::new(Duration::ZERO, 0)).await
}

/// The plans asked for are computed, until the page has no more that is under way; what it shows then.
async fn let_go(app: &web::App, desk: &mut Visitor, path: &str) -> testkit::http::Page {
    let calculs = app.resource::<Calculs>();
    calculs.places.add_permits(1);
    let mut page = desk.get(path).await;
    while page.body.contains(UNDER_WAY) {
        tokio::task::yield_now().await;
        page = desk.get(path).await;
    }
    calculs.places.forget_permits(1);
    page
}

async fn world(db: &Db) -> (Ctx, Id<Medecin>) {
    let (ctx, _) = cpts(db, "essai").await;
    let ctx = bureau(&ctx);
    let doctor = medecin(&ctx, db, "Claire Roche", 1).await;
    foyer(&ctx, db, 1, 1952).await;
    (ctx, doctor)
}

each_engine! { SCHEMA;
    async fn a_plan_under_way_is_told_then_shown_and_its_cards_are_made(db) {
        let (ctx, doctor) = world(&db).await;
        let app = held(&db).await;
        let mut desk = enter(&app, "coordination");
        let page = desk.get(PATH).await;
        assert_eq!(page.headers["refresh"], "5", "without a script too");
        for words in [UNDER_WAY, "1\u{a0}personne sans médecin, 1\u{a0}médecin\u{a0}; demandé il y a 0\u{a0}s.", "Garder le meilleur trouvé", "la recherche continue"] {
            assert!(page.body.contains(words), "{words}\n{}", page.body);
        }
        assert!(!page.body.contains("Préparer"), "{}", page.body);
        let page = let_go(&app, &mut desk, PATH).await;
        assert!(!page.headers.contains_key("refresh") && page.body.contains("Rien de mieux n’existe"), "{}", page.body);
        let seen = page.input("vu").unwrap().to_owned();
        assert_eq!(desk.post(PATH, &[("geste", "toutes"), ("vu", &seen)]).await.status, 303, "the plan is kept: no place to compute one is needed");
        assert_eq!(store::propositions::ouvertes(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap().len(), 1);
    }

    async fn two_who_ask_look_at_the_same_search_and_other_cpts_at_theirs(db) {
        let (ctx, _) = world(&db).await;
        let (other, _) = cpts(&db, "voisine").await;
        let (calculs, atlas, real) = (Calculs::new(Duration::ZERO, 0), atlas(&db).await, Essai::default());
        let (one, two) = tokio::join!(crate::plan(&ctx, &db, &atlas, &calculs, &real), crate::plan(&ctx, &db, &atlas, &calculs, &real));
        assert_eq!(one.unwrap().en_cours.unwrap().personnes, two.unwrap().en_cours.unwrap().personnes);
        let theirs = crate::plan(&bureau(&other), &db, &atlas, &calculs, &real).await.unwrap();
        assert_eq!(theirs.en_cours.unwrap().personnes, 0);
        let mine = calculs.running(&ctx, &real).unwrap();
        calculs.places.add_permits(1);
        let found = mine.end().await.unwrap();
        let again = crate::plan(&ctx, &db, &atlas, &calculs, &real).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&found, &again.fait.unwrap()), "kept");
    }

    async fn what_changed_meanwhile_is_said_and_the_plan_of_before_prepares_nothing(db) {
        let (ctx, doctor) = world(&db).await;
        let app = held(&db).await;
        let mut desk = enter(&app, "coordination");
        desk.get(PATH).await;
        let seen = let_go(&app, &mut desk, PATH).await.input("vu").unwrap().to_owned();
        foyer(&ctx, &db, 1, 1940).await;
        let page = desk.get(PATH).await;
        for words in ["Plan de 9\u{a0}h", "le nouveau plan se calcule", "Claire Roche"] {
            assert!(page.body.contains(words), "{words}\n{}", page.body);
        }
        assert!(page.input("vu").is_none() && !page.headers.contains_key("refresh") && !page.body.contains(UNDER_WAY), "what is typed there is not lost: {}", page.body);
        let told = desk.post(PATH, &[("geste", "toutes"), ("vu", &seen)]).await;
        assert_eq!(told.status, 303);
        assert!(desk.get(PATH).await.body.contains("le plan se recalcule"));
        assert_eq!(store::propositions::ouvertes(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap(), []);
        let running = app.resource::<Calculs>().running(&ctx, &Essai::default()).unwrap();
        app.resource::<Calculs>().places.add_permits(1);
        running.end().await.unwrap();
        let page = desk.get(PATH).await;
        assert!(page.input("vu").is_some() && !page.body.contains("le nouveau plan se calcule"), "{}", page.body);
    }

    async fn a_search_is_stopped_with_the_best_that_it_has_and_begun_again(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        medecin(&ctx, &db, "Claire Roche", 2).await;
        // Alone, the eldest and one of the household would have the two places: which is better takes a search.
        for (many, annee) in [(2, 1990), (1, 1940)] {
            foyer(&ctx, &db, many, annee).await;
        }
        let app = held(&db).await;
        let mut desk = enter(&app, "coordination");
        assert!(desk.get(PATH).await.body.contains(UNDER_WAY));
        let stop = [("geste", "arreter")];
        assert_eq!(enter(&app, "membre").post(PATH, &stop).await.status, 403);
        assert_eq!(desk.post(PATH, &stop).await.location(), PATH);
        let page = let_go(&app, &mut desk, PATH).await;
        for words in ["Recherche arrêtée", "Chercher encore", "au plus cet écart avec la borne"] {
            assert!(page.body.contains(words), "{words}\n{}", page.body);
        }
        let seen = page.input("vu").unwrap().to_owned();
        assert_eq!(desk.post(PATH, &[("geste", "reprendre")]).await.status, 303);
        assert!(desk.get(PATH).await.body.contains(UNDER_WAY));
        let page = let_go(&app, &mut desk, PATH).await;
        assert!(page.body.contains("Rien de mieux n’existe") && !page.body.contains("Recherche arrêtée"), "{}", page.body);
        assert_eq!(page.input("vu"), Some(seen.as_str()), "it was the best already");
    }

    async fn what_is_tried_is_followed_stopped_and_shown_beside_the_plan_of_today(db) {
        let (_, doctor) = world(&db).await;
        let app = held(&db).await;
        let mut desk = enter(&app, "coordination");
        let tried = format!("{PATH}?sans={doctor}");
        let page = desk.get(&tried).await;
        assert!(page.body.contains("Le plan d’aujourd’hui") && page.body.contains("Votre essai"), "{}", page.body);
        let back = desk.post(PATH, &[("geste", "arreter"), ("sans", &doctor.to_string())]).await;
        assert_eq!((back.status.as_u16(), back.location()), (303, tried.as_str()));
        let page = let_go(&app, &mut desk, &tried).await;
        assert!(page.body.contains("1\u{a0}personne de moins aurait un médecin"), "{}", page.body);
    }

    async fn after_a_restart_the_plan_is_computed_again_and_is_the_same(db) {
        world(&db).await;
        let mut desk = browser(&db, NOW, "coordination").await;
        let seen = desk.get(PATH).await.input("vu").unwrap().to_owned();
        let after = held(&db).await;
        let mut desk = enter(&after, "coordination");
        assert!(desk.get(PATH).await.body.contains(UNDER_WAY));
        assert_eq!(let_go(&after, &mut desk, PATH).await.input("vu"), Some(seen.as_str()));
    }
}

#[tokio::test]
async fn plans_are_kept_for_an_hour_and_no_more_than_so_many() {
    let calculs = Calculs::default();
    let ctx = testkit::actors::system();
    let matiere = || std::sync::Arc::new(crate::tests::matching::empty());
    let tried = |km| Essai { au_plus_km: Some(km), ..Essai::default() };
    for km in 0..100 {
        calculs.ask(&ctx, &tried(km), matiere(), vec![]).end().await.unwrap();
    }
    assert!(calculs.combien() <= 32);
    let later = Ctx { now: ctx.now + jiff::SignedDuration::from_mins(61), ..ctx };
    calculs.ask(&later, &tried(0), matiere(), vec![]).end().await.unwrap();
    assert_eq!(calculs.combien(), 1);
}
