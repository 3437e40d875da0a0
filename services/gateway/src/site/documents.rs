//! The documents that other systems read: badges in all their forms, issuers, achievements, status lists.

use super::{
    certificate,
    checks::Checks,
    errors::{Answer, Stop, nothing_here},
    issuer, negotiate,
    visit::Visit,
};
use crate::{app::App, problem::Problem};
use axum::{
    Extension, Router,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::map_response,
    response::{IntoResponse as _, Response},
    routing::{MethodRouter, get},
};
use contracts::{
    issuance::v1::{
        AchievementDocument, CredentialDocument, Document, GetDocumentRequest, IssuerDocument,
        get_document_request::Of,
    },
    wallet::v1::GetHeldRequest,
};
use platform::ids::CredentialId;

/// A drawing looked at by itself may do nothing; what it brings along in itself is shown.
const SVG_POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// Their routes. Every site may read them.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/b/{id}", open(get(badge)))
        .route("/b/{id}/embed", get(certificate::embed))
        .route("/oembed", open(get(certificate::oembed)))
        .route("/b/{id}/card.png", open(get(card)))
        .route("/b/{id}/image.png", open(get(image)))
        .route("/b/{id}/rosette.svg", open(get(rosette)))
        .route("/ob2/assertions/{id}", open(get(assertion)))
        .route("/ob2/badges/{id}", open(get(badge_class)))
        .route("/ob2/issuers/{slug}", open(get(ob2_issuer)))
        .route("/issuers/{slug}", open(get(issuer_profile)))
        .route("/issuers/{slug}/{file}", open(get(issuer_file)))
        .route("/.well-known/jwks.json", open(get(host_keys)))
        .route("/achievements/{id}", open(get(achievement)))
        .route("/status/{list}", open(get(status_list)))
        .layer(map_response(readable_everywhere))
}

/// Takes the question browsers ask before they let another site's page send conditional requests.
fn open(methods: MethodRouter<App>) -> MethodRouter<App> {
    methods.options(|| async {
        let headers = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "accept, if-none-match",
            ),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        ];
        (StatusCode::NO_CONTENT, headers)
    })
}

/// Documents may be read by pages of every site; pages for people may not. Cookies never go with such reads.
async fn readable_everywhere(mut response: Response) -> Response {
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !html {
        let headers = response.headers_mut();
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag"),
        );
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    response
}

async fn badge(
    visit: Visit,
    Path(file): Path<String>,
    Extension(checks): Extension<Checks>,
) -> Answer {
    match file.split_once('.') {
        None => {
            let mut response = match negotiate::badge(&visit.headers) {
                negotiate::Form::Page => return certificate::show(&visit, &file, &checks).await,
                negotiate::Form::Json(media_type) => {
                    as_media_type(of_badge(&visit, &file, "json").await?, media_type)
                }
                negotiate::Form::Jwt => of_badge(&visit, &file, "jwt").await?,
            };
            // Under this address it is the badge itself, not a file to be saved.
            response.headers_mut().remove(header::CONTENT_DISPOSITION);
            Ok(by_accept(response))
        }
        Some((id, form @ ("json" | "jwt" | "png" | "svg"))) => of_badge(&visit, id, form).await,
        Some(_) => Err(Stop::not_found()),
    }
}

async fn card(visit: Visit, Path(id): Path<String>) -> Answer {
    of_badge(&visit, &id, "card").await
}
async fn image(visit: Visit, Path(id): Path<String>) -> Answer {
    of_badge(&visit, &id, "image").await
}
async fn rosette(visit: Visit, Path(id): Path<String>) -> Answer {
    of_badge(&visit, &id, "rosette").await
}
async fn assertion(visit: Visit, Path(id): Path<String>) -> Answer {
    of_badge(&visit, &id, "ob2").await
}

async fn badge_class(visit: Visit, Path(id): Path<String>) -> Answer {
    serve(&visit, Of::Ob2Badge(id)).await
}
async fn ob2_issuer(visit: Visit, Path(slug): Path<String>) -> Answer {
    serve(&visit, of_issuer(&slug, "ob2")).await
}
async fn host_keys(visit: Visit) -> Answer {
    serve(&visit, of_issuer("", "jwks")).await
}
async fn status_list(visit: Visit, Path(list): Path<String>) -> Answer {
    serve(&visit, Of::StatusList(list)).await
}

async fn issuer_profile(visit: Visit, Path(slug): Path<String>) -> Answer {
    match negotiate::profile(&visit.headers) {
        negotiate::Form::Json(media_type) => {
            let response = serve(&visit, of_issuer(&slug, "profile")).await?;
            Ok(by_accept(as_media_type(response, media_type)))
        }
        _ => issuer::show(&visit, &slug).await,
    }
}

async fn issuer_file(visit: Visit, Path((slug, file)): Path<(String, String)>) -> Answer {
    let form = match file.as_str() {
        "did.json" => "did",
        "jwks.json" => "jwks",
        "mark.svg" => "mark",
        _ => return Err(Stop::not_found()),
    };
    serve(&visit, of_issuer(&slug, form)).await
}

