//! What a customer's system sees, with fakes for the services behind.

use crate::site::tests::fake::{Seen, Services, Site, refusal};
use axum::body::Body;
use contracts::{
    issuance::v1 as issuance, membership_sync::v1 as sync, verification::v1 as verification,
};
use http::{Request, header};
use platform::{Kind, Refusal, identity::Scope, ids::Ids};
use serde_json::{Value, json};

const KEY: &str = "accolade_good";
/// A key that belongs to no issuer.
const OPERATOR: &str = "accolade_operator";

fn id<I: platform::ids::Id>() -> String {
    Ids::seeded(3).random::<I>().to_string()
}

/// Services that know two keys.
fn services() -> Services {
    let services = Services::default();
    services.on(
        "issuance.AuthenticateApiKey",
        |asked: issuance::AuthenticateApiKeyRequest| {
            let key = issuance::ApiKey {
                id: id::<platform::ids::ApiKeyId>(),
                scopes: Scope::ALL.map(|s| s.as_str().to_owned()).to_vec(),
                ..Default::default()
            };
            match asked.secret.as_str() {
                KEY => Ok(issuance::ApiKey {
                    issuer_id: id::<platform::ids::IssuerId>(),
                    ..key
                }),
                OPERATOR => Ok(key),
                _ => Err(refusal(
                    Kind::Unauthenticated,
                    "bad_api_key",
                    "this is no API key",
                )),
            }
        },
    );
    services.on("issuance.Award", |_: issuance::AwardRequest| {
        Ok(issuance::Credential {
            id: "7q3kd0v5m8e2xw9zt4ncp6hjra".into(),
            version: 4,
            ..Default::default()
        })
    });
    services.on("issuance.CreateBatch", |_: issuance::CreateBatchRequest| {
        Ok(issuance::Batch {
            id: "bat_1".into(),
            ..Default::default()
        })
    });
    services.on("membership_sync.Import", |_: sync::ImportRequest| {
        Ok(sync::Run {
            id: "run_1".into(),
            ..Default::default()
        })
    });
    services.on("verification.Verify", |_: verification::VerifyRequest| {
        Ok(verification::Report {
            verdict: "valid".into(),
            json: "{}".into(),
            ..Default::default()
        })
    });
    services
}

async fn site() -> Site {
    Site::with(services(), &[]).await
}

