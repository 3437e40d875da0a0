//! Lists of issuers that others keep, and many badges checked at once.

use super::{EDITOR, OPERATOR, OWNER, VIEWER, at, issuer_id, refusal, site};
use crate::site::tests::fake::{BASE, Seen, Site, asked};
use axum::body::Body;
use contracts::verification::v1::{self as verification, add_issuer_list_request::Source};
use http::header;
use platform::Kind;

fn list(failing: bool) -> verification::IssuerList {
    verification::IssuerList {
        id: "lst_1".into(),
        name: "DCC registry".into(),
        url: "https://registry.example.org/r.json".into(),
        issuers: 214,
        fetched_at: at("2026-06-01T08:00:00Z"),
        failing_since: if failing {
            at("2026-06-02T08:00:00Z")
        } else {
            None
        },
        problem: if failing {
            "the host does not answer".into()
        } else {
            String::new()
        },
        ..Default::default()
    }
}

fn batch(state: &str, done: u64) -> verification::VerifyBatch {
    verification::VerifyBatch {
        id: "vbt_1".into(),
        issuer_id: issuer_id(),
        file_name: "applicants.zip".into(),
        state: state.into(),
        total: 2,
        done,
        valid: 1,
        invalid: done.saturating_sub(1),
        created_at: at("2026-06-01T08:00:00Z"),
        keep_until: at("2026-07-01T08:00:00Z"),
        ..Default::default()
    }
}

/// Sends a form as a browser does; the file, if there is one, comes last.
async fn send(
    site: &Site,
    path: &str,
    cookies: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &str)>,
) -> Seen {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    let (name, content) = file.unwrap_or_default();
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{content}\r\n--x--\r\n"
    ));
    let request = asked("POST", path, cookies)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("origin", BASE)
        .header("sec-fetch-site", "same-origin");
    site.send(request.body(Body::from(body)).unwrap()).await
}

async fn with_lists() -> Site {
    let site = site().await;
    site.services.on(
        "verification.ListIssuerLists",
        |_: verification::ListIssuerListsRequest| {
            Ok(verification::ListIssuerListsResponse {
                lists: vec![list(true)],
            })
        },
    );
    site.services.on(
        "verification.AddIssuerList",
        |asked: verification::AddIssuerListRequest| {
            if asked.name == "taken" {
                return Err(refusal(
                    Kind::Conflict,
                    "list_exists",
                    "there is a list of this name",
                ));
            }
            Ok(list(false))
        },
    );
    site
}

#[tokio::test]
async fn a_list_is_imported_by_its_address_or_as_a_file() {
    let site = with_lists().await;
    let path = "/operator/issuer-lists";
    let page = site.open(path, OPERATOR).await;
    assert!(page.text.contains("DCC registry"), "{}", page.text);
    assert!(
        page.text.contains("The host does not answer."),
        "{}",
        page.text
    );

    let by_address = [
        ("name", "DCC"),
        ("url", "https://registry.example.org/r.json"),
    ];
    let added = send(&site, path, OPERATOR, &by_address, None).await;
    assert_eq!(added.status, 303, "{}", added.text);
    assert_eq!(added.header("location"), "/operator/issuer-lists/lst_1");
    let by_file = [("name", "Partners"), ("url", "")];
    let file = Some(("partners.csv", "id\ndid:web:x.example\n"));
    assert_eq!(
        send(&site, path, OPERATOR, &by_file, file).await.status,
        303
    );
    let calls = site.services.calls("verification.AddIssuerList");
    let sources = [&calls[0], &calls[1]].map(|call| {
        call.asked::<verification::AddIssuerListRequest>()
            .source
            .unwrap()
    });
    assert_eq!(
        sources[0],
        Source::Url("https://registry.example.org/r.json".into())
    );
    assert_eq!(
        sources[1],
        Source::Content(b"id\ndid:web:x.example\n".to_vec())
    );

    for (fields, file) in [(by_address, file), (by_file, None)] {
        let refused = send(&site, path, OPERATOR, &fields, file).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text.contains("either an address or a file"),
            "{}",
            refused.text
        );
    }
    let taken = [("name", "taken"), ("url", "https://x.example/l.json")];
    let taken = send(&site, path, OPERATOR, &taken, None).await;
    assert_eq!(taken.status, 409);
    assert!(
        taken.text.contains("There is a list of this name."),
        "{}",
        taken.text
    );
    assert_eq!(site.open(path, OWNER).await.status, 403);
}

