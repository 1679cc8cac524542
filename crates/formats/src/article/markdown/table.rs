//! The lines of pipe tables.

/// How many columns the line below a table's head says; `None` when the line is none.
pub(super) fn columns(line: &str) -> Option<usize> {
    if !line.contains('|') || !line.trim_start_matches(['|', '-', ':', ' ', '\t']).is_empty() {
        return None;
    }
    let columns = cells(line);
    let is_column = |cell: &String| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.trim_start_matches('-').is_empty()
    };
    columns.iter().all(is_column).then_some(columns.len())
}

/// The cells of a table's row.
pub(super) fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut before = 0;
    let mut cut = |start: usize, end: usize| {
        cells.push(row.get(start..end).unwrap_or_default().trim().replace("\\|", "|"));
    };
    for (at, byte) in row.bytes().enumerate() {
        // Two backslashes escape it too: the table is cut before its words are looked at.
        if byte == b'|' && before != b'\\' {
            cut(start, at);
            start = at + 1;
        }
        before = byte;
    }
    if start < row.len() || row.is_empty() {
        cut(start, row.len());
    }
    cells
}