async fn achievement(visit: Visit, Path(file): Path<String>) -> Answer {
    let of = |id: &str, form: &str| {
        Of::Achievement(AchievementDocument {
            id: id.to_owned(),
            form: form.to_owned(),
        })
    };
    match file.split_once('.') {
        None => match negotiate::profile(&visit.headers) {
            negotiate::Form::Json(media_type) => {
                let response = serve(&visit, of(&file, "json")).await?;
                Ok(by_accept(as_media_type(response, media_type)))
            }
            _ => issuer::show_achievement(&visit, &file).await,
        },
        Some((id, form @ ("json" | "png" | "svg"))) => serve(&visit, of(id, form)).await,
        Some(_) => Err(Stop::not_found()),
    }
}

fn of_issuer(slug: &str, form: &str) -> Of {
    Of::Issuer(IssuerDocument {
        slug: slug.to_owned(),
        form: form.to_owned(),
    })
}

/// A document of a badge as this visitor may have it: by its visibility, by the capability in the address, or
/// because it is the visitor's own.
pub(super) async fn of_badge(visit: &Visit, id: &str, form: &str) -> Answer {
    let (document, own) =
        badge_document(visit, id, form, &visit.query("k"), &if_none_match(visit)).await?;
    let mut response = written(document)?;
    if own {
        response.headers_mut().insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        );
    }
    if !visit.query("k").is_empty() {
        response.headers_mut().insert(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        );
    }
    Ok(response)
}

/// The document, and whether it is shown only because it is the visitor's own.
pub(super) async fn badge_document(
    visit: &Visit,
    id: &str,
    form: &str,
    key: &str,
    if_none_match: &str,
) -> Result<(Document, bool), Stop> {
    let id: CredentialId = id.parse().map_err(|_| Stop::not_found())?;
    let of = |owner| {
        Of::Credential(CredentialDocument {
            id: id.to_string(),
            form: form.to_owned(),
            capability: key.to_owned(),
            owner,
        })
    };
    let document = fetch(visit, of(false), if_none_match).await?;
    if document.status == 404 && is_own(visit, id).await {
        return Ok((fetch(visit, of(true), if_none_match).await?, true));
    }
    Ok((document, false))
}

/// Whether the visitor is signed in and holds this badge.
pub(super) async fn is_own(visit: &Visit, id: CredentialId) -> bool {
    let Some(earner) = visit.earner().await else {
        return false;
    };
    let asked = GetHeldRequest {
        credential_id: id.to_string(),
    };
    visit
        .app
        .wallet(&earner.caller())
        .get_held(asked)
        .await
        .is_ok()
}

fn if_none_match(visit: &Visit) -> String {
    visit
        .headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// A document as the issuing service has it.
pub(super) async fn fetch(visit: &Visit, of: Of, if_none_match: &str) -> Result<Document, Stop> {
    let asked = GetDocumentRequest {
        host: visit.host(),
        of: Some(of),
        if_none_match: if_none_match.to_owned(),
    };
    match visit
        .app
        .issuance(&visit.gateway())
        .get_document(asked)
        .await
    {
        Ok(document) => Ok(document.into_inner()),
        // What is no id of anything is nothing at this address.
        Err(status) if status.code() == tonic::Code::InvalidArgument => Err(Stop::not_found()),
        Err(status) => Err(status.into()),
    }
}

async fn serve(visit: &Visit, of: Of) -> Answer {
    written(fetch(visit, of, &if_none_match(visit)).await?)
}

/// A document as an answer.
fn written(document: Document) -> Answer {
    let status = u16::try_from(document.status)
        .ok()
        .and_then(|code| StatusCode::from_u16(code).ok())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if document.body.is_empty() && status.is_client_error() {
        return Err(absent(status).into());
    }
    let svg = document.media_type.starts_with("image/svg+xml");
    let mut response = (status, Bytes::from(document.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    put(headers, header::CONTENT_TYPE, &document.media_type);
    put(headers, header::ETAG, &document.etag);
    put(headers, header::CACHE_CONTROL, &document.cache_control);
    if !document.file_name.is_empty() {
        put(
            headers,
            header::CONTENT_DISPOSITION,
            &attachment(&document.file_name),
        );
    }
    if svg {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(SVG_POLICY),
        );
    }
    Ok(response)
}

fn absent(status: StatusCode) -> Problem {
    if status == StatusCode::GONE {
        Problem::new(
            status,
            "erased",
            "what stood here was erased; nothing about the person is kept",
        )
    } else {
        nothing_here()
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if !value.is_empty()
        && let Ok(value) = HeaderValue::from_str(value)
    {
        headers.insert(name, value);
    }
}

/// `Content-Disposition` for a file to be saved (RFC 6266): a plain name for old programs, the whole one for
/// others.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_. ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// Under the media type that was asked for: all of them name the same JSON.
fn as_media_type(mut response: Response, media_type: &'static str) -> Response {
    if response.status().is_success() {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    response
}

/// What is answered under this address depends on what is accepted.
fn by_accept(mut response: Response) -> Response {
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("Accept"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_in_any_script_is_saved_under_it() {
        assert_eq!(
            attachment("Zoë \"x\".png"),
            "attachment; filename=\"Zo_ _x_.png\"; filename*=UTF-8''Zo%C3%AB%20%22x%22%2Epng"
        );
    }

    #[test]
    fn what_is_gone_and_has_words_keeps_them() {
        let gone = Document {
            status: 410,
            media_type: "application/ld+json".into(),
            body: b"{}".to_vec(),
            ..Default::default()
        };
        let Ok(response) = written(gone) else {
            panic!("refused")
        };
        assert_eq!(response.status(), StatusCode::GONE);
        let empty = Document {
            status: 410,
            ..Default::default()
        };
        assert!(written(empty).is_err());
    }
}
