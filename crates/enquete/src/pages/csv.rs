//! Lists as files that French spreadsheets open as they are: UTF-8 with its mark, semicolons.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

const MARK: &str = "\u{feff}";

/// A file named `name` of these lines; the first holds the headings.
pub(super) fn file(name: &str, lines: &[Vec<String>]) -> Response {
    let mut text = String::from(MARK);
    for cells in lines {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
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
    fn what_somebody_wrote_is_never_a_formula() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(quoted(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(quoted("Rien à dire"), "Rien à dire");
    }
}
