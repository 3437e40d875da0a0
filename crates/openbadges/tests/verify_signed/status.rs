//! Whether it holds: status lists, the ledger of our own badges, dates, and what cannot be reached.
use std::collections::BTreeSet;

use openbadges::verify::{
    self, Answer, Authentic, Mark, Need, Options, Outcome, Own, Purpose, State, StepName, Verdict,
};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{
    BADGE, DID, DID_ADDRESS, INDEX, LIST, NOW, badge, badge_for, file, found, replaced, run,
    run_at, served, sign, stamp, status_list, trusting,
};

#[test]
fn revoked_and_suspended_are_told_apart_by_the_ledger() {
    let signed = sign(badge());
    let report = run(&file(&signed), &served(&[INDEX]), trusting());
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Revoked)
    );
    assert_eq!(report.authentic, Authentic::Yes);
    let own = |state, revisions: BTreeSet<String>| {
        let mut known = trusting();
        let reason = Some("Membership lapsed.".to_owned());
        known.insert_own(
            BADGE,
            Own {
                state,
                reason,
                revisions,
            },
        );
        known
    };
    let digest: BTreeSet<String> = verify::content_sha256(&signed).into_iter().collect();
    let report = run(
        &file(&signed),
        &served(&[INDEX]),
        own(State::Suspended, digest.clone()),
    );
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Suspended)
    );
    assert_eq!(report.facts.reason.as_deref(), Some("Membership lapsed."));
    // A cached list may lag; the ledger does not.
    let report = run(
        &file(&signed),
        &served(&[]),
        own(State::Revoked, digest.clone()),
    );
    assert_eq!(report.state, State::Revoked);
    let report = run(&file(&signed), &served(&[]), own(State::Valid, digest));
    assert_eq!(report.verdict, Verdict::Valid);
    // A stolen key forges no past.
    let report = run(
        &file(&signed),
        &served(&[]),
        own(State::Valid, BTreeSet::new()),
    );
    assert_eq!(
        (report.verdict, report.authentic),
        (Verdict::Invalid, Authentic::No)
    );
    assert_eq!(
        report.step(StepName::Proof).unwrap().code,
        "proof.not_in_ledger"
    );
}

/// A stolen retired key cannot make badges that were never issued.
#[test]
fn what_is_signed_in_our_name_must_stand_in_our_ledger() {
    let signed = sign(badge());
    let mut known = trusting().owning([DID]);
    for (url, answer) in served(&[]) {
        known.insert(url, answer);
    }
    let options = Options::at(NOW);
    let Outcome::Needs(needs) = verify::verify(&file(&signed), &known, &options) else {
        panic!("a report without the ledger")
    };
    assert_eq!(
        needs,
        [Need {
            url: BADGE.into(),
            purpose: Purpose::Ledger
        }]
    );
    known.insert_own(BADGE, None);
    let Outcome::Report(report) = verify::verify(&file(&signed), &known, &options) else {
        panic!("still asking")
    };
    assert_eq!(
        (report.verdict, report.authentic, report.state),
        (Verdict::Invalid, Authentic::No, State::Unknown)
    );
    let revisions = verify::content_sha256(&signed).into_iter().collect();
    known.insert_own(
        BADGE,
        Own {
            state: State::Valid,
            reason: None,
            revisions,
        },
    );
    let Outcome::Report(report) = verify::verify(&file(&signed), &known, &options) else {
        panic!("still asking")
    };
    assert_eq!(report.verdict, Verdict::Valid);
}

#[test]
fn what_cannot_be_reached_is_unverifiable_and_never_valid() {
    let input = file(&sign(badge()));
    for (missing, step) in [(LIST, StepName::Status), (DID_ADDRESS, StepName::Issuer)] {
        for answer in [
            Answer::failed("no route"),
            Answer::Status {
                status: 404,
                body: vec![],
            },
            Answer::Status {
                status: 410,
                body: vec![],
            },
        ] {
            let report = run(&input, &replaced(served(&[]), missing, answer), trusting());
            assert_eq!(report.verdict, Verdict::Unverifiable, "{missing}");
            assert_eq!(report.step(step).unwrap().mark, Mark::Unknown);
            assert_eq!(report.state, State::Unknown);
        }
    }
    let report = run(
        &input,
        &replaced(served(&[]), DID_ADDRESS, Answer::Found(b"<html>".to_vec())),
        trusting(),
    );
    assert_eq!(report.verdict, Verdict::Unverifiable);
}

