//! Staff accounts, API keys and design previews, for the gateway.

use super::{achievements::preview, issuers::api_key};
use crate::{
    Error, Issuance,
    app::{achievements, api_keys, staff},
    domain::staff::{LinkState, Membership},
};
use contracts::issuance::v1 as proto;
use platform::{Secret, identity::Caller};

fn session(session: staff::Session) -> proto::StaffSession {
    proto::StaffSession {
        token: session
            .token
            .map(|token| token.expose().clone())
            .unwrap_or_default(),
        staff_id: session.person.id.to_string(),
        name: session.person.name.clone(),
        email: session.person.email.as_str().to_owned(),
        operator: session.person.operator,
        issuers: session.memberships.iter().map(membership).collect(),
        expires_at: Some(session.expires_at.proto()),
    }
}

fn membership(membership: &Membership) -> proto::Membership {
    proto::Membership {
        issuer_id: membership.issuer.to_string(),
        slug: membership.slug.to_string(),
        name: membership.name.clone(),
        role: membership.role.as_str().to_owned(),
        accent: membership.accent.to_string(),
        time_zone: membership.zone.name().to_owned(),
    }
}

pub(super) async fn authenticate_api_key(
    app: &Issuance,
    caller: &Caller,
    asked: proto::AuthenticateApiKeyRequest,
) -> Result<proto::ApiKey, Error> {
    let key = api_keys::authenticate(app, caller, &Secret::new(asked.secret)).await?;
    Ok(api_key(&key))
}

pub(super) async fn staff_sign_in(
    app: &Issuance,
    caller: &Caller,
    asked: proto::StaffSignInRequest,
) -> Result<proto::StaffSession, Error> {
    staff::sign_in(
        app,
        caller,
        &asked.email,
        Secret::new(asked.password),
        &asked.source,
    )
    .await
    .map(session)
}

pub(super) async fn get_staff_session(
    app: &Issuance,
    caller: &Caller,
    asked: proto::GetStaffSessionRequest,
) -> Result<proto::StaffSession, Error> {
    staff::session(app, caller, &asked.token).await.map(session)
}

pub(super) async fn staff_sign_out(
    app: &Issuance,
    caller: &Caller,
    asked: proto::StaffSignOutRequest,
) -> Result<proto::StaffSignOutResponse, Error> {
    staff::sign_out(app, caller, &asked.token).await?;
    Ok(proto::StaffSignOutResponse {})
}

pub(super) async fn preview_set_up(
    app: &Issuance,
    caller: &Caller,
    asked: proto::PreviewSetUpRequest,
) -> Result<proto::PreviewSetUpResponse, Error> {
    let found = staff::preview_set_up(app, caller, &asked.token).await?;
    let state = match found.as_ref().map(|preview| preview.state) {
        Some(LinkState::Open) => "open",
        Some(LinkState::Used) => "used",
        Some(LinkState::Expired) => "expired",
        None => "unknown",
    };
    let existing_account = found
        .as_ref()
        .is_some_and(|preview| preview.asks_for_password);
    let person = found.and_then(|preview| preview.person);
    let (email, name) = person
        .map(|p| (p.email.as_str().to_owned(), p.name))
        .unwrap_or_default();
    Ok(proto::PreviewSetUpResponse {
        state: state.to_owned(),
        email,
        name,
        existing_account,
    })
}

pub(super) async fn complete_set_up(
    app: &Issuance,
    caller: &Caller,
    asked: proto::CompleteSetUpRequest,
) -> Result<proto::StaffSession, Error> {
    staff::complete_set_up(
        app,
        caller,
        &asked.token,
        Secret::new(asked.password),
        &asked.name,
    )
    .await
    .map(session)
}

pub(super) async fn bootstrap_operator(
    app: &Issuance,
    caller: &Caller,
    asked: proto::BootstrapOperatorRequest,
) -> Result<proto::BootstrapOperatorResponse, Error> {
    let password = (!asked.password.is_empty()).then(|| Secret::new(asked.password));
    let made = staff::bootstrap_operator(app, caller, &asked.email, &asked.name, password).await?;
    let told =
        |secret: Option<Secret<String>>| secret.map(|s| s.expose().clone()).unwrap_or_default();
    Ok(proto::BootstrapOperatorResponse {
        set_up_url: told(made.set_up_url),
        api_key: told(made.api_key),
        staff_id: made.staff.to_string(),
    })
}

pub(super) async fn preview_design(
    app: &Issuance,
    caller: &Caller,
    asked: proto::PreviewDesignRequest,
) -> Result<proto::Document, Error> {
    let image = achievements::preview(app, caller, preview(asked)?).await?;
    Ok(proto::Document {
        status: 200,
        media_type: image.media_type,
        body: image.bytes,
        cache_control: "no-store".to_owned(),
        ..proto::Document::default()
    })
}
