use super::{files, read};
use crate::{app::App, door::ClientAddress, problem::Problem};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::options,
};
use contracts::verification::v1::{self as v, verify_request::Badge};
use platform::identity::Caller;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower::ServiceBuilder;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest badge.
pub(crate) const BADGE_LIMIT: usize = 12 << 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(verify))
        .route("/v1/verify", options(asked_by_a_browser))
        .layer(
            ServiceBuilder::new()
                .layer(map_response(for_every_site))
                .layer(DefaultBodyLimit::max(BADGE_LIMIT)),
        )
}

/// What browsers ask before another site's page may send something. It needs no key, so no page gains a right by it.
async fn asked_by_a_browser() -> impl IntoResponse {
    let headers = [
        (header::ALLOW, "POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, accept"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

async fn for_every_site(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("retry-after, x-request-id"),
    );
    response
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Ask {
    /// Where the badge or its page is. One of `url` and `credential`.
    url: Option<String>,
    /// The credential: a JSON object, or a compact JWT as text.
    credential: Option<Value>,
    /// An address the bearer claims to have.
    #[serde(default)]
    recipient: String,
}

/// A badge sent as a form: one of `file`, `url` and `credential`.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "it describes the form, which is read part by part"
)]
struct VerifyForm {
    /// The file.
    #[schema(value_type = Option<String>, format = Binary)]
    file: Option<Vec<u8>>,
    /// Where the badge or its page is.
    url: Option<String>,
    /// The credential as JSON or as a compact JWT.
    credential: Option<String>,
    /// An address the bearer claims to have.
    recipient: Option<String>,
}

/// What was found out about a badge.
#[derive(Serialize, ToSchema)]
pub(super) struct Report {
    /// `valid`, `valid_issuer_unknown`, `unverifiable`, `invalid`.
    verdict: String,
    /// Whether it was signed by the issuer it names and is unchanged.
    authentic: bool,
    /// `valid`, `expired`, `suspended`, `revoked`, `not_yet_valid`, `unknown`.
    state: String,
    /// One sentence.
    summary: String,
    steps: Vec<Step>,
    /// Who here vouches for the issuer: the operator, or lists by name.
    vouched_by: Vec<Voucher>,
    /// What the QR code said that the badge was found by.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr_code: Option<String>,
    checked_at: Option<String>,
    verifier_version: String,
    /// Everything, with the digest of every input used.
    #[schema(value_type = Object)]
    report: (),
}

/// An answer with a report. The verifier sends the report as the JSON it is answered as, so that it need not be read
/// and written once more.
pub(super) struct Told(v::Report);

impl From<v::Report> for Told {
    fn from(report: v::Report) -> Self {
        Self(report)
    }
}

impl IntoResponse for Told {
    fn into_response(mut self) -> Response {
        let whole = std::mem::take(&mut self.0.json);
        let mut body = Vec::with_capacity(2 * whole.len() + 1024);
        if let Err(error) = serde_json::to_writer(&mut body, &Report::from(self.0)) {
            tracing::error!(%error, "a report could not be written");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        if !whole.is_empty() && body.ends_with(EMPTY) {
            body.truncate(body.len() - EMPTY.len());
            body.extend_from_slice(whole.as_bytes());
            body.push(b'}');
        }
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], body).into_response()
    }
}

/// How a [`Report`] ends before its last member is put in.
const EMPTY: &[u8] = b"null}";
/// Somebody who vouches for an issuer.
#[derive(Serialize, ToSchema)]
struct Voucher {
    /// `operator` (its own list) or `list` (an imported one).
    kind: String,
    /// The list's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    /// How the issuer is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer_name: Option<String>,
}
#[derive(Serialize, ToSchema)]
struct Step {
    name: String,
    /// `ok`, `warning`, `failed`, `unknown`, `skipped`.
    mark: String,
    /// What was found, and what to do about it.
    sentence: String,
    /// Stable, for programs: `proof.bad_signature`.
    code: String,
    /// Where something is wrong: a JSON path or a member's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What stands there, shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
}
impl From<v::Report> for Report {
    fn from(r: v::Report) -> Self {
        Self {
            report: (),
            checked_at: super::json::instant(r.checked_at.as_ref()),
            steps: r
                .steps
                .into_iter()
                .map(|s| Step {
                    name: s.name,
                    mark: s.mark,
                    sentence: s.sentence,
                    code: s.code,
                    field: super::json::some(s.field),
                    value: super::json::some(s.value),
                    fix: super::json::some(s.fix),
                })
                .collect(),
            vouched_by: r
                .vouched_by
                .into_iter()
                .map(|v| Voucher {
                    kind: v.kind,
                    list: super::json::some(v.list_name),
                    issuer_name: super::json::some(v.issuer_name),
                })
                .collect(),
            qr_code: super::json::some(r.qr_code),
            verdict: r.verdict,
            authentic: r.authentic,
            state: r.state,
            summary: r.summary,
            verifier_version: r.verifier_version,
        }
    }
}

