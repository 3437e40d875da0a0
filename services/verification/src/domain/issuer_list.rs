//! Lists of known issuers as others write them.
//!
//! Four kinds are read: our own JSON (`{"issuers": [{"id": …, "name": …}]}`), a bare JSON array of ids or such objects,
//! a CSV file with the columns `issuer`, `name`, `location`, `url`, and the registry of the Digital Credentials
//! Consortium (`{"meta": …, "registry": {"did:…": {"name": …, "location": …, "url": …}}}`).
//!
//! ```
//! use verification::issuer_list::IssuerList;
//!
//! let list = IssuerList::parse(br#"[{"id": "did:web:example.edu", "name": "Example University"}]"#)?;
//! assert_eq!(list.entries[0].name, "Example University");
//! # Ok::<(), verification::issuer_list::ListProblem>(())
//! ```

use platform::csv::{Column, Columns, FileProblem, Table};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use url::Url;

/// Most issuers in one list.
pub const MOST: usize = 50_000;
/// The longest id, in characters.
const LONGEST_ID: usize = 1000;
/// The longest name, in characters.
const LONGEST_TEXT: usize = 200;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Our own JSON.
    Accolade,
    /// CSV with a header row.
    Csv,
    /// The registry of the Digital Credentials Consortium.
    Dcc,
    /// A bare JSON array.
    Array,
}

impl Format {
    /// Its word in contracts and databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accolade => "accolade",
            Self::Csv => "csv",
            Self::Dcc => "dcc",
            Self::Array => "array",
        }
    }
}

/// One issuer of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// A DID or an https address, as it stands in badges.
    pub issuer: String,
    /// Its name; may be empty.
    pub name: String,
    /// Where it is; may be empty.
    pub location: String,
    /// Its web site; may be empty.
    pub url: String,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerList {
    /// How it is written.
    pub format: Format,
    /// Its issuers, by id, each once.
    pub entries: Vec<Entry>,
    /// How many entries name no usable id and were left out.
    pub left_out: usize,
    /// The first of those, as it stands.
    pub first_left_out: String,
}

/// Why a list cannot be used, in words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListProblem {
    /// It begins like JSON and is none.
    #[error("this is no JSON ({0}); save the list again")]
    Json(String),
    /// JSON of another kind.
    #[error(
        "this JSON is no list of issuers: write {{\"issuers\": [{{\"id\": \"did:…\", \"name\": \"…\"}}]}}, an array of ids, or the registry of the Digital Credentials Consortium"
    )]
    Shape,
    /// No usable CSV file.
    #[error(transparent)]
    Csv(#[from] FileProblem),
    /// Nobody in it.
    #[error(
        "the list names no issuer{0}; each needs a DID or an https address as it stands in its badges"
    )]
    NoIssuers(String),
    /// Too many in it.
    #[error("the list names {0} issuers; at most {MOST} are read. Split it")]
    TooMany(usize),
}