async fn send(
    site: &Site,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Seen {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "badges.example.org");
    if !headers.iter().any(|(name, _)| *name == "authorization") {
        request = request.header(header::AUTHORIZATION, format!("Bearer {KEY}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    site.send(request.body(body.into()).unwrap()).await
}
async fn post(site: &Site, path: &str, body: &Value) -> Seen {
    let json = [("content-type", "application/json")];
    send(site, "POST", path, &json, body.to_string()).await
}
async fn patch(site: &Site, path: &str, body: &Value) -> Seen {
    let json = [("content-type", "application/json")];
    send(site, "PATCH", path, &json, body.to_string()).await
}

fn award() -> Value {
    json!({ "achievement": "ach_1", "recipient": { "email": "ada@example.org" } })
}

/// The one field a refusal names: its place, what stood there, and the status and code.
fn named(seen: &Seen) -> (u16, String, String, String) {
    let problem = seen.json();
    assert_eq!(seen.header("content-type"), "application/problem+json");
    assert_eq!(problem["status"], seen.status.as_u16());
    assert!(problem["request_id"].is_string(), "{problem}");
    let text = |pointer: &str| {
        let found = problem.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    (
        seen.status.as_u16(),
        text("/type").replace("/problems/", ""),
        text("/errors/0/field"),
        text("/errors/0/value"),
    )
}
fn told(status: u16, code: &str, field: &str, value: &str) -> (u16, String, String, String) {
    (status, code.into(), field.into(), value.into())
}

#[tokio::test]
async fn what_cannot_be_read_is_told_by_field_and_value() {
    let site = site().await;
    let cases = [
        (json!({ "achievement": "a" }), "recipient", ""),
        (
            json!({ "achievement": "a", "recipient": ["x"] }),
            "recipient",
            "[\"x\"]",
        ),
        (
            json!({ "achievement": "a", "recipient": { "email": 5 } }),
            "recipient.email",
            "5",
        ),
        (
            json!({ "achievement": "a", "recipient": { "email": "x" }, "foo": 1 }),
            "foo",
            "1",
        ),
        (json!([]), "body", "[]"),
    ];
    for (body, field, value) in cases {
        let seen = post(&site, "/v1/credentials", &body).await;
        assert_eq!(named(&seen), told(400, "malformed", field, value), "{body}");
    }
    let json = [("content-type", "application/json")];
    let broken = send(
        &site,
        "POST",
        "/v1/credentials",
        &json,
        "{\n\"achievement\" 1}",
    )
    .await;
    assert!(broken.text.contains("line 2 column 15"), "{}", broken.text);
    let long = format!("\"{}\"", "x".repeat(1 << 20));
    let large = send(&site, "POST", "/v1/credentials", &json, long).await;
    assert_eq!(named(&large), told(413, "too_large", "", ""));
    assert!(large.text.contains("1 MiB"), "{}", large.text);
    let plain = [("content-type", "text/plain")];
    let other = send(&site, "POST", "/v1/credentials", &plain, "{}").await;
    assert_eq!(
        named(&other),
        told(415, "media_type", "Content-Type", "text/plain")
    );
    assert_eq!(site.services.calls("issuance.Award").len(), 0);
}

#[tokio::test]
async fn a_query_is_held_to_what_is_known() {
    let site = site().await;
    let cases = [
        (
            "/v1/credentials?limit=abc",
            told(400, "malformed", "limit", "abc"),
        ),
        (
            "/v1/credentials?limit=0",
            told(422, "invalid", "limit", "0"),
        ),
        (
            "/v1/credentials?member=PG-1",
            told(400, "malformed", "member", "PG-1"),
        ),
        (
            "/v1/sync/runs?limit=-1",
            told(400, "malformed", "limit", "-1"),
        ),
    ];
    for (path, expected) in cases {
        let seen = send(&site, "GET", path, &[], "").await;
        assert_eq!(named(&seen), expected, "{path}");
    }
    let csv = [("content-type", "text/csv")];
    for path in ["/v1/members/import", "/v1/credentials/batch"] {
        // Told so, it imports nothing: whoever mistypes `dry_run` did not mean it for real.
        let seen = send(&site, "POST", &format!("{path}?dryrun=true"), &csv, "a\n1").await;
        assert_eq!(
            named(&seen),
            told(400, "malformed", "dryrun", "true"),
            "{path}"
        );
    }
    assert_eq!(site.services.asked(), ["issuance.AuthenticateApiKey"]);
}

#[tokio::test]
async fn a_file_that_is_no_rows_of_text_is_refused() {
    let site = site().await;
    for path in [
        "/v1/members/import",
        "/v1/certifications/import",
        "/v1/credentials/batch",
    ] {
        for kind in ["application/json", "application/pdf"] {
            let seen = send(&site, "POST", path, &[("content-type", kind)], "{}").await;
            let expected = told(415, "media_type", "Content-Type", kind);
            assert_eq!(named(&seen), expected, "{path}");
        }
    }
}

#[tokio::test]
async fn every_command_takes_an_idempotency_key_files_too() {
    let site = site().await;
    let key = ("idempotency-key", "2026-0042");
    let award = award().to_string();
    let cases = [
        (
            "/v1/credentials",
            "application/json",
            award.as_str(),
            "issuance.Award",
        ),
        (
            "/v1/credentials/batch",
            "text/csv",
            "email\nx",
            "issuance.CreateBatch",
        ),
        (
            "/v1/members/import",
            "text/csv",
            "email\nx",
            "membership_sync.Import",
        ),
        (
            "/v1/certifications/import",
            "text/csv",
            "email\nx",
            "membership_sync.Import",
        ),
    ];
    for (path, kind, body, method) in cases {
        site.services.forget();
        let headers = [("content-type", kind), key];
        let seen = send(&site, "POST", path, &headers, body.to_owned()).await;
        assert!(seen.status.is_success(), "{path}: {}", seen.text);
        let calls = site.services.calls(method);
        assert_eq!(calls[0].metadata[key.0], key.1, "{path}");
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_whatever_it_comes_with() {
    let site = site().await;
    let long = "x".repeat(201);
    for key in ["", "two words", long.as_str()] {
        for (method, path) in [
            ("POST", "/v1/credentials"),
            ("POST", "/v1/achievements/x/archive"),
            ("PUT", "/v1/achievements/x/image"),
            ("POST", "/v1/batches/x/apply"),
        ] {
            let headers = [
                ("content-type", "application/json"),
                ("idempotency-key", key),
            ];
            let seen = send(&site, method, path, &headers, award().to_string()).await;
            let (status, code, field, _) = named(&seen);
            let expected = (422, "idempotency_key_malformed", "Idempotency-Key");
            assert_eq!((status, code.as_str(), field.as_str()), expected, "{path}");
        }
    }
    assert!(site.services.asked().is_empty());
}

#[tokio::test]
async fn what_is_made_says_where_it_is_and_nothing_on_the_way_keeps_it() {
    let site = site().await;
    let seen = post(&site, "/v1/credentials", &award()).await;
    assert_eq!(seen.status, 201);
    assert_eq!(
        seen.header("location"),
        "/v1/credentials/7q3kd0v5m8e2xw9zt4ncp6hjra"
    );
    assert_eq!(seen.header("etag"), "\"4\"");
    assert_eq!(seen.header("cache-control"), "no-store");
    let kind = [("content-type", "text/csv")];
    let batch = send(&site, "POST", "/v1/credentials/batch", &kind, "email\nx").await;
    assert_eq!(
        (batch.status.as_u16(), batch.header("location")),
        (202, "/v1/batches/bat_1")
    );
}

#[tokio::test]
async fn who_shows_no_key_is_told_so_otherwise_than_who_shows_a_bad_one() {
    let site = site().await;
    let cases = [
        ("", "unauthenticated", "Bearer realm=\"accolade\""),
        ("Basic eDp5", "unauthenticated", "Bearer realm=\"accolade\""),
        (
            "Bearer accolade_old",
            "bad_api_key",
            "Bearer realm=\"accolade\", error=\"invalid_token\"",
        ),
    ];
    for (sent, code, asks) in cases {
        let headers = [("authorization", sent)];
        let seen = send(&site, "GET", "/v1/credentials", &headers, "").await;
        assert_eq!(named(&seen), told(401, code, "", ""), "{sent}");
        assert_eq!(seen.header("www-authenticate"), asks, "{sent}");
    }
}

#[tokio::test]
async fn what_a_change_of_the_policy_does_not_name_is_kept() {
    let site = site().await;
    site.services
        .on("issuance.GetIssuer", |_: issuance::GetIssuerRequest| {
            Ok(issuance::Issuer {
                version: 7,
                policy: Some(issuance::IssuerPolicy {
                    name: "page_only".into(),
                    recipient: "opaque".into(),
                    visible_from: "accept".into(),
                    show_revocation_reason: true,
                }),
                ..Default::default()
            })
        });
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| Ok(issuance::Issuer::default()),
    );
    let seen = patch(
        &site,
        "/v1/issuers/x",
        &json!({ "policy": { "name": "signed" } }),
    )
    .await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let asked: issuance::UpdateIssuerRequest =
        site.services.calls("issuance.UpdateIssuer")[0].asked();
    let policy = asked.policy.unwrap();
    assert_eq!(
        (policy.name.as_str(), policy.recipient.as_str()),
        ("signed", "opaque")
    );
    assert!(policy.show_revocation_reason);
    assert_eq!(asked.if_version, Some(7), "it stands on what was read");
}

#[tokio::test]
async fn null_in_a_change_is_refused_and_means_nothing_in_something_new() {
    let site = site().await;
    for (path, field) in [
        ("/v1/issuers/x", "email"),
        ("/v1/achievements/x", "level"),
        ("/v1/credentials/x", "name"),
    ] {
        let seen = patch(&site, path, &json!({ field: null })).await;
        assert_eq!(
            named(&seen),
            told(400, "malformed", field, "null"),
            "{path}"
        );
    }
    let mut new = award();
    new["valid_until"] = Value::Null;
    assert_eq!(post(&site, "/v1/credentials", &new).await.status, 201);
}

#[tokio::test]
async fn a_command_that_needs_nothing_more_needs_no_body() {
    let site = site().await;
    site.services.on(
        "issuance.RenewCredential",
        |_: issuance::RenewCredentialRequest| Ok(issuance::Credential::default()),
    );
    site.services.on(
        "issuance.ReinstateCredential",
        |_: issuance::ReinstateCredentialRequest| Ok(issuance::Credential::default()),
    );
    site.services
        .on("issuance.RotateKey", |_: issuance::RotateKeyRequest| {
            Ok(issuance::RotateKeyResponse::default())
        });
    for path in [
        "/v1/credentials/x/renew",
        "/v1/credentials/x/reinstate",
        "/v1/issuers/x/keys",
    ] {
        let seen = send(&site, "POST", path, &[], "").await;
        assert!(seen.status.is_success(), "{path}: {}", seen.text);
    }
}

#[tokio::test]
async fn an_operator_names_the_issuer_whose_member_is_meant() {
    let site = site().await;
    site.services
        .on("membership_sync.GetMember", |_: sync::GetMemberRequest| {
            Ok(sync::Member::default())
        });
    site.services
        .on("membership_sync.Explain", |_: sync::ExplainRequest| {
            Ok(sync::ExplainResponse::default())
        });
    site.services.on(
        "issuance.ListCredentials",
        |_: issuance::ListCredentialsRequest| Ok(issuance::ListCredentialsResponse::default()),
    );
    let key = format!("Bearer {OPERATOR}");
    for rest in ["", "/eligibility", "/credentials"] {
        let path = format!("/v1/members/PG-1{rest}?issuer=iss_1");
        let seen = send(&site, "GET", &path, &[("authorization", &key)], "").await;
        assert_eq!(seen.status, 200, "{path}: {}", seen.text);
    }
    let member: sync::GetMemberRequest =
        site.services.calls("membership_sync.GetMember")[0].asked();
    let explained: sync::ExplainRequest = site.services.calls("membership_sync.Explain")[0].asked();
    let held: issuance::ListCredentialsRequest =
        site.services.calls("issuance.ListCredentials")[0].asked();
    assert_eq!(
        [member.issuer_id, explained.issuer_id, held.issuer_id],
        ["iss_1", "iss_1", "iss_1"]
    );
}

#[tokio::test]
async fn a_refusal_names_the_field_as_rest_calls_it() {
    #[derive(Debug, thiserror::Error)]
    #[error("achievement_id: `zzz` is no id")]
    struct NoId;
    impl Refusal for NoId {
        fn kind(&self) -> Kind {
            Kind::Invalid
        }
        fn code(&self) -> &'static str {
            "invalid"
        }
        fn fields(&self) -> Vec<platform::FieldProblem> {
            let problem = "`zzz` is no id";
            vec![platform::FieldProblem::new(
                "achievement_id",
                "zzz",
                problem,
            )]
        }
    }
    let site = site().await;
    site.services
        .on::<issuance::ListCredentialsRequest, issuance::ListCredentialsResponse>(
            "issuance.ListCredentials",
            |_| Err(platform::refusal::status(&NoId)),
        );
    let seen = send(&site, "GET", "/v1/credentials?achievement=zzz", &[], "").await;
    assert_eq!(named(&seen), told(422, "invalid", "achievement", "zzz"));
    assert_eq!(seen.json()["detail"], "achievement: `zzz` is no id");
}

#[tokio::test]
async fn a_credential_may_be_verified_as_what_it_is() {
    let site = site().await;
    let badge = json!({ "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "x" });
    let seen = post(&site, "/v1/verify", &badge).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let asked: verification::VerifyRequest = site.services.calls("verification.Verify")[0].asked();
    let sent = verification::verify_request::Badge::File(badge.to_string().into_bytes());
    assert_eq!(asked.badge, Some(sent));
    let neither = post(&site, "/v1/verify", &json!({})).await;
    assert_eq!(named(&neither), told(400, "malformed", "credential", ""));
    let mistyped = post(&site, "/v1/verify", &json!({ "link": "x" })).await;
    assert_eq!(named(&mistyped), told(400, "malformed", "link", "x"));
}

#[tokio::test]
async fn a_badge_is_taken_as_simple_tools_send_it() {
    use verification::verify_request::Badge;
    let site = site().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let link = "url=https%3A%2F%2Fx.example%2Fb%2F1&recipient=ada%40x.example";
    let whole = r#"{"id": "https://x.example/b/1?lang=en&url=https://y.example/"}"#;
    let sent = [
        (&form[..], link, Badge::Url("https://x.example/b/1".into())),
        (&form[..], "\u{1}PNG", Badge::File(b"\x01PNG".to_vec())),
        (&form[..], whole, Badge::File(whole.into())),
        (&[], "eyJ.e30.", Badge::File(b"eyJ.e30.".to_vec())),
    ];
    for (n, (headers, body, wanted)) in sent.into_iter().enumerate() {
        let seen = send(&site, "POST", "/v1/verify", headers, body).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let asked: verification::VerifyRequest =
            site.services.calls("verification.Verify")[n].asked();
        assert_eq!(asked.badge, Some(wanted));
    }
    let asked: verification::VerifyRequest = site.services.calls("verification.Verify")[0].asked();
    assert_eq!(asked.claimed_email, "ada@x.example");
    let nothing = send(&site, "POST", "/v1/verify", &[], "").await;
    assert_eq!(named(&nothing), told(400, "malformed", "body", ""));
    for no_link in ["ftp://x.example/b", "x.example/b/1"] {
        let seen = post(&site, "/v1/verify", &json!({ "url": no_link })).await;
        assert_eq!(named(&seen), told(400, "malformed", "url", no_link));
    }
}

#[tokio::test]
async fn pages_of_other_sites_may_have_a_badge_verified_and_nothing_else() {
    let site = site().await;
    let asks = [
        ("origin", "https://careers.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let may = send(&site, "OPTIONS", "/v1/verify", &asks, "").await;
    assert_eq!(may.status, 204);
    let allowed = |seen: &Seen, name: &str| seen.header(name).to_owned();
    assert_eq!(allowed(&may, "access-control-allow-origin"), "*");
    assert_eq!(allowed(&may, "access-control-allow-methods"), "POST");
    assert!(allowed(&may, "access-control-allow-headers").contains("content-type"));
    let refused = post(&site, "/v1/verify", &json!({})).await;
    assert_eq!(allowed(&refused, "access-control-allow-origin"), "*");
    let other = send(&site, "OPTIONS", "/v1/credentials", &asks, "").await;
    assert_eq!(other.status, 405);
    assert_eq!(allowed(&other, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_packed_body_is_refused_with_what_would_be_read() {
    let site = site().await;
    let packed = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let seen = send(&site, "POST", "/v1/verify", &packed, "\u{1f}").await;
    assert_eq!(
        named(&seen),
        told(415, "content_encoding", "Content-Encoding", "gzip")
    );
    assert_eq!(seen.header("accept-encoding"), "identity");
    let plain = [
        ("content-type", "application/json"),
        ("content-encoding", "identity"),
    ];
    let seen = send(&site, "POST", "/v1/verify", &plain, r#"{"@context": []}"#).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
}

#[tokio::test]
async fn the_openapi_document_may_be_read_from_everywhere() {
    let seen = send(&site().await, "GET", "/openapi.json", &[], "").await;
    assert_eq!(seen.header("access-control-allow-origin"), "*");
    assert_eq!(seen.json()["openapi"], "3.1.0");
}

/// Every `$ref` within.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                found.push(reference.to_owned());
            }
            members.values().for_each(|v| references(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| references(v, found)),
        _ => {}
    }
}

#[test]
fn whatever_the_openapi_document_points_to_is_in_it() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 300, "{}", found.len());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} is not there"
        );
    }
}

#[test]
fn every_operation_says_what_it_takes_needs_and_answers() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let (mut ids, mut count) = (std::collections::BTreeSet::new(), 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let what = format!("{method} {path}");
            count += 1;
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{what}: `{id}` stands twice");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|s| s.starts_with('2')), "{what}");
            for (status, answer) in answers {
                let described = answer["description"]
                    .as_str()
                    .is_some_and(|d| !d.is_empty());
                assert!(described, "{what} {status} is not described");
                let reference = answer["$ref"].as_str();
                let refuses = !status.starts_with('2');
                assert_eq!(reference.is_some(), refuses, "{what} {status}");
                if let Some(pointer) = reference {
                    let found = document.pointer(pointer.trim_start_matches('#'));
                    let kinds = found.unwrap()["content"].as_object().unwrap();
                    assert!(kinds.contains_key("application/problem+json"));
                }
            }
            if path == "/v1/verify" {
                assert!(operation.get("security").is_none(), "{what} takes no key");
                continue;
            }
            let rights = operation["security"][0]["key"].as_array().unwrap();
            let right = rights[0].as_str().unwrap();
            let known = right == "operator" || right.parse::<Scope>().is_ok();
            assert!(known, "{what}: `{right}` is no right");
            let named = |name: &str| {
                let parameters = operation["parameters"].as_array();
                parameters.is_some_and(|p| p.iter().any(|p| p["name"] == name))
            };
            let commands = ["post", "put", "patch"].contains(&method.as_str());
            assert_eq!(named("Idempotency-Key"), commands, "{what}");
        }
    }
    assert!(count > 40, "{count}");
}

#[tokio::test]
async fn a_picture_and_a_member_are_put_on_the_version_that_was_read() {
    let site = site().await;
    site.services
        .on("issuance.SetImage", |_: issuance::SetImageRequest| {
            Ok(issuance::Achievement::default())
        });
    site.services
        .on("membership_sync.PutMember", |_: sync::PutMemberRequest| {
            Err::<sync::Member, _>(refusal(
                Kind::Conflict,
                "changed_meanwhile",
                "it has version 4 now",
            ))
        });
    let headers = [("content-type", "image/png"), ("if-match", "\"3\"")];
    let seen = send(&site, "PUT", "/v1/achievements/x/image", &headers, "png").await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let asked: issuance::SetImageRequest = site.services.calls("issuance.SetImage")[0].asked();
    assert_eq!(asked.if_version, Some(3));
    let member = json!({
        "given_name": "Ada", "family_name": "King", "email": "ada@example.org",
        "membership_status": "active",
    });
    let headers = [("content-type", "application/json"), ("if-match", "\"3\"")];
    let seen = send(
        &site,
        "PUT",
        "/v1/members/PG-1",
        &headers,
        member.to_string(),
    )
    .await;
    assert_eq!(named(&seen), told(412, "changed_meanwhile", "", ""));
    let asked: sync::PutMemberRequest = site.services.calls("membership_sync.PutMember")[0].asked();
    assert_eq!(asked.if_version, Some(3));
}

#[tokio::test]
async fn an_empty_object_takes_a_level_and_an_examining_body_away() {
    let site = site().await;
    site.services.on(
        "issuance.UpdateAchievement",
        |_: issuance::UpdateAchievementRequest| Ok(issuance::Achievement::default()),
    );
    let change = json!({ "level": {}, "examining_body": {} });
    let seen = patch(&site, "/v1/achievements/x", &change).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let asked: issuance::UpdateAchievementRequest =
        site.services.calls("issuance.UpdateAchievement")[0].asked();
    assert_eq!(asked.level, Some(issuance::Level::default()));
    assert_eq!(
        asked.examining_body,
        Some(issuance::ExaminingBody::default())
    );
}

#[tokio::test]
async fn staff_are_removed_and_signed_out() {
    let site = site().await;
    site.services
        .on("issuance.RemoveStaff", |_: issuance::RemoveStaffRequest| {
            Ok(issuance::RemoveStaffResponse {})
        });
    site.services.on(
        "issuance.EndStaffSessions",
        |_: issuance::EndStaffSessionsRequest| Ok(issuance::EndStaffSessionsResponse { ended: 2 }),
    );
    let path = "/v1/issuers/iss_1/staff/stf_1";
    let seen = send(&site, "DELETE", path, &[], "").await;
    assert_eq!((seen.status.as_u16(), seen.text.as_str()), (204, ""));
    let asked: issuance::RemoveStaffRequest =
        site.services.calls("issuance.RemoveStaff")[0].asked();
    assert_eq!(
        (asked.issuer_id.as_str(), asked.staff_id.as_str()),
        ("iss_1", "stf_1")
    );
    let seen = send(&site, "POST", &format!("{path}/sessions/end"), &[], "").await;
    assert_eq!(
        (seen.status.as_u16(), &seen.json()["ended"]),
        (200, &json!(2))
    );
}

#[tokio::test]
async fn what_happened_to_a_badge_comes_page_by_page() {
    let site = site().await;
    site.services.on(
        "issuance.ListCredentialEvents",
        |asked: issuance::ListCredentialEventsRequest| {
            assert_eq!(asked.credential_id, "x");
            let page = asked.page.unwrap();
            assert_eq!((page.limit, page.cursor.as_str()), (2, "c1"));
            Ok(issuance::ListCredentialEventsResponse {
                events: vec![issuance::CredentialEvent {
                    what: "reinstated".into(),
                    hold: "staff".into(),
                    by: "staff".into(),
                    by_id: "stf_1".into(),
                    reason: "it was answered".into(),
                    ..Default::default()
                }],
                page: Some(contracts::common::v1::PageInfo {
                    next_cursor: "c2".into(),
                    ..Default::default()
                }),
            })
        },
    );
    let path = "/v1/credentials/x/events?limit=2&cursor=c1";
    let seen = send(&site, "GET", path, &[], "").await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let list: Value = serde_json::from_str(&seen.text).unwrap();
    assert_eq!(
        list,
        json!({
            "items": [{
                "what": "reinstated", "hold": "staff", "at": null, "by": "staff", "by_id": "stf_1",
                "reason": "it was answered",
            }],
            "next_cursor": "c2",
        })
    );
}
