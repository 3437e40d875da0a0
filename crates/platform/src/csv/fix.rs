//! The fix file: the rows that were refused, each with its reason, to be mended and sent again.

/// The column a fix file adds. Reading ignores it.
pub const PROBLEM_COLUMN: &str = "problem";

/// Writes a fix file: UTF-8 with a byte order mark (so that Excel shows names right), the file's own header, the
/// refused rows as they were, and [`PROBLEM_COLUMN`] last. Cells that a spreadsheet would run as a formula get an
/// apostrophe in front, which reading takes away again.
pub fn fix_file<'a>(
    header: &[String],
    refused: impl IntoIterator<Item = (&'a [String], &'a str)>,
) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let own = header
        .iter()
        .map(String::as_str)
        .filter(|h| *h != PROBLEM_COLUMN);
    let kept: Vec<bool> = header.iter().map(|h| h != PROBLEM_COLUMN).collect();
    let mut write = |cells: Vec<String>| {
        // Writing to memory does not fail.
        let _infallible = writer.write_record(cells);
    };
    write(
        own.map(guarded)
            .chain([PROBLEM_COLUMN.to_owned()])
            .collect(),
    );
    for (cells, reason) in refused {
        let width = kept.len().max(cells.len());
        let row = (0..width)
            .filter(|i| kept.get(*i).copied().unwrap_or(true))
            .map(|i| guarded(cells.get(i).map_or("", String::as_str)));
        write(row.chain([guarded(reason)]).collect());
    }
    writer.into_inner().unwrap_or_default()
}

fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
