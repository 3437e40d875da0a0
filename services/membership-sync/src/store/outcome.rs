//! What was done by the rules: awards, the standing that was told, and lapses within the brake's window.

use crate::domain::evaluation::{Basis, Done};
use platform::{
    clock::Timestamp,
    ids::{CertificationId, Id as _, IssuerId, MemberId, RuleId},
    seal::{Keyring, Place},
    store::{StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, Set, sea_query::OnConflict,
};
use std::collections::HashMap;
use uuid::Uuid;

table!(
    /// An award that was asked for: the badge it led to, or why there is none.
    award, "award" {
    #[sea_orm(primary_key, auto_increment = false)]
    rule_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    member_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    basis: Uuid,
    issuer_id: Uuid,
    credential_id: Option<String>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    refusal: Option<Vec<u8>>,
    at: i64,
});
table!(
    /// The standing that issuance was last told.
    standing, "standing" {
    #[sea_orm(primary_key, auto_increment = false)]
    rule_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    member_id: Uuid,
    issuer_id: Uuid,
    good: bool,
    decision: i64,
    at: i64,
});
table!(
    /// A member that went from good to bad standing, unforeseen and unconfirmed.
    lapse, "lapse" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    member_id: Uuid,
    at: i64,
});

/// An award as noted.
#[derive(Clone, Debug)]
pub struct Awarded {
    /// By which rule.
    pub rule: RuleId,
    /// To whom.
    pub member: MemberId,
    /// On what.
    pub basis: Basis,
    /// The badge, or why there is none.
    pub outcome: Result<String, String>,
}

fn basis_column(basis: Basis) -> Uuid {
    match basis {
        Basis::Certification(id) => id.uuid(),
        Basis::Membership => Uuid::nil(),
    }
}
fn basis_of(column: Uuid) -> Basis {
    if column.is_nil() {
        Basis::Membership
    } else {
        Basis::Certification(CertificationId::from_uuid(column))
    }
}

fn row_name(rule: RuleId, member: MemberId, basis: Uuid) -> String {
    format!("{rule}/{member}/{basis}")
}
/// A refusal quotes what was asked, so it is kept sealed.
fn place(row: &str) -> Place<'_> {
    Place {
        table: "award",
        column: "refusal",
        row,
    }
}

/// What was awarded or refused to these members.
pub async fn awards(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    members: &[MemberId],
) -> Result<Vec<Awarded>, StoreError> {
    let rows: Vec<award::Model> = award::Entity::find()
        .filter(award::Column::IssuerId.eq(issuer.uuid()))
        .filter(award::Column::MemberId.is_in(members.iter().map(|m| m.uuid())))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let (rule, member) = (
                RuleId::from_uuid(row.rule_id),
                MemberId::from_uuid(row.member_id),
            );
            let outcome = match (row.credential_id, row.refusal) {
                (Some(credential), _) => Ok(credential),
                (None, Some(sealed)) => {
                    Err(keyring.open_text(&place(&row_name(rule, member, row.basis)), &sealed)?)
                }
                (None, None) => Err(String::new()),
            };
            Ok(Awarded {
                rule,
                member,
                basis: basis_of(row.basis),
                outcome,
            })
        })
        .collect()
}

