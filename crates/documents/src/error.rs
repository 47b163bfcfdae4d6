/// A file that could not be written: a fault of ours, never something that a person can act upon.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row has more cells than the table or the sheet has columns.
    #[error("row {row} of « {table} » has {cells} cells for {columns} columns")]
    Row {
        /// Caption of the table or name of the sheet.
        table: String,
        /// Place of the row, from 1.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The columns declared.
        columns: usize,
    },
    /// The picture of a figure is not an SVG that can be drawn.
    #[error("the figure « {caption} » cannot be drawn: {reason}")]
    Figure {
        /// Caption of the figure.
        caption: String,
        /// What the reader of SVG said.
        reason: String,
    },
    /// The typesetter refused the document.
    #[error("the document cannot be typeset: {0}")]
    Typesetting(String),
    /// The document could not be written as data for the template.
    #[error("the document cannot be passed to its template")]
    Data(#[from] serde_json::Error),
    /// The spreadsheet writer refused the workbook.
    #[error("the workbook cannot be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive of an office file could not be written.
    #[error("the archive cannot be written")]
    Archive(#[from] zip::result::ZipError),
    /// A part of an office file could not be written.
    #[error("a part of the archive cannot be written")]
    Part(#[from] std::io::Error),
}
