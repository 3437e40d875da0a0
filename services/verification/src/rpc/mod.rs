//! Contract ↔ domain.

mod batches;
mod internal;
mod registry;
mod watches;

use crate::{
    app::{Check, Error, Verification},
    check::{Checked, Voucher, VoucherKind},
    words::{self, word},
};
use contracts::{
    common::v1::PageInfo,
    verification::v1::{
        self as v, verification_server::Verification as Contract, verify_request::Badge,
    },
};
use openbadges::{
    ob3::Kind,
    verify::{Authentic, Input, Report},
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
        let mut report = report(&checked);
        if ask.with_rosette {
            report.rosette = rosette(&checked);
        }
        Ok(Response::new(report))
    }
}

fn report(checked: &Checked) -> v::Report {
    let r = &checked.found.report;
    v::Report {
        verdict: word(&r.verdict),
        authentic: r.authentic == Authentic::Yes,
        state: word(&r.state),
        summary: words::summary(r),
        steps: r.steps.iter().map(step).collect(),
        facts: Some(facts(r, checked.own)),
        checked_at: Some(
            Timestamp::from_micros(r.checked_at.unix_timestamp().saturating_mul(1_000_000)).proto(),
        ),
        verifier_version: env!("CARGO_PKG_VERSION").to_owned(),
        json: serde_json::to_string(&checked.found).unwrap_or_default(),
        rosette: String::new(),
        vouched_by: checked.found.vouched_by.iter().map(voucher).collect(),
        carrier: r.format.carrier.clone(),
        qr_code: checked.found.qr_code.clone().unwrap_or_default(),
    }
}

fn voucher(voucher: &Voucher) -> v::Voucher {
    v::Voucher {
        kind: match voucher.kind {
            VoucherKind::Operator => "operator",
            VoucherKind::List => "list",
        }
        .to_owned(),
        list_id: voucher.list_id.clone(),
        list_name: voucher.list_name.clone(),
        issuer_name: voucher.issuer_name.clone(),
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

fn step(s: &openbadges::verify::Step) -> v::Step {
    let mut sentence = s.text.clone();
    if let Some(fix) = &s.fix {
        sentence = format!("{} {}", sentence.trim_end(), capital(fix));
    }
    v::Step {
        name: word(&s.name),
        mark: word(&s.mark),
        sentence,
        code: s.code.clone(),
        field: s.field.clone().unwrap_or_default(),
        value: s.value.clone().unwrap_or_default(),
        fix: s.fix.clone().unwrap_or_default(),
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

fn facts(r: &Report, own: bool) -> v::Facts {
    let f = &r.facts;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    v::Facts {
        format: r
            .format
            .version
            .as_ref()
            .map(|v| match r.format.kind {
                Some(Kind::Clr) => "Comprehensive Learner Record 2.0".to_owned(),
                _ => format!("Open Badges {v}"),
            })
            .unwrap_or_default(),
        credential_id: text(&f.id),
        issuer_id: text(&f.issuer_id),
        issuer_name: text(&f.issuer_name),
        achievement_name: text(&f.achievement_name),
        achievement_description: text(&f.achievement_description),
        recipient_name: text(&f.recipient_name),
        awarded_at: f
            .awarded
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        valid_from: f
            .valid_from
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        valid_until: f
            .valid_until
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        secured_by: text(&r.format.suite),
        page_url: if own {
            text(&f.id).replace("/ob2/assertions/", "/b/")
        } else {
            String::new()
        },
        image: text(&f.image),
        status_reason: text(&f.reason),
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
