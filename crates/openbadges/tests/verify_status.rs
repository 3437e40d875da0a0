//! The status step from end to end: purposes, sizes, messages, lists that say nothing.
use openbadges::status::{self, Bitstring, List, MIN_ENTRIES, Values};
use openbadges::verify::{Answer, Input, Mark, Report, State, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{DID, LIST, badge, run, served, sign, stamp, status_list, trusting};

/// Verifies a badge with that status against lists by their addresses.
fn check(status: Value, lists: &[(&str, Value)]) -> Report {
    let mut document = badge();
    document["credentialStatus"] = status;
    let mut all = served(&[]);
    for (url, list) in lists {
        all.retain(|(known, _)| known != url);
        all.push(((*url).into(), Answer::Found(list.to_string().into_bytes())));
    }
    let input = Input::Text(sign(document).to_string());
    run(&input, &all, trusting())
}

fn list_of(url: &str, purpose: &str, bits: &Bitstring) -> Value {
    status::list_credential(
        &List {
            url,
            issuer: DID,
            purpose,
            valid_from: stamp("2026-01-01T00:00:00Z"),
            valid_until: None,
        },
        bits,
    )
}

fn bits(set: &[usize]) -> Bitstring {
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    for index in set {
        bits.set(*index, true).unwrap();
    }
    bits
}

fn code(report: &Report) -> (Verdict, State, &str) {
    let step = report.step(StepName::Status).unwrap();
    (report.verdict, report.state, step.code.as_str())
}

#[test]
fn several_purposes_stand_side_by_side_and_the_worst_counts() {
    let second = "https://badges.example.org/status/2";
    let entries = json!([
        status::entry(LIST, "revocation", 7),
        status::entry(second, "suspension", 9),
    ]);
    for (revoked, suspended, wanted) in [
        (
            &[][..],
            &[][..],
            (Verdict::Valid, State::Valid, "status.clear"),
        ),
        (
            &[],
            &[9],
            (Verdict::Invalid, State::Suspended, "status.suspended"),
        ),
        (
            &[7],
            &[9],
            (Verdict::Invalid, State::Revoked, "status.revoked"),
        ),
        (&[9], &[7], (Verdict::Valid, State::Valid, "status.clear")),
    ] {
        let suspension = sign(list_of(second, "suspension", &bits(suspended)));
        let report = check(
            entries.clone(),
            &[(LIST, status_list(revoked)), (second, suspension)],
        );
        assert_eq!(code(&report), wanted);
    }
    // What cannot be known beats clear, and a revocation beats what cannot be known.
    let report = check(entries.clone(), &[]);
    assert_eq!(code(&report).0, Verdict::Unverifiable);
    let report = check(entries, &[(LIST, status_list(&[7]))]);
    assert_eq!(code(&report).1, State::Revoked);
}

/// One list may tell several purposes; one that does not tell the entry's says nothing.
#[test]
fn the_purpose_must_be_one_of_the_lists() {
    let mut list = list_of(LIST, "revocation", &bits(&[7]));
    list["credentialSubject"]["statusPurpose"] = json!(["revocation", "suspension"]);
    let report = check(status::entry(LIST, "suspension", 7), &[(LIST, sign(list))]);
    assert_eq!(
        code(&report),
        (Verdict::Invalid, State::Suspended, "status.suspended")
    );
    let report = check(
        status::entry(LIST, "suspension", 7),
        &[(LIST, status_list(&[7]))],
    );
    assert_eq!(
        code(&report),
        (Verdict::Unverifiable, State::Unknown, "status.list")
    );
}

#[test]
fn messages_and_newer_revisions_say_nothing_against_the_badge() {
    let messages = ["in order", "under review", "on probation", "honoured"];
    let entry = status::message_entry(LIST, 5, 2, &messages).unwrap();
    for (value, message) in messages.iter().enumerate() {
        let mut values = Values::new(MIN_ENTRIES, 2).unwrap();
        values.set(5, u64::try_from(value).unwrap()).unwrap();
        let list = sign(list_of(LIST, "message", values.bits()));
        let report = check(entry.clone(), &[(LIST, list)]);
        let step = report.step(StepName::Status).unwrap();
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::Valid, State::Valid)
        );
        if value > 0 {
            assert_eq!(
                (step.code.as_str(), &step.data["message"]),
                ("status.message", &json!(message))
            );
        }
    }
    let list = sign(list_of(LIST, "refresh", &bits(&[5])));
    let report = check(status::entry(LIST, "refresh", 5), &[(LIST, list)]);
    assert_eq!(
        code(&report),
        (Verdict::Valid, State::Valid, "status.refresh")
    );
}

