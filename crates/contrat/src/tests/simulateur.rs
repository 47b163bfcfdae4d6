use super::*;
use testkit::each_engine;

each_engine! { &SCHEMA;
    async fn a_visitor_sees_a_form_then_what_to_expect(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "").await;
        let page = visitor.get("/simulateur").await;
        assert!(page.status == 200 && page.body.contains("Votre cas") && !page.body.contains("Plafond par composante"));
        let page = visitor.get("/simulateur?population=24+000&signature=2026-03-02&missions=acces&missions=parcours&missions=prevention&missions=crise").await;
        assert_eq!(page.status, 200, "{}", page.body);
        for told in ["Plafond par composante", "50\u{202f}000", "à la signature", "non confirmé", "Pourquoi ce montant"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
    }

    async fn missing_amounts_are_asked_in_the_same_form(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "").await;
        let case = "/simulateur?population=24000&signature=2026-03-02&missions=acces";
        let page = visitor.get(case).await;
        assert!(page.body.contains("name=\"montant-acces-fixe\""), "{}", page.body);
        let page = visitor.get(&format!("{case}&montant-acces-fixe=55+000+%E2%82%AC&montant-acces-variable=25000")).await;
        assert!(page.status == 200 && page.body.contains("value=\"55 000 €\""), "{}", page.body);
        assert!(page.body.contains("55\u{202f}000\u{a0}€"), "{}", page.body);
        assert!(!page.body.contains("Ce que les sources publiques ne disent pas"), "{}", page.body);
    }

    async fn a_split_explains_itself_and_says_what_to_ask(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "").await;
        let page = visitor.get("/simulateur?population=24000&signature=2026-03-02&missions=acces&missions=crise").await;
        assert!(page.body.contains("à demander") && page.body.contains("supposé remis le jour où sa mission démarre"), "{}", page.body);
        let case = "population=80000&signature=2026-03-02&missions=parcours";
        let page = visitor.get(&format!("/simulateur?{case}")).await;
        assert!(page.body.contains("part fixe, Parcours"), "{}", page.body);
        let size = page.body.split("Taille").nth(1).unwrap();
        assert!(size.split("</div>").next().unwrap().contains("non confirmé"), "{size}");
    }

    async fn a_composed_territory_gives_its_population(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let page = site(&db, &ctx, "").await.get("/simulateur?t=43157.43012").await;
        assert!(page.status == 200 && page.body.contains("2\u{a0}communes") && page.body.contains("Plafond par composante"), "{}", page.body);
        let page = site(&db, &ctx, "").await.get("/simulateur?t=43").await;
        assert!(page.body.contains("Plafond par composante"), "a whole département");
    }

    async fn a_signature_before_the_agreement_is_refused_and_keeps_what_was_asked(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let page = site(&db, &ctx, "").await.get("/simulateur?population=24000&signature=2018-01-01&missions=acces&missions=crise").await;
        assert_eq!(page.status, 422);
        assert_eq!(page.body.matches("checked").count(), 2, "{}", page.body);
        assert!(!page.body.contains("n’existe pas"), "one refusal, about the day: {}", page.body);
    }

    async fn bad_input_is_refused_beside_its_field(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "").await;
        for (query, told) in [
            ("population=0&signature=2026-03-02&missions=acces", "dépasse zéro"),
            ("population=-5&signature=2026-03-02&missions=acces", "dépasse zéro"),
            ("population=douze&signature=2026-03-02", "en chiffres"),
            ("population=99999999999&signature=2026-03-02", "habitants"),
            ("population=24000&signature=2018-01-01", "ACI"),
            ("population=24000&signature=2020-01-01&missions=crise", "n’existe pas"),
            ("population=24000&signature=2026-03-02&missions=acces&debut-acces=2026-03-01", "signature"),
            ("population=24000&signature=2026-03-02&missions=acces&atteinte=101", "De 0 à 100"),
            ("population=24000&signature=2026-03-02&missions=acces&montant-acces-fixe=douze", "montant"),
        ] {
            let page = visitor.get(&format!("/simulateur?{query}")).await;
            assert!(page.status == 422 && page.body.contains("error-summary") && page.body.contains(told), "{query}: {} {}", page.status, page.body);
        }
    }
}
