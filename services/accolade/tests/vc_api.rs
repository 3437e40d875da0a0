//! The VC-API as the W3C's test suites call it: every endpoint, every instance, and what must be refused.
//! [`crate::w3c`] follows the suites file by file.

use accolade::up::{self, Running};
use openbadges::{
    context::Contexts,
    key::secret::Ed25519,
    proof::{self, Options},
};
use platform::{clock::Clock, config::Settings};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::macros::datetime;

pub(crate) const V2: &str = "https://www.w3.org/ns/credentials/v2";
pub(crate) const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";

/// Everything in one process, with the VC-API as `mode` says.
pub(crate) struct Suite {
    running: Running,
    client: reqwest::Client,
    _dir: TempDir,
}

impl Suite {
    pub(crate) async fn start(mode: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        settings.set("listen", "127.0.0.1:0".into());
        settings.set("password_cost", "test".into());
        settings.set("vc_api", mode.into());
        let running = up::up(settings, dir.path().join("data"), Clock::system())
            .await
            .unwrap();
        let client = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();
        Self {
            running,
            client,
            _dir: dir,
        }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}/vc-api{path}", self.running.address)
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.client.post(self.address(path)).json(body);
        request.send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.address(path)).send().await.unwrap()
    }

    /// Issues, or says why not.
    pub(crate) async fn issue(&self, instance: &str, credential: &Value) -> Result<Value, Value> {
        let body = json!({ "credential": credential, "options": {} });
        let answer = self
            .post(&format!("{instance}/credentials/issue"), &body)
            .await;
        let status = answer.status();
        let mut body: Value = answer.json().await.unwrap();
        match status {
            StatusCode::CREATED => Ok(body["verifiableCredential"].take()),
            StatusCode::BAD_REQUEST => Err(body),
            other => panic!("{other}: {body}"),
        }
    }

    pub(crate) async fn verdict(&self, path: &str, body: &Value) -> Result<Value, Value> {
        let answer = self.post(path, body).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        match status {
            StatusCode::OK => {
                assert_eq!(body["verified"], true);
                Ok(body)
            }
            StatusCode::BAD_REQUEST => {
                let problem = &body["problemDetails"][0];
                assert_eq!(body["verified"], false, "{body}");
                assert!(
                    problem["type"].as_str().unwrap().starts_with("https://"),
                    "{body}"
                );
                assert!(
                    problem["title"].is_string() && problem["detail"].is_string(),
                    "{body}"
                );
                assert_eq!(problem["status"], 400);
                Err(body)
            }
            other => panic!("{other}: {body}"),
        }
    }

    pub(crate) async fn verify(&self, credential: &Value) -> Result<Value, Value> {
        let body = json!({ "verifiableCredential": credential, "options": {"checks": ["proof"]} });
        self.verdict("/credentials/verify", &body).await
    }

    pub(crate) async fn verify_vp(
        &self,
        presentation: &Value,
        options: Value,
    ) -> Result<Value, Value> {
        let body = json!({ "verifiablePresentation": presentation, "options": options });
        self.verdict("/presentations/verify", &body).await
    }

    pub(crate) async fn end(self) {
        assert!(self.running.stop().await);
    }
}

pub(crate) fn alumna() -> Value {
    json!({
        "@context": [V2, EXAMPLES],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential", "ExampleAlumniCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice", "alumniOf": {"id": "did:example:uni", "name": "Example University"}},
    })
}

pub(crate) fn with(mut credential: Value, member: &str, value: Value) -> Value {
    credential[member] = value;
    credential
}

pub(crate) fn kind(refused: &Value) -> &str {
    refused["problemDetails"][0]["type"].as_str().unwrap()
}

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
    let mut unnamed = alumna();
    unnamed.as_object_mut().unwrap().remove("issuer");
    let unnamed = issued(unnamed).await.unwrap();
    assert!(unnamed["issuer"].as_str().unwrap().starts_with("did:key:"));
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

/// Who presents: a did:key of the test's own.
pub(crate) struct Holder {
    key: Ed25519,
    pub(crate) did: String,
}

impl Holder {
    pub(crate) fn new(seed: u8) -> Self {
        let key = Ed25519::from_seed(&[seed; 32]).unwrap();
        let did = key.public().to_did_key().unwrap();
        Self { key, did }
    }

    /// Signs with `eddsa-rdfc-2022` for authentication.
    pub(crate) fn present(&self, presentation: Value, challenge: &str) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        self.present_as(&format!("{}#{multikey}", self.did), presentation, challenge)
    }

    /// As [`Holder::present`], with the key named otherwise.
    pub(crate) fn present_as(&self, method: &str, presentation: Value, challenge: &str) -> Value {
        let contexts = Contexts::bundled().with(
            EXAMPLES,
            r#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}"#,
        );
        let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let asked = (Some(challenge), Some("example.com"));
        let unsigned =
            proof::presentation::prepare(presentation, &how, asked, &self.key.public(), &contexts)
                .unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }

    /// Signs a credential as its issuer would.
    pub(crate) fn claim(&self, credential: Value) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let method = format!("{}#{multikey}", self.did);
        let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let contexts = Contexts::bundled();
        let unsigned = proof::prepare(credential, &how, &self.key.public(), &contexts).unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }

    /// A presentation in a JWT of this type, for `example.com`.
    pub(crate) fn envelope(&self, typ: &str, presentation: &Value, nonce: &str) -> String {
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let header = json!({"alg": "EdDSA", "typ": typ, "kid": format!("{}#{multikey}", self.did)});
        let claims =
            json!({"iss": self.did, "aud": "example.com", "nonce": nonce, "vp": presentation});
        let input = format!("{}.{}", part(&header), part(&claims));
        let signature = URL_SAFE_NO_PAD.encode(self.key.sign(input.as_bytes()));
        format!("{input}.{signature}")
    }
}

