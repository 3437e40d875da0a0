//! Badges in the rows of a text file.

use super::batch::Source;
use platform::csv::{Column, Columns, FileProblem};
use serde_json::{Map, Value};

/// The longest line, in bytes: a credential with its picture in it.
pub(crate) const LONGEST_LINE: usize = 12 << 20;

/// A row that names a badge, or says why it does not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub name: String,
    pub claimed_email: String,
    pub badge: Result<Source, &'static str>,
}

const NO_BADGE: &str =
    "the row names no badge; write its link, or the credential as JSON or as a JWT";
const BOTH: &str = "the row has both a link and a credential; keep one of them";

/// The columns of a CSV file.
const COLUMNS: [Column; 4] = [
    Column::optional(
        "url",
        &[
            "link",
            "address",
            "badge url",
            "credential url",
            "public url",
        ],
    ),
    Column::optional("credential", &["badge", "json", "jwt", "assertion"]),
    Column::optional("name", &["reference", "id", "title", "candidate"]),
    Column::optional("recipient", &["email", "recipient email", "claimed email"]),
];

/// How the rows of a CSV file are read.
#[derive(Debug, PartialEq)]
pub(crate) enum Reading {
    /// By its columns.
    Columns(Columns),
    /// The file has no header: each line is a link or a badge, the first one, too.
    Lines,
}

/// Why a CSV file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoBadges {
    #[error(transparent)]
    File(#[from] FileProblem),
    #[error(
        "no column holds links or badges; the header row has: {0}. Name one of them `url` or `credential`"
    )]
    NoColumn(String),
}

/// Finds out how a CSV file is to be read by its header row.
pub(crate) fn reading(header: &[String]) -> Result<Reading, NoBadges> {
    if let [first, ..] = header
        && is_badge_or_link(first)
        && (header.len() == 1 || !is_link(first.trim()))
    {
        return Ok(Reading::Lines);
    }
    let columns = Columns::map(header, &COLUMNS)?;
    // A row of marks tells which columns are there.
    let marks = vec!["x".to_owned(); header.len()];
    if ["url", "credential"]
        .into_iter()
        .any(|name| columns.cell(&marks, name) == "x")
    {
        Ok(Reading::Columns(columns))
    } else {
        Err(NoBadges::NoColumn(header.join(", ")))
    }
}

/// One row of a CSV file.
pub(crate) fn of_cells(columns: &Columns, cells: &[String]) -> Row {
    let cell = |name| columns.cell(cells, name).trim().to_owned();
    row(
        cell("name"),
        cell("recipient"),
        Some(cell("url")).filter(|text| !text.is_empty()),
        Some(cell("credential")).filter(|text| !text.is_empty()),
    )
}

/// One line of NDJSON or of a list of links; `None` for a blank one.
pub(crate) fn of_line(line: &str) -> Option<Row> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return None;
    }
    let read = match line.as_bytes().first() {
        Some(b'{' | b'"') => match serde_json::from_str(line) {
            Ok(Value::String(text)) => row(String::new(), String::new(), None, Some(text)),
            Ok(Value::Object(object)) => of_object(&object, line),
            // Badly written JSON may still be a badge to somebody: the verifier says what is wrong with it.
            _ => row(String::new(), String::new(), None, Some(line.to_owned())),
        },
        _ => row(String::new(), String::new(), None, Some(line.to_owned())),
    };
    Some(read)
}

fn of_object(object: &Map<String, Value>, line: &str) -> Row {
    // The badge itself.
    if object.contains_key("@context")
        || object.contains_key("recipient") && object.contains_key("badge")
    {
        return row(String::new(), String::new(), None, Some(line.to_owned()));
    }
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match object.get(*name)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let credential =
        ["credential", "badge"]
            .into_iter()
            .find_map(|name| match object.get(name)? {
                Value::String(text) => Some(text.clone()).filter(|t| !t.trim().is_empty()),
                object @ Value::Object(_) => Some(object.to_string()),
                _ => None,
            });
    row(
        text(&["name", "reference", "id"]).unwrap_or_default(),
        text(&["recipient", "email"]).unwrap_or_default(),
        text(&["url", "link"]),
        credential,
    )
}

