//! What holds on every page: reading changes nothing, forms count only from here, refusals are readable.

use super::{
    BADGE, NAME, SIGNED_IN,
    fake::{Site, asked},
    report, services, site,
};
use axum::body::Body;
use contracts::{notification::v1 as notification, verification::v1 as verification};
use http::header;
use verification::verify_request::Badge;

/// Every address that is read.
fn reads() -> Vec<String> {
    let achievement = super::achievement_id();
    [
        "/",
        "/b/ID",
        "/b/ID.json",
        "/b/ID.jwt",
        "/b/ID.png",
        "/b/ID.svg",
        "/b/ID/card.png",
        "/b/ID/image.png",
        "/b/ID/rosette.svg",
        "/b/ID/embed",
        "/oembed?url=https%3A%2F%2Fbadges.example.org%2Fb%2FID",
        "/ob2/assertions/ID",
        "/ob2/badges/x",
        "/ob2/issuers/proposal-guild",
        "/issuers/proposal-guild",
        "/issuers/proposal-guild/did.json",
        "/.well-known/jwks.json",
        "/achievements/ACH",
        "/status/x",
        "/p/oceane",
        "/verify",
        "/verify?url=https%3A%2F%2Fother.example%2Fbadge",
        "/help",
        "/help?issuer=proposal-guild",
        "/docs",
        "/claim/4r8w",
        "/sign-in",
        "/sign-in/9d2k",
        "/wallet",
        "/wallet?tab=declined",
        "/wallet/badges/ID",
        "/wallet/profile",
        "/dev/mail",
        "/dev/mail?q=oceane",
        "/dev/mail.json",
        "/dev/mail/m1",
        "/dev/mail/m1/html",
        "/styleguide",
        "/robots.txt",
        "/favicon.ico",
        "/theme/2b4acb.css",
    ]
    .into_iter()
    .map(|path| path.replace("ID", BADGE).replace("ACH", &achievement))
    .collect()
}

fn mail() -> notification::Mail {
    notification::Mail {
        id: "m1".into(),
        from: "badges@guild.example.org".into(),
        to: super::EMAIL.into(),
        subject: "You have earned Practitioner".into(),
        sent_at: super::at("2026-06-02T13:41:00Z"),
        text: "Save it: https://badges.example.org/claim/4r8w.".into(),
        html: "<html><head></head><body><a href=\"https://badges.example.org/claim/4r8w\">Save</a></body></html>".into(),
        kind: "award".into(),
        ..Default::default()
    }
}

/// A site with a mailbox page.
async fn with_a_mailbox() -> Site {
    let services = services();
    services.on(
        "notification.ListMailbox",
        |_: notification::ListMailboxRequest| {
            Ok(notification::ListMailboxResponse {
                mails: vec![notification::Mail {
                    text: String::new(),
                    html: String::new(),
                    ..mail()
                }],
                page: None,
            })
        },
    );
    services.on("notification.GetMail", |_: notification::GetMailRequest| {
        Ok(mail())
    });
    Site::with(
        services,
        &[
            ("dev_mail", "on"),
            ("mail_from", "badges@guild.example.org"),
        ],
    )
    .await
}

#[tokio::test]
async fn reading_any_page_changes_nothing() {
    let site = with_a_mailbox().await;
    for path in reads() {
        for cookies in ["", SIGNED_IN] {
            let seen = site.open(&path, cookies).await;
            assert!(
                !seen.status.is_server_error(),
                "{path}: {} {}",
                seen.status,
                seen.text
            );
            assert_ne!(seen.status, 404, "{path}");
            let begins = ["Get", "List", "View", "Check", "Verify"];
            for method in site.services.asked() {
                let verb = method.split('.').nth(1).unwrap();
                assert!(
                    begins.iter().any(|b| verb.starts_with(b)),
                    "GET {path} calls {method}"
                );
            }
            // A badge is fetched and checked for its own page only.
            if path.starts_with("/verify") {
                assert!(
                    site.services.calls("verification.Verify").is_empty(),
                    "{path}"
                );
            }
            site.services.forget();
        }
    }
}

