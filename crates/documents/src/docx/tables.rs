//! Tables, and facts laid out as one.

use super::body::{Writer, caption, source, text_width};
use super::xml::{escaped, paragraph, run};
use crate::model::{Document, Orientation};
use crate::parts::{Align, Column, Fact, Table};
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
    let widths = widths(text_width(writer.document), &table.columns);
    let labels: Vec<Text> = table.columns.iter().map(|column| Text::from(column.label.as_str())).collect();
    let mut rows = row(writer, table, &widths, &labels, Rank::Head);
    if table.rows.is_empty() {
        rows.push_str(&none(&widths));
    }
    for cells in &table.rows {
        rows.push_str(&row(writer, table, &widths, cells, Rank::Body));
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
    Body,
    Total,
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

/// The widths of the columns, in twentieths of a point.
fn widths(whole: u32, columns: &[Column]) -> Vec<u32> {
    let shares: f64 = columns.iter().map(Column::share).sum();
    columns.iter().map(|column| (f64::from(whole) * column.share() / shares) as u32).collect()
}

fn row(writer: &mut Writer<'_>, table: &Table, widths: &[u32], cells: &[Text], rank: Rank) -> String {
    let nothing = Text::new();
    let (marks, look, stress) = match rank {
        Rank::Head => {
            ("<w:cantSplit/><w:tblHeader/>", HEAD, "<w:rStyle w:val=\"Strong\"/><w:color w:val=\"0A4038\"/>")
        }
        Rank::Body => ("<w:cantSplit/>", "", ""),
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
        // A heading stays with the first row.
        let side = if rank == Rank::Head { format!("<w:keepNext/>{side}") } else { side.to_owned() };
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
