mod calendar;
mod csv;
mod docx;
mod hostile;
mod pdf;
mod vcard;
mod xlsx;

use jiff::civil::date;

use crate::{
    Block, Callout, Column, Directory, Document, Entry, Fact, Figure, Group, Level, Table, Text, Tone,
};

/// A document with one block of each kind, in each of which these words stand.
fn each_block(words: &str) -> Document {
    let mut document = Document::new(format!("CPTS {words}"), format!("Titre {words}"), date(2026, 3, 1));
    document.subtitle = Some(words.to_owned());
    document.reference = Some("RÉF-7".to_owned());
    document.push(Block::Contents { depth: Level::Three });
    document.heading(Level::One, format!("Partie {words}")).heading(Level::Two, "Section");
    document.paragraph(
        Text::from(words).strong(words).emphasis(words).link(words, "https://cpts.example/a?b=1&c=2"),
    );
    document.list([words]);
    document.push(Block::List { numbered: true, items: vec![words.into(), "deux".into()] });
    document.push(Table {
        caption: words.to_owned(),
        columns: vec![Column::text(words, 2.0), Column::number("Nombre", 1.0)],
        rows: vec![vec![words.into(), "12".into()], vec![Text::new().strong("gras")]],
        total: Some(vec!["Ensemble".into(), "12".into()]),
        source: Some(words.to_owned()),
    });
    document.push(figure(words));
    document.push(Block::Facts(vec![Fact::new(words, words).note(words)]));
    document.push(Callout { tone: Tone::Warning, title: String::new(), text: words.into() });
    let entry = Entry { name: words.to_owned(), lines: vec![words.into()] };
    document.push(Directory { groups: vec![Group { title: Some(words.to_owned()), entries: vec![entry] }] });
    document
}

fn figure(words: &str) -> Figure {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><rect width=\"40\" height=\"20\" \
               fill=\"#0f5a4f\"/><text x=\"2\" y=\"12\" font-size=\"8\">Carte</text></svg>";
    let (svg, caption) = (svg.to_owned(), words.to_owned());
    Figure { svg, caption, alternative: "Un rectangle vert".to_owned(), source: None, width: 0.5 }
}