/// Every form, and a field that would do something.
const FORMS: [&str; 20] = [
    "/verify",
    "/claim/4r8w",
    "/claim/4r8w/decline",
    "/claim/4r8w/fresh",
    "/sign-in",
    "/sign-in/link",
    "/sign-in/9d2k",
    "/sign-out",
    "/wallet/accept",
    "/wallet/badges/x/accept",
    "/wallet/badges/x/decline",
    "/wallet/badges/x/undo",
    "/wallet/badges/x/visibility",
    "/wallet/addresses",
    "/wallet/addresses/x/verify",
    "/wallet/addresses/x/primary",
    "/wallet/addresses/x/remove",
    "/wallet/portfolio",
    "/wallet/issuers/x/untrust",
    "/wallet/password",
];

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_anything_is_asked() {
    let site = site().await;
    for path in FORMS {
        let seen = site
            .submit_from_elsewhere(path, &[("email", "x@example.org")], SIGNED_IN)
            .await;
        assert_eq!(seen.status, 403, "{path}");
        assert!(
            seen.text.contains("This form came from another site"),
            "{path}: {}",
            seen.text
        );
        assert!(seen.header("content-type").starts_with("text/html"));
        // Without the newer header the origin alone decides.
        let old = asked("POST", path, SIGNED_IN).header("origin", "https://evil.example");
        assert_eq!(
            site.send(old.body(Body::empty()).unwrap()).await.status,
            403,
            "{path}"
        );
    }
    assert!(
        site.services.asked().is_empty(),
        "{:?}",
        site.services.asked()
    );
    // Old hosts of ours are ours.
    let own = asked("POST", "/sign-out", "").header("origin", "https://old.example.org");
    assert_eq!(
        site.send(own.body(Body::empty()).unwrap()).await.status,
        303
    );
}

#[tokio::test]
async fn a_refusal_is_a_page_for_people_and_a_problem_for_programs() {
    let site = site().await;
    let page = site.open("/nowhere", "").await;
    assert_eq!(page.status, 404);
    assert!(
        page.text.starts_with("<!doctype html>") && page.text.contains("There is nothing here")
    );
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self'")
    );
    let problem = site.read("/nowhere", "application/json").await;
    assert_eq!(problem.header("content-type"), "application/problem+json");
    let problem_json = problem.json();
    assert_eq!(problem_json["type"], "/problems/not_found");
    assert_eq!(problem_json["request_id"], problem.header("x-request-id"));
    assert_eq!(
        site.open("/v1/nowhere", "").await.header("content-type"),
        "application/problem+json"
    );
    let method = asked("DELETE", "/verify", "").header(header::ACCEPT, "text/html");
    let method = site.send(method.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (method.status.as_u16(), method.header("allow")),
        (405, "GET,HEAD,POST")
    );
    assert!(
        method.text.contains("This address works differently"),
        "{}",
        method.text
    );
    let grpc = asked("POST", "/accolade.issuance.v1.Internal/GetContact", "")
        .header("content-type", "application/grpc");
    let grpc = site.send(grpc.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (grpc.status.as_u16(), grpc.header("grpc-status")),
        (200, "12")
    );
}

#[tokio::test]
async fn a_fault_of_ours_shows_a_number_and_not_its_cause() {
    let site = site().await;
    site.services.on(
        "issuance.GetCertificate",
        |_: contracts::issuance::v1::GetCertificateRequest| {
            Err::<contracts::issuance::v1::Certificate, _>(tonic::Status::internal(
                "password=hunter2",
            ))
        },
    );
    let page = site.open(&format!("/b/{BADGE}"), "").await;
    assert_eq!(page.status, 500);
    assert!(
        page.text.contains(page.header("x-request-id")),
        "{}",
        page.text
    );
    assert!(!page.text.contains("hunter2"));
    site.services.on(
        "issuance.GetCertificate",
        |_: contracts::issuance::v1::GetCertificateRequest| {
            Err::<contracts::issuance::v1::Certificate, _>(tonic::Status::unavailable(
                "issuance is away",
            ))
        },
    );
    let page = site.open(&format!("/b/{BADGE}"), "").await;
    assert_eq!(page.status, 503);
    assert!(page.text.contains("Nothing is lost"), "{}", page.text);
}

#[tokio::test]
async fn who_asks_too_often_is_slowed_down_on_the_page() {
    let site = site().await;
    site.services.on(
        "wallet.RequestSignInLink",
        |_: contracts::wallet::v1::RequestSignInLinkRequest| {
            Ok(contracts::wallet::v1::RequestSignInLinkResponse {})
        },
    );
    // Thirty a minute, all at once if it likes; meanwhile new ones come, on a slow machine more of them.
    let until_refused = async |path: &'static str, fields: &[(&str, &str)]| {
        for n in 0..300 {
            let answer = site.submit(path, fields, "").await;
            if answer.status == 429 {
                return (n, answer);
            }
        }
        panic!("nobody counts")
    };
    let (allowed, last) = until_refused("/sign-in/link", &[("email", super::EMAIL)]).await;
    assert!(allowed >= 30, "refused after {allowed}");
    assert!(
        last.text.contains("Too many attempts from here"),
        "{}",
        last.text
    );
    let (_, claim) = until_refused("/claim/4r8w", &[]).await;
    assert!(!claim.header("retry-after").is_empty());
    assert!(claim.text.contains("A little slower"), "{}", claim.text);
}

