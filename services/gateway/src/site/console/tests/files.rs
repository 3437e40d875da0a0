//! Files: from the upload over what it would change to what it has done.

use super::{EDITOR, VIEWER, batch, batch_id, refusal, run, run_id, services, site, wrong};
use crate::site::tests::fake::{BASE, Seen, Site, asked};
use axum::body::Body;
use contracts::{common::v1 as common, issuance::v1 as issuance, membership_sync::v1 as sync};
use http::header;
use platform::Kind;

/// Sends a form with a file, as a browser does.
async fn upload(site: &Site, path: &str, fields: &[(&str, &str)], file: (&str, &str)) -> Seen {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    let (name, content) = file;
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--x--\r\n"
    ));
    let request = asked("POST", path, EDITOR)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("origin", BASE)
        .header("sec-fetch-site", "same-origin");
    site.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_file_is_looked_at_before_anything_changes() {
    let site = site().await;
    site.services
        .on("membership_sync.Import", |_: sync::ImportRequest| {
            Ok(run("reading"))
        });
    let sent = upload(
        &site,
        "/console/imports",
        &[("kind", "members"), ("complete", "on")],
        ("members-june.csv", "member_number\nPG-1\n"),
    )
    .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    assert_eq!(
        sent.header("location"),
        format!("/console/imports/{}", run_id())
    );
    let pieces: Vec<sync::ImportRequest> =
        site.services.calls("membership_sync.Import")[0].pieces();
    let told = pieces[0].header.clone().unwrap();
    assert!(told.dry_run && told.complete);
    assert_eq!(told.notify, Some(false), "the box was not ticked");
    assert_eq!(
        (told.kind.as_str(), told.file_name.as_str()),
        ("members", "members-june.csv")
    );
    let content: Vec<u8> = pieces.into_iter().flat_map(|p| p.bytes).collect();
    assert_eq!(content, b"member_number\nPG-1\n");
}

#[tokio::test]
async fn a_form_without_a_file_says_so_and_keeps_the_choice() {
    let site = site().await;
    let sent = upload(&site, "/console/imports", &[("kind", "members")], ("", "")).await;
    assert_eq!(sent.status, 400);
    assert!(sent.text.contains("Choose a file."), "{}", sent.text);
    assert!(
        sent.text.contains("value=\"members\" checked"),
        "{}",
        sent.text
    );
    assert!(site.services.calls("membership_sync.Import").is_empty());
}

#[tokio::test]
async fn a_file_that_is_refused_says_why_beside_its_field() {
    let site = site().await;
    site.services.on(
        "membership_sync.Import",
        |_: sync::ImportRequest| -> Result<sync::Run, _> {
            Err(wrong(&[("file", "this is a picture; send a CSV file")]))
        },
    );
    let sent = upload(
        &site,
        "/console/imports",
        &[("kind", "members")],
        ("photo.png", "PNG"),
    )
    .await;
    assert_eq!(sent.status, 422);
    assert!(sent.text.contains("id=\"file-error\""));
    assert!(sent.text.contains("This is a picture; send a CSV file."));
}

