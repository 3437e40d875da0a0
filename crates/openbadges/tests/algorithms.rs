//! Every signature algorithm of VC-JWT and every kind of key, by an independent signer (aws-lc itself).
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P256K1_SHA256_FIXED_SIGNING,
    ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512,
    RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use openbadges::encoding::base64url;
use openbadges::key::did::{self, PublishedKey};
use openbadges::key::secret::Rsa;
use openbadges::key::{KeyError, PublicKey};
use openbadges::proof::jwt::{self, Algorithm, Jws, JwtError};
use openbadges::verify::{Answer, Input, Known, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{DID, DID_ADDRESS, badge, key, published, run, served};

type Sign = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// A signer for each algorithm, with its public key.
fn signers() -> Vec<(Algorithm, PublicKey, Sign)> {
    let ecdsa = |algorithm, signing: &'static EcdsaSigningAlgorithm, curve: &str| {
        let pair = EcdsaKeyPair::generate(signing).unwrap();
        let point = pair.public_key().as_ref()[1..].to_vec();
        let (x, y) = point.split_at(point.len() / 2);
        let jwk = json!({"kty": "EC", "crv": curve, "x": base64url(x), "y": base64url(y)});
        let public = PublicKey::from_jwk(&jwk).unwrap();
        assert_eq!(public.to_jwk(), Some(jwk));
        let sign: Sign = Box::new(move |message| {
            pair.sign(&SystemRandom::new(), message)
                .unwrap()
                .as_ref()
                .to_vec()
        });
        (algorithm, public, sign)
    };
    let (rsa, der) = Rsa::generate().unwrap();
    let rsa = |algorithm, encoding: &'static dyn RsaEncoding| {
        let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
        let sign: Sign = Box::new(move |message| {
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(encoding, &SystemRandom::new(), message, &mut signature)
                .unwrap();
            signature
        });
        (algorithm, rsa.public(), sign)
    };
    vec![
        rsa(Algorithm::Rs256, &RSA_PKCS1_SHA256),
        rsa(Algorithm::Rs384, &RSA_PKCS1_SHA384),
        rsa(Algorithm::Rs512, &RSA_PKCS1_SHA512),
        rsa(Algorithm::Ps256, &RSA_PSS_SHA256),
        rsa(Algorithm::Ps384, &RSA_PSS_SHA384),
        rsa(Algorithm::Ps512, &RSA_PSS_SHA512),
        ecdsa(Algorithm::Es256, &ECDSA_P256_SHA256_FIXED_SIGNING, "P-256"),
        ecdsa(Algorithm::Es384, &ECDSA_P384_SHA384_FIXED_SIGNING, "P-384"),
        ecdsa(Algorithm::Es512, &ECDSA_P521_SHA512_FIXED_SIGNING, "P-521"),
        ecdsa(
            Algorithm::Es256k,
            &ECDSA_P256K1_SHA256_FIXED_SIGNING,
            "secp256k1",
        ),
        (
            Algorithm::EdDsa,
            key().public(),
            Box::new(|message| key().sign(message)),
        ),
    ]
}

