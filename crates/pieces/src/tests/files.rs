use super::{SCHEMA, count, keep, member, pdf};
use crate::droits::VOIR;
use crate::{Depot, DiscardError, KeepError, ReadError, Refus, bytes, discard, open, pieces, release};
use testkit::each_engine;

const CONTENTS: &str = "SELECT count(*) AS n FROM pieces_contenu WHERE cpts = $1";
const SLICES: &str = "SELECT count(*) AS n FROM pieces_tranche WHERE cpts = $1";

each_engine! { &SCHEMA;
    async fn a_file_comes_back_as_it_was_given(db) {
        let long = "x".repeat(2_500_000);
        let piece = keep(&db, &member(), &pdf(&long)).await;
        assert_eq!((piece.nom.as_str(), piece.taille, piece.en_mots().as_str()),
            ("Attestation.pdf", 2_500_009, "PDF, 2,5\u{a0}Mo"));
        assert_eq!(count(&db, &member(), SLICES).await, 3);
        let mut tx = db.read(&member()).await.unwrap();
        let again = crate::piece(&mut tx, piece.id).await.unwrap().unwrap();
        assert_eq!(again, piece);
        assert_eq!(bytes(&mut tx, &again).await.unwrap(), format!("%PDF-1.7\n{long}").into_bytes());
    }

    async fn the_same_content_twice_is_stored_once_and_goes_with_the_last(db) {
        let first = keep(&db, &member(), &pdf("oui")).await;
        let second = keep(&db, &member(), &pdf("oui")).await;
        assert_eq!((first.empreinte == second.empreinte, first.id == second.id), (true, false));
        assert_eq!(count(&db, &member(), CONTENTS).await, 1);
        discard(&member(), &db, first.id).await.unwrap();
        assert!(bytes(&mut db.read(&member()).await.unwrap(), &second).await.is_ok());
        discard(&member(), &db, second.id).await.unwrap();
        assert_eq!((count(&db, &member(), CONTENTS).await, count(&db, &member(), SLICES).await), (0, 0));
        let gone = discard(&member(), &db, second.id).await;
        assert!(matches!(gone, Err(DiscardError::Inconnue)), "{gone:?}");
    }

    async fn a_verb_that_takes_a_link_away_releases_the_file_unless_something_else_cites_it(db) {
        let reader = testkit::ctx(testkit::CPTS, &[]);
        let piece = keep(&db, &member(), &pdf("preuve")).await;
        for (sql, released) in [
            ("INSERT INTO essai_preuve (cpts, piece) VALUES ($1, $2)", false),
            ("DELETE FROM essai_preuve WHERE cpts = $1 AND piece = $2", true),
        ] {
            let mut tx = db.begin(&member()).await.unwrap();
            let cpts = tx.cpts();
            tx.execute_untraced(sql, db::params![cpts, piece.id]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(release(&reader, &db, piece.id).await.unwrap(), released);
        }
        assert!(!release(&reader, &db, piece.id).await.unwrap(), "it is gone");
        assert_eq!(count(&db, &member(), CONTENTS).await, 0);
    }

    async fn a_file_that_something_cites_stays(db) {
        let piece = keep(&db, &member(), &pdf("preuve")).await;
        let mut tx = db.begin(&member()).await.unwrap();
        let cpts = tx.cpts();
        tx.execute_untraced("INSERT INTO essai_preuve (cpts, piece) VALUES ($1, $2)", db::params![cpts, piece.id]).await.unwrap();
        tx.commit().await.unwrap();
        let refused = discard(&member(), &db, piece.id).await;
        assert!(matches!(refused, Err(DiscardError::Citee)), "{refused:?}");
        assert!(bytes(&mut db.read(&member()).await.unwrap(), &piece).await.is_ok());
    }

    async fn a_refused_file_leaves_nothing(db) {
        let mut tx = db.begin(&member()).await.unwrap();
        let refused = crate::keep(&mut tx, &Depot::new("a.exe", b"MZ\0".to_vec())).await;
        assert!(matches!(refused, Err(KeepError::Refus(Refus::Inconnu))), "{refused:?}");
        drop(tx);
        assert_eq!(count(&db, &member(), CONTENTS).await, 0);
    }

    async fn a_referent_opens_what_is_for_institutions_and_nothing_else(db) {
        let referent = testkit::ctx(testkit::CPTS, &[VOIR]);
        let inside = keep(&db, &member(), &pdf("dedans")).await;
        let shared = keep(&db, &member(), &pdf("partagée").for_institutions()).await;
        let refused = open(&referent, &db, inside.id).await;
        assert!(matches!(refused, Err(ReadError::Inconnue)), "{refused:?}");
        assert_eq!(open(&referent, &db, shared.id).await.unwrap(), shared);
        assert!(matches!(open(&testkit::ctx(testkit::CPTS, &[]), &db, shared.id).await, Err(ReadError::Denied(_))));
    }

    async fn giving_reading_and_removing_are_in_the_journal(db) {
        let piece = keep(&db, &member(), &pdf("suivie")).await;
        open(&member(), &db, piece.id).await.unwrap();
        discard(&member(), &db, piece.id).await.unwrap();
        let mut tx = db.read(&member()).await.unwrap();
        let lines = db::journal::about(&mut tx, &format!("piece:{}", piece.id), 10).await.unwrap();
        let said: Vec<_> = lines.iter().map(|line| line.action.as_str()).collect();
        assert_eq!(said, ["pieces.piece_retiree", "pieces.piece_lue", "pieces.piece_deposee"]);
    }

    async fn an_altered_content_is_never_handed_out(db) {
        let piece = keep(&db, &member(), &pdf("vrai")).await;
        let mut tx = db.begin(&member()).await.unwrap();
        let cpts = tx.cpts();
        let sql = "UPDATE pieces_tranche SET octets = $2 WHERE cpts = $1";
        tx.execute_untraced(sql, db::params![cpts, &b"%PDF-1.7\nfaux"[..]]).await.unwrap();
        assert!(bytes(&mut tx, &piece).await.is_err());
    }

    async fn several_files_are_read_in_the_order_asked(db) {
        let (a, b) = (keep(&db, &member(), &pdf("a")).await, keep(&db, &member(), &pdf("b")).await);
        let mut tx = db.read(&member()).await.unwrap();
        let nobody = kernel::Id::new(uuid::Uuid::from_u128(77));
        assert_eq!(pieces(&mut tx, &[b.id, nobody, a.id]).await.unwrap(), [b, a]);
    }
}
