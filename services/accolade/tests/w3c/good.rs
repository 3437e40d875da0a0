//! Credentials that an issuer must issue.
use serde_json::{Value, json};

use super::{Case, MULTIBASE, MULTIBASE_2024, SRI, SRI_2024, defining, plain};
use crate::vc_api::{EXAMPLES, V2, with};

/// What an issuer must issue, by the name of the fixture.
pub(super) fn good_credentials() -> Vec<Case> {
    let own = |name: &str| json!({ name: format!("https://example.org/#{name}") });
    let kinds = |all: &[&str]| json!(all);
    let subject = |id: &str| json!({ "id": id });
    let status =
        |entry: Value| defining(own("CredentialStatusList2017"), "credentialStatus", entry);
    let schema = |schemas: Value| defining(own("ExampleSchema"), "credentialSchema", schemas);
    let refresh = |services: Value| defining(own("ExampleRefresh"), "refreshService", services);
    let terms = |terms: Value| defining(own("ExamplePolicy"), "termsOfUse", terms);
    let evidence = |evidence: Value| defining(own("ExampleEvidence"), "evidence", evidence);
    let a_schema = json!({"id": "https://example.org/s.json", "type": "ExampleSchema"});
    let a_refresh = json!({"id": "https://example.org/r", "type": "ExampleRefresh"});
    let related = |related: Value| with(plain(), "relatedResource", related);
    let mut cases = vec![
        ("4.03 credential-ok", plain()),
        (
            "4.03 credential-context-combo1-ok",
            with(plain(), "@context", json!([V2, EXAMPLES])),
        ),
        (
            "4.03 credential-context-combo2-ok",
            defining(own("Ex"), "type", kinds(&["VerifiableCredential", "Ex"])),
        ),
        (
            "4.04 credential-id-other-ok",
            with(plain(), "credentialSubject", subject("did:example:other")),
        ),
        (
            "4.04 credential-id-single-ok",
            with(
                plain(),
                "id",
                json!("urn:uuid:86294362-4254-4f36-854f-3952fe42555d"),
            ),
        ),
        (
            "4.05 credential-type-url-ok",
            with(
                plain(),
                "type",
                kinds(&["VerifiableCredential", "https://example.org/#Ex"]),
            ),
        ),
        (
            "4.05 credential-type-urls-order-1-ok",
            with(
                plain(),
                "type",
                kinds(&[
                    "https://example.org/#A",
                    "https://example.org/#B",
                    "VerifiableCredential",
                ]),
            ),
        ),
        (
            "4.05 credential-type-urls-order-2-ok",
            with(
                plain(),
                "type",
                kinds(&[
                    "https://example.org/#B",
                    "VerifiableCredential",
                    "https://example.org/#A",
                ]),
            ),
        ),
        (
            "4.07 credential-issuer-object-ok",
            with(plain(), "issuer", subject("did:example:issuer")),
        ),
        (
            "4.08 credential-subject-multiple-ok",
            with(
                plain(),
                "credentialSubject",
                json!([{"id": "did:example:subject"}, {"id": "did:example:other:subject"}]),
            ),
        ),
        (
            "4.10 credential-status-ok",
            status(json!({"id": "did:example:status", "type": "CredentialStatusList2017"})),
        ),
        (
            "4.10 credential-status-missing-id-ok",
            status(json!({"type": "CredentialStatusList2017"})),
        ),
        ("4.11 credential-schema-ok", schema(a_schema.clone())),
        (
            "4.11 credential-schemas-ok",
            schema(
                json!([a_schema, {"id": "https://example.org/t.json", "type": "ExampleSchema"}]),
            ),
        ),
        ("5 credential-refresh-ok", refresh(a_refresh.clone())),
        (
            "5 credential-refreshs-ok",
            refresh(json!([a_refresh, {"id": "https://example.org/t", "type": "ExampleRefresh"}])),
        ),
        (
            "5 credential-termsofuse-ok",
            terms(json!({"type": "ExamplePolicy"})),
        ),
        (
            "5 credential-termsofuses-ok",
            terms(
                json!([{"type": "ExamplePolicy"}, {"id": "https://example.org/p", "type": "ExamplePolicy"}]),
            ),
        ),
        (
            "5 credential-evidence-ok",
            evidence(json!({"type": "ExampleEvidence"})),
        ),
        (
            "5 credential-evidences-ok",
            evidence(
                json!([{"type": "ExampleEvidence"}, {"id": "https://example.org/e", "type": "ExampleEvidence"}]),
            ),
        ),
        (
            "5 fixtures.js relatedResource digestSRI",
            related(json!({"id": V2, "digestSRI": SRI})),
        ),
        (
            "5 fixtures.js relatedResource digestMultibase, a digest without a multihash's head",
            related(json!({"id": V2, "digestMultibase": MULTIBASE})),
        ),
        (
            "5 fixtures.js relatedResource mediaType",
            related(json!([{"id": V2, "mediaType": "application/ld+json", "digestSRI": SRI}])),
        ),
        (
            "5 fixtures.js relatedResourceDigestsJuly2024",
            related(json!({"id": V2, "digestSRI": SRI_2024, "digestMultibase": MULTIBASE_2024})),
        ),
    ];
    for date in ["validFrom", "validUntil"] {
        for (name, at) in [
            ("4.09 ok", "2051-01-01T00:00:00Z"),
            ("4.09 ms-ok", "2051-01-01T00:00:00.123Z"),
            ("4.09 tz-ok", "2051-01-01T00:00:00-05:00"),
        ] {
            cases.push((name, with(plain(), date, json!(at))));
        }
    }
    cases.push((
        "4.09 assertions.js testTemporality",
        with(
            with(plain(), "validFrom", json!("2020-01-01T00:00:00Z")),
            "validUntil",
            json!("2051-01-01T00:00:00Z"),
        ),
    ));
    for text in language_values() {
        for member in ["name", "description"] {
            cases.push(("4.06 credential", with(plain(), member, text.clone())));
            let issuer = json!({"id": "did:example:issuer", member: text});
            cases.push(("4.06 issuer", with(plain(), "issuer", issuer)));
        }
    }
    cases
}

/// 4.06: texts, and texts with a language and a direction.
fn language_values() -> Vec<Value> {
    let ltr = json!({"@value": "HTML and CSS", "@language": "en", "@direction": "ltr"});
    vec![
        json!("A name"),
        json!({"@value": "A name", "@language": "en"}),
        ltr.clone(),
        json!({"@value": "\u{645}\u{62b}", "@direction": "rtl"}),
        json!([ltr, {"@value": "\u{645}\u{62b}", "@language": "ar", "@direction": "rtl"}]),
    ]
}
