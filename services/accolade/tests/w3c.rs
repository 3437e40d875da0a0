//! The W3C's suites against the VC-API, file by file, with documents of our own in the place of their fixtures. Each
//! function names the files it follows; what a suite itself skips is left out.
//!
//! - `w3c/vc-data-model-2.0-test-suite`, `tests/*.js`, with `tests/input/*.json` and `tests/fixtures.js`
//! - `w3c-ccg/data-integrity-test-suite-assertion`, `suites/*.js` and `vc-generator/generators.js`, which the next two use
//! - `w3c/vc-di-eddsa-test-suite`, `tests/{10,15,20,30,40,45,50,60,70,80}-*.js`
//! - `w3c/vc-di-ecdsa-test-suite`, `tests/{10,15,20,30,40,45,50,60,75,90,95}-*.js`
//! - `w3c/vc-bitstring-status-list-test-suite`, `tests/{10-data_model,20-algorithms,30-interop}.js`

use crate::vc_api::{EXAMPLES, Holder, Suite, V2, kind, presentation, with};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// What most of the fixtures are: nothing but what must be there.
fn plain() -> Value {
    json!({
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"},
    })
}

fn without(mut credential: Value, member: &str) -> Value {
    credential.as_object_mut().unwrap().remove(member);
    credential
}

/// With one more context, and something that it defines.
fn defining(context: Value, member: &str, value: Value) -> Value {
    with(
        with(plain(), "@context", json!([V2, context])),
        member,
        value,
    )
}

