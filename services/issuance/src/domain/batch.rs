//! Files of awards.

use super::{
    award::Written,
    policy::{UnknownWord, of_word},
};
use crate::Error;
use platform::{
    FieldProblem,
    clock::Timestamp,
    csv::{Column, Columns, Dialect, LONGEST_RECORD, Mark, Row, Rows},
    ids::{AchievementId, BatchId, IssuerId},
};
use serde::{Deserialize, Serialize};
use std::{str::FromStr, time::Duration};

/// The columns of a file of awards (`product.md`), and what else they are called.
pub const COLUMNS: [Column; 11] = [
    Column::optional("achievement", &["achievement_id", "badge", "badge_id"]),
    Column::required(
        "email",
        &["e_mail", "email_address", "mail", "recipient_email"],
    ),
    Column::optional("name", &["full_name", "display_name", "recipient_name"]),
    Column::optional(
        "member_number",
        &[
            "member_no",
            "membership_number",
            "member_id",
            "candidate_number",
        ],
    ),
    Column::optional(
        "awarded_at",
        &["awarded_on", "issued_on", "issue_date", "date"],
    ),
    Column::optional(
        "valid_until",
        &["expires", "expires_on", "expiry_date", "valid_to"],
    ),
    Column::optional("reference", &["certificate_number", "external_id"]),
    Column::optional("locale", &["language"]),
    Column::optional("narrative", &[]),
    Column::optional("evidence_url", &["evidence"]),
    Column::optional("evidence_name", &[]),
];

/// How the rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header row.
    Csv,
    /// One JSON object a line.
    NdJson,
}

impl Format {
    const ALL: [(Self, &'static str); 2] = [
        (Self::Csv, "text/csv"),
        (Self::NdJson, "application/x-ndjson"),
    ];
    /// Its media type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::NdJson => "application/x-ndjson",
        }
    }
}
impl FromStr for Format {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(
            &Self::ALL,
            text.split(';').next().unwrap_or_default().trim(),
        )
    }
}

/// Where the work on a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Its bytes are coming.
    Receiving,
    /// Stored; nothing was read yet.
    Received,
    /// Rows are being awarded.
    Running,
    /// Every row was dealt with.
    Finished,
    /// It cannot be read at all.
    Failed,
    /// The work was given up before every row was dealt with; it can be resumed.
    Partial,
}

impl Progress {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Receiving, "receiving"),
        (Self::Received, "received"),
        (Self::Running, "running"),
        (Self::Finished, "finished"),
        (Self::Failed, "failed"),
        (Self::Partial, "partial"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Received => "received",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Partial => "partial",
        }
    }
}
impl FromStr for Progress {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// What is known of a file once it was looked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// How it is written; none for NDJSON.
    pub dialect: Option<Dialect>,
    /// The header row; the column names for NDJSON.
    pub header: Vec<String>,
    /// Where the first row begins.
    pub first: Mark,
}

/// A file of awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Whose.
    pub issuer: IssuerId,
    /// Where the work stands.
    pub progress: Progress,
    /// Whether it only asks what would happen.
    pub dry_run: bool,
    /// The name it came under.
    pub file_name: String,
    /// How it is written.
    pub format: Format,
    /// Whether the earners are told.
    pub notify: bool,
    /// The achievement of rows that name none.
    pub achievement: Option<AchievementId>,
    /// Its bytes.
    pub size: u64,
    /// What was found when it was looked through.
    pub shape: Option<Shape>,
    /// The next row.
    pub position: Mark,
    /// Its rows; 0 until it was looked through.
    pub rows: u64,
    /// Rows dealt with.
    pub done: u64,
    /// Rows that were awarded, or would be.
    pub awarded: u64,
    /// Rows that had been awarded before.
    pub repeated: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// When it came.
    pub created_at: Timestamp,
    /// When the work ended.
    pub finished_at: Option<Timestamp>,
    /// Why it failed as a whole, or was given up.
    pub failure: String,
    /// Whether it began as a dry run.
    pub applied: bool,
}

/// Why a file's work cannot be begun or gone on with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It awards already.
    #[error("this file was not sent as a dry run: its rows are awarded already")]
    NotADryRun,
    /// The dry run has not ended.
    #[error(
        "the dry run of this file has not ended: wait until its state is `finished`, then apply it"
    )]
    NotYet,
    /// Nothing can be read in it.
    #[error(
        "this file cannot be read ({0}), so there is nothing to apply; mend it and send it again"
    )]
    Unreadable(String),
    /// It was thrown away.
    #[error("the file of this dry run was kept for {KEPT_DAYS} days and is gone; send it again")]
    Gone,
    /// The work goes on, or has ended.
    #[error("only work that was given up can be resumed; this file is `{0}`")]
    NotGivenUp(&'static str),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::NotADryRun => "not_a_dry_run",
            Refusal::NotYet => "dry_run_not_finished",
            Refusal::Unreadable(_) => "file_unreadable",
            Refusal::Gone => "file_gone",
            Refusal::NotGivenUp(_) => "nothing_to_resume",
        };
        Self::Conflict {
            code,
            message: refusal.to_string(),
        }
    }
}

