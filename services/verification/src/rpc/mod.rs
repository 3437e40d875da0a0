//! Contract ↔ domain.

mod batches;
mod internal;
mod registry;
mod watches;

use crate::{
    app::{Check, Error, Verification},
    check::{Checked, Voucher, VoucherKind},
    words,
};
use contracts::{
    common::v1::PageInfo,
    verification::v1::{
        self as v, verification_server::Verification as Contract, verify_request::Badge,
    },
};
use openbadges::{
    ob3::Kind,
    verify::{Authentic, Facts, Format, Input, Step},
};
use platform::{clock::Timestamp, refusal};
use tonic::{Request, Response, Status};

/// The contract's face.
#[derive(Clone)]
pub(crate) struct Rpc(pub Verification);

fn refuse(error: Error) -> Status {
    refusal::status(&error)
}

fn answered<T>(answer: Result<T, Error>) -> Result<Response<T>, Status> {
    answer.map(Response::new).map_err(refuse)
}

#[tonic::async_trait]
impl Contract for Rpc {
    async fn verify(
        &self,
        request: Request<v::VerifyRequest>,
    ) -> Result<Response<v::Report>, Status> {
        let ask = request.into_inner();
        let input = match ask.badge {
            Some(Badge::Url(url)) if !url.trim().is_empty() => Input::Url(url.trim().to_owned()),
            Some(Badge::Text(text)) if !text.trim().is_empty() => Input::Text(text),
            Some(Badge::File(bytes)) if !bytes.is_empty() => Input::File(bytes),
            _ => return Err(refuse(Error::Nothing)),
        };
        let claimed_email = Some(ask.claimed_email.trim().to_owned()).filter(|e| !e.is_empty());
        let checked = self
            .0
            .check(Check {
                input,
                claimed_email,
                offline: ask.offline,
            })
            .await
            .map_err(refuse)?;
        let rosette = ask.with_rosette.then(|| rosette(&checked));
        Ok(Response::new(v::Report {
            rosette: rosette.unwrap_or_default(),
            ..report(checked)
        }))
    }
}

/// Room for most reports: a badge of ours has one of about five kilobytes.
const ROOM: usize = 8 << 10;

fn report(checked: Checked) -> v::Report {
    let (verdict, state) = (checked.verdict().to_owned(), checked.state().to_owned());
    let mut json = Vec::with_capacity(ROOM);
    // Names and texts only: there is nothing in it that JSON could not say.
    let written = serde_json::to_writer(&mut json, &checked.found);
    let json = written.ok().and_then(|()| String::from_utf8(json).ok());
    let Checked { own, found } = checked;
    let summary = words::summary(&found.report);
    let r = found.report;
    let checked_at = r.checked_at.unix_timestamp().saturating_mul(1_000_000);
    v::Report {
        verdict,
        authentic: r.authentic == Authentic::Yes,
        state,
        summary,
        steps: r.steps.into_iter().map(step).collect(),
        carrier: r.format.carrier.clone(),
        facts: Some(facts(r.facts, r.format, own)),
        checked_at: Some(Timestamp::from_micros(checked_at).proto()),
        verifier_version: env!("CARGO_PKG_VERSION").to_owned(),
        json: json.unwrap_or_default(),
        rosette: String::new(),
        vouched_by: found.vouched_by.into_iter().map(voucher).collect(),
        qr_code: found.qr_code.unwrap_or_default(),
    }
}

fn voucher(voucher: Voucher) -> v::Voucher {
    v::Voucher {
        kind: match voucher.kind {
            VoucherKind::Operator => "operator",
            VoucherKind::List => "list",
        }
        .to_owned(),
        list_id: voucher.list_id,
        list_name: voucher.list_name,
        issuer_name: voucher.issuer_name,
    }
}

/// How many rows of a page: 50 unless said, 200 at most.
fn limit(asked: u32) -> u64 {
    u64::from(if asked == 0 { 50 } else { asked.min(200) })
}

