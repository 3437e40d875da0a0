//! `/verify`: anybody's badge, by file, link or text, and what was found out about it.

use super::{
    check_words, documents,
    errors::{Answer, sentence},
    facts,
    form::Form,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Picture,
        parts::{Fact, Standing, State},
        views::verify::{Authentic, Report, Used, Verdict, VerifyPage},
    },
    problem::Problem,
    rest::BADGE_LIMIT,
    text::Text,
};
use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, routing::get};
use contracts::verification::v1::{self as v, VerifyRequest, verify_request::Badge};
use serde_json::Value;

/// What a form adds around the largest file.
const AROUND: usize = 64 << 10;

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/verify", get(ask).post(verify))
        .layer(DefaultBodyLimit::max(BADGE_LIMIT + AROUND))
}

/// Shows the form, filled in where an address was named; it fetches nothing before somebody presses the button.
async fn ask(visit: Visit) -> Answer {
    let asked = visit.query("url");
    let page = VerifyPage {
        shell: visit.public_shell().await,
        asked,
        error: String::new(),
        report: None,
    };
    Ok(visit.page(&page))
}

/// What is to be checked.
struct Sent {
    badge: Badge,
    file_name: String,
    /// Shown again in the form; empty for a file.
    asked: String,
}

async fn verify(visit: Visit, form: Result<Form, Problem>) -> Answer {
    visit.slowly(&visit.app.limits().verify)?;
    let form = match form {
        Ok(form) => form,
        Err(problem) => {
            let words = if problem.status() == StatusCode::PAYLOAD_TOO_LARGE {
                visit.text.get("verify-too-large")
            } else {
                sentence(&problem.detail)
            };
            return wrong(&visit, problem.status(), String::new(), words).await;
        }
    };
    let Some(sent) = sent(&form) else {
        let words = visit.text.get("verify-nothing");
        return wrong(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            String::new(),
            words,
        )
        .await;
    };
    let asked = sent.asked.clone();
    let request = VerifyRequest {
        badge: Some(with_what_is_own(&visit, sent.badge).await),
        file_name: sent.file_name,
        claimed_email: form.get("recipient").to_owned(),
        offline: false,
        with_rosette: true,
    };
    let answer = visit
        .app
        .verification(&visit.gateway())
        .verify(request)
        .await;
    let report = match answer {
        Ok(report) => report.into_inner(),
        Err(status) if status.code() == tonic::Code::InvalidArgument => {
            let words = sentence(status.message());
            return wrong(&visit, StatusCode::UNPROCESSABLE_ENTITY, asked, words).await;
        }
        Err(status) => return Err(status.into()),
    };
    let page = VerifyPage {
        shell: visit.public_shell().await,
        report: Some(report_view(&visit, report, &asked)),
        asked,
        error: String::new(),
    };
    Ok(visit.page(&page))
}

async fn wrong(visit: &Visit, status: StatusCode, asked: String, error: String) -> Answer {
    let page = VerifyPage {
        shell: visit.public_shell().await,
        asked,
        error,
        report: None,
    };
    Ok(visit.page_as(status, &page))
}

/// What a form sent: a file before a link before a text.
fn sent(form: &Form) -> Option<Sent> {
    if let Some(file) = form.file("file") {
        return Some(Sent {
            badge: Badge::File(file.bytes.to_vec()),
            file_name: file.name.clone(),
            asked: String::new(),
        });
    }
    let (link, text) = (form.get("link"), form.get("text"));
    let asked = if link.is_empty() { text } else { link };
    if asked.is_empty() {
        return None;
    }
    let badge = if is_link(asked) {
        Badge::Url(asked.to_owned())
    } else {
        Badge::Text(asked.to_owned())
    };
    Some(Sent {
        badge,
        file_name: String::new(),
        asked: asked.to_owned(),
    })
}

fn is_link(text: &str) -> bool {
    facts::is_web(text) && !text.contains(char::is_whitespace)
}

