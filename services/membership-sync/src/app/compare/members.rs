//! Rows of members.

use super::{Keyed, Outcome, judge, member_effect, silent, standing_after};
use crate::{
    Error,
    app::Membership,
    domain::{
        change::{Change, ChangeKind, Record},
        row::{self, RowError},
        standing::Today,
    },
    store::{Source, certification, change, member, outcome, rule, run::Run},
};
use platform::{
    csv::Columns,
    ids::{Id as _, MemberId},
};
use uuid::Uuid;

pub(super) async fn compare(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    today: Today,
    keyed: Vec<Keyed>,
    found: &mut Outcome,
) -> Result<(), Error> {
    let on_record = member::by_indexes(
        app.store(),
        app.keyring(),
        run.issuer,
        keyed.iter().map(|k| k.key.clone()).collect(),
    )
    .await?;
    let rules = rule::of_issuer(app.store(), run.issuer).await?;
    let mut differing = Vec::new();
    for k in keyed {
        let before = on_record.get(&k.key);
        match row::member(columns, &k.cells).read(before.map(|b| &b.record)) {
            Ok(after) => match before {
                Some(before) if before.record.changes_to(&after).is_empty() => {
                    found.counts.unchanged += 1;
                    found.changes.push(silent(
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
                found.refuse(k.row, &k.cells, errors);
                // Kept, so that a complete file that names a member in a bad row does not make the member lapse.
                let id = before.map_or(MemberId::from_uuid(Uuid::nil()), |b| b.id);
                found
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
        Source::Outside(app.store()),
        run.issuer,
        differing.iter().filter_map(|(_, before, _)| *before),
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
                found.counts.changed += 1;
                found.counts.lapsing += u64::from(judged.lapses);
                found.counts.unforeseen += u64::from(judged.unforeseen);
                (
                    ChangeKind::Changed,
                    before.record.changes_to(&after),
                    judged.standing,
                )
            }
            None => {
                found.counts.added += 1;
                (
                    ChangeKind::Added,
                    after.as_new(),
                    standing_after(None, &after, today),
                )
            }
        };
        let effect = member_effect(id, &after, standing, today, &passed, &rules, done);
        found.changes.push(change::Stored {
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
