use super::*;
use proptest::prelude::*;

const WANTED: [Column; 3] = [
    Column::required("email", &["mail"]),
    Column::optional("name", &["full name", "display_name"]),
    Column::optional("awarded_at", &[]),
];

fn read(bytes: &[u8]) -> (Dialect, Vec<Result<Vec<String>, String>>) {
    let table = Table::open(bytes).unwrap();
    let rows = table
        .rows()
        .map(|r| r.cells.map_err(|e| format!("row {}: {e}", r.number)))
        .collect();
    (table.dialect().clone(), rows)
}
fn ok(cells: &[&str]) -> Result<Vec<String>, String> {
    Ok(cells.iter().map(|c| (*c).to_owned()).collect())
}

#[test]
fn encodings_and_delimiters_are_found() {
    let text = "email;name\nzoe@example.org;Zoë Ågren – “quoted”\nana@example.org;Ana Núñez\n";
    let wanted = vec![
        ok(&["zoe@example.org", "Zoë Ågren – “quoted”"]),
        ok(&["ana@example.org", "Ana Núñez"]),
    ];
    let with_bom = format!("\u{feff}{text}");
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let utf16: Vec<u8> = with_bom.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [
        (text.as_bytes(), "UTF-8"),
        (with_bom.as_bytes(), "UTF-8"),
        (&windows, "windows-1252"),
        (&utf16, "UTF-8"),
    ] {
        let (dialect, rows) = read(bytes);
        assert_eq!(
            (dialect.encoding.as_str(), dialect.delimiter),
            (encoding, b';')
        );
        assert_eq!(rows, wanted);
    }
    for delimiter in [',', '\t', '|'] {
        let (dialect, rows) = read(text.replace(';', &delimiter.to_string()).as_bytes());
        assert_eq!(dialect.delimiter, delimiter as u8);
        assert_eq!(rows, wanted);
    }
    assert_eq!(
        read(b"sep=;\r\nemail;name\r\na@b.c;x, y\r\n").1,
        vec![ok(&["a@b.c", "x, y"])]
    );
}

#[test]
fn quoted_line_breaks_and_blank_lines_are_counted_as_a_spreadsheet_does() {
    let table =
        Table::open(b"\nemail,name\r\na@b.c,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\n,,\r\nd@e.f,x")
            .unwrap();
    let rows: Vec<Row> = table.rows().collect();
    assert_eq!(rows.iter().map(|r| r.number).collect::<Vec<_>>(), [3, 6]);
    assert_eq!(
        rows[0].cells.as_ref().unwrap()[1],
        "two\r\nlines, \"quoted\""
    );
    assert_eq!(rows[1].cells.as_ref().unwrap(), &["d@e.f", "x"]);
}

#[test]
fn a_bad_row_is_told_and_the_next_one_read() {
    let (_, rows) =
        read(b"email,name\na@b.c,x,y\nd@e.f,\"never closed\ng@h.i,z\nonly\nj@k.l,5\" pipe\n");
    assert!(
        rows[0]
            .as_ref()
            .unwrap_err()
            .contains("row 2: the row has 3 cells, the header has 2"),
        "{rows:?}"
    );
    assert!(
        rows[1]
            .as_ref()
            .unwrap_err()
            .contains("row 3: a quotation mark opened")
    );
    assert_eq!(rows[2], ok(&["g@h.i", "z"]));
    assert!(rows[3].as_ref().unwrap_err().contains("row 5"));
    assert_eq!(rows[4], ok(&["j@k.l", "5\" pipe"]));
}

#[test]
fn one_damaged_row_does_not_change_the_encoding_of_the_others() {
    let mut bytes = b"email,name\n".to_vec();
    for n in 0..20 {
        bytes.extend(format!("m{n}@example.org,Ångström Łukasz\n").bytes());
    }
    bytes.extend(b"bad@example.org,Jos\xe9\n");
    let (dialect, rows) = read(&bytes);
    assert_eq!(dialect.encoding, "UTF-8");
    assert_eq!(rows[0], ok(&["m0@example.org", "Ångström Łukasz"]));
    assert!(
        rows[20]
            .as_ref()
            .unwrap_err()
            .contains("row 22: the row has bytes that are not UTF-8")
    );
}