/// A badge of ours that not everybody may see is looked up with what the visitor brings: the key in the link,
/// or being its owner. The verifier asks as a stranger and would find nothing.
async fn with_what_is_own(visit: &Visit, badge: Badge) -> Badge {
    let Badge::Url(link) = &badge else {
        return badge;
    };
    let Some((id, key)) = own_badge(visit, link) else {
        return badge;
    };
    let found = documents::badge_document(visit, &id, "json", &key, "").await;
    match found {
        Ok((document, own)) if document.status == 200 && (own || !key.is_empty()) => {
            String::from_utf8(document.body).map_or(badge, Badge::Text)
        }
        _ => badge,
    }
}

/// The id and the key in a link to the page or a file of one of our badges.
fn own_badge(visit: &Visit, link: &str) -> Option<(String, String)> {
    let path = visit.own(link)?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let id = path.split('#').next()?.strip_prefix("/b/")?;
    let id = id.split_once('.').map_or(id, |(id, _)| id);
    let query = query.split('#').next().unwrap_or_default();
    let key = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "k")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    Some((id.to_owned(), key))
}

fn report_view(visit: &Visit, report: v::Report, asked: &str) -> Report {
    let stated = report.facts.clone().unwrap_or_default();
    let machine: Value = serde_json::from_str(&report.json).unwrap_or(Value::Null);
    let page = page_of(visit, &stated, asked);
    Report {
        verdict: verdict(&report.verdict),
        sentence: check_words::summary(visit.text, &report),
        authentic: authentic(&report, &machine),
        standing: standing(&report, &stated),
        title: stated.achievement_name.clone(),
        picture: picture(visit.text, &stated, page.as_deref()),
        rosette: (!report.rosette.is_empty()).then(|| facts::drawing(&report.rosette)),
        facts: all_facts(visit.text, &stated, &report),
        steps: facts::steps(visit.text, &report, &machine),
        given: given(&machine),
        fetched: used(&machine, "inputs"),
        contexts: used(&machine, "contexts"),
        raw: report.raw.clone(),
        machine: match &machine {
            Value::Null => String::new(),
            told => serde_json::to_string_pretty(told).unwrap_or_default(),
        },
        at: facts::moment_of(report.checked_at.as_ref()),
        page,
        again: asked.to_owned(),
    }
}

/// The page of a badge of ours; a key in the link that was checked opens the page, too.
fn page_of(visit: &Visit, stated: &v::Facts, asked: &str) -> Option<String> {
    let page = visit.own(&stated.page_url)?.to_owned();
    match own_badge(visit, asked) {
        Some((id, key)) if !key.is_empty() && page == format!("/b/{id}") => {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair("k", &key);
            Some(format!("{page}?{}", query.finish()))
        }
        _ => Some(page),
    }
}

fn verdict(word: &str) -> Verdict {
    match word {
        "valid" => Verdict::Valid,
        "valid_issuer_unknown" => Verdict::ValidIssuerUnknown,
        "invalid" => Verdict::Invalid,
        _ => Verdict::Unverifiable,
    }
}

fn authentic(report: &v::Report, machine: &Value) -> Authentic {
    if report.authentic {
        return Authentic::Yes;
    }
    match machine.get("authentic").and_then(Value::as_str) {
        Some("no") => Authentic::No,
        _ => Authentic::Unknown,
    }
}

fn standing(report: &v::Report, stated: &v::Facts) -> Standing {
    let state = match report.state.as_str() {
        "valid" => State::Valid,
        "expired" => State::Expired,
        "suspended" => State::Suspended,
        "revoked" => State::Revoked,
        "not_yet_valid" => State::NotYet,
        _ => State::Unknown,
    };
    let date = match state {
        State::Expired => date(&stated.valid_until),
        State::NotYet => date(&stated.valid_from),
        _ => None,
    };
    Standing {
        state,
        date,
        holds: Vec::new(),
        reason: stated.status_reason.clone(),
    }
}

