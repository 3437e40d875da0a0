//! `data-integrity-test-suite-assertion` and `vc-di-ecdsa-test-suite`: proofs.
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{plain, without};
use crate::vc_api::{Holder, Suite, kind, with};

/// `data-integrity-test-suite-assertion`, `suites/create.js`, `verify.js` and `algorithms.js`, for the suites of EdDSA and
/// ECDSA alike: what a proof must have, and each way in which one may be wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_integrity_s_statements() {
    let suite = Suite::start("public").await;
    for instance in ["ed25519-rdfc", "ed25519-jcs", "p256-rdfc", "p384-rdfc"] {
        let issued = suite
            .issue(&format!("/{instance}"), &plain())
            .await
            .unwrap();
        let proof = &issued["proof"];
        for member in [
            "type",
            "cryptosuite",
            "created",
            "verificationMethod",
            "proofPurpose",
            "proofValue",
        ] {
            assert!(proof[member].is_string(), "{instance} {member}: {proof}");
        }
        assert!(proof["created"].as_str().unwrap().ends_with('Z'));
        assert!(proof["proofValue"].as_str().unwrap().starts_with('z'));
        suite.verify(&issued).await.unwrap();
        // Without options, and with the challenge of a proof that has none.
        let bare = json!({ "verifiableCredential": issued });
        suite.verdict("/credentials/verify", &bare).await.unwrap();
        for options in [
            json!({"expectedProofPurpose": "authentication"}),
            json!({"domain": "domain.example"}),
            json!({"domain": "domain.example", "challenge": "1235abcd6789"}),
        ] {
            let body = json!({"verifiableCredential": issued, "options": options});
            let refused = suite.verdict("/credentials/verify", &body).await;
            refused.expect_err(&format!("{instance} {options}"));
        }
        let expected = json!({"verifiableCredential": issued, "options": {"expectedProofPurpose": "assertionMethod"}});
        suite
            .verdict("/credentials/verify", &expected)
            .await
            .unwrap();
        let mut changes: Vec<(String, Value)> = vec![
            ("no proof".into(), without(issued.clone(), "proof")),
            (
                "proof is null".into(),
                with(issued.clone(), "proof", Value::Null),
            ),
        ];
        let mut term = issued.clone();
        term["credentialSubject"]["undefinedTerm"] = json!("IfDroppedWillVerify");
        changes.push(("undefinedTerm".into(), term));
        let mut kinds = issued.clone();
        kinds["type"]
            .as_array_mut()
            .unwrap()
            .push(json!("UndefinedType"));
        changes.push(("UndefinedType".into(), kinds));
        let value = proof["proofValue"].as_str().unwrap();
        for (member, value) in [
            ("type", Value::Null),
            ("type", json!("UnknownProofType")),
            ("type", json!("")),
            ("cryptosuite", json!("UnknownCryptosuite")),
            ("cryptosuite", json!("")),
            ("verificationMethod", Value::Null),
            ("verificationMethod", json!("did:key:invalidVm")),
            ("verificationMethod", json!("did:key:@invalidVm@")),
            ("proofPurpose", Value::Null),
            ("proofPurpose", json!("invalidPurpose")),
            ("created", json!("invalidDate")),
            ("expires", json!("invalidDate")),
            ("previousProof", json!("urn:uuid:0")),
            ("previousProof", json!(456_321)),
            ("proofValue", Value::Null),
            ("proofValue", json!(&value[1..])),
            ("proofValue", json!(format!("{value}2NEpo7TZRRrLZSi2U"))),
        ] {
            let mut changed = issued.clone();
            let proof = changed["proof"].as_object_mut().unwrap();
            match &value {
                Value::Null if member != "proofValue" => {
                    proof.remove(member);
                }
                _ => {
                    proof.insert(member.into(), value.clone());
                }
            }
            changes.push((format!("{member} {value}"), changed));
        }
        for (name, changed) in changes {
            if suite.verify(&changed).await.is_ok() {
                panic!("{instance} {name} was verified");
            }
        }
        // An issuer loses nothing either (VC-DI §2.3).
        let lost = with(plain(), "undefinedTerm", json!("x"));
        let refused = suite.issue(&format!("/{instance}"), &lost).await;
        refused.expect_err(instance);
    }
    suite.end().await;
}

