//! Presentations and what is in them.
use serde_json::{Value, json};

use super::{EXAMPLES, Holder, Suite, V2, alumna, kind, presentation, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_presentation_is_verified_with_its_proof_holder_and_credentials() {
    let suite = Suite::start("public").await;
    let (holder, other) = (Holder::new(1), Holder::new(2));
    let first = suite.issue("/p256-rdfc", &alumna()).await.unwrap();
    let second = suite.issue("/p384-jwt", &alumna()).await.unwrap();
    let both = vec![first.clone(), second];
    let made = holder.present(presentation(Some(&holder.did), both.clone()), "c-1");
    suite.verify_vp(&made, json!({"checks": []})).await.unwrap();
    suite
        .verify_vp(&made, json!({"challenge": "c-1", "domain": "example.com"}))
        .await
        .unwrap();
    let no_holder = holder.present(presentation(None, vec![first.clone()]), "c-1");
    suite.verify_vp(&no_holder, Value::Null).await.unwrap();
    let unsigned = presentation(None, vec![first.clone()]);
    let answer = suite.verify_vp(&unsigned, json!({})).await.unwrap();
    assert!(
        answer["warnings"][0]
            .as_str()
            .unwrap()
            .contains("not signed"),
        "{answer}"
    );
    let self_asserted = with(alumna(), "issuer", json!(holder.did));
    let vouched = holder.present(
        presentation(Some(&holder.did), vec![self_asserted.clone()]),
        "c",
    );
    suite.verify_vp(&vouched, json!({})).await.unwrap();

    let challenge = suite
        .verify_vp(&made, json!({"challenge": "c-2"}))
        .await
        .unwrap_err();
    assert!(
        kind(&challenge).ends_with("#INVALID_CHALLENGE_ERROR"),
        "{challenge}"
    );
    let domain = suite
        .verify_vp(&made, json!({"domain": "example.org"}))
        .await
        .unwrap_err();
    assert!(kind(&domain).ends_with("#INVALID_DOMAIN_ERROR"), "{domain}");
    suite
        .verify_vp(&unsigned, json!({"challenge": "c-1"}))
        .await
        .unwrap_err();
    let mut forged = first.clone();
    forged["credentialSubject"]["id"] = json!("did:example:mallory");
    for (what, bad) in [
        (
            "another holder",
            holder.present(presentation(Some(&other.did), vec![first.clone()]), "c"),
        ),
        (
            "a holder without id",
            holder.present(presentation(None, vec![]), "c"),
        ),
        (
            "a forged credential",
            holder.present(presentation(None, vec![forged]), "c"),
        ),
        (
            "self-asserted without holder",
            holder.present(presentation(None, vec![self_asserted.clone()]), "c"),
        ),
        (
            "self-asserted by another",
            holder.present(
                presentation(
                    Some(&holder.did),
                    vec![with(
                        self_asserted.clone(),
                        "issuer",
                        json!("did:example:acme"),
                    )],
                ),
                "c",
            ),
        ),
        (
            "self-asserted, nothing signed",
            presentation(Some(&holder.did), vec![self_asserted]),
        ),
        (
            "a number for a credential",
            with(
                presentation(None, vec![]),
                "verifiableCredential",
                json!([5]),
            ),
        ),
        ("no type", with(unsigned.clone(), "type", json!([]))),
        ("no context", with(unsigned.clone(), "@context", json!([]))),
        (
            "changed after signing",
            with(
                made.clone(),
                "id",
                json!("urn:uuid:86294362-4254-4f36-854f-3952fe42555d"),
            ),
        ),
        ("too many", presentation(None, vec![first.clone(); 21])),
    ] {
        let bad = match what {
            "a holder without id" => with(bad, "holder", json!({"name": "nobody"})),
            _ => bad,
        };
        suite.verify_vp(&bad, json!({})).await.expect_err(what);
    }

    // Enveloped (§4.13.2), signed by the holder's key.
    let token = holder.envelope("JWT", &presentation(Some(&holder.did), both), "123456789");
    let enveloped = json!({
        "@context": V2,
        "type": "EnvelopedVerifiablePresentation",
        "id": format!("data:application/jwt,{token}"),
    });
    suite
        .verify_vp(&enveloped, json!({"challenge": "123456789"}))
        .await
        .unwrap();
    suite
        .verify_vp(&enveloped, json!({"challenge": "other"}))
        .await
        .unwrap_err();
    for (member, value) in [
        ("@context", json!([])),
        ("@context", json!([EXAMPLES])),
        ("id", json!(token)),
        ("type", json!(["VerifiablePresentation"])),
    ] {
        suite
            .verify_vp(&with(enveloped.clone(), member, value), json!({}))
            .await
            .unwrap_err();
    }
    suite.end().await;
}
