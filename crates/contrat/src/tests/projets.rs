//! What is being prepared is for those who prepare it.

use super::*;
use crate::attach;
use crate::store::annexes;
use pieces::{Cercle, Depot};
use testkit::each_engine;

fn paper() -> Depot {
    Depot::new("projet.txt", b"Article 5".to_vec())
}

async fn circles(db: &Db, ctx: &Ctx, id: Id<Contrat>) -> Vec<Cercle> {
    let mut tx = db.read(ctx).await.unwrap();
    let mut all = Vec::new();
    let mut annexes = annexes::annexes(&mut tx, id).await.unwrap();
    annexes.sort_by_key(|one| one.avenant.is_none());
    for one in annexes {
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
            for part in PARTS.into_iter().chain(["/calculs.pdf"]) {
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
        let le = date(2025, 3, 31);
        let avenant = crate::amend(&ctx, &db, &LAW, id, le, clause("Taille secrète", None)).await.unwrap();
        attach(&ctx, &db, id, Some(avenant), "Papier secret", paper()).await.unwrap();
        let mut visitor = site(&db, &ctx, "referent_institution").await;
        for part in ["/avenants", "/annexes"] {
            assert!(!visitor.get(&format!("{BASE}{part}")).await.body.contains("secr"), "{part}");
        }
        let signed = |signe_le| crate::Avenant { id: avenant, le, clause: clause("Taille secrète", signe_le) };
        corrected(&db, &ctx, id, signed(Some(le))).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Institutions]);
        assert!(visitor.get(&format!("{BASE}/annexes")).await.body.contains("Papier secret"));
        crate::remove_avenant(&ctx, &db, &LAW, id, avenant).await.unwrap();
        assert!(circles(&db, &ctx, id).await.is_empty());
    }

    async fn papers_close_again_when_a_signature_was_noted_by_mistake(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let (id, le) = (signed(&db, &ctx).await, date(2025, 3, 31));
        let avenant = crate::amend(&ctx, &db, &LAW, id, le, clause("Taille", Some(le))).await.unwrap();
        attach(&ctx, &db, id, Some(avenant), "Papier secret", paper()).await.unwrap();
        attach(&ctx, &db, id, None, "Contrat", paper()).await.unwrap();
        let all = annexes::annexes(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let open = all.iter().find(|one| one.avenant.is_some()).unwrap().piece;
        corrected(&db, &ctx, id, crate::Avenant { id: avenant, le, clause: clause("Taille", None) }).await.unwrap();
        assert_eq!(circles(&db, &ctx, id).await, [Cercle::Espace, Cercle::Institutions]);
        assert!(pieces::piece(&mut db.read(&ctx).await.unwrap(), open).await.unwrap().is_none(), "the open copy is gone");
        let page = site(&db, &ctx, "referent_institution").await.get(&format!("{BASE}/annexes")).await;
        assert!(!page.body.contains("Papier secret") && page.body.contains("projet.txt"), "{}", page.body);
    }

    async fn referents_read_no_amount_of_an_amendment_being_prepared(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let (id, le) = (signed(&db, &ctx).await, date(2025, 3, 31));
        crate::amend(&ctx, &db, &LAW, id, le, clause("Taille", None)).await.unwrap();
        let (composante, part) = ("fonctionnement".to_owned(), "total".to_owned());
        let imprime = crate::Imprime { composante, part, cents: 6_123_400, du: Some(le) };
        crate::set_montants(&ctx, &db, &LAW, id, &[imprime]).await.unwrap();
        for (who, part, sees) in [("membre", "/montants", true), ("membre", "/argent?annee=2", false), ("referent_institution", "/montants", false)] {
            let page = site(&db, &ctx, who).await.get(&format!("{BASE}{part}")).await;
            assert_eq!(page.body.contains("61\u{202f}234"), sees, "{who} {part}: {}", page.body);
            assert!(!sees || page.body.contains("en préparation"), "{}", page.body);
        }
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
