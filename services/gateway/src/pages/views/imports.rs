//! Bringing in files: upload, the preview as the table it will become, and the progress of applying it.

use askama::Template;
use jiff::civil::date;

use super::console::sample_console;
use crate::pages::form::{self, FormError};
use crate::pages::parts::{Moment, Pager};
use crate::pages::shell::Tone;
use crate::pages::{Choice, Field, Sample, Shell, filters};
use crate::text::Text;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// Being read.
    Reading,
    /// Waits for a decision.
    Previewed,
    /// Being applied.
    Applying,
    /// Done.
    Applied,
    /// Waits for a confirmation: much would change at once.
    Held,
    /// Stopped: too much would change at once, or the file was empty.
    Stopped,
    /// Given up before its end; it can go on.
    Partial,
}

impl RunState {
    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            RunState::Reading => "run-reading",
            RunState::Previewed => "run-previewed",
            RunState::Applying => "run-applying",
            RunState::Applied => "run-applied",
            RunState::Held => "run-held",
            RunState::Stopped => "run-stopped",
            RunState::Partial => "run-partial",
        }
    }
}

/// An earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Its id.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// What it held, in words: "Members", "Certifications", "Awards".
    pub kind: String,
    /// When it was uploaded.
    pub at: Moment,
    /// Where it stands.
    pub state: RunState,
    /// What came of it, in a few words.
    pub outcome: String,
}

/// `/console/imports`: upload a file, and earlier runs.
#[derive(Template)]
#[template(path = "console/imports.html")]
pub struct ImportsPage {
    /// The frame.
    pub shell: Shell,
    /// `kind`: `members`, `certifications` or `awards`.
    pub kind: Field,
    /// `file`.
    pub file: Field,
    /// `complete`: members that the file does not name lapse.
    pub complete: Field,
    /// `notify`: awards that follow are mailed.
    pub notify: Field,
    /// `achievement`: for rows of a file of awards that name none.
    pub achievement: Field,
    /// Earlier runs, newest first.
    pub runs: Vec<RunRow>,
    /// Files of awards, newest first.
    pub batches: Vec<RunRow>,
    /// The other pages of files of awards.
    pub pager: Pager,
}

impl ImportsPage {
    /// An empty form over the achievements that can be awarded.
    pub fn new(shell: Shell, achievements: Vec<Choice>, text: Text) -> ImportsPage {
        let choice = |value: &str, key: &str, hint: &str| Choice {
            value: value.into(),
            label: text.get(key),
            hint: text.get(hint),
        };
        ImportsPage {
            shell,
            kind: Field::radio(
                "kind",
                "field-import-kind",
                vec![
                    choice("members", "import-members", "import-members-hint"),
                    choice(
                        "certifications",
                        "import-certifications",
                        "import-certifications-hint",
                    ),
                    choice("awards", "import-awards", "import-awards-hint"),
                ],
            )
            .value("certifications"),
            file: Field::file("file", "field-import-file", ".csv,.tsv,.txt,text/csv")
                .hint("field-import-file-hint"),
            complete: Field::check("complete", "field-import-complete")
                .hint("field-import-complete-hint"),
            notify: Field::check("notify", "field-import-notify").value("on"),
            achievement: Field::select(
                "achievement",
                "field-import-achievement",
                std::iter::once(Choice::new("", text.get("field-import-achievement-none")))
                    .chain(achievements)
                    .collect(),
            )
            .hint("field-import-achievement-hint")
            .optional(),
            runs: Vec::new(),
            batches: Vec::new(),
            pager: Pager::default(),
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 5] {
        [
            &mut self.kind,
            &mut self.file,
            &mut self.achievement,
            &mut self.complete,
            &mut self.notify,
        ]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.kind, &self.file, &self.achievement])
    }
}

impl Sample for ImportsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || {
            ImportsPage::new(
                sample_console("/console/imports"),
                vec![Choice::new("fnd", "Bid & Proposal Foundation")],
                Text::default(),
            )
        };
        let run = |id: &str, file: &str, kind: &str, state, outcome: &str| RunRow {
            id: id.into(),
            file: file.into(),
            kind: kind.into(),
            at: Moment::utc(date(2026, 6, 2).at(13, 38, 0, 0)),
            state,
            outcome: outcome.into(),
        };
        let mut full = build();
        full.runs = vec![
            run(
                "r3",
                "certifications-june.csv",
                "Certifications",
                RunState::Applied,
                "84 badges awarded, 2 rows need a look",
            ),
            run(
                "r2",
                "members-june.csv",
                "Members",
                RunState::Previewed,
                "12 new, 31 changed",
            ),
            run(
                "r1",
                "members-empty.csv",
                "Members",
                RunState::Stopped,
                "The file has no rows. Nothing was changed.",
            ),
        ];
        full.batches = vec![
            run(
                "bat_2",
                "honorary-fellows.csv",
                "Badges to award",
                RunState::Partial,
                "The work was given up after 40 rows.",
            ),
            run(
                "bat_1",
                "volunteers.csv",
                "Badges to award",
                RunState::Previewed,
                "12 badges to award",
            ),
        ];
        full.pager.next = Some("/console/imports?cursor=2".into());
        let mut refused = build();
        refused.file = refused
            .file
            .error("“photo.png” is a picture. Choose a CSV file.");
        vec![("full", full), ("refused", refused), ("first", build())]
    }
}