type Case = (&'static str, Value);

/// What an issuer must issue, by the name of the fixture.
fn good_credentials() -> Vec<Case> {
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

const SRI: &str = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
const MULTIBASE: &str = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ";
const SRI_2024: &str = "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg";
const MULTIBASE_2024: &str = "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k";

/// What neither an issuer nor a verifier may let pass.
fn bad_credentials() -> Vec<Case> {
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

/// `vc-data-model-2.0-test-suite`: 1.03, 4.03 to 4.11, 5, 7, by one instance for each way of securing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_data_model_s_statements_about_credentials() {
    let suite = Suite::start("public").await;
    for instance in [
        "/ed25519-rdfc",
        "/p256-rdfc",
        "/ed25519-jcs",
        "/ed25519-jwt",
    ] {
        for (name, credential) in good_credentials() {
            let issued = suite.issue(instance, &credential).await;
            let issued = issued.unwrap_or_else(|why| panic!("{instance} {name}: {why}"));
            // 4.09: a credential that is not valid yet, or not any more, is issued; it does not verify.
            if credential["validFrom"].as_str() > Some("2050") {
                suite.verify(&issued).await.unwrap_err();
                continue;
            }
            suite
                .verify(&issued)
                .await
                .unwrap_or_else(|why| panic!("{instance} {name}: {why}"));
        }
        for (name, credential) in bad_credentials() {
            if suite.issue(instance, &credential).await.is_ok() {
                panic!("{instance} {name} was issued");
            }
        }
    }
    // 1.03: what is not secured, and what is no credential at all.
    suite.verify(&plain()).await.unwrap_err();
    let nothing = json!({"type": ["NonconformingDocument"]});
    suite.verify(&nothing).await.unwrap_err();
    suite.verify_vp(&nothing, json!({})).await.unwrap_err();
    suite.end().await;
}

/// `vc-data-model-2.0-test-suite`: 4.03, 4.05, 4.13 and 7 of presentations; `data-generator.js` signs them, and the
/// credentials in them, with one did:key, and each is verified for its challenge and domain.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_data_model_s_statements_about_presentations() {
    let suite = Suite::start("public").await;
    let holder = Holder::new(7);
    let asked = json!({"challenge": "c-1", "domain": "example.com"});
    let credential = suite.issue("", &plain()).await.unwrap();
    let own = json!({"Ex": "https://example.org/#Ex"});
    let both = json!(["VerifiablePresentation", "Ex"]);
    let vp =
        |credentials: Vec<Value>| with(presentation(None, credentials), "@context", json!([V2]));
    let one = || vp(vec![credential.clone()]);
    let held = |by: Value| with(one(), "holder", by);
    for (name, document) in [
        ("presentation-ok", vp(vec![])),
        (
            "presentation-id-ok",
            with(
                without(vp(vec![]), "verifiableCredential"),
                "id",
                json!("urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008"),
            ),
        ),
        (
            "presentation-multiple-vc-ok",
            vp(vec![credential.clone(); 2]),
        ),
        ("presentation-vc-ok", one()),
        ("presentation-holder-ok", held(json!(holder.did))),
        (
            "presentation-holder-object-ok",
            held(json!({"id": holder.did})),
        ),
        (
            "presentation-context-combo1-ok",
            with(held(json!(holder.did)), "@context", json!([V2, EXAMPLES])),
        ),
        (
            "presentation-context-combo2-ok",
            with(
                with(held(json!(holder.did)), "@context", json!([V2, own])),
                "type",
                both.clone(),
            ),
        ),
        (
            "presentation-optional-type-ok",
            with(
                with(vp(vec![]), "@context", json!([V2, own])),
                "type",
                both.clone(),
            ),
        ),
    ] {
        let made = holder.present(document, "c-1");
        for options in [asked.clone(), json!({"checks": []})] {
            let verdict = suite.verify_vp(&made, options).await;
            verdict.unwrap_or_else(|why| panic!("{name}: {why}"));
        }
    }
    // Whatever secures the credentials inside: the presentation's proof covers theirs.
    for instance in ["/ed25519-jcs", "/p256-jcs", "/p384-rdfc", "/p384-jwt"] {
        let inside = suite.issue(instance, &plain()).await.unwrap();
        let made = holder.present(vp(vec![inside]), "c-1");
        let verdict = suite.verify_vp(&made, asked.clone()).await;
        verdict.unwrap_or_else(|why| panic!("{instance}: {why}"));
    }
    let made = holder.present(one(), "c-1");
    let context = |contexts: Value| with(made.clone(), "@context", contexts);
    let mut broken = made.clone();
    broken["proof"][0]["proofValue"] = json!("z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh");
    for (name, document) in [
        ("4.03 without @context", without(made.clone(), "@context")),
        (
            "4.03 presentation-context-order-fail",
            context(json!([EXAMPLES, V2])),
        ),
        (
            "4.03 an object before the base context",
            context(json!([own, V2])),
        ),
        (
            "4.03 presentation-missing-base-context-fail",
            context(json!([])),
        ),
        (
            "4.03 another context",
            context(json!([V2, "https://example.com"])),
        ),
        (
            "4.03 no address",
            context(json!([V2, "https ://not-a-url/contexts/example/v1"])),
        ),
        ("4.03 a number", context(json!([V2, 123_192_875]))),
        (
            "4.05 presentation-no-type-fail",
            without(made.clone(), "type"),
        ),
        (
            "4.05 presentation-missing-required-type-fail",
            with(context(json!([V2, own])), "type", json!(["Ex"])),
        ),
        ("4.05, not signed", without(vp(vec![]), "type")),
        (
            "4.13 presentation-holder-object-fail",
            holder.present(held(json!({"id": holder.did})), "c-1"),
        ),
        (
            "4.13 another holder",
            holder.present(held(json!("did:example:acme")), "c-1"),
        ),
        ("7 another proofValue", broken),
    ] {
        let document = match name {
            "4.13 presentation-holder-object-fail" => {
                with(document, "holder", json!({"id": "z6Mk"}))
            }
            _ => document,
        };
        if suite.verify_vp(&document, asked.clone()).await.is_ok() {
            panic!("{name} was verified");
        }
    }
    suite.end().await;
}

/// `data-integrity-test-suite-assertion`, `suites/create.js`, `verify.js` and `algorithms.js`, for the suites of EdDSA and
/// ECDSA alike: what a proof must have, and each way in which one may be wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_integrity_s_statements() {
    let suite = Suite::start("public").await;
    for instance in ["ed25519-rdfc", "ed25519-jcs", "p256-rdfc", "p384-rdfc"] {
        let issued = suite
            .issue(&format!("/{instance}"), &plain())
            .await
            .unwrap();
        let proof = &issued["proof"];
        for member in [
            "type",
            "cryptosuite",
            "created",
            "verificationMethod",
            "proofPurpose",
            "proofValue",
        ] {
            assert!(proof[member].is_string(), "{instance} {member}: {proof}");
        }
        assert!(proof["created"].as_str().unwrap().ends_with('Z'));
        assert!(proof["proofValue"].as_str().unwrap().starts_with('z'));
        suite.verify(&issued).await.unwrap();
        // Without options, and with the challenge of a proof that has none.
        let bare = json!({ "verifiableCredential": issued });
        suite.verdict("/credentials/verify", &bare).await.unwrap();
        for options in [
            json!({"expectedProofPurpose": "authentication"}),
            json!({"domain": "domain.example"}),
            json!({"domain": "domain.example", "challenge": "1235abcd6789"}),
        ] {
            let body = json!({"verifiableCredential": issued, "options": options});
            let refused = suite.verdict("/credentials/verify", &body).await;
            refused.expect_err(&format!("{instance} {options}"));
        }
        let expected = json!({"verifiableCredential": issued, "options": {"expectedProofPurpose": "assertionMethod"}});
        suite
            .verdict("/credentials/verify", &expected)
            .await
            .unwrap();
        let mut changes: Vec<(String, Value)> = vec![
            ("no proof".into(), without(issued.clone(), "proof")),
            (
                "proof is null".into(),
                with(issued.clone(), "proof", Value::Null),
            ),
        ];
        let mut term = issued.clone();
        term["credentialSubject"]["undefinedTerm"] = json!("IfDroppedWillVerify");
        changes.push(("undefinedTerm".into(), term));
        let mut kinds = issued.clone();
        kinds["type"]
            .as_array_mut()
            .unwrap()
            .push(json!("UndefinedType"));
        changes.push(("UndefinedType".into(), kinds));
        let value = proof["proofValue"].as_str().unwrap();
        for (member, value) in [
            ("type", Value::Null),
            ("type", json!("UnknownProofType")),
            ("type", json!("")),
            ("cryptosuite", json!("UnknownCryptosuite")),
            ("cryptosuite", json!("")),
            ("verificationMethod", Value::Null),
            ("verificationMethod", json!("did:key:invalidVm")),
            ("verificationMethod", json!("did:key:@invalidVm@")),
            ("proofPurpose", Value::Null),
            ("proofPurpose", json!("invalidPurpose")),
            ("created", json!("invalidDate")),
            ("expires", json!("invalidDate")),
            ("previousProof", json!("urn:uuid:0")),
            ("previousProof", json!(456_321)),
            ("proofValue", Value::Null),
            ("proofValue", json!(&value[1..])),
            ("proofValue", json!(format!("{value}2NEpo7TZRRrLZSi2U"))),
        ] {
            let mut changed = issued.clone();
            let proof = changed["proof"].as_object_mut().unwrap();
            match &value {
                Value::Null if member != "proofValue" => {
                    proof.remove(member);
                }
                _ => {
                    proof.insert(member.into(), value.clone());
                }
            }
            changes.push((format!("{member} {value}"), changed));
        }
        for (name, changed) in changes {
            if suite.verify(&changed).await.is_ok() {
                panic!("{instance} {name} was verified");
            }
        }
        // An issuer loses nothing either (VC-DI §2.3).
        let lost = with(plain(), "undefinedTerm", json!("x"));
        let refused = suite.issue(&format!("/{instance}"), &lost).await;
        refused.expect_err(instance);
    }
    suite.end().await;
}