#[tokio::test]
async fn a_badge_is_checked_by_link_text_or_file() {
    let site = site().await;
    let form = site
        .open("/verify?url=https%3A%2F%2Fother.example%2Fbadge", "")
        .await;
    assert!(
        form.text.contains("https://other.example/badge"),
        "{}",
        form.text
    );
    let cases = [
        (
            "link",
            "https://other.example/badge",
            Badge::Url("https://other.example/badge".into()),
        ),
        (
            "text",
            " https://other.example/badge ",
            Badge::Url("https://other.example/badge".into()),
        ),
        ("text", "{\"type\":[]}", Badge::Text("{\"type\":[]}".into())),
        // Public badges of ours go the way of everybody's.
        (
            "link",
            "https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra",
            Badge::Url(format!("https://badges.example.org/b/{BADGE}")),
        ),
    ];
    for (field, value, badge) in cases {
        site.services.forget();
        let seen = site
            .submit(
                "/verify",
                &[(field, value), ("recipient", super::EMAIL)],
                "",
            )
            .await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        // Told on the clock of the organization whose badge it is.
        let when =
            r#"<time datetime="2026-06-02T14:05:00Z">2 June 2026, 15:05 Europe/London</time>"#;
        for part in [
            "verdict-valid",
            NAME,
            "The signature fits the content.",
            "by badges.example.org",
            when,
        ] {
            assert!(seen.text.contains(part), "{part}: {}", seen.text);
        }
        let asked: verification::VerifyRequest =
            site.services.calls("verification.Verify")[0].asked();
        assert_eq!(
            (asked.badge, asked.claimed_email.as_str()),
            (Some(badge), super::EMAIL)
        );
    }
    let nothing = site.submit("/verify", &[("text", "  ")], "").await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing.text.contains("There was nothing to check"),
        "{}",
        nothing.text
    );
}

fn multipart(bytes: &[u8]) -> Vec<u8> {
    let mut body = b"--B\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n\r\n--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"badge.png\"\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--B--\r\n");
    body
}

async fn upload(site: &Site, bytes: &[u8]) -> super::fake::Seen {
    let request = asked("POST", "/verify", "")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=B")
        .header("sec-fetch-site", "same-origin");
    site.send(request.body(Body::from(multipart(bytes))).unwrap())
        .await
}

#[tokio::test]
async fn a_file_is_taken_up_to_its_limit_and_never_half() {
    let site = site().await;
    let largest = vec![b'x'; crate::rest::BADGE_LIMIT];
    let seen = upload(&site, &largest).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let asked: verification::VerifyRequest = site.services.calls("verification.Verify")[0].asked();
    assert_eq!(
        (asked.badge, asked.file_name.as_str()),
        (Some(Badge::File(largest.clone())), "badge.png")
    );
    assert!(
        !seen.text.contains("name=\"link\""),
        "a file cannot be checked again without choosing it"
    );
    site.services.forget();
    let empty = upload(&site, b"").await;
    assert_eq!(empty.status, 422);
    assert!(empty.text.contains("The file is empty."), "{}", empty.text);
    assert!(site.services.asked().is_empty());
    let mut larger = largest;
    larger.extend_from_slice(&[b'x'; 128 << 10]);
    let seen = upload(&site, &larger).await;
    assert_eq!(seen.status, 413);
    assert!(seen.text.contains("larger than 12 MB"), "{}", seen.text);
    assert!(site.services.asked().is_empty());
}

#[tokio::test]
async fn what_a_badge_says_cannot_break_out_of_the_page() {
    let site = site().await;
    site.services
        .on("verification.Verify", |_: verification::VerifyRequest| {
            let mut report = report();
            let facts = report.facts.get_or_insert_default();
            facts.achievement_name = "<script>alert(1)</script>".into();
            facts.recipient_name = "\"><img src=x onerror=alert(1)>".into();
            facts.image = "https://tracker.example/p.png".into();
            facts.page_url = "javascript:alert(1)".into();
            facts.issuer_name = "<b>bold</b>".into();
            Ok(report)
        });
    let seen = site
        .submit(
            "/verify",
            &[("text", "</textarea><script>alert(2)</script>")],
            "",
        )
        .await;
    for refused in [
        "<script>alert",
        "<img src=x",
        "tracker.example",
        "javascript:",
        "<b>bold",
    ] {
        assert!(!seen.text.contains(refused), "{refused} in {}", seen.text);
    }
}

