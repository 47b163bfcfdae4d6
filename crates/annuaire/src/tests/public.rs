//! The directory for everybody: the same list, public fields only.

use super::monde::{self, BUREAU, MEMBRES, every_field, leaks, territory};
use super::*;
use testkit::each_engine;

const PAGE: &str = "/velay-sud/annuaire";

fn page_of(n: u32) -> String {
    format!("{PAGE}/{}", ps(n))
}

each_engine! { SCHEMA;
    async fn a_visitor_reads_public_fields_and_nothing_else(db) {
        let (ctx, _) = territory(&db).await;
        every_field(&db, &ctx).await;
        for role in ["", "membre", "coordination"] {
            let mut visitor = monde::site(&db, role).await;
            for path in [PAGE.to_owned(), page_of(1), page_of(2), page_of(3), format!("{PAGE}?q=fictif"), format!("{PAGE}/carte")] {
                let page = visitor.get(&path).await;
                assert_eq!(page.status, 200, "{path}");
                assert_eq!(leaks(&page.body, &MEMBRES), [""; 0], "{role} {path}");
                assert_eq!(leaks(&page.body, &BUREAU), [""; 0], "{role} {path}");
            }
        }
        let page = monde::site(&db, "").await.get(&page_of(1)).await.body;
        assert!(page.contains("zirconium") && page.contains("https://zirconium.exemple.fr"));
    }

    async fn what_a_visitor_may_not_read_cannot_be_found_either(db) {
        let (ctx, _) = territory(&db).await;
        every_field(&db, &ctx).await;
        let mut visitor = monde::site(&db, "").await;
        for secret in ["tungstene", "vanadium", "0471555501", "0471555502", "0612345678"] {
            let page = visitor.get(&format!("{PAGE}?q={secret}")).await.body;
            assert!(page.contains("Rien de trouvé"), "{secret}: {page}");
        }
        assert!(visitor.get(&format!("{PAGE}?q=zirconium")).await.body.contains("Fictif Hélène"));
        assert!(visitor.get(&format!("{PAGE}?q=0471555500")).await.body.contains("Fictif Hélène"));
        let page = visitor.get(&format!("{PAGE}?recours=second")).await.body;
        assert!(page.contains("Fictif Hélène") && !page.contains("Moreau Zoé"), "a line of care said to members only");
        let mut member = monde::site(&db, "membre").await;
        assert!(member.get("/velay-sud/espace/annuaire?q=tungstene").await.body.contains("Moreau Zoé"));
        assert!(member.get("/velay-sud/espace/annuaire?q=vanadium").await.body.contains("Rien de trouvé"));
    }

    async fn a_mobile_and_an_address_of_the_official_file_stay_with_members(db) {
        territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        let page = visitor.get(&page_of(1)).await.body + &visitor.get(&page_of(2)).await.body + &visitor.get(PAGE).await.body;
        assert!(page.contains("04\u{a0}71\u{a0}00\u{a0}00\u{a0}01") && !page.contains("06\u{a0}12") && !page.contains("helene@exemple.fr"));
        assert!(monde::site(&db, "membre").await.get("/velay-sud/espace/annuaire").await.body.contains("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78"));
    }

    async fn an_entry_says_where_it_comes_from_and_how_to_correct_it(db) {
        let (ctx, _) = territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        let page = visitor.get(&page_of(3)).await.body;
        for told in ["Dr Jean Dupont", "Médecin, Cardiologie et maladies vasculaires", "MSP DU MARCHE", "D’après le fichier RPPS du 20\u{a0}novembre 2025", "/velay-sud/annuaire/nouveau-lien"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        fill(&ctx, &db, &ps(3), &[said(Nature::Langues, "occitan")]).await.unwrap();
        let fiche = entry(&db, &ctx, &ps(3)).await;
        confirm(&ctx, &db, fiche.id, fiche.numero).await.unwrap();
        assert!(visitor.get(&page_of(3)).await.body.contains("Confirmé par la CPTS le 2\u{a0}mars 2026"));
    }

    async fn a_structure_shows_who_works_there(db) {
        territory(&db).await;
        let page = monde::site(&db, "").await.get(&format!("{PAGE}/finess-{}", monde::MSP)).await.body;
        for told in ["Qui y exerce", "Dr Jean Dupont", "Dr Anne General", "04\u{a0}71\u{a0}00\u{a0}00\u{a0}09", "D’après le fichier FINESS du 3\u{a0}novembre 2025"] {
            assert!(page.contains(told), "{told}: {page}");
        }
    }

    async fn unknown_absent_and_withdrawn_entries_have_no_public_page(db) {
        let (ctx, atlas) = territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        assert_eq!(visitor.get(&page_of(4)).await.status, 200);
        for unknown in [page_of(5), page_of(99), format!("{PAGE}/x"), format!("{PAGE}/finess-439900432")] {
            assert_eq!(visitor.get(&unknown).await.status, 404, "{unknown}");
        }
        withdraw_fiche(&ctx, &db, &ps(4)).await.unwrap();
        assert_eq!(visitor.get(&page_of(4)).await.status, 404);
        monde::activities(&db, &atlas, 27, &monde::everybody()[..3]).await;
        assert_eq!(visitor.get(&page_of(3)).await.status, 404, "no longer in the file");
        assert!(!visitor.get(PAGE).await.body.contains("Dupont"));
    }

    async fn an_actor_is_public_but_for_whom_to_ask(db) {
        territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        let list = visitor.get(&format!("{PAGE}?q=pmi")).await.body;
        let path = list.split("href=\"").find(|part| part.contains("/annuaire/local-")).unwrap().split('"').next().unwrap().to_owned();
        let page = visitor.get(&path).await.body;
        assert!(page.contains("PMI de Langeac") && page.contains("Langeac") && page.contains("D’après la CPTS"));
        assert!(!page.contains("Roche") && !list.contains("Roche"));
    }

    async fn the_public_directory_prints_and_is_made_again_when_it_changes(db) {
        let (ctx, _) = territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        let file = visitor.get(&format!("{PAGE}/annuaire.pdf")).await;
        assert_eq!((file.status.as_u16(), &file.body[..5]), (200, "%PDF-"));
        let name = file.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert_eq!(name, "attachment; filename=\"annuaire-velay-sud-2026-03-02.pdf\"");
        assert_eq!(visitor.get(&format!("{PAGE}/annuaire.pdf")).await.body, file.body);
        withdraw_fiche(&ctx, &db, &ps(4)).await.unwrap();
        assert_ne!(visitor.get(&format!("{PAGE}/annuaire.pdf")).await.body, file.body);
    }
}
