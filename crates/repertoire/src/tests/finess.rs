//! Structures.

use super::{FRANCE, PARTIAL, SCHEMA, WHOLE, codes};
use crate::{
    ImportError, Nature, Reglages, Rejet, Source, Summary, ecartes_of, en_vigueur, etablissement,
    etablissements_of, import_finess, mouvements,
};
use db::Db;
use jiff::civil::date;
use std::io::{self, Cursor, Read};
use testkit::{actors, each_engine};

fn line(finess: &str, nom: &str) -> String {
    format!(
        "structureet;{finess};439950429;{nom};;;;4;AV;DE LA FONTAINE;;;157;43;HAUTE-LOIRE;43000 LE PUY EN VELAY;0465717339;;603;Maison de santé (L.6223-3);1110;Autres;;;;;;;2020-09-23;2020-09-23;2024-06-07;\n"
    )
}

fn file(day: &str, lines: &[String]) -> Vec<u8> {
    format!("finess;etalab;111;{day}\n{}", lines.concat()).into_bytes()
}

async fn import(db: &Db, bytes: &[u8], reglages: Reglages) -> (Result<Summary, ImportError>, Vec<Rejet>) {
    let open = || -> io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(bytes.to_vec()))) };
    let source = Source { nom: "finess.csv", octets: bytes.len() as u64, ouvrir: &open };
    let mut refused = Vec::new();
    let mut refuse = |_, rejet| refused.push(rejet);
    let ctx = actors::system();
    let done = import_finess(&ctx, db, &FRANCE, &[source], reglages, &mut refuse, &mut |_, _| {}).await;
    (done, refused)
}

fn two() -> Vec<String> {
    vec![line("439900424", "MSP DU MARCHE"), line("439900432", "MSP DU LAC")]
}

/// A FINESS number of the Haute-Loire.
fn number(n: u32) -> String {
    format!("43990{n:04}")
}

/// « ouverture MSP DU LAC », by kind.
async fn seen(db: &Db, communes: &str) -> Vec<String> {
    let mut tx = db.read(&actors::system()).await.unwrap();
    let told = mouvements(&mut tx, &FRANCE, &codes(communes), 0).await.unwrap();
    let mut words: Vec<String> = told.iter().map(|one| format!("{} {}", one.genre.code(), one.nom)).collect();
    words.sort();
    words
}

each_engine! { SCHEMA;
    async fn structures_are_kept_by_commune_and_the_same_file_writes_nothing(db) {
        let bytes = file("2026-09-01", &two());
        let done = import(&db, &bytes, WHOLE).await.0.unwrap();
        assert!(done.written && done.bilan.ajoutes == 2, "{done:?}");
        let again = import(&db, &bytes, WHOLE).await.0.unwrap();
        assert!(!again.written && again.bilan.inchanges == 2, "{again:?}");
        let mut tx = db.read(&actors::system()).await.unwrap();
        let found = etablissements_of(&mut tx, &FRANCE, &codes("43157")).await.unwrap();
        assert_eq!(found.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>(), ["MSP DU MARCHE", "MSP DU LAC"]);
        assert!(found[0].is_open(date(2026, 1, 1)) && !found[0].is_open(date(2020, 1, 1)));
        assert_eq!(en_vigueur(&mut tx, Nature::Etablissement).await.unwrap().unwrap().du, date(2026, 9, 1));
    }

    async fn a_later_file_changes_what_changed_and_marks_who_vanished(db) {
        import(&db, &file("2026-09-01", &two()), WHOLE).await.0.unwrap();
        let later = file("2026-10-01", &[line("439900424", "MSP DU NORD")]);
        let done = import(&db, &later, WHOLE).await.0.unwrap();
        assert_eq!((done.bilan.modifies, done.bilan.disparus, done.bilan.ajoutes), (1, 1, 0));
        let of = async |number: &str| {
            let mut tx = db.read(&actors::system()).await.unwrap();
            etablissement(&mut tx, identifiants::Finess::read(number).unwrap()).await.unwrap().unwrap()
        };
        assert_eq!((of("439900424").await.nom.as_str(), of("439900432").await.absent_du), ("MSP DU NORD", Some(date(2026, 10, 1))));
        let older = import(&db, &file("2026-09-15", &two()), WHOLE).await.0;
        assert!(matches!(older, Err(ImportError::PlusAncien { .. })));
        import(&db, &file("2026-11-01", &two()), WHOLE).await.0.unwrap();
        assert_eq!(of("439900432").await.absent_du, None);
    }

    async fn refused_structures_refuse_the_file_unless_partial(db) {
        let mut lines = two();
        lines.push(line("439900432", "EN DOUBLE"));
        lines.push(line("4399", "COURT"));
        let bytes = file("2026-09-01", &lines);
        let (refused, rejets) = import(&db, &bytes, WHOLE).await;
        assert!(matches!(refused, Err(ImportError::Rejets(_))), "{refused:?}");
        assert_eq!(rejets.len(), 2);
        let done = import(&db, &bytes, PARTIAL).await.0.unwrap();
        assert_eq!((done.bilan.ajoutes, done.bilan.rejetes), (2, 2));
    }
    async fn two_editions_tell_which_structures_opened_closed_moved_and_changed_name(db) {
        let before: Vec<String> = ["PARTANTE", "MOBILE", "STABLE", "RENOMMEE"]
            .iter().zip(1..).map(|(nom, n)| line(&number(n), nom)).collect();
        import(&db, &file("2026-09-01", &before), WHOLE).await.0.unwrap();
        assert!(seen(&db, "43157 43040").await.is_empty(), "a first edition changes nothing");
        let moved = before[1].replace(";157;43;", ";040;43;").replace("43000 LE PUY EN VELAY", "43100 BRIOUDE");
        let after = [moved, before[2].clone(), before[3].replace("RENOMMEE", "DU LAC"), line(&number(6), "NOUVELLE")];
        let done = import(&db, &file("2026-10-01", &after), WHOLE).await.0.unwrap();
        assert_eq!(done.bilan.changements, 4, "{done:?}");
        let told = seen(&db, "43157 43040").await;
        assert_eq!(told, ["absence PARTANTE", "demenagement MOBILE", "modification DU LAC", "ouverture NOUVELLE"]);
        assert_eq!(seen(&db, "43040").await, ["ouverture MOBILE"]);
        assert!(seen(&db, "43157").await.contains(&"fermeture MOBILE".to_owned()));
        let back = [after.to_vec(), vec![before[0].clone()]].concat();
        import(&db, &file("2026-11-01", &back), WHOLE).await.0.unwrap();
        assert!(seen(&db, "43157").await.contains(&"ouverture PARTANTE".to_owned()));
    }

    async fn a_structure_whose_line_is_refused_is_not_absent(db) {
        import(&db, &file("2026-09-01", &two()), WHOLE).await.0.unwrap();
        let nameless = two()[1].replace("MSP DU LAC", "");
        let (done, _) = import(&db, &file("2026-10-01", &[two()[0].clone(), nameless]), PARTIAL).await;
        assert_eq!((done.as_ref().unwrap().bilan.disparus, done.unwrap().bilan.rejetes), (0, 1));
        let mut tx = db.read(&actors::system()).await.unwrap();
        let kept = etablissement(&mut tx, "439900432".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(kept.absent_du, None);
        let apart = ecartes_of(&mut tx, Some((&FRANCE, &codes("43040")))).await.unwrap();
        assert_eq!((apart[0].1[0].identifiant.as_str(), apart[0].1[0].departement.map(|one| one.to_string())), ("439900432", Some("43".to_owned())));
    }
}