/// `vc-di-ecdsa-test-suite`: `95-functions-sd.js`, `90-algorithms-sd.js`, `40-sd-create.js`, `50-sd-verify.js`, in both
/// versions of the Data Model.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn selective_disclosure_s_statements() {
    let suite = Suite::start("public").await;
    let old = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice"},
    });
    for credential in [plain(), old] {
        let issue = async |pointers: Value| {
            let body =
                json!({"credential": credential, "options": {"mandatoryPointers": pointers}});
            suite.post("/p256-sd/credentials/issue", &body).await
        };
        let refused = issue(json!(["/credentialSubject/invalidPointer"])).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
        let issued: Value = issue(json!(["/issuer"])).await.json().await.unwrap();
        let base = issued["verifiableCredential"].clone();
        let value = base["proof"]["proofValue"].as_str().unwrap().to_owned();
        assert!(value.starts_with("u2V0A"), "{value}");
        suite.verify(&base).await.unwrap_err();
        let derive = async |base: &Value| {
            let body = json!({"verifiableCredential": base, "options": {"selectivePointers": ["/credentialSubject/id"]}});
            suite.post("/credentials/derive", &body).await
        };
        let answer = derive(&base).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let shown: Value = answer.json().await.unwrap();
        suite.verify(&shown).await.unwrap();
        let mut no_head = base.clone();
        no_head["proof"]["proofValue"] = json!(&value[1..]);
        let mut no_kind = base.clone();
        no_kind["proof"]["proofValue"] = json!(format!("u{}", &value[4..]));
        for broken in [no_head, no_kind] {
            assert_eq!(derive(&broken).await.status(), StatusCode::BAD_REQUEST);
        }
        let value = shown["proof"]["proofValue"].as_str().unwrap();
        for broken in [
            value[1..].to_owned(),
            format!("u{}", &value[4..]),
            "a".to_owned(),
        ] {
            let mut changed = shown.clone();
            changed["proof"]["proofValue"] = json!(broken);
            suite.verify(&changed).await.unwrap_err();
        }
    }
    suite.end().await;
}