pub(crate) fn presentation(holder: Option<&str>, credentials: Vec<Value>) -> Value {
    let mut made = json!({
        "@context": [V2, EXAMPLES],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": credentials,
    });
    if let Some(holder) = holder {
        made["holder"] = holder.into();
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_presentation_is_verified_with_its_proof_holder_and_credentials() {
    let suite = Suite::start("public").await;
    let (holder, other) = (Holder::new(1), Holder::new(2));
    let first = suite.issue("/p256-rdfc", &alumna()).await.unwrap();
    let second = suite.issue("/p384-jwt", &alumna()).await.unwrap();
    let both = vec![first.clone(), second];
    let made = holder.present(presentation(Some(&holder.did), both.clone()), "c-1");
    suite.verify_vp(&made, json!({"checks": []})).await.unwrap();
    suite
        .verify_vp(&made, json!({"challenge": "c-1", "domain": "example.com"}))
        .await
        .unwrap();
    let no_holder = holder.present(presentation(None, vec![first.clone()]), "c-1");
    suite.verify_vp(&no_holder, Value::Null).await.unwrap();
    let unsigned = presentation(None, vec![first.clone()]);
    let answer = suite.verify_vp(&unsigned, json!({})).await.unwrap();
    assert!(
        answer["warnings"][0]
            .as_str()
            .unwrap()
            .contains("not signed"),
        "{answer}"
    );
    let self_asserted = with(alumna(), "issuer", json!(holder.did));
    let vouched = holder.present(
        presentation(Some(&holder.did), vec![self_asserted.clone()]),
        "c",
    );
    suite.verify_vp(&vouched, json!({})).await.unwrap();

    let challenge = suite
        .verify_vp(&made, json!({"challenge": "c-2"}))
        .await
        .unwrap_err();
    assert!(
        kind(&challenge).ends_with("#INVALID_CHALLENGE_ERROR"),
        "{challenge}"
    );
    let domain = suite
        .verify_vp(&made, json!({"domain": "example.org"}))
        .await
        .unwrap_err();
    assert!(kind(&domain).ends_with("#INVALID_DOMAIN_ERROR"), "{domain}");
    suite
        .verify_vp(&unsigned, json!({"challenge": "c-1"}))
        .await
        .unwrap_err();
    let mut forged = first.clone();
    forged["credentialSubject"]["id"] = json!("did:example:mallory");
    for (what, bad) in [
        (
            "another holder",
            holder.present(presentation(Some(&other.did), vec![first.clone()]), "c"),
        ),
        (
            "a holder without id",
            holder.present(presentation(None, vec![]), "c"),
        ),
        (
            "a forged credential",
            holder.present(presentation(None, vec![forged]), "c"),
        ),
        (
            "self-asserted without holder",
            holder.present(presentation(None, vec![self_asserted.clone()]), "c"),
        ),
        (
            "self-asserted by another",
            holder.present(
                presentation(
                    Some(&holder.did),
                    vec![with(
                        self_asserted.clone(),
                        "issuer",
                        json!("did:example:acme"),
                    )],
                ),
                "c",
            ),
        ),
        (
            "self-asserted, nothing signed",
            presentation(Some(&holder.did), vec![self_asserted]),
        ),
        (
            "a number for a credential",
            with(
                presentation(None, vec![]),
                "verifiableCredential",
                json!([5]),
            ),
        ),
        ("no type", with(unsigned.clone(), "type", json!([]))),
        ("no context", with(unsigned.clone(), "@context", json!([]))),
        (
            "changed after signing",
            with(
                made.clone(),
                "id",
                json!("urn:uuid:86294362-4254-4f36-854f-3952fe42555d"),
            ),
        ),
        ("too many", presentation(None, vec![first.clone(); 21])),
    ] {
        let bad = match what {
            "a holder without id" => with(bad, "holder", json!({"name": "nobody"})),
            _ => bad,
        };
        suite.verify_vp(&bad, json!({})).await.expect_err(what);
    }

    // Enveloped (§4.13.2), signed by the holder's key.
    let token = holder.envelope("JWT", &presentation(Some(&holder.did), both), "123456789");
    let enveloped = json!({
        "@context": V2,
        "type": "EnvelopedVerifiablePresentation",
        "id": format!("data:application/jwt,{token}"),
    });
    suite
        .verify_vp(&enveloped, json!({"challenge": "123456789"}))
        .await
        .unwrap();
    suite
        .verify_vp(&enveloped, json!({"challenge": "other"}))
        .await
        .unwrap_err();
    for (member, value) in [
        ("@context", json!([])),
        ("@context", json!([EXAMPLES])),
        ("id", json!(token)),
        ("type", json!(["VerifiablePresentation"])),
    ] {
        suite
            .verify_vp(&with(enveloped.clone(), member, value), json!({}))
            .await
            .unwrap_err();
    }
    suite.end().await;
}

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
