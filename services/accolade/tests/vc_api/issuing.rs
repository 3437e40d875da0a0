//! What is issued, what is neither issued nor verified, and what cannot be read.
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{EXAMPLES, Suite, V2, alumna, kind, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_instance_issues_what_verifies_and_what_was_changed_does_not() {
    let suite = Suite::start("public").await;
    let listed: Value = suite.get("").await.json().await.unwrap();
    let listed = listed["instances"].as_array().unwrap();
    assert!(listed.len() >= 10, "{listed:?}");
    for instance in listed {
        let name = instance["name"].as_str().unwrap();
        let issuer = &instance["issuer"];
        let issued = suite.issue(&format!("/{name}"), &alumna()).await.unwrap();
        if instance["cryptosuite"] == "vc+jwt" {
            assert_eq!(issued["type"], "EnvelopedVerifiableCredential");
            suite.verify(&issued).await.unwrap();
            let beside = with(issued.clone(), "issuer", "did:example:eve".into());
            let answer = suite.verify(&beside).await.unwrap();
            let told = answer["warnings"].to_string();
            assert!(told.contains("$.issuer: nobody signed it"), "{answer}");
            // The last letter but two of the signature.
            let id = issued["id"].as_str().unwrap();
            let (rest, end) = id.split_at(id.len() - 3);
            let other = if end.starts_with('A') { 'B' } else { 'A' };
            let forged = format!("{rest}{other}{}", &end[1..]);
            suite
                .verify(&with(issued.clone(), "id", forged.into()))
                .await
                .unwrap_err();
            // Data Model §4.13.1, as the suite tries it.
            for (member, value) in [
                ("@context", json!([])),
                ("@context", json!(EXAMPLES)),
                ("id", json!(id.split(',').next_back().unwrap())),
                ("type", json!("VerifiableCredential")),
                ("type", Value::Null),
            ] {
                suite
                    .verify(&with(issued.clone(), member, value))
                    .await
                    .unwrap_err();
            }
            continue;
        }
        assert_eq!(&issued["issuer"], issuer, "{name}");
        assert_eq!(
            issued["proof"]["cryptosuite"], instance["cryptosuite"],
            "{name}"
        );
        let method = issued["proof"]["verificationMethod"].as_str().unwrap();
        assert!(
            method.starts_with(&format!("{}#", issuer.as_str().unwrap())),
            "{method}"
        );
        let shown = if name == "p256-sd" {
            // A base proof is for the holder alone.
            suite.verify(&issued).await.unwrap_err();
            let body = json!({"verifiableCredential": issued, "options": {"selectivePointers": ["/credentialSubject"]}});
            let answer = suite.post("/credentials/derive", &body).await;
            assert_eq!(answer.status(), StatusCode::CREATED);
            let shown: Value = answer.json().await.unwrap();
            assert!(shown.get("validFrom").is_none(), "{shown}");
            shown
        } else {
            issued
        };
        suite
            .verify(&shown)
            .await
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        let changed = with(
            shown.clone(),
            "credentialSubject",
            json!({"id": "urn:invalid"}),
        );
        suite.verify(&changed).await.unwrap_err();
        for (member, value) in [
            ("proofValue", json!("a")),
            ("cryptosuite", json!("invalid-cryptosuite")),
            ("type", json!("SomeOtherProof")),
            ("proofPurpose", json!("keyAgreement")),
            ("verificationMethod", Value::Null),
            ("created", json!("yesterday")),
        ] {
            let mut changed = shown.clone();
            changed["proof"][member] = value;
            suite.verify(&changed).await.expect_err(member);
        }
        // Another key may not speak for this issuer.
        let stolen = with(shown.clone(), "issuer", json!("did:example:issuer"));
        suite.verify(&stolen).await.unwrap_err();
    }
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_keeps_to_the_data_model_is_issued() {
    let suite = Suite::start("public").await;
    let issued = |credential: Value| {
        let suite = &suite;
        async move { suite.issue("", &credential).await }
    };
    let issuer = json!({"id": "did:example:issuer", "name": "Example", "description": {"@value": "An issuer", "@language": "en"}});
    let named = issued(with(alumna(), "issuer", issuer)).await.unwrap();
    assert!(
        named["issuer"]["id"]
            .as_str()
            .unwrap()
            .starts_with("did:key:z6Mk")
    );
    assert_eq!(named["issuer"]["name"], "Example");
    let known = json!({
        "id": V2,
        "mediaType": "application/ld+json",
        "digestSRI": "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU",
    });
    for (member, value) in [
        ("name", json!("A name")),
        (
            "name",
            json!([{"@value": "Un nom", "@language": "fr"}, {"@value": "A name", "@language": "en"}]),
        ),
        ("validUntil", json!("2050-01-01T00:00:00+01:00")),
        (
            "credentialStatus",
            json!({"id": "https://example.org/status/1", "type": "ExampleStatus"}),
        ),
        (
            "credentialSchema",
            json!([{"id": "https://example.org/schema.json", "type": "JsonSchema"}]),
        ),
        (
            "refreshService",
            json!({"id": "https://example.org/refresh", "type": "ExampleRefresh"}),
        ),
        (
            "termsOfUse",
            json!([{"type": "ExamplePolicy"}, {"id": "https://example.org/terms", "type": "ExamplePolicy"}]),
        ),
        ("evidence", json!([{"type": "ExampleEvidence"}])),
        ("relatedResource", json!([known])),
    ] {
        let signed = issued(with(alumna(), member, value)).await;
        let signed = signed.unwrap_or_else(|why| panic!("{member}: {why}"));
        suite
            .verify(&signed)
            .await
            .unwrap_or_else(|why| panic!("{member}: {why}"));
    }
    // Version 1.1, whose base context does not know Data Integrity.
    let old = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice"},
    });
    for instance in ["/ed25519-rdfc", "/ed25519-jcs", "/p256-rdfc", "/p384-rdfc"] {
        let old = suite.issue(instance, &old).await.unwrap();
        suite
            .verify(&old)
            .await
            .unwrap_or_else(|why| panic!("{instance}: {why}"));
    }
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_keep_to_the_data_model_is_neither_issued_nor_verified() {
    let suite = Suite::start("public").await;
    let good = suite.issue("", &alumna()).await.unwrap();
    let resource = |more: Value| {
        let mut resource = json!({"id": "https://example.org/r.txt"});
        resource
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        resource
    };
    let digest = json!({"digestSRI": "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"});
    let wrong = json!({"id": V2, "digestSRI": "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"});
    let wrong_multibase =
        json!({"id": V2, "digestMultibase": "zQmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n"});
    for (member, value) in [
        ("@context", Value::Null),
        ("@context", json!([EXAMPLES, V2])),
        (
            "@context",
            json!([V2, "https://example.org/unknown-context"]),
        ),
        (
            "@context",
            json!([V2, {"VerifiableCredential": "https://example.org/other"}]),
        ),
        ("type", Value::Null),
        ("type", json!(["ExampleAlumniCredential"])),
        ("id", json!(["urn:a:b", "urn:a:c"])),
        ("id", json!("not an address")),
        ("issuer", json!(1234)),
        ("issuer", json!("not an address")),
        ("issuer", json!({"name": "nobody"})),
        ("credentialSubject", json!([])),
        ("credentialSubject", json!({})),
        ("credentialSubject", json!("alice")),
        ("validFrom", json!("2023-07-01")),
        ("validUntil", json!("2020-01-01T00:00:00Z")),
        ("name", json!({"text": "A name"})),
        (
            "credentialStatus",
            json!({"id": "https://example.org/status/1"}),
        ),
        (
            "credentialStatus",
            json!({"type": "BitstringStatusListEntry", "statusListIndex": true, "statusListCredential": "https://example.com"}),
        ),
        // The nine that others let through.
        (
            "refreshService",
            json!({"id": "https://example.org/refresh"}),
        ),
        (
            "credentialSchema",
            json!({"id": "https://example.org/schema.json"}),
        ),
        ("credentialSchema", json!({"type": "JsonSchema"})),
        ("credentialSchema", json!({"id": 5, "type": "JsonSchema"})),
        ("relatedResource", json!(["https://example.org/r.txt"])),
        ("relatedResource", json!([digest])),
        (
            "relatedResource",
            json!([resource(digest.clone()), resource(digest.clone())]),
        ),
        ("relatedResource", json!([resource(json!({}))])),
        ("relatedResource", json!([wrong])),
        ("relatedResource", json!([wrong_multibase])),
        ("termsOfUse", json!({"id": "https://example.org/terms"})),
        ("evidence", json!("seen")),
    ] {
        let bad = with(alumna(), member, value.clone());
        let refused = suite.issue("", &bad).await;
        let refused = refused.expect_err(&format!("{member}: {value} was issued"));
        assert!(refused["problemDetails"][0]["detail"].is_string());
        let sent = with(good.clone(), member, value.clone());
        suite
            .verify(&sent)
            .await
            .expect_err(&format!("{member}: {value} was verified"));
    }
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_cannot_be_read_is_refused_with_problem_details() {
    let suite = Suite::start("public").await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let bodies = [
        "".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "{".to_owned(),
        "{}".to_owned(),
        r#"{"credential": 1, "verifiableCredential": 1, "verifiablePresentation": 1}"#.to_owned(),
        r#"{"credential": {}, "verifiableCredential": {}, "verifiablePresentation": {}}"#
            .to_owned(),
        r#"{"credential": {}, "credential": {}}"#.to_owned(),
        r#"{"options": 5}"#.to_owned(),
        format!(
            r#"{{"credential": {deep}, "verifiableCredential": {deep}, "verifiablePresentation": {deep}}}"#
        ),
    ];
    for path in [
        "/credentials/issue",
        "/credentials/verify",
        "/credentials/status",
        "/credentials/derive",
        "/presentations/verify",
        "/p256-sd/credentials/issue",
        "/ed25519-jwt/credentials/issue",
    ] {
        for body in &bodies {
            let request = suite.client.post(suite.address(path)).body(body.clone());
            let answer = request.send().await.unwrap();
            assert_eq!(
                answer.status(),
                StatusCode::BAD_REQUEST,
                "{path}: {:.80}",
                body
            );
            let told: Value = answer.json().await.unwrap();
            assert!(kind(&told).starts_with("https://w"), "{told}");
        }
        // The answer comes before all is sent; a client that is still sending may only see the end of the connection.
        let huge = suite
            .client
            .post(suite.address(path))
            .body(vec![b' '; 2 << 20]);
        if let Ok(answer) = huge.send().await {
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
    }
    for (path, status) in [
        ("/rsa/credentials/issue", StatusCode::NOT_FOUND),
        ("/credentials/forge", StatusCode::NOT_FOUND),
        ("/p256-rdfc/credentials/status", StatusCode::BAD_REQUEST),
    ] {
        let body = json!({
            "credential": alumna(), "credentialId": "urn:a:b",
            "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
        });
        assert_eq!(suite.post(path, &body).await.status(), status, "{path}");
    }
    suite.end().await;
}