/// What was done before for these members.
pub async fn done(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Done>, StoreError> {
    let mut found: HashMap<MemberId, Done> = HashMap::new();
    let awarded: Vec<(Uuid, Uuid, Uuid)> = award::Entity::find()
        .select_only()
        .columns([
            award::Column::RuleId,
            award::Column::MemberId,
            award::Column::Basis,
        ])
        .filter(award::Column::IssuerId.eq(issuer.uuid()))
        .filter(award::Column::MemberId.is_in(members.iter().map(|m| m.uuid())))
        .filter(award::Column::CredentialId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    for (rule, member, basis) in awarded {
        let done = found.entry(MemberId::from_uuid(member)).or_default();
        done.awarded
            .insert((RuleId::from_uuid(rule), basis_of(basis)));
    }
    let told = standing::Entity::find()
        .filter(standing::Column::IssuerId.eq(issuer.uuid()))
        .filter(standing::Column::MemberId.is_in(members.iter().map(|m| m.uuid())))
        .all(db)
        .await?;
    for row in told {
        found
            .entry(MemberId::from_uuid(row.member_id))
            .or_default()
            .told
            .insert(RuleId::from_uuid(row.rule_id), row.good);
    }
    Ok(found)
}

/// Notes awards. `Ok` stays once it is there.
pub async fn note_awards(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    awards: &[Awarded],
) -> Result<(), StoreError> {
    let at = tx.store().clock().now().micros();
    let rows: Vec<_> = awards
        .iter()
        .map(|a| {
            let basis = basis_column(a.basis);
            let name = row_name(a.rule, a.member, basis);
            award::ActiveModel {
                rule_id: Set(a.rule.uuid()),
                member_id: Set(a.member.uuid()),
                basis: Set(basis),
                issuer_id: Set(issuer.uuid()),
                credential_id: Set(a.outcome.clone().ok()),
                refusal: Set(a
                    .outcome
                    .as_ref()
                    .err()
                    .map(|words| keyring.seal_text(&place(&name), words))),
                at: Set(at),
            }
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let conflict = OnConflict::columns([
        award::Column::RuleId,
        award::Column::MemberId,
        award::Column::Basis,
    ])
    .update_columns([
        award::Column::CredentialId,
        award::Column::Refusal,
        award::Column::At,
    ])
    .to_owned();
    award::Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// A standing as issuance was told it.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Under which rule.
    pub rule: RuleId,
    /// About whom.
    pub member: MemberId,
    /// Whether it is good.
    pub good: bool,
    /// The decision's number.
    pub decision: u64,
}

/// Notes what issuance was told.
pub async fn note_told(tx: &Tx, issuer: IssuerId, told: &[Told]) -> Result<(), StoreError> {
    let at = tx.store().clock().now().micros();
    let mut latest: HashMap<(RuleId, MemberId), &Told> = HashMap::new();
    for t in told {
        latest.insert((t.rule, t.member), t);
    }
    let rows: Vec<_> = latest
        .into_values()
        .map(|t| standing::ActiveModel {
            rule_id: Set(t.rule.uuid()),
            member_id: Set(t.member.uuid()),
            issuer_id: Set(issuer.uuid()),
            good: Set(t.good),
            decision: Set(i64::try_from(t.decision).unwrap_or(i64::MAX)),
            at: Set(at),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let conflict = OnConflict::columns([standing::Column::RuleId, standing::Column::MemberId])
        .update_columns([
            standing::Column::Good,
            standing::Column::Decision,
            standing::Column::At,
        ])
        .to_owned();
    standing::Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// How many members lapsed since then.
pub async fn lapses_since(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    since: Timestamp,
) -> Result<u64, StoreError> {
    Ok(lapse::Entity::find()
        .filter(lapse::Column::IssuerId.eq(issuer.uuid()))
        .filter(lapse::Column::At.gt(since.micros()))
        .count(db)
        .await?)
}

/// Notes a lapse.
pub async fn note_lapse(tx: &Tx, issuer: IssuerId, member: MemberId) -> Result<(), StoreError> {
    let now = tx.store().clock().now();
    let row = lapse::ActiveModel {
        id: Set(tx.store().ids().uuid_v7(now)),
        issuer_id: Set(issuer.uuid()),
        member_id: Set(member.uuid()),
        at: Set(now.micros()),
    };
    lapse::Entity::insert(row)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Forgets lapses before then.
pub async fn forget_lapses(tx: &Tx, issuer: IssuerId, before: Timestamp) -> Result<(), StoreError> {
    lapse::Entity::delete_many()
        .filter(lapse::Column::IssuerId.eq(issuer.uuid()))
        .filter(lapse::Column::At.lt(before.micros()))
        .exec(tx.db())
        .await?;
    Ok(())
}
