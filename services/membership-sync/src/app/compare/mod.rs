//! Rows of a file beside the records: what each would change, or why it cannot be taken.

mod certifications;
mod members;

use super::Membership;
use crate::{
    Error,
    domain::{
        certification::Certification,
        change::ChangeKind,
        evaluation::{self, Done},
        member::{BadValue, Member, MemberNumber},
        row::RowError,
        rule::Rule,
        run::Kind,
        standing::{Membership as Standard, Standing, Today, ended_on},
    },
    store::{
        certification, change,
        member::{self, Stored},
        run::{Counts, Run},
    },
};
use platform::{
    csv::{Columns, Row},
    ids::{CertificationId, MemberId},
};
use uuid::Uuid;

/// What rows of a file amount to.
#[derive(Default)]
pub(super) struct Outcome {
    pub changes: Vec<change::Stored>,
    pub errors: Vec<(u64, Vec<RowError>)>,
    pub counts: Counts,
}

impl Outcome {
    /// A row that cannot be taken; its cells go with its first error, for the fix file.
    fn refuse(&mut self, row: u64, cells: &[String], mut errors: Vec<RowError>) {
        if let Some(first) = errors.first_mut() {
            first.cells = cells.to_vec();
        }
        self.counts.refused += 1;
        self.errors.push((row, errors));
    }
}

/// A row with its cells, and the blind index of the number that names its record.
struct Keyed {
    row: u64,
    cells: Vec<String>,
    key: Vec<u8>,
}

/// What a change makes of a member's standing.
pub(super) struct Judged {
    pub standing: Standing,
    /// From good to bad.
    pub lapses: bool,
    /// And no date foresaw it.
    pub unforeseen: bool,
}

/// Judges a member's record after a change that is made today.
pub(super) fn judge(before: &Stored, after: &Member, today: Today) -> Judged {
    let standing = standing_after(Some(before), after, today);
    let lapses = before.good && !standing.is_good();
    Judged {
        standing,
        lapses,
        unforeseen: lapses && !before.membership().end_was_foreseen(today),
    }
}

/// Where a member stands by a record that is confirmed today.
pub(super) fn standing_after(before: Option<&Stored>, after: &Member, today: Today) -> Standing {
    let ended = ended_on(
        before.map(|b| (b.record.status, b.ended_on)),
        after.status,
        today.date,
    );
    Standard {
        status: after.status,
        expires_on: after.expires_on,
        ended_on: ended,
        confirmed_on: Some(today.date),
    }
    .standing(today)
}

/// What follows from a member's change, in words.
pub(super) fn member_effect(
    id: MemberId,
    after: &Member,
    standing: Standing,
    today: Today,
    passed: &[(CertificationId, Certification)],
    rules: &[Rule],
    done: Done,
) -> String {
    let plan = evaluation::plan(id, after, standing, today.date, passed, rules, &done);
    evaluation::effect(&plan, rules, &done)
}

/// Compares rows with the records.
pub(super) async fn rows(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    today: Today,
    rows: Vec<Row>,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    let keyed = keyed(app, run, columns, rows, &mut outcome);
    let keyed = without_doubles(app, run, columns, keyed, &mut outcome).await?;
    match run.kind {
        Kind::Members => members::compare(app, run, columns, today, keyed, &mut outcome).await?,
        Kind::Certifications => {
            certifications::compare(app, run, columns, today, keyed, &mut outcome).await?
        }
    }
    Ok(outcome)
}

fn keyed(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    rows: Vec<Row>,
    outcome: &mut Outcome,
) -> Vec<Keyed> {
    let mut keyed = Vec::with_capacity(rows.len());
    for row in rows {
        outcome.counts.rows += 1;
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(problem) => {
                outcome.counts.unreadable += 1;
                outcome.refuse(row.number, problem.cells(), vec![RowError::whole(&problem)]);
                continue;
            }
        };
        match key(app, run, columns, &cells) {
            Ok(key) => keyed.push(Keyed {
                row: row.number,
                cells,
                key,
            }),
            Err(bad) => {
                outcome.counts.unreadable += 1;
                outcome.refuse(
                    row.number,
                    &cells,
                    vec![RowError::of(&bad, columns, &run.words.header)],
                );
            }
        }
    }
    keyed
}

fn key(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    cells: &[String],
) -> Result<Vec<u8>, BadValue> {
    match run.kind {
        Kind::Members => {
            let written = columns.cell(cells, "member_number");
            let number: MemberNumber = written
                .parse()
                .map_err(|e| BadValue::new("member_number", written, e))?;
            Ok(member::number_index(app.keyring(), run.issuer, &number))
        }
        Kind::Certifications => {
            let written = columns.cell(cells, "certificate_number");
            if written.is_empty() {
                return Err(BadValue::new(
                    "certificate_number",
                    "",
                    "a certificate number is needed: it keeps the same certification from being awarded twice",
                ));
            }
            Ok(certification::certificate_index(
                app.keyring(),
                run.issuer,
                &crate::domain::tidy(written),
            ))
        }
    }
}

/// Leaves out rows whose number stands in the file before.
async fn without_doubles(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    keyed: Vec<Keyed>,
    outcome: &mut Outcome,
) -> Result<Vec<Keyed>, Error> {
    let mut seen = change::rows_of_keys(
        app.store(),
        run.id,
        keyed.iter().map(|k| k.key.clone()).collect(),
    )
    .await?;
    let column = match run.kind {
        Kind::Members => "member_number",
        Kind::Certifications => "certificate_number",
    };
    let mut kept = Vec::with_capacity(keyed.len());
    for k in keyed {
        match seen.get(&k.key) {
            Some(first) => {
                let reason = format!("row {first} has this number already; keep one of the two");
                let bad = BadValue::new(column, columns.cell(&k.cells, column), reason);
                outcome.refuse(
                    k.row,
                    &k.cells,
                    vec![RowError::of(&bad, columns, &run.words.header)],
                );
            }
            None => {
                seen.insert(k.key.clone(), k.row);
                kept.push(k);
            }
        }
    }
    Ok(kept)
}

/// A row that does nothing.
fn silent(
    kind: ChangeKind,
    k: &Keyed,
    member: MemberId,
    record: Uuid,
    base_version: u64,
) -> change::Stored {
    change::Stored {
        seq: k.row,
        row: k.row,
        kind,
        key_index: k.key.clone(),
        member,
        record,
        base_version,
        change: None,
    }
}