/// For how many days the file of a dry run is kept, to be applied.
const KEPT_DAYS: u64 = 7;
const KEPT: Duration = Duration::from_secs(KEPT_DAYS * 24 * 3600);

impl Batch {
    /// Until when a dry run can be applied; none where there is nothing to apply.
    pub fn applicable_until(&self) -> Option<Timestamp> {
        let ended = self.finished_at.filter(|_| self.dry_run)?;
        (self.progress == Progress::Finished).then(|| ended.plus(KEPT))
    }

    /// The same file, to be awarded from its first row on.
    ///
    /// # Errors
    /// [`Refusal`], also where its time is over.
    pub fn apply(self, now: Timestamp) -> Result<Self, Refusal> {
        if !self.dry_run {
            return Err(Refusal::NotADryRun);
        }
        let first = match (self.progress, &self.shape) {
            (Progress::Finished, Some(shape)) => shape.first,
            (Progress::Failed, _) => return Err(Refusal::Unreadable(self.failure)),
            _ => return Err(Refusal::NotYet),
        };
        if self.applicable_until().is_none_or(|until| until < now) {
            return Err(Refusal::Gone);
        }
        Ok(Self {
            dry_run: false,
            applied: true,
            progress: Progress::Running,
            position: first,
            done: 0,
            awarded: 0,
            repeated: 0,
            refused: 0,
            finished_at: None,
            ..self
        })
    }

    /// Nobody tries any longer, for this reason.
    #[must_use]
    pub fn give_up(self, reason: String, now: Timestamp) -> Self {
        Self {
            progress: Progress::Partial,
            failure: reason,
            finished_at: Some(now),
            ..self
        }
    }

    /// Goes on where it stopped.
    ///
    /// # Errors
    /// [`Refusal::NotGivenUp`].
    pub fn resume(self) -> Result<Self, Refusal> {
        if self.progress != Progress::Partial {
            return Err(Refusal::NotGivenUp(self.progress.as_str()));
        }
        let progress = if self.shape.is_some() {
            Progress::Running
        } else {
            Progress::Received
        };
        Ok(Self {
            progress,
            failure: String::new(),
            finished_at: None,
            ..self
        })
    }
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Its number; the header is row 1.
    pub row: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with them.
    pub problems: Vec<CellProblem>,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    /// The column, as the file calls it; empty when the whole row is meant.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl RefusedRow {
    /// All that is wrong, in one line.
    pub fn reason(&self) -> String {
        let told = |p: &CellProblem| {
            if p.column.is_empty() {
                p.reason.clone()
            } else {
                format!("{}: {}", p.column, p.reason)
            }
        };
        self.problems
            .iter()
            .map(told)
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl CellProblem {
    /// Names the column as the file does.
    pub fn of(problem: &FieldProblem, columns: &Columns, header: &[String]) -> Self {
        Self {
            column: columns.header_of(header, &problem.field).to_owned(),
            value: problem.value.clone(),
            reason: problem.problem.clone(),
        }
    }
    /// About the whole row.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self {
            column: String::new(),
            value: String::new(),
            reason: reason.into(),
        }
    }
}

/// The award a row asks for, and the achievement it names.
pub fn written(columns: &Columns, cells: &[String]) -> (Written, String) {
    let cell = |column: &str| columns.cell(cells, column).to_owned();
    let award = Written {
        email: cell("email"),
        name: cell("name"),
        member_number: cell("member_number"),
        awarded_at: cell("awarded_at"),
        valid_until: cell("valid_until"),
        evidence: vec![(cell("evidence_url"), cell("evidence_name"), String::new())],
        narrative: cell("narrative"),
        locale: cell("locale"),
        reference: cell("reference"),
    };
    (award, cell("achievement"))
}

/// A row as it was cut out of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// Its number; the header is row 1.
    pub number: u64,
    /// Its cells, or as much of them as could be read and what is wrong.
    pub cells: Result<Vec<String>, (Vec<String>, CellProblem)>,
    /// Where the next row begins.
    pub next: Mark,
}

/// Up to `most` rows that lie wholly in a window of a file.
pub fn rows_of(
    shape: &Shape,
    window: &[u8],
    mark: Mark,
    is_last: bool,
    most: usize,
) -> Vec<RawRow> {
    match &shape.dialect {
        Some(dialect) => Rows::window(dialect, shape.header.len(), window, mark, is_last)
            .take(most)
            .map(RawRow::of_csv)
            .collect(),
        None => lines_of(window, mark, is_last, most),
    }
}

impl RawRow {
    fn of_csv(row: Row) -> Self {
        let cells = row.cells.map_err(|problem| {
            (
                problem.cells().to_vec(),
                CellProblem::whole(problem.to_string()),
            )
        });
        Self {
            number: row.number,
            cells,
            next: row.next,
        }
    }
}