#[test]
fn columns_are_found_by_other_names_and_doubled_or_missing_ones_are_refused() {
    let map = |header: &[&str]| {
        Columns::map(
            &header.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>(),
            &WANTED,
        )
    };
    let columns = map(&["Full Name", "E-Mail", "shoe size", "problem"]).unwrap();
    let cells = [
        "Ana".to_owned(),
        " ana@example.org ".into(),
        "38".into(),
        String::new(),
    ];
    assert_eq!(
        (
            columns.cell(&cells, "email"),
            columns.cell(&cells, "name"),
            columns.cell(&cells, "awarded_at")
        ),
        ("ana@example.org", "Ana", "")
    );
    assert_eq!(columns.unused(), ["shoe size"]);
    let missing = map(&["name", "city"]).unwrap_err().to_string();
    assert!(
        missing.contains("`email` is missing") && missing.contains("name, city"),
        "{missing}"
    );
    let doubled = map(&["email", "Mail"]).unwrap_err().to_string();
    assert!(
        doubled.contains("`email` and `Mail` both mean `email`"),
        "{doubled}"
    );
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"\n \n", "empty"),
        (b"\xEF\xBB\xBF", "empty"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"<html>", "HTML"),
        (b"a,b\n\x00\x01", "binary"),
        (b"\"email,name\na,b", "never closed"),
    ] {
        let problem = Table::open(bytes).unwrap_err().to_string();
        assert!(problem.contains(words), "{problem}");
    }
}

#[test]
fn a_fix_file_can_be_sent_again() {
    let header = ["email".to_owned(), "name".into(), "problem".into()];
    let cells = [
        "a@b".to_owned(),
        "=HYPERLINK(\"x\")".into(),
        "old reason".into(),
    ];
    let file = fix_file(&header, [(&cells[..], "the address is not complete")]);
    let text = String::from_utf8(file.clone()).unwrap();
    assert!(
        text.contains("'=HYPERLINK")
            && text.contains("email,name,problem\r\n")
            && !text.contains("old reason"),
        "{text}"
    );
    let table = Table::open(&file).unwrap();
    let row = table.rows().next().unwrap().cells.unwrap();
    assert_eq!(
        row,
        ["a@b", "=HYPERLINK(\"x\")", "the address is not complete"]
    );
    assert!(
        Columns::map(table.header(), &WANTED)
            .unwrap()
            .unused()
            .is_empty()
    );
}

#[test]
fn a_sniffer_fed_byte_by_byte_finds_the_same() {
    let text = "email;name\nzoe@example.org;Zoë Ågren 山田\n";
    let mut sniffer = Sniffer::default();
    for byte in text.bytes() {
        sniffer.feed(&[byte]);
    }
    assert_eq!(
        sniffer.finish().unwrap(),
        *Table::open(text.as_bytes()).unwrap().dialect()
    );
}

proptest! {
    /// Reading may stop after any row and go on from its mark, in windows of any size.
    #[test]
    fn windows_give_the_same_rows(cells in proptest::collection::vec(("[a-z,\"\n;é]{0,12}", "[a-z ]{1,5}"), 1..20), size in 40usize..200) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["email", "name"]).unwrap();
        for (a, b) in &cells {
            writer.write_record([a, b]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let table = Table::open(&bytes).unwrap();
        let whole: Vec<Row> = table.rows().collect();
        let (_, mut mark) = read_header(&bytes, table.dialect(), true).unwrap().unwrap();
        let mut pieces = Vec::new();
        let mut window = size;
        while mark.byte < bytes.len() as u64 {
            let start = usize::try_from(mark.byte).unwrap();
            let end = (start + window).min(bytes.len());
            let rows: Vec<Row> = Rows::window(table.dialect(), 2, &bytes[start..end], mark, end == bytes.len()).collect();
            match rows.last() {
                Some(last) => { mark = last.next; window = size; pieces.extend(rows); }
                None if end == bytes.len() => break,
                None => window *= 2,
            }
        }
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        if let Ok(table) = Table::open(&bytes) {
            let _ = table.rows().count();
            let _ = Columns::map(table.header(), &WANTED);
        }
    }
}
