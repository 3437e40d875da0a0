//! Rows of a file beside the records: what each would change, or why it cannot be taken.

use super::Membership;
use crate::{
    Error,
    domain::{
        certification::Certification,
        change::{Change, ChangeKind, Record},
        evaluation::{self, Done},
        member::{BadValue, Member, MemberNumber},
        row::{self, RowError},
        rule::{self, Requirement, Rule},
        run::Kind,
        standing::{Membership as Standard, Standing, Today, ended_on},
    },
    store::{
        certification, change,
        member::{self, Stored},
        outcome, rule as rules_of,
        run::{Counts, Run},
    },
};
use platform::{
    csv::{Columns, Row},
    ids::{CertificationId, Id as _, MemberId},
};
use std::collections::HashMap;
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
        Kind::Members => members(app, run, columns, today, keyed, &mut outcome).await?,
        Kind::Certifications => {
            certifications(app, run, columns, today, keyed, &mut outcome).await?
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

async fn members(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    today: Today,
    keyed: Vec<Keyed>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let on_record = member::by_indexes(
        app.store(),
        app.keyring(),
        run.issuer,
        keyed.iter().map(|k| k.key.clone()).collect(),
    )
    .await?;
    let rules = rules_of::of_issuer(app.store(), run.issuer).await?;
    let mut differing = Vec::new();
    for k in keyed {
        let before = on_record.get(&k.key);
        match row::member(columns, &k.cells).read(before.map(|b| &b.record)) {
            Ok(after) => match before {
                Some(before) if before.record.changes_to(&after).is_empty() => {
                    outcome.counts.unchanged += 1;
                    outcome.changes.push(silent(
                        ChangeKind::Unchanged,
                        &k,
                        before.id,
                        before.id.uuid(),
                        before.version,
                    ));
                }
                _ => differing.push((k, before, after)),
            },
            Err(bad) => {
                let errors = bad
                    .iter()
                    .map(|b| RowError::of(b, columns, &run.words.header))
                    .collect();
                outcome.refuse(k.row, &k.cells, errors);
                // Kept, so that a complete file that names a member in a bad row does not make the member lapse.
                let id = before.map_or(MemberId::from_uuid(Uuid::nil()), |b| b.id);
                outcome
                    .changes
                    .push(silent(ChangeKind::Refused, &k, id, id.uuid(), 0));
            }
        }
    }
    let changed: Vec<MemberId> = differing
        .iter()
        .filter_map(|(_, before, _)| before.map(|b| b.id))
        .collect();
    let passed = certification::of_members(
        app.store().read(),
        app.store(),
        app.keyring(),
        run.issuer,
        &changed,
    )
    .await?;
    let done = outcome::done(app.store().read(), run.issuer, &changed).await?;
    for (k, before, after) in differing {
        let id = before.map_or_else(|| app.foundation.ids.next(app.now()), |b| b.id);
        let mut done = done.get(&id).cloned().unwrap_or_default();
        done.recipient_changed = before.is_some_and(|b| b.record.recipient() != after.recipient());
        let passed: Vec<_> = passed
            .get(&id)
            .into_iter()
            .flatten()
            .map(|c| (c.id, c.record.clone()))
            .collect();
        let (kind, fields, standing) = match before {
            Some(before) => {
                let judged = judge(before, &after, today);
                outcome.counts.changed += 1;
                outcome.counts.lapsing += u64::from(judged.lapses);
                outcome.counts.unforeseen += u64::from(judged.unforeseen);
                (
                    ChangeKind::Changed,
                    before.record.changes_to(&after),
                    judged.standing,
                )
            }
            None => {
                outcome.counts.added += 1;
                (
                    ChangeKind::Added,
                    after.as_new(),
                    standing_after(None, &after, today),
                )
            }
        };
        let effect = member_effect(id, &after, standing, today, &passed, &rules, done);
        outcome.changes.push(change::Stored {
            seq: k.row,
            row: k.row,
            kind,
            key_index: k.key,
            member: id,
            record: id.uuid(),
            base_version: before.map_or(0, |b| b.version),
            change: Some(Change {
                key: after.number.to_string(),
                name: after.display_name.clone(),
                fields,
                effect,
                after: Record::Member(Box::new(after)),
            }),
        });
    }
    Ok(())
}

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

async fn certifications(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    today: Today,
    keyed: Vec<Keyed>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let (store, keyring) = (app.store(), app.keyring());
    let on_record = certification::by_indexes(
        store,
        keyring,
        run.issuer,
        keyed.iter().map(|k| k.key.clone()).collect(),
    )
    .await?;
    let holders = holders(app, run, columns, &keyed).await?;
    let ids: Vec<MemberId> = holders.values().map(|m| m.id).collect();
    let done = outcome::done(store.read(), run.issuer, &ids).await?;
    let rules: Vec<Rule> = rules_of::of_issuer(store, run.issuer)
        .await?
        .into_iter()
        .filter(|r| r.requirement != Requirement::Membership)
        .collect();
    for k in keyed {
        let before = on_record.get(&k.key);
        let holder = holders.get(columns.cell(&k.cells, "candidate_number"));
        match certification_of(columns, &k, before, holder, &rules) {
            Err(bad) => {
                let errors = bad
                    .iter()
                    .map(|b| RowError::of(b, columns, &run.words.header))
                    .collect();
                outcome.refuse(k.row, &k.cells, errors);
                let nobody = MemberId::from_uuid(Uuid::nil());
                outcome
                    .changes
                    .push(silent(ChangeKind::Refused, &k, nobody, Uuid::nil(), 0));
            }
            Ok((after, holder)) => {
                let id = before.map_or_else(|| app.foundation.ids.next(app.now()), |b| b.id);
                let (kind, fields) = match before {
                    Some(b) => (ChangeKind::Changed, b.record.changes_to(&after)),
                    None => (ChangeKind::Added, after.as_new()),
                };
                if fields.is_empty() {
                    outcome.counts.unchanged += 1;
                    outcome.changes.push(silent(
                        ChangeKind::Unchanged,
                        &k,
                        holder.id,
                        id.uuid(),
                        before.map_or(0, |b| b.version),
                    ));
                    continue;
                }
                match kind {
                    ChangeKind::Added => outcome.counts.added += 1,
                    _ => outcome.counts.changed += 1,
                }
                let effect =
                    certification_effect(id, &after, holder, today, &rules, done.get(&holder.id));
                outcome.changes.push(change::Stored {
                    seq: k.row,
                    row: k.row,
                    kind,
                    key_index: k.key,
                    member: holder.id,
                    record: id.uuid(),
                    base_version: before.map_or(0, |b| b.version),
                    change: Some(Change {
                        key: after.certificate_number.clone(),
                        name: holder.record.display_name.clone(),
                        fields,
                        effect,
                        after: Record::Certification(after),
                    }),
                });
            }
        }
    }
    Ok(())
}

/// The members named by rows, by the number as the rows write it.
async fn holders(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    keyed: &[Keyed],
) -> Result<HashMap<String, Stored>, Error> {
    let mut indexes: HashMap<String, Vec<u8>> = HashMap::new();
    for k in keyed {
        let written = columns.cell(&k.cells, "candidate_number");
        if let Ok(number) = written.parse::<MemberNumber>() {
            indexes
                .entry(written.to_owned())
                .or_insert_with(|| member::number_index(app.keyring(), run.issuer, &number));
        }
    }
    let found = member::by_indexes(
        app.store(),
        app.keyring(),
        run.issuer,
        indexes.values().cloned().collect(),
    )
    .await?;
    Ok(indexes
        .into_iter()
        .filter_map(|(written, index)| found.get(&index).map(|m| (written, m.clone())))
        .collect())
}

fn certification_of<'a>(
    columns: &Columns,
    k: &Keyed,
    before: Option<&certification::Stored>,
    holder: Option<&'a Stored>,
    rules: &[Rule],
) -> Result<(Certification, &'a Stored), Vec<BadValue>> {
    let mut bad = Vec::new();
    let candidate = columns.cell(&k.cells, "candidate_number");
    let read = row::certification(columns, &k.cells).read(before.map(|b| &b.record));
    if holder.is_none() {
        bad.push(BadValue::new(
            "candidate_number",
            candidate,
            "no member has this number; import the members first, or correct it",
        ));
    }
    if let (Some(before), Some(holder)) = (before, holder)
        && before.member != holder.id
    {
        let reason = "this certificate is on record for another member, and a certificate belongs to one person; correct the number here or there";
        bad.push(BadValue::new(
            "certificate_number",
            &before.record.certificate_number,
            reason,
        ));
    }
    match read {
        Ok(record) => {
            if !rules.is_empty() && !rule::is_known(rules, &record) {
                let reason = format!(
                    "no rule speaks of this certification; there are: {}. Correct it, or make a rule for it first",
                    rule::known(rules)
                );
                bad.push(BadValue::new("certification", &record.title(), reason));
            }
            match holder {
                Some(holder) if bad.is_empty() => Ok((record, holder)),
                _ => Err(bad),
            }
        }
        Err(more) => {
            bad.extend(more);
            Err(bad)
        }
    }
}

/// What follows from this certification alone, in words.
fn certification_effect(
    id: CertificationId,
    after: &Certification,
    holder: &Stored,
    today: Today,
    rules: &[Rule],
    done: Option<&Done>,
) -> String {
    let standing = holder.membership().standing(today);
    let done = Done {
        awarded: done.map(|d| d.awarded.clone()).unwrap_or_default(),
        told: rules.iter().map(|r| (r.id, standing.is_good())).collect(),
        recipient_changed: false,
    };
    let passed = [(id, after.clone())];
    let effect = member_effect(
        holder.id,
        &holder.record,
        standing,
        today,
        &passed,
        rules,
        done,
    );
    match rule::rule_for(rules, after) {
        Some(rule) if effect.is_empty() && rule.requires_membership && !standing.is_good() => {
            format!("awards nothing: {}", standing.staff_reason())
        }
        _ => effect,
    }
}
