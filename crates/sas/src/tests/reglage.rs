//! The page where a CPTS opens the exchange.

use super::*;

each_engine! { SCHEMA;
    async fn the_office_opens_the_exchange_and_sees_what_leaves(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        set_reglage(&ctx, &db, &Reglage::default()).await.unwrap();
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        creneau(&ctx, &db, who, "2026-03-02T18:00:00Z", &[Visibilite::Cpts]).await;
        let mut office = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "coordination").await;
        let here = "/velay-sud/espace/sas";
        let page = office.get(here).await;
        assert!(page.status == 200 && page.body.contains("Fermé\u{a0}: rien ne part"), "{}", page.body);
        let wrong = office.post(here, &[("ouvert", "oui"), ("finess", "12")]).await;
        assert!(wrong.status == 422 && wrong.body.contains("12"), "{}", wrong.body);
        let right = [("ouvert", "oui"), ("finess", "430000018"), ("telephone", "0471000000")];
        assert_eq!(office.post(here, &right).await.status, 303);
        let page = office.get(here).await;
        assert!(page.body.contains("Ouvert") && page.body.contains("http://essai.test/fhir"));
        let mut tx = db.read(&ctx).await.unwrap();
        let kept = store::reglage(&mut tx).await.unwrap();
        assert!(kept.ouvert && kept.finess.is_some() && kept.telephone.is_some());
        let mut nobody = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
        assert_eq!(nobody.get(here).await.status, 303);
    }
}
