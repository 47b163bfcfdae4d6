//! What is being prepared is for those who prepare it.

use super::*;
use crate::store::annexes;
use crate::{Clause, attach};
use pieces::{Cercle, Depot};
use testkit::each_engine;

const BASE: &str = "/velay-sud/espace/contrat";
const PARTS: [&str; 9] = [
    "",
    "/argent",
    "/echeances",
    "/missions",
    "/texte",
    "/montants",
    "/avenants",
    "/annexes",
    "/calculs.pdf",
];

fn paper() -> Depot {
    Depot::new("projet.txt", b"Article 5".to_vec())
}

async fn circles(db: &Db, ctx: &Ctx, id: Id<Contrat>) -> Vec<Cercle> {
    let mut tx = db.read(ctx).await.unwrap();
    let mut all = Vec::new();
    for one in annexes::annexes(&mut tx, id).await.unwrap() {
        all.push(pieces::piece(&mut tx, one.piece).await.unwrap().unwrap().cercle);
    }
    all
}

each_engine! { &SCHEMA;
    async fn referents_see_nothing_of_a_draft(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS secrète")).await.unwrap();
        attach(&ctx, &db, id, None, "Projet secret", paper()).await.unwrap();
        for (who, sees) in [("membre", true), ("referent_institution", false)] {
            let mut visitor = site(&db, &ctx, who).await;
            let named = visitor.get(&format!("{BASE}?contrat={id}")).await;
            assert_eq!(named.status, if sees { 200 } else { 404 }, "{who}");
            for part in PARTS {
                let page = visitor.get(&format!("{BASE}{part}")).await;
                assert!(sees || !page.body.contains("secr"), "{who} {part}: {}", page.body);
            }
            let shown = visitor.get(&format!("{BASE}/annexes")).await.body.contains("Projet secret");
            assert_eq!(shown, sees, "{who}");
        }
        let referent = Ctx { rights: kernel::Rights::of([VOIR]), ..ctx.clone() };
        let mut tx = db.read(&referent).await.unwrap();
        assert!(crate::dernier(&mut tx).await.unwrap().is_none() && crate::contrat(&mut tx, id).await.unwrap().is_none());
    }

    async fn papers_open_to_the_institutions_with_the_signature(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS")).await.unwrap();
        attach(&ctx, &db, id, None, "Contrat", paper()).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Espace]);
        crate::sign_contrat(&ctx, &db, &LAW, id, all_on(SIGNATURE)).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Institutions]);
        attach(&ctx, &db, id, None, "Annexe 2", paper()).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Institutions, Cercle::Institutions]);
    }

    async fn an_amendment_being_prepared_and_its_papers_stay_inside(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        let clause = Clause { objet: "Taille secrète".to_owned(), texte: String::new(), version: None, population: None, signe_le: None };
        let le = date(2025, 3, 31);
        let avenant = crate::amend(&ctx, &db, &LAW, id, le, clause.clone()).await.unwrap();
        attach(&ctx, &db, id, Some(avenant), "Papier secret", paper()).await.unwrap();
        let mut visitor = site(&db, &ctx, "referent_institution").await;
        for part in ["/avenants", "/annexes"] {
            assert!(!visitor.get(&format!("{BASE}{part}")).await.body.contains("secr"), "{part}");
        }
        let clause = Clause { signe_le: Some(le), ..clause };
        crate::correct_avenant(&ctx, &db, &LAW, id, crate::Avenant { id: avenant, le, clause }).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Institutions]);
        assert!(visitor.get(&format!("{BASE}/annexes")).await.body.contains("Papier secret"));
        crate::remove_avenant(&ctx, &db, &LAW, id, avenant).await.unwrap();
        assert!(circles(&db, &ctx, id).await.is_empty());
    }

    async fn a_draft_is_given_up_with_its_papers(db) {
        let ctx = leader();
        let id = crate::write_contrat(&ctx, &db, &LAW, termes("CPTS")).await.unwrap();
        attach(&ctx, &db, id, None, "Projet", paper()).await.unwrap();
        let piece = annexes::annexes(&mut db.read(&ctx).await.unwrap(), id).await.unwrap()[0].piece;
        crate::discard_contrat(&ctx, &db, id).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(pieces::piece(&mut tx, piece).await.unwrap().is_none(), "the file goes with it");
        assert!(crate::contrats(&mut tx).await.unwrap().is_empty());
    }
}
