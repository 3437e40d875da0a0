//! Imported lists of issuers, and many badges checked at once.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::sample_console;
use super::settings::sample_operator;
use crate::pages::form::{self, FormError};
use crate::pages::parts::{Moment, Pager};
use crate::pages::{Field, Sample, Shell, filters};

/// A list that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its id.
    pub id: String,
    /// How reports call it.
    pub name: String,
    /// Where it is from: an address or a file's name.
    pub source: String,
    /// Whether it is fetched again by itself.
    pub fetched: bool,
    /// How many issuers it names.
    pub issuers: u64,
    /// When what it says was last confirmed.
    pub confirmed: Date,
    /// Why it cannot be fetched any more; empty if it can.
    pub problem: String,
}

/// An issuer on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// A DID or an address.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
    /// Where it is; may be empty.
    pub location: String,
}

/// `/operator/issuer-lists`: lists of issuers by others, which this installation believes.
#[derive(Template)]
#[template(path = "console/issuer_lists.html")]
pub struct IssuerListsPage {
    /// The frame.
    pub shell: Shell,
    /// All of them.
    pub rows: Vec<ListRow>,
    /// `name`.
    pub name: Field,
    /// `url`: where it is fetched from.
    pub url: Field,
    /// `file`: the list itself.
    pub file: Field,
}

impl IssuerListsPage {
    /// The lists with an empty form.
    pub fn new(shell: Shell) -> IssuerListsPage {
        IssuerListsPage {
            shell,
            rows: Vec::new(),
            name: Field::line("name", "field-list-name")
                .hint("field-list-name-hint")
                .autocomplete("off"),
            url: Field::url("url", "field-list-url")
                .hint("field-list-url-hint")
                .optional(),
            file: Field::file(
                "file",
                "field-list-file",
                ".json,.csv,application/json,text/csv",
            )
            .hint("field-list-file-hint")
            .optional(),
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 3] {
        [&mut self.name, &mut self.url, &mut self.file]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.name, &self.url, &self.file])
    }
}

impl Sample for IssuerListsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || IssuerListsPage::new(sample_operator("/operator/issuer-lists"));
        let mut full = build();
        full.rows = vec![
            ListRow {
                id: "lst_1".into(),
                name: "DCC registry".into(),
                source: "https://registry.example.org/registry.json".into(),
                fetched: true,
                issuers: 214,
                confirmed: date(2026, 6, 2),
                problem: String::new(),
            },
            ListRow {
                id: "lst_2".into(),
                name: "Partner associations".into(),
                source: "partners.csv".into(),
                fetched: false,
                issuers: 12,
                confirmed: date(2026, 1, 9),
                problem: "registry.example.net does not answer.".into(),
            },
        ];
        let mut wrong = build();
        wrong.name.error = "A list of this name is there already.".into();
        vec![("two", full), ("empty", build()), ("wrong", wrong)]
    }
}

/// `/operator/issuer-lists/{id}`: what one list says.
#[derive(Template)]
#[template(path = "console/issuer_list.html")]
pub struct IssuerListPage {
    /// The frame.
    pub shell: Shell,
    /// The list.
    pub list: ListRow,
    /// Its issuers, a page of them.
    pub entries: Vec<EntryRow>,
    /// The other pages.
    pub pager: Pager,
}

impl Sample for IssuerListPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let lists = IssuerListsPage::sample().rows;
        lists
            .into_iter()
            .zip(["fetched", "uploaded"])
            .map(|(list, name)| {
                let page = IssuerListPage {
                    shell: sample_operator("/operator/issuer-lists/lst_1"),
                    list,
                    entries: vec![EntryRow {
                        id: "did:web:northfield.example".into(),
                        name: "Northfield College".into(),
                        location: "Northfield".into(),
                    }],
                    pager: Pager::default(),
                };
                (name, page)
            })
            .collect()
    }
}

/// Many badges that are or were checked together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// Its id.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// When it was sent.
    pub at: Moment,
    /// Badges in it.
    pub total: u64,
    /// Badges checked.
    pub done: u64,
    /// Why its file could not be read; empty if it could.
    pub failure: String,
}

/// `/console/checks`: check many badges at once.
#[derive(Template)]
#[template(path = "console/checks.html")]
pub struct ChecksPage {
    /// The frame.
    pub shell: Shell,
    /// `file`.
    pub file: Field,
    /// Those of before, newest first.
    pub rows: Vec<CheckRow>,
    /// The other pages.
    pub pager: Pager,
}