#[tokio::test]
async fn a_list_shows_its_issuers_is_fetched_again_and_removed() {
    let site = with_lists().await;
    site.services.on(
        "verification.GetIssuerList",
        |_: verification::GetIssuerListRequest| Ok(list(false)),
    );
    site.services.on(
        "verification.RefreshIssuerList",
        |_: verification::RefreshIssuerListRequest| Ok(list(true)),
    );
    site.services.on(
        "verification.RemoveIssuerList",
        |_: verification::RemoveIssuerListRequest| Ok(verification::RemoveIssuerListResponse {}),
    );
    site.services.on(
        "verification.ListIssuerListEntries",
        |_: verification::ListIssuerListEntriesRequest| {
            Ok(verification::ListIssuerListEntriesResponse {
                entries: vec![verification::IssuerListEntry {
                    issuer_id: "did:web:northfield.example".into(),
                    name: "Northfield <College>".into(),
                    ..Default::default()
                }],
                page: None,
            })
        },
    );
    let page = site.open("/operator/issuer-lists/lst_1", OPERATOR).await;
    assert!(
        page.text.contains("Northfield &#60;College&#62;"),
        "{}",
        page.text
    );
    assert!(page.text.contains("did:web:northfield.example"));
    let fetched = site
        .submit("/operator/issuer-lists/lst_1/refresh", &[], OPERATOR)
        .await;
    assert_eq!(fetched.header("location"), "/operator/issuer-lists/lst_1");
    let removed = site
        .submit("/operator/issuer-lists/lst_1/remove", &[], OPERATOR)
        .await;
    assert_eq!(removed.header("location"), "/operator/issuer-lists");
}

#[tokio::test]
async fn a_file_of_badges_is_passed_on_and_its_progress_and_results_shown() {
    let site = site().await;
    site.services.on(
        "verification.CreateVerifyBatch",
        |_: verification::CreateVerifyBatchRequest| Ok(batch("waiting", 0)),
    );
    site.services.on(
        "verification.GetVerifyBatch",
        |asked: verification::GetVerifyBatchRequest| {
            Ok(match asked.id.as_str() {
                "vbt_1" => batch("running", 1),
                "vbt_2" => batch("finished", 2),
                _ => verification::VerifyBatch {
                    issuer_id: "iss_other".into(),
                    ..batch("finished", 2)
                },
            })
        },
    );
    site.services.on(
        "verification.ListVerifyResults",
        |_: verification::ListVerifyResultsRequest| {
            let result = |number, verdict: &str, sentence: &str| verification::VerifyResult {
                number,
                name: format!("{number}.png"),
                verdict: verdict.into(),
                sentence: sentence.into(),
                ..Default::default()
            };
            Ok(verification::ListVerifyResultsResponse {
                results: vec![
                    result(1, "invalid", "The signature does not fit."),
                    result(2, "", ""),
                ],
                page: None,
            })
        },
    );
    site.services.on(
        "verification.DeleteVerifyBatch",
        |_: verification::DeleteVerifyBatchRequest| Ok(verification::DeleteVerifyBatchResponse {}),
    );
    let sent = send(
        &site,
        "/console/checks",
        VIEWER,
        &[],
        Some(("applicants.zip", "PK")),
    )
    .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    assert_eq!(sent.header("location"), "/console/checks/vbt_1");
    let pieces: Vec<verification::CreateVerifyBatchRequest> =
        site.services.calls("verification.CreateVerifyBatch")[0].pieces();
    let told = pieces[0].header.clone().unwrap();
    assert_eq!(
        (told.media_type.as_str(), told.issuer_id),
        ("application/zip", issuer_id())
    );

    let running = site.open("/console/checks/vbt_1", EDITOR).await;
    assert!(
        running
            .text
            .contains("data-progress=\"/console/checks/vbt_1/progress.json\"")
    );
    assert!(
        running.text.contains("http-equiv=\"refresh\""),
        "without scripts it refreshes itself"
    );
    assert!(
        running.text.contains("The signature does not fit."),
        "{}",
        running.text
    );
    assert!(running.text.contains("Not checked yet"), "{}", running.text);
    let far = site
        .open("/console/checks/vbt_1/progress.json", EDITOR)
        .await;
    assert!(
        far.text.contains("\"done\":1") && far.text.contains("\"finished\":false"),
        "{}",
        far.text
    );
    let finished = site.open("/console/checks/vbt_2", EDITOR).await;
    assert!(finished.text.contains("/console/checks/vbt_2/results.csv"));
    assert!(!finished.text.contains("http-equiv=\"refresh\""));
    let deleted = site
        .submit("/console/checks/vbt_2/delete", &[], EDITOR)
        .await;
    assert_eq!(deleted.header("location"), "/console/checks");

    // Another organization's does not exist.
    for path in ["", "/progress.json", "/results.csv"] {
        let other = site
            .open(&format!("/console/checks/vbt_9{path}"), OWNER)
            .await;
        assert_eq!(other.status, 404, "{path}");
    }
    let other = site
        .submit("/console/checks/vbt_9/delete", &[], OWNER)
        .await;
    assert_eq!(other.status, 404);
    assert_eq!(
        site.services.calls("verification.DeleteVerifyBatch").len(),
        1
    );
}
