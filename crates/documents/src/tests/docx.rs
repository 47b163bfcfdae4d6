use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::each_block;
use crate::{Block, Document, Level, docx};

fn parts(document: &Document) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx(document).unwrap())).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

/// The texts of a part, which must be well formed.
fn texts(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut out = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Text(text) => out.push_str(&text),
            Event::GeneralRef(name) => {
                out.push_str(quick_xml::escape::resolve_predefined_entity(&name).expect("an entity of XML"));
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn every_part_is_well_formed_and_the_words_are_there() {
    let parts = parts(&each_block("<mots> & \"choses\""));
    let said: String =
        parts.iter().filter(|(name, _)| !name.ends_with(".png")).map(|(_, xml)| texts(xml)).collect();
    assert!(said.matches("<mots> & \"choses\"").count() > 15, "{said}");
}

#[test]
fn headings_tables_and_drawings_are_real_ones() {
    let parts = parts(&each_block("mots"));
    let body = &parts["word/document.xml"];
    let marks =
        ["w:val=\"Heading1\"", "<w:tblHeader/>", "descr=\"Un rectangle vert\"", "SEQ Tableau", "TOC \\o"];
    assert!(marks.iter().all(|mark| body.contains(mark)), "{body}");
    assert!(parts["word/media/figure1.png"].contains("PNG"));
    assert!(parts["word/_rels/document.xml.rels"].contains("https://cpts.example/a?b=1&amp;c=2"));
}

#[test]
fn header_footer_language_and_properties_are_set() {
    let parts = parts(&each_block("mots"));
    assert_eq!(texts(&parts["word/footer1.xml"]).trim(), "RÉF-7 · 1er\u{a0}mars 2026page 1 sur 1");
    assert_eq!(texts(&parts["word/header1.xml"]).trim(), "CPTS motsTitre mots");
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"fr-FR\""));
    assert!(parts["docProps/core.xml"].contains("<dc:title>Titre mots</dc:title>"));
}

#[test]
fn every_relation_that_the_text_names_exists() {
    let parts = parts(&each_block("mots"));
    let body = &parts["word/document.xml"];
    let relations = &parts["word/_rels/document.xml.rels"];
    for mark in ["r:id=\"", "r:embed=\""] {
        for named in body.split(mark).skip(1) {
            let id = named.split('"').next().unwrap();
            assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn the_table_of_contents_numbers_as_the_headings_do() {
    let mut document = each_block("mots");
    document.blocks = vec![Block::Contents { depth: Level::Two }];
    document.heading(Level::One, "Un").heading(Level::Two, "Deux").heading(Level::One, "Trois");
    document.push(Block::Heading { level: Level::One, text: "Annexe".to_owned(), numbered: false });
    document.heading(Level::Two, "Quatre").heading(Level::Three, "Caché");
    let said = texts(&parts(&document)["word/document.xml"]);
    let contents = "Un1.1\u{2002}Deux2\u{2002}TroisAnnexe2.1\u{2002}QuatreUn";
    assert!(said.contains(contents), "{said}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(docx(&each_block("mots")).unwrap() == docx(&each_block("mots")).unwrap());
}
