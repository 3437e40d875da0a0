//! `vc-bitstring-status-list-test-suite`: what it looks for in a list, and the kinds of errors it still skips.
use serde_json::{Value, json};

use crate::vc_api::{Suite, V2, kind, with};

fn plain() -> Value {
    json!({
        "@context": [V2],
        "id": "urn:uuid:60f0b4a5-6f6e-4ab2-8c5a-a6ee34e1d0b7",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:alice"},
    })
}

/// `10-data_model.js` and `20-algorithms.js`: every entry leads to a list that is a credential in the form the suite knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_a_credential_with_one_proof() {
    let suite = Suite::start("public").await;
    let issued = suite.issue("/ed25519-status", &plain()).await.unwrap();
    let entries = issued["credentialStatus"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        assert_eq!(entry["type"], "BitstringStatusListEntry");
        assert_ne!(entry["id"], entry["statusListCredential"]);
        let address = entry["statusListCredential"].as_str().unwrap();
        let (_, path) = address.split_once("/vc-api").unwrap();
        let list: Value = suite.get(path).await.json().await.unwrap();
        assert_eq!(list["@context"], json!([V2]));
        assert_eq!(
            list["type"],
            json!(["VerifiableCredential", "BitstringStatusListCredential"])
        );
        assert_eq!(list["id"], address);
        let subject = &list["credentialSubject"];
        assert_eq!(subject["type"], "BitstringStatusList");
        assert_eq!(subject["statusPurpose"], entry["statusPurpose"]);
        assert!(subject["id"].is_string() && list["validFrom"].is_string());
        assert!(subject["encodedList"].as_str().unwrap().starts_with('u'));
        // An object, as the proofs of the credentials are, and no list of one.
        assert_eq!(list["proof"]["type"], "DataIntegrityProof", "{list}");
        suite.verify(&list).await.unwrap();
    }
    suite.end().await;
}

/// Bitstring Status List §3.2 and §3.5.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_thing_that_is_wrong_with_a_status_has_its_kind() {
    let suite = Suite::start("public").await;
    let first = suite.issue("/ed25519-status", &plain()).await.unwrap();
    let list = first["credentialStatus"][0]["statusListCredential"].clone();
    assert_eq!(first["credentialStatus"][0]["statusPurpose"], "revocation");
    let entry = |list: Value, purpose: &str, index: &str| {
        json!({
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": index,
            "statusListCredential": list,
        })
    };
    let nowhere = json!("https://status.example/1");
    for (instance, status, wanted) in [
        (
            "/ed25519-status",
            entry(list.clone(), "revocation", "131072"),
            "https://www.w3.org/TR/vc-data-model#RANGE_ERROR",
        ),
        (
            "/ed25519-status",
            entry(list.clone(), "suspension", "7"),
            "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR",
        ),
        (
            // A list of another issuer's.
            "/p256-rdfc",
            entry(list.clone(), "revocation", "7"),
            "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR",
        ),
        (
            "/p384-rdfc",
            entry(nowhere, "revocation", "7"),
            "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR",
        ),
    ] {
        let id = json!("urn:uuid:1c2a5c05-0ca0-4d1f-8a43-8f5cfc1f2d4e");
        let credential = with(with(plain(), "credentialStatus", status), "id", id);
        let issued = suite.issue(instance, &credential).await.unwrap();
        let body = json!({"verifiableCredential": issued});
        let refused = suite
            .verdict("/credentials/verify", &body)
            .await
            .unwrap_err();
        assert_eq!(kind(&refused), wanted, "{refused}");
    }
    for malformed in ["-1", "1.5", "0x7", ""] {
        let status = entry(list.clone(), "revocation", malformed);
        let credential = with(plain(), "credentialStatus", status);
        let refused = suite.issue("/p256-rdfc", &credential).await.unwrap_err();
        assert!(
            kind(&refused).ends_with("#MALFORMED_VALUE_ERROR"),
            "{refused}"
        );
    }
    suite.end().await;
}
