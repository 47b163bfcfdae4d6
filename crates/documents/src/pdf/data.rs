//! The document as the template reads it: words made fit for paper, nothing that could be markup.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::typesetter::drawn;
use crate::links;
use crate::model::{Block, Document, Level, Orientation};
use crate::parts::{Align, Callout, Column, Directory, Entry, Fact, Figure, Group, Table, Tone};
use crate::picture::Size;
use crate::text::{Inline, Text, clean};

/// A row of more letters than this may be cut between two pages; a shorter one stays whole.
const WHOLE: usize = 1_200;
/// Letters without a place to break the line, after which one is made.
const LONGEST: usize = 26;

/// What was met above a block.
#[derive(Default)]
struct Met<'a> {
    drawings: std::slice::Iter<'a, Size>,
    level: u8,
    tables: usize,
    figures: usize,
}

pub(super) fn of(document: &Document, drawings: &[Size]) -> Value {
    let day = document.date;
    let mut met = Met { drawings: drawings.iter(), ..Met::default() };
    let blocks = document.blocks.iter().map(|one| block(one, &mut met));
    json!({
        "blocks": blocks.collect::<Vec<_>>(),
        "title": words(&document.title),
        "subtitle": document.subtitle.as_deref().map(words),
        "organisation": words(&document.organisation),
        // Of the lines above and below the text, which have no room to grow.
        "running": [words(&short(&document.organisation, 60)), words(&short(&document.title, 80))],
        "language": language(&document.language),
        "reference": document.reference.as_deref().map(|text| words(&short(text, 80))),
        "title_page": document.title_page,
        "landscape": document.orientation == Orientation::Landscape,
        "date": francais::date(day),
        "day": [day.year(), i16::from(day.month()), i16::from(day.day())],
    })
}

/// Letters.
pub(super) fn letters(all: &crate::Letters) -> Value {
    let lines = |lines: &[String]| lines.iter().map(|line| words(line)).collect::<Vec<_>>();
    let day = all.date;
    let letters = all.letters.iter().map(|one| {
        json!({ "to": lines(&one.to), "subject": words(&one.subject), "paragraphs": lines(&one.paragraphs) })
    });
    json!({
        "title": "Lettres",
        "from": words(&all.from),
        "day": [day.year(), day.month(), day.day()],
        "date": francais::date(day),
        "letters": letters.collect::<Vec<_>>(),
    })
}

/// One line of at most that many letters; what is cut ends in « … ».
fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most { line } else { line.chars().take(most - 1).chain(['…']).collect() }
}

/// Two or three letters; else French.
fn language(code: &str) -> &str {
    let known = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if known { code } else { "fr" }
}

fn block(block: &Block, met: &mut Met<'_>) -> Value {
    match block {
        Block::Heading { level, text, numbered } => {
            met.level = level.number();
            json!({"is": "heading", "level": met.level, "text": words(text), "numbered": numbered})
        }
        Block::Paragraph(text) => json!({"is": "paragraph", "text": rich(text)}),
        Block::List { numbered, items } => {
            json!({"is": "list", "numbered": numbered, "items": items.iter().map(rich).collect::<Vec<_>>()})
        }
        Block::Table(one) => {
            met.tables += usize::from(!one.caption.is_empty() && !one.columns.is_empty());
            table(one, met.tables)
        }
        Block::Figure(one) => {
            met.figures += usize::from(!one.caption.is_empty());
            figure(one, met.drawings.next(), met.figures)
        }
        Block::Facts(facts) => json!({"is": "facts", "facts": facts.iter().map(fact).collect::<Vec<_>>()}),
        Block::Callout(one) => callout(one),
        Block::Contents { depth } => json!({"is": "contents", "depth": depth.number()}),
        Block::PageBreak => json!({"is": "break"}),
        Block::Directory(one) => directory(one, met.level),
    }
}

