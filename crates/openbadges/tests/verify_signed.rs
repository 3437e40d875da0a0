//! Version 3.0, end to end: what holds, what does not, what cannot be known.
use std::collections::BTreeSet;

use openbadges::bake::{Existing, Version, png};
use openbadges::encoding::base64url;
use openbadges::key::did::{self, PublishedKey};
use openbadges::key::secret::{Ed25519, Rsa};
use openbadges::ob3::Reference;
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::proof::{self, Options as ProofOptions};
use openbadges::verify::{
    self, Answer, Authentic, Claimed, Input, Known, Mark, Need, Options, Outcome, Own, Purpose,
    State, StepName, Verdict,
};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{
    BADGE, DID, DID_ADDRESS, INDEX, KEY, LIST, NOW, badge, badge_for, key, published, run, run_at,
    served, sign, stamp, status_list,
};

fn file(document: &Value) -> Input {
    Input::File(document.to_string().into_bytes())
}

fn found(value: &Value) -> Answer {
    Answer::Found(value.to_string().into_bytes())
}

fn replaced(mut all: Vec<(String, Answer)>, url: &str, answer: Answer) -> Vec<(String, Answer)> {
    all.retain(|(at, _)| at != url);
    all.push((url.into(), answer));
    all
}

fn trusting() -> Known {
    Known::new().trusted([DID])
}

#[test]
fn a_good_badge_is_valid_once_somebody_vouches() {
    let input = file(&sign(badge()));
    let report = run(&input, &served(&[]), trusting());
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    assert_eq!(
        (report.authentic, report.state),
        (Authentic::Yes, State::Valid)
    );
    let facts = &report.facts;
    assert_eq!(
        facts.issuer_name.as_deref(),
        Some("Guild of Proposal Writers")
    );
    assert_eq!(facts.achievement_name.as_deref(), Some("Foundation"));
    assert_eq!(facts.recipient_name.as_deref(), Some("Zoë Müller"));
    assert_eq!(facts.id.as_deref(), Some(BADGE));
    assert_eq!(report.format.suite.as_deref(), Some("eddsa-rdfc-2022"));
    let names: Vec<StepName> = report.steps.iter().map(|step| step.name).collect();
    assert!(names.is_sorted());
    assert_eq!(names.len(), 9);
    let stranger = run(&input, &served(&[]), Known::new());
    assert_eq!(stranger.verdict, Verdict::ValidIssuerUnknown);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["verdict"], "valid");
    let again: verify::Report = serde_json::from_value(json).unwrap();
    assert_eq!(again, report);
}

#[test]
fn it_asks_for_keys_and_status_at_once_and_for_nothing_else() {
    let outcome = verify::verify(&file(&sign(badge())), &Known::new(), &Options::at(NOW));
    let Outcome::Needs(mut needs) = outcome else {
        panic!("a report without documents")
    };
    needs.sort();
    let mut want = [
        Need {
            url: LIST.into(),
            purpose: Purpose::StatusList,
        },
        Need {
            url: DID_ADDRESS.into(),
            purpose: Purpose::Controller,
        },
    ];
    want.sort();
    assert_eq!(needs, want);
    assert!(
        Purpose::Controller
            .accept()
            .contains("application/did+json")
    );
}

#[test]
fn the_picture_with_the_badge_verifies_alike() {
    let heart = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\0IEND\xae\x42\x60\x82";
    let baked = png::bake(
        heart,
        &sign(badge()).to_string(),
        Version::V3,
        Existing::Refuse,
    )
    .unwrap();
    let report = run(&Input::File(baked), &served(&[]), trusting());
    assert_eq!(
        (report.verdict, report.format.carrier.as_str()),
        (Verdict::Valid, "png")
    );
    let plain = run(&Input::File(heart.to_vec()), &[], trusting());
    assert_eq!(plain.verdict, Verdict::Invalid);
    assert_eq!(plain.steps[0].code, "read.no_badge");
}

#[test]
fn one_changed_letter_is_forged() {
    let mut forged = sign(badge());
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Zoé Müller".into();
    let report = run(&file(&forged), &served(&[]), trusting());
    assert_eq!(
        (report.verdict, report.authentic),
        (Verdict::Invalid, Authentic::No)
    );
    let step = report.step(StepName::Proof).unwrap();
    assert_eq!(
        (step.mark, step.code.as_str()),
        (Mark::Failed, "proof.bad_signature")
    );
    assert!(step.field.is_some() && step.fix.is_some());
}

