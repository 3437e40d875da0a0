//! What the suites of the VC-API itself send (vc-api-issuer, vc-api-verifier): a credential without one of its members, or
//! with a value of another kind in it.
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Suite, V1, alumna, with};

/// A credential of the Data Model 1.1 with little in it, as those suites have one.
fn plain() -> Value {
    json!({
        "@context": [V1],
        "id": "urn:uuid:0b6e6c1e-0f5c-4f0b-8a39-7c8e6d5a2f10",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice"},
    })
}

fn without(mut credential: Value, member: &str) -> Value {
    credential.as_object_mut().unwrap().remove(member).unwrap();
    credential
}

/// Each with a member gone, or with a value in it that cannot be.
fn broken(good: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let wrong = [Value::Null, json!(true), json!(4), json!([])];
    for member in ["@context", "type", "issuer", "credentialSubject"] {
        all.push((format!("no {member}"), without(good.clone(), member)));
        for value in &wrong {
            let why = format!("{member}: {value}");
            all.push((why, with(good.clone(), member, value.clone())));
        }
    }
    for member in ["@context", "type", "credentialSubject"] {
        for value in &wrong {
            let why = format!("{member}: [{value}]");
            all.push((why, with(good.clone(), member, json!([value]))));
        }
    }
    for (member, value) in [
        ("@context", json!("string")),
        ("@context", json!({})),
        ("@context", json!({"foo": true})),
        ("@context", json!([{}])),
        ("@context", json!([{"foo": true}, 4, false, null])),
        ("@context", json!([V1, null])),
        ("@context", json!([V1, 4])),
        (
            "@context",
            json!([V1, ["https://www.w3.org/ns/credentials/v2"]]),
        ),
        ("type", json!("string")),
        ("type", json!({})),
        ("type", json!([{}])),
        ("type", json!([2, null, {"foo": true}, false])),
        ("issuer", json!({})),
        ("credentialSubject", json!("did:example:alice")),
        ("credentialSubject", json!([null, true, 4])),
    ] {
        all.push((
            format!("{member}: {value}"),
            with(good.clone(), member, value),
        ));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_credential_is_not_issued_by_any_kind_of_instance() {
    let suite = Suite::start("public").await;
    for instance in [
        "",
        "/p256-jcs",
        "/p256-sd",
        "/ed25519-jwt",
        "/ed25519-status",
    ] {
        for (why, bad) in broken(&plain()) {
            if let Ok(issued) = suite.issue(instance, &bad).await {
                panic!("{instance}: {why} was issued: {issued}");
            }
        }
        let path = format!("{instance}/credentials/issue");
        let misnamed = suite
            .post(&path, &json!({"verifiableCredential": plain()}))
            .await;
        assert_eq!(misnamed.status(), StatusCode::BAD_REQUEST, "{instance}");
        let issuer = json!({"id": "did:example:issuer"});
        for good in [
            plain(),
            with(plain(), "issuer", issuer),
            with(plain(), "expirationDate", json!("2090-01-01T00:00:00Z")),
            with(
                plain(),
                "@context",
                json!([V1, {"seen": "https://example.org/seen"}]),
            ),
        ] {
            suite
                .issue(instance, &good)
                .await
                .unwrap_or_else(|why| panic!("{instance}: {good}: {why}"));
        }
    }
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_credential_is_not_verified_whoever_signed_it() {
    let suite = Suite::start("public").await;
    for instance in ["/ed25519-rdfc", "/ed25519-jcs", "/p384-rdfc"] {
        for asked in [plain(), alumna()] {
            let good = suite.issue(instance, &asked).await.unwrap();
            suite.verify(&good).await.unwrap();
            let mut bad = broken(&good);
            bad.push(("no proof".into(), without(good.clone(), "proof")));
            for value in [
                json!("string"),
                Value::Null,
                json!(10),
                json!(true),
                json!([]),
            ] {
                let why = format!("proof: {value}");
                bad.push((why, with(good.clone(), "proof", value)));
            }
            for member in [
                "type",
                "cryptosuite",
                "created",
                "verificationMethod",
                "proofValue",
                "proofPurpose",
            ] {
                let proof = without(good["proof"].clone(), member);
                bad.push((
                    format!("no proof.{member}"),
                    with(good.clone(), "proof", proof),
                ));
            }
            for (why, bad) in bad {
                if let Ok(verdict) = suite.verify(&bad).await {
                    panic!("{instance}: {why} was verified: {verdict}");
                }
            }
        }
    }
    suite.end().await;
}