#[tokio::test]
async fn the_mailbox_is_there_only_where_mails_stay_here() {
    let plain = site().await;
    for path in [
        "/dev/mail",
        "/dev/mail.json",
        "/dev/mail/m1",
        "/dev/mail/m1/html",
        "/styleguide",
    ] {
        assert_eq!(plain.open(path, "").await.status, 404, "{path}");
    }
    assert!(plain.services.asked().is_empty());
    let site = with_a_mailbox().await;
    let list = site
        .read("/dev/mail.json?to=oceane%40example.com", "application/json")
        .await
        .json();
    let mail = &list["mails"][0];
    assert_eq!(
        (mail["id"].as_str(), mail["kind"].as_str()),
        (Some("m1"), Some("award"))
    );
    assert_eq!(mail["links"][0], "https://badges.example.org/claim/4r8w");
    assert_eq!(mail["sent_at"], "2026-06-02T13:41:00Z");
    let asked: notification::ListMailboxRequest =
        site.services.calls("notification.ListMailbox")[0].asked();
    assert_eq!(asked.to, super::EMAIL);
    let body = site.open("/dev/mail/m1/html", "").await;
    assert!(body.header("content-security-policy").contains("sandbox"));
    assert!(body.text.contains("<base target=\"_blank\">"));
    let page = site.open("/dev/mail/m1", "").await;
    assert!(
        page.text
            .contains("href=\"https://badges.example.org/claim/4r8w\""),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_pages_are_not() {
    let site = site().await;
    let start = site.open("/", "").await;
    assert_eq!(start.status, 200);
    assert_eq!(start.header("cache-control"), "private, no-cache");
    let css = crate::assets::asset_url("css/accolade.css");
    assert!(start.text.contains(&css));
    let css = site.read(&css, "*/*").await;
    assert_eq!(
        (css.status.as_u16(), css.header("cache-control")),
        (200, "public, max-age=31536000, immutable")
    );
    assert!(
        site.read("/robots.txt", "*/*")
            .await
            .text
            .contains("Disallow: /claim/")
    );
}

#[tokio::test]
async fn a_demonstration_tells_how_to_walk_in() {
    use contracts::{issuance::v1 as issuance, wallet::v1 as wallet};
    let services = services();
    services.on("issuance.ListIssuers", |_: issuance::ListIssuersRequest| {
        Ok(issuance::ListIssuersResponse {
            issuers: vec![super::guild()],
            page: None,
        })
    });
    services.on(
        "issuance.ListCredentials",
        |_: issuance::ListCredentialsRequest| {
            let public = issuance::Credential {
                id: BADGE.into(),
                visibility: "public".into(),
                ..Default::default()
            };
            Ok(issuance::ListCredentialsResponse {
                credentials: vec![public],
                page: None,
            })
        },
    );
    services.on(
        "notification.ListMailbox",
        |_: notification::ListMailboxRequest| {
            Ok(notification::ListMailboxResponse {
                mails: vec![mail()],
                page: None,
            })
        },
    );
    services.on("notification.GetMail", |_: notification::GetMailRequest| {
        Ok(mail())
    });
    services.on("wallet.ViewClaim", |_: wallet::ViewClaimRequest| {
        Ok(super::claim("open"))
    });
    let settings = [
        ("dev_mail", "on"),
        ("demo_console", "operator@accolade.example a calm harbour"),
    ];
    let site = Site::with(services, &settings).await;
    let start = site.open("/", "").await;
    for part in [
        "operator@accolade.example",
        "a calm harbour",
        "Proposal Guild",
        NAME,
        "/dev/mail/m1",
        BADGE,
        "This is a demonstration",
    ] {
        assert!(start.text.contains(part), "{part} in {}", start.text);
    }
}

#[tokio::test]
async fn a_chosen_language_is_kept_and_leads_back_to_the_page() {
    let site = site().await;
    let chosen = site
        .submit(
            "/language",
            &[("language", "pl"), ("next", "/verify?a=1")],
            "",
        )
        .await;
    assert_eq!(chosen.status, 303);
    assert_eq!(chosen.header("location"), "/verify?a=1");
    let cookie = chosen.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("language=pl;") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    let page = site.open("/verify", "language=pl").await;
    assert!(page.text.contains("<html lang=\"pl\""), "{}", page.text);
    // Nobody is led to another site, and no language is made up.
    for next in [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere",
    ] {
        let refused = site
            .submit("/language", &[("language", "xx"), ("next", next)], "")
            .await;
        assert_eq!(refused.header("location"), "/");
        assert_eq!(refused.header("set-cookie"), "");
    }
}
