//! Rules.

use super::corrupt;
use crate::domain::rule::{Requirement, Rule};
use platform::{
    clock::Timestamp,
    ids::{AchievementId, Id as _, IssuerId, RuleId},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set, sea_query::Expr,
};

table!(
    /// A rule.
    rule, "rule" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    achievement_id: Uuid,
    achievement_name: String,
    name: String,
    of_membership: bool,
    certification: String,
    level: String,
    requires_membership: bool,
    active: bool,
    created_at: i64,
});
use rule::{ActiveModel, Column, Entity, Model};

impl From<Model> for Rule {
    fn from(row: Model) -> Self {
        let requirement = if row.of_membership {
            Requirement::Membership
        } else {
            Requirement::Certification {
                certification: row.certification,
                level: row.level,
            }
        };
        Self {
            id: RuleId::from_uuid(row.id),
            issuer: IssuerId::from_uuid(row.issuer_id),
            achievement: AchievementId::from_uuid(row.achievement_id),
            achievement_name: row.achievement_name,
            name: row.name,
            requirement,
            requires_membership: row.requires_membership,
            active: row.active,
            created_at: Timestamp::from_micros(row.created_at),
        }
    }
}

/// An issuer's rules, oldest first.
pub async fn of_issuer(store: &Store, issuer: IssuerId) -> Result<Vec<Rule>, StoreError> {
    Ok(Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .order_by_asc(Column::Id)
        .all(store.read())
        .await?
        .into_iter()
        .map(Rule::from)
        .collect())
}

/// An issuer's rules as they are in this transaction.
pub async fn of_issuer_in(tx: &Tx, issuer: IssuerId) -> Result<Vec<Rule>, StoreError> {
    Ok(Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .order_by_asc(Column::Id)
        .all(tx.db())
        .await?
        .into_iter()
        .map(Rule::from)
        .collect())
}

/// One rule, whosever it is.
pub async fn find(store: &Store, id: RuleId) -> Result<Option<Rule>, StoreError> {
    Ok(Entity::find_by_id(id.uuid())
        .one(store.read())
        .await?
        .map(Rule::from))
}

/// Writes a new rule.
pub async fn insert(tx: &Tx, rule: &Rule) -> Result<(), StoreError> {
    let (of_membership, certification, level) = match &rule.requirement {
        Requirement::Membership => (true, String::new(), String::new()),
        Requirement::Certification {
            certification,
            level,
        } => (false, certification.clone(), level.clone()),
    };
    let row = ActiveModel {
        id: Set(rule.id.uuid()),
        issuer_id: Set(rule.issuer.uuid()),
        achievement_id: Set(rule.achievement.uuid()),
        achievement_name: Set(rule.achievement_name.clone()),
        name: Set(rule.name.clone()),
        of_membership: Set(of_membership),
        certification: Set(certification),
        level: Set(level),
        requires_membership: Set(rule.requires_membership),
        active: Set(rule.active),
        created_at: Set(rule.created_at.micros()),
    };
    Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Switches a rule on or off.
pub async fn set_active(
    tx: &Tx,
    issuer: IssuerId,
    id: RuleId,
    active: bool,
) -> Result<(), StoreError> {
    let changed = Entity::update_many()
        .col_expr(Column::Active, Expr::value(active))
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    if changed.rows_affected == 1 {
        Ok(())
    } else {
        Err(corrupt("rule", id, "it went away while it was changed"))
    }
}
