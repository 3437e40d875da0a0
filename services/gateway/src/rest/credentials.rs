use super::{
    Body, List, OfIssuer, OptionalBody, Page, Query, command, if_match,
    json::{Evidence, Level, Recipient, instant, some},
    made, page,
    read::given,
    tagged,
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contracts::issuance::v1 as i;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(award, list))
        .routes(routes!(get, correct))
        .routes(routes!(revoke))
        .routes(routes!(suspend))
        .routes(routes!(reinstate))
        .routes(routes!(renew))
        .routes(routes!(resend))
        .routes(routes!(events))
        .routes(routes!(of_member))
}

/// A badge.
#[derive(Serialize, ToSchema)]
pub(super) struct Credential {
    id: String,
    issuer: String,
    achievement: String,
    achievement_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    /// The public address, for ever.
    url: String,
    recipient: Option<Recipient>,
    awarded_at: Option<String>,
    valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    /// `valid`, `expired`, `suspended`, `revoked`.
    status: String,
    /// Why it is suspended.
    holds: Vec<Hold>,
    /// `pending`, `accepted`, `declined`.
    acceptance: String,
    /// `hidden`, `private`, `link`, `public`.
    visibility: String,
    revision: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    narrative: Option<String>,
    evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revocation_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// The mails about it.
    deliveries: Vec<Delivery>,
    /// Grows with each change; also the `ETag`.
    version: u64,
}
#[derive(Serialize, ToSchema)]
struct Hold {
    /// `membership`, `credits`, `staff`, `dispute`.
    owner: String,
    reason: String,
    since: Option<String>,
}
#[derive(Serialize, ToSchema)]
struct Delivery {
    kind: String,
    /// `delivered` or `failed`.
    state: String,
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}
impl From<i::Credential> for Credential {
    fn from(c: i::Credential) -> Self {
        Self {
            awarded_at: instant(c.awarded_at.as_ref()),
            valid_from: instant(c.valid_from.as_ref()),
            valid_until: instant(c.valid_until.as_ref()),
            revoked_at: instant(c.revoked_at.as_ref()),
            holds: c
                .holds
                .into_iter()
                .map(|h| Hold {
                    since: instant(h.since.as_ref()),
                    owner: h.owner,
                    reason: h.reason,
                })
                .collect(),
            deliveries: c
                .deliveries
                .into_iter()
                .map(|d| Delivery {
                    at: instant(d.at.as_ref()),
                    kind: d.kind,
                    state: d.state,
                    reason: some(d.reason),
                })
                .collect(),
            level: c.level.map(Into::into),
            recipient: c.recipient.map(Into::into),
            evidence: c.evidence.into_iter().map(Into::into).collect(),
            id: c.id,
            issuer: c.issuer_id,
            achievement: c.achievement_id,
            achievement_name: c.achievement_name,
            url: c.url,
            status: c.status,
            acceptance: c.acceptance,
            visibility: c.visibility,
            revision: c.revision,
            reference: some(c.reference),
            narrative: some(c.narrative),
            revocation_reason: some(c.revocation_reason),
            locale: some(c.locale),
            version: c.version,
        }
    }
}
fn answer(status: StatusCode, c: i::Credential) -> Response {
    tagged(status, c.version, &Credential::from(c))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Award {
    /// The achievement's id.
    achievement: String,
    recipient: Recipient,
    /// An instant or a date in the issuer's zone; absent: now.
    #[schema(example = "2026-03-31")]
    awarded_at: Option<String>,
    /// An instant, or a date that holds to its end.
    valid_until: Option<String>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(default)]
    narrative: String,
    #[serde(default)]
    locale: String,
    /// Whether to mail the earner; absent: yes.
    notify: Option<bool>,
    /// Your own number for this award; sent again for the same achievement and person it answers the first.
    #[serde(default)]
    reference: String,
}

/// Award a badge to one person.
#[utoipa::path(post, path = "/v1/credentials", operation_id = "awardCredential", tag = "Credentials", security(("key" = ["credentials:write"])), request_body = Award,
    responses((status = 201, body = Credential)))]
