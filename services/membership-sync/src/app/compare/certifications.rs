//! Rows of certifications.

use super::{Keyed, Outcome, member_effect, silent};
use crate::{
    Error,
    app::Membership,
    domain::{
        certification::Certification,
        change::{Change, ChangeKind, Record},
        evaluation::Done,
        member::{BadValue, MemberNumber},
        row::{self, RowError},
        rule::{self, Requirement, Rule},
        standing::Today,
    },
    store::{
        certification, change,
        member::{self, Stored},
        outcome, rule as rules_of,
        run::Run,
    },
};
use platform::{
    csv::Columns,
    ids::{CertificationId, Id as _, MemberId},
};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) async fn compare(
    app: &Membership,
    run: &Run,
    columns: &Columns,
    today: Today,
    keyed: Vec<Keyed>,
    found: &mut Outcome,
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
                found.refuse(k.row, &k.cells, errors);
                let nobody = MemberId::from_uuid(Uuid::nil());
                found
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
                    found.counts.unchanged += 1;
                    found.changes.push(silent(
                        ChangeKind::Unchanged,
                        &k,
                        holder.id,
                        id.uuid(),
                        before.map_or(0, |b| b.version),
                    ));
                    continue;
                }
                match kind {
                    ChangeKind::Added => found.counts.added += 1,
                    _ => found.counts.changed += 1,
                }
                let effect =
                    certification_effect(id, &after, holder, today, &rules, done.get(&holder.id));
                found.changes.push(change::Stored {
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
