//! `vc-data-model-2.0-test-suite`: credentials, presentations, envelopes.
use serde_json::{Value, json};

use super::{bad::bad_credentials, good::good_credentials, plain, without};
use crate::vc_api::{EXAMPLES, Holder, Suite, V2, presentation, with};

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

/// `4.13.2-envelopes.js`, with the shape of the presentation of its `fixtures.js`: a token of type `JWT` with the claim
/// `vp`, in which is a token without any type with the claim `vc`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_token_in_an_older_token_is_verified() {
    let suite = Suite::start("public").await;
    let holder = Holder::new(5);
    let issuer = Holder::new(6);
    let envelope = |kind: &str, token: &str| json!({"@context": V2, "type": kind, "id": format!("data:application/jwt,{token}")});
    let credential = with(plain(), "issuer", issuer.did.clone().into());
    let claims = json!({"iss": issuer.did, "sub": "did:example:subject", "vc": credential});
    let inner = envelope(
        "EnvelopedVerifiableCredential",
        &issuer.token(None, &claims),
    );
    let token = holder.envelope(
        "JWT",
        &presentation(Some(&holder.did), vec![inner.clone()]),
        "c-1",
    );
    let outer = envelope("EnvelopedVerifiablePresentation", &token);
    let asked = json!({"challenge": "c-1"});

    suite.verify(&inner).await.unwrap();
    suite.verify_vp(&outer, asked.clone()).await.unwrap();
    // One letter of the credential's signature: neither envelope holds any more.
    let broken = inner["id"].as_str().unwrap();
    let at = broken.len() - 20;
    let letter = if &broken[at..=at] == "A" { "B" } else { "A" };
    let broken = with(
        inner.clone(),
        "id",
        json!(format!("{}{letter}{}", &broken[..at], &broken[at + 1..])),
    );
    suite.verify(&broken).await.unwrap_err();
    let token = holder.envelope("JWT", &presentation(Some(&holder.did), vec![broken]), "c-1");
    let outer = envelope("EnvelopedVerifiablePresentation", &token);
    suite.verify_vp(&outer, asked).await.unwrap_err();
    suite.end().await;
}
