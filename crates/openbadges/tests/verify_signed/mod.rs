//! Version 3.0, end to end: what holds, what does not, what cannot be known.
mod beside;
mod jwt;
mod keys;
mod status;

use openbadges::bake::{Existing, Version, png};
use openbadges::encoding::base58btc;
use openbadges::verify::{
    self, Answer, Authentic, Claimed, Input, Known, Mark, Need, Options, Outcome, Purpose, State,
    StepName, Verdict,
};

use serde_json::json;

use crate::support::{
    BADGE, DID_ADDRESS, KEY, LIST, NOW, badge, file, found, key, run, run_at, served, sign,
    trusting,
};

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

/// Signed with `eddsa-jcs-2022`: the bytes are put together here, for no signer of ours writes an end.
#[test]
fn a_proof_ends_at_the_moment_it_names() {
    let ending = |end: &str| {
        let mut made = badge();
        let mut proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "proofPurpose": "assertionMethod",
            "verificationMethod": KEY,
            "expires": end,
        });
        let digests = [&proof, &made].map(|value| verify::content_sha256(value).unwrap());
        let digits = digests.concat();
        let bytes: Vec<u8> = (0..digits.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
            .collect();
        proof["proofValue"] = base58btc(&key().sign(&bytes)).into();
        made["proof"] = proof;
        let report = run(&file(&made), &served(&[]), trusting());
        let step = report
            .steps
            .iter()
            .find(|step| step.name == StepName::Proof);
        step.unwrap().code.clone()
    };
    for end in ["2026-06-01T12:00:01Z", "2026-06-01T12:00:01"] {
        assert_eq!(ending(end), "proof.ok", "{end}");
    }
    for end in [
        "2026-06-01T12:00:00Z",
        "2026-06-01T12:00:00",
        "2026-06-01T13:59:59+02:00",
    ] {
        assert_eq!(ending(end), "proof.expired", "{end}");
    }
}
