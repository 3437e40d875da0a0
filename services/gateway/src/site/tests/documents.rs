//! Documents and the certificate: who gets which form, and who gets none.

use super::{
    BADGE, NAME, SIGNED_IN, certificate, document,
    fake::{Site, asked, refusal},
    not_available, services, site,
};
use axum::body::Body;
use contracts::{issuance::v1 as issuance, verification::v1 as verification, wallet::v1 as wallet};
use http::header;
use issuance::get_document_request::Of;
use platform::Kind;

fn path(rest: &str) -> String {
    format!("/b/{BADGE}{rest}")
}

/// A site whose one badge only its owner, and who has its key, may see.
async fn with_a_private_badge() -> Site {
    let services = services();
    services.on(
        "issuance.GetCertificate",
        |asked: issuance::GetCertificateRequest| {
            let (visibility, indexable) = ("link".to_owned(), false);
            Ok(if asked.owner || asked.capability == "secret" {
                issuance::Certificate {
                    visibility,
                    indexable,
                    ..certificate()
                }
            } else {
                not_available()
            })
        },
    );
    services.on(
        "issuance.GetDocument",
        |asked: issuance::GetDocumentRequest| Ok(document(&asked, false)),
    );
    Site::with(services, &[]).await
}

#[tokio::test]
async fn one_address_answers_each_in_the_form_they_asked_for() {
    let site = site().await;
    let cases = [
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8", ""),
        ("*/*", "text/html; charset=utf-8", ""),
        ("application/vc", "application/vc", "json"),
        ("application/vc+ld+json", "application/vc+ld+json", "json"),
        ("application/ld+json", "application/ld+json", "json"),
        ("application/json", "application/json", "json"),
        ("application/vc+jwt", "application/vc+jwt", "jwt"),
    ];
    for (accept, media_type, body) in cases {
        let seen = site.read(&path(""), accept).await;
        assert_eq!(seen.status, 200, "{accept}: {}", seen.text);
        assert_eq!(seen.header("content-type"), media_type, "{accept}");
        assert!(seen.header("vary").contains("Accept"), "{accept}");
        if !body.is_empty() {
            assert_eq!(seen.text, body, "{accept}");
            assert_eq!(seen.header("content-disposition"), "", "{accept}");
        }
    }
}

