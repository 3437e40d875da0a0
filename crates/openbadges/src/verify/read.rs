//! The first step: is there a badge in this, and of which kind?
use serde_json::Value;

use super::report::{Mark, Step, StepName, Used};
use super::{Desk, Fetched, Input, Purpose, wrapped};
use crate::bake::{BakeError, Baked, pdf, png, svg};
use crate::encoding::sha256_hex;
use crate::json;
use crate::proof::jwt::{self, Jws, JwtError};
use crate::{ob1, ob2, ob3};

/// An address may lead to a page, and the page to the badge.
const HOPS: u8 = 2;

/// What was found.
pub(super) enum Found {
    /// A document must be fetched first.
    Waiting,
    /// No badge; the step says why. With the carrier, if known.
    Nothing(Step, &'static str),
    /// A badge.
    Badge(Badge),
}

/// A badge and how it came.
pub(super) struct Badge {
    pub content: Content,
    pub carrier: &'static str,
    pub step: Step,
}

/// The kinds of badge.
pub(super) enum Content {
    V3(Value),
    V3Jwt(Box<Jws>),
    V2(Value),
    V2Jws(Box<Jws>),
}

pub(super) fn find(input: &Input, desk: &mut Desk<'_>) -> Found {
    match input {
        Input::Url(url) if url.trim().is_empty() => {
            let fix = "Give the address of the badge.";
            refused("read.empty", "There is no address.", "0 bytes", fix)
        }
        Input::Url(url) => at_address(url.trim(), HOPS, desk),
        Input::File(bytes) => {
            note(bytes, desk);
            in_bytes(bytes, HOPS, desk)
        }
        Input::Text(text) => {
            note(text.as_bytes(), desk);
            in_bytes(text.as_bytes(), HOPS, desk)
        }
    }
}

fn note(bytes: &[u8], desk: &mut Desk<'_>) {
    desk.used.push(Used {
        url: None,
        purpose: "input".into(),
        sha256: Some(sha256_hex(bytes)),
    });
}

fn refused(code: &str, text: impl Into<String>, value: &str, fix: &str) -> Found {
    let step = Step::new(StepName::Read, Mark::Failed, code, text).at("input", value, fix);
    Found::Nothing(step, "")
}

fn unread(code: &str, text: impl Into<String>, value: &str, fix: &str) -> Found {
    let step = Step::new(StepName::Read, Mark::Unknown, code, text).at("input", value, fix);
    Found::Nothing(step, "")
}

/// Fetches an address and looks into what comes; `hops` more if that is a page or names another address.
fn at_address(url: &str, hops: u8, desk: &mut Desk<'_>) -> Found {
    match desk.fetch(url, Purpose::Badge) {
        Fetched::Waiting => Found::Waiting,
        Fetched::Ready(body) => {
            if hops > 0
                && let Some(next) = alternate(body, url)
            {
                return at_address(&next, hops - 1, desk);
            }
            in_bytes(body, hops, desk)
        }
        Fetched::Failed {
            status: Some(410),
            body,
            ..
        } => {
            // A revoked Assertion of version 2.0 says so in its body; the hosted check takes it from there.
            match json::parse(&body) {
                Ok(document) if ob2::is_assertion(&document) => in_json(document, "json"),
                _ => unread(
                    "read.gone",
                    format!("There is no badge at {url} any more."),
                    url,
                    "Ask the holder for the badge file.",
                ),
            }
        }
        Fetched::Failed { why, .. } => unread(
            "read.unreachable",
            format!("The badge could not be fetched: {why}."),
            url,
            "Check the address, or download the badge and give the file.",
        ),
    }
}

fn in_bytes(bytes: &[u8], hops: u8, desk: &mut Desk<'_>) -> Found {
    if bytes.is_empty() {
        let text = "The file is empty.";
        return refused("read.empty", text, "0 bytes", "Choose another file.");
    }
    if png::is_png(bytes) {
        return in_picture(png::read(bytes), "png", desk);
    }
    if pdf::is_pdf(bytes) {
        return in_picture(pdf::read(bytes), "pdf", desk);
    }
    if svg::is_svg(bytes) {
        return in_picture(svg::read(bytes), "svg", desk);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => in_text(text, "", hops, desk),
        Err(_) => refused(
            "read.unknown_format",
            "This is not a file that can carry a badge.",
            &format!("{} bytes", bytes.len()),
            "Give a PNG, SVG, PDF, JSON or JWT file.",
        ),
    }
}

fn in_picture(read: Result<Baked, BakeError>, carrier: &'static str, desk: &mut Desk<'_>) -> Found {
    match read {
        Ok(baked) => match in_text(&baked.text, carrier, HOPS, desk) {
            Found::Badge(mut badge) if baked.more => {
                badge.step = several();
                Found::Badge(badge)
            }
            other => other,
        },
        Err(error) => {
            let code = match error {
                BakeError::NoBadge => "read.no_badge",
                BakeError::Truncated { .. } | BakeError::Checksum { .. } => "read.damaged",
                _ => "read.picture",
            };
            let step = Step::new(
                StepName::Read,
                Mark::Failed,
                code,
                sentence(&error.to_string()),
            )
            .at(
                "input",
                carrier,
                "Ask the holder for the original file of the badge.",
            );
            Found::Nothing(step, carrier)
        }
    }
}

fn in_text(text: &str, carrier: &'static str, hops: u8, desk: &mut Desk<'_>) -> Found {
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    let or = |kind| if carrier.is_empty() { kind } else { carrier };
    if trimmed.starts_with(['{', '[']) {
        return match json::parse(trimmed.as_bytes()) {
            Ok(document) => in_json(document, or("json")),
            Err(error) => {
                let step = Step::new(
                    StepName::Read,
                    Mark::Failed,
                    "read.json",
                    sentence(&error.to_string()),
                )
                .at("input", or("json"), "Ask the issuer for a correct file.");
                Found::Nothing(step, or("json"))
            }
        };
    }
    if jwt::is_compact(trimmed) {
        return in_jws(trimmed, or("jwt"));
    }
    if (trimmed.starts_with("https://") || trimmed.starts_with("http://"))
        && !trimmed.contains(char::is_whitespace)
    {
        if hops > 0 {
            return at_address(trimmed, hops - 1, desk);
        }
        return refused(
            "read.loop",
            "The address leads to another address only.",
            trimmed,
            "Give the address of the badge itself.",
        );
    }
    if let Some(kind) = wrapped::other_token(trimmed) {
        return unsupported(kind, or("jwt"));
    }
    refused(
        "read.unknown_format",
        "There is no badge in this.",
        &json::shown(&trimmed.chars().take(200).collect::<String>().into()),
        "Give the badge's file, its JSON or JWT text, or its address.",
    )
}

fn in_jws(text: &str, carrier: &'static str) -> Found {
    match Jws::parse(text) {
        Ok(jws) => in_parsed_jws(jws, carrier),
        Err(error) => {
            let presentation = Jws::parse_presentation(text).ok();
            match presentation.and_then(|jws| wrapped::presented(&jws.payload)) {
                Some(badges) => in_wrapper(badges, carrier),
                None => unusable_jws(&error, carrier),
            }
        }
    }
}

fn in_parsed_jws(jws: Jws, carrier: &'static str) -> Found {
    if let Some(badges) = wrapped::presented(&jws.payload) {
        return in_wrapper(badges, carrier);
    }
    let is_old = ob1::version_of(&jws.payload).is_some();
    let content = if is_old || ob2::is_assertion(&jws.payload) {
        Content::V2Jws(Box::new(jws))
    } else {
        Content::V3Jwt(Box::new(jws))
    };
    found(content, carrier)
}

fn unusable_jws(error: &JwtError, carrier: &'static str) -> Found {
    let text = sentence(&error.to_string());
    let fix = "Ask the issuer for a badge signed with RS256.";
    let (field, value) = match error {
        JwtError::Algorithm(found) => ("header.alg", found.clone()),
        JwtError::Header { member, value, .. } => (*member, value.clone()),
        _ => ("header", String::new()),
    };
    let step = Step::new(StepName::Read, Mark::Failed, error.code(), text).at(field, value, fix);
    Found::Nothing(step, carrier)
}

/// A credential of another kind: nothing is said against it, but nothing can be said for it either.
fn unsupported(kind: &'static str, carrier: &'static str) -> Found {
    let text = format!("This is {kind}, which cannot be verified here.");
    let step = Step::new(StepName::Read, Mark::Unknown, "read.unsupported", text);
    let fix = "Ask the issuer for an Open Badge, or for a place where this can be verified.";
    Found::Nothing(step.at("input", kind, fix), carrier)
}

fn in_json(document: Value, carrier: &'static str) -> Found {
    match wrapped::badges(&document) {
        None => in_badge(document, carrier),
        Some(badges) => in_wrapper(badges, carrier),
    }
}

/// The first badge of those in a presentation or a list. Who presents it is not looked at.
fn in_wrapper(badges: Vec<Value>, carrier: &'static str) -> Found {
    let all = badges.len();
    let found = match badges.into_iter().next() {
        None => return no_badge(&Value::Null, carrier),
        Some(Value::String(token)) => in_jws(&token, carrier),
        Some(badge) => in_badge(badge, carrier),
    };
    match found {
        Found::Badge(mut badge) if all > 1 => {
            badge.step = several();
            Found::Badge(badge)
        }
        other => other,
    }
}

fn several() -> Step {
    let text = "The file carries more than one badge; this is about the first.";
    Step::new(StepName::Read, Mark::Warning, "read.several", text)
}

fn in_badge(document: Value, carrier: &'static str) -> Found {
    match jwt::enveloped(&document) {
        Some(Ok(jws)) => return in_parsed_jws(jws, carrier),
        Some(Err(error)) => return unusable_jws(&error, carrier),
        None => {}
    }
    if let Some(kind) = wrapped::other_kind(&document) {
        return unsupported(kind, carrier);
    }
    let is_credential =
        json::strings(document.get("type")).any(|kind| kind == "VerifiableCredential");
    if is_credential || ob3::kind_of(&document) != ob3::Kind::Other {
        return found(Content::V3(document), carrier);
    }
    if ob2::is_assertion(&document) {
        return found(Content::V2(document), carrier);
    }
    if ob1::version_of(&document).is_some() {
        return found(Content::V2(document), carrier);
    }
    no_badge(document.get("type").unwrap_or(&Value::Null), carrier)
}

fn no_badge(kind: &Value, carrier: &'static str) -> Found {
    let step = Step::new(
        StepName::Read,
        Mark::Failed,
        "read.not_a_badge",
        "This JSON is neither an Open Badges 3.0 credential nor a 2.0 Assertion.",
    )
    .at(
        "$.type",
        json::shown(kind),
        "Give the credential or the Assertion itself.",
    );
    Found::Nothing(step, carrier)
}

fn found(content: Content, carrier: &'static str) -> Found {
    let old = |assertion| ob1::version_of(assertion).map_or("2.0", ob1::Version::name);
    let mut what = "an Open Badge of version";
    let version = match &content {
        Content::V3(document) => {
            what = named(ob3::kind_of(document));
            "3.0"
        }
        Content::V3Jwt(jws) => {
            let claims = &jws.payload;
            what = named(ob3::kind_of(claims.get("vc").unwrap_or(claims)));
            "3.0"
        }
        Content::V2(assertion) => old(assertion),
        Content::V2Jws(jws) => old(&jws.payload),
    };
    let place = match carrier {
        "png" | "svg" => "in the picture",
        "pdf" => "in the PDF",
        "jwt" => "as a JWT",
        _ => "as JSON",
    };
    let step = Step::new(
        StepName::Read,
        Mark::Ok,
        "read.ok",
        format!("Found {what} {version} {place}."),
    )
    .with("version", version)
    .with("carrier", carrier);
    Found::Badge(Badge {
        content,
        carrier,
        step,
    })
}

/// How a credential of this kind is called before the version of Open Badges.
fn named(kind: ob3::Kind) -> &'static str {
    match kind {
        ob3::Kind::Clr => "a learner record with Open Badges",
        ob3::Kind::Endorsement => "an endorsement of Open Badges",
        _ => "an Open Badge of version",
    }
}

