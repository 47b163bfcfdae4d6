//! The list of the workspace: searched, filtered, page after page.

use super::monde::{self, COMMUNE, SIRET, bottin, territory};
use super::*;
use crate::bottin::{Demande, Etat, Filtre};
use testkit::each_engine;

const PAGE: &str = "/velay-sud/espace/annuaire";

/// Names of the entries that a page shows, in its order.
fn names(body: &str) -> Vec<String> {
    let rows = body.split("<tbody").nth(1).unwrap_or_default().split("<th scope=\"row\"").skip(1);
    let name =
        |row: &str| row.split("</a>").next().and_then(|link| link.rsplit('>').next().map(str::to_owned));
    rows.filter_map(name).collect()
}

async fn list(db: &Db, role: &str, query: &str) -> Vec<String> {
    let page = monde::site(db, role).await.get(&format!("{PAGE}?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.body);
    names(&page.body)
}

each_engine! { SCHEMA;
    async fn everybody_of_the_territory_stands_once_by_name(db) {
        territory(&db).await;
        let all = ["CENTRE DE SANTE DU LAC", "Dupont Jean", "Fictif Hélène", "General Anne", "Lacroix Léa", "Moreau Zoé", "MSP DU MARCHE", "PMI de Langeac"];
        assert_eq!(list(&db, "membre", "").await, all);
        let page = monde::site(&db, "membre").await.get(PAGE).await.body;
        for told in ["8\u{a0}fiches", "RPPS du 20\u{a0}novembre 2025", "FINESS du 3\u{a0}novembre 2025", "2\u{a0}professionnels", "Le Puy-en-Velay", "Infirmiers (2)"] {
            assert!(page.contains(told), "{told}");
        }
        assert!(!page.contains("Ajouter un acteur") && !page.contains("Exporter"));
    }

    async fn people_are_found_as_people_type(db) {
        territory(&db).await;
        for (typed, found) in [
            ("helene", "Fictif Hélène"),
            ("fictf", "Fictif Hélène"),
            ("kiné brioude", "Moreau Zoé"),
            ("cardiologue", "Dupont Jean"),
            ("pmi langeac", "PMI de Langeac"),
            ("msp marche", "MSP DU MARCHE"),
            ("fictif brioude", "Fictif Hélène"),
            ("fictif puy", "Fictif Hélène"),
            ("04 71 00 00 01", "Fictif Hélène"),
            ("+33 4 71 00 00 11", "Fictif Hélène"),
            (monde::MSP, "MSP DU MARCHE"),
            (SIRET, "CENTRE DE SANTE DU LAC"),
            (&rpps(4), "General Anne"),
        ] {
            let query = testkit::http::encode(&[("q", typed)]);
            assert_eq!(list(&db, "membre", &query).await.first().map(String::as_str), Some(found), "{typed}");
        }
    }

    async fn a_result_says_why_it_was_found(db) {
        territory(&db).await;
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}?q=kine&pres-de=43157")).await.body;
        assert!(page.contains("«\u{a0}kine\u{a0}»\u{a0}: profession") && page.contains("à 50\u{a0}km"), "{page}");
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}?q={}", rpps(4))).await.body;
        assert!(page.contains(&format!("numéro «\u{a0}{}\u{a0}»", rpps(4))));
    }

    async fn filters_choose_and_count(db) {
        let (ctx, _) = territory(&db).await;
        fill(&ctx, &db, &ps(2), &[said(Nature::NouveauxPatients, "oui"), said(Nature::Recours, "second"), said(Nature::ModeExercice, "esp")]).await.unwrap();
        for (query, found) in [
            ("profession=infirmier", &["Fictif Hélène", "Lacroix Léa"][..]),
            ("profession=infirmier&commune=43157", &["Fictif Hélène"]),
            ("commune=43112", &["PMI de Langeac"]),
            ("sorte=structure", &["CENTRE DE SANTE DU LAC", "MSP DU MARCHE"]),
            ("sorte=acteur", &["PMI de Langeac"]),
            ("recours=second", &["Dupont Jean", "Moreau Zoé"]),
            ("cadre=esp", &["Moreau Zoé"]),
            ("cadre=msp", &["Dupont Jean", "General Anne", "MSP DU MARCHE"]),
            ("nouveaux=oui", &["Moreau Zoé"]),
            ("pres-de=43112&rayon=2", &["PMI de Langeac"]),
            ("q=infirmier&commune=43040&cadre=centre_sante", &["Lacroix Léa"]),
        ] {
            assert_eq!(list(&db, "membre", query).await, found, "{query}");
        }
        let near = list(&db, "membre", "pres-de=43040&sorte=professionnel").await;
        assert_eq!((near.len(), near[3].as_str()), (5, "Dupont Jean"), "the nearest first, then by name");
    }

    async fn what_the_office_says_comes_at_once_and_what_it_takes_out_is_gone(db) {
        let (ctx, _) = territory(&db).await;
        let mut member = monde::site(&db, "membre").await;
        assert!(member.get(PAGE).await.body.contains("MSP DU MARCHE"));
        let msp: Reference = format!("finess-{}", monde::MSP).parse().unwrap();
        withdraw_fiche(&ctx, &db, &msp).await.unwrap();
        assert!(!names(&member.get(PAGE).await.body).contains(&"MSP DU MARCHE".to_owned()));
        assert!(list(&db, "membre", "etat=retiree").await.is_empty());
        assert!(!list(&db, "coordination", "").await.contains(&"MSP DU MARCHE".to_owned()));
        assert_eq!(list(&db, "coordination", "etat=retiree").await, ["MSP DU MARCHE"]);
        restore_fiche(&ctx, &db, &msp).await.unwrap();
        assert!(member.get(PAGE).await.body.contains("MSP DU MARCHE"));
    }

    async fn a_member_sees_who_is_away_and_who_stands_in(db) {
        let (ctx, _) = territory(&db).await;
        let annonce = Annonce { du: TODAY, au: Some(date(2026, 3, 8)), remplacant: rpps(1), note: "congé".parse().unwrap() };
        announce_absence(&ctx, &db, &ps(2), &annonce).await.unwrap();
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}?etat=absent")).await.body;
        assert_eq!(names(&page), ["Moreau Zoé"]);
        assert!(page.contains("Absence du 2\u{a0}mars 2026 au 8\u{a0}mars 2026") && page.contains("Remplacement\u{a0}: Hélène Fictif"), "{page}");
    }

    async fn who_leaves_the_official_file_is_told_and_who_works_elsewhere_stands_apart(db) {
        let (ctx, atlas) = territory(&db).await;
        let mut left = monde::everybody();
        left.retain(|line| !line.contains(&("Nom d'exercice", "GENERAL".to_owned())));
        monde::activities(&db, &atlas, 27, &left).await;
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}?etat=hors_fichier")).await.body;
        assert_eq!(names(&page), ["General Anne"]);
        assert!(page.contains("Absent du fichier du 27\u{a0}novembre 2025"));
        fill(&ctx, &db, &ps(5), &[said(Nature::Langues, "occitan")]).await.unwrap();
        assert_eq!(list(&db, "membre", "etat=hors_territoire").await, ["Ailleurs Paul"]);
        let msp = format!("finess-{}", monde::MSP).parse().unwrap();
        attach(&ctx, &db, &ps(5), msp, "Infirmier de vacation", TODAY).await.unwrap();
        assert_eq!(list(&db, "membre", "q=ailleurs&commune=43157").await, ["Ailleurs Paul"]);
    }

    async fn pages_walk_through_everybody_once(db) {
        let (ctx, atlas) = territory(&db).await;
        let crowd: Vec<_> = (100..223).map(|n| monde::line(n, &format!("FOULE{n}"), "LOU", &[(COMMUNE, "43112")])).collect();
        monde::activities(&db, &atlas, 28, &[monde::everybody(), crowd].concat()).await;
        let (mut visitor, mut next) = (monde::site(&db, "membre").await, Some(PAGE.to_owned()));
        let (mut seen, mut pages) = (Vec::new(), 0);
        while let Some(path) = next {
            let page = visitor.get(&path).await.body;
            seen.extend(names(&page));
            pages += 1;
            let link = page.split("rel=\"next\" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
            next = link.map(|href| href.replace("&amp;", "&"));
        }
        let (count, whole) = (seen.len(), bottin(&db, &ctx, &atlas, Regard::Membre).await.inscrits().len());
        seen.sort();
        seen.dedup();
        assert_eq!((pages, count, seen.len(), whole), (3, 131, 131, 131));
        assert!(visitor.get(&format!("{PAGE}?debut=900")).await.body.contains("La liste s’arrête avant"));
    }

    async fn the_count_of_each_choice_is_what_that_choice_gives(db) {
        let (ctx, atlas) = territory(&db).await;
        let (mut tx, bottin) = (db.read(&ctx).await.unwrap(), bottin(&db, &ctx, &atlas, Regard::Bureau).await);
        let etat = atlas.at(&mut tx).await.unwrap();
        let ask = |filtre: &Filtre| bottin.search(&Demande { texte: "", filtre, now: ctx.now, france: &etat.france });
        for base in [Filtre::default(), Filtre { commune: "43157".parse().ok(), ..Filtre::default() }] {
            let comptes = ask(&base).comptes;
            for (cadre, count) in &comptes.cadres {
                assert_eq!(ask(&Filtre { cadre: Some(*cadre), ..base }).trouves.len(), *count as usize);
            }
            for (commune, count) in &comptes.communes {
                assert_eq!(ask(&Filtre { commune: Some(*commune), ..base }).trouves.len(), *count as usize);
            }
            for etat in Etat::ALL {
                let count = comptes.etats.get(etat).copied().unwrap_or(0);
                assert_eq!(ask(&Filtre { etat: Some(*etat), ..base }).trouves.len(), count as usize, "{etat}");
            }
        }
    }

    async fn nothing_found_says_what_to_do(db) {
        territory(&db).await;
        let mut visitor = monde::site(&db, "coordination").await;
        let page = visitor.get(&format!("{PAGE}?q=lacqqqqq")).await.body;
        assert!(page.contains("Vouliez-vous dire") && page.contains("annuaire?q=Lacroix\""), "{page}");
        let page = visitor.get(&format!("{PAGE}?q=zzzzzzz&commune=43112")).await.body;
        assert!(page.contains("Rien de trouvé") && page.contains("Enlever tous les filtres"));
        assert!(page.contains("annuaire/france?q=zzzzzzz"));
        let page = visitor.get(&format!("{PAGE}?q=helene&commune=43112")).await.body;
        assert!(page.contains("1\u{a0}fiche répond à «\u{a0}helene\u{a0}», mais pas avec ces filtres"), "{page}");
        assert_eq!(visitor.get(&format!("{PAGE}?rayon=x")).await.status, 422);
    }

    async fn an_empty_directory_says_what_to_do_first(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = monde::site(&db, "coordination").await;
        assert!(visitor.get(PAGE).await.body.contains("Pas encore de territoire"));
        let atlas = atlas(&db).await;
        territoire::set_perimetre(&ctx, &db, &atlas, date(2025, 1, 1), ["43157".parse().unwrap()].into()).await.unwrap();
        assert!(visitor.get(PAGE).await.body.contains("ne sont pas encore chargés"));
        assert!(visitor.get(&format!("{PAGE}/france?q=dupont")).await.body.contains("Le fichier national n’est pas chargé"));
    }

    async fn the_rest_of_france_is_searched_by_number_even_while_the_index_is_built(db) {
        territory(&db).await;
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}/france?q={}", rpps(5))).await.body;
        assert!(page.contains("Paul Ailleurs") && page.contains("/velay-sud/espace/annuaire/ps-"), "{page}");
    }

    async fn two_cpts_never_see_each_other(db) {
        let (ctx, atlas) = territory(&db).await;
        fill(&ctx, &db, &ps(2), &[said(Nature::Telephone, "0471999999")]).await.unwrap();
        let other = cpts(&db, "velay-nord").await;
        territoire::set_perimetre(&other, &db, &atlas, date(2025, 1, 1), ["43040".parse().unwrap()].into()).await.unwrap();
        let mut visitor = monde::site(&db, "membre").await;
        let mine = visitor.get(PAGE).await.body;
        let theirs = visitor.get("/velay-nord/espace/annuaire").await.body;
        assert!(mine.contains("04\u{a0}71\u{a0}99\u{a0}99\u{a0}99") && mine.contains("PMI de Langeac"));
        assert_eq!(names(&theirs), ["CENTRE DE SANTE DU LAC", "Fictif Hélène", "Lacroix Léa", "Moreau Zoé"]);
        assert!(!theirs.contains("04\u{a0}71\u{a0}99"));
    }

    async fn the_map_says_how_many_of_a_profession_each_commune_has(db) {
        territory(&db).await;
        let page = monde::site(&db, "membre").await.get(&format!("{PAGE}/carte?profession=infirmier")).await.body;
        assert!(page.contains("Infirmiers\u{a0}: 2 sur le territoire"), "{page}");
        assert!(page.contains("2\u{a0}infirmiers") && page.contains("profession=infirmier&amp;commune=43040"));
        assert_eq!(monde::site(&db, "membre").await.get(&format!("{PAGE}/carte?profession=x")).await.status, 422);
    }
}
