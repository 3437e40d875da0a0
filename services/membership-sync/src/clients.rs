//! Calls to issuance. What it is asked is idempotent: each may be sent again after a crash.

use contracts::issuance::v1::{
    AwardByRuleRequest, Evidence, GetAchievementRequest, GetIssuerRequest, Recipient, RuleAward,
    SetStandingRequest, UpdateRecipientRequest, achievements_client::AchievementsClient,
    internal_client::InternalClient, issuers_client::IssuersClient,
};
use platform::{
    ServiceName, Wires,
    clock::{CalendarDate, Zone},
    ids::{AchievementId, IssuerId, RuleId},
};
use tonic::{Code, Status};

/// The owner of the holds that our decisions set.
const HOLD: &str = "membership";
/// Awards in one call at most.
pub const MOST_AWARDS: usize = 100;

/// Why a call had no effect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// It may work later.
    #[error("issuance does not answer: {0}")]
    Later(String),
    /// It will never work as asked.
    #[error("{0}")]
    Refused(String),
}

impl From<Status> for CallError {
    fn from(status: Status) -> Self {
        let words = status.message().to_owned();
        match status.code() {
            Code::InvalidArgument
            | Code::NotFound
            | Code::FailedPrecondition
            | Code::AlreadyExists
            | Code::OutOfRange => Self::Refused(words),
            code => Self::Later(format!("{code:?}: {words}")),
        }
    }
}

/// An achievement, as far as rules need to know it.
#[derive(Clone, Debug)]
pub struct Achievement {
    /// Whose.
    pub issuer: IssuerId,
    /// Its name.
    pub name: String,
    /// Whether it awards nothing more.
    pub archived: bool,
}

/// A badge to be awarded.
#[derive(Clone, Debug)]
pub struct Order {
    /// Which.
    pub achievement: AchievementId,
    /// By which rule.
    pub rule: RuleId,
    /// To whom it is sent.
    pub email: String,
    /// The name on it.
    pub name: String,
    /// The member's number.
    pub member_number: String,
    /// When it was earned.
    pub on: CalendarDate,
    /// Names this award for ever.
    pub reference: String,
    /// Evidence, or nothing.
    pub evidence_url: String,
    /// The earner's language, or nothing.
    pub locale: String,
    /// The number of this decision.
    pub decision: u64,
    /// Where the member stands, in words.
    pub standing: String,
}

/// A standing to be told.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Under which rule.
    pub rule: RuleId,
    /// Whose.
    pub member_number: String,
    /// Whether it is good.
    pub good: bool,
    /// The number of this decision.
    pub decision: u64,
    /// Why, in words for the page.
    pub reason: String,
}

/// A name and address to be told.
#[derive(Clone, Debug)]
pub struct Renamed {
    /// Whose.
    pub member_number: String,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The number of this decision.
    pub decision: u64,
}

/// Ways to issuance.
#[derive(Clone)]
pub struct Issuance {
    wires: Wires,
}

impl Issuance {
    /// Over these wires.
    pub fn new(wires: Wires) -> Self {
        Self { wires }
    }

    fn internal(&self) -> InternalClient<contracts::Wire> {
        InternalClient::new(self.wires.as_service(ServiceName::Issuance))
    }

    /// An issuer's time zone.
    pub async fn zone(&self, issuer: IssuerId) -> Result<Zone, CallError> {
        let mut client = IssuersClient::new(self.wires.as_service(ServiceName::Issuance));
        let answer = client
            .get_issuer(GetIssuerRequest {
                id: issuer.to_string(),
            })
            .await?
            .into_inner();
        answer
            .time_zone
            .parse()
            .map_err(|e: platform::clock::NotATime| CallError::Later(e.to_string()))
    }

    /// An achievement.
    pub async fn achievement(&self, id: AchievementId) -> Result<Achievement, CallError> {
        let mut client = AchievementsClient::new(self.wires.as_service(ServiceName::Issuance));
        let answer = client
            .get_achievement(GetAchievementRequest { id: id.to_string() })
            .await?
            .into_inner();
        let issuer = answer
            .issuer_id
            .parse()
            .map_err(|e: platform::ids::NotAnId| CallError::Later(e.to_string()))?;
        Ok(Achievement {
            issuer,
            name: answer.name,
            archived: answer.archived,
        })
    }

    /// Awards badges, [`MOST_AWARDS`] at most. Answers each order's badge or why there is none, in their order.
    pub async fn award(
        &self,
        issuer: IssuerId,
        orders: &[Order],
        notify: bool,
    ) -> Result<Vec<Result<String, String>>, CallError> {
        let awards = orders.iter().map(award).collect();
        let request = AwardByRuleRequest {
            issuer_id: issuer.to_string(),
            awards,
            hold_owner: HOLD.to_owned(),
            notify,
        };
        let results = self
            .internal()
            .award_by_rule(request)
            .await?
            .into_inner()
            .results;
        if results.len() != orders.len() {
            return Err(CallError::Later(format!(
                "{} awards were asked for and {} answered",
                orders.len(),
                results.len()
            )));
        }
        Ok(results
            .into_iter()
            .map(|r| {
                if r.credential_id.is_empty() {
                    Err(r.reason)
                } else {
                    Ok(r.credential_id)
                }
            })
            .collect())
    }

    /// Tells a member's standing. Answers how many badges changed by it.
    pub async fn set_standing(
        &self,
        issuer: IssuerId,
        standing: &Standing,
    ) -> Result<u64, CallError> {
        let request = SetStandingRequest {
            issuer_id: issuer.to_string(),
            rule_id: standing.rule.to_string(),
            member_number: standing.member_number.clone(),
            good: standing.good,
            decision_number: standing.decision,
            hold_owner: HOLD.to_owned(),
            reason: standing.reason.clone(),
        };
        Ok(u64::from(
            self.internal()
                .set_standing(request)
                .await?
                .into_inner()
                .changed,
        ))
    }

    /// Tells a member's name and address.
    pub async fn update_recipient(
        &self,
        issuer: IssuerId,
        renamed: &Renamed,
    ) -> Result<(), CallError> {
        let request = UpdateRecipientRequest {
            issuer_id: issuer.to_string(),
            member_number: renamed.member_number.clone(),
            name: Some(renamed.name.clone()),
            email: Some(renamed.email.clone()),
            decision_number: renamed.decision,
        };
        self.internal().update_recipient(request).await?;
        Ok(())
    }
}

fn award(order: &Order) -> RuleAward {
    let evidence = match order.evidence_url.as_str() {
        "" => Vec::new(),
        url => vec![Evidence {
            url: url.to_owned(),
            ..Evidence::default()
        }],
    };
    RuleAward {
        achievement_id: order.achievement.to_string(),
        recipient: Some(Recipient {
            email: order.email.clone(),
            name: order.name.clone(),
            member_number: order.member_number.clone(),
        }),
        awarded_on: order.on.to_string(),
        reference: order.reference.clone(),
        rule_id: order.rule.to_string(),
        evidence,
        locale: order.locale.clone(),
        // Who is not in good standing is never awarded anew where that counts.
        in_good_standing: true,
        decision_number: order.decision,
        standing_reason: order.standing.clone(),
    }
}