/// What will happen to one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChange {
    /// Comes new.
    New,
    /// Changes.
    Changed,
    /// Lapses: badges that depend on it are suspended.
    Lapsed,
    /// Comes back: badges are reinstated.
    Restored,
    /// Stays as it is.
    Same,
    /// Is left out, for the reason told.
    Skipped,
}

impl RowChange {
    /// The style.
    pub fn class(self) -> &'static str {
        match self {
            RowChange::New => "new",
            RowChange::Changed => "changed",
            RowChange::Lapsed => "lapsed",
            RowChange::Restored => "restored",
            RowChange::Same => "same",
            RowChange::Skipped => "skipped",
        }
    }

    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            RowChange::New => "row-new",
            RowChange::Changed => "row-changed",
            RowChange::Lapsed => "row-lapsed",
            RowChange::Restored => "row-restored",
            RowChange::Same => "row-same",
            RowChange::Skipped => "row-skipped",
        }
    }
}

/// One row of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its line in the file.
    pub line: u64,
    /// What will happen.
    pub change: RowChange,
    /// The cells under the headers.
    pub cells: Vec<String>,
    /// Which badge follows, or why none does, in words; may be empty.
    pub effect: String,
}

/// One thing wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Its line in the file.
    pub line: u64,
    /// The column; empty when the whole row is meant.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it cannot be taken, and what would be right.
    pub reason: String,
}

/// A number of the change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted, in words.
    pub label: String,
    /// How many.
    pub value: u64,
}

/// `/console/imports/{run}`: what the file would change.
#[derive(Template)]
#[template(path = "console/import_preview.html")]
pub struct ImportPreviewPage {
    /// The frame.
    pub shell: Shell,
    /// The id of the run.
    pub run: String,
    /// The file's name.
    pub file: String,
    /// How the file was read: "UTF-8, comma, 1,697 rows".
    pub read_as: String,
    /// The change set in numbers.
    pub counts: Vec<Count>,
    /// The columns of the table.
    pub headers: Vec<String>,
    /// The first rows of the table; rows that change nothing are left out.
    pub rows: Vec<PreviewRow>,
    /// How many rows are not shown.
    pub more_rows: u64,
    /// Rows that cannot be taken, the first of them.
    pub errors: Vec<RowError>,
    /// How many rows cannot be taken.
    pub error_count: u64,
    /// Why nothing may be applied (empty file, brake); empty when it may.
    pub blocked: String,
    /// Whether applying it changes anything at all.
    pub changes: bool,
    /// Why it waits for a confirmation; empty when it does not.
    pub held: String,
    /// Whether it is a file of awards.
    pub awards: bool,
    /// Until when the file is kept to be applied, in words; empty where nothing is said of it.
    pub kept: String,
    /// `confirm`: with `held`.
    pub confirm: Field,
    /// Whether the file is still being read; the page then looks again by itself.
    pub reading: bool,
}

impl ImportPreviewPage {
    /// A preview of which only id and file are known.
    pub fn new(shell: Shell, run: impl Into<String>, file: impl Into<String>) -> ImportPreviewPage {
        ImportPreviewPage {
            shell,
            run: run.into(),
            file: file.into(),
            read_as: String::new(),
            counts: Vec::new(),
            headers: Vec::new(),
            rows: Vec::new(),
            more_rows: 0,
            errors: Vec::new(),
            error_count: 0,
            blocked: String::new(),
            changes: false,
            held: String::new(),
            awards: false,
            kept: String::new(),
            confirm: Field::check("confirm", "field-import-confirm"),
            reading: false,
        }
    }

    /// What is wrong with it.
    pub fn form_errors(&self) -> Vec<FormError> {
        form::errors([&self.confirm])
    }
}

