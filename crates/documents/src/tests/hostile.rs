//! What people write never becomes markup, never breaks a file.

use jiff::civil::date;
use proptest::prelude::*;

use super::each_block;
use crate::{Block, Callout, Column, Directory, Document, Level, Table, Text, Tone, docx, pdf, pdf_counted};

const HOSTILE: [&str; 12] = [
    "#import \"@preview/x:1.0.0\": *",
    "#panic(\"non\") #{ 1/0 } #include \"/etc/passwd\"",
    "* _gras_ `code` $x^2$ <label> @ref = titre == // /* */ \\ \\u{41} ~ --- ... [x] ]",
    "\"}]}, \"is\": \"paragraph\"",
    "👩🏽‍⚕️ 🇫🇷 𝕏 \u{10ffff} \u{e000}",
    "שלום עולם مرحبا بالعالم 你好 กขค",
    "\u{202e}inversé\u{202c} \u{0}\u{1}\u{7}\u{1b}[31m \u{feff}\u{fffe}\u{ffff}",
    "une\nligne\r\nautre\ttabulation\u{85}\u{2028}",
    "<w:p/>&amp;]]>&#0;<!--",
    "=1+1",
    "",
    "   ",
];

#[test]
fn hostile_words_stay_words() {
    for words in HOSTILE {
        let written = pdf(&each_block(words));
        assert!(written.is_ok(), "{words:?}: {written:?}");
        assert!(docx(&each_block(words)).is_ok(), "{words:?}");
    }
}

#[test]
fn a_word_of_ten_thousand_letters_is_cut_into_lines() {
    let word = "anticonstitutionnellement".repeat(400);
    let mut document = Document::new(&*word, &*word, date(2026, 3, 1));
    document.paragraph(&*word).list([&*word]);
    let columns = vec![Column::text(&word, 1.0), Column::number("Nombre", 1.0)];
    document.push(Table { columns, rows: vec![vec![Text::from(&*word)]], ..Table::default() });
    let written = pdf_counted(&document).unwrap();
    assert!(written.pages > 8, "{} pages: the word ran out of the sheet", written.pages);
}

#[test]
fn what_is_empty_breaks_nothing() {
    let mut document = Document::new("", "", date(2026, 3, 1));
    pdf(&document).unwrap();
    let blocks = [
        Block::Table(Table::default()),
        Block::Table(Table { columns: vec![Column::text("", f64::NAN)], ..Table::default() }),
        Block::List { numbered: true, items: Vec::new() },
        Block::Paragraph(Text::new()),
        Block::Facts(Vec::new()),
        Block::Directory(Directory::default()),
        Block::Callout(Callout { tone: Tone::Note, title: String::new(), text: Text::new() }),
        Block::Contents { depth: Level::One },
        Block::PageBreak,
        Block::PageBreak,
        Block::Heading { level: Level::Three, text: String::new(), numbered: true },
    ];
    document.blocks.extend(blocks);
    pdf(&document).unwrap();
    docx(&document).unwrap();
}

#[test]
fn a_table_of_many_pages_is_written() {
    let mut document = Document::new("CPTS", "Actes", date(2026, 3, 1));
    document.push(Table {
        columns: vec![Column::text("Commune", 2.0), Column::number("Nombre", 1.0)],
        rows: (0..1_000).map(|n| vec![format!("Commune {n}").into(), n.to_string().into()]).collect(),
        ..Table::default()
    });
    assert!(pdf_counted(&document).unwrap().pages > 15);
    docx(&document).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn any_words_make_a_pdf_and_a_docx(words in "\\PC{0,60}", control in "[\\x00-\\x1f#\\[\\]\\\\$*_`<>@]{0,20}") {
        let document = each_block(&format!("{words}{control}"));
        prop_assert!(pdf(&document).is_ok());
        prop_assert!(docx(&document).is_ok());
    }
}