/// The date as the badge writes it, in its own zone.
fn date(text: &str) -> Option<jiff::civil::Date> {
    text.get(..10)?.parse().ok()
}

/// A picture from elsewhere is not loaded: its host would learn who checks which badge.
fn picture(text: Text, stated: &v::Facts, page: Option<&str>) -> Option<Picture> {
    let alt = facts::alt(text, &stated.achievement_name, &stated.issuer_name);
    let inside = ["data:image/png;base64,", "data:image/svg+xml;base64,"]
        .iter()
        .any(|start| stated.image.starts_with(start));
    if inside {
        return Some(Picture::new(stated.image.clone(), alt));
    }
    page.map(|page| {
        let (path, query) = page.split_once('?').unwrap_or((page, ""));
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        Picture::new(format!("{path}/image.png{query}"), alt)
    })
}

/// What the badge says, and what this installation adds: who vouches for the issuer, and where it was found.
fn all_facts(text: Text, stated: &v::Facts, report: &v::Report) -> Vec<Fact> {
    let mut all = facts_of(text, stated);
    let vouchers: Vec<String> = report
        .vouched_by
        .iter()
        .map(|voucher| match voucher.list_name.as_str() {
            "" => text.get("vouched-by-operator"),
            list => list.to_owned(),
        })
        .collect();
    // Nobody vouches for what somebody else may have written in an issuer's name.
    if report.authentic && !vouchers.is_empty() {
        all.push(Fact::new(text.get("fact-vouched-by"), vouchers.join(", ")));
    }
    if !report.qr_code.is_empty() {
        let said: String = report.qr_code.chars().take(200).collect();
        all.push(Fact::new(text.get("fact-qr-code"), said));
    }
    all
}

fn facts_of(text: Text, stated: &v::Facts) -> Vec<Fact> {
    let day = |at: &str| date(at).map_or_else(String::new, |day| text.date(day));
    let awarded = if stated.awarded_at.is_empty() {
        &stated.valid_from
    } else {
        &stated.awarded_at
    };
    let format = [&stated.format, &stated.secured_by]
        .map(String::as_str)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    [
        (text.get("fact-awarded-to"), stated.recipient_name.clone()),
        (text.get("fact-issued-by"), issuer(stated)),
        (text.get("fact-issued-on"), day(awarded)),
        (text.get("fact-valid-until"), day(&stated.valid_until)),
        (text.get("fact-format"), format),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(term, value)| Fact::new(term, value))
    .collect()
}

/// A name alone proves nothing: the identifier stands beside it.
fn issuer(stated: &v::Facts) -> String {
    match (stated.issuer_name.as_str(), stated.issuer_id.as_str()) {
        ("", id) => id.to_owned(),
        (name, "") => name.to_owned(),
        (name, id) => format!("{name} ({id})"),
    }
}

/// The documents with an address that the machine's report lists: what was fetched, and the contexts.
fn used(machine: &Value, list: &str) -> Vec<Used> {
    documents_of(machine, list)
        .filter_map(|used| {
            Some(Used {
                address: used.get("url")?.as_str()?.to_owned(),
                digest: digest(used),
            })
        })
        .collect()
}

/// The digest of what was given; empty where an address was given.
fn given(machine: &Value) -> String {
    documents_of(machine, "inputs")
        .find(|used| used.get("url").is_none())
        .map_or_else(String::new, digest)
}

fn documents_of<'a>(machine: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    let listed = machine.get(list).and_then(Value::as_array);
    listed.into_iter().flatten()
}

