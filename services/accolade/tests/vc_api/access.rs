//! Who may call it, and our own badges in it.
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Suite, alumna, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_badge_of_this_installation_is_verified_with_its_own_documents() {
    let suite = Suite::start("public").await;
    let operator = suite
        .running
        .bootstrap("operator@example.org", "Operator", None)
        .await
        .unwrap();
    let post = async |path: &str, body: Value| -> Value {
        let address = format!("http://{}{path}", suite.running.address);
        let request = suite.client.post(address).bearer_auth(&operator.api_key);
        let answer = request.json(&body).send().await.unwrap();
        let made = answer.status() == StatusCode::CREATED;
        let body: Value = answer.json().await.unwrap();
        assert!(made, "{path}: {body}");
        body
    };
    let issuer = post(
        "/v1/issuers",
        json!({"slug": "guild", "name": "Guild", "url": "https://guild.example", "email": "badges@guild.example",
            "time_zone": "Europe/London", "locale": "en", "support_contact": "Member services",
            "policy": {"name": "signed", "recipient": "hashed", "visible_from": "issue", "show_revocation_reason": true}}),
    )
    .await;
    let achievement = post(
        "/v1/achievements",
        json!({"issuer": issuer["id"], "name": "Member", "description": "Is one.", "criteria": "Join."}),
    )
    .await;
    let awarded = post(
        "/v1/credentials",
        json!({"achievement": achievement["id"], "recipient": {"email": "ana@example.org", "name": "Ana"}}),
    )
    .await;
    let address = format!(
        "http://{}/b/{}.json",
        suite.running.address,
        awarded["id"].as_str().unwrap()
    );
    let badge = suite.client.get(address).send().await.unwrap();
    let badge: Value = badge.json().await.unwrap();
    let body = json!({ "verifiableCredential": badge });
    suite.verdict("/credentials/verify", &body).await.unwrap();

    let changed = with(badge, "name", json!("Another name"));
    suite.verify(&changed).await.unwrap_err();
    suite.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_there_only_where_the_operator_says_so() {
    let off = Suite::start("off").await;
    let body = json!({ "credential": alumna() });
    for path in [
        "/credentials/issue",
        "/credentials/verify",
        "/ed25519-rdfc/credentials/issue",
    ] {
        assert_eq!(off.post(path, &body).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(off.get("").await.status(), StatusCode::NOT_FOUND);
    off.end().await;

    let on = Suite::start("on").await;
    assert_eq!(
        on.post("/credentials/issue", &body).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let first = on
        .running
        .bootstrap("operator@example.org", "Operator", None)
        .await
        .unwrap();
    let answer = on
        .client
        .post(on.address("/credentials/issue"))
        .bearer_auth(&first.api_key)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    on.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_s_key_opens_the_vc_api_only_with_the_right_to_it() {
    let on = Suite::start("on").await;
    let first = on
        .running
        .bootstrap("operator@example.org", "Operator", None)
        .await
        .unwrap();
    let rest = |path: &str| format!("http://{}/v1{path}", on.running.address);
    let made = |path: String, body: Value| {
        let request = on.client.post(path).bearer_auth(&first.api_key).json(&body);
        async move {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::CREATED);
            answer.json::<Value>().await.unwrap()
        }
    };
    let issuer = made(
        rest("/issuers"),
        json!({"slug": "testers", "name": "Testers", "url": "https://testers.example", "email": "badges@testers.example"}),
    )
    .await;
    let keys = rest(&format!(
        "/issuers/{}/api-keys",
        issuer["id"].as_str().unwrap()
    ));
    let body = json!({ "credential": alumna() });
    for (scopes, status) in [
        (json!(["vc-api"]), StatusCode::CREATED),
        (json!(["verify", "issuer:write"]), StatusCode::FORBIDDEN),
    ] {
        let key = made(keys.clone(), json!({"name": "Suite", "scopes": scopes})).await;
        let answer = on
            .client
            .post(on.address("/credentials/issue"))
            .bearer_auth(key["secret"].as_str().unwrap())
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status);
        let told: Value = answer.json().await.unwrap();
        if status == StatusCode::FORBIDDEN {
            assert_eq!(told["type"], "/problems/missing_right", "{told}");
            let detail = told["detail"].as_str().unwrap();
            assert!(
                detail.contains("`vc-api`") && detail.contains("issuer:write, verify"),
                "{detail}"
            );
        }
    }
    on.end().await;
}
