//! The last decision of each rule about each member: older ones are ignored.

use super::credential::member_index;
use crate::Error;
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerId, RuleId},
    seal::Keyring,
    store::Tx,
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, QuerySelect as _, Set};

table!(
    /// A rule's last decision about a member.
    row, "standing" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    rule: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    member: Vec<u8>,
    decision: i64,
    good: bool,
    reason: String,
    at: i64,
});

table!(
    /// The last decision about a member's name and address.
    recipient, "recipient_decision" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    member: Vec<u8>,
    decision: i64,
    at: i64,
});

/// Whether a member's standing is good, as of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Grows with each decision of the rule about the member.
    pub decision: u64,
    /// Whether it is good.
    pub good: bool,
    /// Why not, in words.
    pub reason: String,
}

/// How a decision compares with what was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is the first, or later than the one that is known.
    Newer,
    /// It is the very one that is known.
    Same,
    /// A later one was made before.
    Older,
}

/// The member's standing under a rule: `given`, or what a later decision said. The later one is kept.
pub async fn settle(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    rule: RuleId,
    member_number: &str,
    given: Standing,
    now: Timestamp,
) -> Result<(Standing, Settled), Error> {
    let member = member_index(keyring, issuer, member_number);
    let key = (issuer.uuid(), rule.uuid(), member.clone());
    let known = row::Entity::find_by_id(key)
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let decision = i64::try_from(given.decision).unwrap_or(i64::MAX);
    let fresh = row::ActiveModel {
        issuer: Set(issuer.uuid()),
        rule: Set(rule.uuid()),
        member: Set(member),
        decision: Set(decision),
        good: Set(given.good),
        reason: Set(given.reason.clone()),
        at: Set(now.micros()),
    };
    match known {
        None => {
            fresh.insert(tx.db()).await?;
            Ok((given, Settled::Newer))
        }
        Some(known) if known.decision < decision => {
            fresh.update(tx.db()).await?;
            Ok((given, Settled::Newer))
        }
        Some(known) => {
            let settled = if known.decision == decision {
                Settled::Same
            } else {
                Settled::Older
            };
            let standing = Standing {
                decision: u64::try_from(known.decision).unwrap_or(0),
                good: known.good,
                reason: known.reason,
            };
            Ok((standing, settled))
        }
    }
}

/// Keeps a decision about a member's name and address. `false` if a later one was made.
pub async fn settle_recipient(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    member_number: &str,
    decision: u64,
    now: Timestamp,
) -> Result<bool, Error> {
    let member = member_index(keyring, issuer, member_number);
    let decision = i64::try_from(decision).unwrap_or(i64::MAX);
    let known = recipient::Entity::find_by_id((issuer.uuid(), member.clone()))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let fresh = recipient::ActiveModel {
        issuer: Set(issuer.uuid()),
        member: Set(member),
        decision: Set(decision),
        at: Set(now.micros()),
    };
    match known {
        None => fresh.insert(tx.db()).await.map(|_| true),
        Some(known) if known.decision < decision => fresh.update(tx.db()).await.map(|_| true),
        Some(known) => Ok(known.decision == decision),
    }
    .map_err(Error::from)
}
