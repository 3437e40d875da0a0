//! What was found out about a badge, as `/verify` shows it: the answer first, then who, what and when, then the steps.

use super::{
    certificate, check_words, facts,
    verify::{own_badge, own_path},
    visit::Visit,
};
use crate::{
    pages::{
        Picture,
        parts::{Fact, Outcome, Standing, State},
        views::verify::{Authentic, Held, Report, Used, Verdict},
    },
    text::Text,
};
use contracts::verification::v1 as v;
use jiff::civil::Date;
use platform::clock::{Timestamp, Zone};
use serde_json::Value;

/// A report as the page shows it; `asked` is the link or text that was checked.
pub(super) async fn report_view(visit: &Visit, report: v::Report, asked: &str) -> Report {
    let stated = report.facts.clone().unwrap_or_default();
    let machine: Value = serde_json::from_str(&report.json).unwrap_or(Value::Null);
    let page = page_of(visit, &stated, asked);
    let zone = match page.as_deref().and_then(own_path) {
        Some((id, key)) => certificate::zone_of(visit, &id, &key).await,
        None => None,
    };
    let told = Told {
        text: visit.text,
        zone: zone.as_deref(),
        site: visit.base().host(),
    };
    let authentic = authentic(&report, &machine);
    Report {
        verdict: verdict(&report),
        sentence: check_words::summary(visit.text, &report),
        authentic,
        standing: told.standing(&report, &stated),
        title: stated.achievement_name.clone(),
        // Beside forged words the genuine badge's picture and rosette would vouch for them.
        picture: (authentic != Authentic::No)
            .then(|| picture(visit.text, &stated, page.as_deref()))
            .flatten(),
        rosette: (authentic == Authentic::Yes && !report.rosette.is_empty())
            .then(|| facts::drawing(&report.rosette)),
        facts: told.all(&stated, &report),
        holds: holds(visit.text, &machine),
        steps: facts::steps(visit.text, &report),
        given: given(&machine),
        fetched: used(&machine, "inputs"),
        contexts: used(&machine, "contexts"),
        machine: match &machine {
            Value::Null => String::new(),
            told => serde_json::to_string_pretty(told).unwrap_or_default(),
        },
        at: facts::moment_in(
            report
                .checked_at
                .as_ref()
                .map_or(visit.app.now(), Timestamp::from_proto),
            told.zone.unwrap_or("UTC"),
        ),
        by: told.site.to_owned(),
        issuer_id: stated.issuer_id.clone(),
        format: [&stated.format, &stated.secured_by]
            .map(String::as_str)
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
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

fn verdict(report: &v::Report) -> Verdict {
    match report.verdict.as_str() {
        "valid" => Verdict::Valid,
        "valid_issuer_unknown" => Verdict::ValidIssuerUnknown,
        "invalid" => match check_words::trouble(report) {
            Some(step) if check_words::is_no_badge(&step.code) => Verdict::NoBadge,
            _ => Verdict::Invalid,
        },
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

/// How a report is told: in which language, on whose clock, and by whom.
struct Told<'a> {
    text: Text,
    /// The zone of the organization, where the badge is one of ours.
    zone: Option<&'a str>,
    /// The host that checked.
    site: &'a str,
}

impl Told<'_> {
    fn standing(&self, report: &v::Report, stated: &v::Facts) -> Standing {
        let state = match report.state.as_str() {
            // A badge that nobody is known to have signed is not in force because it says so.
            "valid" if !report.authentic => State::Unknown,
            "valid" => State::Valid,
            "expired" => State::Expired,
            "suspended" => State::Suspended,
            "revoked" => State::Revoked,
            "not_yet_valid" => State::NotYet,
            _ => State::Unknown,
        };
        let date = match state {
            State::Expired => self.date(&stated.valid_until),
            State::NotYet => self.date(&stated.valid_from),
            _ => None,
        };
        Standing {
            state,
            date,
            holds: Vec::new(),
            reason: stated.status_reason.clone(),
        }
    }

    /// The day of one of the organization's moments on its own clock; of others as the badge writes it.
    fn date(&self, text: &str) -> Option<Date> {
        let zone = self.zone.filter(|_| text.ends_with('Z'));
        match (zone.map(str::parse::<Zone>), Timestamp::parse(text)) {
            (Some(Ok(zone)), Ok(at)) => Some(zone.date(at).civil()),
            _ => text.get(..10)?.parse().ok(),
        }
    }

    fn day(&self, text: &str) -> String {
        self.date(text)
            .map_or_else(String::new, |day| self.text.date(day))
    }

    /// What the badge says, and what this installation adds: who vouches for the issuer, and where it was found.
    fn all(&self, stated: &v::Facts, report: &v::Report) -> Vec<Fact> {
        let mut all = self.stated(stated, &report.state);
        let vouchers: Vec<String> = report
            .vouched_by
            .iter()
            .map(|voucher| match voucher.list_name.as_str() {
                "" => self
                    .text
                    .with("vouched-by-operator", &[("site", &self.site)]),
                list => list.to_owned(),
            })
            .collect();
        // Nobody vouches for what somebody else may have written in an issuer's name.
        if report.authentic && !vouchers.is_empty() {
            let term = self.text.get("fact-vouched-by");
            all.push(Fact::new(term, vouchers.join(", ")));
        }
        if !report.qr_code.is_empty() {
            let said: String = report.qr_code.chars().take(200).collect();
            all.push(Fact::new(self.text.get("fact-qr-code"), said));
        }
        all
    }

    fn stated(&self, stated: &v::Facts, state: &str) -> Vec<Fact> {
        let text = self.text;
        let awarded = if stated.awarded_at.is_empty() {
            &stated.valid_from
        } else {
            &stated.awarded_at
        };
        let since = if state == "not_yet_valid" {
            Fact::new(text.get("fact-valid-from"), self.day(&stated.valid_from))
        } else {
            Fact::new(text.get("fact-issued-on"), self.day(awarded))
        };
        [
            Fact::new(text.get("fact-awarded-to"), &stated.recipient_name),
            issuer(text, stated),
            since,
            Fact::new(text.get("fact-valid-until"), self.day(&stated.valid_until)),
        ]
        .into_iter()
        .filter(|fact| !fact.value.is_empty())
        .collect()
    }
}

/// A name alone proves nothing: where it is at home, or the key it is known by, stands below it.
fn issuer(text: Text, stated: &v::Facts) -> Fact {
    let home = home(text, &stated.issuer_id);
    let term = text.get("fact-issued-by");
    match stated.issuer_name.as_str() {
        "" => Fact::new(term, home),
        name => Fact::new(term, name).with_note(home),
    }
}

/// An issuer's identifier as people know it: the address of a site, or that there is only a key.
fn home(text: Text, id: &str) -> String {
    if let Some(rest) = id.strip_prefix("did:web:") {
        let rest = rest.split(['#', '?']).next().unwrap_or_default();
        return rest
            .replace(':', "/")
            .replace("%3A", ":")
            .replace("%3a", ":");
    }
    for key in ["did:key:", "did:jwk:"] {
        if id.starts_with(key) {
            let shown: String = id.chars().take(key.len() + 12).collect();
            return text.with("fact-only-key", &[("key", &format!("{shown}…"))]);
        }
    }
    id.strip_prefix("https://").unwrap_or(id).to_owned()
}

/// The badges of a learner record, and what became of each.
fn holds(text: Text, machine: &Value) -> Vec<Held> {
    let steps = documents_of(machine, "steps");
    let contents = steps.filter_map(|step| step.pointer("/data/contents")?.as_array());
    let word = |one: &Value, name: &str| {
        let told = one.get(name).and_then(Value::as_str);
        told.unwrap_or_default().to_owned()
    };
    let held = |one: &Value| {
        let name = word(one, "name");
        let issuer = word(one, "issuer_name");
        let outcome = match word(one, "result").as_str() {
            "ok" => Outcome::Passed,
            "failed" => Outcome::Failed,
            _ => Outcome::Unsure,
        };
        let state = match word(one, "state").as_str() {
            "expired" => Some(State::Expired),
            "suspended" => Some(State::Suspended),
            "revoked" => Some(State::Revoked),
            "not_yet_valid" => Some(State::NotYet),
            _ => None,
        };
        Held {
            name: if name.is_empty() {
                text.get("verify-nameless")
            } else {
                name
            },
            issuer: if issuer.is_empty() {
                home(text, &word(one, "issuer"))
            } else {
                issuer
            },
            outcome,
            // Of what is not authentic no state is known.
            state: state.filter(|_| outcome == Outcome::Failed),
        }
    };
    contents.flatten().map(held).collect()
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

    fn told() -> Told<'static> {
        Told {
            text: Text::default(),
            zone: None,
            site: "badges.example",
        }
    }

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
        let standing = told().standing(&report, &stated);
        assert_eq!(
            (standing.state, standing.date),
            (State::Expired, Some(jiff::civil::date(2026, 3, 31)))
        );
    }

    #[test]
    fn what_could_not_be_found_out_is_neither_yes_nor_no() {
        let mut report = v::Report::default();
        assert_eq!(
            authentic(&report, &json!({ "authentic": "unknown" })),
            Authentic::Unknown
        );
        assert_eq!(
            authentic(&report, &json!({ "authentic": "no" })),
            Authentic::No
        );
        // A word that is not known is never shown as valid.
        report.verdict = "splendid".into();
        assert_eq!(verdict(&report), Verdict::Unverifiable);
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
    fn the_badges_of_a_learner_record_are_listed_with_what_became_of_them() {
        let machine = json!({"steps": [{"name": "read"}, {"name": "schema", "data": {"contents": [
            {"name": "Soil", "issuer": "did:web:x.example", "issuer_name": "Northfield", "state": "valid", "result": "ok"},
            {"name": null, "issuer": "did:web:x.example", "state": "revoked", "result": "failed"},
            {"name": "Water", "issuer": null, "state": "unknown", "result": "unknown"},
        ]}}]});
        let listed = holds(Text::default(), &machine);
        let nameless = Text::default().get("verify-nameless");
        let told: Vec<_> = listed
            .iter()
            .map(|one| {
                (
                    one.name.as_str(),
                    one.issuer.as_str(),
                    one.outcome,
                    one.state,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Soil", "Northfield", Outcome::Passed, None),
                (
                    nameless.as_str(),
                    "x.example",
                    Outcome::Failed,
                    Some(State::Revoked)
                ),
                ("Water", "", Outcome::Unsure, None),
            ]
        );
        assert!(holds(Text::default(), &json!({"steps": [{"name": "schema"}]})).is_empty());
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
        let standing = told().standing(&report, &stated);
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
        let all = told().all(&v::Facts::default(), &report);
        let values: Vec<_> = all.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(
            values,
            [
                "the operator of badges.example, DCC registry",
                "https://x.example/b/1"
            ]
        );
        report.authentic = false;
        let all = told().all(&v::Facts::default(), &report);
        let values: Vec<_> = all.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(
            values,
            ["https://x.example/b/1"],
            "a forged badge is vouched for by nobody"
        );
    }

    #[test]
    fn an_issuer_s_name_never_stands_without_its_home() {
        let text = Text::default();
        let of = |id: &str| {
            let stated = v::Facts {
                issuer_name: "Guild".into(),
                issuer_id: id.into(),
                ..Default::default()
            };
            let fact = issuer(text, &stated);
            assert_eq!(fact.value, "Guild");
            fact.note
        };
        assert_eq!(of("did:web:x.example"), "x.example");
        assert_eq!(
            of("did:web:x.example%3A8443:issuers:guild"),
            "x.example:8443/issuers/guild"
        );
        assert_eq!(of("https://x.example/issuer.json"), "x.example/issuer.json");
        // Without TLS it is told as it is.
        assert_eq!(of("http://x.example/i"), "http://x.example/i");
        let only_key = of("did:key:z6MkwU4qkC1CPiZwYVcUoQHS1RigjpGYjnFfEH792vxzfGrq");
        assert!(only_key.contains("did:key:z6MkwU4qkC1C…"), "{only_key}");
        assert!(only_key.contains("only"), "{only_key}");
        let nameless = v::Facts {
            issuer_id: "did:web:x.example".into(),
            ..Default::default()
        };
        assert_eq!(issuer(text, &nameless).value, "x.example");
    }

    #[test]
    fn what_nobody_signed_is_not_said_to_be_in_force() {
        let mut report = v::Report {
            verdict: "unverifiable".into(),
            state: "valid".into(),
            ..Default::default()
        };
        let stated = v::Facts::default();
        assert_eq!(told().standing(&report, &stated).state, State::Unknown);
        report.authentic = true;
        assert_eq!(told().standing(&report, &stated).state, State::Valid);
    }

    #[test]
    fn a_picture_without_a_badge_is_no_invalid_badge() {
        let mut report = v::Report {
            verdict: "invalid".into(),
            steps: vec![v::Step {
                name: "read".into(),
                mark: "failed".into(),
                code: "read.no_badge".into(),
                ..Default::default()
            }],
            ..Default::default()
        };
        assert_eq!(verdict(&report), Verdict::NoBadge);
        assert_eq!(
            check_words::summary(Text::default(), &report),
            Text::default().get("check-read-no-badge")
        );
        report.steps[0].code = "proof.bad_signature".into();
        assert_eq!(verdict(&report), Verdict::Invalid);
    }

    #[test]
    fn the_issuer_s_silence_is_named_rather_than_its_consequence() {
        let step = |name: &str, code: &str| v::Step {
            name: name.into(),
            mark: "unknown".into(),
            code: code.into(),
            ..Default::default()
        };
        let report = v::Report {
            verdict: "unverifiable".into(),
            steps: vec![
                step("proof", "proof.no_key"),
                step("issuer", "issuer.unreachable"),
            ],
            ..Default::default()
        };
        let said = check_words::summary(Text::default(), &report);
        let why = Text::default().get("check-issuer-unreachable");
        assert!(said.ends_with(&why), "{said}");
    }

    #[test]
    fn days_of_our_own_badges_are_days_where_the_organization_is() {
        let at = "2026-04-15T23:00:00Z";
        let mut told = told();
        assert_eq!(told.date(at), Some(jiff::civil::date(2026, 4, 15)));
        told.zone = Some("Pacific/Auckland");
        assert_eq!(told.date(at), Some(jiff::civil::date(2026, 4, 16)));
        // What was written with an offset is the day that was meant.
        assert_eq!(
            told.date("2026-03-31T23:59:59-05:00"),
            Some(jiff::civil::date(2026, 3, 31))
        );
    }

    #[test]
    fn what_holds_later_is_not_said_to_be_issued_in_the_future() {
        let stated = v::Facts {
            valid_from: "2030-01-01T00:00:00Z".into(),
            ..Default::default()
        };
        let terms = |state: &str| -> Vec<String> {
            let all = told().stated(&stated, state);
            all.into_iter().map(|fact| fact.term).collect()
        };
        let text = Text::default();
        assert_eq!(terms("not_yet_valid"), [text.get("fact-valid-from")]);
        assert_eq!(terms("valid"), [text.get("fact-issued-on")]);
    }
}
