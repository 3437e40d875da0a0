//! Status lists of the instances.
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Suite, V1, alumna, kind, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_is_given_changed_and_heeded() {
    let suite = Suite::start("public").await;
    let mut credential = alumna();
    credential.as_object_mut().unwrap().remove("id");
    let issued = suite.issue("/ed25519-status", &credential).await.unwrap();
    let entries = issued["credentialStatus"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    let list = entries[0]["statusListCredential"].as_str().unwrap();
    assert!(list.starts_with(&suite.running.base), "{list}");
    assert!(
        entries[0]["statusListIndex"]
            .as_str()
            .unwrap()
            .parse::<u32>()
            .is_ok()
    );
    let path = list
        .strip_prefix(&suite.running.base)
        .unwrap()
        .strip_prefix("/vc-api")
        .unwrap();
    let fetched = suite.get(path).await;
    assert_eq!(fetched.status(), StatusCode::OK);
    assert_eq!(fetched.headers()["content-type"], "application/json");
    let fetched: Value = fetched.json().await.unwrap();
    assert_eq!(fetched["id"], list);
    assert!(
        fetched["credentialSubject"]["encodedList"]
            .as_str()
            .unwrap()
            .starts_with('u')
    );
    suite.verify(&fetched).await.unwrap();
    suite.verify(&issued).await.unwrap();

    let change = |purpose: &str, status: Value| {
        json!({
            "credentialId": issued["id"],
            "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": purpose},
            "status": status,
        })
    };
    let path_of = "/ed25519-status/credentials/status";
    for (purpose, status, held) in [
        ("suspension", json!(true), false),
        ("suspension", json!(false), true),
        ("revocation", Value::Null, false),
        ("revocation", json!("0"), true),
        ("revocation", json!("1"), false),
    ] {
        let answer = suite.post(path_of, &change(purpose, status.clone())).await;
        assert_eq!(answer.status(), StatusCode::OK, "{purpose} {status}");
        let verdict = suite.verify(&issued).await;
        assert_eq!(verdict.is_ok(), held, "{purpose} {status}");
        if let Err(refused) = verdict {
            assert!(
                kind(&refused).ends_with("#STATUS_VERIFICATION_ERROR"),
                "{refused}"
            );
        }
    }
    let published = suite.post(&format!("{path}/publish"), &json!({})).await;
    assert_eq!(published.status(), StatusCode::NO_CONTENT);
    for bad in ["message", "refresh", ""] {
        let answer = suite.post(path_of, &change(bad, Value::Null)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{bad}");
    }
    let strangers = with(
        change("revocation", Value::Null),
        "credentialId",
        json!("urn:a:b"),
    );
    assert_eq!(
        suite.post(path_of, &strangers).await.status(),
        StatusCode::NOT_FOUND
    );
    for nowhere in [
        "revocation-2",
        "revocation-01",
        "message-1",
        "revocation",
        "revocation--1",
    ] {
        let answer = suite
            .get(&format!("/ed25519-status/status/{nowhere}"))
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{nowhere}");
    }
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_credential_of_1_1_has_a_status_too() {
    let suite = Suite::start("public").await;
    let asked = json!({
        "@context": [V1],
        "id": "urn:uuid:2f1a4e0c-5b0a-4d0e-9a43-6a2b0c7d1e55",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice"},
    });
    let issued = suite.issue("/ed25519-status", &asked).await.unwrap();
    suite.verify(&issued).await.unwrap();
    // Whoever names the context that defines the entries gets it once.
    let status = "https://www.w3.org/ns/credentials/status/v1";
    let named = with(asked.clone(), "@context", json!([V1, status]));
    let named = with(
        named,
        "id",
        json!("urn:uuid:7d0c2f5e-93e5-4d05-8f7b-3b1b6a0f9c11"),
    );
    let named = suite.issue("/ed25519-status", &named).await.unwrap();
    let contexts = named["@context"].as_array().unwrap();
    assert_eq!(contexts.iter().filter(|url| *url == status).count(), 1);
    let change = json!({
        "credentialId": issued["id"],
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
    });
    let answer = suite
        .post("/ed25519-status/credentials/status", &change)
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let refused = suite.verify(&issued).await.unwrap_err();
    assert!(
        kind(&refused).ends_with("#STATUS_VERIFICATION_ERROR"),
        "{refused}"
    );
    suite.verify(&named).await.unwrap();
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn test_keys_sign_no_status_lists_and_nothing_under_our_own_address() {
    let suite = Suite::start("public").await;
    let base = suite.running.base.clone();
    let list = with(
        alumna(),
        "type",
        json!(["VerifiableCredential", "BitstringStatusListCredential"]),
    );
    let refused = suite.issue("/p384-rdfc", &list).await.unwrap_err();
    assert!(
        refused["detail"]
            .as_str()
            .unwrap()
            .contains("status of other credentials"),
        "{refused}"
    );
    for id in [
        base.clone(),
        format!("{base}/b/00000000000000000000000000"),
        format!("{base}?x"),
    ] {
        let refused = suite
            .issue("/ed25519-jwt", &with(alumna(), "id", json!(id)))
            .await;
        let refused = refused.expect_err(&id);
        assert!(
            refused["detail"].as_str().unwrap().contains("own address"),
            "{refused}"
        );
    }
    let near = format!("{base}0/b/1");
    suite
        .issue("", &with(alumna(), "id", json!(near)))
        .await
        .unwrap();
    let signed = suite.issue("", &alumna()).await.unwrap();
    suite.issue("", &signed).await.unwrap_err();
    let body = json!({"credential": alumna(), "options": {"cryptosuite": "ecdsa-rdfc-2019"}});
    let chosen: Value = suite
        .post("/credentials/issue", &body)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        chosen["verifiableCredential"]["proof"]["cryptosuite"],
        "ecdsa-rdfc-2019"
    );
    let unfit = suite.post("/ed25519-rdfc/credentials/issue", &body).await;
    assert_eq!(unfit.status(), StatusCode::BAD_REQUEST);
    suite.end().await;
}
