//! Widths of columns and heights of rows, said in the file: not every program finds them by itself.

use crate::sheet::{Cell, Sheet};

/// Height of one line, in points, and the highest row that the format takes.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// Narrowest and widest column, in letters.
const WIDTHS: (usize, usize) = (8, 34);

/// Wide enough for the words of the heading and nine cells in ten among the first thousand, in letters; the rest goes to the line.
pub(super) fn width(sheet: &Sheet, column: usize) -> f64 {
    let cells = sheet.rows.iter().take(1_000).filter_map(|row| row.get(column));
    let mut lengths: Vec<usize> = cells.map(letters).collect();
    lengths.sort_unstable();
    let usual =
        lengths.get((lengths.len() * 9 / 10).min(lengths.len().saturating_sub(1))).copied().unwrap_or(0);
    let word = |label: &str| label.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0) + 3;
    let label = sheet.columns.get(column).map_or(0, |column| word(&column.label));
    letters_as(usual.clamp(WIDTHS.0, WIDTHS.1).max(label)) + 1.5
}

/// The rows that need more than one line, with their height in points; the row of headings is number 0.
pub(super) fn heights(sheet: &Sheet) -> Vec<(u32, f64)> {
    let widths: Vec<f64> = (0..sheet.columns.len()).map(|at| width(sheet, at)).collect();
    let heading = sheet.columns.iter().zip(&widths).map(|(column, width)| lines(&column.label, *width - 2.0));
    let heading = std::iter::once(heading.max().unwrap_or(1));
    let rows = sheet.rows.iter().map(|row| {
        row.iter().zip(&widths).map(|(cell, width)| lines(words(cell), *width)).max().unwrap_or(1)
    });
    (0..).zip(heading.chain(rows)).filter(|(_, lines)| *lines > 1).map(|(row, n)| (row, height(n))).collect()
}

/// Height of so many lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    (letters_as(lines) * LINE).min(HIGHEST)
}

/// Lines that a text takes in a column of that width.
pub(super) fn lines(text: &str, width: f64) -> usize {
    let room = if width.is_finite() && width >= 1.0 { width as usize } else { 1 };
    text.lines().map(|line| line.chars().count().div_ceil(room).max(1)).sum::<usize>().max(1)
}

fn words(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) | Cell::Link { text, .. } => text,
        Cell::Total(cell) => words(cell),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) => "",
    }
}

fn letters(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Total(cell) => letters(cell),
        Cell::Text(text) | Cell::Link { text, .. } => {
            text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
        }
        // Spaces of thousands, two decimals, the sign of euros.
        Cell::Number(number) => format!("{number:.2}").len() + 5,
        Cell::Date(_) => 10,
    }
}

/// A small count: no figure is lost.
fn letters_as(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, SheetColumn};

    #[test]
    fn a_long_text_goes_to_the_line_and_its_row_is_high_enough() {
        let columns = vec![SheetColumn::new("Note", Kind::Text)];
        let rows = vec![vec!["court".into()], vec!["mot ".repeat(40).into()], vec!["un\ndeux".into()]];
        let sheet = Sheet { columns, rows, ..Sheet::default() };
        assert!(width(&sheet, 0) <= 36.0);
        let heights = heights(&sheet);
        assert!(heights.iter().all(|(row, _)| [2, 3].contains(row)) && heights.len() == 2, "{heights:?}");
        assert!(heights[0].1 >= 75.0 && (heights[1].1 - 30.0).abs() < 0.1, "{heights:?}");
    }
}
