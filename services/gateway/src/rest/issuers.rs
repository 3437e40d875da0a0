use super::{
    Body, List, OptionalBody, Page, Query, command, if_match,
    json::{self, Policy, PolicyChange, instant},
    made,
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
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create, list))
        .routes(routes!(get, change))
        .routes(routes!(rotate))
        .routes(routes!(create_key, list_keys))
        .routes(routes!(revoke_key))
        .routes(routes!(add_staff, list_staff))
        .routes(routes!(remove_staff))
        .routes(routes!(end_sessions))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewIssuer {
    /// Lower-case letters, digits and hyphens; it stands in every badge and never changes.
    #[schema(example = "plant-society")]
    slug: String,
    name: String,
    url: String,
    email: String,
    #[serde(default)]
    description: String,
    /// IANA name.
    #[schema(example = "Europe/London")]
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    locale: String,
    policy: Option<Policy>,
    #[serde(default)]
    accent: String,
    #[serde(default)]
    about_badges_url: String,
    #[serde(default)]
    support_contact: String,
    #[serde(default)]
    linkedin_organization_id: String,
    #[serde(default)]
    renew_url: String,
    /// What its mails say, and when they remind; the usual if absent.
    mail: Option<json::Mail>,
}

/// Create an issuer with its first signing key. Takes an operator's key.
#[utoipa::path(post, path = "/v1/issuers", operation_id = "createIssuer", tag = "Issuers", security(("key" = ["operator"])), request_body = NewIssuer,
    responses((status = 201, body = json::Issuer)))]
async fn create(
    State(app): State<App>,
    Customer(caller): Customer,
    headers: HeaderMap,
    Body(new): Body<NewIssuer>,
) -> Result<Response, Problem> {
    let request = i::CreateIssuerRequest {
        slug: new.slug,
        name: new.name,
        url: new.url,
        email: new.email,
        description: new.description,
        time_zone: new.time_zone,
        locale: new.locale,
        policy: new.policy.map(Into::into),
        accent: new.accent,
        about_badges_url: new.about_badges_url,
        support_contact: new.support_contact,
        linkedin_organization_id: new.linkedin_organization_id,
        renew_url: new.renew_url,
        mail: new.mail.map(Into::into),
    };
    let new = app
        .issuers(&caller)
        .create_issuer(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(made(
        &format!("/v1/issuers/{}", new.id),
        new.version,
        &json::Issuer::from(new),
    ))
}

/// The issuers a key may see: an operator's all, an issuer's its own.
#[utoipa::path(get, path = "/v1/issuers", operation_id = "listIssuers", tag = "Issuers", security(("key" = ["issuer:read"])), params(Page),
    responses((status = 200, body = List<json::Issuer>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(page): Query<Page>,
) -> Result<Json<List<json::Issuer>>, Problem> {
    let found = app
        .issuers(&caller)
        .list_issuers(i::ListIssuersRequest {
            page: Some(page.asked()?),
        })
        .await?
        .into_inner();
    Ok(Json(List::new(found.issuers, found.page)))
}

/// One issuer, by id or slug.
#[utoipa::path(get, path = "/v1/issuers/{id}", operation_id = "getIssuer", tag = "Issuers", security(("key" = ["issuer:read"])), params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, body = json::Issuer)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = app
        .issuers(&caller)
        .get_issuer(i::GetIssuerRequest { id })
        .await?
        .into_inner();
    Ok(tagged(
        StatusCode::OK,
        found.version,
        &json::Issuer::from(found),
    ))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct IssuerChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    url: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    email: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    description: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    time_zone: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    locale: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    policy: Option<PolicyChange>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    accent: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    about_badges_url: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    support_contact: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    linkedin_organization_id: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    renew_url: Option<String>,
    /// Replaces all that its mails say.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    mail: Option<json::Mail>,
}

/// Change what the body names and nothing else.
#[utoipa::path(patch, path = "/v1/issuers/{id}", operation_id = "changeIssuer", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path)), request_body = IssuerChange,
    responses((status = 200, body = json::Issuer)))]