fn table(table: &Table, number: usize) -> Value {
    let rows = table.rows.iter().map(|row| cells(row, &table.columns));
    let letters: usize = table.rows.iter().flatten().map(length).sum();
    json!({
        "is": "table",
        "number": number,
        "caption": words(&table.caption),
        "labels": table.columns.iter().map(|column| words(&column.label)).collect::<Vec<_>>(),
        "align": table.columns.iter().map(|column| align(column.align)).collect::<Vec<_>>(),
        "widths": table.columns.iter().map(Column::share).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "total": table.total.as_ref().map(|row| cells(row, &table.columns)),
        "source": table.source.as_deref().map(words),
        "whole": table.rows.len() <= 14 && letters < WHOLE,
        "breakable": table.rows.iter().any(|row| row.iter().map(length).sum::<usize>() > WHOLE),
    })
}

fn cells(row: &[Text], columns: &[Column]) -> Vec<Value> {
    (0..columns.len()).map(|at| row.get(at).map_or_else(|| json!(""), rich)).collect()
}

fn length(text: &Text) -> usize {
    text.parts.iter().map(|part| part.words().len()).sum()
}

const fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn figure(figure: &Figure, size: Option<&Size>, number: usize) -> Value {
    json!({
        "is": "figure",
        "number": number,
        "svg": clean(&figure.svg),
        "caption": words(&figure.caption),
        "alternative": words(figure.description()),
        "source": figure.source.as_deref().map(words),
        "width": figure.share(),
        "ratio": size.map_or(1.0, |size| size.height / size.width),
    })
}

fn fact(fact: &Fact) -> Value {
    json!({"label": words(&fact.label), "value": words(&fact.value), "note": fact.note.as_deref().map(words)})
}

fn callout(callout: &Callout) -> Value {
    let warning = callout.tone == Tone::Warning;
    json!({"is": "callout", "warning": warning, "title": words(callout.heading()), "text": rich(&callout.text)})
}

fn directory(directory: &Directory, level: u8) -> Value {
    let groups: Vec<Value> = directory.groups.iter().map(group).collect();
    let entries: usize = directory.groups.iter().map(|group| group.entries.len()).sum();
    // Below the heading that it stands under, and never two ranks below.
    json!({"is": "directory", "level": (level + 1).min(Level::Three.number()), "groups": groups, "short": entries <= 60})
}

fn group(group: &Group) -> Value {
    let entries: Vec<Value> = group.entries.iter().map(entry).collect();
    json!({"title": group.title.as_deref().map(words), "entries": entries})
}

fn entry(entry: &Entry) -> Value {
    let whole = entry.lines.iter().map(length).sum::<usize>() < WHOLE;
    json!({"name": words(&entry.name), "lines": entry.lines.iter().map(rich).collect::<Vec<_>>(), "whole": whole})
}

/// Plain text as a string, so that a table of thousands of cells stays small; else the list of its pieces.
fn rich(text: &Text) -> Value {
    match text.parts.as_slice() {
        [] => json!(""),
        [Inline::Plain { text }] => json!(words(text)),
        parts => parts.iter().map(piece).collect(),
    }
}

fn piece(part: &Inline) -> Value {
    let said = words(part.words());
    match part {
        Inline::Plain { .. } => json!({"kind": "plain", "text": said}),
        Inline::Strong { .. } => json!({"kind": "strong", "text": said}),
        Inline::Emphasis { .. } => json!({"kind": "emphasis", "text": said}),
        Inline::Link { url, .. } => match links::safe(url) {
            Some(url) => json!({"kind": "link", "text": said, "url": url}),
            None => json!({"kind": "plain", "text": said}),
        },
    }
}

/// Words that the fonts can draw and lines can hold.
fn words(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for letter in text.chars() {
        let letter = match letter {
            // Joiners and variants of emoji, of which only the first sign is drawn.
            '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => continue,
            letter if letter.is_ascii() || ignorable(letter) || drawn(letter) => letter,
            _ => '□',
        };
        run = if letter.is_whitespace() || letter == '-' || letter == '\u{200b}' { 0 } else { run + 1 };
        // Writing to a String cannot fail.
        let _ = out.write_char(letter);
        let natural = run >= 12 && matches!(letter, '@' | '.' | '/' | '_' | '&' | '=');
        if natural || run >= LONGEST {
            out.push('\u{200b}');
            run = 0;
        }
    }
    out
}

/// Letters without a shape, that say how others behave.
const fn ignorable(letter: char) -> bool {
    matches!(letter, '\n' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
