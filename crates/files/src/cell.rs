//! Cells of a CSV file to be written.

/// Adds a cell; quoted when it holds a separator, a quote or an end of line.
pub fn push_cell(text: &[u8], out: &mut Vec<u8>) {
    if text.iter().any(|byte| matches!(byte, b',' | b'"' | b';' | b'\r' | b'\n')) {
        out.push(b'"');
        for byte in text {
            out.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(text);
    }
}