/// `vc-di-ecdsa-test-suite`: `95-functions-sd.js`, `90-algorithms-sd.js`, `40-sd-create.js`, `50-sd-verify.js`, in both
/// versions of the Data Model.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn selective_disclosure_s_statements() {
    let suite = Suite::start("public").await;
    let old = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:alice"},
    });
    // `30-rdfc-interop.js` and `60-sd-interop.js` send no date, and verifiers of 1.1 refuse what has none.
    for instance in ["/p256-rdfc", "/p384-rdfc", "/p256-sd"] {
        let issued = suite.issue(instance, &old).await.unwrap();
        assert_eq!(issued["issuanceDate"], issued["proof"]["created"]);
        let dated = with(old.clone(), "issuanceDate", json!("2023-07-01T19:23:24Z"));
        let issued = suite.issue(instance, &dated).await.unwrap();
        assert_eq!(issued["issuanceDate"], "2023-07-01T19:23:24Z");
    }
    for credential in [plain(), old] {
        let issue = async |pointers: Value| {
            let body =
                json!({"credential": credential, "options": {"mandatoryPointers": pointers}});
            suite.post("/p256-sd/credentials/issue", &body).await
        };
        let refused = issue(json!(["/credentialSubject/invalidPointer"])).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
        let issued: Value = issue(json!(["/issuer"])).await.json().await.unwrap();
        let base = issued["verifiableCredential"].clone();
        let value = base["proof"]["proofValue"].as_str().unwrap().to_owned();
        assert!(value.starts_with("u2V0A"), "{value}");
        suite.verify(&base).await.unwrap_err();
        let derive = async |base: &Value| {
            let body = json!({"verifiableCredential": base, "options": {"selectivePointers": ["/credentialSubject/id"]}});
            suite.post("/credentials/derive", &body).await
        };
        let answer = derive(&base).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let shown: Value = answer.json().await.unwrap();
        suite.verify(&shown).await.unwrap();
        let mut no_head = base.clone();
        no_head["proof"]["proofValue"] = json!(&value[1..]);
        let mut no_kind = base.clone();
        no_kind["proof"]["proofValue"] = json!(format!("u{}", &value[4..]));
        for broken in [no_head, no_kind] {
            assert_eq!(derive(&broken).await.status(), StatusCode::BAD_REQUEST);
        }
        let value = shown["proof"]["proofValue"].as_str().unwrap();
        for broken in [
            value[1..].to_owned(),
            format!("u{}", &value[4..]),
            "a".to_owned(),
        ] {
            let mut changed = shown.clone();
            changed["proof"]["proofValue"] = json!(broken);
            suite.verify(&changed).await.unwrap_err();
        }
    }
    suite.end().await;
}

/// `vc-di-ecdsa-test-suite`, `95-functions-sd.js` and `vectors.js`, and `inputs/*-previousProof*` of the assertions: the
/// Recommendations' own vectors have an issuer at an address where nobody can be, so that their keys can be nobody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issuer_that_cannot_be_is_nobody_and_one_that_can_be_is_asked() {
    let suite = Suite::start("public").await;
    let signer = Holder::new(9);
    let at = |issuer: &str| signer.claim(with(plain(), "issuer", json!(issuer)));
    let answer = suite
        .verify(&at("https://vc.example/issuers/5678"))
        .await
        .unwrap();
    let warning = answer["warnings"][0].as_str().unwrap();
    assert!(
        warning.contains("Whether the key is the issuer's"),
        "{answer}"
    );
    for somebody in [
        "did:web:vc.example",
        "did:example:issuer",
        "https://127.0.0.1:1/issuers/5678",
    ] {
        let refused = suite.verify(&at(somebody)).await.unwrap_err();
        assert!(
            kind(&refused).ends_with("#INVALID_VERIFICATION_METHOD"),
            "{refused}"
        );
    }
    suite.end().await;
}
