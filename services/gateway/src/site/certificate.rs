//! `/b/{id}`, the Certificate of Authenticity, its framed form and its oEmbed answer.

use super::{
    checks::{self, Checks, Subject},
    documents,
    errors::{Answer, Stop},
    facts::{self, Told},
    visit::Visit,
};
use crate::{
    pages::{
        csp,
        parts::{Fact, IssuerMark, Standing, State, Step},
        views::{
            certificate::{CertificateBadge, CertificatePage, EmbedPage, Files, Preview},
            public::MissingPage,
        },
    },
    problem::Problem,
    text::Text,
};
use axum::{
    Json,
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use contracts::issuance::v1::{Certificate, CheckLedgerRequest, GetCertificateRequest};
use platform::{clock::Timestamp, ids::CredentialId};
use serde_json::json;

/// The page of a badge.
pub(super) async fn show(visit: &Visit, id: &str, checks: &Checks) -> Answer {
    let Ok(id) = id.parse::<CredentialId>() else {
        return Ok(not_available(visit).await);
    };
    let own = documents::is_own(visit, id).await;
    let Some(certificate) = certificate(visit, id, own).await? else {
        return Ok(not_available(visit).await);
    };
    match certificate.availability.as_str() {
        "shown" => {}
        "erased" => {
            let page = MissingPage::erased(visit.public_shell().await);
            return Ok(visit.page_as(StatusCode::GONE, &page));
        }
        _ => return Ok(not_available(visit).await),
    }
    let (steps, checked) = check(visit, &certificate, checks).await;
    let standing = standing(visit, &certificate).await;
    let mut page = page(visit, &certificate, standing, own);
    page.steps = steps;
    page.checked = facts::moment_in(checked, &certificate.time_zone);
    page.shell = visit
        .public_shell()
        .await
        .accent(&issuer(&certificate).accent);
    let hidden = !page.preview.indexed;
    let mut response = visit.page(&page);
    if hidden {
        response.headers_mut().insert(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        );
    }
    Ok(response)
}

/// 404, alike for badges that are private, declined, not yet visible and for those that never were.
async fn not_available(visit: &Visit) -> Response {
    let page = MissingPage::not_available(visit.public_shell().await);
    visit.page_as(StatusCode::NOT_FOUND, &page)
}

async fn certificate(
    visit: &Visit,
    id: CredentialId,
    owner: bool,
) -> Result<Option<Certificate>, Stop> {
    asked_for(
        visit,
        GetCertificateRequest {
            id: id.to_string(),
            capability: visit.query("k"),
            owner,
        },
    )
    .await
}

async fn asked_for(
    visit: &Visit,
    asked: GetCertificateRequest,
) -> Result<Option<Certificate>, Stop> {
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .get_certificate(asked)
        .await;
    match answer {
        Ok(certificate) => Ok(Some(certificate.into_inner())),
        Err(status) if status.code() == tonic::Code::NotFound => Ok(None),
        Err(status) => Err(status.into()),
    }
}

/// The time zone of the organization that issued a badge of ours, for whoever may see the badge.
pub(super) async fn zone_of(visit: &Visit, id: &str, key: &str) -> Option<String> {
    let id: CredentialId = id.parse().ok()?;
    let asked = GetCertificateRequest {
        id: id.to_string(),
        capability: key.to_owned(),
        owner: documents::is_own(visit, id).await,
    };
    let found = asked_for(visit, asked).await.ok().flatten()?;
    Some(found.time_zone).filter(|zone| !zone.is_empty())
}

/// Verifies the very document that can be downloaded here, and answers the steps and when they were taken.
async fn check(visit: &Visit, shown: &Certificate, checks: &Checks) -> (Vec<Step>, Timestamp) {
    let subject = Subject {
        id: shown.id.clone(),
        digest: shown.digest.clone(),
        status: shown.status.clone(),
    };
    let document = documents::badge_document(visit, &shown.id, "json", &visit.query("k"), "").await;
    let json = match document {
        Ok((document, _)) if document.status == 200 => String::from_utf8(document.body).ok(),
        _ => None,
    };
    if let Some(json) = json {
        match checks.report(&visit.app, subject, json).await {
            Ok((at, report)) => return (checks::steps(visit.text, &report), at),
            Err(status) => {
                tracing::warn!(code = ?status.code(), "a badge could not be checked for its page");
            }
        }
    }
    (checks::unavailable(visit.text), visit.app.now())
}

/// The state, with what holds the badge back where something does.
async fn standing(visit: &Visit, shown: &Certificate) -> Standing {
    let standing = told(shown).standing(visit.app.now());
    if standing.state != State::Suspended {
        return standing;
    }
    let asked = CheckLedgerRequest {
        credential_id: shown.id.clone(),
        ..Default::default()
    };
    match visit
        .app
        .issuance(&visit.gateway())
        .check_ledger(asked)
        .await
    {
        Ok(ledger) => standing.held_for(facts::holds(&ledger.into_inner().holds)),
        Err(status) => {
            tracing::warn!(code = ?status.code(), "the holds of a badge could not be looked up");
            standing
        }
    }
}

fn told(shown: &Certificate) -> Told<'_> {
    Told {
        status: &shown.status,
        reason: &shown.status_reason,
        since: shown.status_since.as_ref(),
        until: shown.valid_until.as_ref(),
        zone: &shown.time_zone,
    }
}

