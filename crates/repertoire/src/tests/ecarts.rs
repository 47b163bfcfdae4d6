//! Lines that were set aside: whom they name, where they are shown.

use super::{FRANCE, L, PARTIAL, SCHEMA, codes, counts, day, file, idnps, import, l, named, rpps};
use crate::{Ecarte, changements, ecartes_of, professionnel};
use db::Db;
use extractions::Champ;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use std::io::Write;
use testkit::{actors, each_engine};

async fn absent(db: &Db, n: u32) -> Option<Date> {
    let mut tx = db.read(&actors::system()).await.unwrap();
    professionnel(&mut tx, &idnps(n)).await.unwrap().unwrap().absent_du
}

/// The lines set aside that these communes read; all of them without communes.
async fn shown(db: &Db, communes: &str) -> Vec<Ecarte> {
    let mut tx = db.read(&actors::system()).await.unwrap();
    let here = codes(communes);
    let place = (!communes.is_empty()).then_some((&*FRANCE, &here));
    ecartes_of(&mut tx, place).await.unwrap().into_iter().flat_map(|(_, lines)| lines).collect()
}

/// A line that is refused: its postcode has four digits.
fn refused(line: L) -> L {
    line.with(Champ::CodePostal, "4300")
}

fn three() -> [L; 3] {
    [l(1, "FICTIF", "ALIX"), l(2, "EXEMPLE", "LOU"), l(3, "PARTANT", "SACHA")]
}

each_engine! { SCHEMA;
    async fn somebody_whose_only_line_is_refused_is_not_absent(db) {
        day(&db, 20, &three()).await;
        let bytes = file(&[three()[0].clone(), refused(three()[1].clone())]);
        let done = import(&db, &named(21), &bytes, PARTIAL).await.0.unwrap();
        assert_eq!(counts(&done), [2, 0, 0, 1, 1, 1, 1], "only the third one leaves");
        assert_eq!((absent(&db, 2).await, absent(&db, 3).await.is_some()), (None, true));
        let again = import(&db, &named(21), &bytes, PARTIAL).await.0.unwrap();
        assert!(!again.written, "the same file again says nothing new: {again:?}");
        // A file that no longer names them at all marks them absent.
        assert_eq!(counts(&day(&db, 22, &three()[..1]).await), [1, 0, 0, 1, 0, 1, 1]);
        assert!(absent(&db, 2).await.is_some());
    }

    async fn a_second_practice_whose_line_is_refused_is_kept(db) {
        let second = || l(1, "FICTIF", "ALIX").at("43040", "43100", "Brioude");
        day(&db, 20, &[l(1, "FICTIF", "ALIX"), second()]).await;
        let bytes = file(&[l(1, "FICTIF", "ALIX"), refused(second())]);
        import(&db, &named(21), &bytes, PARTIAL).await.0.unwrap();
        let mut tx = db.read(&actors::system()).await.unwrap();
        let alix = professionnel(&mut tx, &idnps(1)).await.unwrap().unwrap();
        assert_eq!(alix.communes(), codes("43157 43040"));
        assert!(changements(&mut tx, &FRANCE, &codes("43157 43040"), 0).await.unwrap().is_empty());
    }

    async fn a_refused_line_is_listed_where_it_speaks_of(db) {
        let wrong = |n, nom| l(n, nom, "CLE").with(Champ::Identifiant, "10000000001");
        let brioude = wrong(3, "FAUX").at("43040", "43100", "Brioude");
        let somewhere = wrong(4, "LOIN").at("", "63999", "Nulle-Part");
        let nowhere = wrong(5, "PERDU").at("", "", "");
        let bytes = file(&[l(1, "FICTIF", "ALIX"), brioude, somewhere, nowhere]);
        import(&db, &named(20), &bytes, PARTIAL).await.0.unwrap();
        let lines = async |communes: &str| -> Vec<u64> {
            shown(&db, communes).await.iter().map(|one| one.rejet.ligne).collect()
        };
        assert_eq!(lines("43040").await, [3, 5]);
        assert_eq!(lines("43157 63113").await, [4, 5], "a postcode only says a département");
        assert_eq!(lines("").await, [3, 4, 5]);
        let first = shown(&db, "43040").await.remove(0);
        assert_eq!((first.identifiant.as_str(), first.commune), ("10000000001", Some("43040".parse().unwrap())));
    }

    async fn a_packed_file_names_its_refused_lines_as_well(db) {
        day(&db, 20, &three()).await;
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&file(&[three()[0].clone(), refused(three()[1].clone())])).unwrap();
        import(&db, &named(21), &packed.finish().unwrap(), PARTIAL).await.0.unwrap();
        assert_eq!((absent(&db, 2).await, shown(&db, "").await[0].identifiant.clone()), (None, rpps(2)));
    }
}
