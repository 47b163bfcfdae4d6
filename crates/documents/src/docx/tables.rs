//! Tables, and facts laid out as one.

use super::body::{Writer, caption, source, text_width};
use super::xml::{escaped, paragraph, run};
use crate::model::{Document, Orientation};
use crate::parts::{Align, Fact, Table};
use crate::text::Text;

const HEAD: &str = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DBEBE4\"/>";
const TOTAL: &str = "<w:tcBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"0F5A4F\"/>\
    <w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"0F5A4F\"/></w:tcBorders>";

pub(super) fn table(writer: &mut Writer<'_>, table: &Table) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let head = if table.caption.is_empty() {
        String::new()
    } else {
        writer.tables += 1;
        caption("Tableau", writer.tables, &table.caption)
    };
    let widths = widths(text_width(writer.document), table);
    let labels: Vec<Text> = table.columns.iter().map(|column| Text::from(column.label.as_str())).collect();
    let mut rows = row(writer, table, &widths, &labels, Rank::Head);
    if table.rows.is_empty() {
        rows.push_str(&none(&widths));
    }
    for (at, cells) in table.rows.iter().enumerate() {
        rows.push_str(&row(writer, table, &widths, cells, Rank::Body { held: held(table, at) }));
    }
    if let Some(total) = &table.total {
        rows.push_str(&row(writer, table, &widths, total, Rank::Total));
    }
    let said = escaped(&table.caption).replace('\n', " ");
    let named = if said.is_empty() { String::new() } else { format!("<w:tblCaption w:val=\"{said}\"/>") };
    head + &framed("Grid", &widths, &named, &rows) + &source(table.source.as_deref())
}

#[derive(Clone, Copy, PartialEq)]
enum Rank {
    Head,
    Body { held: bool },
    Total,
}

/// Rows up to which a table stays whole on a page.
const WHOLE: usize = 6;

/// Whether a row stays on the page of what follows it: no table leaves one row alone, and none leaves its total or its source.
fn held(table: &Table, at: usize) -> bool {
    let rows = table.rows.len();
    let ends = at + 1 == rows;
    let followed = table.total.is_some() || table.source.is_some();
    if ends { followed } else { rows <= WHOLE || at == 0 || at + 2 == rows }
}

fn framed(style: &str, widths: &[u32], more: &str, rows: &str) -> String {
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let whole: u32 = widths.iter().sum();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
         w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>{more}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// Room of a letter of a heading and of a cell, whatever the font that stands for ours, and the margins of a cell.
const LETTER: (u32, u32, u32) = (145, 115, 190);
/// Letters of a word that no column is widened beyond.
const WORD: usize = 16;

/// The widths of the columns, in twentieths of a point: as asked, but no word of a heading nor any amount is cut in two.
fn widths(whole: u32, table: &Table) -> Vec<u32> {
    let mut floors: Vec<u32> = (0..table.columns.len()).map(|at| floor(table, at)).collect();
    let asked: u32 = floors.iter().sum();
    if asked > whole {
        floors = floors.iter().map(|one| one * whole / asked).collect();
    }
    let mut fixed = vec![false; floors.len()];
    loop {
        let taken: u32 = floors.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(one, _)| one).sum();
        let free = table.columns.iter().zip(&fixed).filter(|(_, fixed)| !**fixed);
        let shares: f64 = free.map(|(column, _)| column.share()).sum();
        let wide = |at: usize| (f64::from(whole - taken) * table.columns[at].share() / shares) as u32;
        let narrow = (0..fixed.len()).find(|at| !fixed[*at] && wide(*at) < floors[*at]);
        match narrow {
            Some(at) => fixed[at] = true,
            None => {
                return (0..fixed.len()).map(|at| if fixed[at] { floors[at] } else { wide(at) }).collect();
            }
        }
    }
}

/// The least width of a column.
fn floor(table: &Table, at: usize) -> u32 {
    let longest = |text: &str| {
        let words = text.split([' ', '\n', '-', '/']);
        words.map(|word| word.chars().count()).filter(|count| *count <= WORD).max().unwrap_or(0) as u32
    };
    let head = table.columns.get(at).map_or(0, |column| longest(&column.label));
    let cells = table.rows.iter().chain(&table.total).filter_map(|row| row.get(at));
    let body = cells.map(|cell| longest(&cell.words())).max().unwrap_or(0);
    (head * LETTER.0).max(body * LETTER.1) + LETTER.2
}

fn row(writer: &mut Writer<'_>, table: &Table, widths: &[u32], cells: &[Text], rank: Rank) -> String {
    let nothing = Text::new();
    let (marks, look, stress) = match rank {
        Rank::Head => {
            ("<w:cantSplit/><w:tblHeader/>", HEAD, "<w:rStyle w:val=\"Strong\"/><w:color w:val=\"0A4038\"/>")
        }
        Rank::Body { .. } => ("<w:cantSplit/>", "", ""),
        Rank::Total => ("<w:cantSplit/>", TOTAL, "<w:b/>"),
    };
    let mut out = format!("<w:tr><w:trPr>{marks}</w:trPr>");
    for (at, (column, width)) in table.columns.iter().zip(widths).enumerate() {
        let runs = writer.targets.rich(cells.get(at).unwrap_or(&nothing), stress);
        let side = match column.align {
            Align::Left => "",
            Align::Center => "<w:jc w:val=\"center\"/>",
            Align::Right => "<w:jc w:val=\"right\"/>",
        };
        // A heading stays with the first row, the last row with the source.
        let held = match rank {
            Rank::Head => true,
            Rank::Body { held } => held,
            Rank::Total => table.source.is_some(),
        };
        let side = if held { format!("<w:keepNext/>{side}") } else { side.to_owned() };
        out.push_str(&cell(*width, look, &paragraph("Cell", &side, &runs)));
    }
    out + "</w:tr>"
}

fn cell(width: u32, look: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{look}</w:tcPr>{content}</w:tc>")
}

fn none(widths: &[u32]) -> String {
    let span = format!("<w:gridSpan w:val=\"{}\"/>", widths.len());
    let said = paragraph("Cell", "", &run("Aucune ligne.", "<w:i/>"));
    format!("<w:tr>{}</w:tr>", cell(widths.iter().sum(), &span, &said))
}

pub(super) fn facts(document: &Document, facts: &[Fact]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let long = facts.iter().any(|fact| fact.value.len() > 70);
    let wide = match document.orientation {
        _ if long => 1,
        Orientation::Landscape => 4,
        Orientation::Portrait => facts.len().clamp(2, 3),
    };
    let widths = vec![text_width(document) / u32::try_from(wide).unwrap_or(1); wide];
    let rows: String = facts.chunks(wide).map(|row| facts_row(row, &widths)).collect();
    framed("Facts", &widths, "", &rows) + &source(None)
}

fn facts_row(facts: &[Fact], widths: &[u32]) -> String {
    let cells = widths.iter().enumerate().map(|(at, width)| {
        let said = facts.get(at).map(|fact| {
            let note = fact
                .note
                .as_deref()
                .map(|note| paragraph("FactNote", "", &run(note, "")))
                .unwrap_or_default();
            let label = paragraph("FactNote", "<w:keepNext/>", &run(&fact.label, ""));
            label + &paragraph("FactValue", "", &run(&fact.value, "")) + &note
        });
        cell(*width, "", &said.unwrap_or_else(|| paragraph("FactNote", "", "")))
    });
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells.collect::<String>())
}
