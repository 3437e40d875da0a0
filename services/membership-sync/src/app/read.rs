//! A run's file is read, step by step, into a change set. Nothing of the records changes meanwhile.

use super::{Membership, compare, more, schedule_applying};
use crate::{
    Error,
    domain::{
        brake::{self, Lapses},
        change::{Change, ChangeKind, Record},
        member::{Member, Status},
        row,
        run::{Kind, State},
        standing::Today,
    },
    store::{
        change, file,
        member::{self, count_good},
        outcome, rule,
        run::{self, Run},
        tenant,
    },
};
use platform::{
    csv::{Columns, Dialect, FileProblem, Mark, Row, Rows, read_header},
    ids::{Id as _, RunId},
    jobs::{JobError, Next},
};
use std::time::Duration;

/// Rows read in one step.
const ROWS: usize = 400;
/// Pieces of the file looked at in one step: several times the longest record.
const PIECES: i32 = 2;
/// Members looked through in one step for those the file does not name.
const MEMBERS: u64 = 400;
/// How long to wait for another run of the issuer.
const TURN: Duration = Duration::from_millis(250);
/// After so many failures a file is given up, so that it stands in no other's way.
const MOST_ATTEMPTS: u32 = 8;

pub(super) async fn step(app: &Membership, id: RunId, attempts: u32) -> Result<Next, JobError> {
    let Some(run) = run::find(app.store(), app.keyring(), id).await? else {
        return Ok(Next::Done);
    };
    if run.state != State::Reading {
        return Ok(Next::Done);
    }
    if run::must_wait(app.store(), run.issuer, run.id).await? {
        return Ok(Next::At(app.now().plus(TURN)));
    }
    if attempts >= MOST_ATTEMPTS {
        fail(
            app,
            run,
            "the file could not be read because of a fault of ours; it has been noted",
        )
        .await
        .map_err(JobError::new)?;
        return Ok(Next::Done);
    }
    Reading::of(app, run)
        .await
        .map_err(JobError::new)?
        .go_on()
        .await
        .map_err(JobError::new)
}

struct Reading<'a> {
    app: &'a Membership,
    run: Run,
    dialect: Dialect,
    today: Today,
}

impl<'a> Reading<'a> {
    async fn of(app: &'a Membership, run: Run) -> Result<Self, Error> {
        let today = app.today(run.issuer).await?;
        let dialect = run.dialect.clone().unwrap_or(Dialect {
            encoding: "UTF-8".to_owned(),
            delimiter: b',',
            skip: 0,
        });
        Ok(Self {
            app,
            run,
            dialect,
            today,
        })
    }

    async fn go_on(mut self) -> Result<Next, Error> {
        if self.run.mark.row == 0
            && let Err(problem) = self.read_header().await?
        {
            fail(self.app, self.run, &problem.to_string()).await?;
            return Ok(Next::Done);
        }
        if self.run.mark.byte < self.run.size {
            self.read_rows().await?;
            return Ok(more());
        }
        if self.run.counts.rows == 0 {
            fail(self.app, self.run, &FileProblem::NoRows.to_string()).await?;
            return Ok(Next::Done);
        }
        if self.looks_for_missing() && self.find_missing().await? {
            return Ok(more());
        }
        self.close().await?;
        Ok(Next::Done)
    }

