//! What outside tools rely on, held to by the whole platform: REST and gRPC with one key, commands sent twice, many
//! callers at once, documents that every site may read.

use contracts::{
    issuance::v1::{
        AwardRequest, GetCredentialRequest, ListCredentialsRequest, Recipient,
        RevokeCredentialRequest, credentials_client::CredentialsClient,
    },
    membership_sync::v1::{ImportHeader, ImportRequest, members_client::MembersClient},
    verification::v1::{
        VerifyRequest, verification_client::VerificationClient, verify_request::Badge,
    },
};
use platform::{Kind, refusal::Refused};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::{Association, Suite, until};
use tokio::task::JoinSet;
use tonic::{Request, codegen::tokio_stream, transport::Channel};

/// An association whose badges are public from the first moment, with one achievement.
async fn association(suite: &Suite, slug: &str) -> anyhow::Result<(Association, String)> {
    let association = suite.issuer(slug).await?;
    let public = json!({ "policy": { "visible_from": "issue", "show_revocation_reason": true } });
    let path = format!("/v1/issuers/{}", association.id);
    association.api.patch(&path, &public).await?.expect(200)?;
    let new = json!({ "name": "Practitioner", "description": "Plans bids.", "criteria": "Pass." });
    let made = association.api.post("/v1/achievements", &new).await?;
    let id = text(&made.expect(201)?["id"]);
    Ok((association, id))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn award(achievement: &str, email: &str) -> Value {
    json!({ "achievement": achievement, "recipient": { "email": email, "name": "Ada Lovelace" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_awards_and_fifty_verifications_at_once_are_all_answered() -> anyhow::Result<()>
{
    let suite = Suite::embedded().await?;
    let (guild, achievement) = association(&suite, "crowd").await?;
    let mut awards = JoinSet::new();
    for n in 0..200 {
        let (api, body) = (
            guild.api.clone(),
            award(&achievement, &format!("m{n}@example.org")),
        );
        awards.spawn(async move { api.post("/v1/credentials", &body).await?.expect(201) });
    }
    let mut badges = BTreeMap::new();
    while let Some(made) = awards.join_next().await {
        let badge = made??;
        badges.insert(text(&badge["id"]), text(&badge["url"]));
    }
    assert_eq!(badges.len(), 200, "each award is a badge of its own");
    let mut checks = JoinSet::new();
    for url in badges.into_values().take(50) {
        let api = suite.anonymous();
        checks.spawn(async move { api.verify_url(&url).await });
    }
    while let Some(report) = checks.join_next().await {
        let report = report??;
        assert_eq!(report["verdict"], "valid_issuer_unknown", "{report}");
    }
    assert!(suite.stop().await, "nothing hangs");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_sent_twice_with_one_key_have_one_effect_files_too() -> anyhow::Result<()> {
    let suite = Suite::embedded().await?;
    let (guild, achievement) = association(&suite, "twice").await?;
    let body = award(&achievement, "ada@example.org").to_string();
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", "a1"),
    ];
    let send = async |body: String| {
        guild
            .api
            .send(Method::POST, "/v1/credentials", &headers, body)
            .await
    };
    let (first, twin) = tokio::join!(send(body.clone()), send(body.clone()));
    let first = first?.expect(201)?;
    assert_eq!(first, twin?.expect(201)?);
    let other = send(award(&achievement, "grace@example.org").to_string()).await?;
    assert_eq!(
        (other.status, other.problem()),
        (409, "idempotency_key_reused".into())
    );

    let csv = [("content-type", "text/csv"), ("idempotency-key", "b1")];
    let path = format!("/v1/credentials/batch?achievement={achievement}");
    let rows = "email,name\ngrace@example.org,Grace Hopper\n";
    let first = guild
        .api
        .send(Method::POST, &path, &csv, rows)
        .await?
        .expect(202)?;
    let again = guild
        .api
        .send(Method::POST, &path, &csv, rows)
        .await?
        .expect(202)?;
    assert_eq!(first["id"], again["id"]);
    let batch = format!("/v1/batches/{}", text(&first["id"]));
    until("the batch to finish", async || {
        let now = guild.api.get(&batch).await?.expect(200)?;
        Ok((now["state"] == "finished").then_some(()))
    })
    .await?;
    assert_eq!(
        guild.all_badges().await?.len(),
        2,
        "one by hand, one by the file"
    );

    let csv = [("content-type", "text/csv"), ("idempotency-key", "c1")];
    let members =
        "member_number,display_name,email,membership_status\nPG-1,Ada,ada@example.org,active\n";
    let path = "/v1/members/import";
    let first = guild
        .api
        .send(Method::POST, path, &csv, members)
        .await?
        .expect(202)?;
    let again = guild
        .api
        .send(Method::POST, path, &csv, members)
        .await?
        .expect(202)?;
    assert_eq!(first["id"], again["id"]);
    suite.stop().await;
    Ok(())
}

/// A request with an API key.
fn with_key<T>(message: T, key: &str) -> anyhow::Result<Request<T>> {
    let mut request = Request::new(message);
    let value = format!("Bearer {key}").parse()?;
    request.metadata_mut().insert("authorization", value);
    Ok(request)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_goes_by_grpc_with_the_same_key() -> anyhow::Result<()> {
    let suite = Suite::embedded().await?;
    let (guild, achievement) = association(&suite, "remote").await?;
    let scopes = ["credentials:read", "credentials:write", "members:write"];
    let path = format!("/v1/issuers/{}/api-keys", guild.id);
    let made = guild
        .api
        .post(&path, &json!({ "name": "grpc", "scopes": scopes }))
        .await?;
    let key = text(&made.expect(201)?["secret"]);
    let channel = Channel::from_shared(suite.base.clone())?.connect().await?;
    let mut credentials = CredentialsClient::new(channel.clone());

    let asked = AwardRequest {
        achievement_id: achievement.clone(),
        recipient: Some(Recipient {
            email: "ada@example.org".into(),
            name: "Ada".into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let badge = credentials
        .award(with_key(asked.clone(), &key)?)
        .await?
        .into_inner();
    assert_eq!(
        guild.credential(&badge.id).await?["url"],
        badge.url,
        "REST shows the same"
    );
    let listed = ListCredentialsRequest::default();
    let listed = credentials
        .list_credentials(with_key(listed, &key)?)
        .await?
        .into_inner();
    assert_eq!(listed.credentials.len(), 1);

    let mut verification = VerificationClient::new(channel.clone());
    let check = || VerifyRequest {
        badge: Some(Badge::Url(badge.url.clone())),
        ..Default::default()
    };
    assert_eq!(
        verification.verify(check()).await?.into_inner().state,
        "valid"
    );
    let revoke = RevokeCredentialRequest {
        id: badge.id.clone(),
        reason: "Wrong person".into(),
    };
    let revoked = credentials
        .revoke_credential(with_key(revoke, &key)?)
        .await?
        .into_inner();
    assert_eq!(revoked.status, "revoked");
    assert_eq!(
        verification.verify(check()).await?.into_inner().state,
        "revoked"
    );

    let pieces = [
        ImportRequest {
            header: Some(ImportHeader {
                kind: "members".into(),
                dry_run: true,
                ..Default::default()
            }),
            bytes: Vec::new(),
        },
        ImportRequest {
            header: None,
            bytes: b"member_number,display_name,email,membership_status\nPG-1,Ada,ada@example.org,active\n".to_vec(),
        },
    ];
    let run = MembersClient::new(channel.clone())
        .import(with_key(tokio_stream::iter(pieces), &key)?)
        .await?
        .into_inner();
    assert_eq!(guild.finished(&run.id).await?["added"], 1);

    let mut bad = asked.clone();
    bad.recipient = Some(Recipient {
        email: "nope".into(),
        ..Default::default()
    });
    let refused = credentials
        .award(with_key(bad, &key)?)
        .await
        .map(|_| ())
        .map_err(Refused::from);
    let refused = refused.expect_err("an address that is none");
    assert_eq!(refused.kind, Kind::Invalid);
    assert_eq!(refused.fields[0].field, "recipient.email");
    assert_eq!(refused.fields[0].value, "nope");

    let stranger = suite.issuer("stranger").await?;
    let path = format!("/v1/issuers/{}/api-keys", stranger.id);
    let made = stranger
        .api
        .post(&path, &json!({ "name": "x", "scopes": scopes }))
        .await?;
    let theirs = text(&made.expect(201)?["secret"]);
    let get = GetCredentialRequest { id: badge.id };
    let missing = credentials.get_credential(with_key(get, &theirs)?).await;
    assert_eq!(
        missing.map(|_| ()).map_err(|s| s.code()),
        Err(tonic::Code::NotFound)
    );
    let nobody = credentials.award(asked).await;
    assert_eq!(
        nobody.map(|_| ()).map_err(|s| s.code()),
        Err(tonic::Code::Unauthenticated)
    );
    suite.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partly_named_policy_keeps_the_rest_and_a_stale_version_changes_nothing()
-> anyhow::Result<()> {
    let suite = Suite::embedded().await?;
    let (guild, _) = association(&suite, "policy").await?;
    let path = format!("/v1/issuers/{}", guild.id);
    let name = json!({ "policy": { "name": "page_only" } });
    let changed = guild.api.patch(&path, &name).await?.expect(200)?;
    let policy = json!({ "name": "page_only", "recipient": "hashed", "visible_from": "issue", "show_revocation_reason": true });
    for (field, expected) in policy.as_object().into_iter().flatten() {
        assert_eq!(&changed["policy"][field], expected, "{field}");
    }
    let headers = [("content-type", "application/json"), ("if-match", "\"1\"")];
    let stale = json!({ "description": "Late" }).to_string();
    let answer = guild
        .api
        .send(Method::PATCH, &path, &headers, stale)
        .await?;
    assert_eq!(
        (answer.status, answer.problem()),
        (412, "changed_meanwhile".into())
    );
    let now = guild.api.get(&path).await?.expect(200)?;
    assert_eq!(now, changed);
    suite.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_of_a_badge_is_read_by_pages_of_other_sites_and_forgotten_by_none()
-> anyhow::Result<()> {
    let suite = Suite::embedded().await?;
    let (guild, achievement) = association(&suite, "open").await?;
    let body = award(&achievement, "ada@example.org");
    let badge = guild
        .api
        .post("/v1/credentials", &body)
        .await?
        .expect(201)?;
    let id = text(&badge["id"]);
    let anonymous = suite.anonymous();
    let json = anonymous.get(&format!("/b/{id}.json")).await?.expect(200)?;
    let list = text(&json["credentialStatus"]["statusListCredential"]);
    let assertion = anonymous
        .get(&format!("/ob2/assertions/{id}"))
        .await?
        .expect(200)?;
    let class = text(&assertion["badge"]);
    let paths = [
        format!("/b/{id}.json"),
        format!("/b/{id}.jwt"),
        format!("/b/{id}.png"),
        format!("/b/{id}.svg"),
        format!("/b/{id}/card.png"),
        format!("/ob2/assertions/{id}"),
        class.replace(&suite.base, ""),
        "/ob2/issuers/open".to_owned(),
        "/issuers/open/did.json".to_owned(),
        "/issuers/open/jwks.json".to_owned(),
        "/.well-known/jwks.json".to_owned(),
        format!("/achievements/{achievement}.json"),
        list.replace(&suite.base, ""),
    ];
    for path in &paths {
        let seen = anonymous.get(path).await?;
        assert_eq!(seen.status, 200, "{path}: {}", seen.text());
        assert_eq!(seen.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(seen.header("cache-control"), "no-cache", "{path}");
        let tag = [("if-none-match", seen.header("etag"))];
        let same = anonymous.send(Method::GET, path, &tag, "").await?;
        assert_eq!((same.status, same.body.len()), (304, 0), "{path}");
        let head = anonymous.send(Method::HEAD, path, &[], "").await?;
        assert_eq!(head.status, 200, "{path}");
        let asks = [
            ("origin", "https://x.example"),
            ("access-control-request-method", "GET"),
        ];
        let may = anonymous.send(Method::OPTIONS, path, &asks, "").await?;
        assert_eq!(may.status, 204, "{path}");
        assert_eq!(
            may.header("access-control-allow-methods"),
            "GET, HEAD",
            "{path}"
        );
    }
    let suspend = json!({ "reason": "Complaint" });
    let path = format!("/v1/credentials/{id}/suspend");
    guild.api.post(&path, &suspend).await?.expect(200)?;
    let gone = anonymous.get(&format!("/ob2/assertions/{id}")).await?;
    assert_eq!(
        (gone.status, gone.header("cache-control")),
        (410, "no-store")
    );
    assert_eq!(gone.json()["revoked"], true, "{}", gone.text());
    let file = anonymous.get(&format!("/b/{id}.json")).await?.expect(200)?;
    assert_eq!(
        file, json,
        "a file is what it was; the status says the rest"
    );
    suite.stop().await;
    Ok(())
}
