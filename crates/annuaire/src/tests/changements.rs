//! What changed in the official files, looked at by a CPTS.

use super::*;
use testkit::each_engine;

const PAGE: &str = "/velay-sud/espace/annuaire/changements";

/// A CPTS on Le Puy-en-Velay and Brioude, and an official file of these people.
async fn territory(db: &Db, lines: &[Ligne<'_>]) -> (Ctx, territoire::Atlas) {
    let ctx = cpts(db, "velay-sud").await;
    let atlas = atlas(db).await;
    let communes = ["43157".parse().unwrap(), "43040".parse().unwrap()].into();
    territoire::set_perimetre(&ctx, db, &atlas, date(2025, 1, 1), communes).await.unwrap();
    official(db, &atlas, 20, lines).await;
    (office(&ctx), atlas)
}

const BEFORE: [Ligne<'_>; 3] = [
    (1, "PARTANT", "", "", "43157"),
    (2, "MOBILE", "", "", "43157"),
    (3, "STABLE", "0471000001", "", "43157"),
];
const AFTER: [Ligne<'_>; 3] = [
    (2, "MOBILE", "", "", "43040"),
    (3, "STABLE", "0471000002", "", "43157"),
    (4, "ARRIVANT", "", "arrivant@exemple.fr", "43157"),
];

each_engine! { SCHEMA;
    async fn arrivals_departures_and_moves_are_ticked_one_by_one_or_all_at_once(db) {
        let (ctx, atlas) = territory(&db, &BEFORE).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(PAGE).await.body.contains("Rien de nouveau"));
        official(&db, &atlas, 27, &AFTER).await;
        let page = visitor.get(PAGE).await;
        for told in ["4\u{a0}changements", "Arrivant", "Départ", "Absent du fichier du 27\u{a0}novembre 2025", "Le Puy-en-Velay → Brioude", "Inviter à confirmer"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let (one, edition) = (page.input("changement").unwrap().to_owned(), page.input("edition").unwrap().to_owned());
        visitor.post(PAGE, &[("changement", &one), ("edition", &edition)]).await;
        assert!(visitor.get(PAGE).await.body.contains("3\u{a0}changements"));
        let upto = page.input("jusqua").unwrap().to_owned();
        visitor.post(PAGE, &[("jusqua", &upto)]).await;
        assert!(visitor.get(PAGE).await.body.contains("Rien de nouveau"));
        assert!(actions(&db, &ctx).await.starts_with(&["annuaire.changements_vus".to_owned(), "annuaire.changements_vus".to_owned()]));
    }

    async fn what_comes_after_all_was_seen_is_new_again(db) {
        let (ctx, atlas) = territory(&db, &BEFORE).await;
        official(&db, &atlas, 27, &AFTER).await;
        let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let communes = ["43157".parse().unwrap(), "43040".parse().unwrap()].into();
        let list = async || list_changements(&ctx, &db, (&etat.france, &communes), 0).await.unwrap();
        let seen = list().await;
        review_all_changes(&ctx, &db, seen.editions).await.unwrap();
        official(&db, &atlas, 28, &AFTER[1..]).await;
        assert_eq!(list().await.total, 1);
        review_all_changes(&ctx, &db, (seen.editions.0 - 1, 0)).await.unwrap();
        assert_eq!(list().await.total, 1, "an older page never brings back what was seen");
    }

    async fn a_first_catch_up_of_five_hundred_lines_is_paged(db) {
        let names: Vec<String> = (0..500).map(|n| format!("NOUVEAU-{n}")).collect();
        let (ctx, atlas) = territory(&db, &[(9999, "SEUL", "", "", "43157")]).await;
        let lines: Vec<Ligne> = (1..).zip(&names).map(|(n, nom)| (n, nom.as_str(), "", "", "43157")).collect();
        official(&db, &atlas, 27, &lines).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let page = visitor.get(PAGE).await;
        assert!(page.body.contains("1–50 sur\u{a0}501"), "{}", &page.body[..3000]);
        let page = visitor.get(&format!("{PAGE}?rang=500")).await;
        assert!(page.body.contains("501–501 sur\u{a0}501"));
        assert_eq!(visitor.get(&format!("{PAGE}?rang=9999")).await.status, 200);
    }

    async fn somebody_who_arrives_is_invited_from_the_list(db) {
        let (ctx, atlas) = territory(&db, &BEFORE).await;
        official(&db, &atlas, 27, &AFTER).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let invite = format!("/velay-sud/espace/{}/demander", ps(4).chemin());
        assert_eq!(visitor.post(&invite, &[("retour", "changements")]).await.location(), PAGE);
        assert_eq!(letters(&db, &ctx).await[0].vers.to_string(), "arrivant@exemple.fr");
    }
}