/// How long a copy may be kept is told to whoever keeps it; so are list, purpose and index.
#[test]
fn the_step_names_its_list_and_how_long_a_copy_holds() {
    let mut list = list_of(LIST, "revocation", &bits(&[]));
    status::set_ttl(&mut list, 300_000);
    let report = check(status::entry(LIST, "revocation", 7), &[(LIST, sign(list))]);
    let data = &report.step(StepName::Status).unwrap().data;
    assert_eq!(
        [
            &data["list"],
            &data["purpose"],
            &data["index"],
            &data["ttl"]
        ],
        [
            &json!(LIST),
            &json!("revocation"),
            &json!("7"),
            &json!(300_000)
        ]
    );
}

#[test]
fn a_list_that_is_none_or_not_yet_or_too_short_says_nothing() {
    let with = |list: Value| {
        let report = check(status::entry(LIST, "revocation", 7), &[(LIST, list)]);
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::Unverifiable, State::Unknown)
        );
        let step = report.step(StepName::Status).unwrap();
        assert_eq!(
            (step.mark, step.value.as_deref()),
            (Mark::Unknown, Some(LIST))
        );
        step.code.clone()
    };
    let mut tomorrow = list_of(LIST, "revocation", &bits(&[]));
    tomorrow["validFrom"] = "2026-06-02T00:00:00Z".into();
    assert_eq!(with(sign(tomorrow)), "status.stale");
    let mut untyped = list_of(LIST, "revocation", &bits(&[]));
    untyped["type"] = json!(["VerifiableCredential"]);
    assert_eq!(with(sign(untyped)), "status.list");
    // Another badge of the issuer is no list, whatever it claims.
    assert_eq!(with(sign(badge())), "status.list");
    let mut short = list_of(LIST, "revocation", &bits(&[]));
    short["credentialSubject"]["encodedList"] = {
        use std::io::Write as _;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(&[0; 1000]).unwrap();
        format!(
            "u{}",
            openbadges::encoding::base64url(&gzip.finish().unwrap())
        )
        .into()
    };
    assert_eq!(with(sign(short)), "status.list");
}

/// An entry too many could be the one that revokes.
#[test]
fn more_entries_than_are_looked_at_are_never_clear() {
    let entry = |index| status::entry(LIST, "revocation", index);
    let five: Value = (0..5).map(entry).collect();
    assert_eq!(
        code(&check(five, &[])),
        (Verdict::Valid, State::Valid, "status.clear")
    );
    let six: Value = (0..6).map(entry).collect();
    assert_eq!(
        code(&check(six.clone(), &[])),
        (Verdict::Unverifiable, State::Unknown, "status.too_many")
    );
    let report = check(six, &[(LIST, status_list(&[3]))]);
    assert_eq!(code(&report).1, State::Revoked);
}

/// The older StatusList2021, as issuers of before write it.
#[test]
fn a_status_list_of_2021_is_read() {
    let mut list = list_of(LIST, "revocation", &bits(&[7]));
    list["@context"]
        .as_array_mut()
        .unwrap()
        .push("https://w3id.org/vc/status-list/2021/v1".into());
    list["type"] = json!(["VerifiableCredential", "StatusList2021Credential"]);
    list["credentialSubject"]["type"] = "StatusList2021".into();
    let encoded = bits(&[7]).encode();
    list["credentialSubject"]["encodedList"] = encoded[1..].into();
    let list = sign(list);
    let with = |index: usize| {
        let mut document = badge();
        let contexts = document["@context"].as_array_mut().unwrap();
        contexts.push("https://w3id.org/vc/status-list/2021/v1".into());
        let mut entry = status::entry(LIST, "revocation", index);
        entry["type"] = "StatusList2021Entry".into();
        document["credentialStatus"] = entry;
        let mut all = served(&[]);
        all.retain(|(url, _)| url != LIST);
        all.push((LIST.into(), Answer::Found(list.to_string().into_bytes())));
        let input = Input::Text(sign(document).to_string());
        run(&input, &all, trusting())
    };
    assert_eq!(
        code(&with(7)),
        (Verdict::Invalid, State::Revoked, "status.revoked")
    );
    assert_eq!(
        code(&with(8)),
        (Verdict::Valid, State::Valid, "status.clear")
    );
}

/// The member that is wrong, what stands there and what to do; in a list of entries also which of them.
#[test]
fn a_malformed_entry_is_told_by_member_and_value() {
    let told = |status: Value| {
        let report = check(status, &[(LIST, status_list(&[]))]);
        let step = report.step(StepName::Status).unwrap().clone();
        assert_eq!(
            (step.mark, step.code.as_str()),
            (Mark::Failed, "status.malformed")
        );
        assert!(step.fix.is_some());
        (step.field.unwrap(), step.value.unwrap())
    };
    let mut entry = status::entry(LIST, "revocation", 7);
    entry["statusListIndex"] = "seven".into();
    let member = "$.credentialStatus.statusListIndex";
    assert_eq!(told(entry.clone()), (member.into(), "\"seven\"".into()));
    let both = json!([status::entry(LIST, "revocation", 7), entry]);
    let member = "$.credentialStatus[1].statusListIndex";
    assert_eq!(told(both), (member.into(), "\"seven\"".into()));
}
