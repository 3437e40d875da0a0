//! `vc-di-eddsa-test-suite`, and what it hands to `data-integrity-test-suite-assertion`: dates of a proof, proofs that
//! build on others, and both versions of the Data Model.
use platform::clock::Clock;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::plain;
use crate::vc_api::{Holder, Suite, kind, with};

const FIRST: &str = "urn:uuid:26329423-0000-4b2e-88cb-a7c7d9dc4544";

/// A time from now, to the second, without an offset.
fn bare(from_now: Duration) -> String {
    let now = Clock::system().now().seconds();
    let at = OffsetDateTime::from_unix_timestamp(now).unwrap() + from_now;
    let mut text = at.format(&Rfc3339).unwrap();
    text.truncate(19);
    text
}

/// `vc-generator/generators.js`, `dates`: one that names no offset means UTC, and a proof has ended at the moment that
/// its `expires` names, which the suite sets to the second in which it signs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dates_of_a_proof() {
    let suite = Suite::start("public").await;
    let signer = Holder::new(9);
    let claim = |members| {
        let credential = with(plain(), "issuer", json!(signer.did));
        signer.claim_with(credential, members)
    };
    let hour = Duration::HOUR;
    for members in [
        json!({}),
        json!({"created": bare(-hour * 24 * 365) + "Z"}),
        json!({"created": bare(Duration::ZERO)}),
        json!({"expires": bare(hour)}),
        json!({"expires": bare(hour) + "Z"}),
    ] {
        let told = members.to_string();
        suite.verify(&claim(members)).await.expect(&told);
    }
    for members in [
        json!({"expires": bare(Duration::ZERO)}),
        json!({"expires": bare(Duration::ZERO) + "Z"}),
        json!({"expires": bare(-hour)}),
        json!({"expires": "invalidDate"}),
        json!({"created": "invalidDate"}),
    ] {
        let told = members.to_string();
        suite.verify(&claim(members)).await.expect_err(&told);
    }
    suite.end().await;
}

/// `inputs/*-previousProof*` and the tests of `proofChain`: whose proof it builds on need not be the issuer's, but must be
/// there and hold.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proofs_that_build_on_others() {
    let suite = Suite::start("public").await;
    let (issuer, other) = (Holder::new(9), Holder::new(8));
    let credential = with(plain(), "issuer", json!(issuer.did));
    let once = other.endorse(credential.clone(), Some(FIRST), &[]);
    let listed = issuer.endorse(once.clone(), None, &[FIRST]);
    let named = |name: Value| {
        let mut changed = listed.clone();
        changed["proof"][1]["previousProof"] = name;
        changed
    };
    suite.verify(&listed).await.unwrap();
    // The same statement in RDF, so the same signature.
    suite.verify(&named(json!(FIRST))).await.unwrap();
    // Two proofs that know nothing of each other, even if they are the same.
    let beside = issuer.endorse(once, None, &[]);
    suite.verify(&beside).await.unwrap();
    let mut twice = issuer.endorse(credential, None, &[]);
    let proof = twice["proof"][0].clone();
    twice["proof"].as_array_mut().unwrap().push(proof);
    suite.verify(&twice).await.unwrap();

    let mut broken = listed.clone();
    broken["proof"][0]["proofValue"] = listed["proof"][1]["proofValue"].clone();
    let mut nothing = listed.clone();
    nothing["proof"][0]["proofValue"] = json!("invalidProofValue");
    let mut alone = listed.clone();
    alone["proof"].as_array_mut().unwrap().remove(0);
    for (told, changed) in [
        ("of another", broken),
        ("no signature", nothing),
        ("left out", alone),
        (
            "missing",
            named(json!("urn:uuid:38329423-0000-4b2e-88cb-a7c7d9dc4544")),
        ),
        (
            "missing in a list",
            named(json!([
                FIRST,
                "urn:uuid:38329423-0000-4b2e-88cb-a7c7d9dc4544"
            ])),
        ),
        ("a number", named(json!(456_321))),
    ] {
        suite.verify(&changed).await.expect_err(told);
    }
    suite.end().await;
}

/// `05`, `35` and `suites/create.js`, with credentials of 1.1, as the suite's reports of 2024 have them, and of 2.0.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_versions_by_both_suites() {
    let suite = Suite::start("public").await;
    let old = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2020-03-16T22:37:26.544Z",
        "credentialSubject": {"id": "did:example:subject"},
    });
    for (instance, credential) in [
        ("/ed25519-rdfc", old.clone()),
        ("/ed25519-jcs", old),
        ("/ed25519-rdfc", plain()),
        ("/ed25519-jcs", plain()),
    ] {
        let issued = suite.issue(instance, &credential).await.unwrap();
        suite.verify(&issued).await.unwrap();
        let text = json!(issued.to_string());
        suite.verify(&text).await.expect_err("a text");

        let mut kinds = credential.clone();
        kinds["type"]
            .as_array_mut()
            .unwrap()
            .push(json!("InvalidType"));
        let mut term = credential.clone();
        term["credentialSubject"]["invalidTerm"] = json!("invalidTerm");
        let subject = super::without(credential, "credentialSubject");
        for (refused, why) in [
            (kinds, "#DATA_LOSS_DETECTION_ERROR"),
            (term, "#DATA_LOSS_DETECTION_ERROR"),
            (subject, "#MALFORMED_VALUE_ERROR"),
        ] {
            let told = format!("{instance} {refused}");
            let answer = suite.issue(instance, &refused).await.expect_err(&told);
            assert!(kind(&answer).ends_with(why), "{told}: {answer}");
        }
        for member in ["type", "verificationMethod", "proofPurpose", "proofValue"] {
            let mut changed = issued.clone();
            changed["proof"].as_object_mut().unwrap().remove(member);
            let answer = suite.verify(&changed).await.expect_err(member);
            let why = "#PROOF_VERIFICATION_ERROR";
            assert!(kind(&answer).ends_with(why), "{member}: {answer}");
        }
    }
    suite.end().await;
}
