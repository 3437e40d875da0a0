//! What attackers hand in or have us fetch, through the service's own door: each is answered, soon, with a reason that
//! names field and fix, and none is called valid.

use crate::support::{House, Site, house};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::verification::v1::{self as v, verify_request::Badge};
use openbadges::{key::secret::Ed25519, proof::jwt};
use serde_json::{Value, json};
use std::io::Write as _;

/// Refused at that step with that code, in words that help. What does not end soon is ended by the test runner.
async fn refused(house: &House, badge: Badge, step: &str, code: &str) -> v::Report {
    let report = house.verify(badge).await;
    let found = report.steps.iter().find(|s| s.name == step).unwrap();
    assert_eq!(found.code, code, "{:#?}", report.steps);
    assert!(
        matches!(found.mark.as_str(), "failed" | "unknown"),
        "{found:?}"
    );
    assert!(
        !found.field.is_empty() && !found.fix.is_empty(),
        "{found:?}"
    );
    assert!(found.sentence.contains(&found.fix), "{found:?}");
    assert!(
        matches!(report.verdict.as_str(), "invalid" | "unverifiable"),
        "{code}: {}",
        report.verdict
    );
    report
}

fn text(document: &Value) -> Badge {
    Badge::Text(document.to_string())
}

fn token(header: &Value, payload: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> Badge {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let input = format!("{}.{}", part(header), part(payload));
    let signature = URL_SAFE_NO_PAD.encode(sign(input.as_bytes()));
    Badge::Text(format!("{input}.{signature}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_prove_nothing_are_refused() {
    let (_site, guild, house, _dir) = house().await;
    let kid = format!("{}#key-1", guild.did);
    let unsigned = jwt::prepare(&guild.badge(7), &kid, jwt::Algorithm::EdDsa).unwrap();
    let payload = jwt::Jws::parse(&unsigned.attach(&[])).unwrap().payload;
    let good = json!({"alg": "EdDSA", "kid": kid, "typ": "JWT"});
    let report = house
        .verify(token(&good, &payload, |m| guild.key.sign(m)))
        .await;
    assert_eq!(report.verdict, "valid_issuer_unknown", "{}", report.summary);

    for alg in ["none", "NoNe", "HS256"] {
        let header = json!({"alg": alg, "kid": kid});
        let forged = token(&header, &payload, |_| vec![1; 32]);
        refused(&house, forged, "read", "jwt.algorithm").await;
    }
    let stranger = Ed25519::from_seed(&[66; 32]).unwrap();
    let own = json!({"alg": "EdDSA", "jwk": stranger.public().to_jwk().unwrap()});
    let forged = token(&own, &payload, |m| stranger.sign(m));
    refused(&house, forged, "issuer", "issuer.unreachable").await;
    let did = stranger.public().to_did_key().unwrap();
    let foreign = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let forged = token(&json!({"alg": "EdDSA", "kid": foreign}), &payload, |m| {
        stranger.sign(m)
    });
    refused(&house, forged, "issuer", "issuer.key_not_listed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_made_to_mislead_or_exhaust_are_refused() {
    let (_site, guild, house, _dir) = house().await;
    let good = guild.badge(7);
    let twice = good.to_string().replacen(
        "\"validFrom\"",
        "\"validFrom\":\"2020-01-01T00:00:00Z\",\"validFrom\"",
        1,
    );
    refused(&house, Badge::Text(twice), "read", "read.json").await;
    let mut large = good.clone();
    large["name"] = "x".repeat(10 << 20).into();
    refused(&house, text(&large), "read", "read.json").await;
    let deep = format!(
        "{{\"type\":\"VerifiableCredential\",\"x\":{}1{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    refused(&house, Badge::Text(deep), "read", "read.json").await;

    // 40 blank nodes that look alike and all point to each other.
    let mut poison = good.clone();
    let context = poison["@context"].as_array_mut().unwrap();
    context.push(json!({"knows": {"@id": "https://example.org/knows", "@type": "@id"}}));
    let alike = |from: usize| {
        let others: Vec<String> = (0..40)
            .filter(|to| *to != from)
            .map(|to| format!("_:n{to}"))
            .collect();
        json!({"id": format!("_:n{from}"), "knows": others})
    };
    poison["credentialSubject"]["knows"] = (0..40).map(alike).collect();
    refused(&house, text(&poison), "proof", "proof.too_complex").await;

    let mut smuggled = good.clone();
    let context = smuggled["@context"].as_array_mut().unwrap();
    context.push("https://evil.example/context".into());
    refused(&house, text(&smuggled), "proof", "jsonld.unknown_context").await;
    let mut redefined = good.clone();
    let context = redefined["@context"].as_array_mut().unwrap();
    context.push(json!({"credentialStatus": null}));
    refused(&house, text(&redefined), "proof", "jsonld.bad_context").await;
    let mut changed = good;
    changed["credentialStatus"]["statusListIndex"] = "8".into();
    refused(&house, text(&changed), "proof", "proof.bad_signature").await;
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = crc32fast::Hasher::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, &crc.finalize().to_be_bytes()].concat()
}

fn picture(between: &[u8]) -> Badge {
    let head = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    let end = chunk(b"IEND", &[]);
    Badge::File([b"\x89PNG\r\n\x1a\n", &head[..], between, &end].concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_made_to_exhaust_or_mislead_are_refused() {
    let (_site, guild, house, _dir) = house().await;
    let many: Vec<u8> = (0..10_000)
        .flat_map(|_| chunk(b"tEXt", b"Comment\0x"))
        .collect();
    refused(&house, picture(&many), "read", "read.no_badge").await;
    let badge = guild.badge(7).to_string();
    let mut wrong = chunk(
        b"iTXt",
        &[b"openbadgecredential\0\0\0\0\0", badge.as_bytes()].concat(),
    );
    let last = wrong.len() - 1;
    wrong[last] ^= 1;
    refused(&house, picture(&wrong), "read", "read.damaged").await;
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..128 {
        zlib.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zlib.finish().unwrap();
    let bomb = [&b"openbadgecredential\0\x01\0\0\0"[..], &bomb].concat();
    let bomb = picture(&chunk(b"iTXt", &bomb));
    refused(&house, bomb, "read", "read.picture").await;

    let svg = |inside: &str| Badge::File(format!("{inside}</svg>").into_bytes());
    let script = "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><script>x()</script>";
    refused(&house, svg(script), "read", "read.no_badge").await;
    for entities in [
        "'ha'",
        "SYSTEM 'file:///etc/passwd'",
        "SYSTEM 'http://169.254.169.254/'",
    ] {
        let dtd = format!(
            "<!DOCTYPE svg [<!ENTITY a {entities}>]><svg xmlns='http://www.w3.org/2000/svg'>&a;"
        );
        refused(&house, svg(&dtd), "read", "read.picture").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn status_lists_made_to_exhaust_say_nothing() {
    let (site, guild, house, _dir) = house().await;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..512 {
        gzip.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = format!("u{}", URL_SAFE_NO_PAD.encode(gzip.finish().unwrap()));
    let list = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": guild.list, "issuer": guild.did,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"], "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": format!("{}#list", guild.list), "type": "BitstringStatusList",
            "statusPurpose": "revocation", "encodedList": bomb}});
    site.put("/status/1", guild.signed(list).to_string());
    let report = refused(&house, text(&guild.badge(7)), "status", "status.list").await;
    assert_eq!((report.authentic, report.state.as_str()), (true, "unknown"));

    guild.publish_status(&site, &[], "", 300_000);
    let outside = text(&guild.badge(131_072));
    refused(&house, outside, "status", "status.list").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_lead_into_the_network_lead_nowhere() {
    let (site, guild, house, _dir) = house().await;
    let closed = Site::new().await; // nobody allowed fetching from it
    closed.put("/secret", guild.badge(7).to_string());
    for inside in [
        closed.at("/secret"),
        format!("http://127.0.0.1:{}/secret", closed.port),
        format!("http://[::1]:{}/secret", closed.port),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "http://2130706433/".to_owned(),
    ] {
        refused(
            &house,
            Badge::Url(inside.clone()),
            "read",
            "read.unreachable",
        )
        .await;
        site.redirect("/redirect", &inside);
        let redirected = Badge::Url(site.at("/redirect"));
        refused(&house, redirected, "read", "read.unreachable").await;
        // And where a badge names it: its status list, its keys.
        let mut badge = guild.badge(7);
        badge.as_object_mut().unwrap().shift_remove("proof");
        badge["credentialStatus"]["statusListCredential"] = inside.into();
        let badge = text(&guild.signed(badge));
        refused(&house, badge, "status", "status.unreachable").await;
    }
    assert_eq!(closed.asked(), 0, "somebody was asked who must not be");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_drips_is_not_waited_for() {
    let (site, guild, house, _dir) = house().await;
    site.drip("/status/1", vec![b' '; 600]);
    let report = refused(
        &house,
        text(&guild.badge(7)),
        "status",
        "status.unreachable",
    )
    .await;
    assert!(report.authentic, "what else is known stays known");
}