fn token(algorithm: Algorithm, kid: &str, sign: &Sign) -> String {
    let unsigned = jwt::prepare(&badge(), kid, algorithm).unwrap();
    let signature = sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

#[test]
fn every_algorithm_verifies_with_its_own_key_only() {
    let signers = signers();
    assert_eq!(signers.len(), Algorithm::ALL.len());
    for (algorithm, public, sign) in &signers {
        let text = token(*algorithm, &format!("{DID}#k"), sign);
        let jws = Jws::parse(&text).unwrap();
        assert_eq!(jws.algorithm(), *algorithm);
        assert_eq!(Algorithm::named(algorithm.name()), Some(*algorithm));
        assert_eq!(jws.verify(public), Ok(()), "{algorithm:?}");
        for (other, key, _) in &signers {
            if key.kind() != public.kind() {
                let pinned = matches!(jws.verify(key), Err(JwtError::WrongKey { .. }));
                assert!(pinned, "{algorithm:?} by a key of {other:?}");
            }
        }
        // The same bytes under another algorithm of the same key.
        for (other, key, _) in &signers {
            if key.kind() == public.kind() && other != algorithm {
                let changed = token(*other, &format!("{DID}#k"), sign);
                let refused = Jws::parse(&changed).unwrap().verify(public);
                assert_eq!(refused, Err(JwtError::BadSignature), "{other:?}");
            }
        }
        let (input, signature) = text.rsplit_once('.').unwrap();
        let mut bytes = openbadges::encoding::from_base64url(signature).unwrap();
        bytes[7] ^= 1;
        let bent = Jws::parse(&format!("{input}.{}", base64url(&bytes))).unwrap();
        assert_eq!(bent.verify(public), Err(JwtError::BadSignature));
    }
}

/// From end to end, with the key in the issuer's document.
#[test]
fn badges_of_every_algorithm_are_verified() {
    for (algorithm, public, sign) in signers() {
        let mut keys = published();
        keys.push(PublishedKey {
            fragment: "other".into(),
            key: public,
            revoked: None,
        });
        let document = did::document(DID, &keys).to_string().into_bytes();
        let mut served = served(&[]);
        served.retain(|(url, _)| url != DID_ADDRESS);
        served.push((DID_ADDRESS.into(), Answer::Found(document)));
        let text = token(algorithm, &format!("{DID}#other"), &sign);
        let report = run(&Input::Text(text), &served, Known::new());
        assert_eq!(
            (report.verdict, report.format.suite.as_deref()),
            (Verdict::ValidIssuerUnknown, Some(algorithm.name())),
            "{report:#?}"
        );
    }
}

/// A key of a set that says which algorithm it is for serves no other; one for encryption serves none.
#[test]
fn a_set_pins_its_keys_to_their_algorithms() {
    let signers = signers();
    let (_, public, sign) = &signers[3];
    let text = token(Algorithm::Ps256, "rsa-1", sign);
    let with = |change: &dyn Fn(&mut Value)| {
        let keys = [PublishedKey {
            fragment: "rsa-1".into(),
            key: public.clone(),
            revoked: None,
        }];
        let mut set = did::jwks(DID, &keys);
        set["keys"][0]["kid"] = "rsa-1".into();
        change(&mut set["keys"][0]);
        let mut served = served(&[]);
        let at = "https://badges.example.org/.well-known/jwks.json";
        served.push((at.into(), Answer::Found(set.to_string().into_bytes())));
        run(&Input::Text(text.clone()), &served, Known::new())
    };
    let valid = |change: &dyn Fn(&mut Value)| with(change).verdict == Verdict::ValidIssuerUnknown;
    assert!(valid(&|jwk| jwk["alg"] = "PS256".into()));
    assert!(valid(&|jwk| {
        jwk.as_object_mut().unwrap().shift_remove("alg");
    }));
    for (member, value) in [
        ("alg", json!("RS256")),
        ("alg", json!("RSA-OAEP")),
        ("use", json!("enc")),
        ("key_ops", json!(["encrypt"])),
        ("iss", json!("did:web:badges.example.org:issuers:other")),
        ("kid", json!("rsa-2")),
    ] {
        let report = with(&|jwk| {
            jwk["alg"] = "PS256".into();
            jwk[member] = value.clone();
        });
        let code = &report.step(StepName::Issuer).unwrap().code;
        assert_eq!(
            (report.verdict, code.as_str()),
            (Verdict::Invalid, "issuer.key_not_listed"),
            "{member} {value}"
        );
    }
}

/// A header with both kid and jwk must mean one key.
#[test]
fn a_header_that_names_one_key_and_holds_another_is_refused() {
    let with = |jwk: Value| {
        let header = json!({"alg": "EdDSA", "kid": crate::support::KEY, "jwk": jwk});
        let payload = Jws::parse(&token(
            Algorithm::EdDsa,
            "x",
            &(Box::new(|_: &[u8]| Vec::new()) as Sign),
        ))
        .unwrap()
        .payload;
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        let input = format!("{}.{}", part(&header), part(&payload));
        let signature = base64url(&key().sign(input.as_bytes()));
        run(
            &Input::Text(format!("{input}.{signature}")),
            &served(&[]),
            Known::new(),
        )
    };
    let own = with(key().public().to_jwk().unwrap());
    assert_eq!(own.verdict, Verdict::ValidIssuerUnknown, "{own:#?}");
    let (_, other, _) = &signers()[6];
    let two = with(other.to_jwk().unwrap());
    let step = two.step(StepName::Issuer).unwrap();
    assert_eq!(
        (two.verdict, step.code.as_str()),
        (Verdict::Invalid, "issuer.two_keys")
    );
}

/// `expires` ends new signatures and leaves old ones: for a JWT the date is `iat`, else `nbf`.
#[test]
fn a_jwt_of_a_retired_key_holds_as_long_as_it_was_signed_before() {
    let with = |expires: &str, iat: Option<i64>| {
        let mut document = did::document(DID, &published());
        document["verificationMethod"][0]["expires"] = expires.into();
        // The status list is signed by the newer key.
        let mut served: Vec<_> = vec![(
            DID_ADDRESS.to_owned(),
            Answer::Found(document.to_string().into_bytes()),
        )];
        let mut document = badge();
        let members = document.as_object_mut().unwrap();
        members.shift_remove("credentialStatus");
        let unsigned = jwt::prepare(&document, crate::support::KEY, Algorithm::EdDsa).unwrap();
        let text = String::from_utf8(unsigned.bytes_to_sign().to_vec()).unwrap();
        let (header, payload) = text.split_once('.').unwrap();
        let payload = openbadges::encoding::from_base64url(payload).unwrap();
        let mut payload: Value = serde_json::from_slice(&payload).unwrap();
        if let Some(iat) = iat {
            payload["iat"] = iat.into();
        }
        let input = format!("{header}.{}", base64url(payload.to_string().as_bytes()));
        let text = format!("{input}.{}", base64url(&key().sign(input.as_bytes())));
        served.retain(|(url, _)| url == DID_ADDRESS);
        let report = run(&Input::Text(text), &served, Known::new());
        report.step(StepName::Issuer).unwrap().code.clone()
    };
    assert_eq!(with("2026-03-01T00:00:00Z", None), "issuer.controller");
    assert_eq!(with("2026-01-01T00:00:00Z", None), "issuer.key_expired");
    let april = time::macros::datetime!(2026-04-01 0:00 UTC).unix_timestamp();
    assert_eq!(
        with("2026-03-01T00:00:00Z", Some(april)),
        "issuer.key_expired"
    );
    assert_eq!(with("one day", None), "issuer.key_expired");
}

#[test]
fn every_kind_of_key_has_a_did_key() {
    for (_, public, _) in signers() {
        let compressed = match &public {
            PublicKey::P256(point)
            | PublicKey::P384(point)
            | PublicKey::P521(point)
            | PublicKey::Secp256k1(point) => {
                let x = &point[1..=(point.len() - 1) / 2];
                let point = [&[2 + (point[point.len() - 1] & 1)], x].concat();
                match public.kind() {
                    "P-256" => PublicKey::p256(&point),
                    "P-384" => PublicKey::p384(&point),
                    "P-521" => PublicKey::p521(&point),
                    _ => PublicKey::secp256k1(&point),
                }
                .unwrap()
            }
            other => other.clone(),
        };
        assert!(compressed.is_same(&public));
        let did = compressed.to_did_key().unwrap();
        assert_eq!(PublicKey::from_did_key(&did).unwrap(), compressed, "{did}");
        let jwk = public.to_jwk().unwrap().to_string();
        let did = format!("did:jwk:{}", base64url(jwk.as_bytes()));
        assert_eq!(PublicKey::from_did_jwk(&did).unwrap(), public);
        assert_eq!(
            PublicKey::from_did_jwk(&format!("{did}#0")).unwrap(),
            public
        );
        assert!(PublicKey::from_did_jwk(&format!("{did}#1")).is_err());
    }
    assert!(PublicKey::from_did_jwk("did:jwk:e30").is_err());
    assert!(PublicKey::from_did_jwk("did:jwk:!").is_err());
}

/// The DER in the RSA form of did:key is the library's own.
#[test]
fn an_rsa_did_key_holds_the_pkcs1_form() {
    let (rsa, der) = Rsa::generate().unwrap();
    let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
    let did = rsa.public().to_did_key().unwrap();
    assert!(did.starts_with("did:key:z4MX"), "{did}");
    let bytes = openbadges::encoding::from_multibase(did.trim_start_matches("did:key:")).unwrap();
    assert_eq!(bytes[..2], [0x85, 0x24]);
    assert_eq!(&bytes[2..], pair.public_key().as_ref());
    for cut in [0, 1, 4, 10, bytes.len() - 1] {
        let did = format!("did:key:{}", openbadges::encoding::base58btc(&bytes[..cut]));
        assert!(PublicKey::from_did_key(&did).is_err(), "{cut}");
    }
    let longer = [&bytes[..], &[0]].concat();
    let did = format!("did:key:{}", openbadges::encoding::base58btc(&longer));
    assert_eq!(
        PublicKey::from_did_key(&did),
        Err(KeyError::Malformed("RSA"))
    );
}

/// An issuer that is a did:jwk stands for itself, like a did:key.
#[test]
fn a_did_jwk_stands_for_itself_only() {
    let with = |issuer: &str, method: &str| {
        let mut document = badge();
        document["issuer"]["id"] = issuer.into();
        let members = document.as_object_mut().unwrap();
        members.shift_remove("credentialStatus");
        let how = openbadges::proof::Options::eddsa_rdfc(method, crate::support::NOW).unwrap();
        let contexts = openbadges::context::Contexts::bundled();
        let unsigned =
            openbadges::proof::prepare(document, &how, &key().public(), &contexts).unwrap();
        let signature = key().sign(unsigned.bytes_to_sign());
        let signed = unsigned.attach(&signature).to_string();
        let report = run(&Input::Text(signed), &served(&[]), Known::new());
        (
            report.verdict,
            report.step(StepName::Issuer).unwrap().code.clone(),
        )
    };
    let jwk = key().public().to_jwk().unwrap().to_string();
    let own = format!("did:jwk:{}", base64url(jwk.as_bytes()));
    let good = (Verdict::ValidIssuerUnknown, "issuer.did_jwk".to_owned());
    assert_eq!(with(&own, &format!("{own}#0")), good);
    // The same key, named by did:key.
    assert_eq!(with(&own, &key().public().to_did_key().unwrap()), good);
    let (_, other, _) = &signers()[6];
    let jwk = other.to_jwk().unwrap().to_string();
    let other = format!("did:jwk:{}", base64url(jwk.as_bytes()));
    assert_eq!(
        with(&other, &format!("{own}#0")),
        (Verdict::Invalid, "issuer.key_of_another".to_owned())
    );
}

/// A JWK that says which algorithm it is for must say one that its kind of key has.
#[test]
fn a_jwk_for_another_algorithm_is_refused() {
    let (_, rsa, _) = &signers()[0];
    let ed = key().public();
    for (public, alg, good) in [
        (rsa, "RS256", true),
        (rsa, "PS512", true),
        (rsa, "RSA-OAEP", false),
        (rsa, "ES256", false),
        (&ed, "EdDSA", true),
        (&ed, "Ed25519", true),
        (&ed, "ES256K", false),
        (&ed, "none", false),
    ] {
        let mut jwk = public.to_jwk().unwrap();
        jwk["alg"] = alg.into();
        assert_eq!(PublicKey::from_jwk(&jwk).is_ok(), good, "{alg}");
        jwk["alg"] = 5.into();
        assert!(PublicKey::from_jwk(&jwk).is_err());
    }
}
