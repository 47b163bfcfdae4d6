//! Lists as files that French spreadsheets open as they are: UTF-8 with its mark, semicolons.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

const MARK: &str = "\u{feff}";

/// A file named `name` of these lines; the first holds the headings.
pub fn csv<L: IntoIterator<Item = String>>(name: &str, lines: impl IntoIterator<Item = L>) -> Response {
    let mut text = String::from(MARK);
    for cells in lines {
        let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

/// A cell that a spreadsheet reads as text, whatever it holds: what starts like a formula gets an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    let guarded = if formula { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([';', '"', '\n', '\r', '\'', ',']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula_nor_breaks_its_line() {
        assert_eq!(quoted("Fabre"), "Fabre");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(quoted("+33 4"), "\"'+33 4\"");
        assert_eq!(quoted("\t=1"), "\"'\t=1\"");
        assert_eq!(quoted("dit « \"Zoé\" »; ici\nlà"), "\"dit « \"\"Zoé\"\" »; ici\nlà\"");
    }
}
