use super::*;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn an_envelope_that_is_overspent_is_said(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        add_financement(&ctx, &db, id, Texte { montant: 0, au: None, ..texte("Commune", 0) }).await.unwrap();
        let cle = Cle::Libre(id);
        note(&ctx, &db, saisie(Genre::Recette, date(2026, 1, 5), 10_000, &[(cle, "740", 10_000)], "")).await;
        note(&ctx, &db, saisie(Genre::Engagement, date(2026, 1, 6), 11_000, &[(cle, "6132", 11_000)], "")).await;
        let said = alertes(&read(&ctx, &db).await);
        assert!(said.len() == 1 && said[0].phrase.contains("dépassent de 10,00"), "{said:?}");
        note(&ctx, &db, saisie(Genre::Depense, date(2026, 1, 7), 10_500, &[(cle, "6132", 10_500)], "")).await;
        let said = alertes(&read(&ctx, &db).await);
        assert!(said[0].tone == ui::Tone::Danger && said[0].phrase.contains("5,00\u{a0}€ de plus que reçu"), "{said:?}");
    }

    async fn money_promised_covers_for_a_while(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        add_financement(&ctx, &db, id, Texte { au: None, ..texte("Article 51", 50_000) }).await.unwrap();
        note(&ctx, &db, saisie(Genre::Depense, TODAY, 20_000, &[(Cle::Libre(id), "6132", 20_000)], "")).await;
        let book = read(&ctx, &db).await;
        assert_eq!(alertes(&book)[0].tone, ui::Tone::Warning);
        let late = read(&on(&ctx, date(2026, 7, 2)), &db).await;
        assert!(alertes(&late).iter().any(|one| one.phrase.contains("attendus depuis le 1er\u{a0}juin 2026")), "{:?}", alertes(&late));
        let one = bilan(&book, Cle::Libre(id), &Exercice::civil(2026));
        assert_eq!((one.attendu, one.reste()), (50_000, -20_000));
    }

    async fn a_plan_changes_the_forecast_and_can_be_taken_back(db) {
        let ctx = cpts(&db, "velay").await;
        let (cle, year) = (Cle::Aci(Mission::Acces), Exercice::civil(2026));
        note(&ctx, &db, facture(date(2026, 1, 5), 1_000, Mission::Acces, "F-1")).await;
        note(&ctx, &db, facture(date(2026, 2, 5), 1_000, Mission::Acces, "F-2")).await;
        let spent = async || bilan(&read(&ctx, &db).await, cle, &year).depense_prevue;
        assert_eq!(spent().await, 12_000);
        plan_depense(&ctx, &db, cle, &year.cle, Some((9_999, "Budget voté"))).await.unwrap();
        plan_depense(&ctx, &db, cle, &year.cle, Some((8_888, "Budget voté"))).await.unwrap();
        assert_eq!(spent().await, 8_888);
        plan_depense(&ctx, &db, cle, &year.cle, None).await.unwrap();
        assert_eq!(spent().await, 12_000);
    }
}
