//! The W3C's VC-API at `/vc-api/`, as its test suites call it: an instance a test key, named in the path. The answers
//! are those of that standard, so they stand in no OpenAPI document of ours.
//!
//! <https://w3c-ccg.github.io/vc-api/>

use crate::{app::App, config::VcApi, door::Customer, problem::Problem};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{FromRequestParts, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use contracts::issuance::v1::{
    GetVcApiStatusListRequest, ListVcApiInstancesRequest, VcApiAnswer, VcApiProblem, VcApiRequest,
};
use platform::{
    identity::{Denied, Scope},
    refusal,
};
use serde_json::{Map, Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/vc-api", get(instances))
        .route("/vc-api/credentials/{verb}", post(credentials_of_any))
        .route("/vc-api/presentations/verify", post(presentations_of_any))
        .route("/vc-api/{instance}/credentials/{verb}", post(credentials))
        .route(
            "/vc-api/{instance}/presentations/verify",
            post(presentations),
        )
        .route("/vc-api/{instance}/status/{list}", get(status_list))
        .route("/vc-api/{instance}/status/{list}/publish", post(published))
}

/// Who may: nobody where it is off, a key with the right to it or an operator's where it is on.
struct Allowed;

impl FromRequestParts<App> for Allowed {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match app.config().vc_api {
            VcApi::Public => Ok(Self),
            VcApi::Off => Err(off()),
            VcApi::Keys => {
                let Customer(caller) = Customer::from_request_parts(parts, app).await?;
                let Some(issuer) = caller.issuer() else {
                    return caller.must_be_operator().map(|()| Self).map_err(denied);
                };
                let allowed = caller.may(Scope::VcApi, issuer, "VC-API");
                allowed.map(|()| Self).map_err(denied)
            }
        }
    }
}

fn denied(denied: Denied) -> Problem {
    refusal::status(&denied).into()
}

fn off() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "the VC-API is switched off here; the operator switches it on by ACCOLADE_VC_API",
    )
}

/// What test keys there are, and where each is reached.
async fn instances(State(app): State<App>, _: Allowed) -> Result<Json<Value>, Problem> {
    let listed = app
        .vc_api(&App::itself())
        .list_vc_api_instances(ListVcApiInstancesRequest {})
        .await?
        .into_inner();
    let base = app.config().public_url.as_str();
    let all: Vec<Value> = listed
        .instances
        .into_iter()
        .map(|one| {
            json!({
                "name": one.name,
                "cryptosuite": one.suite,
                "keyType": one.key_type,
                "issuer": one.issuer,
                "statusPurposes": one.status_purposes,
                "endpoint": format!("{base}/vc-api/{}", one.name),
            })
        })
        .collect();
    Ok(Json(json!({ "instances": all })))
}

async fn credentials_of_any(
    State(app): State<App>,
    allowed: Allowed,
    Path(verb): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    credentials(State(app), allowed, Path((String::new(), verb)), body).await
}

async fn credentials(
    State(app): State<App>,
    _: Allowed,
    Path((instance, verb)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let mut keys = app.vc_api(&App::itself());
    let asked = VcApiRequest {
        instance,
        body: body.into(),
    };
    let (answer, done) = match verb.as_str() {
        "issue" => (
            keys.issue_vc_api_credential(asked).await?,
            StatusCode::CREATED,
        ),
        "derive" => (
            keys.derive_vc_api_credential(asked).await?,
            StatusCode::CREATED,
        ),
        "verify" => (keys.verify_vc_api_credential(asked).await?, StatusCode::OK),
        "status" => (keys.set_vc_api_status(asked).await?, StatusCode::OK),
        _ => {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "not_found",
                "credentials are issued (issue), verified (verify), shown in part (derive) and changed in their status (status)",
            ));
        }
    };
    let is_verdict = verb == "verify";
    told(answer.into_inner(), done, is_verdict)
}

async fn presentations_of_any(
    State(app): State<App>,
    allowed: Allowed,
    body: Bytes,
) -> Result<Response, Problem> {
    presentations(State(app), allowed, Path(String::new()), body).await
}

async fn presentations(
    State(app): State<App>,
    _: Allowed,
    Path(instance): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let asked = VcApiRequest {
        instance,
        body: body.into(),
    };
    let answer = app
        .vc_api(&App::itself())
        .verify_vc_api_presentation(asked)
        .await?;
    told(answer.into_inner(), StatusCode::OK, true)
}

/// The answer of the standard: what was asked for, or what stands against it as problem details.
fn told(answer: VcApiAnswer, done: StatusCode, is_verdict: bool) -> Result<Response, Problem> {
    let details: Vec<Value> = answer.problems.iter().map(detail).collect();
    if !answer.ok {
        let mut body = answer.problems.first().map(detail).unwrap_or_default();
        if let Value::Object(members) = &mut body {
            if is_verdict {
                members.insert("verified".into(), false.into());
                members.insert("warnings".into(), answer.warnings.into());
            }
            members.insert("problemDetails".into(), details.into());
        }
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (StatusCode::BAD_REQUEST, Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        return Ok(response);
    }
    let mut body: Map<String, Value> = serde_json::from_str(&answer.json).map_err(|_| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the answer could not be read",
        )
    })?;
    if is_verdict {
        body.insert("problemDetails".into(), details.into());
        body.insert("warnings".into(), answer.warnings.into());
    }
    Ok((done, Json(body)).into_response())
}

fn detail(problem: &VcApiProblem) -> Value {
    json!({
        "type": problem.r#type,
        "title": problem.title,
        "status": StatusCode::BAD_REQUEST.as_u16(),
        "detail": problem.detail,
    })
}

/// A status list, for every verifier: what it tells is public as the credentials that name it are.
async fn status_list(
    State(app): State<App>,
    Path((instance, list)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if app.config().vc_api == VcApi::Off {
        return Err(off());
    }
    let answer = app
        .vc_api(&App::itself())
        .get_vc_api_status_list(GetVcApiStatusListRequest { instance, list })
        .await?
        .into_inner();
    let wants = |kind: &str| {
        headers
            .get_all(header::ACCEPT)
            .iter()
            .any(|value| value.to_str().is_ok_and(|text| text.contains(kind)))
    };
    // Many clients read an answer as JSON only where its type says json.
    let kind = if wants("application/vc") {
        "application/vc"
    } else {
        "application/json"
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((headers, answer.json).into_response())
}

/// Lists are signed as they are asked for, so that one is always published: suites ask for it all the same.
async fn published(
    State(app): State<App>,
    _: Allowed,
    Path((instance, list)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    app.vc_api(&App::itself())
        .get_vc_api_status_list(GetVcApiStatusListRequest { instance, list })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
