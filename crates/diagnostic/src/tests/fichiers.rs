//! The diagnostic as a file, read back: one PDF only, since writing one takes seconds here.

use super::monde::{Monde, SCHEMA};
use crate::besoin::Origine;
use crate::{Fait, Nature, tie_preuve};
use db::Db;
use std::io::{Cursor, Read};
use testkit::each_engine;

const BASE: &str = "/velay-sud/espace/diagnostic/diagnostic";

async fn world(db: &Db) -> Monde {
    let monde = Monde::new(db).await;
    let titre = "Trouver un médecin <traitant>";
    let besoin = crate::write_besoin(&monde.ctx, db, super::texte(titre), Origine::Cpts).await.unwrap();
    let fait = Fait {
        nature: Nature::Document,
        reference: String::new(),
        libelle: "Patients sans médecin".to_owned(),
        valeur: "1 840".to_owned(),
        source: "CPAM, février 2026".to_owned(),
    };
    tie_preuve(&monde.ctx, db, besoin, fait).await.unwrap();
    monde
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_pdf_holds_the_figures_the_needs_and_their_evidence() {
    testkit::engines::on_sqlite(SCHEMA, async |db: Db| {
        let monde = world(&db).await;
        let bytes = monde.file("coordination", &format!("{BASE}.pdf")).await;
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        let numbers: Vec<u32> = file.get_pages().into_keys().collect();
        let text = joined(&file.extract_text(&numbers).unwrap());
        for told in [
            "CPTS du Velay",
            "Diagnostic territorial",
            "Brioude",
            "Infirmiers",
            "Trouver un médecin",
            "1 840",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("FICTIF") && !text.contains("Fictif"), "no name of a person");
    });
}

each_engine! { SCHEMA;
    async fn the_docx_holds_the_same_words_and_the_journal_keeps_who_took_it(db) {
        let monde = world(&db).await;
        let bytes = monde.file("membre", &format!("{BASE}.docx")).await;
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        for told in ["Diagnostic territorial", "Brioude", "Infirmiers", "Trouver un médecin &lt;traitant&gt;", "Patients sans médecin"] {
            assert!(text.contains(told), "{told}");
        }
        assert!(!text.to_lowercase().contains("fictif"), "no name of a person");
        let mut tx = db.read(&monde.ctx).await.unwrap();
        assert_eq!(db::journal::latest(&mut tx, i64::MAX, 1).await.unwrap()[0].action, "diagnostic.exporte");
    }

    async fn a_visitor_takes_no_file(db) {
        let monde = Monde::empty(&db).await;
        assert!(monde.site("").await.get(&format!("{BASE}.docx")).await.location().starts_with("/connexion"));
    }
}