#[tokio::test]
async fn the_preview_shows_the_table_and_applying_it_leads_to_the_progress() {
    let site = site().await;
    let here = format!("/console/imports/{}", run_id());
    let page = site.open(&here, EDITOR).await;
    assert_eq!(page.status, 200);
    for part in [
        "members-june.csv",
        "Read as UTF-8, with commas between cells, 1,200 rows.",
        "status: active → lapsed",
        "suspends 2 badges",
        "zara(at)example.net",
        "It needs an @.",
        "42 more rows change in the same way.",
        "/errors.csv",
        "/apply\"",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(site.services.calls("membership_sync.ApplyRun").is_empty());

    site.services
        .on("membership_sync.ApplyRun", |_: sync::ApplyRunRequest| {
            Ok(run("applying"))
        });
    let applied = site.submit(&format!("{here}/apply"), &[], EDITOR).await;
    assert_eq!(applied.status, 303);
    assert_eq!(applied.header("location"), format!("{here}/progress"));
    let asked: sync::ApplyRunRequest = site.services.calls("membership_sync.ApplyRun")[0].asked();
    assert!(!asked.confirm && asked.id == run_id());
}

#[tokio::test]
async fn so_much_at_once_waits_for_a_confirmation() {
    let site = site().await;
    let here = format!("/console/imports/{}", run_id());
    let held = || sync::Run {
        reason: "240 of 300 members would lapse at once".into(),
        ..run("held")
    };
    site.services.on(
        "membership_sync.ApplyRun",
        move |asked: sync::ApplyRunRequest| {
            Ok(if asked.confirm {
                run("applying")
            } else {
                held()
            })
        },
    );
    // The brake answers the first try.
    let tried = site.submit(&format!("{here}/apply"), &[], EDITOR).await;
    assert_eq!(tried.header("location"), here);
    site.services
        .on("membership_sync.GetRun", move |_: sync::GetRunRequest| {
            Ok(held())
        });
    let page = site.open(&here, EDITOR).await;
    assert!(
        page.text
            .contains("240 of 300 members would lapse at once.")
    );
    assert!(page.text.contains("name=\"confirm\""));
    // Without the tick nothing is asked of the service.
    let without = site.submit(&format!("{here}/apply"), &[], EDITOR).await;
    assert_eq!(without.status, 422);
    assert!(
        without.text.contains("id=\"confirm-error\""),
        "{}",
        without.text
    );
    assert_eq!(site.services.calls("membership_sync.ApplyRun").len(), 1);
    let with = site
        .submit(&format!("{here}/apply"), &[("confirm", "on")], EDITOR)
        .await;
    assert_eq!(with.header("location"), format!("{here}/progress"));
}

#[tokio::test]
async fn a_long_job_says_how_far_it_is() {
    let site = site().await;
    let here = format!("/console/imports/{}", run_id());
    site.services
        .on("membership_sync.GetRun", |_: sync::GetRunRequest| {
            Ok(sync::Run {
                evaluated: 120,
                to_evaluate: 1577,
                ..run("awarding")
            })
        });
    let page = site.open(&here, EDITOR).await;
    assert_eq!(page.header("location"), format!("{here}/progress"));
    let page = site.open(&format!("{here}/progress"), EDITOR).await;
    assert!(page.text.contains("http-equiv=\"refresh\""));
    assert!(page.text.contains("120 of 1,697"));
    let far = site.open(&format!("{here}/progress.json"), EDITOR).await;
    assert_eq!(
        far.json(),
        serde_json::json!({"done": 120, "total": 1697, "words": "120 of 1,697", "finished": false})
    );
    assert_eq!(far.header("cache-control"), "no-store");
    site.services
        .on("membership_sync.GetRun", |_: sync::GetRunRequest| {
            Ok(sync::Run {
                awarded: 1512,
                ..run("finished")
            })
        });
    let page = site.open(&format!("{here}/progress"), EDITOR).await;
    assert!(page.text.contains("badges awarded") && page.text.contains("1,512"));
    assert!(!page.text.contains("http-equiv=\"refresh\""));
    let far = site.open(&format!("{here}/progress.json"), EDITOR).await;
    assert_eq!(far.json()["finished"], true);
}

#[tokio::test]
async fn refused_rows_can_be_downloaded() {
    let site = site().await;
    let path = format!("/console/imports/{}/errors.csv", run_id());
    let file = site.open(&path, EDITOR).await;
    assert_eq!(file.status, 200);
    assert!(file.header("content-disposition").contains("fix.csv"));
    assert!(
        file.text.contains("PG-1,zara(at)example.net,"),
        "{}",
        file.text
    );
}

#[tokio::test]
async fn a_file_of_awards_is_looked_at_and_applied_without_being_sent_again() {
    let site = site().await;
    site.services
        .on("issuance.CreateBatch", |_: issuance::CreateBatchRequest| {
            Ok(batch(true, "received"))
        });
    site.services
        .on("issuance.ApplyBatch", |_: issuance::ApplyBatchRequest| {
            Ok(batch(false, "received"))
        });
    let looked = upload(
        &site,
        "/console/imports",
        &[
            ("kind", "awards"),
            ("achievement", "ach_1"),
            ("notify", "on"),
        ],
        ("awards.csv", "email\na@b.example\n"),
    )
    .await;
    let here = format!("/console/imports/{}", batch_id());
    assert_eq!(looked.header("location"), here);
    let calls = site.services.calls("issuance.CreateBatch");
    let pieces: Vec<issuance::CreateBatchRequest> = calls[0].pieces();
    let told = pieces[0].header.clone().unwrap();
    assert!(told.dry_run);
    assert_eq!(told.notify, Some(true));
    assert_eq!(told.achievement_id, "ach_1");
    assert_eq!(told.media_type, "text/csv");
    let page = site.open(&here, EDITOR).await;
    for part in [
        "badges to award",
        "zara(at)example.net",
        "Award these badges",
        "The file is kept until",
        &format!("action=\"{here}/apply\""),
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(
        !page.text.contains("type=\"file\""),
        "nothing is sent twice"
    );
    assert!(site.services.calls("issuance.ApplyBatch").is_empty());
    let applied = site.submit(&format!("{here}/apply"), &[], EDITOR).await;
    assert_eq!(applied.status, 303, "{}", applied.text);
    assert_eq!(applied.header("location"), format!("{here}/progress"));
    let asked: issuance::ApplyBatchRequest = site.services.calls("issuance.ApplyBatch")[0].asked();
    assert_eq!(asked.id, batch_id());
    assert_eq!(site.services.calls("issuance.CreateBatch").len(), 1);
}

#[tokio::test]
async fn a_file_that_is_kept_no_longer_is_not_offered_and_refused_in_words() {
    let site = site().await;
    site.services
        .on("issuance.GetBatch", |_: issuance::GetBatchRequest| {
            Ok(issuance::Batch {
                applicable_until: super::at("2026-01-01T00:00:00Z"),
                ..batch(true, "finished")
            })
        });
    site.services.on(
        "issuance.ApplyBatch",
        |_: issuance::ApplyBatchRequest| -> Result<issuance::Batch, _> {
            Err(refusal(Kind::Conflict, "file_gone", "the file is gone"))
        },
    );
    let here = format!("/console/imports/{}", batch_id());
    let page = site.open(&here, EDITOR).await;
    assert!(page.text.contains("The file is kept no longer."));
    assert!(!page.text.contains("/apply\""));
    let tried = site.submit(&format!("{here}/apply"), &[], EDITOR).await;
    assert_eq!(tried.status, 409);
    assert!(tried.text.contains("The file is gone."));
    let looks = site.submit(&format!("{here}/apply"), &[], VIEWER).await;
    assert_eq!(looks.status, 403);
}

#[tokio::test]
async fn a_file_that_was_given_up_goes_on_from_where_it_stopped() {
    let site = site().await;
    let here = format!("/console/imports/{}", batch_id());
    for dry_run in [false, true] {
        site.services
            .on("issuance.GetBatch", move |_: issuance::GetBatchRequest| {
                Ok(issuance::Batch {
                    failure: "the database was away".into(),
                    ..batch(dry_run, "partial")
                })
            });
        let shown = site.open(&here, EDITOR).await;
        assert_eq!(shown.header("location"), format!("{here}/progress"));
        let page = site.open(&format!("{here}/progress"), EDITOR).await;
        for part in [
            "The database was away.",
            "Go on",
            &format!("action=\"{here}/resume\""),
        ] {
            assert!(page.text.contains(part), "{part} in {}", page.text);
        }
        assert!(!page.text.contains("http-equiv=\"refresh\""));
    }
    site.services
        .on("issuance.ResumeBatch", |_: issuance::ResumeBatchRequest| {
            Ok(batch(false, "running"))
        });
    let resumed = site.submit(&format!("{here}/resume"), &[], EDITOR).await;
    assert_eq!(resumed.status, 303);
    let asked: issuance::ResumeBatchRequest =
        site.services.calls("issuance.ResumeBatch")[0].asked();
    assert_eq!(asked.id, batch_id());
    site.services.on(
        "issuance.ResumeBatch",
        |_: issuance::ResumeBatchRequest| -> Result<issuance::Batch, _> {
            Err(refusal(Kind::Conflict, "not_partial", "it goes on already"))
        },
    );
    let again = site.submit(&format!("{here}/resume"), &[], EDITOR).await;
    assert_eq!(again.status, 409);
    assert!(again.text.contains("It goes on already."));
    let run = format!("/console/imports/{}/resume", run_id());
    assert_eq!(site.submit(&run, &[], EDITOR).await.status, 404);
}

#[tokio::test]
async fn files_of_awards_are_listed_and_paged_both_ways() {
    let site = site().await;
    site.services.on(
        "issuance.ListBatches",
        |asked: issuance::ListBatchesRequest| {
            let next = match asked.page.unwrap().cursor.as_str() {
                "" => "second",
                "second" => "third",
                _ => "",
            };
            Ok(issuance::ListBatchesResponse {
                batches: vec![batch(false, "finished")],
                page: Some(common::PageInfo {
                    next_cursor: next.into(),
                    ..Default::default()
                }),
            })
        },
    );
    let first = site.open("/console/imports", EDITOR).await;
    assert!(
        first
            .text
            .contains(&format!("/console/imports/{}", batch_id()))
    );
    assert!(
        first
            .text
            .contains("href=\"/console/imports?cursor=second\"")
    );
    assert!(!first.text.contains("rel=\"prev\""));
    let last = site
        .open("/console/imports?cursor=third&before=second", EDITOR)
        .await;
    assert!(
        last.text
            .contains("href=\"/console/imports?cursor=second\"")
    );
    assert!(last.text.contains("rel=\"prev\"") && !last.text.contains("rel=\"next\""));
    let asked: issuance::ListBatchesRequest =
        site.services.calls("issuance.ListBatches")[0].asked();
    assert_eq!(asked.issuer_id, super::issuer_id());
}

#[tokio::test]
async fn an_id_that_is_none_is_not_there_and_no_service_is_asked() {
    let site = site().await;
    for path in [
        "/console/imports/nonsense",
        "/console/imports/run_1/progress.json",
    ] {
        assert_eq!(site.open(path, EDITOR).await.status, 404, "{path}");
    }
    assert_eq!(site.services.asked(), ["issuance.GetStaffSession"]);
}

#[tokio::test]
async fn a_large_file_passes_in_pieces() {
    let site = Site::with(services(), &[]).await;
    site.services
        .on("membership_sync.Import", |_: sync::ImportRequest| {
            Ok(run("reading"))
        });
    let content = "PG-000412,Zara\n".repeat(300_000);
    let sent = upload(
        &site,
        "/console/imports",
        &[("kind", "certifications")],
        ("large.csv", &content),
    )
    .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let pieces: Vec<sync::ImportRequest> =
        site.services.calls("membership_sync.Import")[0].pieces();
    assert!(pieces.iter().all(|piece| piece.bytes.len() <= 256 << 10));
    let arrived: usize = pieces.iter().map(|piece| piece.bytes.len()).sum();
    assert_eq!(arrived, content.len());
}

#[tokio::test]
async fn a_conflict_at_applying_is_told_on_the_preview() {
    let site = site().await;
    site.services.on(
        "membership_sync.ApplyRun",
        |_: sync::ApplyRunRequest| -> Result<sync::Run, _> {
            Err(refusal(
                Kind::Conflict,
                "run_not_ready",
                "the file is still being read",
            ))
        },
    );
    let page = site
        .submit(&format!("/console/imports/{}/apply", run_id()), &[], EDITOR)
        .await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("The file is still being read."));
}