    fn wanted(&self) -> &'static [platform::csv::Column] {
        match self.run.kind {
            Kind::Members => row::MEMBER,
            Kind::Certifications => row::CERTIFICATION,
        }
    }

    async fn read_header(&mut self) -> Result<Result<(), FileProblem>, Error> {
        let head = file::window(self.app.store(), self.app.keyring(), self.run.id, 0, 1).await?;
        let read = read_header(&head, &self.dialect, head.len() as u64 == self.run.size);
        let (header, mark) = match read {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(Err(FileProblem::UnclosedHeader)),
            Err(problem) => return Ok(Err(problem)),
        };
        let columns = match Columns::map(&header, self.wanted()) {
            Ok(columns) => columns,
            Err(problem) => return Ok(Err(problem)),
        };
        if self.run.kind == Kind::Members && !row::NAMES.iter().any(|name| columns.has(name)) {
            return Ok(Err(FileProblem::MissingColumn {
                column: row::NAMES[0],
                found: header.join(", "),
            }));
        }
        self.run.words.notes.push(understood(&self.dialect));
        if !columns.unused().is_empty() {
            self.run
                .words
                .notes
                .push(format!("columns not used: {}", columns.unused().join(", ")));
        }
        self.run.words.header = header;
        self.run.mark = mark;
        Ok(Ok(()))
    }

    async fn read_rows(&mut self) -> Result<(), Error> {
        let app = self.app;
        let columns = Columns::map(&self.run.words.header, self.wanted())
            .map_err(|e| Error::conflict("header", e.to_string()))?;
        let window = file::window(
            app.store(),
            app.keyring(),
            self.run.id,
            self.run.mark.byte,
            PIECES,
        )
        .await?;
        let is_last = self.run.mark.byte + window.len() as u64 >= self.run.size;
        let rows: Vec<Row> = Rows::window(
            &self.dialect,
            self.run.words.header.len(),
            &window,
            self.run.mark,
            is_last,
        )
        .take(ROWS)
        .collect();
        self.run.mark = match rows.last() {
            // Fewer rows than asked for: nothing but blank lines follows in a window that is the last.
            Some(_) if rows.len() < ROWS && is_last => Mark {
                byte: self.run.size,
                row: rows.last().map_or(0, |r| r.next.row),
            },
            Some(last) => last.next,
            None => behind_blank_lines(&window, self.run.mark, is_last),
        };
        let outcome = compare::rows(app, &self.run, &columns, self.today, rows).await?;
        let counts = &mut self.run.counts;
        counts.rows += outcome.counts.rows;
        counts.added += outcome.counts.added;
        counts.changed += outcome.counts.changed;
        counts.unchanged += outcome.counts.unchanged;
        counts.refused += outcome.counts.refused;
        counts.unreadable += outcome.counts.unreadable;
        counts.lapsing += outcome.counts.lapsing;
        counts.unforeseen += outcome.counts.unforeseen;
        let tx = app.store().write().await?;
        change::keep(&tx, app.keyring(), self.run.id, &outcome.changes).await?;
        for (row, errors) in &outcome.errors {
            change::keep_errors(&tx, app.keyring(), self.run.id, *row, errors).await?;
        }
        run::update(&tx, app.keyring(), &self.run).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether members the file does not name are taken as lapsed. Not while a row cannot be read: it may name one
    /// of them.
    fn looks_for_missing(&self) -> bool {
        self.run.complete
            && self.run.kind == Kind::Members
            && self.run.counts.unreadable == 0
            && self.run.counts.refused < self.run.counts.rows
    }

    /// Finds the next members the file does not name. `false` once all were looked at.
    async fn find_missing(&mut self) -> Result<bool, Error> {
        let app = self.app;
        let missing = member::not_named(
            app.store(),
            app.keyring(),
            self.run.issuer,
            self.run.id,
            self.run.mark_member,
            MEMBERS,
        )
        .await?;
        let Some(last) = missing.last() else {
            return Ok(false);
        };
        self.run.mark_member = Some(last.id);
        let rules = rule::of_issuer(app.store(), self.run.issuer).await?;
        let ids: Vec<_> = missing.iter().map(|m| m.id).collect();
        let done = outcome::done(app.store().read(), self.run.issuer, &ids).await?;
        let mut changes = Vec::with_capacity(missing.len());
        for stored in missing {
            let after = Member {
                status: Status::Lapsed,
                ..stored.record.clone()
            };
            let judged = compare::judge(&stored, &after, self.today);
            self.run.counts.removed += 1;
            self.run.counts.lapsing += u64::from(judged.lapses);
            self.run.counts.unforeseen += u64::from(judged.unforeseen);
            let done = done.get(&stored.id).cloned().unwrap_or_default();
            let effect = compare::member_effect(
                stored.id,
                &after,
                judged.standing,
                self.today,
                &[],
                &rules,
                done,
            );
            changes.push(change::Stored {
                seq: self.run.mark.row,
                row: 0,
                kind: ChangeKind::Removed,
                key_index: member::number_index(
                    app.keyring(),
                    self.run.issuer,
                    &stored.record.number,
                ),
                member: stored.id,
                record: stored.id.uuid(),
                base_version: stored.version,
                change: Some(Change {
                    key: stored.record.number.to_string(),
                    name: stored.record.display_name.clone(),
                    fields: stored.record.changes_to(&after),
                    effect,
                    after: Record::Member(Box::new(after)),
                }),
            });
            self.run.mark.row += 1;
        }
        let tx = app.store().write().await?;
        change::keep(&tx, app.keyring(), self.run.id, &changes).await?;
        run::update(&tx, app.keyring(), &self.run).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The change set is whole: it waits, is held, or goes on by itself.
    async fn close(mut self) -> Result<(), Error> {
        let (app, counts) = (self.app, self.run.counts);
        if counts.refused == counts.rows {
            let reason = format!(
                "none of the {} rows can be taken; each says why",
                counts.rows
            );
            return fail(app, self.run, &reason).await;
        }
        if self.run.complete && counts.unreadable > 0 {
            let note = format!(
                "{} rows cannot be read and may name somebody, so nobody who is missing was taken as lapsed",
                counts.unreadable
            );
            self.run.words.notes.push(note);
        }
        let tx = app.store().write().await?;
        tenant::lock(&tx, self.run.issuer).await?;
        let lapses = Lapses {
            now: counts.unforeseen,
            before: outcome::lapses_since(tx.db(), self.run.issuer, app.now().minus(brake::WINDOW))
                .await?,
            good: count_good(tx.db(), self.run.issuer).await?,
        };
        let held = app.config.brake.holds(lapses);
        self.run.state = match (&held, self.run.dry_run) {
            (_, true) => State::Previewed,
            (Some(_), false) => State::Held,
            (None, false) => State::Applying,
        };
        self.run.words.reason = held.unwrap_or_default();
        file::discard(&tx, self.run.id).await?;
        if self.run.state == State::Applying {
            schedule_applying(&tx, self.run.id).await?;
        }
        run::update(&tx, app.keyring(), &self.run).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn behind_blank_lines(window: &[u8], mark: Mark, is_last: bool) -> Mark {
    let lines = window.iter().filter(|b| **b == b'\n').count() as u64;
    let end = match window.iter().rposition(|b| *b == b'\n') {
        Some(at) if !is_last => at as u64 + 1,
        _ => window.len() as u64,
    };
    Mark {
        byte: mark.byte + end,
        row: mark.row + lines,
    }
}

fn understood(dialect: &Dialect) -> String {
    let between = match dialect.delimiter {
        b',' => "commas".to_owned(),
        b';' => "semicolons".to_owned(),
        b'\t' => "tabs".to_owned(),
        other => format!("`{}`", char::from(other)),
    };
    format!("read as {}, cells between {between}", dialect.encoding)
}

/// The run ends here and nothing was changed. Its errors stay, so that they can be looked at.
async fn fail(app: &Membership, mut run: Run, reason: &str) -> Result<(), Error> {
    run.state = State::Failed;
    run.words.reason = format!("{}. Nothing was changed", reason.trim_end_matches('.'));
    run.finished_at = Some(app.now());
    let tx = app.store().write().await?;
    file::discard(&tx, run.id).await?;
    run::update(&tx, app.keyring(), &run).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_passed_over_without_losing_count() {
        let mark = Mark { byte: 10, row: 3 };
        assert_eq!(
            behind_blank_lines(b"\n\n ,", mark, false),
            Mark { byte: 12, row: 5 }
        );
        assert_eq!(
            behind_blank_lines(b"\n\n ,", mark, true),
            Mark { byte: 14, row: 5 }
        );
        assert_eq!(
            behind_blank_lines(b"    ", mark, false),
            Mark { byte: 14, row: 3 }
        );
    }
}
