use openbadges::key::did::{self, Controller, MethodError, PublishedKey, web_address, web_did};
use openbadges::key::secret::{Ed25519, Rsa};
use openbadges::key::{BadSignature, KeyError, PublicKey};
use serde_json::{Value, json};

use crate::support::{DID, KEY, NOW, key, published, read_json, stamp, standards};

#[test]
fn the_official_did_keys_are_read_and_written() {
    let Some(folder) = standards() else { return };
    let vectors = read_json(&folder.join("vectors/did-key/ed25519-x25519.json"));
    let mut done = 0;
    for (did, vector) in vectors.as_object().unwrap() {
        let Some(seed) = vector["seed"].as_str() else {
            continue;
        };
        let seed: Vec<u8> = (0..32)
            .map(|at| u8::from_str_radix(&seed[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let secret = Ed25519::from_seed(seed.as_slice().try_into().unwrap()).unwrap();
        assert_eq!(secret.public().to_did_key().as_deref(), Some(did.as_str()));
        assert_eq!(PublicKey::from_did_key(did).unwrap(), secret.public());
        let fragment = did.trim_start_matches("did:key:");
        PublicKey::from_did_key(&format!("{did}#{fragment}")).unwrap();
        done += 1;
    }
    assert!(done > 2);
    let curves = read_json(&folder.join("vectors/did-key/nist-curves.json"));
    let mut done = 0;
    for (did, vector) in curves.as_object().unwrap() {
        let key = PublicKey::from_did_key(did).unwrap();
        assert_eq!(key.to_did_key().as_deref(), Some(did.as_str()));
        let jwk = vector.pointer("/didDocument/verificationMethod/0/publicKeyJwk");
        if let Some(jwk) = jwk {
            let other = PublicKey::from_jwk(jwk).unwrap();
            assert!(key.is_same(&other), "{did}");
            done += 1;
        }
    }
    assert!(done > 5, "{done} of {}", curves.as_object().unwrap().len());
}

#[test]
fn a_multikey_of_another_kind_or_length_is_refused() {
    let good = key().public().to_multikey().unwrap();
    assert_eq!(PublicKey::from_multikey(&good).unwrap(), key().public());
    for bad in [
        "",
        "z",
        "u7QE",
        "z6Mk",
        "hello",
        &good[1..],
        &format!("{good}1"),
        "z0OIl",
    ] {
        assert!(PublicKey::from_multikey(bad).is_err(), "{bad}");
    }
    let x25519 = "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW";
    assert!(matches!(
        PublicKey::from_multikey(x25519),
        Err(KeyError::Unsupported(_))
    ));
    assert!(PublicKey::from_did_key(&format!("did:key:{good}#{x25519}")).is_err());
}

/// One signature under a key of small order fits any message.
#[test]
fn weak_keys_and_malleable_signatures_are_refused() {
    for first in [0, 1, 0xec, 0xed, 0xee] {
        let mut point = if first < 2 { [0; 32] } else { [0xff; 32] };
        point[0] = first;
        for sign in [0x00, 0x80] {
            point[31] = if first < 2 { sign } else { 0x7f | sign };
            assert_eq!(
                PublicKey::ed25519(point),
                Err(KeyError::Weak),
                "{first:x} {sign:x}"
            );
        }
    }
    let good = key().sign(b"message");
    assert_eq!(key().public().verify(b"message", &good), Ok(()));
    // S + L: the same signature for a lax verifier.
    let order: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut malleable = good.clone();
    let mut carry = 0u16;
    for (byte, add) in malleable[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    assert_eq!(
        key().public().verify(b"message", &malleable),
        Err(BadSignature)
    );
    for length in [0, 1, 63, 65] {
        let mut cut = good.clone();
        cut.resize(length, 0);
        assert_eq!(key().public().verify(b"message", &cut), Err(BadSignature));
    }
    assert_eq!(key().public().verify(b"other", &good), Err(BadSignature));
}

#[test]
fn jwks_are_read_written_and_checked() {
    let (rsa, der) = Rsa::generate().unwrap();
    let again = Rsa::from_pkcs8(&der).unwrap();
    assert_eq!(again.public(), rsa.public());
    let jwk = rsa.public().to_jwk().unwrap();
    assert_eq!(PublicKey::from_jwk(&jwk).unwrap(), rsa.public());
    let signature = rsa.sign(b"message").unwrap();
    assert_eq!(rsa.public().verify(b"message", &signature), Ok(()));
    assert_eq!(
        rsa.public().verify(b"messagf", &signature),
        Err(BadSignature)
    );

    let mut secret = jwk.clone();
    secret["d"] = "AQAB".into();
    assert_eq!(PublicKey::from_jwk(&secret), Err(KeyError::Secret("d")));
    let mut short = jwk.clone();
    short["n"] = "u".repeat(170).into();
    assert!(matches!(
        PublicKey::from_jwk(&short),
        Err(KeyError::Jwk { member: "n", .. })
    ));
    assert!(PublicKey::from_jwk(&json!({"kty": "oct", "k": "AAAA"})).is_err());
    assert!(
        PublicKey::from_jwk(&json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"})).is_err()
    );
    assert!(PublicKey::from_jwk(&Value::Null).is_err());
}

#[test]
fn the_thumbprint_is_that_of_rfc_7638_and_8037() {
    let rfc8037 =
        json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    let key = PublicKey::from_jwk(&rfc8037).unwrap();
    assert_eq!(
        key.thumbprint().as_deref(),
        Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    );
}

#[test]
fn did_web_addresses_follow_the_rule() {
    for (did, address) in [
        (
            "did:web:example.org",
            "https://example.org/.well-known/did.json",
        ),
        (
            "did:web:example.org:issuers:acme",
            "https://example.org/issuers/acme/did.json",
        ),
        (
            "did:web:example.org%3A8443:i:a",
            "https://example.org:8443/i/a/did.json",
        ),
        (
            "did:web:localhost%3A8080:i:a",
            "http://localhost:8080/i/a/did.json",
        ),
    ] {
        assert_eq!(web_address(did).unwrap(), address);
    }
    for bad in [
        "did:web:",
        "did:key:z6Mk",
        "did:web:127.0.0.1",
        "did:web:%5B::1%5D",
        "did:web:example.org:..:etc",
        "did:web:example.org::x",
        "did:web:example.org%2Fx",
        "did:web:example.org:a%2Fb",
        "did:web:a@b",
        "did:web:example.org/path",
        "did:web:example.org?x=1",
        "did:web:2130706433",
    ] {
        assert!(web_address(bad).is_err(), "{bad}");
    }
    assert_eq!(
        web_did("https://example.org/issuers/acme").unwrap(),
        "did:web:example.org:issuers:acme"
    );
    assert_eq!(
        web_did("http://localhost:8080/i/a").unwrap(),
        "did:web:localhost%3A8080:i:a"
    );
    assert!(web_did("https://127.0.0.1/i").is_err());
    assert!(web_did("https://example.org/i?x").is_err());
}

#[test]
fn our_did_document_has_the_form_that_foreign_verifiers_take() {
    let document = did::document(DID, &published());
    assert_eq!(
        document,
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": DID,
            "assertionMethod": [KEY],
            "verificationMethod": [{
                "id": KEY, "type": "Multikey", "controller": DID,
                "publicKeyMultibase": key().public().to_multikey(),
            }],
        })
    );
    let controller = Controller::parse(&document, "x").unwrap();
    assert_eq!(controller.key(KEY, None, NOW), Ok(&key().public()));
    assert!(controller.lists(&key().public(), None, NOW));
}

#[test]
fn a_key_counts_only_as_the_document_says() {
    let good = did::document(DID, &published());
    let refusal = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document);
        let controller = Controller::parse(&document, "x").unwrap();
        controller.key(KEY, None, NOW).cloned().unwrap_err()
    };
    assert!(matches!(
        refusal(&|d| d["assertionMethod"] = json!([])),
        MethodError::NotForClaims { .. }
    ));
    assert!(matches!(
        refusal(&|d| {
            d["authentication"] = d["assertionMethod"].clone();
            d["assertionMethod"] = Value::Null;
        }),
        MethodError::NotForClaims { .. }
    ));
    let method =
        |d: &mut Value, member: &str, value: Value| d["verificationMethod"][0][member] = value;
    assert!(matches!(
        refusal(&|d| method(d, "controller", "did:web:evil.example".into())),
        MethodError::OtherController { .. }
    ));
    assert!(matches!(
        refusal(&|d| method(d, "id", "did:web:x#1".into())),
        MethodError::Unlisted { .. }
    ));
    assert!(matches!(
        refusal(&|d| method(d, "revoked", "2026-05-01T00:00:00Z".into())),
        MethodError::Revoked { .. }
    ));
    assert!(matches!(
        refusal(&|d| method(d, "revoked", "soon".into())),
        MethodError::Revoked { .. }
    ));
    assert!(matches!(
        refusal(&|d| method(d, "publicKeyMultibase", "z6Mk".into())),
        MethodError::Key { .. }
    ));
    let revoked = did::document(
        DID,
        &[PublishedKey {
            revoked: Some(stamp("2026-05-01T00:00:00Z")),
            ..published().remove(0)
        }],
    );
    assert_eq!(
        revoked["verificationMethod"][0]["revoked"],
        "2026-05-01T00:00:00Z"
    );
    assert!(Controller::parse(&json!({"id": "x"}), "x").is_err());
}

#[test]
fn an_expired_key_still_verifies_what_it_signed_before() {
    let mut document = did::document(DID, &published());
    document["verificationMethod"][0]["expires"] = "2026-03-01T00:00:00Z".into();
    let controller = Controller::parse(&document, "x").unwrap();
    let before = time::macros::datetime!(2026-02-01 0:00 UTC);
    assert!(controller.key(KEY, Some(before), NOW).is_ok());
    assert!(matches!(
        controller.key(KEY, Some(NOW), NOW),
        Err(MethodError::Expired { .. })
    ));
}

#[test]
fn relative_and_embedded_methods_are_resolved() {
    let multikey = key().public().to_multikey();
    let document = json!({
        "id": "did:web:x.example",
        "assertionMethod": ["#a", {"id": "#b", "type": "Multikey", "controller": "did:web:x.example", "publicKeyMultibase": multikey}],
        "verificationMethod": [{"id": "#a", "type": "Multikey", "controller": "did:web:x.example", "publicKeyMultibase": multikey}],
    });
    let controller = Controller::parse(&document, "x").unwrap();
    assert!(controller.key("did:web:x.example#a", None, NOW).is_ok());
    assert!(controller.key("did:web:x.example#b", None, NOW).is_ok());
}
