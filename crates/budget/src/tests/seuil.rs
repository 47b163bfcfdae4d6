use super::*;
use crate::seuil::{Etat, seuil};
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn exactly_the_threshold_is_not_above_it_and_one_cent_more_is(db) {
        let ctx = cpts(&db, "velay").await;
        let contrat = signed(&db, &ctx).await;
        received(&ctx, &db, contrat, date(2025, 4, 2), "acces", 15_000_000).await;
        let id = ctx.id();
        add_financement(&ctx, &db, id, Texte { montant: 0, du: date(2025, 1, 1), ..texte("FIR", 0) }).await.unwrap();
        let public = Cle::Libre(id);
        note(&ctx, &db, saisie(Genre::Recette, date(2025, 5, 5), 300_000, &[(public, "740", 300_000)], "")).await;
        let book = read(&ctx, &db).await;
        let one = seuil(&book, 2025).unwrap();
        assert_eq!((one.recu(), one.seuil, one.etat()), (15_300_000, 15_300_000, Etat::Sous));
        note(&ctx, &db, saisie(Genre::Recette, date(2025, 5, 6), 1, &[(public, "740", 1)], "")).await;
        let book = read(&ctx, &db).await;
        assert_eq!(seuil(&book, 2025).unwrap().etat(), Etat::Franchi);
        assert!(seuil(&book, 2025).unwrap().pourquoi(&book).sources().contains(&"extencia"));
    }

    async fn private_money_does_not_count_and_what_is_awaited_does(db) {
        let ctx = cpts(&db, "velay").await;
        let (own, grant) = (ctx.id(), ctx.id());
        add_financement(&ctx, &db, own, Texte { publique: false, montant: 0, ..texte("Cotisations", 0) }).await.unwrap();
        add_financement(&ctx, &db, grant, texte("Article 51", 15_300_000)).await.unwrap();
        note(&ctx, &db, saisie(Genre::Recette, TODAY, 20_000_000, &[(Cle::Libre(own), "756", 20_000_000)], "")).await;
        let one = seuil(&read(&ctx, &db).await, 2026).unwrap();
        assert_eq!((one.recu(), one.prevu(), one.etat()), (0, 15_300_000, Etat::Sous));
        correct_financement(&ctx, &db, grant, texte("Article 51", 15_300_001)).await.unwrap();
        let book = read(&ctx, &db).await;
        assert_eq!(seuil(&book, 2026).unwrap().etat(), Etat::Prevu);
        assert!(alertes(&book).iter().any(|one| one.cle.is_none() && one.phrase.contains("commissaire aux comptes")));
    }
}