fn row(name: String, claimed_email: String, url: Option<String>, badge: Option<String>) -> Row {
    let source = match (url, badge) {
        (Some(url), None) => Ok(Source::Url(url)),
        (None, Some(text)) => Ok(Source::Text(text)),
        (Some(_), Some(_)) => Err(BOTH),
        (None, None) => Err(NO_BADGE),
    };
    let link = match &source {
        Ok(Source::Url(text) | Source::Text(text)) if is_link(text) => text.clone(),
        _ => String::new(),
    };
    let name = if name.is_empty() { link } else { name };
    Row {
        name: short(&name),
        claimed_email,
        badge: source,
    }
}

/// A name that fits on a line: no control characters, at most 300 characters.
pub(crate) fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(300).collect()
}

fn is_link(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn is_badge_or_link(text: &str) -> bool {
    let text = text.trim();
    is_link(text) || text.starts_with('{') || text.starts_with("eyJ")
}

/// Whether a file in a ZIP is none of the badges: what operating systems leave behind, and folders.
pub(crate) fn is_litter(path: &str) -> bool {
    path.ends_with('/')
        || path
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
        || matches!(
            path.rsplit('/').next(),
            Some("Thumbs.db" | "desktop.ini" | "" | "Icon\r")
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|c| (*c).to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_link_a_badge_or_an_object_about_one() {
        let source = |line: &str| of_line(line).unwrap().badge.unwrap();
        let link = "https://example.org/b/1";
        assert_eq!(source(link), Source::Text(link.into()));
        assert_eq!(source(&format!("\"{link}\"")), Source::Text(link.into()));
        assert_eq!(
            source("eyJhbGciOiJSUzI1NiJ9.e30.AA"),
            Source::Text("eyJhbGciOiJSUzI1NiJ9.e30.AA".into())
        );
        let badge = r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "VerifiableCredential"}"#;
        assert_eq!(source(badge), Source::Text(badge.into()));
        let about = of_line(
            r#"{"reference": 7, "link": "https://example.org/b/1", "email": "ada@example.org"}"#,
        )
        .unwrap();
        assert_eq!(about.badge, Ok(Source::Url(link.into())));
        assert_eq!(
            (about.name.as_str(), about.claimed_email.as_str()),
            ("7", "ada@example.org")
        );
        let Source::Text(inner) = source(r#"{"name": "x", "credential": {"a": 1}}"#) else {
            panic!()
        };
        assert_eq!(inner, r#"{"a":1}"#);
        assert_eq!(of_line(" \t"), None);
        assert_eq!(of_line("{}").unwrap().badge, Err(NO_BADGE));
        assert_eq!(
            of_line(r#"{"url": "https://a.example", "badge": "x"}"#)
                .unwrap()
                .badge,
            Err(BOTH)
        );
        assert_eq!(source("{broken"), Source::Text("{broken".into()));
    }

    #[test]
    fn a_csv_file_needs_a_column_of_links_or_badges() {
        let Ok(Reading::Columns(columns)) =
            reading(&header(&["Candidate", "Public URL", "E-Mail"]))
        else {
            panic!("the columns are there")
        };
        let row = of_cells(
            &columns,
            &header(&["Ada", " https://example.org/b/1 ", "ada@example.org"]),
        );
        assert_eq!(row.badge, Ok(Source::Url("https://example.org/b/1".into())));
        assert_eq!(
            (row.name.as_str(), row.claimed_email.as_str()),
            ("Ada", "ada@example.org")
        );
        assert_eq!(
            of_cells(&columns, &header(&["Ada", "", ""])).badge,
            Err(NO_BADGE)
        );
        assert_eq!(
            reading(&header(&["https://example.org/b/1"])),
            Ok(Reading::Lines)
        );
        let problem = reading(&header(&["name", "email"]))
            .unwrap_err()
            .to_string();
        assert!(problem.contains("name, email"), "{problem}");
    }

    #[test]
    fn what_systems_leave_in_a_zip_is_no_badge() {
        for path in [
            "a/",
            "__MACOSX/a.png",
            "a/.DS_Store",
            ".git/x",
            "x/Thumbs.db",
        ] {
            assert!(is_litter(path), "{path}");
        }
        for path in ["a.png", "2026/März/ada.json", "badge"] {
            assert!(!is_litter(path), "{path}");
        }
    }
}
