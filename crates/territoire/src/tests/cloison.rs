//! Two CPTS with the same ids everywhere: every question of the store sees its own rows only. Reference files belong to
//! nobody; where every CPTS is, and at which stage, is public and says so in its name.

use super::{SCHEMA, codes};
use crate::edition::{Importee, Jeu};
use crate::import::Bilan;
use crate::perimetre::Version;
use crate::statut::{Etape, Quand, Statut};
use crate::store::{
    self, Decision, contenu, contour, contours, editions, keep_contour, keep_edition, keep_perimetre,
    keep_statut, next_numero, perimetres, public_perimetres, public_statuts, revise, revision, statut,
};
use db::{Db, Trace};
use jiff::civil::date;
use kernel::{Ctx, Ids};
use std::sync::{Arc, atomic::AtomicU64};
use testkit::{actors, each_engine};

/// Both count their ids from 1.
fn twin(n: u128) -> Ctx {
    Ctx { ids: Ids::Counted(Arc::new(AtomicU64::new(1))), ..actors::system().within(actors::cpts(n)) }
}

fn decision(communes: &str) -> Decision {
    let version = Version { depuis: date(2026, 1, 1), communes: codes(communes) };
    Decision { version, population: 1, millesime: "RP2023".to_owned(), le: actors::instant(actors::NOW) }
}

async fn write(db: &Db, n: u128, communes: &str, etape: Etape) {
    let mut tx = db.begin(&twin(n)).await.unwrap();
    let decision = decision(communes);
    keep_perimetre(&mut tx, decision.version.depuis, Some(&decision)).await.unwrap();
    let statut = Statut::begin(etape, Quand::le(date(2025, 1, 1)), date(2026, 3, 2)).unwrap();
    keep_statut(&mut tx, &statut).await.unwrap();
    tx.record(Trace::new("essai", "essai"));
    tx.commit().await.unwrap();
}

each_engine! { SCHEMA;
    async fn no_question_of_one_cpts_reads_the_rows_of_another(db) {
        write(&db, 1, "43157", Etape::Emergence).await;
        write(&db, 2, "43012 43040", Etape::AciSigne).await;
        for (n, communes, etape) in [(1, "43157", Etape::Emergence), (2, "43012 43040", Etape::AciSigne)] {
            let mut tx = db.read(&twin(n)).await.unwrap();
            assert_eq!(perimetres(&mut tx).await.unwrap(), [decision(communes)]);
            assert_eq!(statut(&mut tx).await.unwrap().unwrap().etape(), etape);
        }
        // What one CPTS takes back stays with the other.
        let mut tx = db.begin(&twin(1)).await.unwrap();
        keep_perimetre(&mut tx, date(2026, 1, 1), None).await.unwrap();
        tx.record(Trace::new("essai", "essai"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&twin(2)).await.unwrap();
        assert_eq!(perimetres(&mut tx).await.unwrap().len(), 1);
        assert_eq!(public_perimetres(&mut tx).await.unwrap().len(), 1);
        assert_eq!(public_statuts(&mut tx).await.unwrap().len(), 2);
    }

    async fn reference_files_are_the_same_for_all(db) {
        let edition = Importee {
            jeu: Jeu::Communes, numero: 1, le: actors::instant(actors::NOW), par: "essai".to_owned(),
            fichier: "communes.csv".to_owned(), empreinte: "00".to_owned(), bilan: Bilan::default(),
        };
        let mut tx = db.begin(&twin(1)).await.unwrap();
        let before = revision(&mut tx).await.unwrap();
        assert_eq!(next_numero(&mut tx, Jeu::Communes).await.unwrap(), 1);
        keep_edition(&mut tx, &edition, vec![1, 2, 3]).await.unwrap();
        keep_contour(&mut tx, "43".parse().unwrap(), vec![4]).await.unwrap();
        revise(&mut tx, "editions").await.unwrap();
        tx.record(Trace::new("essai", "essai"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&twin(2)).await.unwrap();
        assert_eq!(editions(&mut tx).await.unwrap(), [edition]);
        assert_eq!(contenu(&mut tx, Jeu::Communes).await.unwrap(), Some(vec![1, 2, 3]));
        assert_eq!(contour(&mut tx, "43".parse().unwrap()).await.unwrap(), Some(vec![4]));
        assert_eq!(contours(&mut tx).await.unwrap().len(), 1);
        assert_eq!(store::next_numero(&mut tx, Jeu::Communes).await.unwrap(), 2);
        assert_eq!(revision(&mut tx).await.unwrap().editions, before.editions + 1);
    }
}
