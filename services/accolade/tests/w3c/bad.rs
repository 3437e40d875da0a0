//! Credentials that neither an issuer nor a verifier may let pass.
use serde_json::{Value, json};

use super::{Case, MULTIBASE, SRI, defining, plain, without};
use crate::vc_api::{EXAMPLES, V2, with};

/// What neither an issuer nor a verifier may let pass.
pub(super) fn bad_credentials() -> Vec<Case> {
    let own = |name: &str| json!({ name: format!("https://example.org/#{name}") });
    let context = |contexts: Value| with(plain(), "@context", contexts);
    let status =
        |entry: Value| defining(own("CredentialStatusList2017"), "credentialStatus", entry);
    let related = |related: Value| with(plain(), "relatedResource", related);
    let address = "https ://not-a-url/x";
    let mut cases = vec![
        (
            "4.03 credential-no-context-fail",
            without(plain(), "@context"),
        ),
        (
            "4.03 credential-missing-base-context-fail",
            context(json!([])),
        ),
        (
            "4.03 credential-missing-base-context-fail",
            context(json!([EXAMPLES])),
        ),
        (
            "4.03 credential-context-combo3-fail",
            context(json!([V2, address])),
        ),
        (
            "4.03 credential-context-combo4-fail",
            context(json!([V2, 123_192_875])),
        ),
        (
            "4.03 a context that nobody has",
            context(json!([V2, "https://example.com"])),
        ),
        (
            "4.04 credential-id-nonidentifier-fail",
            with(plain(), "id", Value::Null),
        ),
        (
            "4.04 credential-id-multi-fail",
            with(plain(), "id", json!(["did:example:a", "did:example:b"])),
        ),
        (
            "4.04 credential-id-subject-multi-fail",
            with(
                plain(),
                "credentialSubject",
                json!({"id": ["did:example:a", "did:example:b"]}),
            ),
        ),
        (
            "4.04 credential-id-not-url-fail",
            with(plain(), "id", json!("not-a-url")),
        ),
        ("4.05 credential-no-type-fail", without(plain(), "type")),
        (
            "4.05 credential-type-mapped-nonurl-fail",
            defining(
                json!({"Ex": "https ://not-a-url#Ex"}),
                "type",
                json!(["VerifiableCredential", "Ex"]),
            ),
        ),
        (
            "4.05 credential-type-unmapped-fail",
            defining(
                json!({"@vocab": null}),
                "type",
                json!(["VerifiableCredential", "Ex"]),
            ),
        ),
        (
            "4.05 credential-missing-required-type-fail",
            defining(own("Ex"), "type", json!(["Ex"])),
        ),
        (
            "4.07 credential-issuer-no-url-fail",
            with(plain(), "issuer", json!("not-a-url")),
        ),
        (
            "4.07 credential-issuer-null-fail",
            with(plain(), "issuer", Value::Null),
        ),
        (
            "4.07 credential-issuer-object-id-null-fail",
            with(plain(), "issuer", json!({"id": null})),
        ),
        (
            "4.07 credential-issuer-object-id-no-url-fail",
            with(plain(), "issuer", json!({"id": address})),
        ),
        (
            "4.08 credential-no-subject-fail",
            without(plain(), "credentialSubject"),
        ),
        (
            "4.08 credential-subject-no-claims-fail",
            with(plain(), "credentialSubject", json!({})),
        ),
        (
            "4.08 credential-subject-multiple-empty-fail",
            with(
                plain(),
                "credentialSubject",
                json!([{"id": "did:example:subject"}, {}]),
            ),
        ),
        (
            "4.10 credential-status-missing-type-fail",
            status(json!({"id": "did:example:status"})),
        ),
        (
            "4.10 credential-status-multiple-id-fail",
            status(
                json!({"id": ["did:example:a", "did:example:b"], "type": "CredentialStatusList2017"}),
            ),
        ),
        (
            "4.10 credential-status-nonurl-id-fail",
            status(json!({"id": address, "type": "CredentialStatusList2017"})),
        ),
        (
            "4.10 credential-status-type-nonurl-fail",
            status(json!({"id": "did:example:status", "type": 2})),
        ),
        (
            "5 credential-redef-type-fail",
            context(json!([V2, own("VerifiableCredential")])),
        ),
        (
            "5 credential-redef-type2-fail",
            context(
                json!([V2, {"@protected": true, "Ex": "https://example.org/#Ex"}, {"Ex": "https://example.org/#Other"}]),
            ),
        ),
        ("5 relatedResource, a list of texts", related(json!([V2]))),
        (
            "5 relatedResource without id",
            related(json!([{"digestMultibase": MULTIBASE}])),
        ),
        (
            "5 relatedResource named twice",
            related(
                json!([{"id": V2, "digestSRI": SRI}, {"id": V2, "digestMultibase": MULTIBASE}]),
            ),
        ),
        (
            "5 relatedResource without digest",
            related(json!([{"id": V2}])),
        ),
        (
            "5 relatedResource, another digest",
            related(
                json!([{"id": V2, "digestMultibase": "uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0"}]),
            ),
        ),
        (
            "5 relatedResource, another digest",
            related(
                json!([{"id": V2, "digestSRI": "sha384-_rCVIV7fSXXTNIvpiq26jRDyj8JG8TDjij-tD0ewLk4JpnXEz6a5AeeY_1qQ0d0P"}]),
            ),
        ),
        (
            "bitstring 20-algorithms, an entry where none is defined",
            with(
                plain(),
                "statusEntry",
                json!({"type": "BitstringStatusListEntry", "statusListIndex": true, "statusListCredential": "https://example.com"}),
            ),
        ),
    ];
    for (member, name, lacking) in [
        (
            "credentialSchema",
            "4.11 credential-schema-no-type-fail",
            json!({"id": "https://example.org/s.json"}),
        ),
        (
            "credentialSchema",
            "4.11 credential-schema-no-id-fail",
            json!({"type": "Ex"}),
        ),
        (
            "credentialSchema",
            "4.11 credential-schema-non-url-id-fail",
            json!({"id": 5, "type": "Ex"}),
        ),
        (
            "refreshService",
            "5 credential-refresh-no-type-fail",
            json!({"id": "https://example.org/r"}),
        ),
        (
            "termsOfUse",
            "5 credential-termsofuse-no-type-fail",
            json!({"id": "https://example.org/p"}),
        ),
        (
            "evidence",
            "4.05 credential-evidence-missing-type-fail",
            json!({"id": "https://example.org/e"}),
        ),
    ] {
        cases.push((name, defining(own("Ex"), member, lacking)));
    }
    for date in ["validFrom", "validUntil"] {
        cases.push((
            "4.09 invalid-fail",
            with(plain(), date, json!("2023-02-27 05:03")),
        ));
    }
    cases.push((
        "4.09 assertions.js testTemporality",
        with(
            with(plain(), "validFrom", json!("2051-01-01T00:00:00Z")),
            "validUntil",
            json!("2020-01-01T00:00:00Z"),
        ),
    ));
    let more = json!({"@value": "A name", "@language": "en", "url": "https://example.org"});
    for member in ["name", "description"] {
        cases.push((
            "4.06 extra-prop-en-fail",
            with(plain(), member, more.clone()),
        ));
        let issuer = json!({"id": "did:example:issuer", member: more});
        cases.push((
            "4.06 issuer extra-prop-en-fail",
            with(plain(), "issuer", issuer),
        ));
    }
    cases
}