/// Whether a text can be the id of an issuer: a DID or an https address.
pub fn is_issuer_id(text: &str) -> bool {
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !is_plain || text.len() > LONGEST_ID {
        return false;
    }
    if let Some(rest) = text.strip_prefix("did:") {
        return rest.split_once(':').is_some_and(|(method, id)| {
            !id.is_empty()
                && !method.is_empty()
                && method
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    }
    let local = text.starts_with("http://localhost");
    (text.starts_with("https://") || local)
        && Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

impl IssuerList {
    /// Reads a list of any known kind.
    ///
    /// # Errors
    /// [`ListProblem`]. An entry without a usable id is left out and counted; a list of such entries alone is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, ListProblem> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        let (format, raw) = match first {
            Some(b'{' | b'[') => {
                let json: Value = serde_json::from_slice(start)
                    .map_err(|error| ListProblem::Json(error.to_string()))?;
                of_json(json)?
            }
            _ => (Format::Csv, of_csv(bytes)?),
        };
        Self::of(format, raw)
    }

    fn of(format: Format, raw: Vec<Entry>) -> Result<Self, ListProblem> {
        let (mut entries, mut left_out, mut first_left_out) = (BTreeMap::new(), 0, String::new());
        for entry in raw {
            if is_issuer_id(&entry.issuer) {
                // Named twice: the first name stands.
                entries.entry(entry.issuer.clone()).or_insert(entry);
            } else {
                if left_out == 0 {
                    first_left_out = entry.issuer.chars().take(120).collect();
                }
                left_out += 1;
            }
        }
        if entries.is_empty() {
            let example = if left_out == 0 {
                String::new()
            } else {
                format!(" that could be used (`{first_left_out}` is none)")
            };
            return Err(ListProblem::NoIssuers(example));
        }
        if entries.len() > MOST {
            return Err(ListProblem::TooMany(entries.len()));
        }
        Ok(Self {
            format,
            entries: entries.into_values().collect(),
            left_out,
            first_left_out,
        })
    }

    /// What was left out, in words; empty if nothing was.
    pub fn remark(&self) -> String {
        match self.left_out {
            0 => String::new(),
            1 => format!(
                "One entry was left out: `{}` is neither a DID nor an https address.",
                self.first_left_out
            ),
            several => format!(
                "{several} entries were left out, the first of them `{}`: it is neither a DID nor an https address.",
                self.first_left_out
            ),
        }
    }
}

fn of_json(json: Value) -> Result<(Format, Vec<Entry>), ListProblem> {
    match json {
        Value::Array(items) => Ok((Format::Array, items.iter().map(of_item).collect())),
        Value::Object(mut object) => match (object.remove("registry"), object.remove("issuers")) {
            (Some(Value::Object(registry)), _) => {
                let entries = registry
                    .into_iter()
                    .map(|(id, about)| match about {
                        Value::Object(about) => entry(id, &about),
                        _ => entry(id, &Map::new()),
                    })
                    .collect();
                Ok((Format::Dcc, entries))
            }
            (_, Some(Value::Array(items))) => {
                Ok((Format::Accolade, items.iter().map(of_item).collect()))
            }
            _ => Err(ListProblem::Shape),
        },
        _ => Err(ListProblem::Shape),
    }
}

fn of_item(item: &Value) -> Entry {
    match item {
        Value::String(id) => entry(id.clone(), &Map::new()),
        Value::Object(about) => {
            let id = ["id", "did", "issuer", "issuer_id"]
                .into_iter()
                .find_map(|key| about.get(key)?.as_str())
                .unwrap_or_default();
            entry(id.to_owned(), about)
        }
        other => entry(other.to_string(), &Map::new()),
    }
}

fn entry(id: String, about: &Map<String, Value>) -> Entry {
    let text = |key: &str| plain(about.get(key).and_then(Value::as_str).unwrap_or_default());
    Entry {
        issuer: id.trim().to_owned(),
        name: text("name"),
        location: text("location"),
        url: web_site(&text("url")),
    }
}

fn of_csv(bytes: &[u8]) -> Result<Vec<Entry>, ListProblem> {
    const COLUMNS: [Column; 4] = [
        Column::required("issuer", &["id", "did", "issuer id"]),
        Column::optional("name", &["issuer name"]),
        Column::optional("location", &["country", "place"]),
        Column::optional("url", &["web site", "homepage"]),
    ];
    let table = Table::open(bytes)?;
    let columns = Columns::map(table.header(), &COLUMNS)?;
    Ok(table
        .rows()
        .map(|row| match row.cells {
            Ok(cells) => Entry {
                issuer: columns.cell(&cells, "issuer").trim().to_owned(),
                name: plain(columns.cell(&cells, "name")),
                location: plain(columns.cell(&cells, "location")),
                url: web_site(&plain(columns.cell(&cells, "url"))),
            },
            Err(problem) => Entry {
                issuer: problem.cells().first().cloned().unwrap_or_default(),
                name: String::new(),
                location: String::new(),
                url: String::new(),
            },
        })
        .collect())
}

/// One line without control characters, not too long.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ");
    line.chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_TEXT)
        .collect()
}