async fn change(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(change): Body<IssuerChange>,
) -> Result<Response, Problem> {
    let if_version = if_match(&headers)?;
    let (policy, if_version) = match change.policy {
        None => (None, if_version),
        Some(policy) if policy.is_whole() => {
            (Some(policy.over(i::IssuerPolicy::default())), if_version)
        }
        Some(policy) => {
            let now = app
                .issuers(&caller)
                .get_issuer(i::GetIssuerRequest { id: id.clone() })
                .await?
                .into_inner();
            let (kept, version) = (now.policy.unwrap_or_default(), now.version);
            // What the policy does not name is kept as it was read, so the change stands on that version.
            (Some(policy.over(kept)), if_version.or(Some(version)))
        }
    };
    let request = i::UpdateIssuerRequest {
        id,
        name: change.name,
        url: change.url,
        email: change.email,
        description: change.description,
        time_zone: change.time_zone,
        locale: change.locale,
        policy,
        accent: change.accent,
        about_badges_url: change.about_badges_url,
        support_contact: change.support_contact,
        linkedin_organization_id: change.linkedin_organization_id,
        renew_url: change.renew_url,
        if_version,
        mail: change.mail.map(Into::into),
    };
    let changed = app
        .issuers(&caller)
        .update_issuer(command(&headers, request)?)
        .await?
        .into_inner();
    Ok(tagged(
        StatusCode::OK,
        changed.version,
        &json::Issuer::from(changed),
    ))
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// Why, for the record.
    #[serde(default)]
    reason: String,
}
#[derive(Serialize, ToSchema)]
struct Rotated {
    /// The key that signs from now on.
    key: Option<json::SigningKey>,
    /// The key that stopped; it stays published for ever.
    retired: Option<json::SigningKey>,
}

/// Make a new signing key. Badges signed with the old one keep verifying.
#[utoipa::path(post, path = "/v1/issuers/{id}/keys", operation_id = "rotateSigningKey", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path)), request_body(content = Option<Rotation>, content_type = "application/json"),
    responses((status = 201, body = Rotated)))]
async fn rotate(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<Rotation>,
) -> Result<(StatusCode, Json<Rotated>), Problem> {
    let done = app
        .issuers(&caller)
        .rotate_key(command(
            &headers,
            i::RotateKeyRequest {
                issuer_id: id,
                reason: body.reason,
            },
        )?)
        .await?
        .into_inner();
    Ok((
        StatusCode::CREATED,
        Json(Rotated {
            key: done.key.map(Into::into),
            retired: done.retired.map(Into::into),
        }),
    ))
}

/// An API key, without its secret.
#[derive(Serialize, ToSchema)]
struct ApiKey {
    id: String,
    issuer: Option<String>,
    name: String,
    scopes: Vec<String>,
    /// The first characters of the secret.
    hint: String,
    created_at: Option<String>,
    expires_at: Option<String>,
    revoked_at: Option<String>,
    last_used_at: Option<String>,
    /// The secret; only in the answer that made the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}
impl From<i::ApiKey> for ApiKey {
    fn from(k: i::ApiKey) -> Self {
        Self {
            created_at: instant(k.created_at.as_ref()),
            expires_at: instant(k.expires_at.as_ref()),
            revoked_at: instant(k.revoked_at.as_ref()),
            last_used_at: instant(k.last_used_at.as_ref()),
            id: k.id,
            issuer: json::some(k.issuer_id),
            name: k.name,
            scopes: k.scopes,
            hint: k.hint,
            secret: None,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKey {
    name: String,
    /// What it may do: `credentials:write` …
    scopes: Vec<String>,
    /// RFC 3339; absent: no end.
    expires_at: Option<String>,
}

/// Make an API key. Its secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/v1/issuers/{id}/api-keys", operation_id = "createApiKey", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path)), request_body = NewKey,
    responses((status = 201, body = ApiKey)))]
async fn create_key(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewKey>,
) -> Result<(StatusCode, Json<ApiKey>), Problem> {
    let expires_at = new
        .expires_at
        .map(|t| {
            platform::clock::Timestamp::parse(&t)
                .map(|t| t.proto())
                .map_err(|e| Problem::malformed("expires_at", &t, e.to_string()))
        })
        .transpose()?;
    let request = i::CreateApiKeyRequest {
        issuer_id: id,
        name: new.name,
        scopes: new.scopes,
        expires_at,
    };
    let made = app
        .issuers(&caller)
        .create_api_key(command(&headers, request)?)
        .await?
        .into_inner();
    let mut key = ApiKey::from(made.key.unwrap_or_default());
    key.secret = Some(made.secret);
    Ok((StatusCode::CREATED, Json(key)))
}

/// The API keys of an issuer, without secrets.
#[utoipa::path(get, path = "/v1/issuers/{id}/api-keys", operation_id = "listApiKeys", tag = "Issuers", security(("key" = ["issuer:read"])), params(("id" = String, Path)),
    responses((status = 200, body = List<ApiKey>)))]