/// Verify a badge of any vendor: by link, by credential, or as a file (`multipart/form-data`, or the file itself as the body). No key is needed.
#[utoipa::path(post, path = "/v1/verify", operation_id = "verifyBadge", tag = "Verification", request_body(content((Ask = "application/json"), (VerifyForm = "multipart/form-data"), (Ask = "application/x-www-form-urlencoded"), (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"), (String = "image/svg+xml"), (Value = "application/vc"), (Value = "application/ld+json"), (Value = "application/vc+ld+json"), (String = "application/vc+jwt"), (String = "application/jwt"), (String = "text/plain"), (Vec<u8> = "application/octet-stream"))), responses((status = 200, body = Report)))]
async fn verify(
    State(app): State<App>,
    from: ClientAddress,
    request: Request,
) -> Result<Told, Problem> {
    app.limits()
        .verify
        .check(&from.0)
        .map_err(|retry| Problem::too_many(retry.seconds()))?;
    let kind = files::media_type(request.headers());
    let ask = match kind.as_str() {
        "application/json" => from_json(&bytes(request, &app).await?)?,
        "multipart/form-data" => from_form(request, &app).await?,
        "application/x-www-form-urlencoded" => from_fields(&bytes(request, &app).await?)?,
        "image/png"
        | "image/jpeg"
        | "image/svg+xml"
        | "application/pdf"
        | "application/vc"
        | "application/ld+json"
        | "application/vc+ld+json"
        | "application/vc+jwt"
        | "application/jwt"
        | "application/octet-stream"
        | "text/plain" => {
            let bytes = bytes(request, &app).await?;
            v::VerifyRequest {
                badge: Some(Badge::File(bytes.to_vec())),
                ..Default::default()
            }
        }
        "" => {
            let bytes = bytes(request, &app).await?;
            if bytes.is_empty() {
                return Err(Problem::malformed("body", "", NOTHING));
            }
            v::VerifyRequest {
                badge: Some(Badge::File(bytes.to_vec())),
                ..Default::default()
            }
        }
        other => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                format!(
                    "`{other}` cannot be read; send JSON with `url` or `credential`, or a PNG, JPEG, SVG, PDF, JSON or JWT file"
                ),
            ));
        }
    };
    Ok(app.verify(&Caller::Public, ask).await?.into())
}

const LIMIT: &str = "a badge may have up to 12 MiB";
const NOTHING: &str = "it is empty; send JSON with `url` or `credential`, or the badge as a file";

fn too_large(status: StatusCode) -> Problem {
    Problem::new(status, "too_large", LIMIT)
}

async fn bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app)
        .await
        .map_err(|error| read::unread(&error, LIMIT))
}

fn from_json(bytes: &[u8]) -> Result<v::VerifyRequest, Problem> {
    // The badge itself, sent as what it is.
    if read::json(bytes)?.get("@context").is_some() {
        return Ok(v::VerifyRequest {
            badge: Some(Badge::File(bytes.to_vec())),
            ..Default::default()
        });
    }
    let ask: Ask = read::json_as(bytes)?;
    let badge = match (ask.url, ask.credential) {
        (Some(url), None) => link(url)?,
        (None, Some(Value::String(text))) => Badge::Text(text),
        (None, Some(object)) => Badge::Text(object.to_string()),
        (Some(_), Some(_)) => {
            return Err(Problem::malformed(
                "url",
                "",
                "send either `url` or `credential`, not both",
            ));
        }
        (None, None) => {
            return Err(Problem::malformed(
                "credential",
                "",
                "send `url` (where the badge is) or `credential` (the badge itself)",
            ));
        }
    };
    Ok(v::VerifyRequest {
        badge: Some(badge),
        claimed_email: ask.recipient,
        ..Default::default()
    })
}

/// A link that can be followed.
fn link(url: String) -> Result<Badge, Problem> {
    let lower = url.get(..8).unwrap_or(&url).to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Ok(Badge::Url(url));
    }
    Err(Problem::malformed(
        "url",
        &url,
        "it is no web address; write the badge's link from `https://` on, or send the badge itself as `credential`",
    ))
}

/// Fields without a file, as `curl -d url=…` sends them. `curl --data-binary @badge.png` says it sends fields, too, but
/// then it begins with none: what it sends is the badge.
fn from_fields(bytes: &Bytes) -> Result<v::VerifyRequest, Problem> {
    let mut ask = v::VerifyRequest::default();
    let is_field = |name: &str| matches!(name, "url" | "credential" | "recipient");
    let mut fields = url::form_urlencoded::parse(bytes).peekable();
    // A badge may hold `&url=` somewhere inside.
    let has_fields = fields.peek().is_some_and(|(name, _)| is_field(name));
    for (name, value) in fields.take_while(|_| has_fields) {
        let value = value.trim().to_owned();
        match name.as_ref() {
            "url" => ask.badge = Some(link(value)?),
            "credential" => ask.badge = Some(Badge::Text(value)),
            "recipient" => ask.claimed_email = value,
            _ => {}
        }
    }
    if bytes.is_empty() {
        return Err(Problem::malformed("body", "", NOTHING));
    }
    ask.badge.get_or_insert_with(|| Badge::File(bytes.to_vec()));
    Ok(ask)
}

async fn from_form(request: Request, app: &App) -> Result<v::VerifyRequest, Problem> {
    let mut form = Multipart::from_request(request, app)
        .await
        .map_err(|e| Problem::malformed("body", "", e.body_text()))?;
    let mut ask = v::VerifyRequest::default();
    while let Some(field) = form.next_field().await.map_err(|e| too_large(e.status()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|e| too_large(e.status()))?;
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            // Browsers send a file without a name where none was chosen.
            "file" if !(bytes.is_empty() && file_name.is_empty()) => {
                ask.badge = Some(Badge::File(bytes.to_vec()));
                ask.file_name = file_name;
            }
            "url" if !text().is_empty() => ask.badge = Some(link(text())?),
            "credential" if !text().is_empty() => ask.badge = Some(Badge::Text(text())),
            "recipient" => ask.claimed_email = text(),
            _ => {}
        }
    }
    if ask.badge.is_none() {
        return Err(Problem::malformed(
            "file",
            "",
            "send the badge in a part named `file`, or `url`, or `credential`",
        ));
    }
    Ok(ask)
}
