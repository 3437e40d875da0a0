use super::{Body, List, Query, command, if_match, json::some, page, tagged};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contracts::membership_sync::v1 as m;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, put))
        .routes(routes!(explain))
        .routes(routes!(list_rules, create_rule))
        .routes(routes!(switch_rule))
}

/// A member as the association keeps them.
#[derive(Serialize, ToSchema)]
struct Member {
    id: String,
    member_number: String,
    given_name: String,
    family_name: String,
    display_name: String,
    email: String,
    alternate_emails: Vec<String>,
    country: String,
    locale: String,
    /// `active`, `lapsed`, `pending`, `resigned`, `deceased`.
    membership_status: String,
    membership_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_on: Option<String>,
    employer: String,
    job_title: String,
    certifications: Vec<Certification>,
    version: u64,
}
/// A certification a member passed, and what it led to.
#[derive(Serialize, ToSchema)]
struct Certification {
    certification: String,
    level: String,
    level_rank: u32,
    passed_on: String,
    certificate_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence_url: Option<String>,
    /// The badge it led to.
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<String>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}
impl From<m::Member> for Member {
    fn from(x: m::Member) -> Self {
        Self {
            joined_on: some(x.joined_on),
            expires_on: some(x.expires_on),
            certifications: x
                .certifications
                .into_iter()
                .map(|c| Certification {
                    evidence_url: some(c.evidence_url),
                    credential: some(c.credential_id),
                    reason: some(c.reason),
                    certification: c.certification,
                    level: c.level,
                    level_rank: c.level_rank,
                    passed_on: c.passed_on,
                    certificate_number: c.certificate_number,
                })
                .collect(),
            id: x.id,
            member_number: x.member_number,
            given_name: x.given_name,
            family_name: x.family_name,
            display_name: x.display_name,
            email: x.email,
            alternate_emails: x.alternate_emails,
            country: x.country,
            locale: x.locale,
            membership_status: x.status,
            membership_type: x.membership_type,
            employer: x.employer,
            job_title: x.job_title,
            version: x.version,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    /// `active`, `lapsed`, `pending`, `resigned`, `deceased`.
    #[serde(default)]
    status: String,
    /// A member number, an address, or words of a name.
    #[serde(default)]
    search: String,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// The members of an association.
#[utoipa::path(get, path = "/v1/members", operation_id = "listMembers", tag = "Members", security(("key" = ["members:read"])), params(Filter), responses((status = 200, body = List<Member>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(f): Query<Filter>,
) -> Result<Json<List<Member>>, Problem> {
    let page = page(f.limit, f.cursor)?;
    let found = app
        .members(&caller)
        .list_members(m::ListMembersRequest {
            issuer_id: f.issuer,
            status: f.status,
            search: f.search,
            page: Some(page),
        })
        .await?
        .into_inner();
    Ok(Json(List::new(found.members, found.page)))
}

/// One member, by number, with certifications and the badges they led to.
#[utoipa::path(get, path = "/v1/members/{number}", operation_id = "getMember", tag = "Members", security(("key" = ["members:read"])), params(("number" = String, Path, description = "The member's number"), OfIssuer),
    responses((status = 200, body = Member)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(number): Path<String>,
    Query(of): Query<OfIssuer>,
) -> Result<Response, Problem> {
    let found = app
        .members(&caller)
        .get_member(m::GetMemberRequest {
            issuer_id: of.issuer,
            member_number: number,
        })
        .await?
        .into_inner();
    Ok(tagged(StatusCode::OK, found.version, &Member::from(found)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberRecord {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    given_name: String,
    #[serde(default)]
    family_name: String,
    #[serde(default)]
    display_name: String,
    email: String,
    #[serde(default)]
    alternate_emails: Vec<String>,
    #[serde(default)]
    country: String,
    #[serde(default)]
    locale: String,
    membership_status: String,
    #[serde(default)]
    membership_type: String,
    #[serde(default)]
    joined_on: String,
    #[serde(default)]
    expires_on: String,
    #[serde(default)]
    employer: String,
    #[serde(default)]
    job_title: String,
}

/// Create or replace one member; rules are evaluated at once.
#[utoipa::path(put, path = "/v1/members/{number}", operation_id = "putMember", tag = "Members", security(("key" = ["members:write"])), params(("number" = String, Path)), request_body = MemberRecord,
    responses((status = 200, body = Member)))]
async fn put(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(number): Path<String>,
    headers: HeaderMap,
    Body(r): Body<MemberRecord>,
) -> Result<Response, Problem> {
    let member = m::Member {
        issuer_id: r.issuer,
        member_number: number,
        given_name: r.given_name,
        family_name: r.family_name,
        display_name: r.display_name,
        email: r.email,
        alternate_emails: r.alternate_emails,
        country: r.country,
        locale: r.locale,
        status: r.membership_status,
        membership_type: r.membership_type,
        joined_on: r.joined_on,
        expires_on: r.expires_on,
        employer: r.employer,
        job_title: r.job_title,
        ..Default::default()
    };
    let kept = app
        .members(&caller)
        .put_member(command(
            &headers,
            m::PutMemberRequest {
                member: Some(member),
                if_version: if_match(&headers)?,
            },
        )?)
        .await?
        .into_inner();
    Ok(tagged(StatusCode::OK, kept.version, &Member::from(kept)))
}

/// What the rules decide for one member.
#[derive(Serialize, ToSchema)]
struct Decision {
    rule: String,
    name: String,
    eligible: bool,
    /// In words; a refusal says which half is missing.
    reason: String,
}

/// What the rules decide for one member, and why.
#[utoipa::path(get, path = "/v1/members/{number}/eligibility", operation_id = "explainMember", tag = "Members", security(("key" = ["members:read"])), params(("number" = String, Path, description = "The member's number"), OfIssuer),
    responses((status = 200, body = List<Decision>)))]
async fn explain(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(number): Path<String>,
    Query(of): Query<OfIssuer>,
) -> Result<Json<List<Decision>>, Problem> {
    let found = app
        .rules(&caller)
        .explain(m::ExplainRequest {
            issuer_id: of.issuer,
            member_number: number,
        })
        .await?
        .into_inner();
    let items = found
        .decisions
        .into_iter()
        .map(|d| Decision {
            rule: d.rule_id,
            name: d.rule_name,
            eligible: d.eligible,
            reason: d.reason,
        })
        .collect::<Vec<_>>();
    Ok(Json(List::new(items, None)))
}

/// Who is awarded what.
#[derive(Serialize, ToSchema)]
struct Rule {
    id: String,
    issuer: String,
    achievement: String,
    name: String,
    certification: String,
    level: String,
    requires_membership: bool,
    active: bool,
    created_at: Option<String>,
}
impl From<m::Rule> for Rule {
    fn from(r: m::Rule) -> Self {
        Self {
            created_at: super::json::instant(r.created_at.as_ref()),
            id: r.id,
            issuer: r.issuer_id,
            achievement: r.achievement_id,
            name: r.name,
            certification: r.certification,
            level: r.level,
            requires_membership: r.requires_membership,
            active: r.active,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OfIssuer {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
}

/// The eligibility rules of an issuer.
#[utoipa::path(get, path = "/v1/rules", operation_id = "listRules", tag = "Members", security(("key" = ["members:read"])), params(OfIssuer), responses((status = 200, body = List<Rule>)))]
async fn list_rules(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(of): Query<OfIssuer>,
) -> Result<Json<List<Rule>>, Problem> {
    let rules = app
        .rules(&caller)
        .list_rules(m::ListRulesRequest {
            issuer_id: of.issuer,
        })
        .await?
        .into_inner()
        .rules;
    Ok(Json(List::new(rules, None)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRule {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    /// What is awarded.
    achievement: String,
    #[serde(default)]
    name: String,
    /// The certification that must be passed; empty: the membership itself is what earns it.
    #[serde(default)]
    certification: String,
    /// Its level; empty: any.
    #[serde(default)]
    level: String,
    /// Whether only active members are awarded and stay valid; absent: yes.
    requires_membership: Option<bool>,
}

/// Create a rule: who passed this certification, and is an active member, is awarded this achievement.
#[utoipa::path(post, path = "/v1/rules", operation_id = "createRule", tag = "Members", security(("key" = ["members:write"])), request_body = NewRule, responses((status = 201, body = Rule)))]
async fn create_rule(
    State(app): State<App>,
    Customer(caller): Customer,
    headers: HeaderMap,
    Body(n): Body<NewRule>,
) -> Result<(StatusCode, Json<Rule>), Problem> {
    let request = m::CreateRuleRequest {
        issuer_id: n.issuer,
        achievement_id: n.achievement,
        name: n.name,
        certification: n.certification,
        level: n.level,
        requires_membership: n.requires_membership.unwrap_or(true),
    };
    let made = app
        .rules(&caller)
        .create_rule(command(&headers, request)?)
        .await?
        .into_inner();
    Ok((StatusCode::CREATED, Json(made.into())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Switch {
    /// Whether the rule awards and suspends from now on.
    active: bool,
}

/// Switch a rule on or off.
#[utoipa::path(patch, path = "/v1/rules/{id}", operation_id = "switchRule", tag = "Members", security(("key" = ["members:write"])), params(("id" = String, Path)), request_body = Switch, responses((status = 200, body = Rule)))]
async fn switch_rule(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(s): Body<Switch>,
) -> Result<Json<Rule>, Problem> {
    let rule = app
        .rules(&caller)
        .set_rule_active(command(
            &headers,
            m::SetRuleActiveRequest {
                id,
                active: s.active,
            },
        )?)
        .await?
        .into_inner();
    Ok(Json(rule.into()))
}