#[test]
fn a_member_that_no_context_defines_is_named() {
    let mut document = sign(badge());
    document["credentialSubject"]["grade"] = "A".into();
    let report = run(&file(&document), &served(&[]), trusting());
    let step = report.step(StepName::Proof).unwrap();
    assert_eq!(
        (step.mark, step.value.as_deref()),
        (Mark::Failed, Some("grade"))
    );
}

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
fn a_token_may_end_before_its_badge() {
    let (full, all) = as_jwt_with(&badge(), |claims| claims["exp"] = json!(1_770_000_000));
    let report = run(&Input::Text(full), &all, trusting());
    assert_eq!(
        (report.verdict, report.authentic, report.state),
        (Verdict::Invalid, Authentic::Yes, State::Expired)
    );
}

#[test]
fn the_content_digest_is_the_same_in_all_forms() {
    let signed = sign(badge());
    let json = run(&file(&signed), &served(&[]), trusting());
    let (text, all) = as_jwt(&badge());
    let jwt = run(&Input::Text(text), &all, trusting());
    assert_eq!(json.content_sha256, jwt.content_sha256);
    assert!(json.content_sha256.is_some());
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

/// Signed by a key that the issuer does not list: anybody can write somebody's name.
#[test]
fn another_key_in_the_issuers_name_is_refused() {
    let thief = Ed25519::from_seed(&[9; 32]).unwrap();
    let did_key = thief.public().to_did_key().unwrap();
    let multikey = thief.public().to_multikey().unwrap();
    let methods = [
        KEY.to_owned(),
        format!("{did_key}#{multikey}"),
        did_key.clone(),
        format!("{DID}#{multikey}"),
        format!("https://badges.example.org/issuers/guild#{multikey}"),
        "did:web:evil.example#key-1".into(),
        "https://evil.example/key".into(),
    ];
    let evil = "did:web:evil.example";
    let published = [PublishedKey {
        fragment: "key-1".into(),
        key: thief.public(),
        revoked: None,
    }];
    let mut all = served(&[]);
    all.push((
        "https://evil.example/.well-known/did.json".into(),
        found(&did::document(evil, &published)),
    ));
    let claim = json!({"id": "https://evil.example/key", "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey});
    all.push(("https://evil.example/key".into(), found(&claim)));
    all.push((
        "https://badges.example.org/issuers/guild".into(),
        found(&did::document(DID, &crate::support::published())),
    ));
    for method in methods {
        let options =
            ProofOptions::eddsa_rdfc(method.clone(), datetime!(2026-01-31 12:00 UTC)).unwrap();
        let unsigned =
            proof::prepare(badge(), &options, &thief.public(), &Default::default()).unwrap();
        let signature = thief.sign(unsigned.bytes_to_sign());
        let report = run(&file(&unsigned.attach(&signature)), &all, trusting());
        assert_eq!(report.verdict, Verdict::Invalid, "{method}: {report:#?}");
        assert_eq!(report.authentic, Authentic::No, "{method}");
    }
}

/// A proof set (VC-DI §2.1.1): another's signature beside the issuer's is a co-signature; alone it is no issuer's.
#[test]
fn anothers_signature_beside_the_issuers_spoils_nothing() {
    let other = Ed25519::from_seed(&[33; 32]).unwrap();
    let did = other.public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.strip_prefix("did:key:").unwrap());
    let how = ProofOptions::eddsa_rdfc(method, datetime!(2026-02-01 12:00 UTC)).unwrap();
    let contexts = openbadges::context::Contexts::bundled();
    let signed = sign(badge());
    let unsigned =
        proof::prepare_another(signed, &how, None, &[], &other.public(), &contexts).unwrap();
    let signature = other.sign(unsigned.bytes_to_sign());
    let both = unsigned.attach(&signature);
    let report = run(&file(&both), &served(&[]), trusting());
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    let proof = report.step(StepName::Proof).unwrap();
    assert_eq!(proof.data["also_signed_by_others"], 1);

    let mut alone = both.clone();
    alone["proof"].as_array_mut().unwrap().remove(0);
    let report = run(&file(&alone), &served(&[]), trusting());
    assert_eq!(report.verdict, Verdict::Invalid);
    // A false one spoils all, whoever it is said to be by.
    for at in 0..2 {
        let mut forged = both.clone();
        forged["proof"][at]["created"] = "2026-02-02T00:00:00Z".into();
        let report = run(&file(&forged), &served(&[]), trusting());
        assert_eq!(report.verdict, Verdict::Invalid, "{at}");
    }
}

#[test]
fn a_did_key_stands_for_itself_only() {
    let did_key = key().public().to_did_key().unwrap();
    let own = |issuer: &str| {
        let mut issue = badge_for("A", "a@example.org", 1);
        issue.issuer.id = issuer.into();
        issue.status = None;
        let method = format!("{did_key}#{}", key().public().to_multikey().unwrap());
        let options = ProofOptions::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let unsigned = proof::prepare(
            issue.build().unwrap(),
            &options,
            &key().public(),
            &Default::default(),
        )
        .unwrap();
        let signature = key().sign(unsigned.bytes_to_sign());
        run(
            &file(&unsigned.attach(&signature)),
            &served(&[]),
            Known::new(),
        )
    };
    assert_eq!(own(&did_key).verdict, Verdict::ValidIssuerUnknown);
    let other = Ed25519::from_seed(&[9; 32])
        .unwrap()
        .public()
        .to_did_key()
        .unwrap();
    assert_eq!(own(&other).verdict, Verdict::Invalid);
    let nowhere = own("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11");
    assert_eq!(
        (nowhere.verdict, nowhere.authentic),
        (Verdict::Unverifiable, Authentic::Unknown)
    );
    // The issuer lists the very key.
    assert_eq!(own(DID).verdict, Verdict::ValidIssuerUnknown);
}

#[test]
fn an_old_badge_holds_after_rotation_and_not_after_a_compromise() {
    let input = file(&sign(badge()));
    let rotated = |revoked| {
        let mut keys = published();
        keys[0].revoked = revoked;
        let newer = Ed25519::from_seed(&[8; 32]).unwrap().public();
        keys.push(PublishedKey {
            fragment: "key-2".into(),
            key: newer,
            revoked: None,
        });
        replaced(served(&[]), DID_ADDRESS, found(&did::document(DID, &keys)))
    };
    assert_eq!(
        run(&input, &rotated(None), trusting()).verdict,
        Verdict::Valid
    );
    let report = run(
        &input,
        &rotated(Some(stamp("2026-05-01T00:00:00Z"))),
        trusting(),
    );
    assert_eq!(report.verdict, Verdict::Invalid);
    assert_eq!(
        report.step(StepName::Issuer).unwrap().code,
        "issuer.key_revoked"
    );
    let other_id = did::document("did:web:other.example", &published());
    let report = run(
        &input,
        &replaced(served(&[]), DID_ADDRESS, found(&other_id)),
        trusting(),
    );
    assert_eq!(
        report.step(StepName::Issuer).unwrap().code,
        "issuer.document"
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

#[test]
fn the_claimed_recipient_is_compared() {
    let input = file(&sign(badge()));
    let claimed = |identity_type: &str, value: &str| {
        let mut options = Options::at(NOW);
        options.recipient = Some(Claimed {
            identity_type: identity_type.into(),
            value: value.into(),
        });
        let report = run_at(&input, &served(&[]), trusting(), &options);
        (
            report.verdict,
            report.step(StepName::Recipient).unwrap().mark,
        )
    };
    assert_eq!(
        claimed("emailAddress", "Zoe@Example.org"),
        (Verdict::Valid, Mark::Ok)
    );
    assert_eq!(
        claimed("emailAddress", "eve@example.org"),
        (Verdict::Invalid, Mark::Failed)
    );
    assert_eq!(claimed("name", "Zoë Müller"), (Verdict::Valid, Mark::Ok));
}

#[test]
fn a_newer_revision_counts_only_if_it_is_the_issuers() {
    let place = "https://badges.example.org/refresh/1";
    let revision = |name: &str, from: &str, until: Option<&str>| {
        let mut issue = badge_for(name, "a@example.org", 1);
        issue.valid_from = stamp(from);
        issue.valid_until = until.map(stamp);
        issue.refresh = Some(Reference {
            id: place.into(),
            kind: "1EdTechCredentialRefresh".into(),
            extra: Default::default(),
        });
        sign(issue.build().unwrap())
    };
    let old = revision(
        "Old Name",
        "2026-01-31T12:00:00Z",
        Some("2026-05-31T00:00:00Z"),
    );
    let newer = revision("New Name", "2026-05-30T12:00:00Z", None);
    let with = |answer: Answer| {
        run(
            &file(&old),
            &replaced(served(&[]), place, answer),
            trusting(),
        )
    };
    let report = with(found(&newer));
    assert_eq!(
        (report.verdict, report.facts.recipient_name.as_deref()),
        (Verdict::Valid, Some("New Name")),
        "{report:#?}"
    );
    assert_eq!(
        report.step(StepName::Refresh).unwrap().code,
        "refresh.newer"
    );
    let mut forged = newer.clone();
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Eve".into();
    for (answer, code) in [
        (found(&forged), "refresh.unusable"),
        (found(&old), "refresh.current"),
        (Answer::failed("no route"), "refresh.unusable"),
        (found(&json!({"id": "urn:other"})), "refresh.unusable"),
    ] {
        let report = with(answer);
        assert_eq!(report.step(StepName::Refresh).unwrap().code, code);
        assert_eq!(
            (report.state, report.facts.recipient_name.as_deref()),
            (State::Expired, Some("Old Name"))
        );
    }
}

fn endorsement(about: &str) -> Value {
    sign(json!({
        "@context": badge()["@context"],
        "id": "https://badges.example.org/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsed", "issuer": {"id": DID, "type": ["Profile"], "name": "Guild"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Good work."},
    }))
}

#[test]
fn endorsements_stand_beside_the_badge() {
    let with = |endorsement: Value| {
        let mut document = badge();
        document["endorsement"] = json!([endorsement]);
        let report = run(&file(&sign(document)), &served(&[]), trusting());
        let step = report.step(StepName::Endorsements).unwrap().clone();
        (
            report.verdict,
            step.mark,
            step.data["endorsements"][0]["result"].clone(),
        )
    };
    assert_eq!(
        with(endorsement(BADGE)),
        (Verdict::Valid, Mark::Ok, json!("ok"))
    );
    assert_eq!(
        with(endorsement("urn:other")),
        (Verdict::Valid, Mark::Warning, json!("failed"))
    );
    let mut forged = endorsement(BADGE);
    forged["credentialSubject"]["endorsementComment"] = "The best.".into();
    assert_eq!(
        with(forged),
        (Verdict::Valid, Mark::Warning, json!("failed"))
    );
}

fn as_jwt(document: &Value) -> (String, Vec<(String, Answer)>) {
    as_jwt_with(document, |_| ())
}

fn as_jwt_with(document: &Value, change: impl Fn(&mut Value)) -> (String, Vec<(String, Answer)>) {
    let (rsa, _) = Rsa::generate().unwrap();
    let kid = format!("{DID}#rsa-1");
    let unsigned = jwt::prepare(document, &kid, Algorithm::Rs256).unwrap();
    let signature = rsa.sign(unsigned.bytes_to_sign()).unwrap();
    let text = unsigned.attach(&signature);
    let parts: Vec<&str> = text.split('.').collect();
    let bytes = openbadges::encoding::from_base64url(parts[1]).unwrap();
    let mut claims: Value = serde_json::from_slice(&bytes).unwrap();
    change(&mut claims);
    let input = format!("{}.{}", parts[0], base64url(claims.to_string().as_bytes()));
    let signature = rsa.sign(input.as_bytes()).unwrap();
    let mut keys = published();
    keys.push(PublishedKey {
        fragment: "rsa-1".into(),
        key: rsa.public(),
        revoked: None,
    });
    let all = replaced(served(&[]), DID_ADDRESS, found(&did::document(DID, &keys)));
    (format!("{input}.{}", base64url(&signature)), all)
}

#[test]
fn a_vc_jwt_verifies_by_the_issuers_document() {
    let (text, all) = as_jwt(&badge());
    let report = run(&Input::Text(text.clone()), &all, trusting());
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    assert_eq!(
        (
            report.format.carrier.as_str(),
            report.format.suite.as_deref()
        ),
        ("jwt", Some("RS256"))
    );
    let parts: Vec<&str> = text.split('.').collect();
    let mut payload: Value =
        serde_json::from_slice(&openbadges::encoding::from_base64url(parts[1]).unwrap()).unwrap();
    payload["name"] = "x".into();
    let forged = format!(
        "{}.{}.{}",
        parts[0],
        base64url(payload.to_string().as_bytes()),
        parts[2]
    );
    let report = run(&Input::Text(forged), &all, trusting());
    assert_eq!(
        (report.verdict, report.authentic),
        (Verdict::Invalid, Authentic::No)
    );
    let none = format!("{}.{}.", base64url(br#"{"alg":"none"}"#), parts[1]);
    let report = run(&Input::Text(none), &all, trusting());
    assert_eq!(
        (report.verdict, report.steps[0].code.as_str()),
        (Verdict::Invalid, "jwt.algorithm")
    );
}

/// The key in a header is a hint: only the issuer's set or document makes it the issuer's.
#[test]
fn a_key_in_the_header_needs_the_issuers_set() {
    let (rsa, _) = Rsa::generate().unwrap();
    let jwk = rsa.public().to_jwk().unwrap();
    let (full, _) = as_jwt(&badge());
    let header = base64url(json!({"alg": "RS256", "jwk": jwk}).to_string().as_bytes());
    let input = format!("{header}.{}", full.split('.').nth(1).unwrap());
    let text = format!(
        "{input}.{}",
        base64url(&rsa.sign(input.as_bytes()).unwrap())
    );
    let set_at = "https://badges.example.org/.well-known/jwks.json";
    let run_with = |set: Answer| {
        run(
            &Input::Text(text.clone()),
            &replaced(served(&[]), set_at, set),
            trusting(),
        )
    };
    assert_eq!(
        run_with(found(&json!({"keys": []}))).verdict,
        Verdict::Invalid
    );
    let keys = [PublishedKey {
        fragment: "rsa-1".into(),
        key: rsa.public(),
        revoked: None,
    }];
    assert_eq!(
        run_with(found(&did::jwks(DID, &keys))).verdict,
        Verdict::Valid
    );
    let other_tenant = did::jwks("did:web:badges.example.org:issuers:other", &keys);
    assert_eq!(run_with(found(&other_tenant)).verdict, Verdict::Invalid);
    assert_eq!(
        run_with(Answer::failed("no route")).verdict,
        Verdict::Unverifiable
    );
}

#[test]
fn a_badge_is_found_by_its_address_and_on_its_page() {
    let signed = sign(badge());
    let mut all = served(&[]);
    all.push((format!("{BADGE}.json"), found(&signed)));
    let page = format!(
        "<!doctype html><html><head><link rel=\"stylesheet\" href=\"/a.css\">\
         <LINK rel=\"alternate\" type=\"application/vc+ld+json\" href='/b/{}.json'></head></html>",
        BADGE.rsplit('/').next().unwrap()
    );
    all.push((BADGE.into(), Answer::Found(page.into_bytes())));
    for input in [
        Input::Url(format!("{BADGE}.json")),
        Input::Url(BADGE.into()),
        Input::Text(format!(" {BADGE}\n")),
    ] {
        assert_eq!(
            run(&input, &all, trusting()).verdict,
            Verdict::Valid,
            "{input:?}"
        );
    }
    let report = run(
        &Input::Url("https://badges.example.org/b/none".into()),
        &all,
        trusting(),
    );
    assert_eq!(
        (report.verdict, report.steps[0].code.as_str()),
        (Verdict::Unverifiable, "read.unreachable")
    );
    for bad in ["file:///etc/passwd", "javascript:alert(1)", "x", ""] {
        let report = run(&Input::Url(bad.into()), &all, trusting());
        assert_ne!(report.verdict, Verdict::Valid, "{bad}");
    }
}

#[test]
fn whatever_is_handed_in_gets_an_answer() {
    for (bytes, code) in [
        (&b""[..], "read.empty"),
        (b"hello", "read.unknown_format"),
        (b"\xff\xd8\xff\xe0", "read.unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "read.damaged"),
        (b"{\"a\":1,\"a\":2}", "read.json"),
        (b"{}", "read.not_a_badge"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "read.no_badge",
        ),
    ] {
        let report = run(&Input::File(bytes.to_vec()), &[], Known::new());
        assert_eq!(report.steps[0].code, code);
        assert!(matches!(
            report.verdict,
            Verdict::Invalid | Verdict::Unverifiable
        ));
        assert!(report.steps[0].fix.is_some());
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(
        run(&Input::Text(deep), &[], Known::new()).steps[0].code,
        "read.json"
    );
    let unsigned = run(&file(&badge()), &served(&[]), trusting());
    assert_eq!(
        (
            unsigned.verdict,
            unsigned.step(StepName::Proof).unwrap().code.as_str()
        ),
        (Verdict::Invalid, "proof.none")
    );
}

#[test]
fn a_badge_that_needs_too_many_documents_gets_no_more() {
    let entries: Vec<Value> = (0..30)
        .map(|n| {
            let about = format!("https://other{n}.example/x");
            let mut one = endorsement(BADGE);
            one["issuer"]["id"] = format!("did:web:other{n}.example").into();
            one["credentialStatus"] = openbadges::status::entry(&about, "revocation", 1);
            one["proof"][0]["verificationMethod"] =
                format!("did:web:other{n}.example#key-1").into();
            one
        })
        .collect();
    let mut document = badge();
    document["endorsement"] = entries.clone().into();
    document["credentialSubject"]["achievement"]["endorsement"] = entries.into();
    let Outcome::Needs(needs) =
        verify::verify(&file(&sign(document)), &Known::new(), &Options::at(NOW))
    else {
        panic!("a report without documents")
    };
    assert!(needs.len() <= verify::MAX_FETCHES, "{}", needs.len());
}
