//! A sheet as text that French spreadsheets open as it is: UTF-8 with its mark, semicolons, decimal commas.

use crate::sheet::{Cell, Kind, Sheet};
use crate::text::clean;
use crate::{Error, links};

const MARK: &str = "\u{feff}";

/// The sheet as a CSV file: headings, then rows; lines end in CRLF, days are written `2026-03-02`.
///
/// # Errors
/// [`Error::Row`] when a row has more cells than there are columns.
pub fn csv(sheet: &Sheet) -> Result<String, Error> {
    sheet.check()?;
    let mut out = String::from(MARK);
    let labels: Vec<String> = sheet.columns.iter().map(|column| quoted(&column.label)).collect();
    line(&mut out, &labels);
    for row in &sheet.rows {
        let cells = sheet
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| row.get(i).map_or_else(String::new, |cell| written(cell, column.kind)));
        line(&mut out, &cells.collect::<Vec<_>>());
    }
    Ok(out)
}

fn line(out: &mut String, cells: &[String]) {
    out.push_str(&cells.join(";"));
    out.push_str("\r\n");
}

fn written(cell: &Cell, kind: Kind) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Number(number) if !number.is_finite() => String::new(),
        Cell::Number(number) => match kind {
            Kind::Number { decimals } => quoted_number(&format!("{number:.*}", usize::from(decimals))),
            Kind::Percent { decimals } => {
                quoted_number(&format!("{:.*} %", usize::from(decimals), number * 100.0))
            }
            Kind::Euros => quoted_number(&format!("{number:.2}")),
            Kind::Text | Kind::Date | Kind::Link => quoted_number(&number.to_string()),
        },
        Cell::Total(cell) => written(cell, kind),
        Cell::Date(day) => day.to_string(),
        Cell::Link { text, url } => {
            let address =
                links::safe(url).map(|url| url.trim_start_matches("mailto:").trim_start_matches("tel:"));
            let said = address.filter(|address| *address != text && !text.is_empty());
            quoted(
                &said.map_or_else(
                    || address.unwrap_or(text).to_owned(),
                    |address| format!("{text} ({address})"),
                ),
            )
        }
    }
}

/// A number of ours, which may start with a sign: it is not text, so it is not guarded.
fn quoted_number(number: &str) -> String {
    let number = number.replace('.', ",");
    if number.contains(',') { format!("\"{number}\"") } else { number }
}

/// A cell that a spreadsheet reads as text, whatever it holds: what starts like a formula gets an apostrophe.
fn quoted(cell: &str) -> String {
    let cell = clean(cell);
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\n']);
    let guarded = if formula { format!("'{cell}") } else { cell.into_owned() };
    if guarded.contains([';', '"', '\n', '\'', ',']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