fn issuer(shown: &Certificate) -> contracts::issuance::v1::Issuer {
    shown.issuer.clone().unwrap_or_default()
}

fn page(visit: &Visit, shown: &Certificate, standing: Standing, own: bool) -> CertificatePage {
    let key = visit.query("k");
    let public = shown.visibility == "public";
    let state = standing.state.class();
    CertificatePage {
        shell: visit.shell(),
        badge: badge(visit, shown, &key),
        issuer: facts::issuer_mark(&issuer(shown)),
        standing,
        checked: facts::moment_in(visit.app.now(), &shown.time_zone),
        steps: Vec::new(),
        more: more(visit.text, shown),
        history: Vec::new(),
        files: Files {
            documents: true,
            pdf: false,
        },
        rosette: format!("/b/{}/rosette.svg{}", shown.id, with_key(&key)),
        preview: Preview {
            card: public.then(|| {
                let base = visit.base();
                // Its address follows the state, because social networks keep what they once fetched.
                base.at(&format!(
                    "/b/{}/card.png?v={}-{state}",
                    shown.id, shown.revision
                ))
            }),
            indexed: public && shown.indexable && key.is_empty(),
        },
        own,
        key,
    }
}

fn with_key(key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("k", key);
    format!("?{}", query.finish())
}

fn badge(visit: &Visit, shown: &Certificate, key: &str) -> CertificateBadge {
    let achievement = shown.achievement.clone().unwrap_or_default();
    let issuer = issuer(shown);
    let otherwise = format!("/b/{}/image.png{}", shown.id, with_key(key));
    CertificateBadge {
        id: shown.id.clone(),
        picture: facts::picture(
            visit,
            &achievement.image_url,
            otherwise,
            &achievement.name,
            &issuer.name,
        ),
        name: achievement.name,
        achievement: achievement.id,
        recipient: shown.recipient_name.clone(),
        issued: facts::day_of(shown.awarded_at.as_ref(), &shown.time_zone),
        valid_until: facts::day(shown.valid_until.as_ref(), &shown.time_zone),
        criteria: facts::plain(&achievement.criteria),
        examined_by: shown
            .examining_body
            .as_ref()
            .map(|body| body.name.clone())
            .unwrap_or_default(),
        examiner_endorsed: false,
    }
}

/// What programme or earner chose to show besides.
fn more(text: Text, shown: &Certificate) -> Vec<Fact> {
    let mut more = Vec::new();
    if !shown.narrative.is_empty() {
        more.push(Fact::new(text.get("fact-narrative"), &shown.narrative));
    }
    for evidence in &shown.evidence {
        let parts = [&evidence.name, &evidence.narrative, &evidence.url];
        let words: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if !words.is_empty() {
            more.push(Fact::new(text.get("fact-evidence"), words.join(", ")));
        }
    }
    more
}