/// The lines of NDJSON. One that does not end within a window is cut and refused.
fn lines_of(window: &[u8], mut mark: Mark, is_last: bool, most: usize) -> Vec<RawRow> {
    let mut rows = Vec::new();
    let mut rest = window;
    while !rest.is_empty() && rows.len() < most {
        let (line, length) = match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => (&rest[..end], end + 1),
            None if is_last || rest.len() > LONGEST_RECORD => (rest, rest.len()),
            None => break,
        };
        let number = mark.row;
        mark = Mark {
            byte: mark.byte + length as u64,
            row: mark.row + 1,
        };
        rest = &rest[length..];
        let line = line
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(line)
            .trim_ascii();
        if !line.is_empty() {
            let cells = ndjson_cells(line).map_err(|problem| {
                let shown: String = String::from_utf8_lossy(line).chars().take(1000).collect();
                (vec![shown], problem)
            });
            rows.push(RawRow {
                number,
                cells,
                next: mark,
            });
        } else if let Some(last) = rows.last_mut() {
            last.next = mark;
        }
    }
    rows
}

/// The names of the columns, for files without a header row.
pub fn own_header() -> Vec<String> {
    COLUMNS
        .iter()
        .map(|column| column.name.to_owned())
        .collect()
}

/// The cells of a line of NDJSON, in the order of [`own_header`].
///
/// # Errors
/// A line that is no JSON object, or has members that are not known or hold no text.
pub fn ndjson_cells(line: &[u8]) -> Result<Vec<String>, CellProblem> {
    let members: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(line)
        .map_err(|_| {
            CellProblem::whole("the line is not one JSON object; write one object a line")
        })?;
    let header = own_header();
    let mut cells = vec![String::new(); header.len()];
    for (name, value) in &members {
        let place = header
            .iter()
            .position(|h| h == name)
            .ok_or_else(|| CellProblem {
                column: name.clone(),
                value: String::new(),
                reason: format!("there is no such member; known are {}", header.join(", ")),
            })?;
        cells[place] = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            serde_json::Value::Number(number) => number.to_string(),
            other => {
                return Err(CellProblem {
                    column: name.clone(),
                    value: other.to_string().chars().take(120).collect(),
                    reason: "it must be a text".into(),
                });
            }
        };
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_under_the_names_people_give_their_columns() {
        let header: Vec<String> = ["E-Mail", "Full name", "Certificate number", "Issued on"]
            .map(str::to_owned)
            .into();
        let columns = Columns::map(&header, &COLUMNS).unwrap();
        let cells = ["ana@example.org", " Ana ", "PR1", "2026-01-01"].map(str::to_owned);
        let (award, achievement) = written(&columns, &cells);
        assert_eq!(
            (
                award.email.as_str(),
                award.name.as_str(),
                award.reference.as_str(),
                award.awarded_at.as_str()
            ),
            ("ana@example.org", "Ana", "PR1", "2026-01-01")
        );
        assert_eq!(achievement, "");
        let problem = CellProblem::of(
            &FieldProblem::new("email", "x", "no address"),
            &columns,
            &header,
        );
        assert_eq!(problem.column, "E-Mail");
    }

    #[test]
    fn a_line_of_ndjson_is_a_row() {
        let cells =
            ndjson_cells(br#"{"email":"ana@example.org","name":null,"reference":17}"#).unwrap();
        let columns = Columns::map(&own_header(), &COLUMNS).unwrap();
        assert_eq!(
            (
                columns.cell(&cells, "email"),
                columns.cell(&cells, "name"),
                columns.cell(&cells, "reference")
            ),
            ("ana@example.org", "", "17")
        );
        for bad in [&b"[]"[..], b"{", br#"{"shoe":"38"}"#, br#"{"email":["a"]}"#] {
            assert!(ndjson_cells(bad).is_err());
        }
    }

    #[test]
    fn lines_are_cut_out_of_a_window() {
        let shape = Shape {
            dialect: None,
            header: own_header(),
            first: Mark { byte: 0, row: 1 },
        };
        let file = b"{\"email\":\"a@b.c\"}\n\nnonsense\n{\"email\":";
        let rows = rows_of(&shape, file, shape.first, false, 10);
        assert_eq!(
            rows.iter()
                .map(|row| (row.number, row.cells.is_ok()))
                .collect::<Vec<_>>(),
            [(1, true), (3, false)]
        );
        let last = rows.last().unwrap().next;
        let tail = rows_of(
            &shape,
            &file[usize::try_from(last.byte).unwrap()..],
            last,
            true,
            10,
        );
        assert_eq!(
            (tail.len(), tail[0].number, tail[0].cells.is_err()),
            (1, 4, true)
        );
    }

    #[test]
    fn a_media_type_may_carry_its_charset() {
        assert_eq!("text/csv; charset=utf-8".parse(), Ok(Format::Csv));
        assert!("application/json".parse::<Format>().is_err());
    }
}
