//! What the files of structures changed, and lines that were set aside, on the pages.

use super::*;
use testkit::each_engine;

const CHANGES: &str = "/velay-sud/espace/annuaire/changements";
const APART: &str = "/velay-sud/espace/annuaire/lignes-ecartees";

async fn load(db: &Db, atlas: &territoire::Atlas, nom: &str, text: &str) {
    let open =
        || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(text.as_bytes().to_vec()))) };
    let source = [repertoire::Source { nom, octets: text.len() as u64, ouvrir: &open }];
    let wanted = repertoire::Reglages { partial: true, ..Default::default() };
    let ctx = Ctx::system("essai", actors::instant(actors::NOW));
    let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
    let (france, mut refuse, mut seen) = (&etat.france, |_, _| {}, |_, _| {});
    if nom.starts_with("PS_") {
        repertoire::import_annuaire(&ctx, db, france, &source, wanted, &mut refuse, &mut seen).await.unwrap();
    } else {
        repertoire::import_finess(&ctx, db, france, &source, wanted, &mut refuse, &mut seen).await.unwrap();
    }
}

/// Structures of Le Puy-en-Velay: number, name.
async fn finess(db: &Db, atlas: &territoire::Atlas, day: &str, all: &[(&str, &str)]) {
    let line = |(number, nom): &(&str, &str)| {
        format!(
            "structureet;{number};439950429;{nom};;;;4;AV;DE LA FONTAINE;;;157;43;HAUTE-LOIRE;43000 LE PUY EN VELAY;0471000009;;603;Maison de santé (L.6223-3);1110;Autres;;;;;;;2020-09-23;2020-09-23;2024-06-07;\n"
        )
    };
    let text = format!("finess;etalab;111;{day}\n{}", all.iter().map(line).collect::<String>());
    load(db, atlas, "finess.csv", &text).await;
}

/// A nurse who is read, and lines that are not: `places` says commune and postcode of each.
async fn people(db: &Db, atlas: &territoire::Atlas, places: &[(&str, &str)]) {
    let head = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|Code catégorie professionnelle|Code commune (coord. structure)|Code postal (coord. structure)|\n";
    let good = format!("8|{0}|8{0}|LISIBLE|ALIX|60|C|43157|43000|\n", rpps(1));
    let wrong = |(commune, postal): &(&str, &str)| {
        format!("8|10000000001|810000000001|FAUX|CLE|60|C|{commune}|{postal}|\n")
    };
    let text = format!("{head}{good}{}", places.iter().map(wrong).collect::<String>());
    load(db, atlas, "PS_LibreAcces_Personne_activite_202511200830.txt", &text).await;
}

async fn territory(db: &Db) -> (Ctx, territoire::Atlas) {
    let ctx = cpts(db, "velay-sud").await;
    let atlas = atlas(db).await;
    territoire::set_perimetre(&ctx, db, &atlas, date(2025, 1, 1), ["43157".parse().unwrap()].into())
        .await
        .unwrap();
    (office(&ctx), atlas)
}

each_engine! { SCHEMA;
    async fn structures_that_open_leave_and_change_name_stand_beside_people(db) {
        let (ctx, atlas) = territory(&db).await;
        finess(&db, &atlas, "2025-11-03", &[("439900424", "MSP DU MARCHE"), ("439900432", "MSP DU LAC")]).await;
        official(&db, &atlas, 20, &[(1, "STABLE", "", "", "43157")]).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(CHANGES).await.body.contains("Rien de nouveau"));
        finess(&db, &atlas, "2025-11-17", &[("439900424", "MSP DU NORD"), ("439900440", "MSP NEUVE")]).await;
        official(&db, &atlas, 27, &[(1, "STABLE", "", "", "43157"), (2, "ARRIVANT", "", "", "43157")]).await;
        let page = visitor.get(CHANGES).await;
        for told in ["4\u{a0}changements", "MSP DU MARCHE → MSP DU NORD", "Absente du fichier FINESS du 17\u{a0}novembre 2025", "Ouverture", "Maison de santé", "Arrivant", "annuaire/finess-439900440"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let (one, edition) = (page.input("mouvement").unwrap().to_owned(), page.input("edition").unwrap().to_owned());
        visitor.post(CHANGES, &[("mouvement", &one), ("edition", &edition)]).await;
        let page = visitor.get(CHANGES).await;
        assert!(page.body.contains("3\u{a0}changements"), "{}", page.body);
        let (people, structures) = (page.input("jusqua").unwrap().to_owned(), page.input("jusqua-structures").unwrap().to_owned());
        visitor.post(CHANGES, &[("jusqua", &people), ("jusqua-structures", &structures)]).await;
        assert!(visitor.get(CHANGES).await.body.contains("Rien de nouveau"));
        finess(&db, &atlas, "2025-11-24", &[("439900424", "MSP DU NORD"), ("439900440", "MSP AGRANDIE")]).await;
        assert!(visitor.get(CHANGES).await.body.contains("MSP AGRANDIE"), "what comes after all was seen is new");
    }

    async fn lines_set_aside_are_listed_for_the_territory_and_for_france(db) {
        let (ctx, atlas) = territory(&db).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(APART).await.body.contains("Aucune ligne écartée sur le territoire"));
        people(&db, &atlas, &[("43157", "43000"), ("63113", "63000"), ("", "")]).await;
        let page = visitor.get(CHANGES).await;
        assert!(page.body.contains("2\u{a0}lignes écartées"), "{}", page.body);
        let page = visitor.get(APART).await;
        for told in ["10000000001", "La clé du numéro RPPS est fausse", "Le Puy-en-Velay", "lieu illisible", "fichier du 20\u{a0}novembre 2025"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert!(!page.body.contains("Clermont-Ferrand"));
        assert!(visitor.get(&format!("{APART}?zone=france")).await.body.contains("Clermont-Ferrand"));
        let file = visitor.get(&format!("{APART}/fichier")).await;
        assert!(file.body.contains("10000000001") && file.body.lines().count() == 3, "{}", file.body);
        for closed in [APART.to_owned(), format!("{APART}/fichier")] {
            assert_eq!(site(&db, ctx.now, "membre").await.get(&closed).await.status, 403);
        }
    }

    async fn many_lines_set_aside_are_paged(db) {
        let (ctx, atlas) = territory(&db).await;
        people(&db, &atlas, &[("43157", "43000"); 60]).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(APART).await.body.contains("1–50 sur\u{a0}60"));
        assert!(visitor.get(&format!("{APART}?rang=50")).await.body.contains("51–60 sur\u{a0}60"));
        assert_eq!(visitor.get(&format!("{APART}?rang=9999")).await.status, 200);
    }
}