/// `vc-di-ecdsa-test-suite`, `95-functions-sd.js` and `vectors.js`, and `inputs/*-previousProof*` of the assertions: the
/// Recommendations' own vectors have an issuer at an address where nobody can be, so that their keys can be nobody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issuer_that_cannot_be_is_nobody_and_one_that_can_be_is_asked() {
    let suite = Suite::start("public").await;
    let signer = Holder::new(9);
    let at = |issuer: &str| signer.claim(with(plain(), "issuer", json!(issuer)));
    let answer = suite
        .verify(&at("https://vc.example/issuers/5678"))
        .await
        .unwrap();
    let warning = answer["warnings"][0].as_str().unwrap();
    assert!(
        warning.contains("Whether the key is the issuer's"),
        "{answer}"
    );
    for somebody in [
        "did:web:vc.example",
        "did:example:issuer",
        "https://127.0.0.1:1/issuers/5678",
    ] {
        let refused = suite.verify(&at(somebody)).await.unwrap_err();
        assert!(
            kind(&refused).ends_with("#INVALID_VERIFICATION_METHOD"),
            "{refused}"
        );
    }
    suite.end().await;
}

/// `vc-data-model-2.0-test-suite`, `4.13.2-envelopes.js` with the media types of its `fixtures.js` and those of
/// VC-JOSE-COSE: any data address of a JWT, and `typ` by what is in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn envelopes_of_every_media_type() {
    let suite = Suite::start("public").await;
    let holder = Holder::new(3);
    let issued = suite.issue("/p256-jwt", &plain()).await.unwrap();
    let jwt = issued["id"].as_str().unwrap().split_once(',').unwrap().1;
    for media_type in [
        "application/vc+jwt",
        "application/jwt",
        "application/vc-ld+jwt",
    ] {
        let inner = with(
            issued.clone(),
            "id",
            json!(format!("data:{media_type},{jwt}")),
        );
        suite.verify(&inner).await.unwrap();
        for (typ, outer, good) in [
            ("JWT", "application/jwt", true),
            ("vp+jwt", "application/vp+jwt", true),
            ("vp+ld+jwt", "application/vp+ld+jwt", true),
            ("vc+jwt", "application/vp+jwt", false),
            ("at+jwt", "application/vp+jwt", false),
        ] {
            let token = holder.envelope(
                typ,
                &presentation(Some(&holder.did), vec![inner.clone()]),
                "c-1",
            );
            let enveloped = json!({
                "@context": V2,
                "type": "EnvelopedVerifiablePresentation",
                "id": format!("data:{outer},{token}"),
            });
            let verdict = suite
                .verify_vp(&enveloped, json!({"challenge": "c-1"}))
                .await;
            assert_eq!(verdict.is_ok(), good, "{typ} {media_type}: {verdict:?}");
        }
    }
    // The claims are the presentation itself (VC-JOSE-COSE §3.1.2), and a credential's token is no presentation.
    let enveloped = |token: &str| {
        json!({
            "@context": V2,
            "type": "EnvelopedVerifiablePresentation",
            "id": format!("data:application/vp+jwt,{token}"),
        })
    };
    suite
        .verify_vp(&enveloped(jwt), json!({}))
        .await
        .unwrap_err();
    suite.end().await;
}
