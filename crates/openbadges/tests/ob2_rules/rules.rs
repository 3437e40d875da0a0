//! Each rule, with the path and the value that break it.
use openbadges::ob2::{self, Class};
use openbadges::ob3::Severity;
use openbadges::verify::Verdict;
use serde_json::{Value, json};

use super::{ASSERTION, assertion, badge, check_with, issuer, praise};

#[test]
fn each_rule_names_path_and_value() {
    for (class, document, broken) in [
        (
            Class::Assertion,
            assertion(),
            vec![
                ("recipient", json!("zoe@example.org"), "recipient"),
                (
                    "recipient",
                    json!({"type": "email", "identity": "x@y.z"}),
                    "recipient.hashed",
                ),
                (
                    "recipient",
                    json!({"type": "email", "identity": "x@y.z", "hashed": "no"}),
                    "recipient.hashed",
                ),
                (
                    "recipient",
                    json!({"type": "email", "identity": "abc", "hashed": true}),
                    "recipient.identity",
                ),
                (
                    "recipient",
                    json!({"type": "email", "identity": "sha1$00", "hashed": true}),
                    "recipient.identity",
                ),
                (
                    "recipient",
                    json!({"type": "email", "identity": "zoe", "hashed": false}),
                    "recipient.identity",
                ),
                ("image", json!("data:image/png;base64,AAAA"), "image"),
                ("expires", json!("2025-01-01T00:00:00Z"), "expires"),
                ("expires", json!("tomorrow"), "expires"),
                ("issuedOn", json!("2026-01-31"), "issuedOn"),
                ("verification", Value::Null, "verification"),
                ("version", json!(["1"]), "version"),
            ],
        ),
        (
            Class::BadgeClass,
            badge(),
            vec![
                ("image", json!("data:text/html,x"), "image"),
                ("criteria", json!({"type": "Criteria"}), "criteria"),
                ("criteria", json!("Pass the exam."), "criteria"),
                (
                    "alignment",
                    json!([{"targetName": "X"}]),
                    "alignment[0].targetUrl",
                ),
                ("tags", json!(["x", 5]), "tags[1]"),
                ("type", json!("Badge"), "type"),
            ],
        ),
        (
            Class::Issuer,
            issuer(),
            vec![
                ("email", json!("nobody"), "email"),
                ("url", json!("guild"), "url"),
                ("telephone", json!("call us"), "telephone"),
                ("revocationList", json!("list"), "revocationList"),
                (
                    "verification",
                    json!({"startsWith": "badges"}),
                    "verification.startsWith",
                ),
                (
                    "verification",
                    json!({"allowedOrigins": ["https://x.example/y"]}),
                    "verification.allowedOrigins[0]",
                ),
            ],
        ),
        (
            Class::RevocationList,
            json!({"type": "RevocationList", "revokedAssertions": []}),
            vec![
                (
                    "revokedAssertions",
                    json!([{"why": "x"}]),
                    "revokedAssertions[0]",
                ),
                ("revokedAssertions", Value::Null, "revokedAssertions"),
            ],
        ),
        (
            Class::Endorsement,
            praise(ASSERTION),
            vec![("claim", json!({"endorsementComment": "good"}), "claim.id")],
        ),
    ] {
        for (member, value, path) in broken {
            let mut bent = document.clone();
            bent[member] = value;
            let findings = ob2::validate(&bent, class, "x");
            let paths: Vec<&str> = findings
                .iter()
                .map(|finding| finding.path.as_str())
                .collect();
            assert_eq!(
                paths,
                [format!("x.{path}")],
                "{class:?} {member} {}",
                bent[member]
            );
        }
        assert_eq!(ob2::validate(&document, class, "x"), vec![]);
    }
    for (member, value) in [
        ("telephone", json!("+49 (30) 123-456")),
        ("telephone", json!("+4930123456;ext=12")),
        (
            "image",
            json!({"id": "data:image/svg+xml,x", "type": "Image"}),
        ),
        (
            "verification",
            json!({"allowedOrigins": ["badges.example.org", "localhost:8080"]}),
        ),
    ] {
        let mut fine = issuer();
        fine[member] = value.clone();
        assert_eq!(ob2::validate(&fine, Class::Issuer, "i"), vec![], "{value}");
    }
    // A type of identity of one's own hurts nobody.
    let mut odd = assertion();
    odd["recipient"]["type"] = "schema:name".into();
    let findings = ob2::validate(&odd, Class::Assertion, "a");
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(
        check_with([&odd, &badge(), &issuer()], &[]).verdict,
        Verdict::ValidIssuerUnknown
    );
}