fn digest(used: &Value) -> String {
    let digest = used.get("sha256").and_then(Value::as_str);
    digest.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expired_is_not_forged() {
        let report = v::Report {
            verdict: "invalid".into(),
            authentic: true,
            state: "expired".into(),
            ..Default::default()
        };
        assert_eq!(authentic(&report, &Value::Null), Authentic::Yes);
        let stated = v::Facts {
            valid_until: "2026-03-31T23:59:59+01:00".into(),
            ..Default::default()
        };
        let standing = standing(&report, &stated);
        assert_eq!(
            (standing.state, standing.date),
            (State::Expired, Some(jiff::civil::date(2026, 3, 31)))
        );
    }

    #[test]
    fn what_could_not_be_found_out_is_neither_yes_nor_no() {
        let report = v::Report::default();
        assert_eq!(
            authentic(&report, &json!({ "authentic": "unknown" })),
            Authentic::Unknown
        );
        assert_eq!(
            authentic(&report, &json!({ "authentic": "no" })),
            Authentic::No
        );
        // A word that is not known is never shown as valid.
        assert_eq!(verdict("splendid"), Verdict::Unverifiable);
    }

    #[test]
    fn no_picture_is_loaded_from_another_site() {
        let foreign = v::Facts {
            image: "https://tracker.example/p.png".into(),
            ..Default::default()
        };
        assert_eq!(picture(Text::default(), &foreign, None), None);
        let script = v::Facts {
            image: "data:text/html;base64,AAAA".into(),
            ..Default::default()
        };
        assert_eq!(picture(Text::default(), &script, None), None);
        let inside = v::Facts {
            image: "data:image/png;base64,AAAA".into(),
            ..Default::default()
        };
        assert!(picture(Text::default(), &inside, None).is_some());
    }

    #[test]
    fn everything_that_was_used_is_listed_with_its_digest() {
        let machine = json!({
            "inputs": [
                { "purpose": "input", "sha256": "aa" },
                { "url": "https://x.example/did.json", "purpose": "issuer", "sha256": "bb" },
                { "url": "https://x.example/status", "purpose": "status" },
            ],
            "contexts": [{ "url": "https://www.w3.org/ns/credentials/v2", "sha256": "cc" }],
        });
        let shown = |list: &str| -> Vec<String> {
            used(&machine, list)
                .into_iter()
                .map(|used| format!("{} {}", used.address, used.digest))
                .collect()
        };
        assert_eq!(given(&machine), "aa");
        assert_eq!(
            shown("inputs"),
            ["https://x.example/did.json bb", "https://x.example/status "]
        );
        assert_eq!(
            shown("contexts"),
            ["https://www.w3.org/ns/credentials/v2 cc"]
        );
        assert!(used(&Value::Null, "inputs").is_empty());
    }

    #[test]
    fn a_badge_that_holds_later_says_from_when() {
        let report = v::Report {
            state: "not_yet_valid".into(),
            ..Default::default()
        };
        let stated = v::Facts {
            valid_from: "2030-01-01T00:00:00Z".into(),
            ..Default::default()
        };
        let standing = standing(&report, &stated);
        assert_eq!(standing.sentence(), "standing-not-yet-on");
        assert_eq!(standing.date, Some(jiff::civil::date(2030, 1, 1)));
    }

    #[test]
    fn who_vouches_for_the_issuer_is_named() {
        let list = |name: &str| v::Voucher {
            list_name: name.into(),
            ..Default::default()
        };
        let mut report = v::Report {
            authentic: true,
            vouched_by: vec![list(""), list("DCC registry")],
            qr_code: "https://x.example/b/1".into(),
            ..Default::default()
        };
        let all = all_facts(Text::default(), &v::Facts::default(), &report);
        let values: Vec<_> = all.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(
            values,
            ["this installation, DCC registry", "https://x.example/b/1"]
        );
        report.authentic = false;
        let all = all_facts(Text::default(), &v::Facts::default(), &report);
        let values: Vec<_> = all.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(
            values,
            ["https://x.example/b/1"],
            "a forged badge is vouched for by nobody"
        );
    }

    #[test]
    fn an_issuer_s_name_never_stands_without_its_identifier() {
        let stated = v::Facts {
            issuer_name: "Guild".into(),
            issuer_id: "did:web:x.example".into(),
            ..Default::default()
        };
        assert_eq!(issuer(&stated), "Guild (did:web:x.example)");
    }
}
