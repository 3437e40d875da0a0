//! Runs of files of members and certifications, in words.

use super::{super::errors::sentence, desk::Desk};
use crate::{
    pages::views::imports::{Count, PreviewRow, RowChange, RowError, RunState},
    text::Text,
};
use contracts::{
    common::v1::RowError as Refused,
    membership_sync::v1::{Change, Run},
};

/// The state of a run.
pub(super) fn state(run: &Run) -> RunState {
    match run.state.as_str() {
        "previewed" => RunState::Previewed,
        "held" => RunState::Held,
        "applying" | "awarding" => RunState::Applying,
        "finished" => RunState::Applied,
        "failed" => RunState::Stopped,
        _ => RunState::Reading,
    }
}

/// A file's name, or that it has none.
pub(super) fn file_name(text: Text, name: &str) -> String {
    if name.is_empty() {
        text.get("import-nameless")
    } else {
        name.to_owned()
    }
}

/// Numbers that are not nothing, under their words.
fn counted(text: Text, counts: &[(&str, u64)]) -> Vec<Count> {
    counts
        .iter()
        .filter(|(_, value)| *value > 0)
        .map(|(key, value)| Count {
            label: text.get(key),
            value: *value,
        })
        .collect()
}

/// Numbers as a sentence's half.
pub(super) fn said(text: Text, counts: Vec<Count>) -> String {
    counts
        .into_iter()
        .map(|count| {
            let number = text.with("number", &[("value", &count.value)]);
            format!("{number} {}", count.label)
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a run would change.
pub(super) fn would(text: Text, run: &Run) -> Vec<Count> {
    counted(
        text,
        &[
            ("count-added", run.added),
            ("count-changed", run.changed),
            ("count-removed", run.removed),
            ("count-lapsing", run.lapsing),
            ("count-unchanged", run.unchanged),
            ("count-refused", run.refused),
        ],
    )
}

/// What a run has done.
pub(super) fn did(text: Text, run: &Run) -> Vec<Count> {
    counted(
        text,
        &[
            ("count-awarded", run.awarded),
            ("count-suspended", run.suspended),
            ("count-reinstated", run.reinstated),
            ("count-added", run.added),
            ("count-changed", run.changed),
            ("count-removed", run.removed),
            ("count-refused", run.refused),
        ],
    )
}

/// What a run would change, as a sentence's half.
pub(super) fn in_short(text: Text, run: &Run) -> String {
    let words = said(text, would(text, run));
    if words.is_empty() {
        text.get("import-no-change")
    } else {
        words
    }
}

/// What a run has done, in short.
pub(super) fn outcome(text: Text, run: &Run) -> String {
    match run.state.as_str() {
        "held" | "failed" => run.reason.clone(),
        "previewed" => in_short(text, run),
        "finished" => {
            let words = said(text, did(text, run));
            if words.is_empty() {
                text.get("import-nothing-changed")
            } else {
                words
            }
        }
        _ => String::new(),
    }
}

/// How the file was read, as a sentence.
pub(super) fn read_as(text: Text, notes: &[String], rows: u64) -> String {
    let rows = text.with("import-rows", &[("count", &rows)]);
    let understood = notes.iter().find_map(|note| {
        note.strip_prefix("read as ")?
            .split_once(", cells between ")
    });
    let Some((encoding, between)) = understood else {
        return sentence(&rows);
    };
    let separator = text.get(match between {
        "commas" => "separator-comma",
        "semicolons" => "separator-semicolon",
        "tabs" => "separator-tab",
        _ => "separator-other",
    });
    text.with(
        "import-read-as",
        &[
            ("encoding", &encoding),
            ("separator", &separator),
            ("rows", &rows),
        ],
    )
}

/// What of somebody new has a column of its own.
const SHOWN_ANYWAY: [&str; 4] = ["member_number", "given_name", "family_name", "display_name"];

/// One row of the change set.
pub(super) fn row(change: Change) -> PreviewRow {
    let fields: Vec<String> = change
        .fields
        .into_iter()
        .filter(|field| !SHOWN_ANYWAY.contains(&field.field.as_str()) || !field.before.is_empty())
        .map(
            |field| match (field.before.is_empty(), field.after.is_empty()) {
                (true, _) => format!("{}: {}", field.field, field.after),
                (false, true) => format!("{}: {} → –", field.field, field.before),
                (false, false) => format!("{}: {} → {}", field.field, field.before, field.after),
            },
        )
        .collect();
    PreviewRow {
        line: change.row,
        change: match change.kind.as_str() {
            "added" => RowChange::New,
            "removed" => RowChange::Lapsed,
            _ => RowChange::Changed,
        },
        cells: vec![change.key, change.name, fields.join("; ")],
        effect: change.effect,
    }
}

/// Rows that cannot be taken.
pub(super) fn errors(errors: Vec<Refused>) -> Vec<RowError> {
    errors
        .into_iter()
        .map(|error| RowError {
            line: error.row,
            column: error.column,
            value: error.value,
            reason: super::super::errors::sentence(&error.reason),
        })
        .collect()
}

/// How far a run is: members done, and members in all.
pub(super) fn progress(run: &Run) -> (u64, u64) {
    (run.evaluated, run.evaluated + run.to_evaluate)
}

/// A run in the list of files.
pub(super) fn listed(desk: &Desk, run: &Run) -> crate::pages::views::imports::RunRow {
    let text = desk.visit.text;
    crate::pages::views::imports::RunRow {
        id: run.id.clone(),
        file: file_name(text, &run.file_name),
        kind: super::words::file_kind(text, &run.kind),
        at: desk.moment(run.created_at.as_ref()),
        state: state(run),
        outcome: outcome(text, run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::membership_sync::v1::FieldChange;

    #[test]
    fn a_change_says_what_was_and_what_comes() {
        let field = |field: &str, before: &str, after: &str| FieldChange {
            field: field.into(),
            before: before.into(),
            after: after.into(),
        };
        let row = row(Change {
            row: 7,
            kind: "changed".into(),
            key: "PG-1".into(),
            name: "Zara".into(),
            fields: vec![
                field("status", "active", "lapsed"),
                field("country", "", "GB"),
                field("employer", "ACME", ""),
            ],
            effect: "suspends 1 badge".into(),
        });
        assert_eq!(row.change, RowChange::Changed);
        assert_eq!(
            row.cells,
            [
                "PG-1",
                "Zara",
                "status: active → lapsed; country: GB; employer: ACME → –"
            ]
        );
    }

    #[test]
    fn only_numbers_that_are_something_are_told() {
        let run = Run {
            state: "finished".into(),
            awarded: 1512,
            refused: 3,
            ..Default::default()
        };
        assert_eq!(
            outcome(Text::default(), &run),
            "1,512 badges awarded, 3 left out"
        );
        let run = Run {
            state: "finished".into(),
            ..Default::default()
        };
        assert_eq!(outcome(Text::default(), &run), "Nothing changed.");
    }
}
