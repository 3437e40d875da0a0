//! An installation with the VC-API, called as the W3C's test suites call it.
use accolade::up::{self, Running};
use platform::{clock::Clock, config::Settings};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Everything in one process, with the VC-API as `mode` says.
pub(crate) struct Suite {
    pub(super) running: Running,
    pub(super) client: reqwest::Client,
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
