//! Imported lists of issuers and many badges at once, through REST, on everything in one process.

use accolade::up::{self, Running};
use platform::{clock::Clock, config::Settings};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;

struct House {
    running: Running,
    client: reqwest::Client,
    key: String,
    _dir: TempDir,
}

impl House {
    async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        settings.set("listen", "127.0.0.1:0".into());
        settings.set("password_cost", "test".into());
        let running = up::up(settings, dir.path().join("data"), Clock::system())
            .await
            .unwrap();
        let operator = running
            .bootstrap("operator@example.org", "Operator", None)
            .await
            .unwrap();
        Self {
            running,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            key: operator.api_key,
            _dir: dir,
        }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!("http://{}{path}", self.running.address);
        self.client.request(method, address)
    }

    /// Asks as the operator.
    fn operator(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(&self.key)
    }

    async fn verdict(&self, badge: &Value) -> Value {
        let request = self.request(Method::POST, "/v1/verify").json(badge);
        request.send().await.unwrap().json().await.unwrap()
    }
}

async fn json_of(request: RequestBuilder, status: StatusCode) -> Value {
    let answer = request.send().await.unwrap();
    let found = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(found, status, "{text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_uploaded_list_vouches_for_its_issuers_until_it_is_removed() {
    let house = House::start().await;
    let (did, badge) = crate::signed();
    assert_eq!(
        house.verdict(&badge).await["verdict"],
        "valid_issuer_unknown"
    );

    let csv = format!("id,name\n{did},Guild\n");
    let add = |name: &str, body: String| {
        house
            .operator(Method::POST, &format!("/v1/registry/lists?name={name}"))
            .header("content-type", "text/csv")
            .header(
                "content-disposition",
                "attachment; filename=\"partners.csv\"",
            )
            .body(body)
    };
    let list = json_of(add("Partners", csv.clone()), StatusCode::CREATED).await;
    assert_eq!(
        (list["issuers"].as_u64(), &list["name"]),
        (Some(1), &json!("Partners"))
    );
    let path = format!("/v1/registry/lists/{}", list["id"].as_str().unwrap());
    let entries = json_of(
        house.operator(Method::GET, &format!("{path}/issuers")),
        StatusCode::OK,
    )
    .await;
    assert_eq!(entries["items"][0]["id"], did.as_str());
    let all = json_of(
        house.operator(Method::GET, "/v1/registry/lists"),
        StatusCode::OK,
    )
    .await;
    assert_eq!(all["items"][0]["file_name"], "partners.csv");

    let report = house.verdict(&badge).await;
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(report["vouched_by"][0]["list"], "Partners", "{report}");

    let other = "id,name\ndid:web:other.example,Other\n";
    let replaced = house
        .operator(Method::PUT, &format!("{path}/file"))
        .header("content-type", "text/csv")
        .body(other);
    json_of(replaced, StatusCode::OK).await;
    assert_eq!(
        house.verdict(&badge).await["verdict"],
        "valid_issuer_unknown"
    );

    json_of(
        house.operator(Method::DELETE, &path),
        StatusCode::NO_CONTENT,
    )
    .await;
    json_of(house.operator(Method::GET, &path), StatusCode::NOT_FOUND).await;

    // The operator's own list, beside the imported ones.
    let known = json!({"id": did, "name": "Guild"});
    let vouch = house
        .operator(Method::POST, "/v1/registry/issuers")
        .json(&known);
    json_of(vouch, StatusCode::OK).await;
    let report = house.verdict(&badge).await;
    assert_eq!(report["vouched_by"][0]["kind"], "operator", "{report}");
    let listed = json_of(
        house.operator(Method::GET, "/v1/registry/issuers"),
        StatusCode::OK,
    )
    .await;
    assert_eq!(listed["items"][0]["id"], did.as_str());
    let gone = house.operator(
        Method::DELETE,
        &format!("/v1/registry/issuers/{}", did.replace(':', "%3A")),
    );
    json_of(gone, StatusCode::NO_CONTENT).await;
    assert_eq!(
        house.verdict(&badge).await["verdict"],
        "valid_issuer_unknown"
    );

    // What is refused, and to whom.
    for (path, body) in [
        (
            "/v1/registry/lists",
            json!({"name": "Far", "url": "http://127.0.0.1:9/list.json"}),
        ),
        (
            "/v1/registry/lists",
            json!({"name": "Far", "url": "no address"}),
        ),
        ("/v1/registry/issuers", json!({"id": "not an id"})),
    ] {
        let refused = house
            .operator(Method::POST, path)
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
    json_of(
        add("Empty", String::new()),
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    for path in [
        "/v1/registry/lists",
        "/v1/registry/issuers",
        "/v1/verify/batches",
    ] {
        let stranger = house.request(Method::GET, path).send().await.unwrap();
        assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    assert!(house.running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_badges_are_verified_together_and_the_results_saved() {
    let house = House::start().await;
    let (_, badge) = crate::signed();
    let mut forged = badge.clone();
    forged["name"] = json!("Forged");
    let lines = format!("{badge}\n{forged}\n");
    let sent = house
        .operator(Method::POST, "/v1/verify/batches")
        .header("content-type", "application/x-ndjson")
        .header("content-disposition", "attachment; filename=\"two.ndjson\"")
        .body(lines);
    let batch = json_of(sent, StatusCode::ACCEPTED).await;
    assert_eq!(batch["file_name"], "two.ndjson");
    let path = format!("/v1/verify/batches/{}", batch["id"].as_str().unwrap());
    let finished = async {
        loop {
            let batch = json_of(house.operator(Method::GET, &path), StatusCode::OK).await;
            if batch["state"] == "finished" {
                return batch;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let batch = tokio::time::timeout(Duration::from_secs(60), finished)
        .await
        .expect("the two badges are not checked after a minute");
    assert_eq!(
        [
            &batch["total"],
            &batch["done"],
            &batch["valid_issuer_unknown"],
            &batch["invalid"]
        ],
        [2, 2, 1, 1],
        "{batch}"
    );
    let of = |query: &str| house.operator(Method::GET, &format!("{path}/results{query}"));
    let all = json_of(of(""), StatusCode::OK).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    let bad = json_of(of("?verdict=invalid"), StatusCode::OK).await;
    assert_eq!(bad["items"][0]["number"], 2, "{bad}");
    let report = json_of(of("/2"), StatusCode::OK).await;
    assert_eq!(report["verdict"], "invalid");
    json_of(of("/3"), StatusCode::NOT_FOUND).await;
    json_of(of("/two"), StatusCode::BAD_REQUEST).await;
    let csv = of(".csv").send().await.unwrap();
    assert!(
        csv.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/csv")
    );
    let csv = csv.text().await.unwrap();
    assert_eq!(csv.trim_end().lines().count(), 3, "{csv}");
    let listed = json_of(
        house.operator(Method::GET, "/v1/verify/batches"),
        StatusCode::OK,
    )
    .await;
    assert_eq!(listed["items"][0]["id"], batch["id"]);
    json_of(
        house.operator(Method::DELETE, &path),
        StatusCode::NO_CONTENT,
    )
    .await;
    json_of(house.operator(Method::GET, &path), StatusCode::NOT_FOUND).await;
    let wrong = house
        .operator(Method::POST, "/v1/verify/batches")
        .header("content-type", "image/png")
        .body("x");
    json_of(wrong, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    assert!(house.running.stop().await);
}