async fn award(
    State(app): State<App>,
    Customer(caller): Customer,
    headers: HeaderMap,
    Body(award): Body<Award>,
) -> Result<Response, Problem> {
    let request = i::AwardRequest {
        achievement_id: award.achievement,
        recipient: Some(award.recipient.into()),
        awarded_at: award.awarded_at.unwrap_or_default(),
        valid_until: award.valid_until.unwrap_or_default(),
        evidence: award.evidence.into_iter().map(Into::into).collect(),
        narrative: award.narrative,
        locale: award.locale,
        notify: award.notify,
        reference: award.reference,
    };
    let new = app
        .credentials(&caller)
        .award(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(made(
        &format!("/v1/credentials/{}", new.id),
        new.version,
        &Credential::from(new),
    ))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    achievement: String,
    /// `valid`, `expired`, `suspended`, `revoked`.
    #[serde(default)]
    status: String,
    /// `pending`, `accepted`, `declined`.
    #[serde(default)]
    acceptance: String,
    /// An address, a member number, a reference, or words of a name.
    #[serde(default)]
    search: String,
    /// Awarded at or after: an instant, or a calendar date in the issuer's zone.
    #[serde(default)]
    awarded_from: String,
    /// Awarded at or before: an instant, or a calendar date whose end counts.
    #[serde(default)]
    awarded_until: String,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// The badges of an issuer, newest first.
#[utoipa::path(get, path = "/v1/credentials", operation_id = "listCredentials", tag = "Credentials", security(("key" = ["credentials:read"])), params(Filter),
    responses((status = 200, body = List<Credential>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(f): Query<Filter>,
) -> Result<Json<List<Credential>>, Problem> {
    let page = page(f.limit, f.cursor)?;
    let request = i::ListCredentialsRequest {
        issuer_id: f.issuer,
        achievement_id: f.achievement,
        status: f.status,
        acceptance: f.acceptance,
        search: f.search,
        page: Some(page),
        member_number: String::new(),
        awarded_from: f.awarded_from,
        awarded_until: f.awarded_until,
    };
    let found = app
        .credentials(&caller)
        .list_credentials(request)
        .await?
        .into_inner();
    Ok(Json(List::new(found.credentials, found.page)))
}

/// What a member holds, over all their addresses, and its state.
#[utoipa::path(get, path = "/v1/members/{number}/credentials", operation_id = "listCredentialsOfMember", tag = "Members", security(("key" = ["credentials:read"])), params(("number" = String, Path, description = "The member's number"), OfIssuer),
    responses((status = 200, body = List<Credential>)))]
async fn of_member(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(number): Path<String>,
    Query(of): Query<OfIssuer>,
) -> Result<Json<List<Credential>>, Problem> {
    let (issuer_id, page) = of.asked()?;
    let request = i::ListCredentialsRequest {
        issuer_id,
        member_number: number,
        page,
        ..Default::default()
    };
    let found = app
        .credentials(&caller)
        .list_credentials(request)
        .await?
        .into_inner();
    Ok(Json(List::new(found.credentials, found.page)))
}

/// One badge.
#[utoipa::path(get, path = "/v1/credentials/{id}", operation_id = "getCredential", tag = "Credentials", security(("key" = ["credentials:read"])), params(("id" = String, Path)),
    responses((status = 200, body = Credential)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = app
        .credentials(&caller)
        .get_credential(i::GetCredentialRequest { id })
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, found))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Correction {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    email: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    narrative: Option<String>,
}

/// Mend a name, an address or a narrative: a new revision under the same id and address.
#[utoipa::path(patch, path = "/v1/credentials/{id}", operation_id = "correctCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)), request_body = Correction,
    responses((status = 200, body = Credential)))]
async fn correct(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(c): Body<Correction>,
) -> Result<Response, Problem> {
    let request = i::CorrectCredentialRequest {
        id,
        name: c.name,
        email: c.email,
        narrative: c.narrative,
        if_version: if_match(&headers)?,
    };
    let changed = app
        .credentials(&caller)
        .correct_credential(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// In words; kept, and shown where the policy says so.
    #[schema(example = "Awarded to the wrong person")]
    reason: String,
}

/// Revoke a badge: every page and verifier says so at once.
#[utoipa::path(post, path = "/v1/credentials/{id}/revoke", operation_id = "revokeCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)), request_body = Reason,
    responses((status = 200, body = Credential)))]
