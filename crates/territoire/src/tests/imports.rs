use super::{SCHEMA, atlas, cpts};
use crate::fichier::Rejet;
use crate::{ImportError, Reglages, Source, import_communes, import_contours, import_indicateurs, store};
use db::Db;
use kernel::Ctx;
use testkit::{actors, each_engine};

const HEAD: &str =
    "code_insee,nom,code_departement,code_region,epci_siren,epci_nom,population,codes_postaux,lat,lon\n";
const LE_PUY: &str = "43157,Le Puy-en-Velay,43,84,200073419,CA du Puy-en-Velay,99999,43000,45.0427,3.8829\n";
const WHOLE: Reglages = Reglages { partial: false, dry_run: false };

fn source(contenu: &str) -> Source<'_> {
    Source { nom: "communes.csv", contenu: contenu.as_bytes(), meta: None }
}

async fn population(db: &Db) -> Option<u32> {
    let mut tx = db.read(&actors::system()).await.unwrap();
    let etat = atlas(db).await.at(&mut tx).await.unwrap();
    etat.france.commune("43157".parse().unwrap()).and_then(|commune| commune.population)
}

each_engine! { SCHEMA;
    async fn a_clean_file_becomes_the_edition_in_force_for_a_running_program_too(db) {
        let (ctx, running) = (actors::system(), atlas(&db).await);
        let file = format!("{HEAD}{LE_PUY}");
        let done = import_communes(&ctx, &db, &[source(&file)], WHOLE, &mut |_, _| {}).await.unwrap();
        assert!(done.written && done.bilan.lus == 1 && done.bilan.modifies == 1, "{done:?}");
        let mut tx = db.read(&ctx).await.unwrap();
        let etat = running.at(&mut tx).await.unwrap();
        assert_eq!(etat.france.commune("43157".parse().unwrap()).unwrap().population, Some(99_999));
        drop(tx);
        let again = import_communes(&ctx, &db, &[source(&file)], WHOLE, &mut |_, _| {}).await.unwrap();
        assert!(!again.written && again.bilan.inchanges == 1, "{again:?}");
    }

    async fn a_refused_line_refuses_the_file_unless_partial(db) {
        let (ctx, before) = (actors::system(), population(&db).await);
        let file = format!("{HEAD}{LE_PUY}43999X,Nulle part,43,84,,,12,,45,3\n");
        let mut rejected: Vec<Rejet> = Vec::new();
        let refused = import_communes(&ctx, &db, &[source(&file)], WHOLE, &mut |_, rejet| rejected.push(rejet)).await;
        assert!(matches!(refused, Err(ImportError::Rejets(_))), "{refused:?}");
        assert_eq!((rejected[0].ligne, rejected[0].recu.as_str()), (3, "43999X"));
        assert_eq!(population(&db).await, before);
        let partial = Reglages { partial: true, dry_run: false };
        let done = import_communes(&ctx, &db, &[source(&file)], partial, &mut |_, _| {}).await.unwrap();
        assert!(done.written && done.bilan.rejetes == 1);
        assert_eq!(population(&db).await, Some(99_999));
    }

    async fn a_dry_run_and_an_unreadable_file_write_nothing(db) {
        let (ctx, before) = (actors::system(), population(&db).await);
        let file = format!("{HEAD}{LE_PUY}");
        let dry = Reglages { partial: false, dry_run: true };
        let said = import_communes(&ctx, &db, &[source(&file)], dry, &mut |_, _| {}).await.unwrap();
        assert!(!said.written && said.bilan.modifies == 1);
        for wrong in ["", "nom;population\nLe Puy;3\n", "\0\0\0"] {
            let refused = import_communes(&ctx, &db, &[source(wrong)], WHOLE, &mut |_, _| {}).await;
            assert!(matches!(refused, Err(ImportError::Csv(..))), "{wrong:?}");
        }
        assert_eq!(population(&db).await, before);
        let nobody = Ctx { rights: kernel::Rights::none(), ..ctx };
        let denied = import_communes(&nobody, &db, &[source(&file)], WHOLE, &mut |_, _| {}).await;
        assert!(matches!(denied, Err(ImportError::Denied(_))));
    }

    async fn an_import_that_is_cut_before_its_end_leaves_the_old_edition(db) {
        let before = population(&db).await;
        let mut tx = db.begin(&actors::system()).await.unwrap();
        store::revise(&mut tx, "editions").await.unwrap();
        store::keep_contour(&mut tx, "43".parse().unwrap(), vec![1]).await.unwrap();
        drop(tx); // what a kill -9 does: the transaction never commits
        assert_eq!(population(&db).await, before);
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert_eq!(store::contour(&mut tx, "43".parse().unwrap()).await.unwrap(), None);
    }

    async fn outlines_replace_the_sketch(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let square = |code: &str, x: f64| format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},45],[{},45],[{},45.1],[{x},45.1],[{x},45]]]}}}}"#,
            x + 0.1, x + 0.1);
        let file = format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, square("43157", 3.8), square("43012", 3.9));
        let source = Source { nom: "contours.geojson", contenu: file.as_bytes(), meta: None };
        let done = import_contours(&ctx, &db, &[source], WHOLE, &mut |_, _| {}).await.unwrap();
        assert!(done.written && done.bilan.ajoutes == 2, "{done:?}");
        let again = import_contours(&ctx, &db, &[source], WHOLE, &mut |_, _| {}).await.unwrap();
        assert!(!again.written);
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(store::contour(&mut tx, "43".parse().unwrap()).await.unwrap().is_some());
        // Two communes out of 257 are not enough to draw a département: the sketch stays, and says so.
        let etat = atlas(&db).await.at(&mut tx).await.unwrap();
        let fond = etat.fonds.of(&mut tx, &etat.france, &["43".parse().unwrap()]).await.unwrap();
        assert!(fond.source.is_none());
    }

    async fn indicators_are_imported_over_the_present_ones(db) {
        let file = "code_insee;population_2021\n43157;12345\n";
        let source = Source { nom: "indicateurs.csv", contenu: file.as_bytes(), meta: None };
        let done = import_indicateurs(&actors::system(), &db, &[source], WHOLE, &mut |_, _| {}).await.unwrap();
        assert!(done.written && done.bilan.modifies == 1, "{done:?}");
    }
}