/// A badge that everybody may see; nothing else is framed or previewed elsewhere.
async fn public(visit: &Visit, id: &str) -> Result<Certificate, Stop> {
    let id: CredentialId = id.parse().map_err(|_| Stop::not_found())?;
    certificate(visit, id, false)
        .await?
        .filter(|c| c.availability == "shown" && c.visibility == "public")
        .ok_or_else(Stop::not_found)
}

/// `/b/{id}/embed`: for frames on other sites.
pub(super) async fn embed(visit: Visit, Path(id): Path<String>) -> Answer {
    let shown = public(&visit, &id).await?;
    let page = EmbedPage {
        shell: visit.shell(),
        badge: badge(&visit, &shown, ""),
        issuer: IssuerMark {
            site: None,
            ..facts::issuer_mark(&issuer(&shown))
        },
        standing: told(&shown).standing(visit.app.now()),
    };
    let mut response = visit.page_under(&page, csp::EMBED);
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(response)
}

/// The size of the framed badge, in pixels.
const FRAME: (u32, u32) = (420, 160);

/// `/oembed?url=`: how other sites show a badge whose address somebody pasted (oembed.com).
pub(super) async fn oembed(visit: Visit) -> Answer {
    let format = visit.query("format");
    if !format.is_empty() && format != "json" {
        return Err(Problem::new(
            StatusCode::NOT_IMPLEMENTED,
            "format",
            "oEmbed answers are JSON here; ask with `format=json`",
        )
        .into());
    }
    let asked = visit.query("url");
    let id = visit
        .own(&asked)
        .and_then(|path| path.split(['?', '#']).next())
        .and_then(|path| path.strip_prefix("/b/"))
        .ok_or_else(Stop::not_found)?;
    let shown = public(&visit, id).await?;
    let issuer = issuer(&shown);
    let name = shown
        .achievement
        .as_ref()
        .map(|a| a.name.clone())
        .unwrap_or_default();
    let title = if shown.recipient_name.is_empty() {
        name
    } else {
        visit.text.with(
            "certificate-title-of",
            &[("badge", &name), ("name", &shown.recipient_name)],
        )
    };
    let within = |parameter: &str, whole: u32| {
        visit
            .query(parameter)
            .parse::<u32>()
            .map_or(whole, |most| most.min(whole))
    };
    let (width, height) = (within("maxwidth", FRAME.0), within("maxheight", FRAME.1));
    let base = visit.base();
    let frame = base.at(&format!("/b/{}/embed", shown.id));
    let card = base.at(&format!("/b/{}/card.png", shown.id));
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": issuer.name,
        "author_url": base.at(&format!("/issuers/{}", issuer.slug)),
        "provider_name": "Accolade",
        "provider_url": base.as_str(),
        "cache_age": 300,
        "thumbnail_url": card,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "width": width,
        "height": height,
        "html": format!(
            "<iframe src=\"{frame}\" width=\"{width}\" height=\"{height}\" title=\"{}\" loading=\"lazy\" style=\"border:0\"></iframe>",
            attribute(&title)
        ),
    });
    let cache = [(header::CACHE_CONTROL, "public, max-age=300")];
    Ok((cache, Json(answer)).into_response())
}

/// Text for an attribute in double quotes.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_carried_on_and_cannot_break_out() {
        assert_eq!(with_key(""), "");
        assert_eq!(with_key("a&b=\"c"), "?k=a%26b%3D%22c");
    }

    #[test]
    fn evidence_is_told_in_words() {
        let shown = Certificate {
            narrative: "Led the bid".into(),
            evidence: vec![
                contracts::issuance::v1::Evidence {
                    name: "Report".into(),
                    url: "https://x.example/r".into(),
                    ..Default::default()
                },
                contracts::issuance::v1::Evidence::default(),
            ],
            ..Default::default()
        };
        let more = more(Text::default(), &shown);
        let values: Vec<_> = more.iter().map(|f| f.value.as_str()).collect();
        assert_eq!(values, ["Led the bid", "Report, https://x.example/r"]);
    }
}