/// An address that a page may link to; anything else is dropped.
fn web_site(text: &str) -> String {
    if text.starts_with("https://") || text.starts_with("http://") {
        text.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> IssuerList {
        IssuerList::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn each_kind_of_list_is_read() {
        let dcc = r#"{"meta": {"created": "2020-12-02", "updated": "2021-09-20"},
            "registry": {"did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W":
            {"name": "Example University", "location": "Cambridge, MA, USA", "url": "https://digitalcredentials.mit.edu"}}}"#;
        let own =
            r#"{"issuers": [{"id": "https://example.org/issuer", "name": " Guild\n of  Bids "}]}"#;
        let array =
            r#"["did:web:a.example", {"did": "did:web:b.example", "url": "javascript:alert(1)"}]"#;
        let csv = "DID;Issuer name;Country\ndid:web:a.example;Amt;DE\n";
        let dcc = read(dcc);
        assert_eq!((dcc.format, dcc.entries.len()), (Format::Dcc, 1));
        assert_eq!(dcc.entries[0].location, "Cambridge, MA, USA");
        let own = read(own);
        assert_eq!(
            (own.format, own.entries[0].name.as_str()),
            (Format::Accolade, "Guild of Bids")
        );
        let array = read(array);
        assert_eq!((array.format, array.entries.len()), (Format::Array, 2));
        assert_eq!(array.entries[1].url, "", "no page links to that");
        let csv = read(csv);
        assert_eq!(
            (csv.format, csv.entries[0].location.as_str()),
            (Format::Csv, "DE")
        );
    }

    #[test]
    fn an_issuer_stands_in_a_list_once_and_without_an_id_not_at_all() {
        let list = read(
            r#"[{"id": "did:web:a.example", "name": "First"}, {"id": "did:web:a.example", "name": "Second"}, "a.example", 7]"#,
        );
        assert_eq!(
            (list.entries.len(), list.entries[0].name.as_str()),
            (1, "First")
        );
        assert_eq!(list.left_out, 2);
        assert!(
            list.remark()
                .contains("2 entries were left out, the first of them `a.example`")
        );
    }

    #[test]
    fn what_is_no_list_is_refused_in_words() {
        for (text, word) in [
            ("", "empty"),
            ("{", "no JSON"),
            ("{}", "no list of issuers"),
            ("[]", "names no issuer;"),
            (r#"["example.org"]"#, "`example.org` is none"),
            (r#"{"registry": []}"#, "no list of issuers"),
            ("name\nGuild\n", "`issuer` is missing"),
        ] {
            let problem = IssuerList::parse(text.as_bytes()).unwrap_err().to_string();
            assert!(problem.contains(word), "{text}: {problem}");
        }
        let many: Vec<String> = (0..=MOST)
            .map(|n| format!("\"did:web:e{n}.example\""))
            .collect();
        let many = format!("[{}]", many.join(","));
        let problem = IssuerList::parse(many.as_bytes()).unwrap_err();
        assert_eq!(problem, ListProblem::TooMany(MOST + 1));
    }

    #[test]
    fn an_issuer_is_named_by_a_did_or_an_https_address() {
        for good in [
            "did:web:example.org",
            "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W",
            "https://example.org/issuer.json",
            "http://localhost:8080/ob2/issuers/guild",
        ] {
            assert!(is_issuer_id(good), "{good}");
        }
        for bad in [
            "",
            "did:",
            "did:web",
            "did:web:",
            "did:WEB:x",
            "did:web:a b",
            "http://example.org",
            "https://",
            "example.org",
            "javascript:alert(1)",
        ] {
            assert!(!is_issuer_id(bad), "{bad}");
        }
        assert!(!is_issuer_id(&format!(
            "did:web:{}",
            "a".repeat(LONGEST_ID)
        )));
    }
}