async fn list_keys(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<List<ApiKey>>, Problem> {
    let keys = app
        .issuers(&caller)
        .list_api_keys(i::ListApiKeysRequest { issuer_id: id })
        .await?
        .into_inner()
        .keys;
    Ok(Json(List::new(keys, None)))
}

/// Revoke an API key at once.
#[utoipa::path(delete, path = "/v1/issuers/{id}/api-keys/{key}", operation_id = "revokeApiKey", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path), ("key" = String, Path)),
    responses((status = 200, body = ApiKey)))]
async fn revoke_key(
    State(app): State<App>,
    Customer(caller): Customer,
    Path((issuer_id, id)): Path<(String, String)>,
) -> Result<Json<ApiKey>, Problem> {
    let key = app
        .issuers(&caller)
        .revoke_api_key(i::RevokeApiKeyRequest { issuer_id, id })
        .await?
        .into_inner();
    Ok(Json(key.into()))
}

/// A person of the staff.
#[derive(Serialize, ToSchema)]
struct Staff {
    id: String,
    email: String,
    name: String,
    role: String,
    added_at: Option<String>,
    /// Whether the person has set a password.
    active: bool,
    /// Where a new person sets a password: works once, for seven days.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_up_url: Option<String>,
}
impl From<i::Staff> for Staff {
    fn from(s: i::Staff) -> Self {
        Self {
            added_at: instant(s.added_at.as_ref()),
            id: s.id,
            email: s.email,
            name: s.name,
            role: s.role,
            active: s.active,
            set_up_url: None,
        }
    }
}
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewStaff {
    email: String,
    name: String,
    /// `owner`, `editor` or `viewer`.
    role: String,
}

/// Add a person to the staff, or change the role.
#[utoipa::path(post, path = "/v1/issuers/{id}/staff", operation_id = "addStaff", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path)), request_body = NewStaff,
    responses((status = 201, body = Staff)))]
async fn add_staff(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewStaff>,
) -> Result<(StatusCode, Json<Staff>), Problem> {
    let request = i::AddStaffRequest {
        issuer_id: id,
        email: new.email,
        name: new.name,
        role: new.role,
    };
    let added = app
        .issuers(&caller)
        .add_staff(command(&headers, request)?)
        .await?
        .into_inner();
    let mut staff = Staff::from(added.staff.unwrap_or_default());
    staff.set_up_url = json::some(added.set_up_url);
    Ok((StatusCode::CREATED, Json(staff)))
}

/// The staff of an issuer.
#[utoipa::path(get, path = "/v1/issuers/{id}/staff", operation_id = "listStaff", tag = "Issuers", security(("key" = ["issuer:read"])), params(("id" = String, Path)),
    responses((status = 200, body = List<Staff>)))]
async fn list_staff(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<List<Staff>>, Problem> {
    let staff = app
        .issuers(&caller)
        .list_staff(i::ListStaffRequest { issuer_id: id })
        .await?
        .into_inner()
        .staff;
    Ok(Json(List::new(staff, None)))
}

/// Take a person off the staff; the last owner stays. What they did stays done.
#[utoipa::path(delete, path = "/v1/issuers/{id}/staff/{staff}", operation_id = "removeStaff", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path), ("staff" = String, Path)),
    responses((status = 204)))]
async fn remove_staff(
    State(app): State<App>,
    Customer(caller): Customer,
    Path((issuer_id, staff_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    app.issuers(&caller)
        .remove_staff(i::RemoveStaffRequest {
            issuer_id,
            staff_id,
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What ended.
#[derive(Serialize, ToSchema)]
struct SessionsEnded {
    /// How many sessions ended.
    ended: u32,
}

/// Sign a person of the staff out everywhere. Takes an operator's key where the account opens more than this issuer.
#[utoipa::path(post, path = "/v1/issuers/{id}/staff/{staff}/sessions/end", operation_id = "endStaffSessions", tag = "Issuers", security(("key" = ["issuer:write"])), params(("id" = String, Path), ("staff" = String, Path)),
    responses((status = 200, body = SessionsEnded)))]
async fn end_sessions(
    State(app): State<App>,
    Customer(caller): Customer,
    Path((issuer_id, staff_id)): Path<(String, String)>,
) -> Result<Json<SessionsEnded>, Problem> {
    let done = app
        .issuers(&caller)
        .end_staff_sessions(i::EndStaffSessionsRequest {
            issuer_id,
            staff_id,
        })
        .await?
        .into_inner();
    Ok(Json(SessionsEnded { ended: done.ended }))
}
