use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::each_block;
use crate::{Block, Column, Document, Level, Table, docx};

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

/// A table of the report: a narrow column whose heading is a long word.
fn narrow() -> Document {
    let mut document = each_block("mots");
    let columns =
        vec![Column::text("Action", 8.0), Column::text("Avancement", 0.4), Column::number("Actes", 0.2)];
    let row = || ["Un bus", "En cours", "3"].map(Into::into).to_vec();
    let source = Some("registre".to_owned());
    let table = Table { columns, rows: vec![row(), row(), row()], source, ..Table::default() };
    document.blocks = vec![Block::Table(table)];
    document
}

#[test]
fn no_heading_of_a_column_is_cut_inside_a_word() {
    let body = parts(&narrow())["word/document.xml"].clone();
    let widths: Vec<u32> = body
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|one| one.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(widths[1] >= 1_600 && widths[2] >= 900, "{widths:?}");
    assert!(widths.iter().sum::<u32>() <= 9_412, "{widths:?}");
}

#[test]
fn a_short_table_stays_whole_and_its_source_stays_with_its_last_row() {
    let body = parts(&narrow())["word/document.xml"].clone();
    let rows: Vec<&str> = body.split("<w:tr>").skip(1).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.matches("<w:keepNext/>").count() == 3), "{body}");
}