impl Sample for ImportPreviewPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |line, change, cells: [&str; 4], effect: &str| PreviewRow {
            line,
            change,
            cells: cells.map(str::to_owned).to_vec(),
            effect: effect.into(),
        };
        let error = |line, column: &str, value: &str, reason: &str| RowError {
            line,
            column: column.into(),
            value: value.into(),
            reason: reason.into(),
        };
        let count = |label: &str, value| Count {
            label: label.into(),
            value,
        };
        let full = ImportPreviewPage {
            read_as: "UTF-8, comma, 1,697 rows".into(),
            counts: vec![
                count("badges to award", 1512),
                count("already awarded", 41),
                count("not a current member", 141),
                count("rows need a look", 3),
            ],
            headers: ["Candidate", "Name", "Certification", "Passed on"]
                .map(str::to_owned)
                .to_vec(),
            rows: vec![
                row(
                    2,
                    RowChange::New,
                    [
                        "PG-000412",
                        "Océane Saint-Exupère",
                        "Practitioner",
                        "14 September 2025",
                    ],
                    "Awards Bid & Proposal Practitioner",
                ),
                row(
                    3,
                    RowChange::New,
                    ["PG-000933", "يوسف الخطيب", "Professional", "2 May 2026"],
                    "Awards Bid & Proposal Professional",
                ),
                row(
                    4,
                    RowChange::Skipped,
                    [
                        "PG-000077",
                        "Γιώργος Παπαδόπουλος",
                        "Foundation",
                        "9 March 2024",
                    ],
                    "Membership ended on 31 December 2025",
                ),
                row(
                    5,
                    RowChange::New,
                    ["PG-001101", "齋藤蓮", "Foundation", "28 April 2026"],
                    "Awards Bid & Proposal Foundation",
                ),
            ],
            more_rows: 1508,
            errors: vec![
                error(
                    214,
                    "email",
                    "zara(at)example.net",
                    "This is not an e-mail address. It needs an @.",
                ),
                error(
                    900,
                    "passed_on",
                    "31/02/2026",
                    "February has 28 days in 2026. Write dates as 2026-02-28.",
                ),
                error(
                    1411,
                    "certification",
                    "Practioner",
                    "No certification has this name. Did you mean “Practitioner”?",
                ),
            ],
            error_count: 3,
            changes: true,
            ..ImportPreviewPage::new(
                sample_console("/console/imports/r4"),
                "r4",
                "certifications-june.csv",
            )
        };
        let empty = ImportPreviewPage {
            read_as: "UTF-8, comma, no rows".into(),
            blocked: "The file has a header and no rows. Taken at its word it would end 1,200 memberships, so nothing is changed. Was the export filtered?".into(),
            ..ImportPreviewPage::new(
                sample_console("/console/imports/r1"),
                "r1",
                "members-empty.csv",
            )
        };
        let held = ImportPreviewPage {
            read_as: "UTF-8, comma, 300 rows".into(),
            counts: vec![count("members lapse", 240)],
            held: "240 of 300 members would lapse at once.".into(),
            changes: true,
            ..ImportPreviewPage::new(
                sample_console("/console/imports/r2"),
                "r2",
                "members-half.csv",
            )
        };
        let awards = ImportPreviewPage {
            read_as: "3 rows".into(),
            counts: vec![count("badges to award", 3)],
            awards: true,
            kept: "The file is kept until 30 June 2026.".into(),
            changes: true,
            ..ImportPreviewPage::new(
                sample_console("/console/imports/bat_1"),
                "bat_1",
                "awards.csv",
            )
        };
        let mut reading = ImportPreviewPage::new(
            sample_console("/console/imports/r5"),
            "r5",
            "members-large.csv",
        );
        reading.reading = true;
        vec![
            ("certifications", full),
            ("empty-file", empty),
            ("held", held),
            ("awards", awards),
            ("reading", reading),
        ]
    }
}

/// `/console/imports/{run}/progress`: applying it, and what came of it.
#[derive(Template)]
#[template(path = "console/import_progress.html")]
pub struct ImportProgressPage {
    /// The frame.
    pub shell: Shell,
    /// The id of the run.
    pub run: String,
    /// The file's name.
    pub file: String,
    /// Rows done.
    pub done: u64,
    /// Rows in all.
    pub total: u64,
    /// Whether it has ended.
    pub finished: bool,
    /// Why it failed as a whole; empty when it did not.
    pub failure: String,
    /// Whether it was given up before its end and can go on.
    pub resumes: bool,
    /// What came of it in numbers, once it has ended.
    pub counts: Vec<Count>,
    /// Rows that were not taken, the first of them.
    pub errors: Vec<RowError>,
    /// How many rows were not taken.
    pub error_count: u64,
}

impl Sample for ImportProgressPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let preview = ImportPreviewPage::sample();
        let build = |done, finished| ImportProgressPage {
            shell: sample_console("/console/imports/r4/progress"),
            run: "r4".into(),
            file: "certifications-june.csv".into(),
            done,
            total: 1697,
            finished,
            failure: String::new(),
            resumes: false,
            counts: if finished {
                vec![
                    Count {
                        label: "badges awarded".into(),
                        value: 1512,
                    },
                    Count {
                        label: "already awarded".into(),
                        value: 41,
                    },
                ]
            } else {
                vec![]
            },
            errors: if finished {
                preview.errors.clone()
            } else {
                vec![]
            },
            error_count: if finished { 3 } else { 0 },
        };
        let mut finished = build(1697, true);
        finished.shell = finished.shell.notice(Tone::Good, "The import is done.");
        let mut failed = build(0, true);
        failed.failure = "The file cannot be read as UTF-8 or Windows-1252.".into();
        let mut given_up = build(412, true);
        given_up.run = "bat_2".into();
        given_up.file = "honorary-fellows.csv".into();
        given_up.failure = "The database could not be reached.".into();
        given_up.resumes = true;
        vec![
            ("running", build(412, false)),
            ("finished", finished),
            ("failed", failed),
            ("given-up", given_up),
        ]
    }
}