async fn revoke(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(b): Body<Reason>,
) -> Result<Response, Problem> {
    let changed = app
        .credentials(&caller)
        .revoke_credential(command(
            &headers,
            i::RevokeCredentialRequest {
                id,
                reason: b.reason,
            },
        )?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

/// Suspend a badge until it is reinstated.
#[utoipa::path(post, path = "/v1/credentials/{id}/suspend", operation_id = "suspendCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)), request_body = Reason,
    responses((status = 200, body = Credential)))]
async fn suspend(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(b): Body<Reason>,
) -> Result<Response, Problem> {
    let changed = app
        .credentials(&caller)
        .suspend_credential(command(
            &headers,
            i::SuspendCredentialRequest {
                id,
                reason: b.reason,
            },
        )?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
struct Remark {
    /// In words, for your own records: `GET /v1/credentials/{id}/events` tells of it.
    reason: String,
}

/// Lift a suspension by staff, or undo a revocation.
#[utoipa::path(post, path = "/v1/credentials/{id}/reinstate", operation_id = "reinstateCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)), request_body(content = Option<Remark>, content_type = "application/json"),
    responses((status = 200, body = Credential)))]
async fn reinstate(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    OptionalBody(b): OptionalBody<Remark>,
) -> Result<Response, Problem> {
    let changed = app
        .credentials(&caller)
        .reinstate_credential(command(
            &headers,
            i::ReinstateCredentialRequest {
                id,
                reason: b.reason,
            },
        )?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
struct Renewal {
    /// An instant or a date; absent: by the achievement's rule.
    #[serde(default)]
    valid_until: String,
}

/// A new period for the same badge, at the same address.
#[utoipa::path(post, path = "/v1/credentials/{id}/renew", operation_id = "renewCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)), request_body(content = Option<Renewal>, content_type = "application/json"),
    responses((status = 200, body = Credential)))]
async fn renew(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    OptionalBody(b): OptionalBody<Renewal>,
) -> Result<Response, Problem> {
    let changed = app
        .credentials(&caller)
        .renew_credential(command(
            &headers,
            i::RenewCredentialRequest {
                id,
                valid_until: b.valid_until,
            },
        )?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::OK, changed))
}

/// Send the badge mail again.
#[utoipa::path(post, path = "/v1/credentials/{id}/resend", operation_id = "resendCredential", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)),
    responses((status = 202, body = Credential)))]
async fn resend(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let same = app
        .credentials(&caller)
        .resend_credential(command(&headers, i::ResendCredentialRequest { id })?)
        .await?
        .into_inner();
    Ok(answer(StatusCode::ACCEPTED, same))
}

/// Something that happened to a badge.
#[derive(Serialize, ToSchema)]
struct Event {
    /// `corrected`, `renewed`, `suspended`, `reinstated`, `revoked`, `restored` (a revocation undone), `resent`.
    what: String,
    /// Whose hold was set or lifted: `membership`, `credits`, `staff`, `dispute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold: Option<String>,
    at: Option<String>,
    /// `staff`, `api_key`, `operator`, or `rule` for what follows from the records of members.
    by: String,
    /// The id of the person or the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_id: Option<String>,
    /// Why, in words; absent where nobody said, and after erasure.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}
impl From<i::CredentialEvent> for Event {
    fn from(e: i::CredentialEvent) -> Self {
        Self {
            at: instant(e.at.as_ref()),
            what: e.what,
            hold: some(e.hold),
            by: e.by,
            by_id: some(e.by_id),
            reason: some(e.reason),
        }
    }
}

/// What happened to a badge since its award, newest first: who did what, when and why.
#[utoipa::path(get, path = "/v1/credentials/{id}/events", operation_id = "listCredentialEvents", tag = "Credentials", security(("key" = ["credentials:read"])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<Event>)))]
async fn events(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<List<Event>>, Problem> {
    let request = i::ListCredentialEventsRequest {
        credential_id: id,
        page: Some(page.asked()?),
    };
    let found = app
        .credentials(&caller)
        .list_credential_events(request)
        .await?
        .into_inner();
    Ok(Json(List::new(found.events, found.page)))
}
