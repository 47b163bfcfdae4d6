//! Which file is in force, and when one is refused whole.

use super::{SCHEMA, WHOLE, day, file, import, l, named};
use crate::{ImportError, Nature, Reglages, editions, en_vigueur, revision};
use jiff::civil::date;
use testkit::{actors, each_engine};

each_engine! { SCHEMA;
    async fn the_same_file_again_is_already_in_force(db) {
        let lines = [l(1, "FICTIF", "ALIX"), l(2, "EXEMPLE", "LOU")];
        assert!(day(&db, 20, &lines).await.written);
        let mut tx = db.read(&actors::system()).await.unwrap();
        let before = revision(&mut tx).await.unwrap();
        drop(tx);
        let again = day(&db, 20, &lines).await;
        assert!(!again.written && again.bilan.inchanges == 2, "{again:?}");
        assert!(again.notices.iter().any(|notice| notice.ends_with("déjà en vigueur.")), "{again:?}");
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert_eq!((revision(&mut tx).await.unwrap(), editions(&mut tx).await.unwrap().len()), (before, 1));
    }

    async fn the_same_content_of_a_later_day_is_a_newer_edition(db) {
        let lines = [l(1, "FICTIF", "ALIX")];
        day(&db, 20, &lines).await;
        assert!(day(&db, 21, &lines).await.written);
        let mut tx = db.read(&actors::system()).await.unwrap();
        let edition = en_vigueur(&mut tx, Nature::Activite).await.unwrap().unwrap();
        assert_eq!((edition.numero, edition.du), (2, date(2026, 11, 21)));
        assert_eq!((edition.par.as_str(), edition.communes.as_str()), ("systeme:essai", "COG 2026"));
    }

    async fn an_older_file_is_refused_unless_forced(db) {
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        let older = file(&[l(2, "EXEMPLE", "LOU")]);
        let (refused, _) = import(&db, &named(19), &older, WHOLE).await;
        let error = refused.unwrap_err();
        assert!(matches!(error, ImportError::PlusAncien { .. }));
        let said = error.to_string();
        assert!(said.contains("19\u{a0}novembre") || said.contains("19 novembre"), "{said}");
        assert!(said.contains("20\u{a0}novembre") || said.contains("20 novembre"), "{said}");
        let forced = Reglages { force: true, ..WHOLE };
        assert!(import(&db, &named(19), &older, forced).await.0.unwrap().written);
    }

    async fn a_file_without_a_date_is_of_the_day_said_or_of_today(db) {
        let bytes = file(&[l(1, "FICTIF", "ALIX")]);
        import(&db, "ps.txt", &bytes, WHOLE).await.0.unwrap();
        let of = async || {
            let mut tx = db.read(&actors::system()).await.unwrap();
            en_vigueur(&mut tx, Nature::Activite).await.unwrap().unwrap().du
        };
        assert_eq!(of().await, date(2026, 3, 2));
        let said = Reglages { du: Some(date(2026, 4, 1)), ..WHOLE };
        import(&db, "ps.txt", &bytes, said).await.0.unwrap();
        assert_eq!(of().await, date(2026, 4, 1));
    }

    async fn an_unreadable_file_writes_nothing(db) {
        for wrong in [&b""[..], b"nom;prenom\nA;B\n", b"PK\x03\x04", "\u{feff}\n\n".as_bytes()] {
            let (refused, _) = import(&db, &named(20), wrong, WHOLE).await;
            assert!(matches!(refused, Err(ImportError::Fichier(..))), "{refused:?}");
        }
        let mut tx = db.read(&actors::system()).await.unwrap();
        assert!(editions(&mut tx).await.unwrap().is_empty());
    }
}