#[tokio::test]
async fn every_form_has_an_address_of_its_own_that_all_sites_may_read() {
    let site = site().await;
    let achievement = super::achievement_id();
    let cases = [
        (path(".json"), "json"),
        (path(".jwt"), "jwt"),
        (path(".png"), "png"),
        (path(".svg"), "svg"),
        (path("/card.png"), "card"),
        (path("/image.png"), "image"),
        (path("/rosette.svg"), "rosette"),
        (format!("/ob2/assertions/{BADGE}"), "ob2"),
        ("/ob2/issuers/proposal-guild".into(), "ob2"),
        ("/issuers/proposal-guild/did.json".into(), "did"),
        ("/issuers/proposal-guild/jwks.json".into(), "jwks"),
        ("/issuers/proposal-guild/mark.svg".into(), "mark"),
        ("/.well-known/jwks.json".into(), "jwks"),
        (format!("/achievements/{achievement}.png"), "png"),
        (format!("/achievements/{achievement}.json"), "json"),
    ];
    for (path, form) in cases {
        let seen = site.read(&path, "*/*").await;
        assert_eq!(
            (seen.status.as_u16(), seen.text.as_str()),
            (200, form),
            "{path}"
        );
        assert_eq!(seen.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(seen.header("etag"), "\"e1\"", "{path}");
        if seen.header("content-type") == "image/svg+xml" {
            let policy = seen.header("content-security-policy");
            assert!(
                policy.starts_with("sandbox; default-src 'none'"),
                "{path}: {policy}"
            );
        }
    }
    for (path, accept, form) in [
        ("/issuers/proposal-guild", "application/json", "profile"),
        (
            &format!("/achievements/{achievement}"),
            "application/ld+json",
            "json",
        ),
    ] {
        let seen = site.read(path, accept).await;
        assert_eq!(
            (seen.text.as_str(), seen.header("content-type")),
            (form, accept),
            "{path}"
        );
    }
    for path in [
        path(".exe"),
        path(".json.png"),
        "/issuers/proposal-guild/x".into(),
    ] {
        assert_eq!(site.read(&path, "*/*").await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_file_is_saved_under_its_name_and_not_sent_twice() {
    let site = site().await;
    let file = site.read(&path(".png"), "*/*").await;
    assert!(
        file.header("content-disposition").contains("Practitioner"),
        "{:?}",
        file.headers
    );
    let request = asked("GET", &path(".json"), "").header(header::IF_NONE_MATCH, "\"e1\"");
    let again = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, 304);
    // Another site's page may ask whether its copy is the newest.
    let preflight = asked("OPTIONS", &path(".json"), "").header("origin", "https://other.example");
    let preflight = site.send(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    assert!(
        preflight
            .header("access-control-allow-headers")
            .contains("if-none-match")
    );
}

#[tokio::test]
async fn each_host_the_installation_had_answers_with_its_own_documents() {
    let site = site().await;
    for (host, wanted) in [
        ("badges.example.org", "badges.example.org"),
        ("old.example.org", "old.example.org"),
        ("127.0.0.1:8080", "badges.example.org"),
    ] {
        let request = http::Request::builder()
            .uri("/issuers/proposal-guild/did.json")
            .header("host", host);
        site.services.forget();
        site.send(request.body(Body::empty()).unwrap()).await;
        let asked: issuance::GetDocumentRequest =
            site.services.calls("issuance.GetDocument")[0].asked();
        assert_eq!(asked.host, wanted, "{host}");
    }
}

#[tokio::test]
async fn what_the_page_shows_is_what_was_checked() {
    // S4, S5, S7, M17, M24
    let site = site().await;
    let page = site.open(&path(""), "").await;
    assert_eq!(page.status, 200, "{}", page.text);
    for part in [
        NAME,
        "Practitioner",
        "Proposal Guild",
        "14 September 2025",
        "This badge is valid.",
        "The signature fits the content.",
        "og:title",
        "https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra/card.png?v=2-valid",
        "application/json+oembed",
        "/achievements/ver_1.png",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(
        !page.text.contains("No address was given"),
        "a step nobody asked for is shown"
    );
    assert!(!page.text.contains('@'), "contact data on the page");
    assert!(!page.text.contains("noindex"));
    // It was checked as anybody's would be, and nothing was fetched for it.
    let checked: verification::VerifyRequest =
        site.services.calls("verification.Verify")[0].asked();
    assert!(checked.offline);
    assert_eq!(
        checked.badge,
        Some(verification::verify_request::Badge::Text("json".into()))
    );
}

#[tokio::test]
async fn a_revocation_is_on_the_next_page_view() {
    // I17
    let site = site().await;
    site.open(&path(""), "").await;
    site.open(&path(""), "").await;
    assert_eq!(
        site.services.calls("verification.Verify").len(),
        1,
        "the check of a minute ago is good"
    );
    site.services.on(
        "issuance.GetCertificate",
        |_: issuance::GetCertificateRequest| {
            Ok(issuance::Certificate {
                status: "revoked".into(),
                status_reason: "Awarded to the wrong person".into(),
                status_since: super::at("2026-05-12T10:00:00Z"),
                ..certificate()
            })
        },
    );
    let page = site.open(&path(""), "").await;
    for part in [
        "revoked on 12 May 2026",
        "Awarded to the wrong person",
        "card.png?v=2-revoked",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    assert_eq!(
        site.services.calls("verification.Verify").len(),
        2,
        "it was not checked again"
    );
}

#[tokio::test]
async fn a_suspended_badge_says_what_holds_it_back() {
    // A9
    let site = site().await;
    site.services.on(
        "issuance.GetCertificate",
        |_: issuance::GetCertificateRequest| {
            Ok(issuance::Certificate {
                status: "suspended".into(),
                ..certificate()
            })
        },
    );
    let page = site.open(&path(""), "").await;
    assert!(
        page.text
            .contains("The membership it depends on is not active."),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_check_that_cannot_be_made_is_not_shown_as_passed() {
    let site = site().await;
    site.services
        .on("verification.Verify", |_: verification::VerifyRequest| {
            Err::<verification::Report, _>(tonic::Status::unavailable("away"))
        });
    let page = site.open(&path(""), "").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("could not be checked just now"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("step-passed"));
}

#[tokio::test]
async fn a_private_badge_is_404_without_a_name() {
    // I12, S8
    let site = with_a_private_badge().await;
    for cookies in ["", "__Host-wallet=forged", "__Host-wallet="] {
        let page = site.open(&path(""), cookies).await;
        assert_eq!(page.status, 404);
        for secret in [NAME, "Practitioner", "Proposal Guild"] {
            assert!(!page.text.contains(secret), "{secret} for {cookies:?}");
        }
        assert!(page.text.contains("not available"));
    }
    for form in [".json", ".jwt", ".png", ".svg", "/card.png", "/embed"] {
        assert_eq!(site.read(&path(form), "*/*").await.status, 404, "{form}");
    }
    // An id that never was looks the same.
    let unknown = site.open("/b/never-was", "").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text.contains("not available"));
}

#[tokio::test]
async fn its_owner_sees_a_private_badge_signed_in_and_nobody_keeps_a_copy() {
    let site = with_a_private_badge().await;
    let page = site.open(&path(""), SIGNED_IN).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains(NAME) && page.text.contains("/wallet/badges/"),
        "{}",
        page.text
    );
    assert!(page.header("cache-control").contains("private"));
    assert!(page.text.contains("noindex"));
    assert!(
        !page.text.contains("og:image"),
        "no card is served, so none is named"
    );
    let request = asked("GET", &path(".png"), SIGNED_IN);
    let file = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (file.status.as_u16(), file.header("cache-control")),
        (200, "private, no-store")
    );
    // Signed in as somebody else is not enough.
    site.services
        .on("wallet.GetHeld", |_: wallet::GetHeldRequest| {
            Err::<wallet::HeldBadge, _>(refusal(
                Kind::NotFound,
                "not_found",
                "there is no such badge here",
            ))
        });
    assert_eq!(site.open(&path(""), SIGNED_IN).await.status, 404);
}

#[tokio::test]
async fn the_key_in_a_link_opens_page_and_files_and_nothing_is_listed() {
    let site = with_a_private_badge().await;
    let page = site.open(&path("?k=secret"), "").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(NAME));
    assert_eq!(page.header("x-robots-tag"), "noindex");
    for part in [
        &format!("/b/{BADGE}.png?k=secret"),
        &format!("value=\"https://badges.example.org/b/{BADGE}?k=secret\""),
        &format!("<link rel=\"canonical\" href=\"https://badges.example.org/b/{BADGE}\">"),
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    let file = site.read(&path(".png?k=secret"), "*/*").await;
    assert_eq!(
        (file.status.as_u16(), file.header("x-robots-tag")),
        (200, "noindex")
    );
    assert_eq!(site.open(&path("?k=guessed"), "").await.status, 404);
    // What is checked from the page is looked up with the key, too.
    let link = format!("https://badges.example.org/b/{BADGE}?k=secret");
    site.services.forget();
    let checked = site.submit("/verify", &[("link", &link)], "").await;
    assert_eq!(checked.status, 200, "{}", checked.text);
    let asked: verification::VerifyRequest = site.services.calls("verification.Verify")[0].asked();
    assert_eq!(
        asked.badge,
        Some(verification::verify_request::Badge::Text("json".into()))
    );
    // And leads back to the page with it.
    assert!(
        checked
            .text
            .contains(&format!("href=\"/b/{BADGE}?k=secret\"")),
        "{}",
        checked.text
    );
}

#[tokio::test]
async fn an_erased_badge_is_gone_and_says_nothing_about_anybody() {
    let site = site().await;
    site.services.on(
        "issuance.GetCertificate",
        |_: issuance::GetCertificateRequest| {
            Ok(issuance::Certificate {
                availability: "erased".into(),
                ..Default::default()
            })
        },
    );
    site.services.on(
        "issuance.GetDocument",
        |asked: issuance::GetDocumentRequest| {
            let ob2 = matches!(&asked.of, Some(Of::Credential(d)) if d.form == "ob2");
            Ok(issuance::Document {
                status: 410,
                media_type: "application/ld+json".into(),
                body: if ob2 {
                    b"{\"revoked\":true}".to_vec()
                } else {
                    Vec::new()
                },
                ..Default::default()
            })
        },
    );
    let page = site.open(&path(""), "").await;
    assert_eq!(page.status, 410);
    assert!(page.text.contains("erased") && !page.text.contains(NAME));
    let json = site.read(&path(".json"), "application/json").await;
    assert_eq!(
        (json.status.as_u16(), json.header("content-type")),
        (410, "application/problem+json")
    );
    // A 410 with words keeps them: old verifiers read them.
    let ob2 = site
        .read(&format!("/ob2/assertions/{BADGE}"), "application/json")
        .await;
    assert_eq!(
        (ob2.status.as_u16(), ob2.text.as_str()),
        (410, "{\"revoked\":true}")
    );
}

#[tokio::test]
async fn only_public_badges_are_framed_and_previewed_elsewhere() {
    let site = site().await;
    let frame = site.open(&path("/embed"), "").await;
    assert_eq!(frame.status, 200);
    assert!(
        frame
            .header("content-security-policy")
            .contains("frame-ancestors *")
    );
    assert!(frame.text.contains(NAME));
    let link =
        |extra: &str| format!("/oembed?url=https%3A%2F%2Fbadges.example.org%2Fb%2F{BADGE}{extra}");
    let preview = site.read(&link("&maxwidth=300"), "*/*").await;
    assert_eq!(preview.header("access-control-allow-origin"), "*");
    let json = preview.json();
    assert_eq!(
        (json["type"].as_str(), json["width"].as_u64()),
        (Some("rich"), Some(300))
    );
    assert!(
        json["html"]
            .as_str()
            .unwrap()
            .contains(&format!("https://badges.example.org/b/{BADGE}/embed"))
    );
    assert!(
        json["thumbnail_url"]
            .as_str()
            .unwrap()
            .ends_with("/card.png")
    );
    assert_eq!(site.read(&link("&format=xml"), "*/*").await.status, 501);
    assert_eq!(
        site.read("/oembed?url=https%3A%2F%2Fevil.example%2Fb%2F1", "*/*")
            .await
            .status,
        404
    );
    // The certificate itself is framed nowhere.
    assert!(
        site.open(&path(""), "")
            .await
            .header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    let private = with_a_private_badge().await;
    assert_eq!(private.read(&link(""), "*/*").await.status, 404);
    assert_eq!(
        private.read(&path("/embed?k=secret"), "*/*").await.status,
        404
    );
}

#[tokio::test]
async fn a_version_that_old_badges_name_has_a_page() {
    let site = site().await;
    let version = super::id::<platform::ids::VersionId>();
    site.services
        .on("issuance.GetDocument", |_: issuance::GetDocumentRequest| {
            let body = serde_json::json!({
                "name": "Practitioner of 2024",
                "description": "What it was",
                "criteria": { "narrative": "Pass **all** <script>alert(1)</script>" },
                "id": format!("https://badges.example.org/achievements/{}", super::achievement_id()),
                "alignment": [{ "targetName": "Bad", "targetUrl": "javascript:alert(1)" }],
            });
            Ok(issuance::Document {
                status: 200,
                body: body.to_string().into_bytes(),
                ..Default::default()
            })
        });
    let page = site.open(&format!("/achievements/{version}"), "").await;
    assert_eq!(page.status, 200, "{}", page.text);
    for part in [
        "Practitioner of 2024",
        "<strong>all</strong>",
        "Proposal Guild",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    for refused in ["alert(1)</script>", "javascript:"] {
        assert!(!page.text.contains(refused), "{refused}");
    }
    assert_eq!(site.open("/achievements/nothing", "").await.status, 404);
}
