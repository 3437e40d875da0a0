//! The refresh service, both sides: a newer revision is asked for once and counts only if it is the same badge, later,
//! well formed and well signed.
use openbadges::context::OPEN_BADGES_3_EXTENSIONS;
use openbadges::ob3::Reference;
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::verify::{Answer, Input, Mark, Own, Report, State, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{BADGE, DID, KEY, badge_for, key, run, served, sign, stamp, trusting};

const PLACE: &str = "https://badges.example.org/b/3h8k2m5n7p9qrstvwxyz012345/refresh";

/// A revision, unsigned.
fn revision(name: &str, from: &str, until: Option<&str>) -> Value {
    let mut issue = badge_for(name, "a@example.org", 1);
    issue.valid_from = stamp(from);
    issue.valid_until = until.map(stamp);
    issue.refresh = Some(Reference::refresh(PLACE));
    issue.build().unwrap()
}

fn old() -> Value {
    revision("Old", "2026-01-31T12:00:00Z", Some("2026-05-31T00:00:00Z"))
}

fn newer() -> Value {
    revision("New", "2026-05-30T12:00:00Z", None)
}

fn token(document: &Value) -> String {
    let unsigned = jwt::prepare(document, KEY, Algorithm::EdDsa).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

fn check(given: &str, answer: Answer) -> Report {
    let mut all = served(&[]);
    all.push((PLACE.into(), answer));
    run(&Input::Text(given.into()), &all, trusting())
}

fn found(text: impl Into<String>) -> Answer {
    Answer::Found(text.into().into_bytes())
}

/// The badge as given stands; the step says why.
fn stands(report: &Report, mark: Mark, code: &str) {
    let step = report.step(StepName::Refresh).unwrap();
    assert_eq!((step.mark, step.code.as_str()), (mark, code), "{report:#?}");
    assert_eq!(
        (report.state, report.facts.recipient_name.as_deref()),
        (State::Expired, Some("Old"))
    );
}

fn replaces(report: &Report) {
    assert_eq!(
        (
            report.verdict,
            report.state,
            report.facts.recipient_name.as_deref()
        ),
        (Verdict::Valid, State::Valid, Some("New")),
        "{report:#?}"
    );
    let step = report.step(StepName::Refresh).unwrap();
    assert_eq!(step.code, "refresh.newer");
    assert_eq!(step.data["valid_from"], "2026-05-30T12:00:00Z");
}

/// The issuer's side: the service stands in the signed badge, under the context that defines its type.
#[test]
fn the_service_is_part_of_what_is_signed() {
    let signed = sign(old());
    assert_eq!(
        signed["refreshService"],
        json!({"id": PLACE, "type": "1EdTechCredentialRefresh"})
    );
    assert_eq!(signed["@context"][2], OPEN_BADGES_3_EXTENSIONS);
    let mut elsewhere = signed;
    elsewhere["refreshService"]["id"] = "https://evil.example/refresh".into();
    let report = check(&elsewhere.to_string(), found(sign(newer()).to_string()));
    assert_eq!(
        report.step(StepName::Proof).unwrap().code,
        "proof.bad_signature"
    );
    // Nobody asks an address that is not signed.
    assert_eq!(report.step(StepName::Refresh).unwrap().code, "refresh.none");
}

#[test]
fn a_newer_revision_replaces_the_old_in_every_form() {
    let (old, newer) = (old(), newer());
    for given in [sign(old.clone()).to_string(), token(&old)] {
        for answer in [sign(newer.clone()).to_string(), token(&newer)] {
            replaces(&check(&given, found(answer)));
        }
    }
}

/// The revision's own signature, form and dates are looked at as the first one's were.
#[test]
fn what_does_not_count_leaves_the_badge_as_it_is() {
    let given = sign(old()).to_string();
    let unusable =
        |answer: Answer| stands(&check(&given, answer), Mark::Warning, "refresh.unusable");
    let mut other_id = newer();
    other_id["id"] = "https://badges.example.org/b/another".into();
    unusable(found(sign(other_id).to_string()));
    let mut other_issuer = newer();
    other_issuer["issuer"]["id"] = "did:web:other.example".into();
    unusable(found(sign(other_issuer).to_string()));
    let mut forged = sign(newer());
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Eve".into();
    unusable(found(forged.to_string()));
    let mut malformed = newer();
    malformed["credentialSubject"]["achievement"]["criteria"] = json!({});
    unusable(found(sign(malformed).to_string()));
    let tomorrow = revision("Later", "2026-06-02T12:00:00Z", None);
    unusable(found(sign(tomorrow).to_string()));
    unusable(found(newer().to_string()));
    unusable(found("<html>moved</html>"));
    unusable(Answer::failed("no route to host"));
    for status in [404, 410, 500] {
        unusable(Answer::Status {
            status,
            body: Vec::new(),
        });
    }
    stands(
        &check(&given, found(given.clone())),
        Mark::Ok,
        "refresh.current",
    );
    let older = revision("Older", "2026-01-01T12:00:00Z", None);
    let report = check(&given, found(sign(older).to_string()));
    stands(&report, Mark::Ok, "refresh.current");
    for status in [401, 403] {
        let private = Answer::Status {
            status,
            body: Vec::new(),
        };
        stands(&check(&given, private), Mark::Skipped, "refresh.private");
    }
}

/// The end of the old JWT is not the end of the new one.
#[test]
fn an_old_token_that_has_ended_is_replaced() {
    let report = check(&token(&old()), found(token(&newer())));
    replaces(&report);
    let step = report.step(StepName::ValidityPeriod).unwrap();
    assert_eq!(step.code, "period.no_end");
}

/// A newer revision's own refresh service is not asked again.
#[test]
fn it_is_asked_once() {
    let mut next = newer();
    next["refreshService"]["id"] = "https://badges.example.org/further".into();
    let report = check(&sign(old()).to_string(), found(sign(next).to_string()));
    replaces(&report);
    let asked = |input: &&openbadges::verify::Used| input.purpose == "refresh";
    assert_eq!(report.inputs.iter().filter(asked).count(), 1);
}

/// For our own badges the newer revision must stand in the ledger too.
#[test]
fn a_revision_that_the_ledger_does_not_know_is_refused() {
    let (old, newer) = (sign(old()), sign(newer()));
    let digest = |document: &Value| openbadges::verify::content_sha256(document).unwrap();
    for (revisions, code) in [
        (vec![digest(&old), digest(&newer)], "proof.ok"),
        (vec![digest(&old)], "proof.not_in_ledger"),
        (vec![digest(&newer)], "proof.not_in_ledger"),
    ] {
        let mut known = trusting().owning([DID]);
        known.insert_own(
            BADGE,
            Own {
                state: State::Valid,
                reason: None,
                revisions: revisions.into_iter().collect(),
            },
        );
        let mut all = served(&[]);
        all.push((PLACE.into(), found(newer.to_string())));
        let report = run(&Input::Text(old.to_string()), &all, known);
        assert_eq!(report.step(StepName::Proof).unwrap().code, code);
    }
}