/// Cuts a page of one row too many, and says where the next begins.
fn cut<T>(rows: &mut Vec<T>, limit: u64, cursor: impl Fn(&T) -> String) -> Option<PageInfo> {
    let is_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = match rows.last() {
        Some(last) if is_more => cursor(last),
        _ => String::new(),
    };
    Some(PageInfo {
        next_cursor,
        ..Default::default()
    })
}

/// An id the caller names, or, as for one that nobody has, that there is none.
fn sought<I: std::str::FromStr>(what: &'static str, id: &str) -> Result<I, Error> {
    id.trim().parse().map_err(|_| Error::NotFound(what))
}

/// A cursor that an earlier page gave.
fn cursor<C: std::str::FromStr>(text: &str) -> Result<Option<C>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        Error::field(
            "page.cursor",
            text,
            "give the `next_cursor` of the page before, or nothing",
        )
    })
}

fn step(s: Step) -> v::Step {
    let sentence = match &s.fix {
        Some(fix) => format!("{} {}", s.text.trim_end(), capital(fix)),
        None => s.text,
    };
    v::Step {
        name: s.name.as_str().to_owned(),
        mark: s.mark.as_str().to_owned(),
        sentence,
        code: s.code,
        field: s.field.unwrap_or_default(),
        value: s.value.unwrap_or_default(),
        fix: s.fix.unwrap_or_default(),
    }
}

/// A fix follows a sentence: it begins like one and ends like one.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    let end = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", letters.as_str())
}

fn facts(f: Facts, format: Format, own: bool) -> v::Facts {
    let date = |date: Option<openbadges::Timestamp>| date.map(|d| d.to_string());
    let page_url = match &f.id {
        Some(id) if own => id.replace("/ob2/assertions/", "/b/"),
        _ => String::new(),
    };
    v::Facts {
        format: match (format.version, format.kind) {
            (Some(_), Some(Kind::Clr)) => "Comprehensive Learner Record 2.0".to_owned(),
            (Some(version), _) => format!("Open Badges {version}"),
            (None, _) => String::new(),
        },
        credential_id: f.id.unwrap_or_default(),
        issuer_id: f.issuer_id.unwrap_or_default(),
        issuer_name: f.issuer_name.unwrap_or_default(),
        achievement_name: f.achievement_name.unwrap_or_default(),
        achievement_description: f.achievement_description.unwrap_or_default(),
        recipient_name: f.recipient_name.unwrap_or_default(),
        awarded_at: date(f.awarded).unwrap_or_default(),
        valid_from: date(f.valid_from).unwrap_or_default(),
        valid_until: date(f.valid_until).unwrap_or_default(),
        secured_by: format.suite.unwrap_or_default(),
        page_url,
        image: f.image.unwrap_or_default(),
        status_reason: f.reason.unwrap_or_default(),
    }
}

/// The same rosette as on the certificate page for a badge of ours, whichever of its forms was checked; for others
/// drawn from id and issuer as they state them.
fn rosette(checked: &Checked) -> String {
    let (r, own) = (&checked.found.report, checked.own);
    let Some(id) = &r.facts.id else {
        return String::new();
    };
    let issuer = r.facts.issuer_id.as_deref().unwrap_or_default();
    let seed = match id.split_once("/ob2/assertions/") {
        Some((base, id)) if own => {
            artwork::rosette_seed(&format!("{base}/b/{id}"), &identifier(issuer))
        }
        _ => artwork::rosette_seed(id, issuer),
    };
    artwork::rosette_svg(&seed, &artwork::RosetteOptions::default())
}

/// The DID of an issuer of ours whose version 2.0 document has this address.
fn identifier(address: &str) -> String {
    let named = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once("/ob2/issuers/"));
    named.map_or_else(
        || address.to_owned(),
        |(host, slug)| format!("did:web:{}:issuers:{slug}", host.replace(':', "%3A")),
    )
}