/// In a web page, the address of the badge's JSON: `<link rel="alternate" type="application/…json…" href="…">`.
fn alternate(body: &[u8], base: &str) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    text.trim_start().starts_with('<').then_some(())?;
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find("<link") {
        let begin = from + at;
        let end = begin + lower.get(begin..)?.find('>')?;
        let tag = text.get(begin..end)?;
        from = end;
        let kind = attribute(tag, "type").unwrap_or_default();
        let is_badge = kind.starts_with("application/vc")
            || matches!(kind.as_str(), "application/ld+json" | "application/json");
        if is_badge && attribute(tag, "rel").is_some_and(|rel| rel == "alternate") {
            let href = attribute(tag, "href")?.replace("&amp;", "&");
            return Some(url::Url::parse(base).ok()?.join(&href).ok()?.into());
        }
    }
    None
}

/// A quoted attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    for quote in ['"', '\''] {
        let wanted = format!(" {name}={quote}");
        if let Some(at) = lower.find(&wanted) {
            let rest = tag.get(at + wanted.len()..)?;
            return Some(rest.get(..rest.find(quote)?)?.to_owned());
        }
    }
    None
}

/// An error message as a sentence.
pub(super) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    let dot = if message.ends_with('.') { "" } else { "." };
    format!("{first}{}{dot}", letters.as_str())
}