#[test]
fn a_definite_failure_beats_what_cannot_be_known() {
    let mut forged = sign(badge());
    forged["name"] = "x".into();
    let served = replaced(served(&[]), LIST, Answer::failed("no route"));
    assert_eq!(
        run(&file(&forged), &served, trusting()).verdict,
        Verdict::Invalid
    );
}

#[test]
fn an_expired_badge_is_authentic_all_the_same() {
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.valid_until = Some(stamp("2026-05-31T23:59:59Z"));
    let input = file(&sign(issue.build().unwrap()));
    let report = run(&input, &served(&[]), trusting());
    assert_eq!(
        (report.verdict, report.authentic, report.state),
        (Verdict::Invalid, Authentic::Yes, State::Expired)
    );
    let step = report.step(StepName::ValidityPeriod).unwrap();
    assert_eq!(step.value.as_deref(), Some("2026-05-31T23:59:59Z"));
    let options = Options::at(datetime!(2026-05-31 23:59:59 UTC));
    let report = run_at(&input, &served(&[]), trusting(), &options);
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Valid, State::Valid)
    );
}

#[test]
fn a_badge_of_tomorrow_does_not_hold_yet() {
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.valid_from = stamp("2026-06-01T12:00:01Z");
    let report = run(
        &file(&sign(issue.build().unwrap())),
        &served(&[]),
        trusting(),
    );
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::NotYetValid)
    );
}

#[test]
fn a_status_list_that_is_not_the_issuers_says_nothing() {
    let input = file(&sign(badge()));
    let with = |list: &Value| {
        run(
            &input,
            &replaced(served(&[]), LIST, found(list)),
            trusting(),
        )
    };
    let mut unsigned = status_list(&[]);
    unsigned.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(
        with(&unsigned).step(StepName::Status).unwrap().code,
        "status.list_unsigned"
    );
    let mut foreign = status_list(&[]);
    foreign["issuer"] = "did:web:evil.example".into();
    assert_eq!(
        with(&foreign).step(StepName::Status).unwrap().code,
        "status.other_issuer"
    );
    let mut changed = status_list(&[INDEX]);
    changed["credentialSubject"] = status_list(&[])["credentialSubject"].clone();
    assert_eq!(
        with(&changed).step(StepName::Status).unwrap().code,
        "status.list_unsigned"
    );
    let late = Options::at(datetime!(2026-06-08 0:00 UTC));
    let report = run_at(&input, &served(&[]), trusting(), &late);
    assert_eq!(report.step(StepName::Status).unwrap().code, "status.stale");
    assert_eq!(report.verdict, Verdict::Unverifiable);
    assert_eq!(with(&json!([])).verdict, Verdict::Unverifiable);
}

#[test]
fn statuses_of_other_kinds_are_read_or_said_to_be_unreadable() {
    let list = "https://badges.example.org/revocations";
    let with = |status: Value, answer: &Value| {
        let mut document = badge();
        document["credentialStatus"] = status;
        let context = document["@context"].as_array_mut().unwrap();
        context.push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
        run(
            &file(&sign(document)),
            &replaced(served(&[]), list, found(answer)),
            trusting(),
        )
    };
    let own = json!({"id": list, "type": "1EdTechRevocationList"});
    assert_eq!(
        with(own.clone(), &json!({"revokedCredential": []})).verdict,
        Verdict::Valid
    );
    for member in ["revokedCredential", "revokedCredentials"] {
        let revoked = json!({"issuer": DID, member: [{"id": "urn:x"}, {"id": BADGE, "revocationReason": "Plagiarism."}]});
        let report = with(own.clone(), &revoked);
        assert_eq!(
            (report.state, report.facts.reason.as_deref()),
            (State::Revoked, Some("Plagiarism."))
        );
    }
    let lifted = json!({"revokedCredential": [{"id": BADGE, "revoked": false}]});
    assert_eq!(with(own.clone(), &lifted).verdict, Verdict::Valid);
    let foreign = json!({"issuer": "did:web:evil.example", "revokedCredential": []});
    assert_eq!(with(own, &foreign).verdict, Verdict::Unverifiable);
    let broken = json!({"id": format!("{LIST}#x"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation"});
    assert_eq!(
        with(broken, &json!({}))
            .step(StepName::Status)
            .unwrap()
            .code,
        "status.malformed"
    );
}
