use jiff::civil::date;
use lopdf::{Dictionary, Object};

use super::{each_block, figure};
use crate::{
    Block, Column, Directory, Document, Entry, Error, Group, Level, Orientation, Table, Text, pdf,
    pdf_counted,
};

/// The text of each page, spaces made plain.
fn pages(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let numbers: Vec<u32> = file.get_pages().into_keys().collect();
    let text = |number| file.extract_text(&[number]).expect("text");
    numbers.into_iter().map(|number| text(number).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn root(file: &lopdf::Document) -> Dictionary {
    file.catalog().expect("a catalog").clone()
}

fn long() -> Document {
    let mut document = Document::new("CPTS des Causses", "Bilan", date(2026, 3, 1));
    document.reference = Some("RÉF-7".to_owned());
    document.heading(Level::One, "Actes");
    document.push(Table {
        caption: "Actes".to_owned(),
        columns: vec![Column::text("Commune", 2.0), Column::number("Nombre", 1.0)],
        rows: (0..200).map(|n| vec![format!("Commune {n}").into(), n.to_string().into()]).collect(),
        ..Table::default()
    });
    document
}

#[test]
fn what_is_written_is_read_in_the_pdf() {
    let text = pages(&pdf(&each_block("mots")).unwrap()).concat();
    let said = [
        "CPTS mots",
        "Titre mots",
        "Sommaire",
        "Partie mots",
        "Tableau 1",
        "Figure 1",
        "Ensemble",
        "Attention",
    ];
    for words in said {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn each_page_bears_its_date_its_number_and_after_the_first_the_title() {
    let pages = pages(&pdf(&long()).unwrap());
    assert!(pages.len() >= 4);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains("RÉF-7 · 1er mars 2026"), "{page}");
        assert!(page.contains(&format!("page {} sur {}", at + 1, pages.len())), "{page}");
        assert!(page.contains("CPTS des Causses") && page.contains("Bilan"), "{page}");
    }
}

#[test]
fn the_headings_of_a_table_come_back_on_each_page() {
    let pages = pages(&pdf(&long()).unwrap());
    assert!(pages.iter().all(|page| page.contains("Commune Nombre")), "{pages:?}");
}

#[test]
fn the_pages_are_counted() {
    let written = pdf_counted(&long()).unwrap();
    assert_eq!(written.pages, pages(&written.bytes).len());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = pdf(&each_block("mots")).unwrap();
    pdf(&each_block("autres")).unwrap();
    assert!(first == pdf(&each_block("mots")).unwrap());
}

#[test]
fn it_is_tagged_titled_in_french_and_says_that_it_follows_pdf_ua() {
    let file = lopdf::Document::load_mem(&pdf(&each_block("mots")).unwrap()).unwrap();
    let root = root(&file);
    assert_eq!(root.get(b"Lang").and_then(Object::as_str).unwrap(), b"fr-FR");
    assert!(root.has(b"StructTreeRoot") && root.has(b"Outlines"));
    let metadata = root.get(b"Metadata").and_then(Object::as_reference).and_then(|id| file.get_object(id));
    let stream = metadata.and_then(Object::as_stream).unwrap();
    let xmp = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let xmp = String::from_utf8_lossy(&xmp);
    assert!(xmp.contains("pdfuaid") && xmp.contains("Titre mots") && xmp.contains("2026-03-01"), "{xmp}");
}

#[test]
fn a_figure_is_told_in_words() {
    let file = lopdf::Document::load_mem(&pdf(&each_block("mots")).unwrap()).unwrap();
    let told = |object: &Object| object.as_dict().is_ok_and(|dict| dict.get(b"Alt").is_ok_and(is_told));
    assert!(file.objects.values().any(told));
}

fn is_told(alt: &Object) -> bool {
    lopdf::decode_text_string(alt).is_ok_and(|text| text == "Un rectangle vert")
}

#[test]
fn a_title_page_stands_alone() {
    let mut document = long();
    (document.title_page, document.orientation) = (true, Orientation::Landscape);
    let pages = pages(&pdf(&document).unwrap());
    assert!(pages[0].contains("Bilan") && !pages[0].contains("Commune 0"), "{}", pages[0]);
}

#[test]
fn an_address_takes_no_hyphen_that_is_not_its_own() {
    let mut document = Document::new("CPTS", "Adresses", date(2026, 3, 1));
    document.orientation = Orientation::Landscape;
    let address = "prenom.nom-compose@cabinet-des-quais.example";
    let row = vec![address.into(), Text::new().link(address, "mailto:a@b.example")];
    let columns = ["A", "B", "C", "D", "E", "F"].map(|label| Column::text(label, 1.0)).to_vec();
    document.push(Table { columns, rows: vec![row], ..Table::default() });
    let text = pages(&pdf(&document).unwrap()).concat().replace([' ', '\u{200b}'], "");
    assert_eq!(text.matches("compose@cabinet-des-").count(), 2, "{text}");
}

#[test]
fn two_columns_are_of_one_height() {
    let entry = |n: usize| Entry { name: format!("Nom {n}"), lines: vec!["05 65 00 00 00".into()] };
    let mut document = Document::new("CPTS", "Annuaire", date(2026, 3, 1));
    let group = Group { title: Some("Sages-femmes".to_owned()), entries: (0..30).map(entry).collect() };
    document.push(Directory { groups: vec![group] });
    let pages = pages(&pdf(&document).unwrap());
    assert_eq!(pages.len(), 1);
    assert!((0..30).all(|n| pages[0].contains(&format!("Nom {n}"))));
}

#[test]
fn a_row_longer_than_its_table_is_a_fault_and_a_shorter_one_is_filled() {
    let mut document = long();
    let wide = vec![Text::from("a"), "b".into(), "c".into()];
    document.push(Table { columns: vec![Column::text("A", 1.0)], rows: vec![wide], ..Table::default() });
    let fault = pdf(&document).unwrap_err();
    assert!(matches!(fault, Error::Row { row: 1, cells: 3, columns: 1, .. }), "{fault}");
}

#[test]
fn a_drawing_that_is_none_is_a_fault_that_names_it() {
    let mut document = long();
    let mut broken = figure("Carte");
    broken.svg = "<svg".to_owned();
    document.push(Block::Figure(broken));
    assert!(pdf(&document).unwrap_err().to_string().contains("Carte"));
}

#[test]
fn letters_have_a_page_each_and_no_word_of_theirs_is_markup() {
    let letter = |to: &str| crate::Letter {
        to: vec![to.to_owned(), "12 rue du Lac".to_owned(), "43000 Le Puy-en-Velay".to_owned()],
        subject: "Votre demande".to_owned(),
        paragraphs: vec!["#panic() *gras* $x$ [lien]".to_owned(), "Votre code\u{a0}: ABCDE-FGHJK".to_owned()],
    };
    let all = crate::Letters {
        from: "CPTS #1".to_owned(),
        date: date(2026, 3, 2),
        letters: vec![letter("Ève"), letter("#eval")],
    };
    let bytes = crate::letters(&all).unwrap();
    assert_eq!(lopdf::Document::load_mem(&bytes).unwrap().get_pages().len(), 2);
    assert_eq!(bytes, crate::letters(&all).unwrap());
}
