//! What becomes of the lines of a file.

use super::{FRANCE, L, PARTIAL, SCHEMA, WHOLE, counts, day, file, header, idnps, import, l, named, rpps};
use crate::{
    ImportError, Nature, Reglages, Source, diplomes, ecartes, import_annuaire, professionnel, store,
};
use db::Db;
use extractions::Champ;
use kernel::Ctx;
use std::io::{self, Cursor, Read};
use testkit::{actors, each_engine};

async fn known(db: &Db) -> usize {
    let mut tx = db.read(&actors::system()).await.unwrap();
    let mut count = 0;
    store::stream_people(&mut tx, &mut |_, _, _| count += 1).await.unwrap();
    count
}

/// Two good lines, one with a wrong key, one cut.
fn spoiled() -> Vec<u8> {
    let wrong = l(3, "FAUX", "CLE").with(Champ::Identifiant, "10000000001");
    let mut bytes = file(&[l(1, "FICTIF", "ALIX"), wrong, l(2, "EXEMPLE", "LOU"), l(4, "COUPE", "NET")]);
    bytes.truncate(bytes.len() - 60);
    bytes
}

each_engine! { SCHEMA;
    async fn a_first_load_keeps_every_column(db) {
        let line = l(1, "FICTIF", "ALIX").with(Champ::Telecopie, "0471000000").with(Champ::Courriel, "a@exemple.fr");
        assert_eq!(counts(&day(&db, 20, std::slice::from_ref(&line)).await), [1, 1, 0, 0, 0, 0, 0]);
        let mut tx = db.read(&actors::system()).await.unwrap();
        let kept = store::lines_of_person(&mut tx, Nature::Activite, idnps(1).as_str()).await.unwrap();
        assert_eq!(kept[0].texte, line.0.join("|"));
        assert_eq!(kept[0].commune, Some("43157".parse().unwrap()));
    }

    async fn a_refused_line_refuses_the_file_unless_partial(db) {
        let (refused, rejets) = import(&db, &named(20), &spoiled(), WHOLE).await;
        assert!(matches!(refused, Err(ImportError::Rejets(_))), "{refused:?}");
        assert_eq!(rejets.iter().map(|rejet| rejet.ligne).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(known(&db).await, 0);
        let (done, _) = import(&db, &named(20), &spoiled(), PARTIAL).await;
        assert_eq!(counts(&done.unwrap()), [4, 2, 0, 0, 2, 0, 0]);
        assert_eq!(known(&db).await, 2);
        let mut tx = db.read(&actors::system()).await.unwrap();
        let kept = ecartes(&mut tx, Nature::Activite, 1, None).await.unwrap();
        assert_eq!(kept.into_iter().map(|one| one.rejet).collect::<Vec<_>>(), rejets);
    }

    async fn two_people_under_one_number_are_told_by_both_names(db) {
        let lines = [l(1, "FICTIF", "ALIX"), l(1, "MOREL", "PAUL"), l(1, "FICTIF", "ALIX").at("43012", "", "")];
        let (done, rejets) = import(&db, &named(20), &file(&lines), PARTIAL).await;
        assert_eq!(counts(&done.unwrap()), [3, 2, 0, 0, 1, 0, 0]);
        assert_eq!(rejets[0].ligne, 3);
        assert!(rejets[0].raison.contains("ALIX FICTIF est gardée, PAUL MOREL est écartée"), "{rejets:?}");
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert_eq!(professionnel(&mut tx, &idnps(1)).await.unwrap().unwrap().nom, "FICTIF");
    }

    async fn nothing_but_refused_lines_is_refused_even_in_part(db) {
        let wrong = l(3, "FAUX", "CLE").with(Champ::Identifiant, "10000000001");
        let (refused, _) = import(&db, &named(20), &file(&[wrong]), PARTIAL).await;
        assert!(matches!(refused, Err(ImportError::RienDeLisible(_))), "{refused:?}");
    }

    async fn a_dry_run_counts_and_writes_nothing(db) {
        let dry = Reglages { dry_run: true, ..WHOLE };
        let (said, _) = import(&db, &named(20), &file(&[l(1, "FICTIF", "ALIX")]), dry).await;
        let said = said.unwrap();
        assert_eq!((said.written, said.bilan.ajoutes, known(&db).await), (false, 1, 0));
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        let (said, _) = import(&db, &named(21), &file(&[l(2, "EXEMPLE", "LOU")]), dry).await;
        assert_eq!(counts(&said.unwrap()), [1, 1, 0, 0, 0, 1, 2]);
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert!(professionnel(&mut tx, &idnps(1)).await.unwrap().unwrap().is_present());
    }

    async fn latin_1_and_lines_written_twice_are_said(db) {
        let text = String::from_utf8(file(&[l(1, "LEFÈVRE", "ZOÉ"), l(1, "LEFÈVRE", "ZOÉ")])).unwrap();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'\'')).collect();
        let (done, rejets) = import(&db, &named(20), &latin, WHOLE).await;
        let done = done.unwrap();
        assert_eq!((counts(&done), rejets.len()), ([2, 1, 0, 1, 0, 0, 0], 0));
        assert!(done.notices.iter().any(|notice| notice.contains("deux fois")), "{done:?}");
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert_eq!(professionnel(&mut tx, &idnps(1)).await.unwrap().unwrap().nom_complet(), "Mme Zoé Lefèvre");
    }

    async fn an_import_that_is_cut_before_its_end_leaves_the_old_edition(db) {
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        let broken = || -> io::Result<Box<dyn Read + Send>> {
            let bytes = file(&(2..4000).map(|n| l(n, "EXEMPLE", "LOU")).collect::<Vec<L>>());
            Ok(Box::new(Cursor::new(bytes).chain(Broken)))
        };
        let source = Source { nom: &named(21), octets: 0, ouvrir: &broken };
        let cut = import_annuaire(&actors::system(), &db, &FRANCE, &[source], PARTIAL, &mut |_, _| {}, &mut |_, _| {}).await;
        assert!(matches!(cut, Err(ImportError::Fichier(..))), "{cut:?}");
        assert_eq!(known(&db).await, 1);
    }

    async fn three_files_together_and_each_kind_once(db) {
        let savoir = header(&Champ::ALL[..0]);
        assert_eq!(savoir, "\n");
        let dipl = extractions::Extraction::DiplAutExerc.champs();
        let cells = |champ: &Champ| match champ {
            Champ::TypeIdentifiant => "8".to_owned(),
            Champ::Identifiant => rpps(1),
            Champ::IdentificationNationale => format!("8{}", rpps(1)),
            Champ::NomExercice => "FICTIF".to_owned(),
            Champ::PrenomExercice => "ALIX".to_owned(),
            Champ::LibelleDiplome => "DE Infirmier".to_owned(),
            _ => String::new(),
        };
        let body: String = dipl.iter().map(|champ| cells(champ) + "|").collect();
        let (first, second) = (file(&[l(1, "FICTIF", "ALIX")]), format!("{}{body}\n", header(dipl)).into_bytes());
        let one = || -> io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(first.clone()))) };
        let two = || -> io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(second.clone()))) };
        let a = Source { nom: &named(20), octets: 1, ouvrir: &one };
        let b = Source { nom: "PS_LibreAcces_Dipl_AutExerc_202611200830.txt", octets: 1, ouvrir: &two };
        let ctx = actors::system();
        let twice = import_annuaire(&ctx, &db, &FRANCE, &[a, a], WHOLE, &mut |_, _| {}, &mut |_, _| {}).await;
        assert!(matches!(twice, Err(ImportError::Double(_))), "{twice:?}");
        let mut read = 0;
        let done = import_annuaire(&ctx, &db, &FRANCE, &[a, b], WHOLE, &mut |_, _| {}, &mut |_, bytes| read = bytes).await;
        assert!(done.unwrap().written && read == second.len() as u64);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(diplomes(&mut tx, &idnps(1)).await.unwrap()[0].diplome.libelle, "DE Infirmier");
        drop(tx);
        let nobody = Ctx { rights: kernel::Rights::none(), ..ctx };
        let denied = import_annuaire(&nobody, &db, &FRANCE, &[a], WHOLE, &mut |_, _| {}, &mut |_, _| {}).await;
        assert!(matches!(denied, Err(ImportError::Denied(_))));
    }
}

/// A disk that fails.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("le disque ne répond plus"))
    }
}