impl ChecksPage {
    /// An empty form.
    pub fn new(shell: Shell) -> ChecksPage {
        ChecksPage {
            shell,
            file: Field::file(
                "file",
                "field-checks-file",
                ".zip,.csv,.ndjson,.jsonl,.txt,application/zip,text/csv,text/plain",
            )
            .hint("field-checks-file-hint"),
            rows: Vec::new(),
            pager: Pager::default(),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.file])
    }
}

impl Sample for ChecksPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || ChecksPage::new(sample_console("/console/checks"));
        let row = |id: &str, file: &str, done, failure: &str| CheckRow {
            id: id.into(),
            file: file.into(),
            at: Moment::utc(date(2026, 6, 2).at(13, 38, 0, 0)),
            total: 840,
            done,
            failure: failure.into(),
        };
        let mut full = build();
        full.rows = vec![
            row("vbt_2", "applicants.zip", 412, ""),
            row("vbt_1", "links.csv", 840, ""),
            row("vbt_0", "photo.zip", 0, "The file is no ZIP archive."),
        ];
        let mut wrong = build();
        wrong.file.error = "Choose a file first.".into();
        vec![("some", full), ("empty", build()), ("wrong", wrong)]
    }
}

/// What was found of one badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// From 1.
    pub number: u64,
    /// What its sender calls it.
    pub name: String,
    /// The badge's title; may be empty.
    pub badge: String,
    /// Its issuer; may be empty.
    pub issuer: String,
    /// Message key of the verdict.
    pub verdict: &'static str,
    /// Its style.
    pub class: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// What was found, in one or two sentences.
    pub why: String,
    /// What to do about it; may be empty.
    pub advice: String,
    /// What the verifier says of the step that does not hold, in English; may be empty.
    pub detail: String,
}

/// How many badges have a verdict, and where only they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The verdict in words.
    pub label: String,
    /// How many have it.
    pub value: u64,
    /// Where they are shown alone.
    pub href: String,
    /// Whether this is shown now.
    pub current: bool,
}

/// `/console/checks/{id}`: how far it is, and what was found.
#[derive(Template)]
#[template(path = "console/check.html")]
pub struct CheckPage {
    /// The frame.
    pub shell: Shell,
    /// Its id.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// Badges checked.
    pub done: u64,
    /// Badges in it; 0 while the file is read.
    pub total: u64,
    /// Whether it has ended.
    pub finished: bool,
    /// Why the file could not be read; empty if it could.
    pub failure: String,
    /// Until when the results are kept.
    pub kept: Option<Date>,
    /// How many of each verdict.
    pub counts: Vec<Chosen>,
    /// Results, a page of them.
    pub rows: Vec<CheckedRow>,
    /// The other pages.
    pub pager: Pager,
}

impl Sample for CheckPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |number, name: &str, verdict, class, icon, why: &str| CheckedRow {
            number,
            name: name.into(),
            badge: "Bid & Proposal Practitioner".into(),
            issuer: "Proposal Guild".into(),
            verdict,
            class,
            icon,
            why: why.into(),
            advice: String::new(),
            detail: String::new(),
        };
        let build = |done, finished| CheckPage {
            shell: sample_console("/console/checks/vbt_1"),
            id: "vbt_1".into(),
            file: "applicants.zip".into(),
            done,
            total: 840,
            finished,
            failure: String::new(),
            kept: Some(date(2026, 7, 2)),
            counts: vec![
                Chosen {
                    label: "Valid".into(),
                    value: done.saturating_sub(1),
                    href: "/console/checks/vbt_1?verdict=valid".into(),
                    current: false,
                },
                Chosen {
                    label: "Not valid".into(),
                    value: 1,
                    href: "/console/checks/vbt_1?verdict=invalid".into(),
                    current: finished,
                },
            ],
            rows: vec![
                row(
                    1,
                    "saint-exupere.png",
                    "verdict-valid",
                    "valid",
                    "shield-check",
                    "The badge holds.",
                ),
                row(
                    2,
                    "forged.json",
                    "verdict-invalid",
                    "revoked",
                    "circle-x",
                    "The signature does not fit the content.",
                ),
            ],
            pager: Pager::default(),
        };
        let mut finished = build(840, true);
        if let Some(row) = finished.rows.last_mut() {
            row.advice =
                "Ask the holder for the badge’s link or original file, and check that.".into();
            row.detail = "The signature does not fit the content and the key.".into();
        }
        let mut failed = build(0, true);
        failed.rows.clear();
        failed.counts.clear();
        failed.failure = "The file is no ZIP archive.".into();
        vec![
            ("running", build(412, false)),
            ("finished", finished),
            ("failed", failed),
        ]
    }
}
